//! Which preset the deals of a team begin with.

use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::TeamId;
use domain::matching::{CompanyPreset, TeamPresetForm};
use domain::problem::Problem;

use super::super::presets;
use super::super::store::{listed, settings as store};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;

pub async fn choose_team_preset(ctx: &Ctx, form: &TeamPresetForm) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let team: TeamId = form.team.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    // No preset is retired while a team is about to begin with it.
    listed::lock(&mut tx, ctx.company()).await?;
    let presets = presets::all(&mut tx, chrono_tz::Tz::UTC).await?;
    let is_choice = |saved: &&CompanyPreset| saved.retired.is_none() && saved.preset.key == form.preset;
    let chosen = match form.preset.as_str() {
        "" => None,
        _ => presets.iter().find(is_choice).map(|saved| saved.preset.key.clone()),
    };
    if chosen.is_none() && !form.preset.is_empty() {
        return Err(Problem::invalid("preset", "Choose one from the list.").into());
    }
    let held = store::lock_team(&mut tx, team).await?.ok_or(Problem::NotFound)?;
    if held.as_deref().unwrap_or_default() != form.before {
        let holds = |saved: &&CompanyPreset| Some(saved.preset.key.as_str()) == held.as_deref();
        let label = presets.iter().find(holds).map_or("the first preset", |saved| saved.preset.label.as_str());
        let words = format!("Somebody else chose {label} for this team after you opened the page.");
        return Err(Problem::refused("team_preset_changed", words).into());
    }
    if held != chosen {
        store::choose_team_preset(&mut tx, team, chosen.as_deref()).await?;
        events::record(&mut tx, ctx, Event::TeamPresetChosen { team, key: chosen }).await?;
    }
    tx.commit().await
}
