//! Organisations as a list.

use serde::{Deserialize, Serialize};

use super::Relation;
use crate::ids::OrganisationId;
use crate::lists::Query;
use crate::paging::Page;
use crate::text_enum;

text_enum! {
    /// What the list is sorted by.
    pub enum OrganisationSort {
        Name => "name",
        Employees => "employees",
        Advocates => "advocates",
    }
}

impl OrganisationSort {
    /// Large numbers come first, names from the beginning of the alphabet.
    pub const fn starts_descending(self) -> bool {
        !matches!(self, Self::Name)
    }
}

/// A value to filter by, and how many organisations have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationFacet {
    pub value: String,
    pub label: String,
    pub number: u32,
}

/// The values of each filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationFacets {
    pub relations: Vec<OrganisationFacet>,
    pub industries: Vec<OrganisationFacet>,
    pub countries: Vec<OrganisationFacet>,
    /// All of them, whatever the filters.
    pub all: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRow {
    pub id: OrganisationId,
    pub name: String,
    /// "Leeds, UK"
    pub place: String,
    /// "Building societies"
    pub industry: String,
    pub relations: Vec<Relation>,
    pub employees: Option<u32>,
    /// Within the reader's reach.
    pub advocates: u32,
    pub open_deals: u32,
    pub owner: Option<String>,
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationList {
    /// The address as it was understood.
    pub here: Query,
    pub sort: OrganisationSort,
    pub descending: bool,
    pub facets: OrganisationFacets,
    /// What the address asks that means nothing here: a deleted filter, a mistyped one.
    pub ignored: Vec<(String, String)>,
    pub page: Page<OrganisationRow>,
}
