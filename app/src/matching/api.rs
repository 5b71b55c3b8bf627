//! The server functions of matching.

use domain::ids::{AdvocateId, MatchPresetId, MatchProgressId, OpportunityId};
use leptos::prelude::*;

use crate::api::ApiResult;

/// Everything the page shows. `w` are weights as the address writes them.
#[server(endpoint = "matching/workbench", input = server_fn::codec::Json)]
pub async fn workbench(
    opportunity: OpportunityId,
    preset: Option<String>,
    w: Option<String>,
    advocate: Option<AdvocateId>,
    all_held: bool,
    held_by: Option<domain::matching::Rule>,
    compared: Vec<AdvocateId>,
) -> ApiResult<domain::matching::Workbench> {
    let ctx = crate::api::ctx().await?;
    let weights = w.as_deref().and_then(domain::matching::Weights::from_text);
    let view = server::matching::View { preset, weights, advocate, all_held, held_by, compared };
    server::matching::workbench(&ctx, opportunity, view).await.map_err(crate::api::fail)
}

/// What the score of one advocate is made of. `advocate` and `opportunity` are ids as the address has them.
#[server(endpoint = "matching/report", input = server_fn::codec::Json)]
pub async fn report(
    opportunity: String,
    advocate: String,
    preset: Option<String>,
    w: Option<String>,
) -> ApiResult<domain::matching::MatchReport> {
    let ctx = crate::api::ctx().await?;
    let weights = w.as_deref().and_then(domain::matching::Weights::from_text);
    let ids = (crate::api::id(&opportunity)?, crate::api::id(&advocate)?);
    server::matching::report(&ctx, ids.0, ids.1, preset, weights).await.map_err(crate::api::fail)
}

/// What asking somebody would cost in the coming weeks; nothing for somebody who is not matched.
#[server(endpoint = "matching/forecast", input = server_fn::codec::Json)]
pub async fn forecast(advocate: AdvocateId) -> ApiResult<Option<domain::matching::Forecast>> {
    let ctx = crate::api::ctx().await?;
    server::matching::forecast(&ctx, advocate).await.map_err(crate::api::fail)
}

/// Matches again, keeps the run, and comes back to the page.
#[server(endpoint = "matching/run")]
pub async fn run(opportunity: OpportunityId, preset: Option<String>, w: Option<String>) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let preset = preset.filter(|key| !key.is_empty());
    let weights = w.as_deref().and_then(domain::matching::Weights::from_text);
    let back = super::address::Address { preset: preset.clone(), weights, ..Default::default() };
    let view = server::matching::View { preset, weights, ..Default::default() };
    server::matching::run(&ctx, opportunity, view).await.map_err(crate::api::fail)?;
    crate::api::redirect(&back.href(opportunity));
    Ok(())
}

/// Begins a run that the page watches; the stream at its address does the work.
#[server(endpoint = "matching/begin")]
pub async fn begin(
    opportunity: OpportunityId,
    preset: Option<String>,
    w: Option<String>,
) -> ApiResult<MatchProgressId> {
    let ctx = crate::api::ctx().await?;
    let preset = preset.filter(|key| !key.is_empty());
    let weights = w.as_deref().and_then(domain::matching::Weights::from_text);
    let view = server::matching::View { preset, weights, ..Default::default() };
    server::progress::begin(&ctx, opportunity, &view).await.map_err(crate::api::fail)
}

/// Stops it at the stage it is at. `progress` is its id as the page has it.
#[server(endpoint = "matching/stop")]
pub async fn stop(progress: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::progress::stop(&ctx, crate::api::id(&progress)?).await.map_err(crate::api::fail)
}

/// Lets it go on from there.
#[server(endpoint = "matching/resume")]
pub async fn resume(progress: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::progress::resume(&ctx, crate::api::id(&progress)?).await.map_err(crate::api::fail)
}

/// Keeps the weights under a name and shows the page with them.
#[server(endpoint = "matching/save_preset")]
pub async fn save_preset(opportunity: OpportunityId, name: String, w: String, from: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let weights = domain::matching::Weights::from_text(&w).unwrap_or_default();
    let id = server::matching::save_preset(&ctx, &name, weights, &from).await.map_err(crate::api::fail)?;
    let saved = super::address::Address { preset: Some(id.to_string()), ..Default::default() };
    crate::api::redirect(&saved.href(opportunity));
    Ok(())
}

/// Forgets a preset of one's own.
#[server(endpoint = "matching/delete_preset")]
pub async fn delete_preset(opportunity: OpportunityId, preset: MatchPresetId) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::delete_preset(&ctx, preset).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::opportunity(opportunity));
    Ok(())
}

/// What a language model adds beside the ranking; nothing while it is off. Never waits for the model.
#[server(endpoint = "matching/beside", input = server_fn::codec::Json)]
pub async fn beside(opportunity: OpportunityId) -> ApiResult<domain::ai::Beside> {
    let ctx = crate::api::ctx().await?;
    server::matching::suggest::beside(&ctx, opportunity).await.map_err(crate::api::fail)
}

/// Asks the model about this deal, and comes back to the page at once.
#[server(endpoint = "matching/ask_model")]
pub async fn ask_model(opportunity: OpportunityId) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::suggest::ask_model(&ctx, opportunity).await.map_err(crate::api::fail)?;
    crate::api::redirect(&super::address::suggestions(opportunity));
    Ok(())
}

/// What a language model says of one advocate for one deal. `advocate` and `opportunity` are ids as the address has them.
#[server(endpoint = "matching/in_words", input = server_fn::codec::Json)]
pub async fn in_words(opportunity: String, advocate: String) -> ApiResult<domain::ai::InWords> {
    let ctx = crate::api::ctx().await?;
    let ids = (crate::api::id(&opportunity)?, crate::api::id(&advocate)?);
    server::matching::suggest::in_words(&ctx, ids.0, ids.1).await.map_err(crate::api::fail)
}

/// Asks the model why this advocate fits, and comes back to the report at once.
#[server(endpoint = "matching/ask_in_words")]
pub async fn ask_in_words(opportunity: OpportunityId, advocate: AdvocateId) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::suggest::ask_in_words(&ctx, opportunity, advocate).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::match_report(opportunity, advocate));
    Ok(())
}

/// Takes a need that the notes name into the deal.
#[server(endpoint = "matching/accept_facet")]
pub async fn accept_facet(opportunity: OpportunityId, kind: domain::ai::FacetKind, value: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::suggest::accept_facet(&ctx, opportunity, kind, &value).await.map_err(crate::api::fail)?;
    crate::api::redirect(&super::address::suggestions(opportunity));
    Ok(())
}

/// Turns it down for this deal.
#[server(endpoint = "matching/dismiss_facet")]
pub async fn dismiss_facet(opportunity: OpportunityId, kind: domain::ai::FacetKind, value: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::matching::suggest::dismiss_facet(&ctx, opportunity, kind, &value).await.map_err(crate::api::fail)?;
    crate::api::redirect(&super::address::suggestions(opportunity));
    Ok(())
}
