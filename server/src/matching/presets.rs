//! Weights under a name: those every company starts with, and those a person saved for themselves.

use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::{MatchPresetId, UserId};
use domain::matching::{Preset, PresetChoice, Prices, Weights};
use domain::problem::Problem;
use serde::{Deserialize, Serialize};

use super::store::presets as store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint, Result};
use crate::events;

const NAME_MAX_CHARS: usize = 60;

/// What is stored beside the name.
#[derive(Serialize, Deserialize)]
struct Saved {
    weights: Weights,
    prices: Prices,
}

/// All presets this person can choose, the built-in ones first.
pub(super) async fn choices(tx: &mut Tx, user: UserId) -> Result<Vec<PresetChoice>> {
    let mut choices: Vec<_> = Preset::built_in().into_iter().map(|preset| PresetChoice { preset, own: None }).collect();
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
