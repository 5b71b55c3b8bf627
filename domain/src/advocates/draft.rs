//! What the form of an advocate means, and which of it differs from what is kept.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::fields::{AdvocateField as Field, Seniority};
use super::persona::Persona;
use super::standing::ReferenceStatus;
use crate::ids::UserId;

/// The company's own limits: the widest anybody may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    pub monthly_cap: u16,
    pub quarterly_cap: u16,
    pub cool_down_days: u16,
}

/// Something that got better, with its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeDraft {
    /// Nothing for a new one.
    pub id: Option<Uuid>,
    pub headline: String,
    pub before: Option<f64>,
    pub after: Option<f64>,
    pub unit: String,
    pub quote: String,
    pub use_case: Option<String>,
}

/// A form that can be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct AdvocateDraft {
    pub name: String,
    pub title: String,
    pub persona: Option<Persona>,
    pub seniority: Option<Seniority>,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub use_cases: Vec<String>,
    pub expertise: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
    pub tags: Vec<String>,
    pub story: String,
    pub avoid: String,
    pub outcomes: Vec<OutcomeDraft>,
    pub private_notes: String,
    pub owner: Option<UserId>,
    /// Nothing for the company's.
    pub monthly_cap: Option<u16>,
    pub quarterly_cap: Option<u16>,
    pub cool_down_days: Option<u16>,
    pub reference_status: ReferenceStatus,
    /// Why the status changed; counts only when it did.
    pub status_reason: String,
}

impl AdvocateDraft {
    /// The fields that differ.
    pub fn changes(&self, before: &Self) -> Vec<Field> {
        [
            (Field::Name, self.name != before.name),
            (Field::Title, self.title != before.title),
            (Field::Persona, self.persona != before.persona),
            (Field::Seniority, self.seniority != before.seniority),
            (Field::Languages, self.languages != before.languages),
            (Field::TimeZone, self.time_zone != before.time_zone),
            (Field::UseCases, self.use_cases != before.use_cases),
            (Field::Expertise, self.expertise != before.expertise),
            (Field::Products, self.products != before.products),
            (Field::Competitors, self.competitors != before.competitors),
            (Field::Tags, self.tags != before.tags),
            (Field::Story, self.story != before.story),
            (Field::Avoid, self.avoid != before.avoid),
            (Field::Outcomes, self.outcomes != before.outcomes),
            (Field::PrivateNotes, self.private_notes != before.private_notes),
            (Field::Owner, self.owner != before.owner),
            (Field::MonthlyCap, self.monthly_cap != before.monthly_cap),
            (Field::QuarterlyCap, self.quarterly_cap != before.quarterly_cap),
            (Field::CoolDown, self.cool_down_days != before.cool_down_days),
            (Field::ReferenceStatus, self.reference_status != before.reference_status),
        ]
        .into_iter()
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
    }
}
