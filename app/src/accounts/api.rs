//! The server functions of signing in, and of the people of a company.

use domain::accounts::{InviteForm, JoinPage, PeopleList};
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

/// Everybody who works in the company.
#[server(endpoint = "accounts/people")]
pub async fn people(
    q: Option<String>,
    standing: Option<String>,
    after: Option<String>,
    before: Option<String>,
) -> ApiResult<PeopleList> {
    let ctx = crate::api::ctx().await?;
    let standing = standing.and_then(|standing| standing.parse().ok());
    let text = q.unwrap_or_default();
    server::accounts::people(&ctx, &text, standing, after.as_deref(), before.as_deref()).await.map_err(crate::api::fail)
}

/// Sends links to those who were chosen, and shows who is invited.
#[server(endpoint = "accounts/invite")]
pub async fn invite(form: InviteForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let users = form.users.iter().map(|user| crate::api::id(user)).collect::<ApiResult<Vec<_>>>()?;
    let invited = server::accounts::invite(&ctx, &users).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::invited(invited));
    Ok(())
}

/// What stands behind the link of an invitation.
#[server(endpoint = "accounts/joining")]
pub async fn joining(token: String) -> ApiResult<JoinPage> {
    let (app, identity) = (crate::api::server_app()?, crate::api::identity()?);
    server::accounts::joining(&app, identity.request, &identity.browser, &token).await.map_err(crate::api::fail)
}

/// Takes an invitation up, and signs in.
#[server(endpoint = "accounts/join")]
pub async fn join(token: String, password: Option<String>) -> ApiResult<()> {
    let (app, identity) = (crate::api::server_app()?, crate::api::identity()?);
    let password = password.unwrap_or_default();
    let session = server::accounts::join(&app, identity.request, &identity.browser, &token, &password)
        .await
        .map_err(crate::api::fail)?;
    crate::api::set_cookie(server::http::cookies::session(&app, &session.token, session.expires_at));
    crate::api::redirect(crate::paths::home());
    Ok(())
}
