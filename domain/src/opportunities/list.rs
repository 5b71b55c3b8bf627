//! The list of opportunities: its saved views, its order, its rows.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::reference::Reference;
use super::stage::StagePlace;
use crate::accounts::Scope;
use crate::bulk::Choices;
use crate::ids::{AdvocateId, OpportunityId, OrganisationId, UserId};
use crate::lists::ListHead;
use crate::money::Money;
use crate::paging::{Count, Page};
use crate::time::{clock, date_short};

crate::text_enum! {
    /// The tabs above the list.
    pub enum SavedView {
        /// Open deals the reader owns.
        Mine => "mine",
        /// Open deals of the reader's team.
        Team => "team",
        /// Open deals with a date by which a reference is needed, and nobody asked yet.
        Need => "need",
        /// Deals with a request under way.
        Progress => "progress",
        /// Everything the reader may see, closed deals too.
        All => "all",
    }
}

impl SavedView {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Mine => "Mine",
            Self::Team => "My team",
            Self::Need => "Need a reference",
            Self::Progress => "In progress",
            Self::All => "All",
        }
    }

    /// The tabs of a reader who reaches this far, the one that opens first in front.
    pub const fn of_scope(scope: Scope) -> &'static [Self] {
        match scope {
            Scope::None => &[],
            Scope::Own => &[Self::Mine, Self::Need, Self::Progress, Self::All],
            Scope::Team => &[Self::Team, Self::Mine, Self::Need, Self::Progress, Self::All],
            Scope::OwnCustomers => &[Self::All, Self::Need, Self::Progress],
            Scope::All => &[Self::All, Self::Mine, Self::Need, Self::Progress],
        }
    }
}

crate::text_enum! {
    /// What the list is sorted by.
    pub enum ListSort {
        Name => "name",
        Stage => "stage",
        Amount => "amount",
        Close => "close",
        /// The day by which a reference is needed.
        Needed => "needed",
    }
}

impl ListSort {
    /// The direction a first click gives: the largest amount first, the next date first.
    pub const fn starts_descending(self) -> bool {
        matches!(self, Self::Amount | Self::Stage)
    }
}

/// An organisation to show and to tell apart by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationName {
    pub id: OrganisationId,
    pub name: String,
}

/// Somebody who works in the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    pub id: UserId,
    pub name: String,
}

/// The first place of the latest matching run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BestMatch {
    pub advocate: AdvocateId,
    pub name: String,
    /// Milli-points.
    pub score_milli: i32,
    /// Of when it is, where somebody else might be first by now.
    pub caveat: Option<String>,
}

impl BestMatch {
    /// `ranked` is when the run was made and `today` the day, both where the reader is. A run of an earlier day may have
    /// changed by the day alone: fatigue fades, free times pass. One of today has when something it rests on was changed.
    pub fn caveat(ranked: NaiveDateTime, is_outdated: bool, today: NaiveDate) -> Option<String> {
        let day = ranked.date();
        if day < today {
            Some(["As of ", &date_short(day), ", may have changed"].concat())
        } else {
            is_outdated.then(|| ["As of ", &clock(ranked.time()), ", may have changed"].concat())
        }
    }

    /// The score as lists show it: whole points.
    pub fn points(&self) -> i32 {
        (self.score_milli + 500).div_euclid(1_000)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpportunityRow {
    pub id: OpportunityId,
    pub name: String,
    pub organisation: Option<OrganisationName>,
    /// "Close and Controls. Retail banking, UK".
    pub line: String,
    pub stage: StagePlace,
    pub amount: Option<Money>,
    /// "Mon 21 Dec", with its year where that is another one.
    pub closes_on: Option<String>,
    pub reference: Reference,
    pub best: Option<BestMatch>,
    pub owner: Option<PersonName>,
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpportunityList {
    pub head: ListHead,
    pub view: SavedView,
    pub tabs: Vec<(SavedView, Count)>,
    pub sort: ListSort,
    pub descending: bool,
    pub page: Page<OpportunityRow>,
    pub may_edit: bool,
    /// To whom the reader may give deals; nothing for who may change none.
    pub give_to: Option<Choices>,
    pub may_import: bool,
    /// The reader may run matching, so a deal opens on its matching.
    pub may_match: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_who_sees_deals_can_reach_all_they_may_see() {
        for scope in [Scope::Own, Scope::Team, Scope::OwnCustomers, Scope::All] {
            assert!(SavedView::of_scope(scope).contains(&SavedView::All), "{scope:?}");
        }
        assert!(SavedView::of_scope(Scope::None).is_empty());
    }

    #[test]
    fn a_best_match_says_of_when_it_is_unless_nothing_happened_since_today_began() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let ranked = |on: u32| day(on).and_hms_opt(4, 10, 0).unwrap();
        let table = [
            (19, false, None),
            (19, true, Some("As of 04:10, may have changed")),
            (18, false, Some("As of Wed 18 Nov, may have changed")),
            (18, true, Some("As of Wed 18 Nov, may have changed")),
        ];

        for (on, is_outdated, said) in table {
            assert_eq!(BestMatch::caveat(ranked(on), is_outdated, day(19)).as_deref(), said, "{on} {is_outdated}");
        }
    }

    #[test]
    fn a_score_is_rounded_to_points() {
        let points = |score_milli| {
            let (advocate, name) = (AdvocateId(uuid::Uuid::nil()), String::new());
            BestMatch { advocate, name, score_milli, caveat: None }.points()
        };

        assert_eq!((points(92_400), points(91_500), points(-600)), (92, 92, -1));
    }
}
