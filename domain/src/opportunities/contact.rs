//! People of the prospect who take part in a deal: one is the primary contact, who is invited.

use serde::{Deserialize, Serialize};

use super::workplace::ContactRow;
use crate::ids::OpportunityId;
use crate::mail::is_address;
use crate::problem::{FieldProblems, Problem};
use crate::typed::line;

/// How many people a deal may have.
pub const CONTACTS: usize = 50;
const NAME_CHARS: usize = 200;
const ROLE_CHARS: usize = 80;

/// What was typed about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    pub opportunity: String,
    /// Empty for somebody new.
    pub contact: String,
    /// The version of the deal the page showed.
    pub version: String,
    pub name: String,
    pub email: String,
    pub title: String,
    pub role: String,
    /// "on" for the primary contact.
    pub primary: Option<String>,
}

/// One person, as the form means it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub email: Option<String>,
    pub title: String,
    pub role: String,
    pub primary: bool,
}

impl ContactForm {
    pub fn check(&self) -> Result<Person, Problem> {
        let mut problems = FieldProblems::default();
        let name = line(&self.name, NAME_CHARS, "name", &mut problems);
        let title = line(&self.title, NAME_CHARS, "title", &mut problems);
        let role = line(&self.role, ROLE_CHARS, "role", &mut problems);
        let email = self.email.trim().to_lowercase();
        if name.is_empty() {
            problems.add("name", "Say who it is.");
        }
        if !email.is_empty() && !is_address(&email) {
            problems.add("email", "Write an e-mail address, such as wim@cobaltridge.example.");
        }
        problems.check()?;
        Ok(Person {
            name,
            email: (!email.is_empty()).then_some(email),
            title,
            role,
            primary: self.primary.as_deref() == Some("on"),
        })
    }
}

/// Everything the page of a deal's contacts shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactsPage {
    pub opportunity: OpportunityId,
    pub opportunity_name: String,
    /// Whom they work for; nobody can be added before that is known.
    pub organisation: Option<String>,
    pub version: i32,
    /// The primary contact first.
    pub contacts: Vec<ContactRow>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_needs_a_name_and_an_address_that_can_be_one() {
        let form = |name: &str, email: &str| ContactForm {
            name: name.into(),
            email: email.into(),
            primary: Some("on".into()),
            ..ContactForm::default()
        };

        let person = form(" Wim Hazelgrave ", "Wim@CobaltRidge.example").check().unwrap();
        assert_eq!(
            (person.name.as_str(), person.email.as_deref()),
            ("Wim Hazelgrave", Some("wim@cobaltridge.example"))
        );
        assert!(person.primary);
        assert_eq!(form("Wim", "").check().unwrap().email, None);

        for (name, email, field) in [("", "", "name"), ("Wim", "nobody", "email"), ("Wim", "a b@c.example", "email")] {
            assert!(form(name, email).check().unwrap_err().of_field(field).is_some(), "{name} {email}");
        }
    }
}
