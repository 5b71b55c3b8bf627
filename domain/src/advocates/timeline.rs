//! Everything that happened with one advocate in one list: asks and answers, calls, surveys, moves,
//! consent, vetoes. What costs the advocate something says how much: the ledger of touches.

use serde::{Deserialize, Serialize};

use crate::ids::OpportunityId;
use crate::opportunities::PersonName;

crate::text_enum! {
    /// What a line is about.
    pub enum TimelineKind {
        Ask => "ask",
        Answer => "answer",
        Call => "call",
        Touch => "touch",
        Lifecycle => "lifecycle",
        ReferenceStatus => "reference_status",
        Consent => "consent",
        Veto => "veto",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineRow {
    pub kind: TimelineKind,
    /// "Asked for a reference call"
    pub title: String,
    /// "Marlowe Street Bank", "Closing the quarter"
    pub line: Option<String>,
    /// The deal, where the reader may see it.
    pub opportunity: Option<OpportunityId>,
    /// Who did it; nothing for the advocate and the prospect.
    pub who: Option<PersonName>,
    /// "1 touch"
    pub cost: Option<String>,
    /// "Thu 19 Nov, 10:24"
    pub when: String,
}

/// One page, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    pub rows: Vec<TimelineRow>,
    /// The cursor of what is older.
    pub older: Option<String>,
    /// Whether newer things are on a page before this one.
    pub is_later_page: bool,
    /// "London (GMT)"
    pub zone: String,
}

impl TimelineRow {
    /// "1 touch", "0.5 touches", from thousandths.
    pub fn cost_of(milli: i32) -> String {
        let text = format!("{}.{:03}", milli / 1_000, milli % 1_000);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        if text == "1" { "1 touch".to_owned() } else { format!("{text} touches") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_touch_costs_is_said_in_touches() {
        let table = [
            (1_000, "1 touch"),
            (500, "0.5 touches"),
            (0, "0 touches"),
            (2_250, "2.25 touches"),
            (10_000, "10 touches"),
        ];

        for (milli, words) in table {
            assert_eq!(TimelineRow::cost_of(milli), words);
        }
    }
}
