//! The server functions of organisations.

use domain::lists::Query;
use domain::organisations::{
    ContactThereForm, ContactsTherePage, OrganisationForm, OrganisationFormPage, OrganisationList, OrganisationPage,
    ParentForm, RelationForm, RelationsPage,
};
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

/// What it is to the company, to whom it belongs, and what belongs to it.
#[server(endpoint = "organisations/relations", input = Json)]
pub async fn relations(id: String) -> ApiResult<RelationsPage> {
    let ctx = crate::api::ctx().await?;
    server::organisations::relations(&ctx, &id).await.map_err(crate::api::fail)
}

/// Notes another relation, or changes one.
#[server(endpoint = "organisations/save_relation")]
pub async fn save_relation(form: RelationForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::organisations::save_relation(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::organisation_relations(id));
    Ok(())
}

/// Takes a relation out that never was.
#[server(endpoint = "organisations/remove_relation")]
pub async fn remove_relation(organisation: String, version: String, was: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&organisation)?;
    server::organisations::remove_relation(&ctx, id, &was, &version).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::organisation_relations(id));
    Ok(())
}

/// Says to whom it belongs.
#[server(endpoint = "organisations/save_parent")]
pub async fn save_parent(form: ParentForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::organisations::save_parent(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::organisation_relations(id));
    Ok(())
}

/// Makes another organisation a part of it.
#[server(endpoint = "organisations/add_part")]
pub async fn add_part(organisation: String, part: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&organisation)?;
    server::organisations::add_part(&ctx, id, &part).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::organisation_relations(id));
    Ok(())
}

/// Lets a part belong to nobody.
#[server(endpoint = "organisations/release_part")]
pub async fn release_part(organisation: String, part: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = crate::api::id(&organisation)?;
    server::organisations::release_part(&ctx, id, crate::api::id(&part)?).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::organisation_relations(id));
    Ok(())
}

/// People there who are no advocates.
#[server(endpoint = "organisations/contacts", input = Json)]
pub async fn contacts(id: String) -> ApiResult<ContactsTherePage> {
    let ctx = crate::api::ctx().await?;
    server::organisations::contacts(&ctx, &id).await.map_err(crate::api::fail)
}

/// Adds somebody, or changes them.
#[server(endpoint = "organisations/save_contact")]
pub async fn save_contact_there(form: ContactThereForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::organisations::save_contact(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::organisation_contacts(id));
    Ok(())
}

/// Notes that somebody works there no more.
#[server(endpoint = "organisations/end_contact")]
pub async fn end_contact(organisation: String, version: String, contact: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (id, contact) = (crate::api::id(&organisation)?, crate::api::id(&contact)?);
    server::organisations::end_contact(&ctx, id, contact, &version).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::organisation_contacts(id));
    Ok(())
}

/// They work there after all.
#[server(endpoint = "organisations/bring_back_contact")]
pub async fn bring_back_contact(organisation: String, contact: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (id, contact) = (crate::api::id(&organisation)?, crate::api::id(&contact)?);
    server::organisations::bring_back_contact(&ctx, id, contact).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::organisation_contacts(id));
    Ok(())
}
