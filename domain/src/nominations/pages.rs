//! What the pages about nominations show.

use serde::{Deserialize, Serialize};

use crate::ids::{AdvocateId, NominationId, OrganisationId};
use crate::lists::ListHead;
use crate::paging::Page;

crate::text_enum! {
    pub enum NominationState {
        Open => "open",
        Approved => "approved",
        Declined => "declined",
    }
}

impl NominationState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Waits for a decision",
            Self::Approved => "Approved",
            Self::Declined => "Declined",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationRow {
    pub id: NominationId,
    pub state: NominationState,
    pub name: String,
    /// Nothing for readers who see no contact data.
    pub email: Option<String>,
    pub title: String,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: String,
    pub why: String,
    pub topics: Vec<String>,
    pub nominated_by: String,
    pub nominated_at: String,
    /// "Approved by Adaeze Okonjo-Reyes, Thu 19 Nov, 10:24"
    pub decision: Option<String>,
    pub decline_reason: String,
    /// Who came of it, and where they stand: "Invited".
    pub advocate: Option<(AdvocateId, String)>,
    pub may_decide: bool,
    /// Approved, not yet on their page, and the reader's to decide: they can be sent another link.
    pub may_invite_again: bool,
}

crate::text_enum! {
    /// What the list can be sorted by.
    pub enum NominationSort {
        Newest => "newest",
        Name => "name",
        Customer => "customer",
        Decided => "decided",
    }
}

impl NominationSort {
    pub const fn starts_descending(self) -> bool {
        matches!(self, Self::Newest | Self::Decided)
    }

    /// The order in words; there is no head of a column to show its arrow.
    pub const fn in_words(self, descending: bool) -> &'static str {
        match (self, descending) {
            (Self::Newest, true) => "Newest",
            (Self::Newest, false) => "Oldest",
            (Self::Name, false) => "Name",
            (Self::Name, true) => "Name, Z to A",
            (Self::Customer, false) => "Customer",
            (Self::Customer, true) => "Customer, Z to A",
            (Self::Decided, true) => "Last decided",
            (Self::Decided, false) => "First decided",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationList {
    pub head: ListHead,
    pub sort: NominationSort,
    pub descending: bool,
    pub page: Page<NominationRow>,
}
