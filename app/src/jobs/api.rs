//! Server functions of background work.

use domain::jobs::JobList;
use leptos::prelude::*;

use crate::api::ApiResult;

#[server(endpoint = "jobs/list")]
pub async fn list(state: Option<String>) -> ApiResult<JobList> {
    let ctx = crate::api::ctx().await?;
    let state = state.and_then(|state| state.parse().ok());
    server::jobs::list(&ctx, state).await.map_err(crate::api::fail)
}

/// Runs a dead letter again.
#[server(endpoint = "jobs/replay")]
pub async fn replay(job: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::jobs::replay(&ctx, crate::api::id(&job)?).await.map_err(crate::api::fail)?;
    crate::api::redirect("/settings/jobs?state=queued");
    Ok(())
}
