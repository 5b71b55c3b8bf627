//! The edges of advocates that are not pages: bringing in a portrait, and showing it.

use axum::Router;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Extension, Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use domain::accounts::Permission;

use crate::app::App;
use crate::error::Result;
use crate::http::{Identity, forms};
use crate::storage;

pub fn routes() -> Router<App> {
    let take = post(take_photo).layer(DefaultBodyLimit::max(storage::MOST_READ));
    Router::new().route("/advocates/{id}/photo", get(show_photo).merge(take))
}

async fn take_photo(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(id): Path<String>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let outcome: Result<()> = async {
        let ctx = identity.ctx(&app)?;
        // Before a byte of the file is read.
        ctx.allow(Permission::EditAdvocates)?;
        let (_, bytes) = storage::read_file(form).await?;
        super::set_photo(&ctx, &id, bytes).await
    }
    .await;
    forms::back_from_upload(&app, &identity, &format!("/advocates/{id}"), "/advocates/photo", outcome)
}

async fn show_photo(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(id): Path<String>,
) -> Response {
    let outcome = async { super::photo(&identity.ctx(&app)?, &id).await };
    match outcome.await {
        Ok(kept) => storage::photo(kept),
        Err(error) => forms::plain_answer(&identity, error),
    }
}
