//! The page of one organisation.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ContactThere;
use crate::advocates::ReferenceStatus;
use crate::evidence::{EvidenceKind, EvidenceState};
use crate::ids::{AdvocateId, EvidenceId, OpportunityId, OrganisationId};
use crate::opportunities::Source;

/// Something that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub label: String,
    pub value: String,
    /// The system that keeps it, where it is changed.
    pub kept_by: Option<Source>,
}

/// What it is to the company, and since when: "Customer", "Since Mar 2024".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationRow {
    pub label: String,
    pub when: String,
    pub is_over: bool,
}

/// Another organisation it belongs to, owns, or competes with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    pub id: OrganisationId,
    pub name: String,
    /// "Belongs to", "Part of it", "Competes with"
    pub how: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvocateThere {
    pub id: AdvocateId,
    pub name: String,
    pub title: String,
    /// "Active", "Candidate"
    pub stage: String,
    pub status: ReferenceStatus,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealThere {
    pub id: OpportunityId,
    pub name: String,
    pub stage: String,
    pub is_closed: bool,
    pub amount: Option<String>,
    pub closes_on: Option<NaiveDate>,
    pub owner: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceThere {
    pub id: EvidenceId,
    pub title: String,
    pub kind: EvidenceKind,
    pub state: EvidenceState,
}

/// Something that happened, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// "Opportunity opened", "Reference call with Ingrid Thistlewood"
    pub title: String,
    pub line: String,
    pub who: Option<String>,
    /// "Thu 19 Nov"
    pub when: String,
}

/// Another that may be the same, for whoever may merge the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerhapsSame {
    pub id: OrganisationId,
    pub name: String,
    /// "same name, same domain skylark.example"
    pub why: String,
}

/// Everything the page shows; lists hold what the reader reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationPage {
    pub id: OrganisationId,
    pub name: String,
    /// "Building societies, UK"
    pub line: String,
    pub source: Source,
    pub facts: Vec<Fact>,
    pub relations: Vec<RelationRow>,
    pub related: Vec<Related>,
    pub advocates: Vec<AdvocateThere>,
    /// Who is there now, as far as the reader meets them.
    pub contacts: Vec<ContactThere>,
    pub deals: Vec<DealThere>,
    pub evidence: Vec<EvidenceThere>,
    pub perhaps: Vec<PerhapsSame>,
    pub activity: Vec<Happened>,
    pub may_edit: bool,
}
