//! What factors and gates ask of everybody, a few bytes each, so that a run over a company reads them from front to
//! back. The index keeps them as they are before a need is known ([`Facts::before_need`]); a run copies them and
//! adds what its need finds.

use super::factor::Value;
use super::fit;
use super::gate::Closed;
use super::index::{OutcomeRow, Row};
use super::vocabulary::Kind;
use super::window::Slot;
use crate::organisations::Industry;

/// One advocate as a need sees them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub met: Met,
    pub industry: Option<Industry>,
    /// Steps of the logarithm of employees; 0 unknown.
    pub size: u16,
    /// 1 to 6 from the top, 0 unknown.
    pub seniority: u8,
    /// What their outcomes prove.
    pub outcomes: Value,
    /// What the text search found; without a hit nothing for whoever has a story, unknown for all others.
    pub text: Value,
    /// The half hours of notice; nothing when no hours are known.
    pub notice: Option<u16>,
    pub slot: Slot,
    /// The gates that this need closes by name: vetoes, conflicts, calls before.
    pub marks: Closed,
}

impl Facts {
    /// What is known before anybody has said what is needed.
    pub fn before_need(row: &Row, outcomes: &[OutcomeRow]) -> Self {
        Self {
            met: Met::nothing_of(row.known),
            industry: row.industry,
            size: row.size,
            seniority: row.seniority,
            outcomes: fit::outcomes(outcomes, |_| false),
            text: if row.has_story { Value::NONE } else { Value::UNKNOWN },
            notice: row.has_hours.then_some(row.notice_half_hours),
            slot: Slot::UNKNOWN,
            marks: Closed::default(),
        }
    }
}

/// By kind of tag: 0 when none of the kind is known, else one more than the importance of what was met.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Met([u16; Kind::COUNT]);

impl Met {
    fn nothing_of(known: u16) -> Self {
        Self(std::array::from_fn(|kind| known >> kind & 1))
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
