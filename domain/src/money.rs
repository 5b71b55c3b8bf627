//! Amounts of money: minor units and an ISO 4217 currency, never a float.

use serde::{Deserialize, Serialize};

use crate::paging::grouped;

/// The largest amount anybody may type: a hundred billion in a currency with cents.
const LARGEST_MINOR: i64 = 10_000_000_000_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    /// ISO 4217, e.g. `GBP`.
    pub currency: String,
}

impl Money {
    pub fn new(minor: i64, currency: impl Into<String>) -> Self {
        Self { minor, currency: currency.into() }
    }

    /// Reads what a person types: "420,000", "£420000.50", "1 200".
    pub fn read(text: &str, currency: &str) -> Result<Self, UnreadableMoney> {
        let text: String = text
            .trim()
            .trim_start_matches(symbol(currency).trim_end())
            .chars()
            .filter(|letter| !matches!(letter, ',' | ' ' | '\u{a0}' | '_'))
            .collect();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let digits = usize::try_from(decimals(currency)).unwrap_or(2);
        let only_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 13 || part.len() > digits || !only_digits(whole) || !only_digits(part) {
            return Err(UnreadableMoney);
        }
        let minor: i64 = format!("{whole}{part:0<digits$}").parse().map_err(|_| UnreadableMoney)?;
        if minor > LARGEST_MINOR { Err(UnreadableMoney) } else { Ok(Self::new(minor, currency)) }
    }

    /// "420000" or "420000.50": what a field starts with.
    pub fn typed(&self) -> String {
        let (whole, part) = self.split();
        match part {
            0 => whole.to_string(),
            part => format!("{whole}.{part:0width$}", width = self.places()),
        }
    }

    /// "£1.84m": for headings, where the last pounds do not matter.
    pub fn short(&self) -> String {
        let (whole, _) = self.split();
        let (amount, unit) = match whole {
            1_000_000_000.. => (whole / 10_000_000, "bn"),
            1_000_000.. => (whole / 10_000, "m"),
            _ => return self.to_string(),
        };
        format!("{}{}{}.{:02}{unit}", self.sign(), symbol(&self.currency), amount / 100, amount % 100)
    }

    fn split(&self) -> (u64, u64) {
        let unit = 10_u64.pow(decimals(&self.currency));
        let minor = self.minor.unsigned_abs();
        (minor / unit, minor % unit)
    }

    fn places(&self) -> usize {
        usize::try_from(decimals(&self.currency)).unwrap_or(2)
    }

    const fn sign(&self) -> &'static str {
        if self.minor < 0 { "−" } else { "" }
    }
}

/// "£420,000", "€1,200.50", "CHF 900".
impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = self.split();
        write!(f, "{}{}{}", self.sign(), symbol(&self.currency), grouped(whole))?;
        match part {
            0 => Ok(()),
            part => write!(f, ".{part:0width$}", width = self.places()),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an amount of money")]
pub struct UnreadableMoney;

/// The sign before the figures: the currency's own, or its code and a space that does not break.
fn symbol(currency: &str) -> String {
    match currency {
        "GBP" => "£".to_owned(),
        "EUR" => "€".to_owned(),
        "USD" => "$".to_owned(),
        "JPY" => "¥".to_owned(),
        other => format!("{other}\u{a0}"),
    }
}

/// How many decimals the smallest unit stands for (ISO 4217).
fn decimals(currency: &str) -> u32 {
    match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 0,
        "BHD" | "KWD" | "OMR" | "JOD" | "TND" => 3,
        _ => 2,
    }
}

/// "£420,000", "€1,250", "CHF 98,000": whole units, for tables. Amounts come in the smallest unit.
pub fn whole(minor: i64, currency: &str) -> String {
    let units = minor.unsigned_abs() / 10_u64.pow(decimals(currency));
    let sign = if minor < 0 && units > 0 { "\u{2212}" } else { "" };
    format!("{sign}{}{}", symbol(currency), grouped(units))
}

/// The currencies a form offers.
pub const CURRENCIES: &[&str] =
    &["GBP", "EUR", "USD", "CHF", "NOK", "SEK", "DKK", "PLN", "CAD", "AUD", "SGD", "INR", "JPY"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, minor) in [("420,000", 42_000_000), ("£420000.5", 42_000_050), (" 1 200 ", 120_000), ("0", 0)] {
            assert_eq!(Money::read(text, "GBP").map(|money| money.minor), Ok(minor), "{text}");
        }
        assert_eq!(Money::read("900", "JPY").map(|money| money.minor), Ok(900));
        for text in ["", "-5", "1.234", "12k", "1e9", "99999999999999", "１２"] {
            assert_eq!(Money::read(text, "GBP"), Err(UnreadableMoney), "{text}");
        }
    }

    #[test]
    fn amounts_are_shown_with_their_currency() {
        assert_eq!(Money::new(42_000_000, "GBP").to_string(), "£420,000");
        assert_eq!(Money::new(120_050, "EUR").to_string(), "€1,200.50");
        assert_eq!(Money::new(90_000, "CHF").to_string(), "CHF\u{a0}900");
        assert_eq!(Money::new(-500, "GBP").to_string(), "−£5");
        assert_eq!(Money::new(184_000_000, "GBP").short(), "£1.84m");
        assert_eq!(Money::new(42_000_050, "GBP").typed(), "420000.50");
    }

    #[test]
    fn tables_show_whole_units() {
        for (minor, currency, expected) in [
            (42_000_000, "GBP", "£420,000"),
            (9_650_050, "GBP", "£96,500"),
            (125_000, "EUR", "€1,250"),
            (9_800_000, "CHF", "CHF\u{a0}98,000"),
            (1_250_000, "JPY", "¥1,250,000"),
            (99, "USD", "$0"),
            (-500_000, "GBP", "\u{2212}£5,000"),
        ] {
            assert_eq!(whole(minor, currency), expected);
        }
    }
}
