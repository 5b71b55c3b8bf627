//! The choices a person has for a value that is not plain.

use serde::{Deserialize, Serialize};

use super::super::Field;
use super::super::country::countries;
use super::size::BANDS;
use crate::accounts::Role;
use crate::advocates::{Persona, Seniority};
use crate::language::LANGUAGES;
use crate::organisations::Industry;

/// A value of the file that is not plain, and what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueChoice {
    pub field: Field,
    /// As the file writes it first.
    pub name: String,
    pub rows: usize,
    /// The meaning: chosen or guessed. Empty leaves it blank by choice; nothing when nobody knows.
    pub target: Option<String>,
}

/// What may be chosen for the values of a field: what is stored, and how it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueOffer {
    pub field: Field,
    pub choices: Vec<(String, String)>,
}

/// The choices that are the same in every company; none for a field without.
pub fn choices(field: Field) -> Vec<(String, String)> {
    let pair = |key: &str, label: &str| (key.to_owned(), label.to_owned());
    match field {
        Field::Industry => Industry::all().map(|place| (place.key().to_owned(), place.path())).collect(),
        Field::Employees => BANDS.iter().map(|(people, label)| (people.to_string(), (*label).to_owned())).collect(),
        Field::Country => countries().map(|(code, name)| pair(code, name)).collect(),
        Field::Languages => LANGUAGES.iter().map(|(code, name)| pair(code, name)).collect(),
        Field::Persona => Persona::ALL.iter().map(|p| pair(p.as_str(), p.label())).collect(),
        Field::Seniority => Seniority::ALL.iter().map(|s| pair(s.as_str(), s.label())).collect(),
        Field::Roles => Role::COLLEAGUES.iter().map(|role| pair(role.as_str(), role.label())).collect(),
        _ => Vec::new(),
    }
}
