//! A call that is held or planned.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::time::TimeRange;

crate::text_enum! {
    /// Where a call stands. The first two take the advocate's time.
    pub enum CallState {
        /// Reserved for a few minutes while somebody fills in a form.
        Held => "held",
        /// The reservation ran out or was given up for another time.
        Released => "released",
        Scheduled => "scheduled",
        Completed => "completed",
        /// The time came and somebody did not.
        Missed => "missed",
        Cancelled => "cancelled",
    }
}

crate::text_enum! {
    /// Who acts on a call.
    pub enum Side {
        Advocate => "advocate",
        Prospect => "prospect",
        /// The company that asked for the reference.
        Staff => "staff",
    }
}

/// What the rules for moving and cancelling need to know of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedCall {
    pub state: CallState,
    pub during: TimeRange,
}

impl PlannedCall {
    pub fn has_begun(&self, now: DateTime<Utc>) -> bool {
        self.during.from <= now
    }
}
