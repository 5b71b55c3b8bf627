//! What the pages about one piece show.

use serde::{Deserialize, Serialize};

use super::{EvidenceKind, EvidenceState, ProofPart};
use crate::ids::{AdvocateId, CompanyId, EvidenceId, EvidenceLinkId, OpportunityId, OrganisationId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub name: String,
    /// "PDF, 1.2 MB"
    pub line: String,
}

/// One state it came into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveRow {
    pub state: EvidenceState,
    /// Nobody: by itself.
    pub by: Option<String>,
    /// "Thu 19 Nov, 10:24"
    pub at: String,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    pub id: EvidenceLinkId,
    /// Where it leads, as long as it leads anywhere.
    pub url: Option<String>,
    pub by: String,
    pub made_at: String,
    /// "Until Sat 19 Dec", "Ended Fri 20 Nov", "Revoked Thu 19 Nov"
    pub standing: String,
    pub is_live: bool,
    pub opportunity: Option<(OpportunityId, String)>,
    pub views: u32,
    pub downloads: u32,
    pub last_viewed: Option<String>,
    pub may_revoke: bool,
}

/// A piece, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidencePage {
    pub id: EvidenceId,
    pub version: i32,
    pub kind: EvidenceKind,
    pub title: String,
    pub state: EvidenceState,
    pub body: String,
    pub url: Option<String>,
    pub attachment: Option<Attachment>,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub advocate: Option<(AdvocateId, String)>,
    /// Whether the advocate agreed to this, as the ledger says today; nothing without an advocate.
    pub consent: Option<bool>,
    /// Name and value, in the order of the page.
    pub facts: Vec<(String, String)>,
    /// "Sat 18 Sep 2027"; the year where it is another one.
    pub until: Option<String>,
    pub moves: Vec<MoveRow>,
    pub links: Vec<LinkRow>,
    pub views: u32,
    pub may_edit: bool,
    pub may_submit: bool,
    pub may_approve: bool,
    pub may_withdraw: bool,
    pub may_share: bool,
}

/// A piece, as somebody with a link sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedEvidence {
    pub company: CompanyId,
    pub company_name: String,
    pub kind: EvidenceKind,
    pub title: String,
    pub body: String,
    pub url: Option<String>,
    pub attachment: Option<Attachment>,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    /// "Ingrid Thistlewood, VP Finance Operations"
    pub speaker: Option<String>,
    /// "Sat 19 Dec 2026"
    pub until: String,
}

/// One piece offered before people are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofRow {
    pub id: EvidenceId,
    pub kind: EvidenceKind,
    pub title: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub advocate_name: Option<String>,
    /// Whole points out of a hundred.
    pub points: u32,
    /// What they are the sum of.
    pub parts: Vec<ProofPart>,
    /// "Use case: month-end close"
    pub reasons: Vec<String>,
    /// The link made for this deal that still leads there.
    pub shared: Option<String>,
}

/// What is offered for one deal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofOffers {
    pub rows: Vec<ProofRow>,
    pub may_share: bool,
}
