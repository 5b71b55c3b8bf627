//! State changes come from our own pages only. SameSite=Lax already keeps the cookie at home; this
//! also covers forms without JavaScript and browsers that do not say where a request comes from.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, StatusCode, header};

use crate::app::App;

/// Refuses a state-changing request that does not come from this site.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        || comes_from_us(&app, request.headers())
    {
        return next.run(request).await;
    }
    tracing::warn!(path = request.uri().path(), "refused a request from another site");
    (StatusCode::FORBIDDEN, "This request did not come from one of our own pages, so it was not carried out.")
        .into_response()
}

fn comes_from_us(app: &App, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok());
    match text(http::HeaderName::from_static("sec-fetch-site")) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => text(header::ORIGIN).is_some_and(|origin| origin == app.config().public_url),
    }
}
