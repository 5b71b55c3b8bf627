//! What an advocate sees of requests: the home of the portal, their list, and one request.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::AskState;
use crate::advocates::Pause;
use crate::ids::{AskId, CallId, OrganisationId};
use crate::scheduling::WeekSketch;
use crate::text_enum;
use crate::time::{clock, date_short, weekday_long};

/// One ask, as its advocate sees it in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalAsk {
    pub id: AskId,
    pub prospect: String,
    pub prospect_id: Option<OrganisationId>,
    pub state: AskState,
    /// "30 min call before Fri 27 Nov", "30 min call at 14:00"
    pub line: String,
    /// The day of the call that comes, else the day it was asked: "Mon 23 Nov".
    pub when: String,
    pub moment: PortalMoment,
}

text_enum! {
    /// Where an ask stands in the advocate's list.
    pub enum PortalMoment {
        Waiting => "waiting",
        ComingUp => "coming_up",
        Earlier => "earlier",
    }
}

impl PortalMoment {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting for you",
            Self::ComingUp => "Coming up",
            Self::Earlier => "Earlier",
        }
    }
}

/// An ask on the home page, with enough to answer it there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingAsk {
    pub id: AskId,
    pub prospect: String,
    pub prospect_id: Option<OrganisationId>,
    pub prospect_facts: String,
    pub rep_name: String,
    pub company_name: String,
    /// "20 min ago"
    pub asked: String,
    /// The advocate has not opened it yet.
    pub is_new: bool,
    pub duration_minutes: i32,
    pub topics: Vec<String>,
    /// Names of who would join; empty when the rep does not share them.
    pub guests: Vec<String>,
    /// "Fri 27 Nov. 5 of your free times fit"
    pub before: String,
    /// Days offered for "ask me again after".
    pub ask_again: Vec<NaiveDate>,
}

/// A planned call on the home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextCall {
    pub id: CallId,
    /// "Today", "Mon 23 Nov"
    pub day: String,
    /// "15:00"
    pub at: String,
    pub prospect: String,
    /// "30 min with Wim Hazelgrave, Finance Director"
    pub line: String,
    pub meeting_url: String,
}

/// What came of the advocate's time. Every figure is counted from calls and deals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    pub conversations: i64,
    /// "about 4.5 hours"
    pub hours: String,
    /// Companies that bought after a conversation, and those that have not decided.
    pub chose: i64,
    pub deciding: i64,
    /// "May 2025", when the first conversation was.
    pub since: Option<String>,
}

/// The advocate's home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalHome {
    /// "Good morning, Ingrid"
    pub greeting: String,
    /// "One request is waiting, and your next conversation is today at 15:00."
    pub line: String,
    /// The requests that run out first; `waiting` says how many there are in all.
    pub asks: Vec<WaitingAsk>,
    pub waiting: usize,
    pub calls: Vec<NextCall>,
    pub impact: Impact,
    pub week: WeekSketch,
    /// Asks of this month and the most there may be.
    pub asked_this_month: i64,
    pub monthly_cap: i32,
    pub topics: Vec<String>,
    /// What the advocate does not talk about.
    pub avoid: String,
    /// Set while the advocate wants no new requests.
    pub pause: Option<Pause>,
    pub today: NaiveDate,
}

/// The advocate's list of requests: everything that is open, and a page of what is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalRequests {
    pub asks: Vec<PortalAsk>,
    /// The cursor of earlier ones.
    pub next: Option<String>,
    /// Whether this is the first page, which has the open ones too.
    pub is_first: bool,
}

/// One ask, opened by its advocate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalAskPage {
    pub asks: Vec<PortalAsk>,
    pub id: AskId,
    pub state: AskState,
    pub prospect: String,
    pub prospect_id: Option<OrganisationId>,
    pub prospect_facts: String,
    pub rep_name: String,
    pub company_name: String,
    /// "today at 10:08"
    pub asked: String,
    pub duration_minutes: i32,
    pub needed_by: NaiveDate,
    pub message: String,
    pub topics: Vec<String>,
    pub avoid: String,
    /// Name and title of who would join; empty when the rep does not share them.
    pub guests: Vec<(String, String)>,
    /// "This would be request 2 of 3 in November"
    pub limits: String,
    /// "Five of your free times fit, first Mon 23 Nov 10:00."
    pub free: String,
    /// "Until Tue 24 Nov, 18:00"
    pub answer_until: String,
    /// The call that came of it, planned or over.
    pub call: Option<CallId>,
    /// "Tue 24 Nov, 14:00 to 14:30 GMT"
    pub call_words: Option<String>,
    pub meeting_url: Option<String>,
    pub answered: Option<String>,
    /// Days offered for "ask me again after".
    pub ask_again: Vec<NaiveDate>,
}

/// What waits, and when the next conversation is, as one would say it.
pub fn home_line(waiting: usize, next: Option<NaiveDateTime>, today: NaiveDate) -> String {
    let waits = match waiting {
        0 => "Nothing is waiting for you".to_owned(),
        1 => "One request is waiting".to_owned(),
        many => format!("{} requests are waiting", number(many)),
    };
    match (next.map(|at| spoken_moment(at, today)), waiting) {
        (Some(when), 0) => format!("{waits}. Your next conversation is {when}."),
        (Some(when), _) => format!("{waits}, and your next conversation is {when}."),
        (None, 0) => format!("{waits}."),
        (None, _) => format!("{waits} for you."),
    }
}

/// "today at 15:00", "Monday at 15:00" within the week, else "on Mon 14 Dec at 15:00".
fn spoken_moment(at: NaiveDateTime, today: NaiveDate) -> String {
    let day = at.date();
    let words = match (day - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..7 => weekday_long(day.weekday()).to_owned(),
        _ => ["on ", &date_short(day)].concat(),
    };
    format!("{words} at {}", clock(at.time()))
}

fn number(count: usize) -> String {
    const WORDS: [&str; 8] = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
    count.checked_sub(2).and_then(|at| WORDS.get(at)).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// "45 minutes", "about 4.5 hours": to the half hour, as nobody counts their gifts to the minute.
pub fn hours_given(length: TimeDelta) -> String {
    let minutes = length.num_minutes();
    if minutes < 60 {
        return format!("{minutes} minutes");
    }
    let halves = (minutes + 15) / 30;
    let unit = if halves == 2 { "hour" } else { "hours" };
    let half = if halves % 2 == 1 { ".5" } else { "" };
    let about = if minutes % 30 == 0 { "" } else { "about " };
    format!("{about}{}{half} {unit}", halves / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Option<NaiveDateTime> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn the_line_of_the_home_says_what_waits_and_what_comes() {
        let thursday = day("2026-11-19");
        let table = [
            (0, None, "Nothing is waiting for you."),
            (0, at("2026-11-20T09:30:00"), "Nothing is waiting for you. Your next conversation is tomorrow at 09:30."),
            (1, None, "One request is waiting for you."),
            (1, at("2026-11-19T15:00:00"), "One request is waiting, and your next conversation is today at 15:00."),
            (2, at("2026-11-23T15:00:00"), "Two requests are waiting, and your next conversation is Monday at 15:00."),
            // A week ahead the weekday alone would be today's.
            (
                0,
                at("2026-11-26T15:00:00"),
                "Nothing is waiting for you. Your next conversation is on Thu 26 Nov at 15:00.",
            ),
            (12, None, "12 requests are waiting for you."),
        ];

        for (waiting, next, expected) in table {
            assert_eq!(home_line(waiting, next, thursday), expected);
        }
    }

    #[test]
    fn time_given_is_told_to_the_half_hour() {
        let table = [
            (0, "0 minutes"),
            (45, "45 minutes"),
            (60, "1 hour"),
            (70, "about 1 hour"),
            (80, "about 1.5 hours"),
            (270, "4.5 hours"),
            (285, "about 5 hours"),
        ];

        for (minutes, expected) in table {
            assert_eq!(hours_given(TimeDelta::minutes(minutes)), expected, "{minutes}");
        }
    }
}
