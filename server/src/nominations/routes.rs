//! The link in an invitation.

use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::response::Response;
use axum::routing::get;
use http::header;

use crate::app::App;
use crate::http::{Identity, cookies, forms};

pub fn routes() -> Router<App> {
    Router::new().route("/portal/welcome/{key}", get(welcome))
}

/// Signs the person in and shows the first visit. It decides nothing: mail scanners open links too.
async fn welcome(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path(key): Path<String>,
) -> Response {
    match super::enter(&app, identity.request, &key, &identity.browser).await {
        Ok(session) => {
            let mut response = forms::see_other("/portal/onboarding");
            if let Some(cookie) = cookies::session(&app, &session.token, session.expires_at) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => forms::plain_answer(&identity, error),
    }
}
