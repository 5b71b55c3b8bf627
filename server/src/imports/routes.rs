//! The two edges of imports that are not pages: the upload, read in pieces under a hard limit, and
//! the download of problem rows.

use axum::Router;
use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Extension, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::ids::ImportId;
use domain::imports::{Kind, MAX_BYTES};
use domain::problem::Problem;
use http::{StatusCode, header};

use crate::app::App;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::http::{Identity, forms};

/// A file over the limit is read to its end and thrown away up to this size, because a browser only
/// shows an answer once it has sent everything.
const MOST_READ: usize = 128 * 1024 * 1024;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/import/{kind}/file", post(upload).layer(DefaultBodyLimit::max(MOST_READ)))
        .route("/import/{kind}/{id}/problems.csv", get(problems))
        .route("/import/{kind}/{id}/changes.csv", get(changes))
}

async fn upload(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(kind): Path<String>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let Ok(kind) = kind.parse::<Kind>() else { return forms::plain_answer(&identity, Problem::NotFound.into()) };
    let outcome = async {
        let ctx = identity.ctx(&app)?;
        // Before a byte of the file is read.
        super::allow(&ctx, kind)?;
        take_upload(&ctx, kind, form.map_err(|_| no_file())?).await
    };
    match outcome.await {
        Ok(id) => Redirect::to(&format!("/import/{kind}/{id}/columns")).into_response(),
        // Back to where a file is chosen, which says what was wrong with this one.
        Err(error) => {
            let back = format!("/import/{kind}/upload");
            forms::back_from_upload(&app, &identity, &back, "/import/file", Err(error))
        }
    }
}

async fn take_upload(ctx: &Ctx, kind: Kind, mut form: Multipart) -> Result<ImportId> {
    while let Some(field) = form.next_field().await.map_err(|_| cut_off())? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = read_within_limit(field).await?;
            if name.is_empty() && bytes.is_empty() {
                return Err(no_file().into());
            }
            return crate::imports::upload(ctx, kind, &name, bytes).await;
        }
    }
    Err(no_file().into())
}

/// The bytes of the file; one over the limit is never kept in memory.
async fn read_within_limit(mut field: Field<'_>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut is_too_large = false;
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() <= MAX_BYTES && !is_too_large => {
                bytes.extend_from_slice(&chunk)
            }
            Ok(Some(_)) => {
                is_too_large = true;
                bytes = Vec::new();
            }
            Ok(None) if is_too_large => return Err(super::too_large().into()),
            Ok(None) => return Ok(bytes),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => return Err(super::too_large().into()),
            Err(_) => return Err(cut_off().into()),
        }
    }
}

fn no_file() -> Problem {
    Problem::invalid("file", "Choose a CSV file first.")
}

fn cut_off() -> Problem {
    Problem::invalid("file", "The upload broke off before the file was complete. Nothing was kept; try again.")
}

async fn problems(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path((kind, id)): Path<(String, String)>,
) -> Response {
    let outcome = async {
        let ctx = identity.ctx(&app)?;
        let (kind, id) = super::address(&kind, &id)?;
        super::problems_csv(&ctx, kind, id).await
    };
    download(&identity, "problems", outcome.await)
}

async fn changes(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path((kind, id)): Path<(String, String)>,
) -> Response {
    let outcome = async {
        let ctx = identity.ctx(&app)?;
        let (kind, id) = super::address(&kind, &id)?;
        super::changes_csv(&ctx, kind, id).await
    };
    download(&identity, "changes", outcome.await)
}

/// A CSV named after the file that was brought in, and after what it holds of it.
fn download(identity: &Identity, what: &str, outcome: Result<(String, Vec<u8>)>) -> Response {
    match outcome {
        Ok((stem, bytes)) => {
            let safe: String =
                stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).take(80).collect();
            let disposition = format!("attachment; filename=\"{safe}-{what}.csv\"");
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, disposition),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => forms::plain_answer(identity, error),
    }
}
