//! The data files as structs. Empty cells mean "nothing known"; lists in a cell are parted by "; ".

use anyhow::Context;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

#[derive(Debug)]
pub struct Content {
    pub staff: Vec<Person>,
    pub mirror_staff: Vec<Person>,
    pub organisations: Vec<Organisation>,
    pub rivalries: Vec<Rivalry>,
    pub shields: Vec<Shield>,
    pub contacts: Vec<Contact>,
    pub advocates: Vec<Advocate>,
    pub days_off: Vec<DaysOff>,
    pub vetoes: Vec<Veto>,
    pub opportunities: Vec<Opportunity>,
    pub requests: Vec<Request>,
    pub asks: Vec<Ask>,
    pub evidence: Vec<Evidence>,
}

impl Content {
    pub fn read() -> anyhow::Result<Self> {
        Ok(Self {
            staff: csv(include_str!("data/staff.csv"))?,
            mirror_staff: csv(include_str!("data/mirror_staff.csv"))?,
            organisations: csv(include_str!("data/organisations.csv"))?,
            rivalries: csv(include_str!("data/rivalries.csv"))?,
            shields: csv(include_str!("data/shields.csv"))?,
            contacts: csv(include_str!("data/contacts.csv"))?,
            advocates: serde_json::from_str(include_str!("data/advocates.json")).context("advocates.json")?,
            days_off: csv(include_str!("data/days_off.csv"))?,
            vetoes: csv(include_str!("data/vetoes.csv"))?,
            opportunities: csv(include_str!("data/opportunities.csv"))?,
            requests: csv(include_str!("data/requests.csv"))?,
            asks: csv(include_str!("data/asks.csv"))?,
            evidence: csv(include_str!("data/evidence.csv"))?,
        })
    }

    pub fn organisation(&self, name: &str) -> anyhow::Result<&Organisation> {
        self.organisations.iter().find(|it| it.name == name).with_context(|| format!("no organisation {name:?}"))
    }

    pub fn advocate(&self, name: &str) -> anyhow::Result<&Advocate> {
        self.advocates.iter().find(|it| it.name == name).with_context(|| format!("no advocate {name:?}"))
    }

    pub fn contact(&self, organisation: &str, name: &str) -> anyhow::Result<&Contact> {
        self.contacts
            .iter()
            .find(|it| it.organisation == organisation && it.name == name)
            .with_context(|| format!("no contact {name:?} at {organisation}"))
    }
}

fn csv<T: DeserializeOwned>(text: &str) -> anyhow::Result<Vec<T>> {
    let rows: Result<Vec<T>, _> = csv::Reader::from_reader(text.as_bytes()).deserialize().collect();
    rows.with_context(|| format!("a data file that begins with {:?}", text.lines().next().unwrap_or_default()))
}

fn list<'de, D: Deserializer<'de>>(cell: D) -> Result<Vec<String>, D::Error> {
    let cell = String::deserialize(cell)?;
    Ok(cell.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect())
}

#[derive(Debug, Deserialize)]
pub struct Person {
    pub key: String,
    pub name: String,
    pub email: String,
    #[serde(deserialize_with = "list")]
    pub roles: Vec<String>,
    pub team: String,
    pub title: String,
    pub time_zone: String,
    /// Keys of the first company's staff whose records this person holds in the second one.
    #[serde(default, deserialize_with = "list")]
    pub stands_for: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Organisation {
    pub name: String,
    pub relation: String,
    pub industry: String,
    pub employees: i32,
    pub country: String,
    pub region: String,
    pub city: String,
    pub time_zone: String,
    #[serde(deserialize_with = "list")]
    pub tech_stack: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub products: Vec<String>,
    pub customer_since: String,
    pub renewal: String,
    pub owner: String,
}

#[derive(Debug, Deserialize)]
pub struct Rivalry {
    pub one: String,
    pub other: String,
}

#[derive(Debug, Deserialize)]
pub struct Shield {
    pub organisation: String,
    pub class: String,
    pub effect: String,
    pub raised: String,
}

#[derive(Debug, Deserialize)]
pub struct Contact {
    pub organisation: String,
    pub name: String,
    pub email: String,
    pub title: String,
}

#[derive(Debug, Deserialize)]
pub struct Advocate {
    pub name: String,
    pub email: String,
    pub organisation: String,
    pub title: String,
    pub persona: String,
    pub seniority: String,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub story: String,
    /// What they do not talk about.
    pub avoid: String,
    pub use_cases: Vec<String>,
    pub expertise: Vec<String>,
    pub competitors_replaced: Vec<String>,
    pub outcomes: Vec<Outcome>,
    pub monthly_cap: i32,
    pub quarterly_cap: i32,
    pub cool_down_days: i32,
    pub notice_days: i32,
    pub buffer_minutes: i32,
    /// "Tue 09:00-13:00, 14:00-16:00", one entry per day.
    pub hours: Vec<String>,
    pub consents: Vec<String>,
    pub consent_ended: Vec<ConsentEnd>,
    pub enrolled: String,
    pub lifecycle: String,
    pub reference_status: String,
    pub owner: String,
    pub products: Vec<String>,
    pub tags: Vec<String>,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Deserialize)]
pub struct Outcome {
    pub metric: String,
    pub use_case: String,
    pub before: f64,
    pub after: f64,
    pub unit: String,
}

/// A consent that no longer stands: run out, or withdrawn.
#[derive(Debug, Deserialize)]
pub struct ConsentEnd {
    pub activity: String,
    pub expired: Option<String>,
    pub withdrawn: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct DaysOff {
    pub advocate: String,
    pub first: String,
    pub last: String,
    pub note: String,
}

/// Something that can be shown; always in the words of one of the advocates.
#[derive(Debug, Deserialize)]
pub struct Evidence {
    pub title: String,
    pub kind: String,
    pub organisation: String,
    pub advocate: String,
    pub body: String,
    pub language: String,
    #[serde(deserialize_with = "list")]
    pub use_cases: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub products: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub competitors: Vec<String>,
    pub state: String,
    pub by: String,
    pub added: String,
    pub expires: String,
}

#[derive(Debug, Deserialize)]
pub struct Veto {
    pub advocate: String,
    pub opportunity: String,
    pub by: String,
    pub reason: String,
    pub vetoed: String,
    pub until: String,
}

#[derive(Debug, Deserialize)]
pub struct Opportunity {
    pub name: String,
    pub organisation: String,
    pub owner: String,
    pub stage: String,
    /// In pounds.
    pub amount: i64,
    pub opened: String,
    pub closes: String,
    pub closed: String,
    pub needed_by: String,
    #[serde(deserialize_with = "list")]
    pub products: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub use_cases: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub competitors: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub objections: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub topics: Vec<String>,
    pub language: String,
    pub urgency: String,
    pub activity: String,
    pub persona: String,
    /// "Name (what they do in the deal)"; the first one leads.
    #[serde(deserialize_with = "list")]
    pub contacts: Vec<String>,
    pub notes: String,
}

impl Opportunity {
    /// Names and roles of the people on the prospect's side.
    pub fn people(&self) -> impl Iterator<Item = (&str, &str)> {
        self.contacts.iter().map(|entry| match entry.split_once(" (") {
            Some((name, role)) => (name, role.trim_end_matches(')')),
            None => (entry.as_str(), ""),
        })
    }
}

#[derive(Debug, Deserialize)]
pub struct Request {
    pub opportunity: String,
    /// Counts the requests of one opportunity.
    pub request: u32,
    pub by: String,
    pub activity: String,
    pub minutes: i32,
    pub needed_by: String,
    pub goal: String,
    #[serde(deserialize_with = "list")]
    pub topics: Vec<String>,
    pub avoid: String,
    pub message: String,
}

#[derive(Debug, Deserialize)]
pub struct Ask {
    pub opportunity: String,
    pub request: u32,
    pub advocate: String,
    pub asked: String,
    pub outcome: String,
    pub reply_hours: Option<u32>,
    pub decline_reason: String,
    pub ask_again: String,
    pub note: String,
    /// The day of the call, if one was booked.
    pub call: String,
    pub at: String,
    pub minutes: Option<u32>,
    pub call_state: String,
    /// What the prospect thought of it, 1 to 5.
    pub rating: Option<i32>,
}

/// The files as they are, for [`super::fingerprint`].
#[cfg(feature = "testing")]
pub const FILES: &[&str] = &[
    include_str!("data/staff.csv"),
    include_str!("data/mirror_staff.csv"),
    include_str!("data/organisations.csv"),
    include_str!("data/rivalries.csv"),
    include_str!("data/shields.csv"),
    include_str!("data/contacts.csv"),
    include_str!("data/advocates.json"),
    include_str!("data/days_off.csv"),
    include_str!("data/vetoes.csv"),
    include_str!("data/opportunities.csv"),
    include_str!("data/requests.csv"),
    include_str!("data/asks.csv"),
    include_str!("data/evidence.csv"),
];
