//! The workplace of one deal: its facts, and what the tabs show.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::fields::Source;
use super::list::{OrganisationName, PersonName};
use super::note::Notes;
use super::stage::StagePlace;
use crate::advocates::ActivityType;
use crate::ids::{AdvocateId, CallId, ContactId, OpportunityId, RequestId};
use crate::money::Money;
use crate::paging::Count;

crate::text_enum! {
    /// The tabs.
    pub enum Section {
        Matching => "matching",
        Requests => "requests",
        Calls => "calls",
        Activity => "activity",
        Notes => "notes",
    }
}

impl Section {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Matching => "Matching",
            Self::Requests => "Requests",
            Self::Calls => "Calls",
            Self::Activity => "Activity",
            Self::Notes => "Notes",
        }
    }
}

/// What stands above the tabs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkplaceHeader {
    pub id: OpportunityId,
    pub name: String,
    pub organisation: Option<OrganisationName>,
    /// "Close and Controls. Leeds".
    pub line: String,
    pub source: Source,
    /// "Salesforce, synced 2 min ago"; nothing for what was typed here.
    pub synced: Option<String>,
    /// "Fri 27 Nov", with its year where that is another one.
    pub needed_by: Option<String>,
    /// "in 8 days"
    pub needed_in: Option<String>,
    /// The date is near or past and nobody was asked.
    pub is_pressing: bool,
    pub amount: Option<Money>,
    pub stage: StagePlace,
    /// As [`Self::needed_by`].
    pub closes_on: Option<String>,
    pub industry: Option<String>,
    pub employees: Option<u32>,
    pub competitors: Vec<String>,
    pub contacts: Vec<ContactRow>,
    pub owner: Option<PersonName>,
    pub requests: Count,
    pub calls: Count,
    pub may_edit: bool,
    pub may_match: bool,
    pub may_request: bool,
}

/// Somebody of the prospect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRow {
    pub id: ContactId,
    pub name: String,
    /// Nothing for readers who see no contact data.
    pub email: Option<String>,
    pub title: String,
    pub role: String,
    pub is_primary: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    pub id: RequestId,
    pub activity: ActivityType,
    pub requested_by: String,
    pub requested_on: NaiveDate,
    pub needed_by: NaiveDate,
    /// The advocate asked last.
    pub advocate: Option<(AdvocateId, String)>,
    pub state: String,
    /// 0 to 5: asked, accepted, booked, held, closed.
    pub done: u8,
    pub waits: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRow {
    pub id: CallId,
    pub advocate: AdvocateId,
    pub advocate_name: String,
    pub organisation: String,
    /// "Thu 19 Nov, 15:00 to 15:30"
    pub when: String,
    pub state: String,
    pub is_over: bool,
    pub rating: Option<u8>,
}

/// Something that happened, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityRow {
    pub title: String,
    /// What more is to say: which stage it came from and went to.
    pub line: Option<String>,
    /// Who did it.
    pub who: Option<PersonName>,
    pub at: DateTime<Utc>,
    /// "Thu 19 Nov, 10:24"
    pub when: String,
}

/// What happened, page by page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub rows: Vec<ActivityRow>,
    /// The cursor of what is older.
    pub older: Option<String>,
    /// Whether newer things are on a page before this one.
    pub is_later_page: bool,
}

/// What the tab shows. Matching reads its own content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    Matching,
    Requests(Vec<RequestRow>),
    Calls(Vec<CallRow>),
    Activity(Activity),
    Notes(Notes),
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workplace {
    pub header: WorkplaceHeader,
    pub shown: Shown,
    /// The reader's zone by city and abbreviation: "London (GMT)".
    pub zone: String,
}
