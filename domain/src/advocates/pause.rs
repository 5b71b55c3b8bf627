//! The advocate's own "no new requests for now" (ADV-2): from when, until when, and how it is typed.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::time::date_with_year;

/// Whoever pauses for longer than this leaves it open and switches back.
const LONGEST_DAYS: u64 = 366;

crate::text_enum! {
    /// What the record of pauses says.
    pub enum PauseDecision {
        Paused => "paused",
        Resumed => "resumed",
    }
}

/// A pause that holds now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The first day on which requests are welcome again; nothing until switched back.
    pub resumes_on: Option<NaiveDate>,
}

impl Pause {
    /// The latest decision, if it still holds today. The day it names is open again.
    pub fn in_force(decision: PauseDecision, resumes_on: Option<NaiveDate>, today: NaiveDate) -> Option<Self> {
        let holds = decision == PauseDecision::Paused && resumes_on.is_none_or(|day| day > today);
        holds.then_some(Self { resumes_on })
    }

    /// As the advocate reads it.
    pub fn sentence(self, today: NaiveDate) -> String {
        match self.resumes_on {
            Some(day) => format!("New requests reach you again from {}.", date_with_year(day, today)),
            None => "No new requests reach you until you switch back.".to_owned(),
        }
    }
}

/// The day typed for "ask me again from"; an empty field leaves the end open.
pub fn read_resume_day(typed: &str, today: NaiveDate) -> Result<Option<NaiveDate>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let day: NaiveDate =
        typed.parse().map_err(|_| Problem::invalid("resumes_on", "Choose a date, such as 2026-12-07."))?;
    if day <= today {
        return Err(Problem::invalid("resumes_on", "Choose a day from tomorrow on."));
    }
    if today.checked_add_days(Days::new(LONGEST_DAYS)).is_some_and(|last| day > last) {
        return Err(Problem::invalid(
            "resumes_on",
            "Choose a day within a year, or leave it empty until you switch back.",
        ));
    }
    Ok(Some(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_pause_holds_until_its_day_and_an_open_one_until_taken_back() {
        use PauseDecision::{Paused, Resumed};
        let today = day("2026-11-19");
        let table = [
            (Paused, None, true),
            (Paused, Some("2026-11-20"), true),
            (Paused, Some("2026-11-19"), false),
            (Paused, Some("2026-11-01"), false),
            (Resumed, None, false),
        ];

        for (decision, resumes_on, holds) in table {
            let resumes_on = resumes_on.map(day);
            assert_eq!(Pause::in_force(decision, resumes_on, today).is_some(), holds, "{decision} {resumes_on:?}");
        }
    }

    #[test]
    fn the_day_of_return_by_example() {
        let today = day("2026-11-19");
        let table = [
            ("", Ok(None)),
            ("  ", Ok(None)),
            ("2026-12-07", Ok(Some(day("2026-12-07")))),
            ("2026-11-19", Err("Choose a day from tomorrow on.")),
            ("2025-12-07", Err("Choose a day from tomorrow on.")),
            ("2028-01-01", Err("Choose a day within a year, or leave it empty until you switch back.")),
            ("soon", Err("Choose a date, such as 2026-12-07.")),
        ];

        for (typed, expected) in table {
            let read = read_resume_day(typed, today);
            let said = read.as_ref().err().and_then(|problem| problem.of_field("resumes_on"));
            assert_eq!(said, expected.err(), "{typed}");
            assert_eq!(read.ok(), expected.ok(), "{typed}");
        }
    }
}
