//! Changing many records of a list at once: what may be changed, what a change makes of a record, and
//! what the page says of it.
//!
//! A change is a function of the values it touches. The values before are kept with each row, so
//! taking a change back is putting them there again: the law that the tests of both lists hold.

mod advocates;
mod form;
mod opportunities;
mod page;

pub use advocates::{AdvocateChange, AdvocateValues};
pub use form::{Act, BulkForm, Choices, NOBODY};
pub use opportunities::{DealChange, DealValues};
pub use page::{BulkEditPage, Counts, LeftOut, NamedRow, RowOutcome, WhyNot};

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

/// What became of a row, with the values that it takes to put it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became<T> {
    Changed {
        before: T,
        after: T,
        /// The version that this made.
        version: i32,
    },
    Unchanged,
    Refused(WhyNot),
}

impl<T: Clone + PartialEq> Became<T> {
    /// By what a change made of the values; the version is known when the row is saved.
    pub fn of(before: &T, applied: Result<T, WhyNot>) -> Self {
        match applied {
            Err(why) => Self::Refused(why),
            Ok(after) if after == *before => Self::Unchanged,
            Ok(after) => Self::Changed { before: before.clone(), after, version: 0 },
        }
    }
}

/// A changed row, to be put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former<I, T> {
    pub id: I,
    pub before: T,
    pub after: T,
    pub version: i32,
}

impl<I, T: PartialEq> Former<I, T> {
    /// Whether the row is still as the bulk edit left it.
    pub fn is_untouched(&self, version: i32, values: &T) -> bool {
        self.version == version && self.after == *values
    }
}

/// "a, b and c", in quotes.
fn quoted(words: &[String]) -> String {
    crate::organisations::and_list(&words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>())
}
