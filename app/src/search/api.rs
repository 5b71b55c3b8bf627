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
