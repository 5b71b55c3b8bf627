//! Who is signed in, resolved once per request and put beside it.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::accounts::{Permission, Viewer};
use domain::lists::encoded;
use http::{Method, StatusCode, header};
use uuid::Uuid;

use super::cookies;
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::Result;

/// Beside every request: its id and who is signed in.
#[derive(Clone, Debug)]
pub struct Identity {
    pub request: Uuid,
    pub viewer: Option<Viewer>,
    /// Where the request came from, for limits and the list of sessions.
    pub browser: crate::accounts::Browser,
}

impl Identity {
    /// The first argument of use cases; `SignedOut` when nobody is.
    pub fn ctx(&self, app: &App) -> Result<Ctx> {
        let viewer = self.viewer.clone().ok_or(domain::problem::Problem::SignedOut)?;
        Ok(Ctx::for_viewer(app.clone(), viewer, self.request))
    }
}

/// Pages and files that need no sign-in, by the start of their path.
pub const PUBLIC_PAGES: &[&str] = &[
    "/sign-in",
    "/b/",
    "/e/",
    "/portal/enter/",
    "/portal/welcome/",
    "/join/",
    "/health/",
    "/theme",
    "/keys",
    "/sign-out",
    "/pkg/",
    "/fonts/",
    "/dev/mailbox",
    "/_fn/",
];
/// Single public files.
const PUBLIC_FILES: &[&str] = &[
    "/icons.svg",
    "/palette.js",
    "/renew.js",
    "/sliders.js",
    "/favicon.svg",
    "/favicon.ico",
    "/robots.txt",
    "/manifest.webmanifest",
];

/// Whether this path is shown without a session. Server functions check for themselves.
pub fn is_public(path: &str) -> bool {
    PUBLIC_FILES.contains(&path) || PUBLIC_PAGES.iter().any(|start| path.starts_with(start))
}

/// Resolves the session; sends browsers without one to sign-in and advocates to their portal.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let id = crate::app::new_request_id();
    let token = cookies::read(request.headers(), cookies::session_name(&app));
    let static_file = path.starts_with("/pkg/") || path.starts_with("/fonts/") || PUBLIC_FILES.contains(&path.as_str());
    let viewer = match token.filter(|_| !static_file) {
        None => None,
        Some(token) => match crate::accounts::resolve(&app, token, id).await {
            Ok(viewer) => viewer,
            Err(error) => {
                tracing::error!(request.id = %id, error = %error, "the session could not be resolved");
                return (
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The service is starting or its database does not answer. Try again in a moment.",
                )
                    .into_response();
            }
        },
    };

    if !is_public(&path) && request.method() == Method::GET {
        match &viewer {
            None => return see_other(&format!("/sign-in?next={}", encoded(&path_and_query(&request)))),
            Some(viewer) if !viewer.is_staff() && !path.starts_with("/portal") => return see_other("/portal"),
            // A link in an advocate's mail, opened by a colleague: the same call, as the company sees it.
            Some(viewer) if !viewer.may(Permission::UsePortal) && path.starts_with("/portal/calls/") => {
                return see_other(path.trim_start_matches("/portal").trim_end_matches("/move"));
            }
            Some(_) => {}
        }
    }
    let browser = browser_of(&app, &request);
    request.extensions_mut().insert(Identity { request: id, viewer, browser });
    next.run(request).await
}

fn browser_of(app: &App, request: &Request) -> crate::accounts::Browser {
    let ip = request
        .extensions()
        .get::<axum::extract::ConnectInfo<std::net::SocketAddr>>()
        .map(|axum::extract::ConnectInfo(peer)| {
            super::address::of_request(peer.ip(), request.headers(), &app.config().trusted_proxies).to_string()
        })
        .unwrap_or_default();
    let user_agent =
        request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    crate::accounts::Browser { ip, user_agent }
}

fn path_and_query(request: &Request) -> String {
    request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}

pub(super) fn see_other(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path), (header::CACHE_CONTROL, "no-store")]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_listed_pages_are_public() {
        for path in ["/sign-in", "/b/x", "/b/x/details", "/pkg/peerchamps.js", "/icons.svg", "/health/live"] {
            assert!(is_public(path), "{path}");
        }
        for path in ["/", "/opportunities", "/portal", "/portal/requests/1", "/settings/jobs", "/icons.svg/x"] {
            assert!(!is_public(path), "{path}");
        }
    }

    #[test]
    fn a_return_address_survives_the_query() {
        assert_eq!(encoded("/opportunities?stage=a&b=c d"), "/opportunities%3Fstage%3Da%26b%3Dc%20d");
    }
}
