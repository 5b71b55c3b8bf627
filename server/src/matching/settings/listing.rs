//! Which presets the company has: added, renamed, retired, brought back. Nothing is deleted, because runs and teams name
//! a preset by its key.

use domain::accounts::Permission;
use domain::event::{Event, PresetStep};
use domain::matching::{CompanyPreset, PresetNameForm};
use domain::problem::Problem;

use super::super::presets::{self, Saved};
use super::super::store::listed::{self as store, Listing};
use super::{overtaken, preset};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint, Result};
use crate::events;

/// More than anybody can tell apart.
const MOST: usize = 20;

/// Adds a preset with the numbers of another one; gives its key.
pub async fn add_company_preset(ctx: &Ctx, form: &PresetNameForm) -> Result<String> {
    ctx.allow(Permission::ManageMatching)?;
    let name = form.name()?;
    let mut tx = ctx.begin().await?;
    let presets = locked(&mut tx, ctx).await?;
    if presets.len() >= MOST {
        return Err(Problem::refused("too_many_presets", format!("A company has at most {MOST} presets.")).into());
    }
    let base = presets.iter().find(|saved| saved.preset.key == form.preset).ok_or(Problem::NotFound)?;
    free(&presets, &name, "")?;
    // Twelve figures of a fresh id: a name can change, what runs and teams point to cannot.
    let key = ["p-", &uuid::Uuid::now_v7().simple().to_string()[20..]].concat();
    let mut new = CompanyPreset { version: 0, listed: 0, ..base.clone() };
    new.preset.key.clone_from(&key);
    new.preset.label = name;
    keep(&mut tx, ctx, &new, false, PresetStep::Added).await?;
    let saved = Saved { weights: new.preset.weights, prices: new.preset.prices };
    preset::add(&mut tx, ctx, &new, saved, "saved").await?;
    tx.commit().await?;
    Ok(key)
}

/// Gives a preset another name.
pub async fn rename_company_preset(ctx: &Ctx, form: &PresetNameForm) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let name = form.name()?;
    let mut tx = ctx.begin().await?;
    let presets = locked(&mut tx, ctx).await?;
    let mut current = seen(&presets, form)?.clone();
    if current.preset.label != name {
        free(&presets, &name, &current.preset.key)?;
        current.preset.label = name;
        let is_retired = current.retired.is_some();
        keep(&mut tx, ctx, &current, is_retired, PresetStep::Renamed).await?;
    }
    tx.commit().await
}

/// Takes a preset from the choices. Deals that were ranked by it keep what they have.
pub async fn retire_company_preset(ctx: &Ctx, form: &PresetNameForm) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let mut tx = ctx.begin().await?;
    let presets = locked(&mut tx, ctx).await?;
    let current = seen(&presets, form)?;
    if current.retired.is_some() {
        return Ok(());
    }
    if presets.iter().filter(|saved| saved.retired.is_none()).count() == 1 {
        return Err(Problem::refused("last_preset", "This is the only preset; deals have to begin with one.").into());
    }
    let teams = store::teams_of(&mut tx, &current.preset.key).await?;
    if !teams.is_empty() {
        let words = format!("Deals of {} begin with it. Choose another preset for them first.", teams.join(", "));
        return Err(Problem::refused("preset_in_use", words).into());
    }
    keep(&mut tx, ctx, current, true, PresetStep::Retired).await?;
    tx.commit().await
}

/// Makes a retired preset one of the choices again.
pub async fn restore_company_preset(ctx: &Ctx, form: &PresetNameForm) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let mut tx = ctx.begin().await?;
    let presets = locked(&mut tx, ctx).await?;
    let current = seen(&presets, form)?;
    if current.retired.is_some() {
        keep(&mut tx, ctx, current, false, PresetStep::Restored).await?;
    }
    tx.commit().await
}

/// Every preset, retired ones too; whoever else changes the list waits.
async fn locked(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<CompanyPreset>> {
    store::lock(tx, ctx.company()).await?;
    let zone = domain::time::zones::find(&ctx.viewer()?.time_zone).unwrap_or(chrono_tz::Tz::UTC);
    presets::all(tx, zone).await
}

/// The preset of a form, if it is still as it was looked at.
fn seen<'a>(presets: &'a [CompanyPreset], form: &PresetNameForm) -> Result<&'a CompanyPreset> {
    let current = presets.iter().find(|saved| saved.preset.key == form.preset).ok_or(Problem::NotFound)?;
    if current.listed == form.listed() {
        return Ok(current);
    }
    let by = current.listed_line.as_deref().unwrap_or("Changed by somebody else");
    Err(Problem::refused("preset_changed", overtaken(&current.preset.label, by)).into())
}

/// Names are told apart by their letters, whatever their case, and those of retired presets are still theirs.
fn free(presets: &[CompanyPreset], name: &str, own: &str) -> Result<(), Problem> {
    let same = |saved: &&CompanyPreset| saved.preset.label.to_lowercase() == name.to_lowercase();
    match presets.iter().filter(|saved| saved.preset.key != own).find(same) {
        None => Ok(()),
        Some(saved) if saved.retired.is_some() => {
            Err(Problem::invalid("name", "A retired preset has this name. Bring it back, or choose another name."))
        }
        Some(_) => Err(Problem::invalid("name", "There is a preset of this name already.")),
    }
}

async fn keep(tx: &mut Tx, ctx: &Ctx, current: &CompanyPreset, is_retired: bool, step: PresetStep) -> Result<()> {
    let listing = Listing {
        key: &current.preset.key,
        name: &current.preset.label,
        retired_at: is_retired.then(|| ctx.now()),
        seen: current.listed,
        by: ctx.viewer()?.user,
        at: ctx.now(),
    };
    let taken = Problem::invalid("name", "There is a preset of this name already.");
    let held = store::keep(tx, ctx.company(), &listing).await.on_constraint("match_company_presets_name", taken)?;
    if !held {
        let words = overtaken(&current.preset.label, "Changed by somebody else a moment ago");
        return Err(Problem::refused("preset_changed", words).into());
    }
    events::record(tx, ctx, Event::CompanyPresetListed { key: current.preset.key.clone(), step }).await?;
    Ok(())
}
