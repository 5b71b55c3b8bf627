//! The edges of evidence that are not pages: bringing in a file, and saving one.

use axum::Router;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Extension, Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use domain::accounts::Permission;

use super::shared;
use crate::app::App;
use crate::error::Result;
use crate::http::{Identity, forms};
use crate::storage;

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/evidence/{id}/file",
            get(save_file).merge(post(take_file).layer(DefaultBodyLimit::max(storage::MOST_READ))),
        )
        .route("/e/{token}/file", get(save_shared_file))
}

async fn take_file(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(id): Path<String>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let outcome: Result<()> = async {
        let ctx = identity.ctx(&app)?;
        // Before a byte of the file is read.
        ctx.allow(Permission::EditAdvocates)?;
        let (name, bytes) = storage::read_file(form).await?;
        super::attach(&ctx, &id, &name, bytes).await?;
        Ok(())
    }
    .await;
    forms::back_from_upload(&app, &identity, &format!("/evidence/{id}"), "/evidence/file", outcome)
}

async fn save_file(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(id): Path<String>,
) -> Response {
    let outcome = async { super::download(&identity.ctx(&app)?, &id).await };
    match outcome.await {
        Ok((kept, name)) => storage::attachment(kept, &name),
        Err(error) => forms::plain_answer(&identity, error),
    }
}

async fn save_shared_file(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(token): Path<String>,
) -> Response {
    let colleague_of = identity.viewer.as_ref().map(|viewer| viewer.company);
    let outcome = async {
        let visit = super::open_link(&app, identity.request, &identity.browser.ip, colleague_of, &token).await?;
        shared::file_of_link(&visit).await
    };
    match outcome.await {
        Ok((kept, name)) => storage::attachment(kept, &name),
        Err(error) => forms::plain_answer(&identity, error),
    }
}
