//! The form of a nomination, and what it must hold.

use serde::{Deserialize, Serialize};

use crate::problem::{FieldProblems, Problem};

const NAME_CHARS: usize = 200;
const EMAIL_CHARS: usize = 254;
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
}

impl NominationForm {
    /// Reads the form; all problems at once.
    pub fn check(&self) -> Result<NominationDraft, Problem> {
        let mut problems = FieldProblems::default();
        let (name, organisation, title) = (self.name.trim(), self.organisation.trim(), self.title.trim());
        if name.is_empty() {
            problems.add("name", "Say who it is.");
        } else if name.chars().count() > NAME_CHARS {
            problems.add("name", "The name may have 200 letters at most.");
        }
        let email = self.email.trim().to_lowercase();
        if !looks_like_email(&email) {
            problems.add("email", "Write their e-mail address, such as ingrid@skylarkmutual.example.");
        }
        if title.chars().count() > NAME_CHARS {
            problems.add("title", "The role may have 200 letters at most.");
        }
        if organisation.is_empty() {
            problems.add("organisation", "Name the customer they work for.");
        } else if organisation.chars().count() > NAME_CHARS {
            problems.add("organisation", "The customer's name may have 200 letters at most.");
        }
        let why = self.why.replace("\r\n", "\n").trim().to_owned();
        if why.is_empty() {
            problems.add("why", "Say in a sentence why they would be a good reference.");
        } else if why.chars().count() > WORDS_CHARS {
            problems.add("why", "This may have 2,000 letters at most.");
        }
        let mut topics: Vec<String> = Vec::new();
        for topic in self.topics.split([',', ';', '\n']).map(str::trim).filter(|topic| !topic.is_empty()) {
            if !topics.iter().any(|other| other.to_lowercase() == topic.to_lowercase()) {
                topics.push(topic.to_owned());
            }
        }
        if topics.len() > 20 || topics.iter().any(|topic| topic.chars().count() > 80) {
            problems.add("topics", "Twenty topics at most, each of 80 letters at most.");
        }
        problems.check()?;
        Ok(NominationDraft {
            name: name.to_owned(),
            email,
            title: title.to_owned(),
            organisation: organisation.to_owned(),
            why,
            topics,
            is_somebody_else: self.somebody_else.is_some(),
        })
    }
}

/// One `@` with something before it and a dotted name behind, without spaces. More is for the first mail to find out.
fn looks_like_email(text: &str) -> bool {
    let clean = !text.chars().any(|letter| letter.is_whitespace() || letter.is_control() || "<>,;\"".contains(letter));
    let parts: Vec<&str> = text.split('@').collect();
    let [local, host] = parts.as_slice() else { return false };
    let labels: Vec<&str> = host.split('.').collect();
    clean
        && text.chars().count() <= EMAIL_CHARS
        && !local.is_empty()
        && labels.len() >= 2
        && labels.iter().all(|label| !label.is_empty())
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
