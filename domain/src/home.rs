//! What the dashboard of somebody who works in the company shows.

use serde::{Deserialize, Serialize};

use crate::ids::{AdvocateId, CallId, OpportunityId, OrganisationId, RequestId};
use crate::paging::Count;

/// One read of the whole page. Dates and times are words already, in the reader's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// "Thursday 19 November"
    pub today: String,
    /// "Good morning, Juno"
    pub greeting: String,
    /// "GMT"
    pub zone: String,
    /// The reader's own work only, rather than a team's or everybody's.
    pub own: bool,
    /// Of the deals that need a reference or whose last request waits, those whose date is near.
    pub needs: Vec<Need>,
    /// How many deals need a reference: the rows of that view of the list.
    pub needs_in_all: Count,
    /// How many requests wait for the reader: the rows of that tab of the list.
    pub waiting: Count,
    /// Calls whose time is over and of which nobody said whether they took place, the first of them.
    pub unrecorded: Vec<UpcomingCall>,
    /// How many of these there are: the rows of that tab of the list.
    pub unrecorded_in_all: Count,
    pub calls: Vec<UpcomingCall>,
    pub requests: Vec<OpenRequest>,
}

/// Something that does not move by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub reason: NeedReason,
    pub opportunity: OpportunityId,
    pub prospect: String,
    /// "Fri 27 Nov"
    pub needed_by: String,
    /// "Proposal", the stage of the deal.
    pub stage: String,
    /// "£420,000"; unknown for some.
    pub amount: Option<String>,
}

/// Why it needs somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NeedReason {
    /// The date comes closer and nobody was asked.
    NobodyAsked,
    /// The advocate said no.
    Declined { advocate: String },
    /// The advocate did not answer in time.
    Silent { advocate: String },
}

impl Need {
    /// The fact, as the row's title.
    pub fn title(&self) -> String {
        match &self.reason {
            NeedReason::NobodyAsked => format!("{} needs a reference by {}", self.prospect, self.needed_by),
            NeedReason::Declined { advocate } => format!("{advocate} declined for {}", self.prospect),
            NeedReason::Silent { advocate } => format!("{advocate} did not answer for {}", self.prospect),
        }
    }

    /// What follows from it.
    pub fn line(&self) -> String {
        match self.reason {
            NeedReason::NobodyAsked => format!("Nobody was asked yet. The deal is in {}", self.stage),
            NeedReason::Declined { .. } | NeedReason::Silent { .. } => {
                format!("Ask the next one. Needed by {}", self.needed_by)
            }
        }
    }
}

/// A call that is booked and not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpcomingCall {
    pub id: CallId,
    pub prospect: String,
    pub advocate: String,
    /// "15:00"
    pub at: String,
    /// "Today", "Tomorrow", "Mon 23 Nov"
    pub day: String,
    pub minutes: i64,
    pub is_today: bool,
}

crate::text_enum! {
    /// How far an open request has come.
    pub enum RequestStep {
        Submitted => "submitted",
        Waiting => "waiting",
        Declined => "declined",
        Silent => "silent",
        Accepted => "accepted",
        Booked => "booked",
    }
}

impl RequestStep {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Submitted => "Submitted",
            Self::Waiting => "Waiting for advocate",
            Self::Declined => "Declined",
            Self::Silent => "No answer",
            Self::Accepted => "Accepted, not booked",
            Self::Booked => "Booked",
        }
    }

    /// How many of the five steps are done: asked, accepted, booked, held, written back.
    pub const fn done(self) -> u8 {
        match self {
            Self::Submitted => 0,
            Self::Waiting | Self::Declined | Self::Silent => 1,
            Self::Accepted => 2,
            Self::Booked => 3,
        }
    }

    /// Whether it goes on only when somebody does something.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Declined | Self::Silent)
    }
}

/// A request that is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRequest {
    pub id: RequestId,
    pub prospect: String,
    pub organisation: Option<OrganisationId>,
    pub stage: String,
    pub amount: Option<String>,
    pub advocate: Option<AskedAdvocate>,
    pub step: RequestStep,
    /// "Mon 23 Nov"
    pub due: String,
    /// "in 4 days", "15:00"
    pub due_line: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedAdvocate {
    pub id: AdvocateId,
    pub name: String,
    pub organisation: String,
}

/// "Good morning" from midnight until noon, "Good afternoon" until six, "Good evening" after: on the home of the staff
/// as on that of an advocate.
pub fn greeting(hour: u32, name: &str) -> String {
    let part = match hour {
        0..=11 => "morning",
        12..=17 => "afternoon",
        _ => "evening",
    };
    match name.split_whitespace().next() {
        Some(first) => format!("Good {part}, {first}"),
        None => format!("Good {part}"),
    }
}

/// "today", "tomorrow", "in 4 days", "3 days ago".
pub fn in_days(days: i64) -> String {
    match days {
        -1 => "yesterday".to_owned(),
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        past @ ..=-2 => format!("{} days ago", -past),
        ahead => format!("in {ahead} days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greeting_follows_the_clock_on_the_readers_wall() {
        let table = [
            (0, "Good morning, Juno"),
            (2, "Good morning, Juno"),
            (4, "Good morning, Juno"),
            (5, "Good morning, Juno"),
            (11, "Good morning, Juno"),
            (12, "Good afternoon, Juno"),
            (17, "Good afternoon, Juno"),
            (18, "Good evening, Juno"),
            (23, "Good evening, Juno"),
        ];
        for (hour, expected) in table {
            assert_eq!(greeting(hour, "Juno Pemberwick"), expected, "{hour}");
        }
        assert_eq!(greeting(2, ""), "Good morning");
    }

    #[test]
    fn days_are_said_as_people_say_them() {
        for (days, expected) in [(-3, "3 days ago"), (-1, "yesterday"), (0, "today"), (1, "tomorrow"), (8, "in 8 days")]
        {
            assert_eq!(in_days(days), expected);
        }
    }

    #[test]
    fn a_need_says_the_fact_and_what_follows() {
        let mut need = Need {
            reason: NeedReason::NobodyAsked,
            opportunity: OpportunityId(uuid::Uuid::nil()),
            prospect: "Marlowe Street Bank".into(),
            needed_by: "Fri 27 Nov".into(),
            stage: "Proposal".into(),
            amount: None,
        };
        assert_eq!(need.title(), "Marlowe Street Bank needs a reference by Fri 27 Nov");

        need.reason = NeedReason::Declined { advocate: "Kofi Brambleworth".into() };
        assert_eq!(need.title(), "Kofi Brambleworth declined for Marlowe Street Bank");
        assert_eq!(need.line(), "Ask the next one. Needed by Fri 27 Nov");
    }
}
