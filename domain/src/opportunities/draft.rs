//! What a form means: facts a source may master, needs that are always ours, contacts; and which of
//! them differ from what is kept.

use chrono::NaiveDate;
use uuid::Uuid;

use super::fields::Field;
use crate::advocates::{ActivityType, Persona};
use crate::ids::{ContactId, UserId};
use crate::matching::Urgency;
use crate::money::Money;

/// What a source of its own masters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub name: String,
    pub organisation: Option<String>,
    pub stage: Uuid,
    pub owner: UserId,
    pub amount: Option<Money>,
    pub currency: String,
    pub closes_on: Option<NaiveDate>,
}

/// What the prospect needs to hear: always ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
    pub objections: Vec<String>,
    pub topics: Vec<String>,
    pub language: String,
    pub urgency: Urgency,
    pub needed_by: Option<NaiveDate>,
    pub activity: ActivityType,
    pub persona: Option<Persona>,
    pub notes: String,
}

/// A contact to keep; the first is the primary one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDraft {
    pub id: Option<ContactId>,
    pub name: String,
    pub email: Option<String>,
    pub role: String,
}

/// A form that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Nothing when the source masters them.
    pub facts: Option<Facts>,
    pub needs: Needs,
    pub contacts: Vec<ContactDraft>,
}

impl Facts {
    /// The fields that differ.
    pub fn changes(&self, before: &Self) -> Vec<Field> {
        changed([
            (Field::Name, self.name != before.name),
            (Field::Organisation, self.organisation != before.organisation),
            (Field::Stage, self.stage != before.stage),
            (Field::Owner, self.owner != before.owner),
            (Field::Amount, (&self.amount, &self.currency) != (&before.amount, &before.currency)),
            (Field::ClosesOn, self.closes_on != before.closes_on),
        ])
    }
}

impl Needs {
    /// The words under this field; nothing for a field that is no list of words.
    pub fn list(&mut self, field: Field) -> Option<&mut Vec<String>> {
        match field {
            Field::UseCases => Some(&mut self.use_cases),
            Field::Products => Some(&mut self.products),
            Field::Competitors => Some(&mut self.competitors),
            Field::Objections => Some(&mut self.objections),
            Field::Topics => Some(&mut self.topics),
            _ => None,
        }
    }

    /// The fields that differ.
    pub fn changes(&self, before: &Self) -> Vec<Field> {
        changed([
            (Field::UseCases, self.use_cases != before.use_cases),
            (Field::Products, self.products != before.products),
            (Field::Competitors, self.competitors != before.competitors),
            (Field::Objections, self.objections != before.objections),
            (Field::Topics, self.topics != before.topics),
            (Field::Language, self.language != before.language),
            (Field::Urgency, self.urgency != before.urgency),
            (Field::NeededBy, self.needed_by != before.needed_by),
            (Field::Activity, self.activity != before.activity),
            (Field::Persona, self.persona != before.persona),
            (Field::Notes, self.notes != before.notes),
        ])
    }
}

fn changed(fields: impl IntoIterator<Item = (Field, bool)>) -> Vec<Field> {
    fields.into_iter().filter_map(|(field, differs)| differs.then_some(field)).collect()
}
