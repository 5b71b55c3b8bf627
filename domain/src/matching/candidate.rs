//! What matching reads of one advocate: the input of the index, and of a replay.

use super::acceptance::{Record, Silences};
use super::gate::ShieldClass;
use crate::advocates::{ActivityType, Lifecycle, ReferenceStatus};
use crate::ids::{AdvocateId, OrganisationId};
use crate::organisations::Industry;
use crate::time::FreeTime;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One advocate as matching sees them. Empty lists and `None` mean "not known".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub id: AdvocateId,
    pub organisation: Option<OrganisationId>,
    /// Parents and subsidiaries of the organisation.
    pub related: Vec<OrganisationId>,
    pub lifecycle: Lifecycle,
    pub reference_status: ReferenceStatus,
    pub consents: Vec<Consent>,
    pub limits: Limits,
    /// The touch ledger, at least the last 120 days of it.
    pub touches: Vec<Touch>,
    /// When the advocate was last heard of: an answer, a call, a visit to the portal, the enrolment.
    pub last_heard: Option<NaiveDate>,
    /// Since when they are in the programme.
    #[serde(default)]
    pub known_since: Option<NaiveDate>,
    pub record: Record,
    /// Of the record, what ran out without a word.
    #[serde(default)]
    pub silences: Silences,
    pub shield: Option<Shield>,
    /// A manager's "not now", with its end if it has one.
    pub veto: Option<Veto>,
    pub renewal_on: Option<NaiveDate>,

    pub industry: Option<Industry>,
    pub employees: Option<u32>,
    /// The person's function, such as "finance" or "security".
    pub functions: Vec<String>,
    pub seniority: Option<Seniority>,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub outcomes: Vec<Outcome>,
    pub competitors_replaced: Vec<String>,
    pub objections_answered: Vec<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub languages: Vec<String>,
    pub tech_stack: Vec<String>,
    /// Stages and topics the advocate speaks to well.
    pub topics: Vec<String>,
    /// Whether there is story text, so that a text search without a hit means "no" and not "unknown".
    pub has_story: bool,
    /// Working hours minus exceptions and busy times; `None` when no hours are known.
    pub free: Option<FreeTime>,
}

impl Candidate {
    /// An active advocate about whom nothing else is known. A starting point for callers who fill
    /// in what they have, and for tests.
    pub fn active(id: AdvocateId) -> Self {
        Self {
            id,
            organisation: None,
            related: Vec::new(),
            lifecycle: Lifecycle::Active,
            reference_status: ReferenceStatus::Active,
            consents: Vec::new(),
            limits: Limits::default(),
            touches: Vec::new(),
            last_heard: None,
            known_since: None,
            record: Record::default(),
            silences: Silences::default(),
            shield: None,
            veto: None,
            renewal_on: None,
            industry: None,
            employees: None,
            functions: Vec::new(),
            seniority: None,
            use_cases: Vec::new(),
            products: Vec::new(),
            outcomes: Vec::new(),
            competitors_replaced: Vec::new(),
            objections_answered: Vec::new(),
            country: None,
            region: None,
            languages: Vec::new(),
            tech_stack: Vec::new(),
            topics: Vec::new(),
            has_story: false,
            free: None,
        }
    }
}

/// Consent for one activity, still in force unless its last day has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub activity: ActivityType,
    pub until: Option<NaiveDate>,
}

/// The advocate's own limits; the company's policy applies where it is stricter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub asks_per_month: Option<u8>,
    pub asks_per_quarter: Option<u8>,
    pub cool_down_days: Option<u16>,
    pub notice_hours: Option<u16>,
    /// First and last day of each time off.
    pub blackouts: Vec<(NaiveDate, NaiveDate)>,
}

/// One entry of the touch ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touch {
    pub on: NaiveDate,
    pub kind: TouchKind,
    /// What it costs in patience, in milli-touches: 1,000 is one plain ask (see fatigue.rs).
    pub cost: u16,
}

impl Touch {
    /// A touch at the usual cost of its kind.
    pub const fn usual(kind: TouchKind, on: NaiveDate) -> Self {
        Self { on, kind, cost: kind.usual_cost() }
    }
}

crate::text_enum! {
    /// What took the advocate's attention.
    pub enum TouchKind {
        /// Counts against the caps.
        Ask => "ask",
        /// A call that was held: cooling off starts with it, not with an ask.
        Call => "call",
        Survey => "survey",
        Review => "review",
        Event => "event",
    }
}

impl TouchKind {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ask => "Ask",
            Self::Call => "Call",
            Self::Survey => "Survey",
            Self::Review => "Review",
            Self::Event => "Event",
        }
    }

    /// The ask already carries the cost of the call that follows from it.
    pub const fn usual_cost(self) -> u16 {
        match self {
            Self::Ask | Self::Event => 1_000,
            Self::Call => 0,
            Self::Survey => 250,
            Self::Review => 500,
        }
    }
}

/// A condition in support, or the person's own word, that stops every ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shield {
    pub class: ShieldClass,
    /// The last day, if it ends by itself.
    pub until: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Veto {
    pub until: Option<NaiveDate>,
}

/// A result the advocate reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub text: String,
    /// It carries a number.
    pub measured: bool,
    pub use_case: Option<String>,
}

crate::text_enum! {
    /// Rank in an organisation, from the top.
    pub enum Seniority {
        Chief => "c_level",
        VicePresident => "vp",
        Director => "director",
        Head => "head",
        Manager => "manager",
        Individual => "individual",
    }
}

impl Seniority {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Chief => "C-level",
            Self::VicePresident => "VP",
            Self::Director => "Director",
            Self::Head => "Head",
            Self::Manager => "Manager",
            Self::Individual => "Individual contributor",
        }
    }
}

/// The company's rules for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    pub asks_per_month: u8,
    pub asks_per_quarter: u8,
    pub cool_down_days: u16,
    pub notice_hours: u16,
    /// Nobody is asked this many days before their renewal; 0 switches the rule off.
    pub renewal_window_days: u16,
}

impl Default for Policy {
    fn default() -> Self {
        Self { asks_per_month: 3, asks_per_quarter: 6, cool_down_days: 14, notice_hours: 24, renewal_window_days: 30 }
    }
}
