//! Changing many records of a list at once: what may be changed, what a change makes of a record, and
//! what the page says of it.
//!
//! A change is a function of the values it touches. The values before are kept with each row, so
//! taking a change back is putting them there again: the law that the tests of both lists hold.

mod advocates;
mod earlier;
mod form;
mod opportunities;
mod page;
mod rows;

pub use advocates::{AdvocateChange, AdvocateValues};
pub use earlier::{EarlierEdit, EarlierEdits};
pub use form::{Act, BulkForm, Choices, NOBODY};
pub use opportunities::{DealChange, DealValues};
pub use page::{BulkEditPage, Counts, LeftOut, NamedRow, RowOutcome, WhyNot, counted};
pub use rows::{Became, Former, Step};

use serde::{Deserialize, Serialize};

use crate::lists::ListName;

/// So many rows at once: they are changed in one commit while somebody waits for it.
pub const ROWS_MOST: usize = 10_000;

/// A change that was checked, as it is kept with the bulk edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "list", rename_all = "snake_case")]
pub enum Change {
    Advocates(AdvocateChange),
    Opportunities(DealChange),
}

impl Change {
    pub const fn list(&self) -> ListName {
        match self {
            Self::Advocates(_) => ListName::Advocates,
            Self::Opportunities(_) => ListName::Opportunities,
        }
    }

    /// "Success manager: Tamsin Roe-Gullwick". `person` is what the new owner is called.
    pub fn in_words(&self, person: Option<&str>) -> String {
        let person = person.unwrap_or("somebody who left");
        match self {
            Self::Advocates(change) => change.in_words(person),
            Self::Opportunities(change) => change.in_words(person),
        }
    }
}

/// "a, b and c", in quotes.
fn quoted(words: &[String]) -> String {
    crate::organisations::and_list(&words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>())
}
