//! A page of a list, as every list shows it: rows, where they stand, and the way to the neighbours.

use serde::{Deserialize, Serialize};

/// A number that is not counted to the end when it is large: "99+".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub number: u32,
    pub or_more: bool,
}

impl Count {
    /// What a count that stops one above `cap` found.
    pub fn capped(found: i64, cap: u32) -> Self {
        let found = u32::try_from(found).unwrap_or(u32::MAX);
        Self { number: found.min(cap), or_more: found > cap }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&grouped(u64::from(self.number)))?;
        if self.or_more { f.write_str("+") } else { Ok(()) }
    }
}

/// Some rows of a list. The cursors are signed by the server and go into the address as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// How many rows come before the first of these.
    pub before: u32,
    pub total: Count,
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// "26 to 50 of 64".
    pub fn label(&self) -> String {
        let Ok(here) = u32::try_from(self.rows.len()) else { return String::new() };
        if here == 0 {
            return "Nothing here".to_owned();
        }
        let first = self.before + 1;
        format!("{} to {} of {}", grouped(first.into()), grouped(u64::from(self.before + here)), self.total)
    }
}

/// "12,345"
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "1 row", "12,345 rows": the one way to say how many of something there are.
pub fn counted(number: impl TryInto<i64>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    let sign = if number < 0 { "\u{2212}" } else { "" };
    [sign, &grouped(number.unsigned_abs()), " ", if number == 1 { one } else { many }].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped_and_not_counted_to_the_end() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(Count::capped(100, 99).to_string(), "99+");
        assert_eq!(Count::capped(99, 99).to_string(), "99");
    }

    #[test]
    fn one_of_a_thing_is_not_called_several() {
        for (number, words) in
            [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1_001, "1,001 rows"), (-1, "\u{2212}1 rows")]
        {
            assert_eq!(counted(number, "row", "rows"), words);
        }
        assert_eq!(counted(usize::MAX, "row", "rows").split(' ').next_back(), Some("rows"));
    }

    #[test]
    fn a_page_says_where_it_stands() {
        let page = |rows: usize, before| Page {
            rows: vec![(); rows],
            before,
            total: Count::capped(64, 10_000),
            previous: None,
            next: None,
        };

        assert_eq!(page(25, 25).label(), "26 to 50 of 64");
        assert_eq!(page(0, 0).label(), "Nothing here");
    }
}
