//! The server's half of the seam. With `mod.rs`, the only place of this crate that is compiled
//! for the server alone.

use domain::problem::Problem;
use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use server::app::App;
use server::ctx::Ctx;
use server::error::Error;
use server::http::Identity;
use server::http::forms::{PROBLEM_HEADER, problem_header};

use super::{ApiError, ApiResult};

/// The server, for the few functions that work before anybody is signed in.
pub fn server_app() -> ApiResult<App> {
    use_context::<App>().ok_or(ApiError::Transport)
}

/// Who asks: beside every request.
pub fn identity() -> ApiResult<Identity> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<Identity>().cloned()).ok_or(ApiError::Transport)
}

/// The context of whoever is signed in; 401 otherwise. Head of every server function.
pub async fn ctx() -> ApiResult<Ctx> {
    identity()?.ctx(&server_app()?).map_err(fail)
}

/// The context, or nothing when nobody is signed in.
pub fn ctx_if_signed_in() -> ApiResult<Option<Ctx>> {
    Ok(identity()?.ctx(&server_app()?).ok())
}

/// Opens a booking link: its token names company and call for somebody without an account.
pub async fn visit(token: &str) -> ApiResult<server::scheduling::Visit> {
    let (app, identity) = (server_app()?, identity()?);
    server::scheduling::open_link(&app, identity.request, &identity.browser.ip, token).await.map_err(fail)
}

/// Opens a share link of the evidence library. A look by the company itself is told apart.
pub async fn evidence_visit(token: &str) -> ApiResult<server::evidence::Visit> {
    let (app, identity) = (server_app()?, identity()?);
    let colleague_of = identity.viewer.as_ref().map(|viewer| viewer.company);
    server::evidence::open_link(&app, identity.request, &identity.browser.ip, colleague_of, token).await.map_err(fail)
}

/// Maps a use case's error: a problem sets the status and goes to the user; a cause is logged once
/// and becomes an apology with the request id. During rendering the status is the page's own.
pub fn fail(error: Error) -> ApiError {
    let problem = match error {
        Error::Problem(problem) => problem,
        Error::Internal(cause) => {
            let request_id = identity().map(|identity| identity.request.to_string()).unwrap_or_default();
            tracing::error!(request.id = request_id, error = format!("{cause:#}"), "a request failed");
            Problem::Broken { request_id }
        }
    };
    set_status(&problem);
    ApiError::Problem(problem)
}

/// Gives the answer the problem's status, and the form layer its problem.
pub(super) fn set_status(problem: &Problem) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    if let Ok(status) = StatusCode::from_u16(problem.status()) {
        response.set_status(status);
    }
    if let Some(value) = problem_header(problem) {
        response.insert_header(PROBLEM_HEADER, value);
    }
    if let Problem::Busy { retry_after_seconds } = problem {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(*retry_after_seconds));
    }
    if let Problem::Preparing(_) = problem {
        // A browser that shows the answer as a page asks again by itself.
        response.insert_header(header::RETRY_AFTER, HeaderValue::from_static("2"));
        response.insert_header(header::REFRESH, HeaderValue::from_static("2"));
    }
}

/// Sends the browser to a page of ours, after a form or a call. Anything but a local path is
/// ignored: the framework's own redirect panics on control characters.
pub fn redirect(path: &str) {
    if let Some(path) = server::http::local_path(path) {
        leptos_axum::redirect(path);
    }
}

/// Adds a cookie to the answer.
pub fn set_cookie(cookie: Option<HeaderValue>) {
    if let (Some(response), Some(cookie)) = (use_context::<ResponseOptions>(), cookie) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}

/// Reads an id of an address; one that cannot be read names nothing that exists.
pub fn id<T: std::str::FromStr>(text: &str) -> ApiResult<T> {
    text.parse().map_err(|_| fail(Problem::NotFound.into()))
}
