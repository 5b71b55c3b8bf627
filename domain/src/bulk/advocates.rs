//! What a bulk edit makes of an advocate.

use serde::{Deserialize, Serialize};

use super::{WhyNot, quoted};
use crate::advocates::{AdvocateField, ReferenceStatus};
use crate::ids::UserId;
use crate::tags;

/// The values a bulk edit can change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvocateValues {
    pub owner: Option<UserId>,
    pub tags: Vec<String>,
    pub reference_status: ReferenceStatus,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum AdvocateChange {
    /// Somebody else looks after them, or nobody.
    Owner {
        owner: Option<UserId>,
    },
    AddTags {
        tags: Vec<String>,
    },
    RemoveTags {
        tags: Vec<String>,
    },
    /// Whether they can be used: pausing and taking the pause away.
    Status {
        to: ReferenceStatus,
        reason: String,
    },
}

impl AdvocateChange {
    /// The values afterwards, or why they cannot be so.
    pub fn apply(&self, before: &AdvocateValues) -> Result<AdvocateValues, WhyNot> {
        let mut after = before.clone();
        match self {
            Self::Owner { owner } => after.owner = *owner,
            Self::AddTags { tags } => after.tags = tags::with(&before.tags, tags).ok_or(WhyNot::TooManyTags)?,
            Self::RemoveTags { tags } => after.tags = tags::without(&before.tags, tags),
            Self::Status { to, .. } => after.reference_status = *to,
        }
        Ok(after)
    }

    pub(super) fn in_words(&self, person: &str) -> String {
        match self {
            Self::Owner { owner: None } => "Success manager: nobody".to_owned(),
            Self::Owner { owner: Some(_) } => format!("Success manager: {person}"),
            Self::AddTags { tags } => format!("Tags added: {}", quoted(tags)),
            Self::RemoveTags { tags } => format!("Tags taken away: {}", quoted(tags)),
            Self::Status { to, reason } if reason.is_empty() => format!("Reference status: {}", to.label()),
            Self::Status { to, reason } => format!("Reference status: {} ({reason})", to.label()),
        }
    }
}

impl AdvocateValues {
    /// The fields that differ.
    pub fn changes(&self, before: &Self) -> Vec<AdvocateField> {
        [
            (AdvocateField::Tags, self.tags != before.tags),
            (AdvocateField::Owner, self.owner != before.owner),
            (AdvocateField::ReferenceStatus, self.reference_status != before.reference_status),
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

    fn values(tags: &[&str]) -> AdvocateValues {
        AdvocateValues {
            owner: Some(UserId(Uuid::from_u128(1))),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            reference_status: ReferenceStatus::Active,
        }
    }

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn what_becomes_of_an_advocate_by_example() {
        use AdvocateChange::{AddTags, Owner, RemoveTags, Status};
        use AdvocateField as Field;
        let full: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        let full: Vec<&str> = full.iter().map(String::as_str).collect();
        let table: Vec<(AdvocateChange, AdvocateValues, Result<Vec<Field>, WhyNot>)> = vec![
            (AddTags { tags: words(&["board"]) }, values(&[]), Ok(vec![Field::Tags])),
            // The tag is there, if in other letters: nothing changes.
            (AddTags { tags: words(&["BOARD"]) }, values(&["Board"]), Ok(vec![])),
            (AddTags { tags: words(&["one more"]) }, values(&full), Err(WhyNot::TooManyTags)),
            (AddTags { tags: words(&["7"]) }, values(&full), Ok(vec![])),
            (RemoveTags { tags: words(&["board"]) }, values(&["Board", "x"]), Ok(vec![Field::Tags])),
            (RemoveTags { tags: words(&["board"]) }, values(&["x"]), Ok(vec![])),
            (Owner { owner: None }, values(&[]), Ok(vec![Field::Owner])),
            (Owner { owner: Some(UserId(Uuid::from_u128(1))) }, values(&[]), Ok(vec![])),
            (
                Status { to: ReferenceStatus::Paused, reason: "Merger".to_owned() },
                values(&[]),
                Ok(vec![Field::ReferenceStatus]),
            ),
        ];

        for (change, before, expected) in table {
            let fields = change.apply(&before).map(|after| after.changes(&before));
            assert_eq!(fields, expected, "{change:?} on {before:?}");
        }
    }

    #[test]
    fn a_change_is_said_in_words() {
        let added = AdvocateChange::AddTags { tags: words(&["board", "user day"]) };
        let paused = AdvocateChange::Status { to: ReferenceStatus::Paused, reason: "Merger".to_owned() };

        assert_eq!(added.in_words(""), "Tags added: “board” and “user day”");
        assert_eq!(paused.in_words(""), "Reference status: Paused (Merger)");
        assert_eq!(AdvocateChange::Owner { owner: None }.in_words("Tamsin"), "Success manager: nobody");
    }

    fn any_values() -> impl Strategy<Value = AdvocateValues> {
        let owner = proptest::option::of((1_u128..4).prop_map(|number| UserId(Uuid::from_u128(number))));
        let tags = proptest::collection::btree_set("[a-e]", 0..5).prop_map(|tags| tags.into_iter().collect());
        (owner, tags, proptest::sample::select(ReferenceStatus::ALL))
            .prop_map(|(owner, tags, reference_status)| AdvocateValues { owner, tags, reference_status })
    }

    fn any_change() -> impl Strategy<Value = AdvocateChange> {
        let tags = || proptest::collection::vec("[a-eA-E]", 1..3);
        prop_oneof![
            proptest::option::of((1_u128..4).prop_map(|number| UserId(Uuid::from_u128(number))))
                .prop_map(|owner| AdvocateChange::Owner { owner }),
            tags().prop_map(|tags| AdvocateChange::AddTags { tags }),
            tags().prop_map(|tags| AdvocateChange::RemoveTags { tags }),
            proptest::sample::select(ReferenceStatus::ALL)
                .prop_map(|to| AdvocateChange::Status { to, reason: "Why".to_owned() }),
        ]
    }

    proptest! {
        /// Doing the same again changes nothing, and a change touches no value but its own.
        #[test]
        fn a_change_made_twice_is_made_once(before in any_values(), change in any_change()) {
            let after = change.apply(&before).unwrap();

            prop_assert_eq!(change.apply(&after).unwrap(), after.clone());
            prop_assert!(after.changes(&before).len() <= 1);
        }

        /// What is kept of a row is enough to put it back: the values survive being stored, and
        /// fields differ exactly when values do.
        #[test]
        fn what_is_kept_of_a_row_puts_it_back(before in any_values(), change in any_change()) {
            let after = change.apply(&before).unwrap();
            let kept: AdvocateValues = serde_json::from_value(serde_json::to_value(&before).unwrap()).unwrap();

            prop_assert_eq!(&kept, &before);
            prop_assert_eq!(after.changes(&kept).is_empty(), after == before);
        }
    }
}
