//! Making one record of two: what is the same whichever kind they are of. Which fields there are, and whose value is
//! usually taken, says each kind for itself.

mod contact;
mod organisation;
#[cfg(test)]
mod organisation_tests;
mod person;
mod person_field;
#[cfg(test)]
mod person_tests;

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::text_enum;

pub use contact::{ContactField, ContactPicks, ContactRecord};
pub use organisation::{MergeField, OrganisationRecord, Picks};
pub use person::{PersonPicks, PersonRecord, WeekHours};
pub use person_field::PersonField;

text_enum! {
    /// Whose value a field takes.
    pub enum Pick {
        Kept => "kept",
        Other => "other",
        /// Of lists: everything either has.
        Both => "both",
    }
}

/// A record whose fields can be chosen from two.
pub trait Mergeable: Clone + DeserializeOwned {
    type Field: Copy + Ord + Display + 'static;

    /// The fields that are chosen, in the order in which they are shown.
    const FIELDS: &'static [Self::Field];

    fn id(&self) -> Uuid;

    fn name(&self) -> &str;

    /// Another one after each change.
    fn version(&self) -> i64;

    /// A field in the words of the page.
    fn label(field: Self::Field) -> &'static str;

    /// The value of a field as it is stored, or nothing.
    fn value(&self, field: Self::Field) -> Option<String>;

    /// Whose value is taken unless somebody chooses.
    fn usual(&self, other: &Self, field: Self::Field) -> Pick;

    /// Takes the value of another.
    fn take(&mut self, other: &Self, field: Self::Field);

    /// Takes what both say together, where a field can.
    fn take_both(&mut self, one: &Self, other: &Self, field: Self::Field);

    /// How many of the fields say something.
    fn fullness(&self) -> usize {
        Self::FIELDS.iter().filter(|field| self.value(**field).is_some()).count()
    }

    /// This record with what was chosen of the other, field by field.
    #[must_use]
    fn with_picks(&self, other: &Self, picks: &BTreeMap<Self::Field, Pick>) -> Self {
        let mut one = self.clone();
        for field in Self::FIELDS {
            match picks.get(field).copied().unwrap_or_else(|| self.usual(other, *field)) {
                Pick::Kept => {}
                Pick::Other => one.take(other, *field),
                Pick::Both => one.take_both(self, other, *field),
            }
        }
        one
    }

    /// The fields in which the record stands otherwise now than `after`, of those a merge changed from `before`.
    fn fields_in_the_way(&self, before: &Self, after: &Self) -> Vec<String> {
        Self::FIELDS
            .iter()
            .filter(|field| {
                before.value(**field) != after.value(**field) && self.value(**field) != after.value(**field)
            })
            .map(|field| Self::label(*field).to_lowercase())
            .collect()
    }

    /// This record with every field that a merge changed as it was before.
    #[must_use]
    fn with_fields_put_back(&self, before: &Self, after: &Self) -> Self {
        let mut one = self.clone();
        for field in Self::FIELDS.iter().filter(|field| before.value(**field) != after.value(**field)) {
            one.take(before, *field);
        }
        one
    }
}

/// A text, if it says something.
fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A list as one text, if there is something in it.
fn listed(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(", "))
}

/// Everything of both, each once, whatever its case.
fn joined(here: &[String], there: &[String]) -> Vec<String> {
    let mut all = here.to_vec();
    for word in there {
        if !all.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
            all.push(word.clone());
        }
    }
    all
}
