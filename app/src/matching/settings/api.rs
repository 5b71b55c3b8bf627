//! Server functions of the settings of matching.

use domain::matching::{MatchingSettings, PresetForm, PresetNameForm, RulesForm, TeamPresetForm};
use leptos::prelude::*;

use crate::api::ApiResult;
use crate::paths;

/// Everything the page shows; a draft is tried on past runs.
#[server(endpoint = "matching/settings", input = server_fn::codec::Json)]
pub async fn settings(preset: Option<String>, draft: Option<PresetForm>) -> ApiResult<MatchingSettings> {
    let ctx = crate::api::ctx().await?;
    server::matching::settings(&ctx, preset.as_deref(), draft).await.map_err(crate::api::fail)
}

/// Keeps a preset for everybody.
#[server(endpoint = "matching/save_company_preset")]
pub async fn save_company_preset(form: PresetForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::save_company_preset(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&paths::matching_preset_saved(&form.preset));
    Ok(())
}

/// Takes the last save of a preset back.
#[server(endpoint = "matching/undo_company_preset")]
pub async fn undo_company_preset(preset: String, version: i32) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::undo_company_preset(&ctx, &preset, version).await.map_err(crate::api::fail)?;
    crate::api::redirect(&paths::matching_preset(&preset));
    Ok(())
}

/// Adds a preset with the numbers of another one, and shows it.
#[server(endpoint = "matching/add_company_preset")]
pub async fn add_company_preset(form: PresetNameForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let key = server::matching::add_company_preset(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&paths::matching_preset(&key));
    Ok(())
}

/// Gives a preset another name.
#[server(endpoint = "matching/rename_company_preset")]
pub async fn rename_company_preset(form: PresetNameForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::rename_company_preset(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&paths::matching_preset(&form.preset));
    Ok(())
}

/// Takes a preset from the choices.
#[server(endpoint = "matching/retire_company_preset")]
pub async fn retire_company_preset(form: PresetNameForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::retire_company_preset(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(paths::matching_settings());
    Ok(())
}

/// Makes a retired preset a choice again.
#[server(endpoint = "matching/restore_company_preset")]
pub async fn restore_company_preset(form: PresetNameForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::restore_company_preset(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&paths::matching_preset(&form.preset));
    Ok(())
}

/// Keeps caps, rest and the time before a renewal for everybody.
#[server(endpoint = "matching/save_rules")]
pub async fn save_rules(form: RulesForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::save_rules(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(paths::matching_rules());
    Ok(())
}

/// Takes the last save of the rules back.
#[server(endpoint = "matching/undo_rules")]
pub async fn undo_rules(version: i32) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::undo_rules(&ctx, version).await.map_err(crate::api::fail)?;
    crate::api::redirect(paths::matching_rules());
    Ok(())
}

/// Says which preset the deals of a team begin with.
#[server(endpoint = "matching/choose_team_preset")]
pub async fn choose_team_preset(form: TeamPresetForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::choose_team_preset(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(paths::matching_teams());
    Ok(())
}
