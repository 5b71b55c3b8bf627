//! The server functions of signing in, and of the people of a company.

use domain::accounts::{InviteForm, InvitePage, JoinPage, NewcomerForm, PastedForm, PeopleList};
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

/// The forms for people who are not there yet.
#[server(endpoint = "accounts/newcomers")]
pub async fn newcomers() -> ApiResult<InvitePage> {
    let ctx = crate::api::ctx().await?;
    server::accounts::invite_page(&ctx).await.map_err(crate::api::fail)
}

/// Adds one person, sends the link, and shows who is invited.
#[server(endpoint = "accounts/add_colleague")]
pub async fn add_colleague(form: NewcomerForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let invited = server::accounts::add(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::invited(invited));
    Ok(())
}

/// The same for everybody whose line was pasted.
#[server(endpoint = "accounts/add_pasted")]
pub async fn add_pasted(form: PastedForm) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let invited = server::accounts::add_pasted(&ctx, &form).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::invited(invited));
    Ok(())
}

/// Ends the link somebody holds.
#[server(endpoint = "accounts/withdraw")]
pub async fn withdraw(user: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::accounts::withdraw(&ctx, crate::api::id(&user)?).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::withdrawn());
    Ok(())
}

/// Takes somebody off the list who never came.
#[server(endpoint = "accounts/remove")]
pub async fn remove(user: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    server::accounts::remove(&ctx, crate::api::id(&user)?).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::colleague_removed());
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
