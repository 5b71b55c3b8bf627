//! Small routes without a page: the switches of theme and keys, sign-out, the link in an advocate's mail.

use axum::extract::{Extension, Form, Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, response::Html};
use domain::problem::Problem;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::{Identity, cookies, identity};
use crate::accounts;
use crate::app::App;
use crate::error::Error;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/theme", post(choose_theme))
        .route("/keys", post(choose_keys))
        .route("/sign-out", post(sign_out))
        .route("/portal/enter/{key}", get(enter_portal))
}

#[derive(Deserialize)]
struct ChosenTheme {
    theme: String,
    back: Option<String>,
}

/// Remembers light or dark, and goes back to the page.
async fn choose_theme(State(app): State<App>, headers: HeaderMap, Form(chosen): Form<ChosenTheme>) -> Response {
    let theme = if chosen.theme == "dark" { "dark" } else { "light" };
    let back = chosen.back.as_deref().and_then(local_path).map(str::to_owned).or_else(|| referer(&app, &headers));
    let mut response = identity::see_other(back.as_deref().unwrap_or("/"));
    if let Some(cookie) = cookies::theme(&app, theme) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

#[derive(Deserialize)]
struct ChosenKeys {
    keys: String,
    back: Option<String>,
}

/// Switches the keys of a single letter on or off, and goes back to the page.
async fn choose_keys(State(app): State<App>, headers: HeaderMap, Form(chosen): Form<ChosenKeys>) -> Response {
    let back = chosen.back.as_deref().and_then(local_path).map(str::to_owned).or_else(|| referer(&app, &headers));
    let mut response = identity::see_other(back.as_deref().unwrap_or("/"));
    if let Some(cookie) = cookies::keys(&app, chosen.keys == cookies::KEYS_OFF) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Ends the session here and on the server.
async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Response {
    if let Some(token) = cookies::read(&headers, cookies::session_name(&app))
        && let Err(error) = accounts::sign_out(&app, token).await
    {
        tracing::error!(error = %error, "sign-out failed");
        return (StatusCode::SERVICE_UNAVAILABLE, "Signing out did not work. Try again in a moment.").into_response();
    }
    let mut response = identity::see_other("/sign-in");
    let headers = response.headers_mut();
    if let Some(cookie) = cookies::no_session(&app) {
        headers.append(header::SET_COOKIE, cookie);
    }
    // Nothing of the session stays in the browser's caches.
    headers.insert("clear-site-data", http::HeaderValue::from_static("\"cache\", \"storage\""));
    response
}

/// A link we never made, in the words of the booking link's page.
const LOST: &str = "This link leads nowhere. It may be cut off or mistyped. Open it again from your mail, or ask whoever sent it for a new one.";

/// Signs an advocate in by the key in their mail and shows the request. It decides nothing: mail
/// scanners open links too.
async fn enter_portal(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(key): Path<String>,
) -> Response {
    match accounts::sign_in_by_ask_link(&app, identity.request, &key, &identity.browser).await {
        Ok((session, ask)) => {
            let mut response = identity::see_other(&format!("/portal/requests/{ask}"));
            if let Some(cookie) = cookies::session(&app, &session.token, session.expires_at) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(Error::Problem(Problem::NotFound)) => {
            (StatusCode::NOT_FOUND, Html(super::problem_page(LOST))).into_response()
        }
        Err(Error::Problem(problem)) => plain_problem(&problem),
        Err(Error::Internal(cause)) => {
            tracing::error!(request.id = %identity.request, error = format!("{cause:#}"), "an ask link failed");
            plain_problem(&Problem::Broken { request_id: identity.request.to_string() })
        }
    }
}

/// A problem where there is no page to show it in: a small page of its own.
pub(crate) fn plain_problem(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Html(super::problem_page(&problem.to_string()))).into_response()
}

/// A path on this site, or nothing: never another host, never a control character.
pub fn local_path(path: &str) -> Option<&str> {
    let local = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\");
    (local && path.bytes().all(|byte| (0x21..0x7f).contains(&byte))).then_some(path)
}

/// The page the request came from, if it is one of ours.
pub(super) fn referer(app: &App, headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let path = referer.strip_prefix(&app.config().public_url)?;
    local_path(path).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_gone_back_to() {
        for good in ["/", "/opportunities?tab=mine", "/b/abc"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in [
            "",
            "opportunities",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x",
            "/a b",
        ] {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }
}
