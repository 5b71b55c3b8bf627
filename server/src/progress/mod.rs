//! A run of matching while somebody watches it (MAT-10): loading, rules, scoring, plan, AI, each with what it found and
//! how long it took; stopped and resumed.
//!
//! The watcher's stream does the work (`watch.rs`): when the browser goes, the work under way goes with it, and what was
//! done stands in the database, so the next stream goes on from there, on any instance. Nothing waits for it: the page is
//! whole without a script, by `matching::run`.
//!
//! Table: `match_progress`. Invariants: a stage is done once, however many watch (the row is locked while it is done); a
//! stopped run does nothing; what is watched is checked anew at every step: session, role, deal. Event: `MatchRun`, by
//! the stage that keeps the run.

pub mod routes;
mod store;
mod streams;
mod watch;

use chrono::{SubsecRound as _, TimeDelta};
use domain::ids::{MatchProgressId, OpportunityId};
use domain::matching::{Done, Stage};
use domain::problem::Problem;
use serde_json::Value as Json;

pub(crate) use self::streams::Streams;
pub use self::watch::{Pace, Watch};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::matching::{self, View};

/// A run that was stopped before its order was kept goes on with what it read for so long; then it reads again.
const FRESH: TimeDelta = TimeDelta::minutes(15);

/// Begins a run that its reader watches: nothing is done until a stream is opened.
pub async fn begin(ctx: &Ctx, opportunity: OpportunityId, view: &View) -> Result<MatchProgressId> {
    let user = ctx.viewer()?.user;
    let id = MatchProgressId::new();
    let mut tx = ctx.begin().await?;
    matching::may_watch(&mut tx, ctx, opportunity).await?;
    // Postgres keeps microseconds; a replay starts from what it kept.
    let now = ctx.now().trunc_subsecs(6);
    store::begin(&mut tx, ctx.company(), id, opportunity, user, now, &serde_json::to_value(view)?).await?;
    tx.commit().await?;
    Ok(id)
}

/// Stops it: no further stage begins, and the model is not asked what it was not asked yet.
pub async fn stop(ctx: &Ctx, id: MatchProgressId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    // A stage under way is let go by its stream, or done first.
    let row = store::lock(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    matching::may_watch(&mut tx, ctx, row.opportunity).await?;
    let over = done(&row.done)?;
    if row.stopped_at.is_none() && Stage::after(over.len()).is_some() {
        store::stop(&mut tx, id, ctx.now()).await?;
        if let Some(since) = row.model_since {
            matching::suggest::cancel(&mut tx, ctx, row.opportunity, since).await?;
        }
    }
    tx.commit().await
}

/// Lets it go on with the stage at which it was stopped.
pub async fn resume(ctx: &Ctx, id: MatchProgressId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let row = store::lock(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    matching::may_watch(&mut tx, ctx, row.opportunity).await?;
    if row.stopped_at.is_none() {
        return tx.commit().await;
    }
    let now = ctx.now().trunc_subsecs(6);
    let over = done(&row.done)?;
    if !Done::is_ranked(&over) && now - row.started_at > FRESH {
        store::start_over(&mut tx, id, now).await?;
    } else {
        let asks_again = row.model_since.is_some();
        store::resume(&mut tx, id, asks_again.then_some(now)).await?;
        if asks_again {
            matching::suggest::ask_about_the_order(&mut tx, ctx, row.opportunity, now).await?;
        }
    }
    tx.commit().await
}

fn done(kept: &Json) -> Result<Vec<Done>> {
    Ok(serde_json::from_value(kept.clone())?)
}
