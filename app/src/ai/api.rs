//! Server functions of the AI settings.

use domain::ai::{AiForm, AiSettings};
use leptos::prelude::*;

use crate::api::ApiResult;

#[server(endpoint = "ai/settings")]
pub async fn settings() -> ApiResult<AiSettings> {
    let ctx = crate::api::ctx().await?;
    server::ai::settings(&ctx).await.map_err(crate::api::fail)
}

/// Switches it on or off and sets the budget.
#[server(endpoint = "ai/save_settings")]
pub async fn save_settings(form: AiForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::ai::save_settings(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::ai_settings());
    Ok(())
}
