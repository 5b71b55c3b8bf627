//! Applying a proposal, or saying no to it.

use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::MatchProposalId;
use domain::matching::learning::ProposalState;
use domain::problem::Problem;
use domain::time::zones;

use super::super::presets::Saved;
use super::super::settings::preset::{add, current, seen};
use super::super::settings::saved_line;
use super::super::store::learning::{self as store, ProposalRow};
use super::Kept;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;

/// Makes the proposed weights the preset's, as its next version. The prices stay.
pub async fn apply_proposal(ctx: &Ctx, id: MatchProposalId) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let mut tx = ctx.begin().await?;
    let row = open(&mut tx, ctx, id).await?;
    let held = current(&mut tx, ctx, &row.key).await?;
    // Whoever saved the preset since knew better, or at least later.
    seen(&held, row.preset_version)?;
    let kept: Kept = serde_json::from_value(row.body)?;
    let saved = Saved { weights: kept.proposal.weights, prices: held.preset.prices };
    add(&mut tx, ctx, &held, saved, "learnt").await?;
    store::decide(&mut tx, id, ProposalState::Applied, ctx.viewer()?.user, ctx.now()).await?;
    events::record(&mut tx, ctx, Event::ProposalApplied { proposal: id }).await?;
    tx.commit().await
}

/// The same evidence is not proposed again.
pub async fn dismiss_proposal(ctx: &Ctx, id: MatchProposalId) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let mut tx = ctx.begin().await?;
    open(&mut tx, ctx, id).await?;
    store::decide(&mut tx, id, ProposalState::Dismissed, ctx.viewer()?.user, ctx.now()).await?;
    events::record(&mut tx, ctx, Event::ProposalDismissed { proposal: id }).await?;
    tx.commit().await
}

async fn open(tx: &mut Tx, ctx: &Ctx, id: MatchProposalId) -> Result<ProposalRow> {
    let row = store::lock_proposal(tx, id).await?.ok_or(Problem::NotFound)?;
    if row.state == ProposalState::Open {
        return Ok(row);
    }
    let zone = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let latest = store::latest_proposal(tx, &row.key).await?;
    let by = latest.filter(|latest| latest.id == id).and_then(|latest| latest.by);
    let words = match (row.state, row.decided_at) {
        (ProposalState::TooFew, _) => "There was too little to learn from, so nothing is proposed.".to_owned(),
        (_, Some(at)) => format!("This proposal was decided already. {}.", saved_line(at, by.as_deref(), zone)),
        _ => "A later proposal took the place of this one. Look at it first.".to_owned(),
    };
    Err(Problem::refused("not_open", words).into())
}
