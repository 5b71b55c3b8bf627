//! What a bulk edit makes of a deal.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{WhyNot, quoted};
use crate::ids::UserId;
use crate::matching::Urgency;
use crate::opportunities::{Field, Mastery, Source};
use crate::tags;
use crate::time::date_with_year;

/// The values a bulk edit can change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealValues {
    pub owner: Option<UserId>,
    pub needed_by: Option<NaiveDate>,
    pub urgency: Urgency,
    pub topics: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum DealChange {
    Owner {
        owner: UserId,
    },
    /// By when a reference is needed; nothing when none is.
    NeededBy {
        day: Option<NaiveDate>,
    },
    Urgency {
        to: Urgency,
    },
    AddTopics {
        topics: Vec<String>,
    },
    RemoveTopics {
        topics: Vec<String>,
    },
}

impl DealChange {
    /// The values afterwards, or why they cannot be so. What a CRM masters is changed there.
    pub fn apply(&self, source: Source, before: &DealValues) -> Result<DealValues, WhyNot> {
        let mut after = before.clone();
        match self {
            Self::Owner { .. } if source.mastery() == Mastery::There => return Err(WhyNot::KeptByCrm),
            Self::Owner { owner } => after.owner = Some(*owner),
            Self::NeededBy { day } => after.needed_by = *day,
            Self::Urgency { to } => after.urgency = *to,
            Self::AddTopics { topics } => {
                after.topics = tags::with(&before.topics, topics).ok_or(WhyNot::TooManyTags)?;
            }
            Self::RemoveTopics { topics } => after.topics = tags::without(&before.topics, topics),
        }
        Ok(after)
    }

    pub(super) fn in_words(&self, person: &str) -> String {
        match self {
            Self::Owner { .. } => format!("Owner: {person}"),
            Self::NeededBy { day: Some(day) } => {
                format!("Reference needed by: {}", date_with_year(*day, NaiveDate::MIN))
            }
            Self::NeededBy { day: None } => "Reference needed by: no day".to_owned(),
            Self::Urgency { to } => format!("Urgency: {}", to.label()),
            Self::AddTopics { topics } => format!("Topics added: {}", quoted(topics)),
            Self::RemoveTopics { topics } => format!("Topics taken away: {}", quoted(topics)),
        }
    }
}

impl DealValues {
    /// The fields that differ.
    pub fn changes(&self, before: &Self) -> Vec<Field> {
        [
            (Field::Owner, self.owner != before.owner),
            (Field::Topics, self.topics != before.topics),
            (Field::Urgency, self.urgency != before.urgency),
            (Field::NeededBy, self.needed_by != before.needed_by),
        ]
        .into_iter()
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn person(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn deal() -> DealValues {
        DealValues {
            owner: Some(person(1)),
            needed_by: None,
            urgency: Urgency::Normal,
            topics: vec!["audit".to_owned()],
        }
    }

    #[test]
    fn what_becomes_of_a_deal_by_example() {
        use DealChange::{AddTopics, NeededBy, Owner, RemoveTopics, Urgency as Hurry};
        let table: Vec<(DealChange, Source, Result<Vec<Field>, WhyNot>)> = vec![
            (Owner { owner: person(2) }, Source::Manual, Ok(vec![Field::Owner])),
            (Owner { owner: person(2) }, Source::Import, Ok(vec![Field::Owner])),
            (Owner { owner: person(1) }, Source::Manual, Ok(vec![])),
            // Even to whom it has: the CRM says who that is.
            (Owner { owner: person(1) }, Source::Salesforce, Err(WhyNot::KeptByCrm)),
            (Owner { owner: person(2) }, Source::Hubspot, Err(WhyNot::KeptByCrm)),
            // What the prospect needs is ours, whoever keeps the deal.
            (NeededBy { day: Some(day("2026-12-01")) }, Source::Salesforce, Ok(vec![Field::NeededBy])),
            (NeededBy { day: None }, Source::Manual, Ok(vec![])),
            (Hurry { to: Urgency::High }, Source::Hubspot, Ok(vec![Field::Urgency])),
            (AddTopics { topics: vec!["Audit".to_owned()] }, Source::Manual, Ok(vec![])),
            (AddTopics { topics: vec!["price".to_owned()] }, Source::Manual, Ok(vec![Field::Topics])),
            (RemoveTopics { topics: vec!["AUDIT".to_owned()] }, Source::Manual, Ok(vec![Field::Topics])),
        ];

        for (change, source, expected) in table {
            let fields = change.apply(source, &deal()).map(|after| after.changes(&deal()));
            assert_eq!(fields, expected, "{change:?} on a deal of {source}");
        }
    }

    fn any_values() -> impl Strategy<Value = DealValues> {
        let owner = proptest::option::of((1_u128..4).prop_map(person));
        let needed_by = proptest::option::of((1_u32..28).prop_map(|of| NaiveDate::from_ymd_opt(2026, 12, of).unwrap()));
        let topics = proptest::collection::btree_set("[a-e]", 0..5).prop_map(|words| words.into_iter().collect());
        (owner, needed_by, proptest::sample::select(Urgency::ALL), topics)
            .prop_map(|(owner, needed_by, urgency, topics)| DealValues { owner, needed_by, urgency, topics })
    }

    fn any_change() -> impl Strategy<Value = DealChange> {
        let topics = || proptest::collection::vec("[a-eA-E]", 1..3);
        prop_oneof![
            (1_u128..4).prop_map(|number| DealChange::Owner { owner: person(number) }),
            proptest::option::of((1_u32..28).prop_map(|of| NaiveDate::from_ymd_opt(2026, 12, of).unwrap()))
                .prop_map(|day| DealChange::NeededBy { day }),
            proptest::sample::select(Urgency::ALL).prop_map(|to| DealChange::Urgency { to }),
            topics().prop_map(|topics| DealChange::AddTopics { topics }),
            topics().prop_map(|topics| DealChange::RemoveTopics { topics }),
        ]
    }

    proptest! {
        /// Doing the same again changes nothing; what is kept of the row puts it back.
        #[test]
        fn a_change_made_twice_is_made_once_and_can_be_taken_back(
            before in any_values(),
            change in any_change(),
            source in proptest::sample::select(Source::ALL),
        ) {
            let Ok(after) = change.apply(source, &before) else {
                prop_assert_eq!(source.mastery(), Mastery::There);
                return Ok(());
            };
            let kept: DealValues = serde_json::from_value(serde_json::to_value(&before).unwrap()).unwrap();

            prop_assert_eq!(change.apply(source, &after).unwrap(), after.clone());
            prop_assert!(after.changes(&before).len() <= 1);
            prop_assert_eq!(&kept, &before);
            prop_assert_eq!(after.changes(&kept).is_empty(), after == before);
        }
    }
}
