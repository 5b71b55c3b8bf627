//! Background work as its page shows it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::JobId;
use crate::text_enum;

text_enum! {
    /// Where a piece of background work stands.
    pub enum JobState {
        Queued => "queued",
        Running => "running",
        Retrying => "retrying",
        Done => "done",
        /// Failed for good; can be replayed.
        Dead => "dead",
        Cancelled => "cancelled",
    }
}

impl JobState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Queued => "Waiting",
            Self::Running => "Running",
            Self::Retrying => "Trying again",
            Self::Done => "Done",
            Self::Dead => "Failed for good",
            Self::Cancelled => "Not needed any more",
        }
    }
}

/// One row of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRow {
    pub id: JobId,
    pub queue: String,
    pub kind: String,
    pub state: JobState,
    pub attempts: i32,
    pub max_attempts: i32,
    pub run_at: DateTime<Utc>,
    pub last_error: Option<String>,
    pub finished_at: Option<DateTime<Utc>>,
    pub replayed_at: Option<DateTime<Utc>>,
}

/// Background work of a company, newest first, with how many are in each state (capped at 100).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobList {
    pub rows: Vec<JobRow>,
    pub counts: Vec<(JobState, i64)>,
    /// When the oldest job that is due was due; `None` when nothing waits.
    pub oldest_due: Option<DateTime<Utc>>,
    pub now: DateTime<Utc>,
}
