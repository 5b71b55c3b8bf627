//! The server functions of advocates.

use domain::advocates::{self, DirectoryAddress, ProfileSection};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::ApiResult;

/// The directory the address asks for.
#[server(endpoint = "advocates/directory", input = Json)]
pub async fn directory(address: DirectoryAddress) -> ApiResult<advocates::Directory> {
    let ctx = crate::api::ctx().await?;
    server::advocates::directory(&ctx, address).await.map_err(crate::api::fail)
}

/// One advocate with one of the tabs. The id is text: what is no id does not exist.
#[server(endpoint = "advocates/profile", input = Json)]
pub async fn profile(id: String, section: ProfileSection) -> ApiResult<advocates::Profile> {
    let ctx = crate::api::ctx().await?;
    server::advocates::profile(&ctx, &id, section).await.map_err(crate::api::fail)
}

/// The advocate pauses new requests, until a day or until they switch back.
#[server(endpoint = "advocates/pause")]
pub async fn pause(#[server(default)] resumes_on: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::advocates::pause(&ctx, &resumes_on).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::portal());
    Ok(())
}

/// New requests are welcome again.
#[server(endpoint = "advocates/resume")]
pub async fn resume() -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::advocates::resume(&ctx).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::portal());
    Ok(())
}
