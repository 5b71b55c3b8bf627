//! What the pages about nominations show.

use serde::{Deserialize, Serialize};

use crate::ids::{AdvocateId, NominationId, OrganisationId};
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
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationList {
    /// Nothing: all of them.
    pub state: Option<NominationState>,
    /// How many there are of each, up to 99.
    pub counts: Vec<(Option<NominationState>, crate::paging::Count)>,
    pub page: Page<NominationRow>,
}
