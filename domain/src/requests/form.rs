//! The form of a new request, and what it must hold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{AdvocateId, ContactId, OpportunityId};
use crate::problem::{FieldProblems, Problem};

/// As typed: one flat set of texts, so that a plain form can send it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestForm {
    pub opportunity: String,
    pub advocate: String,
    #[serde(default)]
    pub duration: String,
    #[serde(default)]
    pub needed_by: String,
    /// Ids of contacts, one a line.
    #[serde(default)]
    pub guests: Vec<String>,
    /// One a line.
    #[serde(default)]
    pub topics: String,
    #[serde(default)]
    pub avoid: String,
    #[serde(default)]
    pub message: String,
    /// Present when ticked.
    #[serde(default)]
    pub share_company: Option<String>,
    #[serde(default)]
    pub share_guests: Option<String>,
    #[serde(default)]
    pub rep_joins: Option<String>,
}

/// A form that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmittedRequest {
    pub opportunity: OpportunityId,
    pub advocate: AdvocateId,
    pub duration_minutes: i32,
    pub needed_by: NaiveDate,
    pub guests: Vec<ContactId>,
    pub topics: Vec<String>,
    pub avoid: String,
    pub message: String,
    pub share_company: bool,
    pub share_guests: bool,
    pub rep_joins: bool,
}

/// The lengths of a call that can be asked for, in minutes: as the constraint `requests_duration_known` has them.
pub const DURATIONS: [i32; 3] = [30, 45, 60];
/// The most topics that fit a call.
const TOPICS: usize = 5;
const TOPIC_CHARS: usize = 80;
const AVOID_CHARS: usize = 300;
const MESSAGE_CHARS: usize = 2_000;
const GUESTS: usize = 8;

impl RequestForm {
    /// Reads the form; all problems at once. Ids that cannot be read name nothing that exists.
    pub fn check(&self, today: NaiveDate) -> Result<SubmittedRequest, Problem> {
        let opportunity = self.opportunity.parse().map_err(|_| Problem::NotFound)?;
        let advocate = self.advocate.parse().map_err(|_| Problem::NotFound)?;
        let guests: Vec<ContactId> =
            self.guests.iter().map(|id| id.parse()).collect::<Result<_, _>>().map_err(|_| Problem::NotFound)?;
        let mut problems = FieldProblems::default();

        let duration_minutes = self.duration.trim().parse().ok().filter(|minutes| DURATIONS.contains(minutes));
        if duration_minutes.is_none() {
            let [short, usual, long] = DURATIONS;
            problems.add("duration", format!("Choose {short}, {usual} or {long} minutes."));
        }
        let needed_by = self.needed_by.trim().parse::<NaiveDate>().ok();
        match needed_by {
            None => problems.add("needed_by", "Enter the date by which the call has to happen."),
            Some(day) if day <= today => {
                problems.add("needed_by", "Choose a day after today, so that there is time to talk.")
            }
            Some(day) if (day - today).num_days() > 180 => {
                problems.add("needed_by", "Choose a day within the next six months.")
            }
            Some(_) => {}
        }
        let topics: Vec<String> =
            self.topics.lines().map(str::trim).filter(|topic| !topic.is_empty()).map(str::to_owned).collect();
        if topics.is_empty() {
            problems.add("topics", "Name at least one topic, one a line.");
        } else if topics.len() > TOPICS {
            problems.add("topics", "Five topics at most; three work best.");
        } else if topics.iter().any(|topic| topic.chars().count() > TOPIC_CHARS) {
            problems.add("topics", "Keep each topic under 80 characters.");
        }
        if self.avoid.chars().count() > AVOID_CHARS {
            problems.add("avoid", "Keep this under 300 characters.");
        }
        let message = self.message.trim();
        if message.is_empty() {
            problems.add("message", "Write a few words in your own voice.");
        } else if message.chars().count() > MESSAGE_CHARS {
            problems.add("message", "Keep the message under 2,000 characters.");
        }
        if guests.len() > GUESTS {
            problems.add("guests", "Eight guests at most.");
        }
        problems.check()?;

        let (Some(duration_minutes), Some(needed_by)) = (duration_minutes, needed_by) else {
            return Err(Problem::invalid("needed_by", "Enter the date by which the call has to happen."));
        };
        Ok(SubmittedRequest {
            opportunity,
            advocate,
            duration_minutes,
            needed_by,
            guests,
            topics,
            avoid: self.avoid.trim().to_owned(),
            message: message.to_owned(),
            share_company: self.share_company.is_some(),
            share_guests: self.share_guests.is_some(),
            rep_joins: self.rep_joins.is_some(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> RequestForm {
        RequestForm {
            opportunity: "0199a000-0000-7000-8000-000000000001".into(),
            advocate: "0199a000-0000-7000-8000-000000000002".into(),
            duration: "30".into(),
            needed_by: "2026-11-27".into(),
            topics: "Month-end close\n\n Moving off Ironbook ".into(),
            message: "Hello Ingrid".into(),
            share_company: Some("on".into()),
            ..RequestForm::default()
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 19).unwrap()
    }

    #[test]
    fn a_complete_form_is_read() {
        let read = form().check(today()).unwrap();

        assert_eq!(read.topics, ["Month-end close", "Moving off Ironbook"]);
        assert!(read.share_company && !read.share_guests && !read.rep_joins);
    }

    #[test]
    fn every_field_that_needs_mending_is_named() {
        type Mistake = (&'static str, fn(&mut RequestForm));
        let table: [Mistake; 8] = [
            ("duration", |form| form.duration = "20".into()),
            ("needed_by", |form| form.needed_by = "soon".into()),
            ("needed_by", |form| form.needed_by = "2026-11-19".into()),
            ("needed_by", |form| form.needed_by = "2030-01-01".into()),
            ("topics", |form| form.topics = " \n".into()),
            ("topics", |form| form.topics = "a\nb\nc\nd\ne\nf".into()),
            ("message", |form| form.message = String::new()),
            ("avoid", |form| form.avoid = "x".repeat(301)),
        ];

        for (field, break_it) in table {
            let mut form = form();
            break_it(&mut form);
            let problem = form.check(today()).unwrap_err();
            assert!(problem.of_field(field).is_some(), "{field}: {problem:?}");
        }
    }

    #[test]
    fn an_id_that_cannot_be_read_names_nothing() {
        let form = RequestForm { advocate: "ingrid".into(), ..form() };

        assert_eq!(form.check(today()), Err(Problem::NotFound));
    }
}
