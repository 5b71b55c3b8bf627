//! Saving a preset for everybody, and taking the last save back.

use domain::accounts::Permission;
use domain::event::Event;
use domain::matching::{CompanyPreset, Preset, PresetForm};
use domain::problem::Problem;

use super::super::presets::{self, Saved};
use super::super::store::settings::{self as store, NewVersion};
use super::overtaken;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint, Result};
use crate::events;

/// Keeps weights and prices for everybody. Saving what is saved already changes nothing.
pub async fn save_company_preset(ctx: &Ctx, form: &PresetForm) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let (weights, prices) = form.check()?;
    form.check_sum()?;
    let mut tx = ctx.begin().await?;
    let current = current(&mut tx, ctx, &form.preset).await?;
    seen(&current, form.version())?;
    if (weights, prices) != (current.preset.weights, current.preset.prices) {
        add(&mut tx, ctx, &current, Saved { weights, prices }, "saved").await?;
    }
    tx.commit().await
}

/// Makes a preset what it was before its last save.
pub async fn undo_company_preset(ctx: &Ctx, key: &str, version: i32) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let mut tx = ctx.begin().await?;
    let current = current(&mut tx, ctx, key).await?;
    seen(&current, version)?;
    let before = match current.version {
        0 => return Err(Problem::refused("nothing_saved", "This preset was never changed.").into()),
        1 => match Preset::find(key) {
            Some(preset) => Some((Saved { weights: preset.weights, prices: preset.prices }, "undone")),
            None => {
                let words = "This preset was not changed since it was added.";
                return Err(Problem::refused("nothing_saved", words).into());
            }
        },
        later => match store::preset_version(&mut tx, key, later - 1).await? {
            // What was learnt stays so when it comes back: nobody chose it.
            Some((weights, learnt)) => {
                Some((serde_json::from_value(weights)?, if learnt { "learnt" } else { "undone" }))
            }
            None => None,
        },
    };
    let (saved, cause) = before.ok_or(Problem::NotFound)?;
    add(&mut tx, ctx, &current, saved, cause).await?;
    tx.commit().await
}

/// A preset as it holds now.
pub(in crate::matching) async fn current(tx: &mut Tx, ctx: &Ctx, key: &str) -> Result<CompanyPreset> {
    let zone = domain::time::zones::find(&ctx.viewer()?.time_zone).unwrap_or(chrono_tz::Tz::UTC);
    let presets = presets::company(tx, zone).await?;
    Ok(presets.into_iter().find(|saved| saved.preset.key == key).ok_or(Problem::NotFound)?)
}

/// Refuses whoever looked at another version.
pub(in crate::matching) fn seen(current: &CompanyPreset, version: i32) -> Result<()> {
    if current.version == version {
        return Ok(());
    }
    let saved = current.saved.as_deref().unwrap_or("Saved by somebody else");
    Err(Problem::refused("preset_changed", overtaken(&current.preset.label, saved)).into())
}

/// The next version, with its event.
pub(in crate::matching) async fn add(
    tx: &mut Tx,
    ctx: &Ctx,
    current: &CompanyPreset,
    saved: Saved,
    cause: &'static str,
) -> Result<i32> {
    let (key, version) = (current.preset.key.as_str(), current.version + 1);
    let row = NewVersion {
        key,
        version,
        weights: serde_json::to_value(saved)?,
        cause,
        by: ctx.viewer()?.user,
        at: ctx.now(),
    };
    let words = overtaken(&current.preset.label, "Saved by somebody else a moment ago");
    store::insert_version(tx, ctx.company(), &row)
        .await
        .on_constraint("match_preset_versions_pkey", Problem::refused("preset_changed", words))?;
    events::record(tx, ctx, Event::CompanyPresetChanged { key: key.to_owned(), version }).await?;
    Ok(version)
}
