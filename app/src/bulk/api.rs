//! The server functions of bulk edits.

use domain::bulk;
use domain::lists::Query;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::ApiResult;

/// Changes the ticked rows, and shows what became of them.
#[server(endpoint = "bulk/change")]
pub async fn change_rows(form: bulk::BulkForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::bulk::change(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::bulk_edit(id));
    Ok(())
}

/// What became of a bulk edit.
#[server(endpoint = "bulk/page")]
pub async fn page(edit: String) -> ApiResult<bulk::BulkEditPage> {
    let ctx = crate::api::ctx().await?;
    server::bulk::page(&ctx, crate::api::id(&edit)?).await.map_err(crate::api::fail)
}

/// What was changed at once so far.
#[server(endpoint = "bulk/earlier", input = Json)]
pub async fn earlier(query: Query) -> ApiResult<bulk::EarlierEdits> {
    let ctx = crate::api::ctx().await?;
    server::bulk::earlier(&ctx, &query).await.map_err(crate::api::fail)
}

/// Puts the former values back.
#[server(endpoint = "bulk/undo")]
pub async fn undo_bulk_edit(edit: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&edit)?;
    server::bulk::undo(&ctx, id).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::bulk_edit(id));
    Ok(())
}
