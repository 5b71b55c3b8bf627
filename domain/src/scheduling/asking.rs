//! How often an advocate wants to be asked over a quarter, and how long they rest after a call. The
//! programme is the bound of both: nobody is asked more often or rests for less.

use crate::paging::counted;
use serde::{Deserialize, Serialize};

use crate::problem::FieldProblems;

/// The longest rest that can be kept.
const LONGEST_REST: u16 = 365;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskLimits {
    pub requests_per_quarter: u16,
    /// Days from a held call to the next request.
    pub rest_days: u16,
}

impl AskLimits {
    /// What holds when the advocate's own numbers meet the programme's.
    #[must_use]
    pub fn within(self, programme: Self) -> Self {
        Self {
            requests_per_quarter: self.requests_per_quarter.min(programme.requests_per_quarter),
            rest_days: self.rest_days.max(programme.rest_days),
        }
    }

    /// Names the fields that go beyond the programme.
    pub fn check(self, programme: Self, faults: &mut FieldProblems) {
        let most = programme.requests_per_quarter;
        if self.requests_per_quarter > most {
            let sentence = format!("The programme asks nobody more than {} a quarter.", counted(most, "time", "times"));
            faults.add("requests_per_quarter", sentence);
        }
        let least = programme.rest_days;
        if self.rest_days < least {
            faults.add(
                "rest_days",
                format!("The programme gives everybody at least {} of rest.", counted(least, "day", "days")),
            );
        } else if self.rest_days > LONGEST_REST {
            faults.add("rest_days", "Rest for at most 365 days, or pause new requests.");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::problem::Problem;

    const PROGRAMME: AskLimits = AskLimits { requests_per_quarter: 6, rest_days: 14 };

    #[test]
    fn the_programme_is_the_bound_by_example() {
        let table: [(u16, u16, &[&str]); 6] = [
            (6, 14, &[]),
            (0, 365, &[]),
            (7, 14, &["requests_per_quarter"]),
            (6, 13, &["rest_days"]),
            (6, 366, &["rest_days"]),
            (9, 0, &["requests_per_quarter", "rest_days"]),
        ];

        for (requests_per_quarter, rest_days, expected) in table {
            let mut faults = FieldProblems::default();
            AskLimits { requests_per_quarter, rest_days }.check(PROGRAMME, &mut faults);
            let named: Vec<String> = match faults.check() {
                Err(Problem::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
                _ => Vec::new(),
            };
            assert_eq!(named, expected, "{requests_per_quarter} {rest_days}");
        }
    }

    proptest! {
        #[test]
        fn what_holds_never_asks_more_of_somebody_than_either_allows(asks in 0u16..100, rest in 0u16..400) {
            let own = AskLimits { requests_per_quarter: asks, rest_days: rest };

            let held = own.within(PROGRAMME);

            prop_assert!(held.requests_per_quarter <= asks.min(PROGRAMME.requests_per_quarter));
            prop_assert!(held.rest_days >= rest.max(PROGRAMME.rest_days));
            prop_assert_eq!(held.within(PROGRAMME), held);
        }
    }
}
