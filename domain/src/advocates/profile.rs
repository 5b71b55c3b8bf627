//! One advocate: what they can tell, what they gave, how often they may be asked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::consent::LedgerRow;
use super::directory::Support;
use super::lifecycle::LifeCard;
use super::status::Status;
use super::timeline::Timeline;
use crate::ids::{AdvocateId, OpportunityId, OrganisationId};
use crate::matching::Fatigue;

crate::text_enum! {
    /// The tabs.
    pub enum ProfileSection {
        Overview => "overview",
        References => "references",
        Timeline => "timeline",
        Availability => "availability",
        Consent => "consent",
    }
}

impl ProfileSection {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::References => "References",
            Self::Timeline => "Timeline",
            Self::Availability => "Availability",
            Self::Consent => "Consent",
        }
    }
}

/// What stands above the tabs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileHeader {
    pub id: AdvocateId,
    pub name: String,
    pub title: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub status: Status,
    pub returns_on: Option<NaiveDate>,
    /// "Leeds, 10:26 there"
    pub whereabouts: String,
    pub references: u32,
    /// The address of the portrait, where there is one.
    pub photo: Option<String>,
    pub may_edit_photo: bool,
    pub may_edit: bool,
}

/// The four figures, computed from calls and asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileKpis {
    pub references: u32,
    pub since: Option<NaiveDate>,
    /// "£1.12m": won deals with a call held while they were open; one figure a currency.
    pub influenced: Option<String>,
    pub won: u32,
    pub decided: u32,
    /// "4.8", from so many ratings.
    pub rating: Option<String>,
    pub ratings: u32,
    /// "5 h"
    pub median_reply: Option<String>,
    pub team_median_reply: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRow {
    pub headline: String,
    pub quote: String,
    /// "9 days to 4 days"
    pub figures: Option<String>,
    pub use_case: Option<String>,
}

/// How a piece of history came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    Neutral,
    Won,
}

/// One ask, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// The deal, where the reader may see it.
    pub opportunity: Option<OpportunityId>,
    pub organisation: Option<OrganisationId>,
    pub title: String,
    pub line: String,
    pub outcome: Option<String>,
    pub given: Given,
    pub when: String,
}

/// Touches of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadMonth {
    /// The first of the month.
    pub month: NaiveDate,
    pub calls: u32,
    pub asks: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRow {
    pub label: String,
    pub is_given: bool,
    /// "Given Mon 4 May 2025 in the portal", "Withdrawn …", "Never asked".
    pub line: String,
    pub expires_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourRow {
    /// "Monday"
    pub day: String,
    /// "10:00 to 13:00, 14:00 to 16:00"
    pub hours: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOff {
    pub day: NaiveDate,
    pub is_off: bool,
    /// "All day", "10:00 to 12:00"
    pub hours: String,
}

/// One change of an advocate's pauses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseRow {
    /// "Paused until Mon 7 Dec", "Switched back"
    pub what: String,
    /// "Thu 19 Nov, 10:24"
    pub when: String,
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Available {
    /// "London (GMT)": the zone of all of these.
    pub zone: String,
    pub week: Vec<HourRow>,
    pub exceptions: Vec<DayOff>,
    pub notice_hours: u32,
    pub buffer_minutes: u32,
    pub daily_cap: u32,
    /// What they did about new requests, the latest first.
    pub pauses: Vec<PauseRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileOverview {
    pub life: LifeCard,
    pub kpis: ProfileKpis,
    pub story: String,
    pub outcomes: Vec<OutcomeRow>,
    /// The latest few.
    pub history: Vec<HistoryRow>,
    /// Nothing for readers who see no contact data.
    pub private_notes: Option<String>,
    pub load: Vec<LoadMonth>,
    pub fatigue: Fatigue,
    pub asked_this_month: u32,
    pub monthly_cap: u32,
    pub asked_this_quarter: u32,
    pub quarterly_cap: u32,
    pub cool_down_days: u32,
    pub last_call: Option<NaiveDate>,
    pub support: Support,
    /// Name and value, in the order of the page.
    pub about: Vec<(String, String)>,
    pub consents: Vec<ConsentRow>,
}

/// What the tab shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProfileShown {
    Overview(Box<ProfileOverview>),
    References(Vec<HistoryRow>),
    Timeline(Timeline),
    Availability(Available),
    Consent {
        now: Vec<ConsentRow>,
        /// Every decision, the latest first.
        ledger: Vec<LedgerRow>,
    },
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub header: ProfileHeader,
    pub shown: ProfileShown,
}
