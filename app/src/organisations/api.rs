//! The server functions of organisations.

use domain::lists::Query;
use domain::organisations::{OrganisationForm, OrganisationFormPage, OrganisationList, OrganisationPage};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::ApiResult;

/// The part of the list the address asks for.
#[server(endpoint = "organisations/list", input = Json)]
pub async fn list(query: Query) -> ApiResult<OrganisationList> {
    let ctx = crate::api::ctx().await?;
    server::organisations::list(&ctx, &query).await.map_err(crate::api::fail)
}

/// One organisation. The id is text: what is no id does not exist. One that was merged leads to what it became.
#[server(endpoint = "organisations/page", input = Json)]
pub async fn page(id: String) -> ApiResult<OrganisationPage> {
    let ctx = crate::api::ctx().await?;
    let page = server::organisations::page(&ctx, &id).await.map_err(crate::api::fail)?;
    if page.id.to_string() != id.to_lowercase() {
        crate::api::redirect(&crate::paths::organisation(page.id));
    }
    Ok(page)
}

/// The form of one organisation.
#[server(endpoint = "organisations/form", input = Json)]
pub async fn form(id: String) -> ApiResult<OrganisationFormPage> {
    let ctx = crate::api::ctx().await?;
    server::organisations::form(&ctx, &id).await.map_err(crate::api::fail)
}

/// Saves the form, and shows the organisation.
#[server(endpoint = "organisations/save_organisation")]
pub async fn save_organisation(form: OrganisationForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::organisations::save(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::organisation(id));
    Ok(())
}
