//! What `/programme/plan` shows, and the same for whoever reads it by a script of their own.

use crate::ids::{AdvocateId, OpportunityId, OrganisationId, RequestId};
use crate::matching::Urgency;
use crate::paging::Count;
use serde::{Deserialize, Serialize};

/// More recruits at once are a campaign, not a question.
pub const RECRUITS_MOST: u8 = 5;

/// One read of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanPage {
    /// By the reader's clock: "today, 04:00".
    pub planned_at: String,
    /// Of the requests that are shown.
    pub figures: Figures,
    /// How many requests still need somebody: the rows of that tab of the list.
    pub to_ask: Count,
    /// Who is held for the most of them.
    pub busiest: Vec<(AdvocateId, String)>,
    /// What first come, first served would keep of the same book, in ten-thousandths.
    pub kept_by_turn: i64,
    pub rows: Vec<PlanRow>,
    pub curve: Vec<Tradeoff>,
    /// Who could be away: those the plan holds for somebody.
    pub advocates: Vec<(AdvocateId, String)>,
    /// Where recruits could come from.
    pub segments: Vec<Segment>,
    /// The answer to "what if", when it was asked.
    pub tried: Option<PlanTried>,
    /// What it would cost to take somebody whatever the plan says, when it was asked.
    pub taking: Option<PlanTaking>,
}

/// A plan in four figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub requests: usize,
    /// Names held for all of them.
    pub names: usize,
    /// Names nobody could be found for.
    pub gaps: usize,
    /// The share of what all requests would have alone, in ten-thousandths.
    pub kept: i64,
    /// How often the most asked advocate would be asked.
    pub busiest: usize,
}

/// The best plan at one limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tradeoff {
    /// Nobody is asked more often.
    pub most: usize,
    /// How often the busiest is asked.
    pub busiest: usize,
    /// The share of what all requests would have alone, in ten-thousandths.
    pub kept: i64,
    /// Names nobody could be found for.
    pub gaps: usize,
}

/// One request with who is held for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanRow {
    pub request: RequestId,
    pub opportunity: OpportunityId,
    pub prospect: String,
    /// "Fri 27 Nov"
    pub needed_by: String,
    pub urgency: Urgency,
    /// "Waiting for advocate"
    pub state: String,
    pub names: Vec<PlanName>,
    pub gaps: usize,
    pub held: Vec<PlanHeld>,
}

/// Somebody held for the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanName {
    pub advocate: AdvocateId,
    pub name: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    /// Whole points of a hundred.
    pub score: i32,
    /// The place on this request's own list; 1 is first.
    pub place: usize,
}

/// Somebody the request would have if it were alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanHeld {
    pub advocate: AdvocateId,
    pub name: String,
    pub place: usize,
    /// The prospects of the requests that hold them; none when they bear no further ask.
    pub held_for: Vec<String>,
}

/// Advocates of one sector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub key: String,
    pub label: String,
}

/// The plan of another world beside that of this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanTried {
    /// "Ingrid Thistlewood on leave"
    pub what: String,
    pub before: Figures,
    pub after: Figures,
    /// Requests whose names change, the largest change first.
    pub rows: Vec<TriedRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedRow {
    pub request: RequestId,
    pub prospect: String,
    /// Tenths of points of all names together.
    pub points: i64,
    pub gone: Vec<String>,
    pub new: Vec<String>,
}

/// Whom it costs what when a request takes somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanTaking {
    pub request: RequestId,
    pub opportunity: OpportunityId,
    pub advocate: AdvocateId,
    pub prospect: String,
    pub name: String,
    pub own: PlanCost,
    /// The dearest loss first.
    pub others: Vec<PlanCost>,
    /// What the whole book is worth less by it, in milli-points.
    pub loss: i64,
}

/// Milli-points of one request's names before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCost {
    pub prospect: String,
    pub before: i64,
    pub after: i64,
}
