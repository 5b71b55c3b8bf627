//! What the pages about requests show.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{AskState, DeclineReason, RequestState};
use crate::ids::{AdvocateId, AskId, ContactId, OpportunityId, OrganisationId, RequestId};
use crate::text_enum;

/// Before somebody is asked: who, whether they can be, and a first draft from the deal's facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPage {
    pub opportunity: OpportunityId,
    pub opportunity_name: String,
    pub prospect: String,
    pub prospect_id: Option<OrganisationId>,
    /// "Retail banking, Edinburgh, 6,200 staff"
    pub prospect_facts: String,
    pub advocate: AdvocateId,
    pub advocate_name: String,
    pub advocate_first_name: String,
    pub advocate_title: String,
    pub advocate_organisation: String,
    pub advocate_organisation_id: OrganisationId,
    /// Rounded points, when the engine can score them.
    pub score: Option<i32>,
    /// What was checked a moment ago; one that failed holds the request back.
    pub checks: Vec<Check>,
    /// Who comes next, when this advocate is held back.
    pub next_best: Option<(AdvocateId, String)>,
    pub guests: Vec<GuestChoice>,
    pub topics: Vec<String>,
    pub message: String,
    pub needed_by: Option<NaiveDate>,
    pub earliest: NaiveDate,
    pub rep_name: String,
    pub company_name: String,
    /// Who looks after this customer and is told.
    pub success_manager: Option<String>,
    /// Ticked at first.
    pub chosen_guests: Vec<ContactId>,
    pub duration_minutes: i32,
    pub avoid: String,
    pub share_company: bool,
    pub share_guests: bool,
    pub rep_joins: bool,
    /// Set when this advocate would be the next one of an existing request, whose words are then kept.
    pub request: Option<RequestId>,
    /// Who was asked last for that request.
    pub asked_before: Option<String>,
    /// Another request of this deal that is still under way, and whom it asks: two calls may be more than was meant.
    pub under_way: Option<(RequestId, String)>,
}

impl DraftPage {
    /// Whether the advocate can be asked now.
    pub fn can_ask(&self) -> bool {
        self.checks.iter().all(|check| check.passed)
    }
}

/// One rule, and how it came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub passed: bool,
    pub words: String,
}

/// Somebody at the prospect who could join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestChoice {
    pub id: ContactId,
    pub name: String,
    pub title: String,
    pub has_email: bool,
    /// The deal's main contact.
    pub is_primary: bool,
}

text_enum! {
    /// The list's tabs.
    pub enum RequestTab {
        Open => "open",
        Waiting => "waiting",
        /// Those that the plan holds advocates for.
        ToAsk => "to_ask",
        Done => "done",
        All => "all",
    }
}

impl RequestTab {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Waiting => "Waiting for you",
            Self::ToAsk => "To be asked for",
            Self::Done => "Done",
            Self::All => "All",
        }
    }

    /// The states of the requests it holds.
    pub fn states(self) -> Vec<RequestState> {
        let holds = |state: &RequestState| match self {
            Self::Open => state.is_open(),
            // A call that was held waits for feedback, for which nothing is done at the request.
            Self::Waiting => state.waits_for_rep() && *state != RequestState::FeedbackDue,
            Self::ToAsk => matches!(
                state,
                RequestState::Submitted
                    | RequestState::InReview
                    | RequestState::Approved
                    | RequestState::Outreach
                    | RequestState::Declined
                    | RequestState::Expired
            ),
            Self::Done => !state.is_open(),
            Self::All => true,
        };
        RequestState::ALL.iter().copied().filter(holds).collect()
    }

    /// The first day by which a request of an open deal may have been needed to be held; nothing where no date matters.
    /// Who was needed longer ago is history, and nobody is asked for a deal that is closed.
    pub fn needed_since(self, today: NaiveDate) -> Option<NaiveDate> {
        (self == Self::ToAsk).then(|| today.checked_sub_days(LONG_PAST).unwrap_or(today))
    }
}

/// A date that is longer past is no task any more.
const LONG_PAST: Days = Days::new(7);

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestLine {
    pub id: RequestId,
    pub opportunity: OpportunityId,
    pub opportunity_name: String,
    pub prospect: String,
    pub prospect_id: Option<OrganisationId>,
    pub state: RequestState,
    /// Whether whoever was asked last has withdrawn their consent since.
    pub consent_ended: bool,
    /// Who was asked last.
    pub advocate: Option<AdvocateId>,
    pub advocate_name: String,
    pub advocate_organisation: String,
    pub needed_by: NaiveDate,
    pub requested_by: String,
    /// The start of the planned call.
    pub call_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

impl RequestLine {
    pub const fn label(&self) -> &'static str {
        self.state.label_of(self.consent_ended)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestList {
    pub tab: RequestTab,
    pub counts: Vec<(RequestTab, i64)>,
    pub rows: Vec<RequestLine>,
    /// The cursor of the next page.
    pub next: Option<String>,
    pub today: NaiveDate,
    pub time_zone: String,
    /// "today 15:00", per row, in the viewer's zone.
    pub call_words: Vec<Option<String>>,
}

/// One ask of a request, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskLine {
    pub id: AskId,
    pub advocate: AdvocateId,
    pub advocate_name: String,
    pub organisation: String,
    pub organisation_id: OrganisationId,
    pub state: AskState,
    pub asked_by: String,
    /// "Thu 19 Nov, 10:24"
    pub asked_at: String,
    pub seen_at: Option<String>,
    pub answered_at: Option<String>,
    pub expires_at: String,
    pub decline_reason: Option<DeclineReason>,
    pub ask_again_after: Option<NaiveDate>,
}

/// A request, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestPage {
    pub line: RequestLine,
    pub duration_minutes: i32,
    pub topics: Vec<String>,
    pub avoid: String,
    pub message: String,
    pub guests: Vec<GuestChoice>,
    pub asks: Vec<AskLine>,
    /// The path of the prospect's booking link, once the advocate said yes.
    pub booking_path: Option<String>,
    /// "Tue 24 Nov, 14:00 to 14:30 GMT"
    pub call_words: Option<String>,
    pub meeting_url: Option<String>,
    pub may_cancel: bool,
    /// Whether another advocate can be asked now.
    pub may_ask_next: bool,
    /// Who fits best of those who can be asked, then.
    pub next_best: Vec<NextBest>,
    pub today: NaiveDate,
}

/// Somebody who can be asked next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextBest {
    pub advocate: AdvocateId,
    pub name: String,
    pub title: String,
    pub organisation: String,
    pub organisation_id: OrganisationId,
    /// Rounded points.
    pub score: i32,
}
