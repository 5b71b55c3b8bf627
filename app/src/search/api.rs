//! The server function of search.

use domain::search::{SearchAddress, SearchResults};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::ApiResult;

/// What the reader can find with this text.
#[server(endpoint = "search/results", input = Json)]
pub async fn results(address: SearchAddress) -> ApiResult<SearchResults> {
    let ctx = crate::api::ctx().await?;
    server::search::results(&ctx, address).await.map_err(crate::api::fail)
}

/// The options of the palette for what was typed, as HTML.
#[server(endpoint = "search/palette")]
pub async fn palette(typed: String) -> ApiResult<String> {
    let ctx = crate::api::ctx().await?;
    // Also for what is no search: it says who may not be here.
    let found = server::search::results(&ctx, super::fragment::asked(&typed)).await.map_err(crate::api::fail)?;
    let viewer = ctx.viewer().map_err(crate::api::fail)?;
    Ok(super::fragment::fragment(viewer, &typed, found))
}
