use leptos::prelude::*;

use crate::api::ApiResult;

/// Signs in and goes to `next`, or to the home of whoever this is.
#[server(endpoint = "accounts/sign_in")]
pub async fn sign_in(email: String, password: String, next: Option<String>) -> ApiResult<()> {
    let app = crate::api::server_app()?;
    let identity = crate::api::identity()?;
    let session = server::accounts::sign_in(&app, identity.request, &email, &password, &identity.browser)
        .await
        .map_err(crate::api::fail)?;
    crate::api::set_cookie(server::http::cookies::session(&app, &session.token, session.expires_at));
    let home = if session.viewer.is_staff() { crate::paths::home() } else { crate::paths::portal() };
    crate::api::redirect(next.as_deref().filter(|next| !next.is_empty()).unwrap_or(home));
    Ok(())
}
