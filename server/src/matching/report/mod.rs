//! The match report of one advocate for one deal: the same engine, the same moment, every input beside its number.

pub mod routes;
mod sheet;

use chrono::Datelike as _;
use chrono_tz::Tz;
use domain::accounts::{Permission, Scope};
use domain::ai::AiState;
use domain::ids::{AdvocateId, OpportunityId};
use domain::matching::{
    Changes, Evaluation, Gate, MatchReport, Place, Preset, Ranked, Scorer, Terms, evaluate, rank_top, sources,
};
use domain::problem::Problem;
use domain::time::{clock, date_long, date_short, local, zones};

use super::about::Reader;
use super::need::Asked;
use super::{View, chosen, count, load, person, presets, store, suggest, usual};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::limits::{self, Action};
use crate::paper;

/// What the score of somebody is made of by the weights of the address, whether they may be asked or not.
pub async fn report(
    ctx: &Ctx,
    opportunity: OpportunityId,
    advocate: AdvocateId,
    preset: Option<String>,
    weights: Option<domain::matching::Weights>,
) -> Result<MatchReport> {
    let reach = ctx.allow(Permission::RunMatching)?;
    let viewer = ctx.viewer()?;
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let mut asked = Asked::load(&mut tx, opportunity, reach, viewer.user, now).await?;
    let loaded = load::current(ctx.app().matching(), ctx.company(), &mut tx, asked.policy, now).await?;
    let presets = presets::choices(&mut tx, viewer.user).await?;
    let close = store::details::closely(&mut tx, &[advocate]).await?.pop();
    tx.commit().await?;

    asked.search(&loaded.texts);
    asked.quote(&loaded.texts, [advocate]);
    let view = View { preset, weights, ..View::default() };
    let preset = chosen(&presets, &usual(&presets, asked.team_preset.as_deref()), &view);
    let own = presets.iter().find(|choice| choice.preset.key == preset.key);
    let found = evaluate(&loaded.index, &asked.need, now);
    let sources = sources(&loaded.index, &asked.need, now, advocate).ok_or(Problem::NotFound)?;
    let profile = loaded.profile(advocate).ok_or(Problem::NotFound)?;
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let reader = Reader::new(&asked, zone, now, loaded.read_at);
    let terms = sources.explanation.terms;
    let ranked = ranked(&found, &preset, advocate);
    let changes = Changes::over(&loaded.index, &asked.need, now, &preset, &found);
    let scorer = Scorer::new(&preset.weights, preset.prices, found.deal);
    let here = local(now, &zone);
    Ok(MatchReport {
        opportunity,
        advocate,
        person: person(&reader, &loaded, &terms).ok_or(Problem::NotFound)?,
        about: reader.about(profile, &sources.explanation, close.as_ref()),
        is_moved: own.is_some_and(|choice| choice.preset.weights != preset.weights),
        preset: preset.label.clone(),
        weights: preset.weights,
        prices: preset.prices,
        points: scorer.points(&terms),
        coverage: scorer.coverage(&terms),
        place: ranked.as_ref().map(|ranked| Place {
            rank: ranked.rank,
            of: count(found.open.len()),
            margin: ranked.margin,
            confidence: ranked.confidence,
        }),
        gates: sources.gates.iter().map(Gate::sentence).collect(),
        industry: sources.industry,
        explanation: sources.explanation,
        factors: sources.factors,
        chance: sources.chance,
        touches: sources.touches,
        deal: asked.need.deal,
        changes: ranked.map(|ranked| changes.of(&ranked)).unwrap_or_default(),
        ranked_at: format!("{}, {}", date_short(here.date()), clock(here.time())),
        may_request: viewer.scope(Permission::SubmitRequests) != Scope::None,
        may_edit_deal: viewer.may(Permission::EditOpportunities),
        // Within a narrower reach the edit page itself decides; a link that may end there is none.
        may_edit_advocate: viewer.scope(Permission::EditAdvocates) == Scope::All,
        need: asked.summary,
    })
}

/// Where somebody stands; nothing when a rule holds them back.
fn ranked(found: &Evaluation, preset: &Preset, advocate: AdvocateId) -> Option<Ranked> {
    let is_theirs = |terms: &Terms| terms.id.cmp(&advocate);
    found.open.binary_search_by(is_theirs).ok()?;
    let order = rank_top(&found.open, preset, found.deal, found.open.len());
    order.into_iter().find(|ranked| ranked.id == advocate)
}

/// A report to save.
#[derive(Debug)]
pub struct Printed {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The same reads as a PDF, with what a model said where its answer is there: a sheet does not wait for one.
pub async fn printed(
    ctx: &Ctx,
    opportunity: OpportunityId,
    advocate: AdvocateId,
    preset: Option<String>,
    weights: Option<domain::matching::Weights>,
) -> Result<Printed> {
    let report = report(ctx, opportunity, advocate, preset, weights).await?;
    let said = match suggest::in_words(ctx, opportunity, advocate).await?.state {
        Some(AiState::There(said)) => Some(said),
        _ => None,
    };
    let viewer = ctx.viewer()?;
    limits::check(ctx.app(), Action::ExportByUser, &viewer.user.to_string()).await?;
    let now = ctx.now();
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let here = local(now, &zone);
    let when = format!(
        "{} {}, {} {}",
        date_long(here.date()),
        here.date().year(),
        clock(here.time()),
        zones::abbreviation(zone, now),
    );
    let made = sheet::Made { company: viewer.company_name.clone(), when, at: now };
    let name = format!("Match report {} {}.pdf", report.title().replace(['/', '\\'], "-"), here.date());
    let sheet = sheet::sheet(&report, said.as_ref(), made);
    let bytes = tokio::task::spawn_blocking(move || paper::write(sheet)).await??;
    Ok(Printed { name, bytes })
}
