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

/// A cell of a CSV file that a spreadsheet shows instead of computing it.
pub fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}") } else { cell.to_owned() }
}

/// A list as it leaves the product. Every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_formula_is_shown_not_computed() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("a=b"), "a=b");
    }
}
