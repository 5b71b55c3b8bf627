//! One row of a file read into the record it describes.

mod advocate;
mod cells;
mod opportunity;
mod organisation;
#[cfg(test)]
mod tests;
mod user;

pub use advocate::{AdvocateRow, Agreed};
pub use opportunity::{Contact, OpportunityRow};
pub use organisation::OrganisationRow;
pub use user::UserRow;

use super::column::is_surely_a_value;
use super::{Field, IsZone, Mapping, Reading};

const NAME_LENGTH: usize = 200;
const TEXT_LENGTH: usize = 500;
const NOTES_LENGTH: usize = 10_000;

/// A row as far as it could be read. With an error it does not land.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed<T> {
    pub row: T,
    pub errors: Vec<String>,
    pub remarks: Vec<String>,
    /// Values that are not plain.
    pub strange: Vec<Strange>,
}

/// A value that is not plain, with what it is taken for; nothing where nobody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strange {
    pub field: Field,
    pub text: String,
    pub target: Option<String>,
}

/// Reads rows by a mapping.
#[derive(Clone, Copy, Debug)]
pub struct RowReader<'a> {
    pub columns: &'a [String],
    pub mapping: &'a Mapping,
    pub reading: &'a Reading,
    pub is_zone: IsZone,
}

/// Whether the first row of a file holds values, so that the names of the columns are missing.
pub fn lacks_heading(first_row: &[String]) -> bool {
    let filled = || first_row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    filled().any(is_surely_a_value) || (filled().count() > 0 && filled().all(|cell| cell.parse::<f64>().is_ok()))
}
