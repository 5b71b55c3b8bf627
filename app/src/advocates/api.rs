//! The server functions of advocates.

use domain::advocates::{
    self, AdvocateForm, AdvocateFormPage, MoveForm, NewAdvocateForm, NewAdvocatePage, ProfileSection,
};
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

/// One advocate with one of the tabs; `after` is the cursor of an older page of it. The id is text: what is no id does not exist.
#[server(endpoint = "advocates/profile", input = Json)]
pub async fn profile(id: String, section: ProfileSection, after: Option<String>) -> ApiResult<advocates::Profile> {
    let ctx = crate::api::ctx().await?;
    server::advocates::profile(&ctx, &id, section, after.as_deref()).await.map_err(crate::api::fail)
}

/// What the form of somebody new offers.
#[server(endpoint = "advocates/new_advocate", input = Json)]
pub async fn new_advocate() -> ApiResult<NewAdvocatePage> {
    let ctx = crate::api::ctx().await?;
    server::advocates::new_advocate(&ctx).await.map_err(crate::api::fail)
}

/// Adds somebody, and opens their form to be filled in.
#[server(endpoint = "advocates/add_advocate")]
pub async fn add_advocate(form: NewAdvocateForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::advocates::add_advocate(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::edit_advocate(id));
    Ok(())
}

/// The form of an advocate.
#[server(endpoint = "advocates/form", input = Json)]
pub async fn form(id: String) -> ApiResult<AdvocateFormPage> {
    let ctx = crate::api::ctx().await?;
    server::advocates::advocate_form(&ctx, &id).await.map_err(crate::api::fail)
}

/// Saves an advocate, and shows the profile.
#[server(endpoint = "advocates/save_advocate")]
pub async fn save_advocate(form: AdvocateForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::advocates::save_advocate(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::advocate(id));
    Ok(())
}

/// Moves somebody on in the programme.
#[server(endpoint = "advocates/move_advocate")]
pub async fn move_advocate(form: MoveForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let id = server::advocates::move_advocate(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::advocate(id));
    Ok(())
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
