//! What the values of one column show: examples, which way its dates run, which mark its decimals have.

use serde::{Deserialize, Serialize};

use super::reading::{DateOrder, DecimalMark};
use super::values::{WrittenDate, decimal};

const EXAMPLES: usize = 2;
const EXAMPLE_LENGTH: usize = 40;

/// Gathered in one pass when the file arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnFacts {
    /// Cells that hold something.
    pub filled: usize,
    pub examples: Vec<String>,
    /// Dates that make sense only with the day, or only with the month, first.
    pub only_day_first: usize,
    pub only_month_first: usize,
    /// Dates that make sense, and mean different days, both ways.
    pub either_first: usize,
    pub comma_decimals: usize,
    pub point_decimals: usize,
    /// The largest plain number in whole units, to tell millions from ones.
    pub largest: Option<i64>,
}

impl ColumnFacts {
    pub fn observe(&mut self, cell: &str) {
        let text = cell.trim();
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        if self.examples.len() < EXAMPLES {
            let example: String = text.chars().take(EXAMPLE_LENGTH).collect();
            if !self.examples.contains(&example) {
                self.examples.push(example);
            }
        }
        // Dates and numbers start with a digit, a sign or a currency; names seldom do.
        if text.len() <= 40 && text.chars().any(|c| c.is_ascii_digit()) {
            self.observe_date(text);
            self.observe_number(text);
        }
    }

    fn observe_date(&mut self, text: &str) {
        let Some(written) = WrittenDate::read(text) else {
            return;
        };
        match (written.in_order(DateOrder::DayFirst), written.in_order(DateOrder::MonthFirst)) {
            (Some(day_first), Some(month_first)) if day_first != month_first => self.either_first += 1,
            (Some(_), None) => self.only_day_first += 1,
            (None, Some(_)) => self.only_month_first += 1,
            _ => {}
        }
    }

    fn observe_number(&mut self, text: &str) {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let number = text.trim_matches(|c| !is_part(c));
        let tail = |mark: char| number.rsplit_once(mark).map(|(head, tail)| (head.to_owned(), tail.to_owned()));
        let is_fraction = |tail: &str| !tail.is_empty() && tail.len() != 3 && tail.chars().all(|c| c.is_ascii_digit());
        let comma =
            tail(',').is_some_and(|(head, tail)| is_fraction(&tail) || (head.contains('.') && !tail.contains('.')));
        let point =
            tail('.').is_some_and(|(head, tail)| is_fraction(&tail) || (head.contains(',') && !tail.contains(',')));
        self.comma_decimals += usize::from(comma);
        self.point_decimals += usize::from(point);
        let value = decimal(text, DecimalMark::Point).or_else(|| decimal(text, DecimalMark::Comma));
        if let Some(value) = value.and_then(|value| i64::try_from(value / 10_000).ok()) {
            self.largest = Some(self.largest.map_or(value, |largest| largest.max(value)));
        }
    }

    /// Which way the dates run; `None` when they read both ways and nothing decides.
    pub fn date_order(&self) -> Option<DateOrder> {
        match self.only_day_first.cmp(&self.only_month_first) {
            std::cmp::Ordering::Greater => Some(DateOrder::DayFirst),
            std::cmp::Ordering::Less => Some(DateOrder::MonthFirst),
            std::cmp::Ordering::Equal if self.either_first == 0 && self.only_day_first == 0 => {
                Some(DateOrder::DayFirst)
            }
            std::cmp::Ordering::Equal => None,
        }
    }

    pub fn decimal_mark(&self) -> DecimalMark {
        if self.comma_decimals > self.point_decimals { DecimalMark::Comma } else { DecimalMark::Point }
    }
}

/// Whether a cell of the first row is surely a value, so that the row cannot be the heading.
pub(super) fn is_surely_a_value(cell: &str) -> bool {
    let text = cell.trim();
    WrittenDate::read(text).is_some() || (text.contains('@') && super::values::email_flaw(text).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(cells: &[&str]) -> ColumnFacts {
        let mut facts = ColumnFacts::default();
        for cell in cells {
            facts.observe(cell);
        }
        facts
    }

    #[test]
    fn one_date_beyond_the_twelfth_decides_the_column() {
        assert_eq!(facts(&["3/4/2017", "10/20/2016"]).date_order(), Some(DateOrder::MonthFirst));
        assert_eq!(facts(&["3/4/2017", "20/10/2016"]).date_order(), Some(DateOrder::DayFirst));
    }

    #[test]
    fn dates_that_read_both_ways_have_to_be_asked_about() {
        assert_eq!(facts(&["3/4/2017", "1/2/2017"]).date_order(), None);
        assert_eq!(facts(&["10/20/2016", "20/10/2016"]).date_order(), None);
        assert_eq!(facts(&["4/4/2017", "2017-03-04", "words"]).date_order(), Some(DateOrder::DayFirst));
    }

    #[test]
    fn the_decimal_mark_is_told_by_the_column_not_the_cell() {
        assert_eq!(facts(&["1.054", "12,50"]).decimal_mark(), DecimalMark::Comma);
        assert_eq!(facts(&["1,054", "12.5"]).decimal_mark(), DecimalMark::Point);
        assert_eq!(facts(&["1.234.567,00"]).decimal_mark(), DecimalMark::Comma);
        assert_eq!(facts(&["1,054"]).decimal_mark(), DecimalMark::Point);
    }

    #[test]
    fn examples_differ_and_are_few() {
        let facts = facts(&["a", "a", "", "b", "c"]);

        assert_eq!(facts.examples, ["a", "b"]);
        assert_eq!(facts.filled, 4);
    }
}
