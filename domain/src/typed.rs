//! Reading what was typed into the fields of a form. Each function notes what needs mending under the field's name and
//! goes on, so that a form shows all of it at once.

use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};

use crate::problem::FieldProblems;

/// Nobody plans before or after these years; a day beyond them is a slip of the finger.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// One line: blanks at the ends are dropped, those inside become one each, and what nobody can see is left out.
pub fn line(text: &str, most: usize, field: &str, problems: &mut FieldProblems) -> String {
    let line = visible(text).split_whitespace().collect::<Vec<_>>().join(" ");
    within(&line, most, field, problems);
    line
}

/// Several lines, as they were typed.
pub fn text(text: &str, most: usize, field: &str, problems: &mut FieldProblems) -> String {
    let text = visible(&text.replace("\r\n", "\n")).trim().to_owned();
    within(&text, most, field, problems);
    text
}

/// Without control characters, and without those that turn the direction of all that follows, on the page too. Letters
/// that are written from right to left need neither.
fn visible(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| c.is_whitespace() || !(c.is_control() || turns(*c))).collect()
}

fn within(text: &str, most: usize, field: &str, problems: &mut FieldProblems) {
    if text.chars().count() > most {
        problems.add(field, format!("At most {} letters.", crate::paging::grouped(most as u64)));
    }
}

/// One of a list, or nothing when nothing was chosen.
pub fn chosen<T: FromStr>(text: &str, field: &str, problems: &mut FieldProblems) -> Option<T> {
    if text.is_empty() {
        return None;
    }
    let value = text.parse().ok();
    if value.is_none() {
        problems.add(field, "Choose one from the list.");
    }
    value
}

/// A day as a date field sends it, or nothing when it was left empty.
pub fn day(text: &str, field: &str, problems: &mut FieldProblems) -> Option<NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| YEARS.contains(&day.year()));
    if day.is_none() {
        problems.add(field, "Write the date as year-month-day, such as 2026-11-27, or leave it empty.");
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted<T>(read: impl FnOnce(&mut FieldProblems) -> T) -> (T, bool) {
        let mut problems = FieldProblems::default();
        let value = read(&mut problems);
        (value, problems.check().is_err())
    }

    #[test]
    fn blanks_are_tidied_and_what_is_too_long_is_noted() {
        assert_eq!(noted(|p| line(" Ada \r\n  Lund ", 8, "name", p)), ("Ada Lund".to_owned(), false));
        assert_eq!(noted(|p| text(" a\r\n\r\n b ", 5, "story", p)), ("a\n\n b".to_owned(), false));
        assert!(noted(|p| line("Ada Lund", 7, "name", p)).1);
        assert!(noted(|p| text("a\nbb", 3, "story", p)).1);
    }

    #[test]
    fn what_nobody_sees_is_left_out_and_letters_of_any_direction_stay() {
        assert_eq!(noted(|p| line("Palm\u{202e}live\u{0}", 20, "name", p)), ("Palmlive".to_owned(), false));
        assert_eq!(noted(|p| text("a\u{2067}b\n\tc\u{7}", 20, "note", p)), ("ab\n\tc".to_owned(), false));
        assert_eq!(noted(|p| line("שלום 👋 سلام", 20, "name", p)), ("שלום 👋 سلام".to_owned(), false));
    }

    #[test]
    fn a_day_is_read_left_out_or_noted() {
        let read = |text: &str| noted(|p| day(text, "day", p));
        assert_eq!(read(" 2026-11-27 "), (NaiveDate::from_ymd_opt(2026, 11, 27), false));
        assert_eq!(read(""), (None, false));
        for wrong in ["27.11.2026", "2026-02-30", "0026-11-27", "2926-11-27", "tomorrow"] {
            assert_eq!(read(wrong), (None, true), "{wrong}");
        }
    }

    #[test]
    fn one_of_a_list_is_read_left_out_or_noted() {
        let read = |text: &str| noted(|p| chosen::<u8>(text, "number", p));
        assert_eq!((read("7"), read(""), read("seven")), ((Some(7), false), (None, false), (None, true)));
    }
}
