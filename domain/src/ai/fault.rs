//! Why a model gave nothing that can be used.

use chrono::TimeDelta;

crate::text_enum! {
    pub enum Fault {
        /// It said no.
        Refused => "refused",
        /// It was cut off in the middle.
        CutShort => "cut_short",
        /// The vendor's filter took the answer away.
        Filtered => "filtered",
        /// The answer is not of the form that was asked for.
        Malformed => "malformed",
        /// The answer has the form, and nothing in it holds.
        Unfounded => "unfounded",
        TimedOut => "timed_out",
        /// Too many questions at once.
        Busy => "busy",
        /// The operator's credit with the vendor is used up.
        OutOfCredit => "out_of_credit",
        /// The vendor does not take the key or the question.
        Rejected => "rejected",
        /// No answer, or one that says that the vendor is broken.
        Down => "down",
        /// It failed too often a moment ago and is left alone for a while.
        Resting => "resting",
        /// The company's budget of the month, or the operator's of the day, is spent.
        BudgetSpent => "budget_spent",
    }
}

/// So often the same question is tried again by itself.
const MOST_TRIES: u32 = 5;

impl Fault {
    /// What the page says after "AI is unavailable".
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Refused => "The model declined to answer.",
            Self::CutShort => "The answer was cut off.",
            Self::Filtered => "The vendor's filter held the answer back.",
            Self::Malformed => "The answer could not be read.",
            Self::Unfounded => "Nothing in the answer held against the record.",
            Self::TimedOut => "The model did not answer in time.",
            Self::Busy => "The model is busy.",
            Self::OutOfCredit => "The account with the vendor has no credit.",
            Self::Rejected => "The vendor did not accept the question.",
            Self::Down => "The model could not be reached.",
            Self::Resting => "The model failed several times and is left alone for a while.",
            Self::BudgetSpent => "The budget is spent.",
        }
    }

    /// Whether the same question may well be answered later. The others wait for a person.
    pub const fn is_passing(self) -> bool {
        matches!(self, Self::TimedOut | Self::Busy | Self::Down | Self::Resting)
    }

    /// Whether it speaks against the vendor as a whole, not against one question.
    pub const fn is_outage(self) -> bool {
        matches!(self, Self::TimedOut | Self::Busy | Self::Down | Self::OutOfCredit | Self::Rejected)
    }

    /// How long to wait before the same question is tried again: what the vendor said, or a minute that doubles.
    /// Nothing when only a person can help.
    pub fn wait(self, tries: u32, told: Option<TimeDelta>) -> Option<TimeDelta> {
        if !self.is_passing() || tries >= MOST_TRIES {
            return None;
        }
        let doubling = TimeDelta::minutes(1_i64 << tries.min(5));
        Some(told.map_or(doubling, |told| told.clamp(TimeDelta::seconds(1), TimeDelta::hours(1))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_passes_is_tried_again_and_not_for_ever() {
        let minutes = |fault: Fault, tries| fault.wait(tries, None).map(|wait| wait.num_minutes());

        assert_eq!(
            [0, 1, 2, 4, 5].map(|tries| minutes(Fault::Down, tries)),
            [Some(1), Some(2), Some(4), Some(16), None]
        );
        assert_eq!(minutes(Fault::Refused, 0), None);
        assert_eq!(minutes(Fault::BudgetSpent, 0), None);
    }

    #[test]
    fn the_vendor_says_how_long_to_wait_within_reason() {
        let told = |seconds| Fault::Busy.wait(0, Some(TimeDelta::seconds(seconds))).map(|wait| wait.num_seconds());

        assert_eq!([0, 20, 90_000].map(told), [Some(1), Some(20), Some(3_600)]);
    }
}
