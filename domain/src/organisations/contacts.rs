//! People of an organisation who are no advocates: who can be met in its deals.

use serde::{Deserialize, Serialize};

use crate::ids::{ContactId, OrganisationId};
use crate::mail::is_address;
use crate::problem::{FieldProblems, Problem};
use crate::typed::line;

/// How many people an organisation may have at once.
pub const PEOPLE_MOST: usize = 500;
const NAME_CHARS: usize = 200;

/// What was typed about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactThereForm {
    pub organisation: String,
    /// Empty for somebody new.
    pub contact: String,
    /// The version of the organisation the page showed.
    pub version: String,
    pub name: String,
    pub email: String,
    pub title: String,
    /// "on": they are not the person of a similar name.
    pub is_another: Option<String>,
}

/// One person, as the form means it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDraft {
    pub name: String,
    pub email: Option<String>,
    pub title: String,
    pub is_another: bool,
}

impl ContactThereForm {
    pub fn check(&self) -> Result<ContactDraft, Problem> {
        let mut problems = FieldProblems::default();
        let name = line(&self.name, NAME_CHARS, "name", &mut problems);
        let title = line(&self.title, NAME_CHARS, "title", &mut problems);
        let email = self.email.trim().to_lowercase();
        if name.is_empty() {
            problems.add("name", "Say who it is.");
        }
        if !email.is_empty() && !is_address(&email) {
            problems.add("email", "Write an e-mail address, such as wim@cobaltridge.example.");
        }
        problems.check()?;
        let is_another = self.is_another.as_deref() == Some("on");
        Ok(ContactDraft { name, email: (!email.is_empty()).then_some(email), title, is_another })
    }
}

/// One person as the pages show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactThere {
    pub id: ContactId,
    pub name: String,
    /// Nothing where none is known, or the reader sees no addresses.
    pub email: Option<String>,
    pub title: String,
    /// Deals of theirs.
    pub deals: u32,
    /// When and by whom it was noted that they work there no more: "Thu 19 Nov, Adaeze Winterbourne".
    pub left: Option<String>,
}

/// Everything the page of an organisation's contacts shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsTherePage {
    pub organisation: OrganisationId,
    pub name: String,
    pub version: i32,
    /// Those who left come last.
    pub contacts: Vec<ContactThere>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_needs_a_name_and_an_address_that_can_be_one() {
        let form = |name: &str, email: &str| ContactThereForm {
            name: name.into(),
            email: email.into(),
            is_another: Some("on".into()),
            ..ContactThereForm::default()
        };

        let person = form(" Wim  Hazelgrave", "Wim@CobaltRidge.example").check().unwrap();
        assert_eq!(
            (person.name.as_str(), person.email.as_deref(), person.is_another),
            ("Wim Hazelgrave", Some("wim@cobaltridge.example"), true)
        );
        assert_eq!(form("Wim", " ").check().unwrap().email, None);
        for (name, email, field) in [("", "", "name"), ("Wim", "nobody", "email"), ("Wim", "a b@c.example", "email")] {
            assert!(form(name, email).check().unwrap_err().of_field(field).is_some(), "{name} {email}");
        }
    }
}
