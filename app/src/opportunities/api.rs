//! The server functions of opportunities.

use domain::ids::{ContactId, NoteId, OpportunityId};
use domain::lists::Query;
use domain::opportunities::{
    BoardAddress, ContactForm, ContactsPage, FormPage, MoveDeal as Carried, NoteForm, OpportunityForm, OpportunityList,
    Section,
};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::ApiResult;

/// The list the address asks for.
#[server(endpoint = "opportunities/list", input = Json)]
pub async fn list(query: Query) -> ApiResult<OpportunityList> {
    let ctx = crate::api::ctx().await?;
    server::opportunities::list(&ctx, &query).await.map_err(crate::api::fail)
}

/// One deal with one of its tabs; `after` is the cursor of an older page of it. The id is text: what
/// is no id does not exist.
#[server(endpoint = "opportunities/workplace", input = Json)]
pub async fn workplace(
    id: String,
    section: Section,
    after: Option<String>,
) -> ApiResult<domain::opportunities::Workplace> {
    let ctx = crate::api::ctx().await?;
    server::opportunities::workplace(&ctx, &id, section, after.as_deref()).await.map_err(crate::api::fail)
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

/// Writes a note on a deal, or changes one's own.
#[server(endpoint = "opportunities/save_note")]
pub async fn save_note(form: NoteForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::opportunities::save_note(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::opportunity_section(id, Section::Notes));
    Ok(())
}

/// Takes one's own note away, for some minutes not for good.
#[server(endpoint = "opportunities/delete_note")]
pub async fn delete_note(opportunity: OpportunityId, note: NoteId) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::opportunities::delete_note(&ctx, opportunity, note).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::opportunity_section(opportunity, Section::Notes));
    Ok(())
}

/// Brings one's own note back.
#[server(endpoint = "opportunities/restore_note")]
pub async fn restore_note(opportunity: OpportunityId, note: NoteId) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::opportunities::restore_note(&ctx, opportunity, note).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::opportunity_section(opportunity, Section::Notes));
    Ok(())
}

/// The contacts of a deal, to change them.
#[server(endpoint = "opportunities/contacts", input = Json)]
pub async fn contacts(id: String) -> ApiResult<ContactsPage> {
    let ctx = crate::api::ctx().await?;
    server::opportunities::contacts(&ctx, &id).await.map_err(crate::api::fail)
}

/// Adds a contact to a deal, or changes one.
#[server(endpoint = "opportunities/save_contact")]
pub async fn save_contact(form: ContactForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::opportunities::save_contact(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::opportunity_contacts(id));
    Ok(())
}

/// Takes a contact off a deal.
#[server(endpoint = "opportunities/remove_contact")]
pub async fn remove_contact(opportunity: OpportunityId, contact: ContactId, version: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let removed = server::opportunities::remove_contact(&ctx, opportunity, contact, &version).await;
    removed.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::opportunity_contacts(opportunity));
    Ok(())
}

/// The pipeline by stages.
#[server(endpoint = "opportunities/board", input = Json)]
pub async fn board(address: BoardAddress) -> ApiResult<domain::opportunities::Board> {
    let ctx = crate::api::ctx().await?;
    server::opportunities::board(&ctx, address).await.map_err(crate::api::fail)
}

/// Puts a deal into another stage. A plain form comes back to the page it was sent from.
#[server(endpoint = "opportunities/move_deal")]
pub async fn move_deal(form: Carried) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::opportunities::move_deal(&ctx, &form).await.map_err(crate::api::fail)
}
