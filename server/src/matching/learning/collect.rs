//! Pairs and judged runs, out of asks and the runs that were kept.
//!
//! Where a run was kept, values are those it saw. Where none was, they are made of today's profiles and today's need,
//! without the soonest slot, which was another one then; so much is said on the page.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::accounts::Scope;
use domain::ids::{AdvocateId, MatchRunId, OpportunityId, RequestId, UserId};
use domain::matching::learning::{Answers, Came, Choice, Graded, JudgedRun, Material, Values, counted};
use domain::matching::{ENGINE_VERSION, Factor, Past, Preset, Terms, terms_of};
use domain::requests::AskState;

use super::super::load;
use super::super::need::Asked;
use super::super::runs::Snapshot;
use super::super::store::learning::{self as store, AskRow, RunRow};
use super::super::store::settings;
use super::{ASKS, RUN_DAYS, learnt_since};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Runs are judged by so many first places, and whoever was asked.
const PLACES: usize = 100;
/// Grades are compared call by call: of more, the latest.
const GRADED: usize = 200;

pub(super) struct Collected {
    pub material: Material,
    pub rebuilt: u32,
}

pub(super) async fn material(tx: &mut Tx, ctx: &Ctx, now: DateTime<Utc>) -> Result<Collected> {
    let asks = store::asks(tx, learnt_since(now), RUN_DAYS, ASKS).await?;
    let mut values: BTreeMap<usize, Values> = BTreeMap::new();
    let mut material = Material::default();
    from_runs(tx, &asks, &mut values, &mut material).await?;
    let rebuilt = from_today(tx, ctx, &asks, &mut values, now).await?;
    let mut requests: BTreeMap<RequestId, Answers> = BTreeMap::new();
    for (at, ask) in asks.iter().enumerate() {
        let Some(values) = values.get(&at) else { continue };
        let answers = requests.entry(ask.request).or_insert_with(|| Answers {
            opportunity: ask.opportunity,
            accepted: Vec::new(),
            declined: Vec::new(),
        });
        match ask.state {
            AskState::Accepted => answers.accepted.push(*values),
            AskState::Declined => answers.declined.push(*values),
            AskState::Sent | AskState::Expired | AskState::Withdrawn => {}
        }
        if let Some(grade) = came(ask).grade {
            material.graded.push(Graded { opportunity: ask.opportunity, grade, values: *values });
        }
    }
    // By the moment they were asked; the latest are last.
    let too_many = material.graded.len().saturating_sub(GRADED);
    material.graded.drain(..too_many);
    material.answers = requests.into_values().filter(|it| !it.accepted.is_empty() && !it.declined.is_empty()).collect();
    Ok(Collected { material, rebuilt })
}

/// What came of one ask.
pub(super) fn came(ask: &AskRow) -> Came {
    Came {
        accepted: ask.state == AskState::Accepted,
        completed: ask.completed,
        grade: ask.grade.and_then(|grade| u8::try_from(grade).ok()),
    }
}

/// A run and the asks that were made out of it, by their place in the list.
fn by_run(asks: &[AskRow]) -> BTreeMap<MatchRunId, Vec<usize>> {
    let mut runs: BTreeMap<MatchRunId, Vec<usize>> = BTreeMap::new();
    for (at, run) in asks.iter().enumerate().filter_map(|(at, ask)| Some((at, ask.run?))) {
        runs.entry(run).or_default().push(at);
    }
    runs
}

async fn from_runs(
    tx: &mut Tx,
    asks: &[AskRow],
    values: &mut BTreeMap<usize, Values>,
    material: &mut Material,
) -> Result<()> {
    let asked = by_run(asks);
    let ids: Vec<MatchRunId> = asked.keys().copied().collect();
    let mut runs = store::runs(tx, &ids).await?;
    while let Some(first) = runs.first() {
        let digest = first.snapshot_digest.clone();
        let rest = runs.split_off(runs.partition_point(|run| run.snapshot_digest <= digest));
        let group = std::mem::replace(&mut runs, rest);
        let Some(body) = settings::snapshot(tx, &digest).await? else { continue };
        let seen = tokio::task::spawn_blocking(move || replayed(&body, &group)).await??;
        for (run, opportunity, seen) in seen {
            let of_run = asked.get(&run).map(Vec::as_slice).unwrap_or_default();
            learn_from(opportunity, &seen, of_run, asks, values, material);
        }
    }
    Ok(())
}

/// The terms of a run in the order in which it showed them.
struct Seen {
    order: Vec<Terms>,
    deal: i32,
}

fn replayed(body: &[u8], runs: &[RunRow]) -> Result<Vec<(MatchRunId, OpportunityId, Seen)>> {
    let index = Snapshot::read(body)?.index();
    let mut seen = Vec::new();
    for run in runs.iter().filter(|run| u32::try_from(run.engine_version) == Ok(ENGINE_VERSION)) {
        let need = serde_json::from_value(run.need.clone())?;
        let preset: Preset = serde_json::from_value(run.weights.clone())?;
        let past = Past::of(&index, &need, run.started_at);
        let order = past.order(&preset).into_iter().filter_map(|ranked| past.terms(ranked.id).copied()).collect();
        seen.push((run.id, run.opportunity, Seen { order, deal: past.deal() }));
    }
    Ok(seen)
}

fn learn_from(
    opportunity: OpportunityId,
    seen: &Seen,
    of_run: &[usize],
    asks: &[AskRow],
    values: &mut BTreeMap<usize, Values>,
    material: &mut Material,
) {
    let mut came_of: Vec<(AdvocateId, Came)> = Vec::new();
    let mut gone: Vec<AdvocateId> = Vec::new();
    for at in of_run {
        let Some(ask) = asks.get(*at) else { continue };
        came_of.push((ask.advocate, came(ask)));
        let Some(terms) = seen.order.iter().find(|terms| terms.id == ask.advocate) else { continue };
        values.insert(*at, counted(&terms.values));
        // Whoever was asked before stood there no more.
        let shown: Vec<&Terms> = seen.order.iter().filter(|terms| !gone.contains(&terms.id)).take(PLACES).collect();
        if let Some(chosen) = shown.iter().position(|terms| terms.id == ask.advocate) {
            material.choices.push(Choice {
                opportunity,
                shown: shown.iter().map(|terms| counted(&terms.values)).collect(),
                chosen,
            });
        }
        gone.push(ask.advocate);
    }
    let is_kept =
        |(at, terms): (usize, &Terms)| (at < PLACES || came_of.iter().any(|(id, _)| *id == terms.id)).then_some(*terms);
    let mut terms: Vec<Terms> = seen.order.iter().enumerate().filter_map(is_kept).collect();
    terms.sort_by_key(|terms| terms.id);
    material.runs.push(JudgedRun { opportunity, terms, deal: seen.deal, came: came_of });
}

/// Values of asks without a kept run, from profiles and needs as they are today.
async fn from_today(
    tx: &mut Tx,
    ctx: &Ctx,
    asks: &[AskRow],
    values: &mut BTreeMap<usize, Values>,
    now: DateTime<Utc>,
) -> Result<u32> {
    let mut deals: BTreeMap<OpportunityId, Vec<usize>> = BTreeMap::new();
    let is_told = |ask: &AskRow| matches!(ask.state, AskState::Accepted | AskState::Declined);
    for (at, ask) in asks.iter().enumerate().filter(|(_, ask)| ask.run.is_none() && is_told(ask)) {
        deals.entry(ask.opportunity).or_default().push(at);
    }
    let nobody = UserId(uuid::Uuid::nil());
    let mut rebuilt = 0;
    for (deal, of_deal) in deals {
        let mut asked = Asked::load(tx, deal, Scope::All, nobody, now).await?;
        let loaded = load::current(ctx.app().matching(), ctx.company(), tx, asked.policy, now).await?;
        asked.search(&loaded.texts);
        let ids: Vec<AdvocateId> = of_deal.iter().filter_map(|at| asks.get(*at)).map(|ask| ask.advocate).collect();
        for (at, terms) in of_deal.iter().zip(terms_of(&loaded.index, &asked.need, now, &ids)) {
            let Some(terms) = terms else { continue };
            let mut known = counted(&terms.values);
            known[Factor::SoonestSlot.position()] = 0;
            values.insert(*at, known);
            rebuilt += 1;
        }
    }
    Ok(rebuilt)
}
