//! Runs of the past: what whoever submitted a request would have looked at, computed by the engine of today from what
//! was known then. They are stored like any run and can be replayed; the story world keeps its year of them, so that
//! what was shown can be held against what came of it.
//!
//! Asks, answers, calls, consents, pauses, vetoes and shields count as they stood at the moment; profiles carry no dates
//! and are those of today.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Days, NaiveDate, SubsecRound, TimeDelta, Utc};
use domain::accounts::Scope;
use domain::ids::{AdvocateId, UserId};
use domain::matching::{Candidate, Index, Policy};
use domain::words::Texts;

use super::candidates::{Facts, Proofs, candidate};
use super::load::TOUCH_DAYS;
use super::need::{Asked, clamped};
use super::presets::Shared;
use super::runs::{Found, Seen, keep};
use super::store::candidates::{self as store, AdvocateRow, ExceptionRow, HoursRow, OutcomeRow};
use super::store::past::{self as then, UnmatchedRow};
use super::text;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// So long before they submitted a request people look whom to ask.
const LOOKED_BEFORE: TimeDelta = TimeDelta::minutes(5);

/// Keeps a run for every request of the time before runs were kept, the oldest first; says how many. A second time there
/// are none.
pub(crate) async fn keep_runs(ctx: &Ctx) -> Result<usize> {
    let mut tx = ctx.begin().await?;
    let requests = then::unmatched(&mut tx).await?;
    let presets = Shared::load(&mut tx).await?;
    let people = People::read(&mut tx, ctx.now().date_naive()).await?;
    for request in &requests {
        // Postgres keeps microseconds; the replay starts from what it kept.
        let at = (request.submitted_at - LOOKED_BEFORE).trunc_subsecs(6);
        let mut asked = asked_then(&mut tx, request, at).await?;
        asked.search(&people.texts);
        let candidates = people.then(&mut tx, asked.policy, at).await?;
        let index = Index::build(candidates.clone(), asked.policy, at);
        let seen = Seen::keep(&mut tx, ctx, candidates, asked.policy, at).await?.seen_by(request.by);
        let preset = presets.of_team(asked.team_preset.as_deref());
        let found = Found::of(&index, &asked.need, at);
        let words = asked.words(&people.texts);
        let run = keep(&mut tx, ctx, request.opportunity, &asked.need, &index, &seen, &preset, &found, words).await?;
        then::came_of(&mut tx, request.id, run).await?;
    }
    tx.commit().await?;
    Ok(requests.len())
}

/// The need as it stood, with what the request itself says of it.
async fn asked_then(tx: &mut Tx, request: &UnmatchedRow, at: DateTime<Utc>) -> Result<Asked> {
    let nobody = UserId(uuid::Uuid::nil());
    let mut asked = Asked::load(tx, request.opportunity, Scope::All, nobody, at).await?;
    let row = then::need(tx, request.opportunity, at).await?;
    asked.need.prospect.spoke_with = row.spoke_with;
    asked.need.vetoed = row.vetoed;
    asked.need.asked = row.asked;
    asked.need.deal.amount_percentile = row.amount_percentile.map(clamped);
    asked.need.activity = request.activity;
    asked.need.needed_by = Some(request.needed_by);
    Ok(asked)
}

/// What has no date: read once for all moments.
struct People {
    rows: Vec<AdvocateRow>,
    outcomes: HashMap<AdvocateId, Vec<OutcomeRow>>,
    hours: Vec<HoursRow>,
    exceptions: Vec<ExceptionRow>,
    texts: Texts,
    /// Those who said anything.
    heard: HashSet<AdvocateId>,
}

impl People {
    async fn read(tx: &mut Tx, today: NaiveDate) -> Result<Self> {
        let rows = store::advocates(tx).await?;
        let mut outcomes: HashMap<AdvocateId, Vec<OutcomeRow>> = HashMap::new();
        for row in store::outcomes(tx).await? {
            outcomes.entry(row.advocate).or_default().push(row);
        }
        let proofs = Proofs::of(store::evidence(tx, today).await?);
        let mut texts = text::texts();
        let mut heard = HashSet::new();
        for row in &rows {
            let outcomes = outcomes.get(&row.id).map(Vec::as_slice).unwrap_or_default();
            let evidence = proofs.of_advocate(row.id, row.organisation);
            if texts.add(row.id, &text::of(&row.story, outcomes, evidence)) {
                heard.insert(row.id);
            }
        }
        texts.finish();
        let hours = store::hours(tx).await?;
        let exceptions = store::exceptions(tx, DateTime::UNIX_EPOCH.date_naive()).await?;
        Ok(Self { rows, outcomes, hours, exceptions, texts, heard })
    }

    /// Those who were in the programme, with what was known of them.
    async fn then(&self, tx: &mut Tx, policy: Policy, at: DateTime<Utc>) -> Result<Vec<Candidate>> {
        let today = at.date_naive();
        let since = today - Days::new(31);
        let exceptions = self.exceptions.iter().filter(|row| row.day >= since).copied().collect();
        let mut facts = Facts::known_at(tx, at, at - Days::new(TOUCH_DAYS), self.hours.clone(), exceptions).await?;
        let there = self.rows.iter().filter(|row| row.enrolled_on.is_none_or(|day| day <= today));
        let candidates = there.map(|row| {
            let outcomes = self.outcomes.get(&row.id).cloned().unwrap_or_default();
            candidate(row.clone(), outcomes, self.heard.contains(&row.id), &mut facts, policy, at).0
        });
        Ok(candidates.collect())
    }
}
