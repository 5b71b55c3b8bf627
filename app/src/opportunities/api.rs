//! The server functions of opportunities.

use domain::opportunities::{FormPage, ListAddress, OpportunityForm, OpportunityList, Section};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::ApiResult;

/// The list the address asks for.
#[server(endpoint = "opportunities/list", input = Json)]
pub async fn list(address: ListAddress) -> ApiResult<OpportunityList> {
    let ctx = crate::api::ctx().await?;
    server::opportunities::list(&ctx, address).await.map_err(crate::api::fail)
}

/// One deal with one of its tabs. The id is text: what is no id does not exist.
#[server(endpoint = "opportunities/workplace", input = Json)]
pub async fn workplace(id: String, section: Section) -> ApiResult<domain::opportunities::Workplace> {
    let ctx = crate::api::ctx().await?;
    server::opportunities::workplace(&ctx, &id, section).await.map_err(crate::api::fail)
}

/// The form of a deal, or an empty one.
#[server(endpoint = "opportunities/form", input = Json)]
pub async fn form(id: Option<String>) -> ApiResult<FormPage> {
    let ctx = crate::api::ctx().await?;
    server::opportunities::form(&ctx, id.as_deref()).await.map_err(crate::api::fail)
}

/// Makes or changes a deal, and shows it.
#[server(endpoint = "opportunities/save")]
pub async fn save(form: OpportunityForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::opportunities::save(&ctx, form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::opportunity(id));
    Ok(())
}
