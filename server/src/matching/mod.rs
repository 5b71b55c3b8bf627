//! Matching: who fits an opportunity, in which order, and why.
//!
//! The engine is `domain::matching`; here its inputs are read, its results put on a page, and its
//! runs kept. `load.rs` holds the candidates of a company in memory and asks Postgres before each use
//! whether anything changed; `text.rs` searches what advocates said; `need.rs` reads one opportunity;
//! `stages.rs` is a run in the pieces somebody watches (`progress`); `report` says what one score is made of;
//! `book.rs` ranks for many requests at once, for the plan; `past.rs` matches as it would have been done at a moment of
//! the past; `suggest` is what a language model adds beside it all.
//!
//! Tables: `match_runs`, `match_snapshots`, `match_presets`, `match_preset_versions`, `match_company_presets`, `matching_rule_versions`,
//! `match_proposals`, `matching_changes`; reads the tables of
//! advocates, organisations, opportunities with their notes, evidence, asks and calls. Invariants: a gate that closed before a
//! read began is closed in it; a kept run can be computed again to the same bytes; only open
//! candidates are ranked. Events: `MatchRun`, `DealsMatched`.

mod about;
mod book;
mod candidates;
mod forecast;
pub mod jobs;
pub mod learning;
mod load;
mod need;
pub(crate) mod past;
mod presets;
pub(crate) mod report;
mod runs;
mod settings;
mod stages;
mod standing;
mod store;
pub mod suggest;
mod text;

use std::collections::BTreeMap;

use chrono_tz::Tz;
use domain::accounts::{Permission, Scope};
use domain::ids::{AdvocateId, OpportunityId};
use domain::matching::{
    BROWSER_LIMIT, Changes, Detail, EXPLAINED, Evaluation, Held, HeldBack, Person, Preset, PresetChoice, Ranked, Rule,
    SHOWN_BY_SERVER, Terms, Weights, Workbench, evaluate, explain, explain_one, misspelt, rank_top,
};
use domain::time::{clock, local, zones};
use serde::{Deserialize, Serialize};

use self::about::Reader;
use self::load::Loaded;
use self::need::Asked;
use crate::ctx::Ctx;
use crate::error::Result;

pub(crate) use self::book::{Materials, Named, OpenRequest, materials};
pub use self::forecast::forecast;
pub use self::learning::{Rows, apply_proposal, dismiss_proposal, evaluation, learn_now};
pub(crate) use self::load::Shelf;
pub use self::presets::{delete_preset, save_preset};
pub use self::report::{Printed, printed, report};
pub use self::runs::{Replay, replay, run};
pub use self::settings::{
    add_company_preset, choose_team_preset, rename_company_preset, restore_company_preset, retire_company_preset,
    save_company_preset, save_rules, settings, undo_company_preset, undo_rules,
};
pub(crate) use self::stages::{Judged, Reading, may_watch};
pub use self::standing::{Standing, next_best, standing};

/// How many of those held back are listed: at first, and all that make sense to read.
const NEAREST: usize = 5;
const ALL_HELD: usize = 200;

/// What the address of the page asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// The key of a preset; the default otherwise.
    pub preset: Option<String>,
    /// Weights that replace those of the preset.
    pub weights: Option<Weights>,
    pub advocate: Option<AdvocateId>,
    /// List everybody held back, not only the nearest.
    pub all_held: bool,
    /// List those whom this rule holds back. What was begun by an older version did not say it.
    #[serde(default)]
    pub held_by: Option<Rule>,
    /// Who is compared; they are explained however far down they stand.
    pub compared: Vec<AdvocateId>,
}

/// Everything the matching page shows, computed from what the database holds now.
pub async fn workbench(ctx: &Ctx, opportunity: OpportunityId, view: View) -> Result<Workbench> {
    let reach = ctx.allow(Permission::RunMatching)?;
    let viewer = ctx.viewer()?;
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let mut asked = Asked::load(&mut tx, opportunity, reach, viewer.user, now).await?;
    let loaded = load::current(ctx.app().matching(), ctx.company(), &mut tx, asked.policy, now).await?;
    let presets = presets::choices(&mut tx, viewer.user).await?;
    let last_run = store::runs::latest(&mut tx, opportunity).await?;

    asked.search(&loaded.texts);
    let usual = usual(&presets, asked.team_preset.as_deref());
    let preset = chosen(&presets, &usual, &view);
    let found = evaluate(&loaded.index, &asked.need, now);
    let named: Vec<AdvocateId> = view.advocate.into_iter().chain(view.compared.iter().copied()).collect();
    let most = if named.is_empty() { EXPLAINED } else { found.open.len() };
    let first = rank_top(&found.open, &preset, found.deal, most);
    let explained = first.iter().take(EXPLAINED).map(|ranked| ranked.id);
    asked.quote(&loaded.texts, explained.chain(named.iter().copied()));
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let reader = Reader::new(&asked, zone, now, loaded.read_at);
    let changes = Changes::over(&loaded.index, &asked.need, now, &preset, &found);
    let details = details(&mut tx, &reader, &loaded, &found, &changes, &first, &named).await?;
    tx.commit().await?;

    let (terms, order) = listed(&found, &preset);
    // The index and the profiles were made from the same rows: nobody is without one.
    let people = terms.iter().filter_map(|terms| person(&reader, &loaded, terms)).collect();
    let rules = found.held_by_rule();
    // A rule that holds nobody back any more, of an address that was kept, lists everybody.
    let held_by = view.held_by.filter(|rule| rules.iter().any(|(known, _)| known == rule));
    let held_shown = if view.all_held || view.held_by.is_some() { ALL_HELD } else { NEAREST };
    let nearest = match held_by {
        Some(rule) => found.nearest_held_by(rule, &loaded.index, &asked.need, now, &preset, held_shown),
        None => found.nearest_held(&loaded.index, &asked.need, now, &preset, held_shown),
    };
    Ok(Workbench {
        opportunity,
        candidates: count(loaded.index.len()),
        ungated: count(found.open.len()),
        people,
        terms,
        order,
        deal: found.deal,
        presets,
        usual: usual.key,
        chosen: preset.key.clone(),
        weights: preset.weights,
        rules,
        held: held(&loaded, &changes, nearest),
        held_count: count(found.held.len()),
        held_by,
        details,
        selected: view.advocate,
        ranked_at: clock(local(now, &reader.zone).time()),
        last_run: last_run.map(|run| runs::last_run(run, reader.zone, now)),
        may_request: viewer.scope(Permission::SubmitRequests) != Scope::None,
        misspelt: misspelt(&loaded.index, &asked.need),
        need: asked.summary,
    })
}

/// What a deal needs, for whoever may match it: evidence is chosen by it, too.
pub async fn need(tx: &mut crate::db::Tx, ctx: &Ctx, opportunity: OpportunityId) -> Result<domain::matching::Need> {
    let reach = ctx.allow(Permission::RunMatching)?;
    Ok(Asked::load(tx, opportunity, reach, ctx.viewer()?.user, ctx.now()).await?.need)
}

/// The preset a deal begins with: that of its owner's team, else the first.
fn usual(presets: &[PresetChoice], of_team: Option<&str>) -> Preset {
    let named = presets.iter().find(|choice| Some(choice.preset.key.as_str()) == of_team && choice.own.is_none());
    named.or(presets.first()).map_or_else(Preset::balanced, |choice| choice.preset.clone())
}

/// The preset the address names, with the weights of the address.
fn chosen(presets: &[PresetChoice], usual: &Preset, view: &View) -> Preset {
    let named = view.preset.as_ref().and_then(|key| presets.iter().find(|choice| &choice.preset.key == key));
    let preset = named.map_or_else(|| usual.clone(), |choice| choice.preset.clone());
    Preset { weights: view.weights.unwrap_or(preset.weights), ..preset }
}

/// What the browser ranks by itself, or the first places when there are too many for it.
fn listed(found: &Evaluation, preset: &Preset) -> (Vec<Terms>, Option<Vec<Ranked>>) {
    if found.open.len() <= BROWSER_LIMIT {
        return (found.open.clone(), None);
    }
    let mut order = rank_top(&found.open, preset, found.deal, SHOWN_BY_SERVER);
    let terms = order.iter().filter_map(|ranked| found.open.get(ranked.at as usize)).copied().collect();
    for (at, ranked) in (0..).zip(&mut order) {
        ranked.at = at;
    }
    (terms, Some(order))
}

async fn details(
    tx: &mut crate::db::Tx,
    reader: &Reader<'_>,
    loaded: &Loaded,
    found: &Evaluation,
    changes: &Changes<'_>,
    order: &[Ranked],
    named: &[AdvocateId],
) -> Result<Vec<Detail>> {
    let need = &reader.asked.need;
    let mut explanations = explain(&loaded.index, need, reader.now, order);
    for id in named {
        let is_open = found.open.binary_search_by_key(id, |terms| terms.id).is_ok();
        if is_open && explanations.iter().all(|known| known.id != *id) {
            explanations.extend(explain_one(&loaded.index, need, reader.now, *id));
        }
    }

    let ids: Vec<AdvocateId> = explanations.iter().map(|explanation| explanation.id).collect();
    let rows = store::details::closely(tx, &ids).await?;
    let close: BTreeMap<AdvocateId, _> = rows.into_iter().map(|row| (row.advocate, row)).collect();
    let detail = |explanation: domain::matching::Explanation| {
        let profile = loaded.profile(explanation.id)?;
        let about = reader.about(profile, &explanation, close.get(&explanation.id));
        let ranked = order.iter().find(|ranked| ranked.id == explanation.id);
        Some(Detail { changes: ranked.map(|ranked| changes.of(ranked)).unwrap_or_default(), explanation, about })
    };
    Ok(explanations.into_iter().filter_map(detail).collect())
}

fn person(reader: &Reader<'_>, loaded: &Loaded, terms: &Terms) -> Option<Person> {
    use chrono::Datelike;
    let today = reader.now.date_naive();
    let profile = loaded.profile(terms.id)?;
    let this_month = |day: &&chrono::NaiveDate| (day.year(), day.month()) == (today.year(), today.month());
    Some(Person {
        name: profile.name.clone(),
        title: profile.title.clone(),
        organisation: profile.organisation,
        organisation_name: profile.organisation_name.clone(),
        asked_this_month: u16::try_from(profile.asks.iter().filter(this_month).count()).unwrap_or(u16::MAX),
        asks_per_month: profile.asks_per_month,
        ticket_open: profile.softened.is_some(),
        shared_half_hours: reader.shared(profile).and_then(|shared| u16::try_from(shared.half_hours()).ok()),
    })
}

fn held(loaded: &Loaded, changes: &Changes<'_>, nearest: Vec<HeldBack>) -> Vec<Held> {
    let listed = nearest.into_iter().filter_map(|held| {
        let profile = loaded.profile(held.id)?;
        let back = changes.on_return(&held);
        let (first, others) = held.gates.split_first()?;
        Some(Held {
            id: held.id,
            name: profile.name.clone(),
            organisation: profile.organisation,
            organisation_name: profile.organisation_name.clone(),
            rule: first.rule(),
            sentence: first.sentence(),
            also: others.iter().map(domain::matching::Gate::rule).collect(),
            would: held.would,
            back,
        })
    });
    listed.collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
