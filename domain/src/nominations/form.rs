//! The form of a nomination, and what it must hold.

use serde::{Deserialize, Serialize};

use crate::mail::is_address;
use crate::problem::{FieldProblems, Problem};
use crate::tags;
use crate::typed::{line, text};

const NAME_CHARS: usize = 200;
const WORDS_CHARS: usize = 2_000;

/// As typed: one flat set of texts, so that a plain form can send it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NominationForm {
    pub name: String,
    pub email: String,
    pub title: String,
    /// The customer, by name.
    pub organisation: String,
    /// Why this person.
    pub why: String,
    /// What they could talk about, divided by commas or lines.
    pub topics: String,
    /// Ticked when somebody of nearly this name is known already and is somebody else.
    pub somebody_else: Option<String>,
    /// Ticked when a customer of nearly this name is known already and is another one.
    pub another_customer: Option<String>,
}

/// A form that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NominationDraft {
    pub name: String,
    pub email: String,
    pub title: String,
    pub organisation: String,
    pub why: String,
    pub topics: Vec<String>,
    pub is_somebody_else: bool,
    pub is_another_customer: bool,
}

impl NominationForm {
    /// Reads the form; all problems at once.
    pub fn check(&self) -> Result<NominationDraft, Problem> {
        let mut problems = FieldProblems::default();
        let name = line(&self.name, NAME_CHARS, "name", &mut problems);
        if name.is_empty() {
            problems.add("name", "Say who it is.");
        }
        let email = self.email.trim().to_lowercase();
        if !is_address(&email) {
            problems.add("email", "Write their e-mail address, such as ingrid@skylarkmutual.example.");
        }
        let title = line(&self.title, NAME_CHARS, "title", &mut problems);
        let organisation = line(&self.organisation, NAME_CHARS, "organisation", &mut problems);
        if organisation.is_empty() {
            problems.add("organisation", "Name the customer they work for.");
        }
        let why = text(&self.why, WORDS_CHARS, "why", &mut problems);
        if why.is_empty() {
            problems.add("why", "Say in a sentence why they would be a good reference.");
        }
        let topics = tags::read(&self.topics, "topics", &mut problems);
        problems.check()?;
        Ok(NominationDraft {
            name,
            email,
            title,
            organisation,
            why,
            topics,
            is_somebody_else: self.somebody_else.is_some(),
            is_another_customer: self.another_customer.is_some(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> NominationForm {
        NominationForm {
            name: " Brigid Oakhollow ".into(),
            email: " Brigid@Skylarkmutual.example".into(),
            organisation: "Skylark Mutual".into(),
            why: "Ran the second migration.".into(),
            topics: "Migration, Training\nmigration".into(),
            ..NominationForm::default()
        }
    }

    #[test]
    fn a_complete_form_is_read() {
        let draft = form().check().unwrap();

        assert_eq!((draft.name.as_str(), draft.email.as_str()), ("Brigid Oakhollow", "brigid@skylarkmutual.example"));
        assert_eq!(draft.topics, ["Migration", "Training"]);
    }

    #[test]
    fn every_field_that_needs_mending_is_named() {
        type Mistake = (&'static str, fn(&mut NominationForm));
        let table: [Mistake; 10] = [
            ("name", |form| form.name = " ".into()),
            ("name", |form| form.name = "x".repeat(201)),
            ("email", |form| form.email = "brigid".into()),
            ("email", |form| form.email = "a@b".into()),
            ("email", |form| form.email = "a@b..example".into()),
            ("email", |form| form.email = "a@b.example\nBcc: c@d.example".into()),
            ("organisation", |form| form.organisation = String::new()),
            ("why", |form| form.why = String::new()),
            ("why", |form| form.why = "x".repeat(2_001)),
            ("topics", |form| form.topics = "x".repeat(81)),
        ];

        for (field, break_it) in table {
            let mut form = form();
            break_it(&mut form);
            let problem = form.check().unwrap_err();
            assert!(problem.of_field(field).is_some(), "{field}: {problem:?}");
        }
    }
}
