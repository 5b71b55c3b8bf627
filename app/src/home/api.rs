//! The one read of the dashboard.

use domain::home::Home;
use leptos::prelude::*;

use crate::api::ApiResult;

/// The dashboard of whoever is signed in.
#[server(endpoint = "home/read")]
pub async fn dashboard() -> ApiResult<Home> {
    let ctx = crate::api::ctx().await?;
    server::home::home(&ctx).await.map_err(crate::api::fail)
}
