//! The one address of scheduling that is not a page: a call as a calendar file.

use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{StatusCode, header};

use crate::app::App;
use crate::error::Error;
use crate::http::Identity;

pub fn routes() -> Router<App> {
    Router::new().route("/b/{token}/call.ics", get(calendar_file))
}

async fn calendar_file(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(token): Path<String>,
) -> Response {
    let entry = async {
        let visit = super::open_link(&app, identity.request, &identity.browser.ip, &token).await?;
        super::entry(&visit).await
    };
    match entry.await {
        Ok(ics) => {
            let headers = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8; method=PUBLISH"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"call.ics\""),
                (header::CACHE_CONTROL, "private, no-store"),
            ];
            (headers, ics).into_response()
        }
        Err(Error::Problem(problem)) => {
            let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, problem.to_string()).into_response()
        }
        Err(Error::Internal(cause)) => {
            tracing::error!(request.id = %identity.request, error = format!("{cause:#}"), "a calendar file failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
