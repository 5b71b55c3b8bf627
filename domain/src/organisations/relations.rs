//! What an organisation is to the company, since when and until when, and to whom it belongs: changed one at a time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Relation;
use crate::ids::OrganisationId;
use crate::problem::{FieldProblems, Problem};
use crate::time::date_with_year;
use crate::typed::{chosen, day};

/// What was typed about one relation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RelationForm {
    pub organisation: String,
    /// The version the page showed.
    pub version: String,
    /// The relation as it was, "customer/2024-03-01"; empty for another one.
    pub was: String,
    pub kind: String,
    pub since: String,
    pub until: String,
}

/// A relation in time. Both days belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    pub kind: Relation,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
}

impl Dated {
    /// How a form names it: an organisation has one relation of a kind that begins on a day.
    pub fn key(&self) -> String {
        format!("{}/{}", self.kind, self.since)
    }

    fn meets(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.until.is_none_or(|until| other.since <= until)
            && other.until.is_none_or(|until| self.since <= until)
    }

    /// "Since 1 Mar 2024", "1 Mar 2024 to 2 Apr 2025"
    pub fn when(&self, today: NaiveDate) -> String {
        let since = date_with_year(self.since, today);
        match self.until {
            Some(until) => format!("{since} to {}", date_with_year(until, today)),
            None => format!("Since {since}"),
        }
    }

    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

impl RelationForm {
    /// What the form means; `others` are the relations the organisation has besides.
    pub fn check(&self, others: &[Dated], today: NaiveDate) -> Result<Dated, Problem> {
        let mut problems = FieldProblems::default();
        let kind: Option<Relation> = chosen(&self.kind, "kind", &mut problems);
        if self.kind.is_empty() {
            problems.add("kind", "Say what they are to you.");
        }
        let since = day(&self.since, "since", &mut problems);
        if self.since.trim().is_empty() {
            problems.add("since", "Say since when.");
        }
        let until = day(&self.until, "until", &mut problems);
        if since.is_some_and(|since| since > today) {
            problems.add("since", "That day has not come yet. Note it when they are.");
        }
        if until.is_some_and(|until| since.is_some_and(|since| until < since)) {
            problems.add("until", "It cannot end before it began.");
        }
        problems.check()?;
        let (Some(kind), Some(since)) = (kind, since) else {
            return Err(Problem::invalid("kind", "Say what they are to you."));
        };
        let relation = Dated { kind, since, until };
        match others.iter().find(|other| other.meets(&relation)) {
            Some(other) => {
                let when = other.when(today);
                let words =
                    format!("It meets another time of the same: {}. Change that one, or the days.", lower(&when));
                Err(Problem::invalid("since", words))
            }
            None => Ok(relation),
        }
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Another organisation, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    pub id: OrganisationId,
    pub name: String,
}

/// To whom it belongs, by name; empty for nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParentForm {
    pub organisation: String,
    pub version: String,
    pub parent: String,
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationsPage {
    pub id: OrganisationId,
    pub name: String,
    pub version: i32,
    pub today: NaiveDate,
    /// Those that hold first, the latest first.
    pub relations: Vec<Dated>,
    pub parent: Option<Other>,
    /// The parts the reader sees.
    pub parts: Vec<Other>,
    /// Names to choose from while typing.
    pub names: Vec<String>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn form(kind: &str, since: &str, until: &str) -> RelationForm {
        RelationForm { kind: kind.into(), since: since.into(), until: until.into(), ..RelationForm::default() }
    }

    #[test]
    fn a_relation_has_a_kind_and_a_beginning_and_meets_no_other_of_its_kind() {
        let today = on("2026-11-19");
        let others = [
            Dated { kind: Relation::Customer, since: on("2020-01-01"), until: Some(on("2021-12-31")) },
            Dated { kind: Relation::Customer, since: on("2024-03-01"), until: None },
        ];
        let table = [
            ("customer", "2022-01-01", "2024-02-29", None),
            ("partner", "2020-06-01", "", None),
            ("prospect", "2026-11-19", "2027-01-01", None),
            ("", "2022-01-01", "", Some("kind")),
            ("friend", "2022-01-01", "", Some("kind")),
            ("customer", "", "", Some("since")),
            ("customer", "yesterday", "", Some("since")),
            ("customer", "2026-11-20", "", Some("since")),
            ("partner", "2022-01-01", "2021-12-31", Some("until")),
            // One day is enough to meet.
            ("customer", "2021-12-31", "2022-06-01", Some("since")),
            ("customer", "2022-01-01", "", Some("since")),
            ("customer", "2025-01-01", "2025-02-01", Some("since")),
        ];

        for (kind, since, until, flawed) in table {
            let checked = form(kind, since, until).check(&others, today);
            match flawed {
                None => assert_eq!(checked.unwrap().since, on(since), "{kind} {since}"),
                Some(field) => {
                    assert!(checked.unwrap_err().of_field(field).is_some(), "{kind} {since} {until}");
                }
            }
        }
    }

    #[test]
    fn a_relation_says_when_it_was() {
        let today = on("2026-11-19");
        let past = Dated { kind: Relation::Partner, since: on("2020-01-01"), until: Some(on("2021-12-31")) };
        let last_day = Dated { until: Some(today), ..past };

        assert_eq!(past.key(), "partner/2020-01-01");
        assert!(past.is_over(today) && !last_day.is_over(today));
        assert!(past.when(today).contains(" to "));
    }

    proptest! {
        /// Two relations meet exactly when some day belongs to both.
        #[test]
        fn relations_meet_on_a_day(a in 0_u64..30, b in proptest::option::of(0_u64..30), c in 0_u64..30, d in proptest::option::of(0_u64..30)) {
            let first = on("2026-01-01");
            let at = |days: u64| first + chrono::Days::new(days);
            let dated = |since: u64, length: Option<u64>| Dated {
                kind: Relation::Customer,
                since: at(since),
                until: length.map(|length| at(since + length)),
            };
            let (one, other) = (dated(a, b), dated(c, d));
            let holds = |dated: &Dated, day: NaiveDate| dated.since <= day && dated.until.is_none_or(|until| day <= until);
            let share = (0..100).any(|day| holds(&one, at(day)) && holds(&other, at(day)));

            prop_assert_eq!(one.meets(&other), share);
            prop_assert_eq!(other.meets(&one), share);
        }
    }
}
