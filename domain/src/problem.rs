//! What a user may be told when something does not work.
//!
//! A `Problem` is safe by construction: it never carries a cause, a query or another tenant's data.
//! Causes go to the log, once, under the request id that `Broken` shows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// All a user can ever be told. The status beside each variant is what HTTP answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Problem {
    /// 401. Nobody is signed in, or the session ended.
    #[error("Your session has ended. Sign in to go on.")]
    SignedOut,
    /// 403. You see the object, but may not do this; says who may.
    #[error("{0}")]
    Forbidden(String),
    /// 404. It does not exist, or not for you.
    #[error("This does not exist, or it is not yours to see.")]
    NotFound,
    /// 410. It did exist, and its time is over: an expired link, a withdrawn request.
    #[error("{0}")]
    Gone(String),
    /// 413. More than we take; says how much that is.
    #[error("{0}")]
    TooLarge(String),
    /// 422. What was typed needs mending, field by field.
    #[error("{}", invalid_summary(.0))]
    Invalid(Vec<FieldProblem>),
    /// 409. The business says no; says why and what to do.
    #[error("{}", .0.message)]
    Refused(Refusal),
    /// 429. Too often.
    #[error("Too many attempts. Try again in {}.", wait_words(*.retry_after_seconds))]
    Busy { retry_after_seconds: u32 },
    /// 503. It is being made ready and there in a few seconds; says so.
    #[error("{0}")]
    Preparing(String),
    /// 503. Something outside does not answer.
    #[error("{0} does not answer right now. Try again in a moment.")]
    Unavailable(String),
    /// 500. Our fault; the id finds the cause in the log.
    #[error("Something went wrong on our side. Quote {request_id} if you write to us.")]
    Broken { request_id: String },
}

/// One field that needs mending. `field` is the name the form gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub message: String,
}

/// Why the business said no. Features make one from their own typed refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable name, e.g. `slot_taken`; pages match on it, never on the words.
    pub code: String,
    /// A sentence a user can act on.
    pub message: String,
}

impl Problem {
    /// The business says no, by a stable code and a sentence.
    pub fn refused(code: &str, message: impl Into<String>) -> Self {
        Self::Refused(Refusal { code: code.to_owned(), message: message.into() })
    }

    /// One field needs mending.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldProblem { field: field.to_owned(), message: message.into() }])
    }

    /// The HTTP status this problem answers with.
    pub fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Forbidden(_) => 403,
            Self::NotFound => 404,
            Self::Refused(_) => 409,
            Self::Gone(_) => 410,
            Self::TooLarge(_) => 413,
            Self::Invalid(_) => 422,
            Self::Busy { .. } => 429,
            Self::Broken { .. } => 500,
            Self::Preparing(_) | Self::Unavailable(_) => 503,
        }
    }

    /// What is wrong with this field, if anything is.
    pub fn of_field(&self, field: &str) -> Option<&str> {
        match self {
            Self::Invalid(fields) => fields.iter().find(|f| f.field == field).map(|f| f.message.as_str()),
            _ => None,
        }
    }

    /// The code of a refusal.
    pub fn refusal_code(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => Some(&refusal.code),
            _ => None,
        }
    }
}

/// What a refused form gives to the page it came from, when it was sent without JavaScript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// The address of the form's function: a page may hold several forms.
    pub action: String,
    pub problem: Problem,
    /// Typed values by field name; secrets are left out. A repeated field has one value a line.
    pub values: BTreeMap<String, String>,
}

/// Collects problems of several fields, so that a form shows all of them at once.
#[derive(Debug, Default)]
pub struct FieldProblems(Vec<FieldProblem>);

impl FieldProblems {
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldProblem { field: field.to_owned(), message: message.into() });
    }

    /// `Ok` when nothing was added.
    pub fn check(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::Invalid(self.0)) }
    }
}

fn invalid_summary(fields: &[FieldProblem]) -> String {
    match fields {
        [only] => only.message.clone(),
        many => format!("{} fields need your attention.", many.len()),
    }
}

/// "40 seconds", "5 minutes".
fn wait_words(seconds: u32) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        more => format!("{} minutes", more.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_problem_has_its_status_and_says_something() {
        let table = [
            (Problem::SignedOut, 401),
            (Problem::Forbidden("Only administrators can do this.".into()), 403),
            (Problem::NotFound, 404),
            (Problem::refused("slot_taken", "Somebody took this time a moment ago."), 409),
            (Problem::Gone("This link has expired.".into()), 410),
            (Problem::TooLarge("Files may hold 20 MB.".into()), 413),
            (Problem::invalid("email", "Enter an e-mail address."), 422),
            (Problem::Busy { retry_after_seconds: 30 }, 429),
            (Problem::Broken { request_id: "r1".into() }, 500),
            (Problem::Preparing("Your lists are being read.".into()), 503),
            (Problem::Unavailable("Zoom".into()), 503),
        ];

        for (problem, status) in table {
            assert_eq!(problem.status(), status);
            assert!(problem.to_string().ends_with('.'), "{problem}");
        }
    }

    #[test]
    fn waiting_is_said_in_the_unit_a_person_would_use() {
        assert_eq!(wait_words(1), "a second");
        assert_eq!(wait_words(40), "40 seconds");
        assert_eq!(wait_words(91), "2 minutes");
        assert_eq!(wait_words(300), "5 minutes");
    }
}
