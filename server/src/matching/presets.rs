//! Weights under a name: those of the company, and those a person saved for themselves.

use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::{MatchPresetId, UserId};
use domain::matching::{CompanyPreset, Preset, PresetChoice, Prices, Weights};
use domain::problem::Problem;
use serde::{Deserialize, Serialize};

use super::settings::saved_line;
use super::store::listed::{self, ListedRow};
use super::store::{presets as store, settings as company_store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint, Result};
use crate::events;

const NAME_MAX_CHARS: usize = 60;

/// What is stored beside the name.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Saved {
    pub weights: Weights,
    pub prices: Prices,
}

/// The company's presets that can be chosen, as they hold now.
pub(super) async fn company(tx: &mut Tx, zone: Tz) -> Result<Vec<CompanyPreset>> {
    Ok(all(tx, zone).await?.into_iter().filter(|saved| saved.retired.is_none()).collect())
}

/// Every preset of the company, retired ones too: what every company starts with, what was added, and what was saved
/// over both.
pub(super) async fn all(tx: &mut Tx, zone: Tz) -> Result<Vec<CompanyPreset>> {
    let rows = company_store::latest_presets(tx).await?;
    let named = listed::all(tx).await?;
    let built_in = Preset::built_in();
    let is_added = |row: &&ListedRow| built_in.iter().all(|preset| preset.key != row.key);
    let added: Vec<Preset> = named.iter().filter(is_added).map(unsaved).collect();
    let mut held = Vec::with_capacity(built_in.len() + added.len());
    for preset in built_in.into_iter().chain(added) {
        let mut one = CompanyPreset { preset, version: 0, saved: None, listed: 0, listed_line: None, retired: None };
        if let Some(row) = rows.iter().find(|row| row.key == one.preset.key) {
            let Saved { weights, prices } = serde_json::from_value(row.weights.clone())?;
            one.preset = Preset { weights, prices, ..one.preset };
            one.version = row.version;
            one.saved = Some(saved_line(row.saved_at, row.by.as_deref(), zone));
        }
        if let Some(row) = named.iter().find(|row| row.key == one.preset.key) {
            let line = saved_line(row.changed_at, row.by.as_deref(), zone);
            one.preset.label.clone_from(&row.name);
            one.listed = row.version;
            one.retired = row.retired_at.map(|_| line.replacen("Saved", "Retired", 1));
            one.listed_line = Some(line.replacen("Saved", "Changed", 1));
        }
        held.push(one);
    }
    Ok(held)
}

/// A preset that was added; its numbers are its first version.
fn unsaved(row: &ListedRow) -> Preset {
    Preset { key: row.key.clone(), label: row.name.clone(), ..Preset::balanced() }
}

/// The company's presets, for work that nobody waits for.
pub(super) struct Shared(Vec<Preset>);

impl Shared {
    pub async fn load(tx: &mut Tx) -> Result<Self> {
        Ok(Self(company(tx, Tz::UTC).await?.into_iter().map(|saved| saved.preset).collect()))
    }

    /// The preset a deal begins with: that of its owner's team, else the first.
    pub fn of_team(&self, key: Option<&str>) -> Preset {
        let of_team = self.0.iter().find(|preset| Some(preset.key.as_str()) == key);
        of_team.or(self.0.first()).cloned().unwrap_or_else(Preset::balanced)
    }
}

/// All presets this person can choose, the company's first.
pub(super) async fn choices(tx: &mut Tx, user: UserId) -> Result<Vec<PresetChoice>> {
    let presets = company(tx, Tz::UTC).await?;
    let mut choices: Vec<_> =
        presets.into_iter().map(|saved| PresetChoice { preset: saved.preset, own: None }).collect();
    for row in store::own(tx, user).await? {
        let saved: Saved = serde_json::from_value(row.weights)?;
        let preset = Preset { key: row.id.to_string(), label: row.name, weights: saved.weights, prices: saved.prices };
        choices.push(PresetChoice { preset, own: Some(row.id) });
    }
    Ok(choices)
}

/// Keeps weights under a name, for this person alone. The prices are those of the preset the
/// weights were moved away from.
pub async fn save_preset(ctx: &Ctx, name: &str, weights: Weights, from: &str) -> Result<MatchPresetId> {
    ctx.allow(Permission::RunMatching)?;
    let user = ctx.viewer()?.user;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_MAX_CHARS {
        return Err(Problem::invalid("name", "Choose a name of at most 60 characters").into());
    }
    let mut tx = ctx.begin().await?;
    let taken = || Problem::invalid("name", "There is a preset of this name already");
    let choices = choices(&mut tx, user).await?;
    if choices.iter().any(|choice| choice.own.is_none() && choice.preset.label.eq_ignore_ascii_case(name)) {
        return Err(taken().into());
    }
    let base = choices.into_iter().find(|choice| choice.preset.key == from);
    let prices = base.map_or_else(Prices::default, |choice| choice.preset.prices);
    let id = MatchPresetId::new();
    let saved = serde_json::to_value(Saved { weights, prices })?;
    store::insert(&mut tx, ctx.company(), id, user, name, saved).await.on_constraint("match_presets_name", taken())?;
    events::record(&mut tx, ctx, Event::PresetSaved { preset: id }).await?;
    tx.commit().await?;
    Ok(id)
}

/// Forgets a preset of one's own.
pub async fn delete_preset(ctx: &Ctx, id: MatchPresetId) -> Result<()> {
    ctx.allow(Permission::RunMatching)?;
    let user = ctx.viewer()?.user;
    let mut tx = ctx.begin().await?;
    if !store::delete(&mut tx, id, user).await? {
        return Err(Problem::NotFound.into());
    }
    events::record(&mut tx, ctx, Event::PresetDeleted { preset: id }).await?;
    tx.commit().await
}
