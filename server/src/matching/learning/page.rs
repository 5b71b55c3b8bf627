//! `/settings/matching/evaluation`: what was shown against what happened, chances against answers, and what is proposed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::ids::{AdvocateId, MatchRunId};
use domain::matching::learning::{
    AskLine, BeforeAfter, Bin, Calibration, Came, EvaluationPage, Foretold, PastAsk, Period, ProposalState, Proposed,
    RunLine, Shown, ShownQuality, foretold, ndcg_at_5,
};
use domain::requests::AskState;
use domain::time::{clock, date_short, local, zones};

use super::super::runs::Place;
use super::super::settings::saved_line;
use super::super::store::learning::{self as store, AskRow, ProposalRow};
use super::collect::came;
use super::{ASKS, Kept, RUN_DAYS, first};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// So many rows are listed.
const LISTED: usize = 200;

/// Which rows stand open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    pub shown: Option<Shown>,
    /// Of the asks only those whose chance lies in these tens of percent.
    pub bin: Option<u8>,
}

/// Everything the page shows.
pub async fn evaluation(ctx: &Ctx, period: Period, rows: Rows) -> Result<EvaluationPage> {
    ctx.allow(Permission::ManageMatching)?;
    let zone = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let since = period.since(ctx.now());
    let mut tx = ctx.begin().await?;
    // The chance of an ask rests on all answers before it, also on those before the period.
    let all = store::asks(&mut tx, DateTime::UNIX_EPOCH, RUN_DAYS, ASKS).await?;
    let calls = store::held_calls(&mut tx).await?;
    let proposed = proposed(&mut tx, zone).await?;
    tx.commit().await?;

    let in_period: Vec<&AskRow> = all.iter().filter(|ask| ask.asked_at >= since).collect();
    let judged = judged(&in_period)?;
    let told = told(&all, &calls);
    let told: Vec<(&AskRow, Foretold)> = told.into_iter().filter(|(ask, _)| ask.asked_at >= since).collect();
    let runs =
        (rows.shown == Some(Shown::Runs)).then(|| judged.iter().take(LISTED).map(|one| one.line(zone)).collect());
    let of_bin = |one: &&(&AskRow, Foretold)| rows.bin.is_none_or(|bin| Bin::of(one.1.chance) == bin);
    let found: Vec<_> = told.iter().rev().filter(of_bin).collect();
    let line = |(ask, one): &(&AskRow, Foretold)| AskLine {
        request: ask.request,
        advocate: ask.advocate,
        name: ask.name.clone(),
        on: date_short(local(ask.asked_at, &zone).date()),
        chance: one.chance,
        accepted: one.accepted,
    };
    let asks = (rows.shown == Some(Shown::Asks)).then(|| found.iter().copied().take(LISTED).map(line).collect());
    let scores: Vec<(f64, f64)> = judged.iter().map(|one| (0.0, one.ndcg)).collect();
    Ok(EvaluationPage {
        period,
        quality: ShownQuality {
            runs: u32::try_from(judged.len()).unwrap_or(u32::MAX),
            without: u32::try_from(in_period.iter().filter(|ask| ask.run.is_none()).count()).unwrap_or(u32::MAX),
            mean: BeforeAfter::of(&scores),
        },
        calibration: Calibration::of(&told.iter().map(|(_, one)| *one).collect::<Vec<_>>()),
        cut: match rows.shown {
            Some(Shown::Runs) => judged.len() > LISTED,
            Some(Shown::Asks) => found.len() > LISTED,
            None => false,
        },
        runs,
        asks,
        bin: rows.bin,
        proposed,
    })
}

/// Asks that were settled, with the chance they had.
fn told<'a>(asks: &'a [AskRow], calls: &[(AdvocateId, DateTime<Utc>)]) -> Vec<(&'a AskRow, Foretold)> {
    let settled = |ask: &&AskRow| matches!(ask.state, AskState::Accepted | AskState::Declined | AskState::Expired);
    let settled: Vec<&AskRow> = asks.iter().filter(settled).collect();
    let past: Vec<PastAsk> = settled
        .iter()
        .map(|ask| PastAsk {
            advocate: ask.advocate,
            industry: ask.industry.as_deref().and_then(|key| key.parse().ok()),
            enrolled_on: ask.enrolled_on,
            asked_at: ask.asked_at,
            settled_at: ask.answered_at.unwrap_or(ask.expires_at),
            accepted: ask.state == AskState::Accepted,
            answered: ask.answered_at.is_some(),
        })
        .collect();
    settled.into_iter().zip(foretold(&past, calls)).collect()
}

/// A run out of which somebody was asked.
struct Judged<'a> {
    first: &'a AskRow,
    shown: Vec<AdvocateId>,
    came: Vec<(&'a AskRow, Came)>,
    ndcg: f64,
}

/// The latest first.
fn judged<'a>(asks: &[&'a AskRow]) -> Result<Vec<Judged<'a>>> {
    let mut runs: BTreeMap<(DateTime<Utc>, MatchRunId), Vec<&AskRow>> = BTreeMap::new();
    for (ask, key) in asks.iter().filter_map(|ask| Some((*ask, (ask.run_at?, ask.run?)))) {
        runs.entry(key).or_default().push(ask);
    }
    let mut judged = Vec::new();
    for asked in runs.into_values().rev() {
        let Some(first) = asked.first().copied() else { continue };
        let top: Vec<Place> = first.top.clone().map(serde_json::from_value).transpose()?.unwrap_or_default();
        let shown: Vec<AdvocateId> = top.iter().map(|place| place.advocate).collect();
        let came: Vec<(&AskRow, Came)> = asked.iter().map(|ask| (*ask, came(ask))).collect();
        let gains: Vec<(AdvocateId, Came)> = came.iter().map(|(ask, came)| (ask.advocate, *came)).collect();
        if let Some(ndcg) = ndcg_at_5(shown.iter().copied(), &gains) {
            judged.push(Judged { first, shown, came, ndcg });
        }
    }
    Ok(judged)
}

impl Judged<'_> {
    fn line(&self, zone: Tz) -> RunLine {
        let one = |(ask, came): &(&AskRow, Came)| {
            let place = self.shown.iter().position(|id| *id == ask.advocate);
            let place = place.map_or("not among the first ten".to_owned(), |at| format!("place {}", at + 1));
            [ask.name.as_str(), ", ", &place, ": ", &outcome(ask.state, *came)].concat()
        };
        #[expect(clippy::cast_possible_truncation, reason = "a share lies between 0 and 1")]
        let ndcg = (self.ndcg * 10_000.0).round() as i32;
        RunLine {
            opportunity: self.first.opportunity,
            deal: self.first.deal.clone(),
            on: date_short(local(self.first.run_at.unwrap_or(self.first.asked_at), &zone).date()),
            came: self.came.iter().map(one).collect(),
            ndcg,
        }
    }
}

fn outcome(state: AskState, came: Came) -> String {
    match (state, came.completed, came.grade) {
        (_, true, Some(grade)) => format!("held, graded {grade}"),
        (_, true, None) => "held".to_owned(),
        (AskState::Accepted, false, _) => "said yes".to_owned(),
        (AskState::Declined, ..) => "said no".to_owned(),
        (AskState::Expired, ..) => "did not answer".to_owned(),
        (AskState::Sent, ..) => "asked, no answer yet".to_owned(),
        (AskState::Withdrawn, ..) => "asked, taken back".to_owned(),
    }
}

/// The latest proposal for the first preset.
async fn proposed(tx: &mut Tx, zone: Tz) -> Result<Option<Proposed>> {
    let Some(current) = first(tx).await? else { return Ok(None) };
    let Some(row) = store::latest_proposal(tx, &current.preset.key).await? else { return Ok(None) };
    let ProposalRow { id, preset_version, body, state, computed_at, decided_at, by, .. } = row;
    let kept: Kept = serde_json::from_value(body)?;
    let at = local(computed_at, &zone);
    let decided = decided_at.map(|at| saved_line(at, by.as_deref(), zone)).map(|line| match state {
        ProposalState::Applied => line.replacen("Saved", "Applied", 1),
        _ => line.replacen("Saved", "Dismissed", 1),
    });
    Ok(Some(Proposed {
        id,
        state,
        preset: current.preset.label,
        before: kept.before,
        proposal: kept.proposal,
        rebuilt: kept.rebuilt,
        computed: format!("{}, {}", date_short(at.date()), clock(at.time())),
        decided,
        outdated: state == ProposalState::Open && preset_version != current.version,
    }))
}
