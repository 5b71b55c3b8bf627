//! The server functions of saved views.

use domain::lists::ListName;
use leptos::prelude::*;

use crate::api::ApiResult;

/// Keeps a list under a name; `shared` is there when the box is ticked.
#[server(endpoint = "views/save")]
pub async fn save_view(list: ListName, name: String, query: Option<String>, shared: Option<String>) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let query = query.unwrap_or_default();
    server::views::save(&ctx, list, &name, &query, shared.is_some()).await.map_err(crate::api::fail)?;
    Ok(())
}

/// Gives a view another name.
#[server(endpoint = "views/rename")]
pub async fn rename_view(view: String, name: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::views::rename(&ctx, crate::api::id(&view)?, &name).await.map_err(crate::api::fail)
}

/// Forgets a view.
#[server(endpoint = "views/delete")]
pub async fn delete_view(view: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::views::delete(&ctx, crate::api::id(&view)?).await.map_err(crate::api::fail)
}
