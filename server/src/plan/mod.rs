//! The plan over all open requests (MAT-7): who is held for which of them, what that keeps of what
//! each would have alone, and what would be otherwise if somebody were away, came new, or were taken.
//!
//! The planning is `domain::plan`, over offers that `matching` ranks. The plan in force is one row of
//! `plans`, made again soon after something changed that it rests on, each night, and by hand; the
//! page reads it and the names of today. A question ("what if") is planned at once and kept nowhere.
//!
//! Tables: `plans`; reads requests, opportunities and advocates. Invariants: nobody behind a closed
//! gate and nobody beyond their caps is in a plan; a plan promises nothing, each ask is checked when
//! it is made. Event: `PlanMade`.

mod ask;
pub mod jobs;
mod page;
mod store;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::{AdvocateId, OpportunityId, RequestId};
use domain::matching::ENGINE_VERSION;
use domain::plan::{Book, Figures, Line, Plan, PlanPage, Tradeoff, first_come, highest_first, plan, trade_curve};
use domain::problem::Problem;
use domain::requests::RequestTab;
use serde::{Deserialize, Serialize};

use self::store::RequestRow;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::matching::{OpenRequest, materials};

/// A book with more open requests plans those that are needed first.
const REQUESTS: i64 = 500;

/// What the address of the page asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// This advocate were on leave.
    pub away: Option<AdvocateId>,
    /// So many recruits came from the segment with this key.
    pub recruits: u8,
    pub segment: Option<String>,
    /// This request took this advocate.
    pub take: Option<(RequestId, AdvocateId)>,
}

impl Question {
    fn is_asked(&self) -> bool {
        self.away.is_some() || self.recruits > 0 && self.segment.is_some() || self.take.is_some()
    }
}

/// What is kept of a plan: ids and numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    plan: Plan,
    kept_by_turn: i64,
    curve: Vec<Tradeoff>,
}

impl Kept {
    fn of(book: &Book) -> Self {
        let (by_turn, by_pair) = (first_come(book), highest_first(book));
        let greedy = if by_turn.worth >= by_pair.worth { by_turn } else { by_pair };
        Self { plan: plan(book), kept_by_turn: greedy.kept(), curve: trade_curve(book) }
    }
}

fn figures(plan: &Plan) -> Figures {
    Figures {
        requests: plan.lines.len(),
        names: plan.lines.iter().map(|line| line.names.len()).sum(),
        gaps: plan.gaps,
        kept: plan.kept(),
        busiest: plan.busiest,
    }
}

/// The page: the plan in force, or one made for this reader while there is none, and the answer to a question.
pub async fn page(ctx: &Ctx, question: Question) -> Result<PlanPage> {
    ctx.allow(Permission::ManageMatching)?;
    let mut tx = ctx.begin().await?;
    if let Some(away) = question.away
        && store::names(&mut tx, &[away]).await?.is_empty()
    {
        return Err(Problem::NotFound.into());
    }
    let requests = open_requests(&mut tx, ctx).await?;
    let stored = match store::in_force(&mut tx).await? {
        // A plan of another version may be shaped otherwise; it is made again tonight.
        Some(row) => serde_json::from_value::<Kept>(row.body).ok().map(|kept| (row.made_at, kept)),
        None => None,
    };
    let asked = if stored.is_none() || question.is_asked() {
        Some(ask::Asked::load(&mut tx, ctx, &requests, question).await?)
    } else {
        None
    };
    let (made_at, kept) = match (stored, &asked) {
        (Some(stored), _) => stored,
        (None, Some(asked)) => (ctx.now(), Kept::of(&asked.book)),
        (None, None) => (ctx.now(), Kept::of(&Book::new(Vec::new(), Vec::new()))),
    };
    let page = page::page(&mut tx, ctx, &requests, made_at, kept, asked).await?;
    tx.commit().await?;
    Ok(page)
}

/// How many of these the plan in force holds for other deals than this one; nothing without a plan.
pub(crate) async fn held_elsewhere(
    tx: &mut Tx,
    ctx: &Ctx,
    opportunity: OpportunityId,
    is_one_of_them: impl Fn(AdvocateId) -> bool,
) -> Result<Option<usize>> {
    let Some(row) = store::in_force(tx).await? else { return Ok(None) };
    // A plan of another version may be shaped otherwise; it is made again tonight.
    let Ok(kept) = serde_json::from_value::<Kept>(row.body) else { return Ok(None) };
    let requests = open_requests(tx, ctx).await?;
    let is_of_another =
        |line: &&Line| requests.iter().any(|request| request.id == line.request && request.opportunity != opportunity);
    let held = kept.plan.lines.iter().filter(is_of_another).flat_map(|line| &line.names).map(|name| name.advocate);
    Ok(Some(held.filter(|id| is_one_of_them(*id)).collect::<BTreeSet<_>>().len()))
}

/// Plans now and keeps it.
pub async fn renew(ctx: &Ctx) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let mut tx = ctx.begin().await?;
    make(&mut tx, ctx).await?;
    tx.commit().await
}

/// Plans the book as it is and keeps the plan.
async fn make(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    let requests = open_requests(tx, ctx).await?;
    let made = materials(tx, ctx, &open(&requests), None).await?;
    let kept = Kept::of(&Book::new(made.wants, made.seats));
    let engine = i32::try_from(ENGINE_VERSION).unwrap_or(i32::MAX);
    store::keep(tx, ctx.company(), ctx.now(), engine, &serde_json::to_value(&kept)?).await?;
    let requests = u32::try_from(requests.len()).unwrap_or(u32::MAX);
    crate::events::record(tx, ctx, Event::PlanMade { requests }).await?;
    Ok(())
}

async fn open_requests(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<RequestRow>> {
    // The rows of that tab of the list, for everybody.
    let (tab, today) = (RequestTab::ToAsk, ctx.now().date_naive());
    store::open_requests(tx, &tab.states(), tab.needed_since(today).unwrap_or(today), REQUESTS).await
}

fn open(rows: &[RequestRow]) -> Vec<OpenRequest> {
    let request = |row: &RequestRow| OpenRequest {
        id: row.id,
        opportunity: row.opportunity,
        activity: row.activity,
        needed_by: row.needed_by,
        urgency: row.urgency,
    };
    rows.iter().map(request).collect()
}

/// The minute after this one: changes that come close together are planned once.
fn soon(now: DateTime<Utc>) -> DateTime<Utc> {
    let second = now.timestamp().rem_euclid(60);
    now + TimeDelta::seconds(60 - second)
}
