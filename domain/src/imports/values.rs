//! Single values: names, numbers, money, dates, e-mail addresses.

use chrono::NaiveDate;

use super::reading::{DateOrder, DecimalMark};

/// What a name is compared by: lower case, single spaces.
pub fn name_key(name: &str) -> String {
    clean(name).to_lowercase()
}

/// What spellings are compared by: letters and digits in lower case, so that "GTX Pro" equals "GTXPro".
pub fn spelling_key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Without blanks around and with single spaces within.
pub(super) fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether one letter added, left out or changed makes one word of the other.
pub(super) fn one_letter_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let shortest = one.len().min(other.len());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let end = one.iter().rev().zip(other.iter().rev()).take(shortest - start).take_while(|(a, b)| a == b).count();
    one.len().max(other.len()) - start - end <= 1
}

/// A number in ten-thousandths. Groups of three may be parted by a space, an apostrophe or the mark
/// that is not the decimal mark; a minus may lead or trail, parentheses mean minus.
pub(super) fn decimal(text: &str, mark: DecimalMark) -> Option<i128> {
    let text = text.trim();
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let signed = bracketed.unwrap_or(text);
    let unsigned = signed.trim_start_matches(['-', '−', '+']).trim_end_matches('-').trim();
    let is_negative = bracketed.is_some() || signed.starts_with(['-', '−']) || signed.ends_with('-');
    let decimal_mark = match mark {
        DecimalMark::Point => '.',
        DecimalMark::Comma => ',',
    };
    let (whole, fraction) = unsigned.split_once(decimal_mark).unwrap_or((unsigned, ""));
    if !fraction.chars().all(|c| c.is_ascii_digit()) || fraction.len() > 12 {
        return None;
    }
    let groups: Vec<&str> = whole.split(is_group_mark).collect();
    let well_grouped =
        groups.len() == 1 || (!groups[0].is_empty() && groups.iter().skip(1).all(|group| group.len() == 3));
    let digits: String = groups.concat();
    if !well_grouped || digits.len() > 15 || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    if digits.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole: i128 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    let padded: String = fraction.chars().chain("00000".chars()).take(5).collect();
    let hundred_thousandths: i128 = padded.parse().ok()?;
    let value = whole * 10_000 + (hundred_thousandths + 5) / 10;
    Some(if is_negative { -value } else { value })
}

fn is_group_mark(character: char) -> bool {
    matches!(character, ',' | '.' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}')
}

/// A whole number.
pub(super) fn whole(text: &str, mark: DecimalMark) -> Option<i64> {
    let value = decimal(text, mark)?;
    (value % 10_000 == 0).then(|| i64::try_from(value / 10_000).ok()).flatten()
}

/// An amount in hundredths and the currency written beside it, if any.
pub(super) fn money(text: &str, mark: DecimalMark) -> Option<(i128, Option<String>)> {
    let text = text.trim();
    let is_number_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '−' | '+' | '(' | ')' | '\'');
    let first = text.find(is_number_part)?;
    let last = text.rfind(is_number_part)?;
    let (before, number, after) =
        (text[..first].trim(), &text[first..last + char_len(text, last)], text[last + char_len(text, last)..].trim());
    let currency = match (before, after) {
        ("", "") => None,
        (word, "") | ("", word) => Some(currency_code(word)?),
        _ => return None,
    };
    let value = decimal(number, mark)?;
    Some(((value + value.signum() * 50) / 100, currency))
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// The ISO code of a currency's sign or code.
pub(super) fn currency_code(word: &str) -> Option<String> {
    let sign = match word {
        "$" | "US$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        "₹" => "INR",
        code => code,
    };
    let code = sign.to_uppercase();
    (code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase())).then_some(code)
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WrittenDate {
    /// In one way only: ISO, with points, or with the month in letters.
    Plain(NaiveDate),
    /// Two numbers and a year: one is the day.
    TwoNumbers(u32, u32, i32),
}

impl WrittenDate {
    pub fn read(text: &str) -> Option<Self> {
        let text = without_time(text.trim());
        let parts: Vec<&str> = text.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
        let [one, two, three] = parts.as_slice() else {
            return None;
        };
        if let Some(month) = month_named(two) {
            return date(year(three)?, month, number(one)?).map(Self::Plain);
        }
        if let Some(month) = month_named(one) {
            return date(year(three)?, month, number(two)?).map(Self::Plain);
        }
        if let Some(year) = year(one) {
            return date(year, number(two)?, number(three)?).map(Self::Plain);
        }
        let (one, two, year) = (number(one)?, number(two)?, year(three)?);
        if text.contains('.') {
            return date(year, two, one).map(Self::Plain);
        }
        Some(Self::TwoNumbers(one, two, year))
    }

    pub fn in_order(self, order: DateOrder) -> Option<NaiveDate> {
        match (self, order) {
            (Self::Plain(date), _) => Some(date),
            (Self::TwoNumbers(day, month, year), DateOrder::DayFirst)
            | (Self::TwoNumbers(month, day, year), DateOrder::MonthFirst) => date(year, month, day),
        }
    }
}

/// Cuts off "T09:30:00Z" and " 09:30".
fn without_time(text: &str) -> &str {
    match text.find(['T', ' ']) {
        Some(at) if text[at..].contains(':') && text[at + 1..].starts_with(|c: char| c.is_ascii_digit()) => &text[..at],
        _ => text,
    }
}

fn number(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &text[digits.len()..];
    let is_ordinal = matches!(suffix, "" | "st" | "nd" | "rd" | "th");
    (is_ordinal && (1..=2).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

fn year(text: &str) -> Option<i32> {
    (text.len() == 4 && text.chars().all(|c| c.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    (1800..=2200).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten()
}

/// The number of a month by its first three letters, in English or German.
fn month_named(word: &str) -> Option<u32> {
    let start: String = word.to_lowercase().chars().take(3).collect();
    let months: [&[&str]; 12] = [
        &["jan"],
        &["feb"],
        &["mar", "mär"],
        &["apr"],
        &["may", "mai"],
        &["jun"],
        &["jul"],
        &["aug"],
        &["sep"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez"],
    ];
    (1..).zip(months).find(|(_, names)| names.contains(&start.as_str())).map(|(month, _)| month)
}

/// What is wrong with an e-mail address, as the end of a sentence.
pub(super) fn email_flaw(text: &str) -> Option<&'static str> {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return Some("has no @");
    };
    if local.is_empty() || local.contains('@') {
        return Some("needs one name before one @");
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"')) {
        return Some("holds a character that no address has");
    }
    let has_ending = domain.rsplit_once('.').is_some_and(|(name, ending)| !name.is_empty() && ending.len() >= 2);
    if !has_ending || domain.contains("..") {
        return Some("has no ending such as .com");
    }
    (text.len() > 254).then_some("is too long")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_by_their_decimal_mark() {
        use DecimalMark::{Comma, Point};
        let table = [
            ("1100.04", Point, Some(11_000_400)),
            ("1,054", Point, Some(10_540_000)),
            ("1.054", Comma, Some(10_540_000)),
            ("1.054,50", Comma, Some(10_545_000)),
            ("1 054,5", Comma, Some(10_545_000)),
            ("1'054", Point, Some(10_540_000)),
            ("(20)", Point, Some(-200_000)),
            ("20-", Point, Some(-200_000)),
            (".5", Point, Some(5_000)),
            ("0.00005", Point, Some(1)),
            ("1,05", Point, None),
            ("12,34,567", Point, None),
            ("1e9", Point, None),
            ("", Point, None),
            ("-", Point, None),
            (".", Point, None),
            ("=1+1", Point, None),
            ("9999999999999999", Point, None),
        ];

        for (text, mark, value) in table {
            assert_eq!(decimal(text, mark), value, "{text}");
        }
    }

    #[test]
    fn money_may_bring_its_currency() {
        let mark = DecimalMark::Point;

        assert_eq!(money("1054", mark), Some((105_400, None)));
        assert_eq!(money("$1,054.00", mark), Some((105_400, Some("USD".into()))));
        assert_eq!(money("1054.5 eur", mark), Some((105_450, Some("EUR".into()))));
        assert_eq!(money("GBP 3", mark), Some((300, Some("GBP".into()))));
        assert_eq!(money("about 3", mark), None);
        assert_eq!(money("USD 3 EUR", mark), None);
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        let table = [
            ("2016-10-20", DateOrder::DayFirst, day(2016, 10, 20)),
            ("2016-10-20T09:30:00Z", DateOrder::DayFirst, day(2016, 10, 20)),
            ("2016/10/20 09:30", DateOrder::MonthFirst, day(2016, 10, 20)),
            ("10/20/2016", DateOrder::MonthFirst, day(2016, 10, 20)),
            ("10/20/2016", DateOrder::DayFirst, None),
            ("3/4/2017", DateOrder::DayFirst, day(2017, 4, 3)),
            ("3/4/2017", DateOrder::MonthFirst, day(2017, 3, 4)),
            ("20.10.2016", DateOrder::MonthFirst, day(2016, 10, 20)),
            ("20 Oct 2016", DateOrder::MonthFirst, day(2016, 10, 20)),
            ("October 20th, 2016", DateOrder::DayFirst, day(2016, 10, 20)),
            ("20. Dezember 2016", DateOrder::DayFirst, day(2016, 12, 20)),
            ("30/02/2017", DateOrder::DayFirst, None),
            ("3/4/17", DateOrder::DayFirst, None),
            ("soon", DateOrder::DayFirst, None),
            ("", DateOrder::DayFirst, None),
        ];

        for (text, order, expected) in table {
            let read = WrittenDate::read(text).and_then(|date| date.in_order(order));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn an_address_is_told_what_it_lacks() {
        for good in ["mei-lin@harbourlight.example", "a.b+c@d.co.uk"] {
            assert_eq!(email_flaw(good), None, "{good}");
        }
        for bad in ["odalys", "odalys@mirepoix", "@x.com", "a@b@c.com", "a b@c.com", "a@.c"] {
            assert!(email_flaw(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn spellings_of_one_product_share_a_key() {
        assert_eq!(spelling_key("GTX Pro"), spelling_key("GTXPro"));
        assert_ne!(spelling_key("GTX Pro"), spelling_key("GTX Plus Pro"));
        assert_eq!(name_key("  Acme \t Corporation"), "acme corporation");
    }
}
