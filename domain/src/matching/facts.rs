//! What factors and gates ask of everybody, a few bytes each, so that a run over a company reads them from front to
//! back: the [`Profile`] is kept in the index, the [`Facts`] are what one need makes of it.

use super::factor::Value;
use super::fit;
use super::gate::Closed;
use super::index::{OutcomeRow, Row};
use super::vocabulary::Kind;
use super::window::Slot;
use crate::organisations::Industry;

/// What is known of one advocate before anybody has said what is needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Profile {
    /// Which kinds of tag are known: a bit each.
    known: u16,
    pub industry: Option<Industry>,
    /// Steps of the logarithm of employees; 0 unknown.
    pub size: u16,
    /// 1 to 6 from the top, 0 unknown.
    pub seniority: u8,
    has_story: bool,
    /// What their outcomes prove when none is of a wanted use case.
    outcomes: Value,
    /// The half hours of notice; nothing when no hours are known.
    pub notice: Option<u16>,
}

impl Profile {
    pub fn of(row: &Row, outcomes: &[OutcomeRow]) -> Self {
        Self {
            known: row.known,
            industry: row.industry,
            size: row.size,
            seniority: row.seniority,
            has_story: row.has_story,
            outcomes: fit::outcomes(outcomes, |_| false),
            notice: row.has_hours.then_some(row.notice_half_hours),
        }
    }
}

/// One advocate as a need sees them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub profile: Profile,
    pub met: Met,
    /// What their outcomes prove.
    pub outcomes: Value,
    /// What the text search found; without a hit nothing for whoever has a story, unknown for all others.
    pub text: Value,
    pub slot: Slot,
    /// The gates that this need closes by name: vetoes, conflicts, calls before.
    pub marks: Closed,
}

impl Facts {
    /// The facts of somebody whom the need does not touch.
    #[inline]
    pub fn untouched(profile: &Profile) -> Self {
        Self {
            profile: *profile,
            met: Met::nothing_of(profile.known),
            outcomes: profile.outcomes,
            text: if profile.has_story { Value::NONE } else { Value::UNKNOWN },
            slot: Slot::UNKNOWN,
            marks: Closed::default(),
        }
    }
}

/// By kind of tag: 0 when none of the kind is known, else one more than the importance of what was met.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Met([u16; Kind::COUNT]);

impl Met {
    #[inline]
    fn nothing_of(known: u16) -> Self {
        Self(std::array::from_fn(|kind| u16::from(known & 1 << kind != 0)))
    }

    #[inline]
    pub fn add(&mut self, kind: Kind, importance: u16) {
        let met = &mut self.0[kind as usize];
        *met = (*met).max(1) + importance;
    }

    /// Where this stands in a table by what was met.
    #[inline]
    pub const fn place(self, kind: Kind) -> usize {
        self.0[kind as usize] as usize
    }

    /// 0 when none of the kind is known, 1 when none was met, 2 when any was.
    #[inline]
    pub const fn degree(self, kind: Kind) -> usize {
        let place = self.place(kind);
        if place > 2 { 2 } else { place }
    }
}
