//! Notes on a deal: each by its author, who alone changes or deletes it.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::list::PersonName;
use crate::ids::{NoteId, OpportunityId};
use crate::problem::Problem;

/// For so long a deleted note can be brought back; then it is gone for good.
pub const UNDO_WINDOW: TimeDelta = TimeDelta::minutes(10);
/// The length of a note.
pub const NOTE_CHARS: usize = 10_000;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    pub opportunity: String,
    /// Empty for a new one.
    pub note: String,
    /// The version the page showed.
    pub version: String,
    pub text: String,
}

impl NoteForm {
    /// The text as it is kept.
    pub fn check(&self) -> Result<String, Problem> {
        let text = self.text.replace("\r\n", "\n").trim().to_owned();
        if text.is_empty() {
            return Err(Problem::invalid("text", "Write something, or leave it."));
        }
        if text.chars().count() > NOTE_CHARS {
            return Err(Problem::invalid("text", "A note may have 10,000 letters at most."));
        }
        Ok(text)
    }
}

/// A note as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRow {
    pub id: NoteId,
    pub opportunity: OpportunityId,
    pub author: PersonName,
    pub text: String,
    /// "Thu 19 Nov, 10:24"
    pub when: String,
    /// When it was last changed.
    pub edited: Option<String>,
    pub version: i32,
    pub is_own: bool,
    /// "10:34": until then the reader can bring back what they deleted. The text is left out.
    pub undo_until: Option<String>,
}

/// What the tab shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notes {
    /// What stands in the form of the deal, or came from its source.
    pub background: String,
    /// The latest first.
    pub rows: Vec<NoteRow>,
    /// The cursor of older ones.
    pub older: Option<String>,
    pub may_write: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_holds_text_and_not_too_much_of_it() {
        let check = |text: &str| NoteForm { text: text.to_owned(), ..NoteForm::default() }.check();

        assert_eq!(check(" Board moved\r\nto May \n").as_deref(), Ok("Board moved\nto May"));
        for bad in [String::new(), " \r\n\t".to_owned(), "x".repeat(NOTE_CHARS + 1)] {
            assert!(check(&bad).unwrap_err().of_field("text").is_some());
        }
        assert!(check(&"é".repeat(NOTE_CHARS)).is_ok());
    }
}
