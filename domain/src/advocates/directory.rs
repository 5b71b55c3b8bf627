//! The directory of advocates: who can be asked, and how worn they are.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::status::{Readiness, Status};
use crate::bulk::Choices;
use crate::ids::{AdvocateId, OrganisationId};
use crate::lists::ListHead;
use crate::matching::{Fatigue, ShieldClass};
use crate::paging::Page;

crate::text_enum! {
    /// What the directory is sorted by.
    pub enum DirectorySort {
        Name => "name",
        /// Those who can be asked first.
        Status => "status",
        Fatigue => "fatigue",
        /// Calls held in twelve months.
        Calls => "calls",
        LastCall => "last_call",
    }
}

impl DirectorySort {
    /// The direction a first click gives.
    pub const fn starts_descending(self) -> bool {
        matches!(self, Self::Calls | Self::LastCall)
    }
}

crate::text_enum! {
    /// The colours of the support light, to filter by.
    pub enum SupportLight {
        Healthy => "healthy",
        Softened => "softened",
        Closed => "closed",
    }
}

impl SupportLight {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Healthy => "Healthy",
            Self::Softened => "Ask with care",
            Self::Closed => "Do not ask",
        }
    }
}

/// The light of the support desk: a class, never a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    Healthy,
    /// Ask with care.
    Softened(ShieldClass),
    /// Do not ask.
    Closed(ShieldClass),
}

impl Support {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Healthy => "Healthy",
            Self::Softened(_) => "Ticket open",
            Self::Closed(ShieldClass::UrgentTicket) => "Urgent ticket",
            Self::Closed(ShieldClass::Breached) => "Overdue ticket",
            Self::Closed(ShieldClass::Escalated) => "Escalated",
            Self::Closed(ShieldClass::Souring | ShieldClass::OwnWish) => "Unhappy",
        }
    }

    /// What it means for asking.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Healthy => "Support reports nothing that stands in the way.",
            Self::Softened(_) => "A ticket is open. Ask with care.",
            Self::Closed(_) => "Nobody is asked for a favour while their own ticket burns.",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvocateRow {
    pub id: AdvocateId,
    pub name: String,
    pub title: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    /// "Month-end close, audit evidence"
    pub speaks_about: String,
    /// "Retail banking, UK"
    pub place: String,
    pub status: Status,
    pub returns_on: Option<NaiveDate>,
    pub fatigue: Fatigue,
    pub asked_this_month: u16,
    pub monthly_cap: u16,
    pub support: Support,
    pub calls: u32,
    /// Won and decided deals among those they spoke for.
    pub won: u32,
    pub decided: u32,
    pub last_call: Option<NaiveDate>,
}

impl AdvocateRow {
    /// "75%", or nothing before the first deal was decided.
    pub fn win_rate(&self) -> Option<String> {
        (self.decided > 0).then(|| format!("{}%", (self.won * 100 + self.decided / 2) / self.decided))
    }
}

/// What those see who may know names only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRow {
    pub id: AdvocateId,
    pub name: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
}

/// How many are in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadinessCount {
    pub readiness: Readiness,
    pub number: u32,
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Directory {
    Names {
        text: String,
        page: Page<NameRow>,
    },
    Full {
        head: Box<ListHead>,
        /// Nobody is called as was searched for; these are called like it.
        similar: bool,
        /// More profiles have the words than are looked at.
        more_words: bool,
        sort: DirectorySort,
        descending: bool,
        /// Of all the reader may see, whatever the filters.
        counts: Vec<ReadinessCount>,
        people: u32,
        organisations: u32,
        page: Page<AdvocateRow>,
        /// To whom the reader may give advocates; nothing for who may change none.
        give_to: Option<Choices>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_win_rate_needs_a_decided_deal() {
        let mut row = AdvocateRow {
            id: AdvocateId(uuid::Uuid::nil()),
            name: String::new(),
            title: String::new(),
            organisation: OrganisationId(uuid::Uuid::nil()),
            organisation_name: String::new(),
            speaks_about: String::new(),
            place: String::new(),
            status: Status::Available,
            returns_on: None,
            fatigue: Fatigue::Rested,
            asked_this_month: 0,
            monthly_cap: 3,
            support: Support::Healthy,
            calls: 0,
            won: 0,
            decided: 0,
            last_call: None,
        };
        assert_eq!(row.win_rate(), None);

        (row.won, row.decided) = (2, 3);
        assert_eq!(row.win_rate().as_deref(), Some("67%"));
    }
}
