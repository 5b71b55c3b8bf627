//! Rows and columns on their way into a file, before anybody knows which kind of file.

use chrono::{DateTime, NaiveDate, Utc};

use crate::money::Money;

/// A column: what a spreadsheet shows above it, and what JSON calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub key: &'static str,
    pub label: &'static str,
}

impl Column {
    pub const fn new(key: &'static str, label: &'static str) -> Self {
        Self { key, label }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(i64),
    /// The amount alone; its currency has a column of its own.
    Money(Money),
    Day(NaiveDate),
    /// UTC, as its column says.
    Moment(DateTime<Utc>),
    List(Vec<String>),
}

impl Cell {
    /// Nothing where there is no text.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub fn number(number: impl Into<i64>) -> Self {
        Self::Number(number.into())
    }

    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    pub fn moment(at: Option<DateTime<Utc>>) -> Self {
        at.map_or(Self::Empty, Self::Moment)
    }
}

/// What a spreadsheet computes when a cell begins with it.
const COMPUTES: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];
/// Before it, what would be computed is shown.
const GUARD: char = '\'';

/// A cell of a CSV file that a spreadsheet shows instead of computing it. `plain` takes it back.
pub fn harmless(cell: &str) -> String {
    if is_computed(cell) { format!("{GUARD}{cell}") } else { cell.to_owned() }
}

/// What a cell of a CSV file says: without the mark by which `harmless` keeps it from being computed.
pub fn plain(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|rest| is_computed(rest)).unwrap_or(cell)
}

/// Also what only looks guarded: with a guard of its own both ways lead back to the same text.
fn is_computed(cell: &str) -> bool {
    cell.trim_start_matches(GUARD).starts_with(COMPUTES)
}

/// A list as it leaves the product. Every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_is_shown_not_computed() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("a=b"), "a=b");
    }

    proptest! {
        #[test]
        fn what_was_made_harmless_is_read_as_it_was(cell in "['=+@\t a-]{0,6}") {
            let guarded = harmless(&cell);

            prop_assert_eq!(plain(&guarded), cell.as_str());
            prop_assert!(!guarded.starts_with(COMPUTES));
        }
    }
}
