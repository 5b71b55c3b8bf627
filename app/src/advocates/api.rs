//! The server functions of advocates.

use domain::advocates::{self, ProfileSection};
use domain::lists::Query;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::ApiResult;

/// The directory the address asks for.
#[server(endpoint = "advocates/directory", input = Json)]
pub async fn directory(query: Query) -> ApiResult<advocates::Directory> {
    let ctx = crate::api::ctx().await?;
    server::advocates::directory(&ctx, &query).await.map_err(crate::api::fail)
}

/// One advocate with one of the tabs. The id is text: what is no id does not exist.
#[server(endpoint = "advocates/profile", input = Json)]
pub async fn profile(id: String, section: ProfileSection) -> ApiResult<advocates::Profile> {
    let ctx = crate::api::ctx().await?;
    server::advocates::profile(&ctx, &id, section).await.map_err(crate::api::fail)
}
