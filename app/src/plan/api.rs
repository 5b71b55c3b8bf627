//! The server functions of the plan.

use domain::plan::PlanPage;
use leptos::prelude::*;

use crate::api::ApiResult;

/// The plan in force, and the answer to what the address asks. A number or an id that cannot be read asks nothing.
#[server(endpoint = "plan/page")]
pub async fn page(
    away: Option<String>,
    recruits: Option<String>,
    segment: Option<String>,
    request: Option<String>,
    take: Option<String>,
) -> ApiResult<PlanPage> {
    let ctx = crate::api::ctx().await?;
    let question = super::question(away, recruits, segment, request, take);
    server::plan::page(&ctx, question).await.map_err(crate::api::fail)
}

/// Plans now, and shows the plan.
#[server(endpoint = "plan/renew")]
pub async fn renew() -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::plan::renew(&ctx).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::plan());
    Ok(())
}
