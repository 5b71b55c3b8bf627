//! Making one contact of two: which of them stays, and whose value of each field.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Mergeable, Pick, said};
use crate::text_enum;

text_enum! {
    /// What is chosen when two contacts become one. Whether they are there is not: see [`ContactRecord::taking`].
    pub enum ContactField {
        Name => "name",
        Email => "email",
        Title => "title",
        TimeZone => "time_zone",
    }
}

impl ContactField {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Email => "E-mail",
            Self::Title => "Title",
            Self::TimeZone => "Time zone",
        }
    }
}

/// What was chosen; a field that is not named takes what [`Mergeable::usual`] says.
pub type ContactPicks = BTreeMap<ContactField, Pick>;

/// A contact as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRecord {
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub name: String,
    pub email: Option<String>,
    pub title: String,
    pub time_zone: Option<String>,
    /// Since when somebody said that they work there no more.
    pub left_at: Option<DateTime<Utc>>,
    pub left_by: Option<Uuid>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl ContactRecord {
    /// Whether this one rather than the other is kept, unless somebody chooses: who is still there, else the one on whom
    /// more hangs, else the fuller, else the older.
    pub fn goes_before(&self, hanging: u32, other: &Self, hanging_on_other: u32) -> bool {
        let weight = |record: &Self, hanging| (record.left_at.is_none(), hanging, record.fullness());
        let (here, there) = (weight(self, hanging), weight(other, hanging_on_other));
        if here == there { (self.created_at, self.id) < (other.created_at, other.id) } else { here > there }
    }

    /// This contact with what was chosen of the other. Whoever is there under one of two names is there.
    #[must_use]
    pub fn taking(&self, other: &Self, picks: &ContactPicks) -> Self {
        let mut one = self.with_picks(other, picks);
        if other.left_at.is_none() {
            (one.left_at, one.left_by) = (None, None);
        }
        one
    }

    /// What stands otherwise now than `after`, of what a merge changed from `before`.
    pub fn in_the_way(&self, before: &Self, after: &Self) -> Vec<String> {
        let mut labels = self.fields_in_the_way(before, after);
        if before.left_at != after.left_at && self.left_at != after.left_at {
            labels.push("whether they are there".to_owned());
        }
        labels
    }

    /// This contact with everything a merge changed as it was before.
    #[must_use]
    pub fn put_back(&self, before: &Self, after: &Self) -> Self {
        let mut one = self.with_fields_put_back(before, after);
        if before.left_at != after.left_at {
            (one.left_at, one.left_by) = (before.left_at, before.left_by);
        }
        one
    }
}

impl Mergeable for ContactRecord {
    type Field = ContactField;

    const FIELDS: &'static [ContactField] = ContactField::ALL;

    fn id(&self) -> Uuid {
        self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    /// Contacts have no number of their changes: the moment of the last one tells whether somebody came between.
    fn version(&self) -> i64 {
        self.updated_at.timestamp_micros()
    }

    fn label(field: ContactField) -> &'static str {
        field.label()
    }

    fn value(&self, field: ContactField) -> Option<String> {
        match field {
            ContactField::Name => said(&self.name),
            ContactField::Email => self.email.clone(),
            ContactField::Title => said(&self.title),
            ContactField::TimeZone => self.time_zone.clone(),
        }
    }

    /// The only one there is, else that of the record changed last; the name is the kept one's.
    fn usual(&self, other: &Self, field: ContactField) -> Pick {
        match (self.value(field), other.value(field)) {
            (_, None) => Pick::Kept,
            (None, Some(_)) => Pick::Other,
            (Some(here), Some(there)) if here == there => Pick::Kept,
            _ if field == ContactField::Name => Pick::Kept,
            _ if other.updated_at > self.updated_at => Pick::Other,
            _ => Pick::Kept,
        }
    }

    fn take(&mut self, other: &Self, field: ContactField) {
        match field {
            ContactField::Name => self.name.clone_from(&other.name),
            ContactField::Email => self.email.clone_from(&other.email),
            ContactField::Title => self.title.clone_from(&other.title),
            ContactField::TimeZone => self.time_zone.clone_from(&other.time_zone),
        }
    }

    /// No field of a contact is a list.
    fn take_both(&mut self, _one: &Self, _other: &Self, _field: ContactField) {}
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn contact(id: u128, name: &str, email: Option<&str>) -> ContactRecord {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        ContactRecord {
            id: Uuid::from_u128(id),
            organisation_id: Uuid::from_u128(99),
            name: name.to_owned(),
            email: email.map(str::to_owned),
            title: String::new(),
            time_zone: None,
            left_at: None,
            left_by: None,
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn who_is_there_stays_then_the_busier_the_fuller_the_older() {
        let (plain, twin) = (contact(1, "Mei", None), contact(2, "Mei", None));
        let gone = ContactRecord { left_at: Some(plain.created_at), ..twin.clone() };
        let full = ContactRecord { title: "CFO".into(), ..twin.clone() };

        assert!(plain.goes_before(0, &gone, 9));
        assert!(twin.goes_before(2, &plain, 1));
        assert!(full.goes_before(1, &plain, 1));
        assert!(plain.goes_before(0, &twin, 0) && !twin.goes_before(0, &plain, 0));
    }

    #[test]
    fn a_contact_takes_what_it_lacks_and_is_there_if_either_is() {
        let later = DateTime::from_timestamp(1_900_000_000, 0).unwrap();
        let gone =
            ContactRecord { left_at: Some(later), left_by: Some(Uuid::nil()), ..contact(1, "Mei Lindqvist", None) };
        let there = ContactRecord {
            title: "CFO".into(),
            updated_at: later,
            ..contact(2, "M. Lindqvist", Some("mei@loam.example"))
        };

        let one = gone.taking(&there, &ContactPicks::new());

        assert_eq!(
            (one.name.as_str(), one.email.as_deref(), one.title.as_str()),
            ("Mei Lindqvist", Some("mei@loam.example"), "CFO")
        );
        assert_eq!((one.left_at, one.left_by), (None, None));
        let both_gone = gone.taking(&ContactRecord { left_at: Some(later), ..there.clone() }, &ContactPicks::new());
        assert_eq!(both_gone.left_at, gone.left_at);
        let chosen = gone.taking(&there, &ContactPicks::from([(ContactField::Name, Pick::Other)]));
        assert_eq!(chosen.name, "M. Lindqvist");
    }

    proptest! {
        #[test]
        fn putting_back_what_was_taken_gives_the_contact_as_it_was(
            picks in proptest::collection::btree_map(
                proptest::sample::select(ContactField::ALL),
                proptest::sample::select(Pick::ALL),
                0..4,
            ),
            title in "[a-z]{0,3}", left in any::<bool>(), other_left in any::<bool>(),
        ) {
            let at = DateTime::from_timestamp(1_900_000_000, 0);
            let kept = ContactRecord { title, left_at: at.filter(|_| left), ..contact(1, "Mei", Some("m@loam.example")) };
            let other = ContactRecord {
                title: "CFO".into(),
                time_zone: Some("Europe/Oslo".into()),
                left_at: at.filter(|_| other_left),
                ..contact(2, "Mei-Lin", None)
            };
            let after = kept.taking(&other, &picks);

            prop_assert!(after.in_the_way(&kept, &after).is_empty());
            prop_assert_eq!(after.put_back(&kept, &after), kept);
        }
    }
}
