//! What the index holds of one advocate: a row of numbers, and stretches of the lists that all share.

use super::{NONE, position};
use crate::advocates::{ActivityType, Lifecycle, ReferenceStatus};
use crate::ids::AdvocateId;
use crate::matching::acceptance::{Prior, RanOut};
use crate::matching::candidate::TouchKind;
use crate::matching::factor::Value;
use crate::organisations::Industry;

/// One advocate. Dates are days since 1970, 0 where there is none.
#[derive(Clone, Copy, Debug)]
pub(in crate::matching) struct Row {
    pub id: AdvocateId,
    pub tags: Span,
    pub outcomes: Span,
    pub touches: Span,
    pub blackouts: Span,
    pub related: Span,
    pub organisation: u32,
    pub has_hours: bool,
    pub employees: u32,
    /// Steps of the logarithm of employees (see size.rs); 0 unknown.
    pub size: u16,
    /// P(yes) while they are there.
    pub willing: f32,
    pub prior: Prior,
    pub asked: u16,
    pub accepted: u16,
    /// Asks that ran out since they were last heard of.
    pub unanswered: RanOut,
    pub industry: Option<Industry>,
    /// Which kinds of tag are known: a bit each.
    pub known: u16,
    pub has_story: bool,
    /// 1 to 5, 0 unknown.
    pub seniority: u8,
    pub lifecycle: Lifecycle,
    pub reference_status: ReferenceStatus,
    /// Last day of consent by activity.
    pub consents: [u16; ActivityType::ALL.len()],
    pub asks_per_month: u8,
    pub asks_per_quarter: u8,
    pub cool_down_days: u16,
    pub notice_half_hours: u16,
    pub shield_until: u16,
    /// Position of the class plus one; 0 for none.
    pub shield_class: u8,
    pub veto_until: u16,
    pub renewal: u16,
    pub last_heard: u16,
}

/// A stretch of one of the shared lists.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::matching) struct Span {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl Span {
    pub(super) fn of<T>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>) -> Self {
        let start = list.len();
        list.extend(items);
        Self { start: position(start), len: position(list.len() - start) }
    }

    #[inline]
    pub fn of_list<T>(self, list: &[T]) -> &[T] {
        &list[self.start as usize..(self.start + self.len) as usize]
    }
}

#[derive(Clone, Copy, Debug)]
pub(in crate::matching) struct OutcomeRow {
    pub use_case: u32,
    pub measured: bool,
    pub(super) text: Span,
}

/// Somebody with an outcome of a use case, and what their outcomes prove when only this use case is wanted.
#[derive(Clone, Copy, Debug)]
pub(in crate::matching) struct Told {
    pub at: u32,
    pub alone: Value,
}

impl Default for Told {
    fn default() -> Self {
        Self { at: NONE, alone: Value::UNKNOWN }
    }
}

#[derive(Clone, Copy, Debug)]
pub(in crate::matching) struct TouchRow {
    pub day: u16,
    pub kind: TouchKind,
    pub cost: u16,
}
