//! How many people work somewhere, by the ways files say it: a number, a range, a word.

use super::super::reading::DecimalMark;
use super::super::values::{decimal, spelling_key};
use super::Meaning;

/// Sizes a form offers, each with the number that stands for it.
pub const BANDS: &[(i32, &str)] = &[
    (5, "1 to 10 people"),
    (30, "11 to 50 people"),
    (125, "51 to 200 people"),
    (350, "201 to 500 people"),
    (750, "501 to 1,000 people"),
    (3_000, "1,001 to 5,000 people"),
    (7_500, "5,001 to 10,000 people"),
    (10_001, "More than 10,000 people"),
];

/// A number; the middle of a range; the bound of an open one. What a word means differs from house to
/// house, so it is only a guess.
pub fn meaning(text: &str) -> Meaning {
    let bare = without_words(text);
    let (text_below, text_above) = (bare.strip_prefix(['<', '≤']), bare.strip_prefix(['>', '≥']));
    let above = text_above.or_else(|| bare.strip_suffix('+'));
    let read = match (range(&bare), text_below, above) {
        (Some((from, until)), _, _) => Some((from + until) / 2),
        (None, Some(most), _) => people(most),
        (None, None, Some(least)) => people(least),
        (None, None, None) => people(&bare),
    };
    match read.and_then(|people| i32::try_from(people).ok()).filter(|people| *people > 0) {
        Some(people) => Meaning::Plain(people.to_string()),
        None => Meaning::guess(word(text).map(|people: i32| people.to_string())),
    }
}

/// "1,200 employees" without the last word.
fn without_words(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let mut bare = lower.as_str();
    for word in ["employees", "people", "staff", "ftes", "fte", "mitarbeiter", "mitarbeitende", "over", "about", "ca."]
    {
        bare = bare.trim_end_matches(word).trim_start_matches(word).trim();
    }
    bare.to_owned()
}

fn range(text: &str) -> Option<(i64, i64)> {
    let (from, until) = ["–", "—", " to ", " bis ", "-"].iter().find_map(|mark| text.split_once(mark))?;
    let (from, until) = (people(from)?, people(until)?);
    (0 <= from && from <= until).then_some((from, until))
}

/// A whole number, "10k" or "1.5k" too. Nobody counts parts of people, so both marks group thousands
/// unless a "k" follows.
fn people(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Some(thousands) = text.strip_suffix('k') {
        let mark = if thousands.contains(',') { DecimalMark::Comma } else { DecimalMark::Point };
        return i64::try_from(decimal(thousands.trim(), mark)? / 10).ok();
    }
    // "12000.0" of a spreadsheet is a number; "1.200" is grouped.
    let point = decimal(text, DecimalMark::Point).filter(|value| value % 10_000 == 0);
    let grouped = || decimal(text, DecimalMark::Comma).filter(|value| value % 10_000 == 0);
    let looks_grouped = text.rsplit_once('.').is_some_and(|(_, tail)| tail.len() == 3);
    let value = if looks_grouped { grouped().or(point) } else { point.or_else(grouped) };
    i64::try_from(value? / 10_000).ok()
}

fn word(text: &str) -> Option<i32> {
    Some(match spelling_key(text).as_str() {
        "selfemployed" | "freelancer" | "solo" => 1,
        "micro" | "startup" | "tiny" => 5,
        "small" | "smallbusiness" | "klein" => 30,
        "smb" | "sme" | "kmu" => 125,
        "medium" | "mid" | "mittel" | "mittelstand" => 350,
        "midmarket" | "commercial" | "corporate" => 750,
        "large" | "gross" | "groß" => 3_000,
        "enterprise" | "largeenterprise" => 7_500,
        "global" | "strategic" | "multinational" => 10_001,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_they_are_written() {
        let plain = |people: &str| Meaning::Plain(people.to_owned());
        for (text, expected) in [
            ("1,200", plain("1200")),
            ("1.200", plain("1200")),
            ("12 000", plain("12000")),
            ("12000.0", plain("12000")),
            ("1001-5000", plain("3000")),
            ("51 to 200 employees", plain("125")),
            ("11–50", plain("30")),
            ("10,001+", plain("10001")),
            (">5000", plain("5000")),
            ("<50", plain("50")),
            ("10k+", plain("10000")),
            ("1.5k", plain("1500")),
            ("Enterprise", Meaning::Guess("7500".into())),
            ("mid-market", Meaning::Guess("750".into())),
            ("0", Meaning::Unknown),
            ("-5", Meaning::Unknown),
            ("5000-1001", Meaning::Unknown),
            ("many", Meaning::Unknown),
            ("", Meaning::Unknown),
            ("99999999999", Meaning::Unknown),
        ] {
            assert_eq!(meaning(text), expected, "{text}");
        }
    }
}
