//! Which preset the deals of a team begin with.

use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::TeamId;
use domain::matching::{Preset, TeamPresetForm};
use domain::problem::Problem;

use super::super::store::settings as store;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;

pub async fn choose_team_preset(ctx: &Ctx, form: &TeamPresetForm) -> Result<()> {
    ctx.allow(Permission::ManageMatching)?;
    let team: TeamId = form.team.parse().map_err(|_| Problem::NotFound)?;
    let chosen = match form.preset.as_str() {
        "" => None,
        key => Some(Preset::find(key).ok_or_else(|| Problem::invalid("preset", "Choose one from the list."))?.key),
    };
    let mut tx = ctx.begin().await?;
    let held = store::lock_team(&mut tx, team).await?.ok_or(Problem::NotFound)?;
    if held.as_deref().unwrap_or_default() != form.before {
        let label = held.as_deref().and_then(Preset::find).map_or_else(|| "the first preset".to_owned(), |it| it.label);
        let words = format!("Somebody else chose {label} for this team after you opened the page.");
        return Err(Problem::refused("team_preset_changed", words).into());
    }
    if held != chosen {
        store::choose_team_preset(&mut tx, team, chosen.as_deref()).await?;
        events::record(&mut tx, ctx, Event::TeamPresetChosen { team, key: chosen }).await?;
    }
    tx.commit().await
}
