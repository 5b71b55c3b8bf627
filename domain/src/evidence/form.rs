//! The form of a piece of evidence, and what it must hold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::EvidenceKind;
use crate::ids::EvidenceId;
use crate::language;
use crate::problem::{FieldProblems, Problem};

pub const TITLE_CHARS: usize = 200;
const BODY_CHARS: usize = 20_000;
const URL_CHARS: usize = 2_000;
const TAGS: usize = 20;
const TAG_CHARS: usize = 80;

/// As typed: one flat set of texts, so that a plain form can send it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvidenceForm {
    /// Empty for a new piece.
    pub id: String,
    pub version: String,
    /// Marks of the fields as they were opened, to tell what was typed from what came along.
    pub opened: String,
    pub kind: String,
    pub title: String,
    /// The customer, by name.
    pub organisation: String,
    /// Whose words these are, by name; empty when they are nobody's.
    pub advocate: String,
    pub body: String,
    pub url: String,
    pub language: String,
    /// Divided by commas.
    pub use_cases: String,
    pub products: String,
    pub competitors: String,
    pub expires_on: String,
}

/// A form that holds. Names are looked up where the records are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceDraft {
    pub kind: EvidenceKind,
    pub title: String,
    pub organisation: String,
    pub advocate: Option<String>,
    pub body: String,
    pub url: Option<String>,
    pub language: String,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
    pub expires_on: Option<NaiveDate>,
}

/// Where what is shown comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Text,
    Link,
    File,
}

/// The page of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPage {
    pub id: Option<EvidenceId>,
    pub form: EvidenceForm,
    /// Saving makes it a draft again.
    pub loses_approval: bool,
}

impl EvidenceForm {
    /// Reads the form; all problems at once.
    pub fn check(&self, today: NaiveDate) -> Result<EvidenceDraft, Problem> {
        let mut problems = FieldProblems::default();
        let kind = self.kind.parse::<EvidenceKind>().ok();
        if kind.is_none() {
            problems.add("kind", "Choose what kind of evidence this is.");
        }
        let title = self.title.trim();
        if title.is_empty() {
            problems.add("title", "Give it a title, such as “Close in four days at Skylark Mutual”.");
        } else if title.chars().count() > TITLE_CHARS {
            problems.add("title", "The title may have 200 letters at most.");
        }
        let organisation = self.organisation.trim();
        if organisation.is_empty() {
            problems.add("organisation", "Name the customer it comes from.");
        }
        let body = self.body.replace("\r\n", "\n").trim().to_owned();
        if body.chars().count() > BODY_CHARS {
            problems.add("body", "The text may have 20,000 letters at most.");
        }
        let url = match self.url.trim() {
            "" => None,
            text if is_web_address(text) => Some(text.to_owned()),
            _ => {
                problems.add("url", "Write a whole address that begins with https:// or http://.");
                None
            }
        };
        if language::name(&self.language).is_none() {
            problems.add("language", "Choose a language.");
        }
        let use_cases = tags(&self.use_cases, "use_cases", &mut problems);
        let products = tags(&self.products, "products", &mut problems);
        let competitors = tags(&self.competitors, "competitors", &mut problems);
        let expires_on = match self.expires_on.trim() {
            "" => None,
            text => {
                let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
                let soon = |day: NaiveDate| (0..=3_660).contains(&(day - today).num_days());
                if !day.is_some_and(soon) {
                    problems.add("expires_on", "Choose a day from today to ten years ahead, or leave it empty.");
                }
                day
            }
        };
        problems.check()?;
        Ok(EvidenceDraft {
            kind: kind.ok_or(Problem::NotFound)?,
            title: title.to_owned(),
            organisation: organisation.to_owned(),
            advocate: Some(self.advocate.trim().to_owned()).filter(|name| !name.is_empty()),
            body,
            url,
            language: self.language.clone(),
            use_cases,
            products,
            competitors,
            expires_on,
        })
    }
}

/// An address of the web with a host: anything else (`javascript:`, `data:`, a path) would run or lead here.
fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let clean =
        text.chars().all(|letter| !letter.is_whitespace() && !letter.is_control() && !"\"<>\\^`{|}".contains(letter));
    // A name before the host (`https://bank.example@elsewhere.example`) misleads whoever reads it.
    host.is_some_and(|host| !host.is_empty() && !host.contains('@')) && clean && text.chars().count() <= URL_CHARS
}

/// Commas, semicolons or line breaks divide; the same word twice counts once.
fn tags(text: &str, field: &str, problems: &mut FieldProblems) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in text.split([',', ';', '\n']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !kept.iter().any(|other| other.to_lowercase() == tag.to_lowercase()) {
            kept.push(tag.to_owned());
        }
    }
    if kept.len() > TAGS {
        problems.add(field, "Twenty at most.");
    } else if kept.iter().any(|tag| tag.chars().count() > TAG_CHARS) {
        problems.add(field, "Each may have 80 letters at most; divide them by commas.");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> EvidenceForm {
        EvidenceForm {
            kind: "quote".into(),
            title: "Close in four days".into(),
            organisation: "Skylark Mutual".into(),
            advocate: " Ingrid Thistlewood ".into(),
            body: "Day four,\r\nevery month.".into(),
            language: "en".into(),
            use_cases: "month-end close, Month-end close; audit evidence".into(),
            ..EvidenceForm::default()
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 19).unwrap()
    }

    #[test]
    fn a_complete_form_is_read() {
        let draft = form().check(today()).unwrap();

        assert_eq!(draft.advocate.as_deref(), Some("Ingrid Thistlewood"));
        assert_eq!(draft.use_cases, ["month-end close", "audit evidence"]);
        assert_eq!(draft.body, "Day four,\nevery month.");
    }

    #[test]
    fn every_field_that_needs_mending_is_named() {
        type Mistake = (&'static str, fn(&mut EvidenceForm));
        let table: [Mistake; 9] = [
            ("kind", |form| form.kind = "review".into()),
            ("title", |form| form.title = " ".into()),
            ("title", |form| form.title = "x".repeat(201)),
            ("organisation", |form| form.organisation = String::new()),
            ("body", |form| form.body = "x".repeat(20_001)),
            ("language", |form| form.language = "tlh".into()),
            ("products", |form| form.products = "x".repeat(81)),
            ("expires_on", |form| form.expires_on = "2026-11-18".into()),
            ("expires_on", |form| form.expires_on = "soon".into()),
        ];

        for (field, break_it) in table {
            let mut form = form();
            break_it(&mut form);
            let problem = form.check(today()).unwrap_err();
            assert!(problem.of_field(field).is_some(), "{field}: {problem:?}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for good in ["https://quillstone.example/skylark", "http://a.example", "https://a.example:8443/b?c=d#e"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//a.example",
            "/evidence",
            "https://",
            "https:///path",
            "https://bank.example@elsewhere.example/",
            "https://a.example/\"><script>",
            "https://a.example/a b",
            " ftp://a.example",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
