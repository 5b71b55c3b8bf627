//! The library as a list.

use serde::{Deserialize, Serialize};

use super::{EvidenceKind, EvidenceState};
use crate::ids::{EvidenceId, OrganisationId};
use crate::lists::ListHead;
use crate::paging::Page;

crate::text_enum! {
    /// What the library can be sorted by.
    pub enum EvidenceSort {
        Added => "added",
        Title => "title",
        Customer => "customer",
        /// The last day on which it may be shown.
        Until => "until",
        Views => "views",
    }
}

impl EvidenceSort {
    /// What is new or much looked at comes first.
    pub const fn starts_descending(self) -> bool {
        matches!(self, Self::Added | Self::Views)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRow {
    pub id: EvidenceId,
    pub kind: EvidenceKind,
    pub title: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub advocate_name: Option<String>,
    /// "Close and Controls. Retail banking, UK"
    pub about: String,
    pub language: String,
    pub state: EvidenceState,
    /// The last day on which it may be shown: "Sat 18 Sep 2027", the year where it is another one.
    pub until: Option<String>,
    /// Links made, and how often they were opened.
    pub uses: u32,
    pub views: u32,
    /// As [`Self::until`].
    pub added_on: String,
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceList {
    pub head: ListHead,
    pub sort: EvidenceSort,
    pub descending: bool,
    pub page: Page<EvidenceRow>,
    pub may_add: bool,
}
