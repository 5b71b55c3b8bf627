//! What past asks teach (MAT-11): `/settings/matching/evaluation`, and the proposals on it.
//!
//! Read are asks, what came of them, and the runs out of which they were made. Kept is one row of `match_proposals` a look;
//! nothing is applied by itself. Events: `WeightsProposed`, `ProposalApplied`, `ProposalDismissed`.

mod collect;
mod decide;
pub mod jobs;
mod page;

use chrono::{DateTime, Utc};
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::MatchProposalId;
use domain::matching::learning::{Proposal, ProposalState, propose};
use domain::matching::{CompanyPreset, Preset, Weights};
use serde::{Deserialize, Serialize};

use super::presets;
use super::store::learning::{self as store, NewProposal};
use super::store::settings as company_store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::{events, jobs as queue};

pub use self::decide::{apply_proposal, dismiss_proposal};
pub use self::page::{Rows, evaluation};

/// A run that was kept longer before an ask was not what the asker looked at.
const RUN_DAYS: i32 = 30;
/// A company that asked more often is judged by the latest.
const ASKS: i64 = 3_000;

/// What is kept of a look: ids of nobody, numbers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    before: Weights,
    proposal: Proposal,
    /// Asks whose values come from today's profiles.
    rebuilt: u32,
}

/// Looks now, in the background, and comes back to the page.
pub async fn learn_now(ctx: &Ctx) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let mut tx = ctx.begin().await?;
    queue::enqueue(&mut tx, ctx, &jobs::LearnWeights::by_hand(ctx.now()), ctx.now()).await?;
    tx.commit().await
}

/// Learns from what is kept and keeps what it proposes for the first preset.
async fn look(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    let Some(current) = first(tx).await? else { return Ok(()) };
    let collected = collect::material(tx, ctx, ctx.now()).await?;
    let anchor = anchor(tx, &current).await?;
    let (preset, material) = (current.preset.clone(), collected.material);
    // A second of computing for a large company: not on a thread that answers others.
    let proposal = tokio::task::spawn_blocking(move || propose(&preset, &anchor, &material)).await?;
    let kept = Kept { before: current.preset.weights, proposal, rebuilt: collected.rebuilt };
    let state = if proposal.counts.are_enough() { ProposalState::Open } else { ProposalState::TooFew };
    let body = serde_json::to_value(&kept)?;
    let key = current.preset.key.as_str();
    // The same evidence is not proposed twice, whatever was decided.
    if let Some(last) = store::latest_proposal(tx, key).await?
        && last.preset_version == current.version
        && last.body == body
    {
        return store::looked_again(tx, last.id, ctx.now()).await;
    }
    store::supersede(tx, key).await?;
    let id = MatchProposalId::new();
    let row = NewProposal { id, key, preset_version: current.version, body, state, at: ctx.now() };
    store::insert_proposal(tx, ctx.company(), &row).await?;
    events::record(tx, ctx, Event::WeightsProposed { proposal: id, decisions: proposal.counts.decisions() }).await?;
    Ok(())
}

/// The preset that is learnt for: the one deals begin with where no team says otherwise.
async fn first(tx: &mut Tx) -> Result<Option<CompanyPreset>> {
    Ok(presets::company(tx, chrono_tz::Tz::UTC).await?.into_iter().next())
}

/// The weights of this preset that a person chose last. What was learnt and applied since is no evidence of its own.
async fn anchor(tx: &mut Tx, current: &CompanyPreset) -> Result<Weights> {
    match company_store::last_chosen(tx, &current.preset.key).await? {
        Some(weights) => Ok(serde_json::from_value::<presets::Saved>(weights)?.weights),
        None => Ok(Preset::find(&current.preset.key).unwrap_or_else(Preset::balanced).weights),
    }
}

/// Asks made before this moment are too old to learn from.
fn learnt_since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - chrono::TimeDelta::days(2 * 365)
}
