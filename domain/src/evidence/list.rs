//! The library as a list.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{EvidenceKind, EvidenceState};
use crate::ids::{EvidenceId, OrganisationId};
use crate::paging::Page;

/// What the address of the library says; anything unknown in it counts as not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvidenceAddress {
    pub q: Option<String>,
    pub kind: Option<String>,
    pub product: Option<String>,
    pub use_case: Option<String>,
    /// An industry with everything below it.
    pub industry: Option<String>,
    pub language: Option<String>,
    pub state: Option<String>,
    pub after: Option<String>,
    pub before: Option<String>,
}

/// A value to filter by, and how many pieces have it under the other filters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    pub value: String,
    pub label: String,
    pub number: u32,
}

/// The values of each filter, the frequent ones first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    pub kinds: Vec<Facet>,
    pub products: Vec<Facet>,
    pub use_cases: Vec<Facet>,
    pub industries: Vec<Facet>,
    pub languages: Vec<Facet>,
    pub states: Vec<Facet>,
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
    /// The last day on which it may be shown.
    pub until: Option<NaiveDate>,
    /// Links made, and how often they were opened.
    pub uses: u32,
    pub views: u32,
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceList {
    /// The address as it was understood.
    pub here: EvidenceAddress,
    /// Whether there is any evidence at all, whatever the filters.
    pub is_empty: bool,
    pub facets: Facets,
    pub page: Page<EvidenceRow>,
    pub may_add: bool,
}
