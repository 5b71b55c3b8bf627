//! Runs as facts (MAT-10): what went in is kept, so that what came out can be computed again.

use std::time::{Duration, Instant};

use chrono::{DateTime, SubsecRound, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::{AdvocateId, MatchRunId, OpportunityId, UserId};
use domain::matching::{
    Candidate, ENGINE_VERSION, Evaluation, Index, LastRun, Need, Policy, Preset, Ranked, evaluate, rank,
};
use domain::problem::Problem;
use domain::time::{clock, date_short, local, zones};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::need::{Asked, Said, Words};
use super::store::runs::{self as store, LatestRow, RunRow};
use super::{View, chosen, count, load, presets, usual};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// So many first places are kept beside the run, for lists that name the best match.
const TOP: usize = 10;

/// Everything about the advocates that a run saw.
#[derive(Serialize, Deserialize)]
pub(super) struct Snapshot {
    candidates: Vec<Candidate>,
    policy: Policy,
    built_at: DateTime<Utc>,
}

impl Snapshot {
    pub fn read(body: &[u8]) -> Result<Self> {
        Ok(serde_json::from_slice(body)?)
    }

    /// The candidates as the run had them.
    pub fn index(self) -> Index {
        Index::build(self.candidates, self.policy, self.built_at)
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Place {
    pub advocate: AdvocateId,
    score_milli: i32,
}

/// Everything a run decides, as bytes that can be compared.
#[derive(Serialize)]
struct Outcome<'a> {
    found: &'a Evaluation,
    order: &'a [Ranked],
}

impl Outcome<'_> {
    fn digest(&self) -> Result<Vec<u8>> {
        Ok(Sha256::digest(serde_json::to_vec(self)?).to_vec())
    }
}

/// Matches again and keeps the run with its inputs.
pub async fn run(ctx: &Ctx, opportunity: OpportunityId, view: View) -> Result<MatchRunId> {
    // Postgres keeps microseconds; the replay starts from what it kept.
    let now = ctx.now().trunc_subsecs(6);
    let mut tx = ctx.begin().await?;
    let (index, inputs, seen) = read(&mut tx, ctx, opportunity, &view, now).await?;
    let found = Found::of(&index, &inputs.need, now);
    let run = tell(&mut tx, ctx, opportunity, &index, &inputs, &seen, &found).await?;
    tx.commit().await?;
    Ok(run)
}

/// What a run goes by beside the candidates.
#[derive(Serialize, Deserialize)]
pub(super) struct Inputs {
    pub need: Need,
    pub preset: Preset,
    /// What the first places are quoted from. A run that is taken up elsewhere is kept without quotations: no score
    /// needs them.
    #[serde(skip)]
    said: Option<Said>,
}

/// Reads everything a run goes by, and keeps the candidates it saw.
pub(super) async fn read(
    tx: &mut Tx,
    ctx: &Ctx,
    opportunity: OpportunityId,
    view: &View,
    now: DateTime<Utc>,
) -> Result<(Index, Inputs, Seen)> {
    let reach = ctx.allow(Permission::RunMatching)?;
    let viewer = ctx.viewer()?;
    let mut asked = Asked::load(tx, opportunity, reach, viewer.user, now).await?;
    let (loaded, candidates) = load::read(tx, asked.policy, now).await?;
    let seen = Seen::keep(tx, ctx, candidates, asked.policy, now).await?;
    asked.search(&loaded.texts);
    let presets = presets::choices(tx, viewer.user).await?;
    let preset = chosen(&presets, &usual(&presets, asked.team_preset.as_deref()), view);
    let (need, said) = asked.with(loaded.texts);
    Ok((loaded.index, Inputs { need, preset, said }, seen))
}

/// Keeps a run that somebody asked for, and says so.
pub(super) async fn tell(
    tx: &mut Tx,
    ctx: &Ctx,
    opportunity: OpportunityId,
    index: &Index,
    inputs: &Inputs,
    seen: &Seen,
    found: &Found,
) -> Result<MatchRunId> {
    let words = inputs.said.as_ref().map(Said::words);
    let run = keep(tx, ctx, opportunity, &inputs.need, index, seen, &inputs.preset, found, words).await?;
    super::suggest::take_back_cancelling(tx, opportunity).await?;
    crate::events::record(tx, ctx, Event::MatchRun { run, opportunity }).await?;
    Ok(run)
}

/// A snapshot that is kept: the candidates of one moment.
pub(super) struct Seen {
    pub digest: Vec<u8>,
    pub at: DateTime<Utc>,
    /// Who looked; nobody when the product did by itself.
    pub by: Option<UserId>,
}

/// What the engine found, and how long it took.
pub(super) struct Found {
    pub evaluation: Evaluation,
    took: Duration,
}

impl Found {
    pub fn of(index: &Index, need: &Need, at: DateTime<Utc>) -> Self {
        let started = Instant::now();
        let evaluation = evaluate(index, need, at);
        Self { evaluation, took: started.elapsed() }
    }
}

impl Seen {
    /// Keeps what runs of this moment saw, once for all of them.
    pub async fn keep(
        tx: &mut Tx,
        ctx: &Ctx,
        candidates: Vec<Candidate>,
        policy: Policy,
        at: DateTime<Utc>,
    ) -> Result<Self> {
        let body = serde_json::to_vec(&Snapshot { candidates, policy, built_at: at })?;
        let digest = Sha256::digest(&body).to_vec();
        store::keep_snapshot(tx, ctx.company(), &digest, &body).await?;
        Ok(Self { digest, at, by: ctx.user() })
    }

    pub fn seen_by(self, by: UserId) -> Self {
        Self { by: Some(by), ..self }
    }
}

/// Ranks what was found for one opportunity and keeps the run.
pub(super) async fn keep(
    tx: &mut Tx,
    ctx: &Ctx,
    opportunity: OpportunityId,
    need: &Need,
    index: &Index,
    seen: &Seen,
    preset: &Preset,
    found: &Found,
    words: Option<Words<'_>>,
) -> Result<MatchRunId> {
    let started = Instant::now();
    let Found { evaluation, took } = found;
    let order = rank(&evaluation.open, preset, evaluation.deal);
    let top: Vec<Place> = order.iter().take(TOP).map(place).collect();
    let mut need = need.clone();
    if let Some(words) = words {
        words.quote(&mut need, top.iter().map(|place| place.advocate));
    }
    let run = RunRow {
        id: MatchRunId::new(),
        opportunity,
        started_by: seen.by,
        started_at: seen.at,
        duration_us: i32::try_from((*took + started.elapsed()).as_micros()).unwrap_or(i32::MAX),
        engine_version: i32::try_from(ENGINE_VERSION).unwrap_or(i32::MAX),
        preset: preset.key.clone(),
        weights: serde_json::to_value(preset)?,
        need: serde_json::to_value(&need)?,
        snapshot_digest: seen.digest.clone(),
        order_digest: Some(Outcome { found: evaluation, order: &order }.digest()?),
        candidates: i32::try_from(count(index.len())).unwrap_or(i32::MAX),
        ungated: i32::try_from(count(evaluation.open.len())).unwrap_or(i32::MAX),
        top: serde_json::to_value(top)?,
    };
    store::insert(tx, ctx.company(), &run).await?;
    Ok(run.id)
}

fn place(ranked: &Ranked) -> Place {
    Place { advocate: ranked.id, score_milli: ranked.points.score }
}

/// A kept run, computed again.
#[derive(Clone, Debug)]
pub struct Replay {
    pub order: Vec<Ranked>,
    /// Whether gates, terms, points and places came out the same, byte for byte.
    pub is_equal: bool,
}

/// Computes a run again from what was kept of it.
pub async fn replay(ctx: &Ctx, id: MatchRunId) -> Result<Replay> {
    let reach = ctx.allow(Permission::RunMatching)?;
    let reader = ctx.viewer()?.user;
    let mut tx = ctx.begin().await?;
    let (run, body) = store::find(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    // Whoever may not see the opportunity may not see its runs either.
    Asked::load(&mut tx, run.opportunity, reach, reader, ctx.now()).await?;
    tx.commit().await?;
    if u32::try_from(run.engine_version) != Ok(ENGINE_VERSION) {
        return Err(Problem::refused("other_engine", "This run was made by another version of the engine.").into());
    }

    let index = Snapshot::read(&body)?.index();
    let need: Need = serde_json::from_value(run.need)?;
    let preset: Preset = serde_json::from_value(run.weights)?;
    let found = evaluate(&index, &need, run.started_at);
    let order = rank(&found.open, &preset, found.deal);
    let is_equal = Some(Outcome { found: &found, order: &order }.digest()?) == run.order_digest;
    Ok(Replay { order, is_equal })
}

/// "today, 10:24"
pub(super) fn last_run(row: LatestRow, zone: Tz, now: DateTime<Utc>) -> LastRun {
    let at = local(row.started_at, &zone);
    let day = if at.date() == zones::today(now, zone) { "today".to_owned() } else { date_short(at.date()) };
    LastRun { id: row.id, at: format!("{day}, {}", clock(at.time())), by: row.by }
}
