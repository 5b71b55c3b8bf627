//! What a language model adds beside the ranking of a deal: needs that the notes name, why the first place fits, and
//! another order of the first ten; and, asked for one by one, why any of the ranked does. Suggestions, each checked; nothing that ranks reads them.
//!
//! The page reads what is there and never waits: `jobs` asks. Tables: `ai_answers`, `ai_wordings`, `ai_facet_decisions`; reads notes.
//! Events: `AiAsked`, `AiSuggestionDecided`.

pub mod jobs;
mod material;
mod waiting;
mod wording;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::ai::{
    AiState, Beside, FacetKind, Fault, Purpose, Rationale, Suggested, SuggestedFacet, SuggestedMove, SuggestedOrder,
};
use domain::event::Event;
use domain::ids::OpportunityId;
use domain::problem::Problem;
use domain::time::{clock, local, zones};
use serde::de::DeserializeOwned;

pub use self::wording::{AskInWords, ask_in_words, in_words};

use self::jobs::AskModel;
use self::material::{Facets, Notes, Ordered, Places, Worded};
pub(crate) use self::waiting::{Waited, ask_about_the_order, cancel, waited};
use super::need::Asked;
use super::store::suggest as store;
pub(super) use super::store::suggest::take_back_cancelling;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::{ai, events, opportunities};

/// A question that nobody answered for so long was lost on its way.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// What a model adds beside the ranking of this deal.
pub async fn beside(ctx: &Ctx, opportunity: OpportunityId) -> Result<Beside> {
    let reach = ctx.allow(Permission::RunMatching)?;
    let viewer = ctx.viewer()?;
    let mut tx = ctx.begin().await?;
    let asked = Asked::load(&mut tx, opportunity, reach, viewer.user, ctx.now()).await?;
    if !ai::is_on(ctx, &mut tx).await? {
        return Ok(Beside { opportunity, suggested: None });
    }
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let model = ctx.app().config().ai.as_ref().map(|config| config.model.clone()).unwrap_or_default();
    let notes = Notes::load(&mut tx, opportunity, zone).await?;
    let places = Places::load(&mut tx, ctx, asked).await?;
    let rows = store::answers(&mut tx, opportunity).await?;
    tx.commit().await?;

    let desk = Desk { rows, now: ctx.now(), zone };
    let suggested = Suggested {
        facets: desk.state(Purpose::Facets, &notes.digest(&model), |body: Facets| Some(offered(&notes, body))),
        rationale: desk.state(Purpose::Rationale, &places.digest(Purpose::Rationale, &model), |body: Worded| {
            let first = places.0.first().filter(|first| first.id == body.advocate)?;
            let sources = first.labels.clone();
            Some(Rationale {
                advocate: first.id,
                name: first.name.clone(),
                text: body.text,
                brief: body.brief,
                sources,
            })
        }),
        order: desk.state(Purpose::Reorder, &places.digest(Purpose::Reorder, &model), |body: Ordered| {
            Some(SuggestedOrder { moves: moves(&places, &body)?, reason: body.reason })
        }),
        may_accept: viewer.may(Permission::EditOpportunities),
    };
    Ok(Beside { opportunity, suggested: Some(suggested) })
}

/// How the questions of one deal stand.
struct Desk {
    rows: Vec<store::AnswerRow>,
    now: DateTime<Utc>,
    zone: Tz,
}

impl Desk {
    fn state<B: DeserializeOwned, T>(
        &self,
        purpose: Purpose,
        digest: &[u8],
        shown: impl FnOnce(B) -> Option<T>,
    ) -> AiState<T> {
        let Some(row) = self.rows.iter().find(|row| row.purpose == purpose) else { return AiState::NotAsked };
        let is_current = row.digest.as_deref() == Some(digest);
        let body = row.body.clone().filter(|_| is_current).and_then(|body| serde_json::from_value(body).ok());
        if let Some(shown) = body.and_then(shown) {
            return AiState::There(shown);
        }
        match (row.fault, row.failed_at) {
            (Some(fault), Some(at)) if is_current => self.unavailable(row, fault, at),
            (None, _) if row.is_awaited() && self.now < row.asked_at + PATIENCE => AiState::Working,
            _ => AiState::NotAsked,
        }
    }

    fn unavailable<T>(&self, row: &store::AnswerRow, fault: Fault, at: DateTime<Utc>) -> AiState<T> {
        let next_try = row.next_try_at.map(|next| match (next - self.now).num_seconds() {
            ..60 => "in a moment".to_owned(),
            seconds => format!("in {} min", (seconds + 59) / 60),
        });
        let tried_at = clock(local(at, &self.zone).time());
        AiState::Unavailable { why: fault.sentence().to_owned(), tried_at, next_try }
    }
}

/// Those that are still new to the deal and still stand where they were read.
fn offered(notes: &Notes, body: Facets) -> Vec<SuggestedFacet> {
    let is_known = |kind, value: &str| {
        notes.known.iter().any(|known| known.kind == kind && known.name.to_lowercase() == value.to_lowercase())
    };
    let fresh = body.facets.into_iter().filter(|facet| !is_known(facet.kind, &facet.value));
    fresh
        .filter_map(|facet| {
            let source = notes.sources.iter().find(|source| source.text.contains(&facet.quote))?;
            let (kind, value, quote) = (facet.kind, facet.value, facet.quote);
            Some(SuggestedFacet { kind, value, quote, source: source.label.clone() })
        })
        .collect()
}

/// Nothing when anybody of them is not among the first places now, since a rule closed, or would be moved too far.
fn moves(places: &Places, body: &Ordered) -> Option<Vec<SuggestedMove>> {
    let shown = |moved: &domain::ai::Move| {
        let place = places.0.iter().find(|place| place.id == moved.advocate)?;
        Some(SuggestedMove {
            advocate: place.id,
            name: place.name.clone(),
            organisation_name: place.organisation.clone(),
            from: moved.from,
            to: moved.to,
        })
    };
    places.moves_to(&body.order)?.moves.iter().map(shown).collect()
}

/// Asks the model about this deal; the page does not wait for it.
pub async fn ask_model(ctx: &Ctx, opportunity: OpportunityId) -> Result<()> {
    let reach = ctx.allow(Permission::RunMatching)?;
    let now = ctx.now().trunc_subsecs(6);
    let mut tx = ctx.begin().await?;
    Asked::load(&mut tx, opportunity, reach, ctx.viewer()?.user, now).await?;
    if !ai::is_on(ctx, &mut tx).await? {
        return Err(off().into());
    }
    for purpose in Purpose::ALL {
        store::ask(&mut tx, ctx.company(), opportunity, *purpose, now).await?;
        let job = AskModel { opportunity, purpose: *purpose, asked_at: now, tries: 0 };
        crate::jobs::enqueue(&mut tx, ctx, &job, now).await?;
    }
    events::record(&mut tx, ctx, Event::AiAsked { opportunity }).await?;
    tx.commit().await
}

fn off() -> Problem {
    Problem::refused("ai_off", "AI is switched off. Scores, rules and reasons are complete without it.")
}

/// Takes a suggestion into the deal, as if it had been typed there.
pub async fn accept_facet(ctx: &Ctx, opportunity: OpportunityId, kind: FacetKind, value: &str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let value = on_offer(&mut tx, ctx, opportunity, kind, value).await?;
    opportunities::add_need(&mut tx, ctx, opportunity, kind.field(), &value).await?;
    decide(&mut tx, ctx, opportunity, kind, &value, true).await?;
    tx.commit().await
}

/// Turns a suggestion down; it is not offered for this deal again.
pub async fn dismiss_facet(ctx: &Ctx, opportunity: OpportunityId, kind: FacetKind, value: &str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let value = on_offer(&mut tx, ctx, opportunity, kind, value).await?;
    opportunities::may_change(&mut tx, ctx, opportunity).await?;
    decide(&mut tx, ctx, opportunity, kind, &value, false).await?;
    tx.commit().await
}

async fn decide(
    tx: &mut Tx,
    ctx: &Ctx,
    opportunity: OpportunityId,
    kind: FacetKind,
    value: &str,
    is_accepted: bool,
) -> Result<()> {
    let decision = store::Decision { kind, value, is_accepted, by: ctx.viewer()?.user, at: ctx.now() };
    store::decide(tx, ctx.company(), opportunity, &decision).await?;
    events::record(tx, ctx, Event::AiSuggestionDecided { opportunity, field: kind.field(), is_accepted }).await?;
    Ok(())
}

/// The suggestion in its own spelling, if it is on offer for this deal now: nothing else can be taken this way.
async fn on_offer(tx: &mut Tx, ctx: &Ctx, opportunity: OpportunityId, kind: FacetKind, value: &str) -> Result<String> {
    let reach = ctx.allow(Permission::RunMatching)?;
    Asked::load(tx, opportunity, reach, ctx.viewer()?.user, ctx.now()).await?;
    if !ai::is_on(ctx, tx).await? {
        return Err(off().into());
    }
    let model = ctx.app().config().ai.as_ref().map(|config| config.model.clone()).unwrap_or_default();
    let notes = Notes::load(tx, opportunity, Tz::UTC).await?;
    let row = store::lock(tx, opportunity, Purpose::Facets).await?;
    let body = row.filter(|row| row.digest == Some(notes.digest(&model))).and_then(|row| row.body);
    let facets = body.and_then(|body| serde_json::from_value(body).ok()).map(|body| offered(&notes, body));
    let found = facets.unwrap_or_default().into_iter().find(|facet| facet.kind == kind && facet.value == value);
    let gone = "This suggestion is not on offer any more: the notes or the deal changed, or a colleague decided.";
    Ok(found.map(|facet| facet.value).ok_or_else(|| Problem::refused("not_on_offer", gone))?)
}
