//! Whether one advocate can be asked right now, for the moment of asking (REQ-2).

use domain::accounts::Scope;
use domain::ids::{AdvocateId, OpportunityId};
use domain::matching::{Gate, Ranked, evaluate, gates_of, rank_top};
use domain::problem::Problem;
use domain::requests::NextBest;

use super::{load, need::Asked, presets::Shared};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// How one advocate stands for one opportunity, read in the caller's transaction.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Every closed gate, the decisive one first; empty when the advocate can be asked.
    pub gates: Vec<Gate>,
    /// The score with the preset the deal begins with, in milli-points; only without a gate.
    pub score_milli: Option<i32>,
    /// The best of the others who can be asked.
    pub next: Option<(AdvocateId, String)>,
}

/// Reads the rules as they are at this moment. Whether the caller may see the opportunity is the
/// caller's to check.
pub async fn standing(tx: &mut Tx, ctx: &Ctx, opportunity: OpportunityId, advocate: AdvocateId) -> Result<Standing> {
    let now = ctx.now();
    let mut asked = Asked::load(tx, opportunity, Scope::All, ctx.viewer()?.user, now).await?;
    let loaded = load::current(ctx.app().matching(), ctx.company(), tx, asked.policy, now).await?;
    asked.search(&loaded.texts);
    let Some(gates) = gates_of(&loaded.index, &asked.need, now, advocate) else {
        return Err(Problem::NotFound.into());
    };
    let found = evaluate(&loaded.index, &asked.need, now);
    let preset = Shared::load(tx).await?.of_team(asked.team_preset.as_deref());
    let best = rank_top(&found.open, &preset, found.deal, found.open.len());
    let next = best.iter().find(|ranked| ranked.id != advocate).and_then(|ranked| loaded.profile(ranked.id));
    Ok(Standing {
        gates,
        score_milli: best.iter().find(|ranked| ranked.id == advocate).map(|ranked| ranked.points.score),
        next: next.map(|profile| (profile.id, profile.name.clone())),
    })
}

/// Who fits best of those who can be asked for this opportunity, the best first. Whether the caller may see the
/// opportunity is the caller's to check.
pub async fn next_best(tx: &mut Tx, ctx: &Ctx, opportunity: OpportunityId, count: usize) -> Result<Vec<NextBest>> {
    let now = ctx.now();
    let mut asked = Asked::load(tx, opportunity, Scope::All, ctx.viewer()?.user, now).await?;
    let loaded = load::current(ctx.app().matching(), ctx.company(), tx, asked.policy, now).await?;
    asked.search(&loaded.texts);
    let found = evaluate(&loaded.index, &asked.need, now);
    let preset = Shared::load(tx).await?.of_team(asked.team_preset.as_deref());
    let best = rank_top(&found.open, &preset, found.deal, count);
    let suggestion = |ranked: &Ranked| {
        let profile = loaded.profile(ranked.id)?;
        Some(NextBest {
            advocate: profile.id,
            name: profile.name.clone(),
            title: profile.title.clone(),
            organisation: profile.organisation_name.clone(),
            organisation_id: profile.organisation,
            score: ranked.points.shown().into(),
        })
    };
    Ok(best.iter().filter_map(suggestion).collect())
}
