//! What a value of the file means in the words of the product: an industry of the tree, a size, a zone,
//! a country, a language. What a person chose for a value goes before what can be told from its text.

mod choice;
mod language;
mod size;
mod zone;

pub use choice::{ValueChoice, ValueOffer, choices};
pub use zone::{main_zone, zone_choice};

use super::Field;
use super::country::country_code;
use super::values::spelling_key;
use crate::accounts::Role;
use crate::advocates::{Persona, Seniority};
use crate::organisations::Industry;

/// Tells whether a text is the name of a time zone; the rules of zones stay outside the browser.
pub type IsZone = fn(&str) -> bool;

/// What a text was understood as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    Plain(String),
    /// Most likely; shown before the import, so that it can be mended.
    Guess(String),
    Unknown,
}

impl Meaning {
    fn plain(found: Option<impl Into<String>>) -> Self {
        found.map_or(Self::Unknown, |text| Self::Plain(text.into()))
    }

    fn guess(found: Option<impl Into<String>>) -> Self {
        found.map_or(Self::Unknown, |text| Self::Guess(text.into()))
    }
}

/// Whether the values of a field have a meaning of ours, which a person can choose.
pub const fn is_meant(field: Field) -> bool {
    matches!(
        field,
        Field::Industry
            | Field::Employees
            | Field::Country
            | Field::Languages
            | Field::TimeZone
            | Field::Persona
            | Field::Seniority
            | Field::Roles
    )
}

/// What can be told from the text alone.
pub fn meaning(field: Field, text: &str, is_zone: IsZone) -> Meaning {
    match field {
        Field::Industry => Meaning::plain(Industry::find(text).map(Industry::key)),
        Field::Country => Meaning::plain(country_code(text)),
        Field::Languages => Meaning::plain(language::code(text)),
        Field::TimeZone => zone::meaning(text, is_zone),
        Field::Employees => size::meaning(text),
        Field::Persona => Meaning::plain(by_words(text, Persona::ALL, PERSONAS, |p| (p.as_str(), p.label()))),
        Field::Seniority => Meaning::plain(by_words(text, Seniority::ALL, SENIORITIES, |s| (s.as_str(), s.label()))),
        Field::Roles => Meaning::plain(by_words(text, Role::COLLEAGUES, ROLES, |r| (r.as_str(), r.label()))),
        _ => Meaning::Unknown,
    }
}

/// The value of that key or label, or of one of the words that mean it.
fn by_words<T: Copy>(
    text: &str,
    all: &[T],
    words: &[(&str, &[&str])],
    names: fn(T) -> (&'static str, &'static str),
) -> Option<&'static str> {
    let wanted = spelling_key(text);
    let is = |name: &str| spelling_key(name) == wanted;
    let named = all.iter().map(|value| names(*value)).find(|(key, label)| is(key) || is(label)).map(|(key, _)| key);
    let meant = || words.iter().find(|(_, words)| words.contains(&wanted.as_str())).map(|(key, _)| *key);
    named.or_else(|| all.iter().map(|value| names(*value).0).find(|key| meant() == Some(*key)))
}

const ROLES: &[(&str, &[&str])] = &[
    ("rep", &["sales", "salesrepresentative", "accountexecutive", "ae", "seller"]),
    ("sales_manager", &["salesdirector", "headofsales", "salesteamlead"]),
    (
        "programme",
        &["program", "programlead", "programmemanager", "programmanager", "advocacymanager", "customermarketing"],
    ),
    ("success", &["csm", "customersuccess", "customersuccessmanager"]),
    ("agent", &["support", "supportrep"]),
    ("support_lead", &["supportmanager", "headofsupport"]),
    ("analyst", &["readonly", "viewer", "reporting"]),
    ("admin", &["administrator", "sysadmin", "systemadministrator"]),
];

const PERSONAS: &[(&str, &[&str])] = &[
    ("executive", &["clevel", "ceo", "board", "management", "leadership"]),
    ("finance", &["cfo", "accounting", "controlling", "treasury"]),
    ("operations", &["coo", "ops", "logistics", "supplychain"]),
    ("technology", &["it", "cio", "cto", "tech", "engineering"]),
    ("security", &["ciso", "itsecurity", "infosec"]),
    ("procurement", &["purchasing", "buying", "sourcing"]),
    ("practitioner", &["user", "enduser", "poweruser", "champion"]),
];

const SENIORITIES: &[(&str, &[&str])] = &[
    ("c_level", &["clevel", "cxo", "csuite", "board", "executive", "owner", "founder"]),
    ("vp", &["svp", "evp", "vp", "vicepresident"]),
    ("director", &["dir", "managingdirector"]),
    ("head", &["headof", "lead"]),
    ("manager", &["mgr", "teamlead"]),
    ("individual", &["individualcontributor", "ic", "staff", "specialist", "employee"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn is_zone(name: &str) -> bool {
        name == "Europe/Berlin"
    }

    #[test]
    fn values_of_each_field_find_their_meaning() {
        let plain = |text: &str| Meaning::Plain(text.to_owned());
        let table = [
            (Field::Industry, "Retail Banking", plain("finance/banking/retail-banking")),
            (Field::Country, "Deutschland", plain("DE")),
            (Field::Languages, "Deutsch", plain("de")),
            (Field::TimeZone, "Europe/Berlin", plain("Europe/Berlin")),
            (Field::Employees, "1,200", plain("1200")),
            (Field::Persona, "Daily user", plain("practitioner")),
            (Field::Persona, "CFO", plain("finance")),
            (Field::Seniority, "Vice President", plain("vp")),
            (Field::Seniority, "C-Level", plain("c_level")),
            (Field::Country, "Atlantis", Meaning::Unknown),
            (Field::Persona, "wizard", Meaning::Unknown),
            (Field::Name, "anything", Meaning::Unknown),
        ];

        for (field, text, expected) in table {
            assert_eq!(meaning(field, text, is_zone), expected, "{field} {text}");
        }
    }

    #[test]
    fn every_choice_of_a_field_means_itself() {
        for field in Field::ALL.iter().filter(|field| is_meant(**field)) {
            for (key, _) in choices(*field) {
                assert_eq!(meaning(*field, &key, is_zone), Meaning::Plain(key.clone()), "{field} {key}");
            }
        }
    }
}
