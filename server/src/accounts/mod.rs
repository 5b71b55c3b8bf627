//! Signing in and out, who is signed in, and how colleagues get in (`people`).
//!
//! Tables: `logins` (no tenant), `users`, `sessions`, `teams`, `companies`. A session is an opaque
//! random token in the cookie; its SHA-256 in `sessions` is the truth. Look-ups before the tenant is
//! known go through the definer functions of `peerchamps_auth`.
//! Events: `CompanyFounded`, `SignedIn`.

mod founding;
mod passwords;
mod people;
mod reach;
mod store;

pub use founding::{NewCompany, found};
pub use passwords::{PasswordShelf, hash_password};
pub use people::{
    InviteColleague, add, add_pasted, invite, invite_page, join, joining, list as people, remove, sheet, withdraw,
};
pub use reach::Reach;

use chrono::{DateTime, Utc};
use domain::accounts::{PASSWORD_MAX_CHARS, Viewer};
use domain::event::Event;
use domain::ids::{CompanyId, SessionId, UserId};
use domain::problem::{FieldProblems, Problem};
use uuid::Uuid;

use crate::app::App;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::limits::{self, Action};
use crate::{events, secrets};

/// Where a browser comes from, for the list of sessions and the rate limits.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    pub ip: String,
    pub user_agent: String,
}

/// A session that was just opened: the token goes into the cookie, once.
#[derive(Debug)]
pub struct OpenedSession {
    pub token: String,
    pub expires_at: DateTime<Utc>,
    pub viewer: Viewer,
}

/// What the keys of the links in an advocate's mails are made for.
pub(crate) const ASK_LINK: &str = "ask-link";

/// What a wrong e-mail and a wrong password both answer, so that neither tells the other.
const WRONG: &str = "That e-mail and password do not go together.";

/// Signs in with e-mail and password. The same answer and the same work for an unknown e-mail.
pub async fn sign_in(
    app: &App,
    request: Uuid,
    email: &str,
    password: &str,
    browser: &Browser,
) -> Result<OpenedSession> {
    let email = email.trim();
    let mut problems = FieldProblems::default();
    if email.is_empty() {
        problems.add("email", "Enter your work e-mail.");
    }
    if password.is_empty() {
        problems.add("password", "Enter your password.");
    }
    problems.check()?;
    let account = email.to_lowercase();
    limits::check(app, Action::SignInByAddress, &browser.ip).await?;
    limits::check(app, Action::SignInByAccount, &account).await?;

    let mut tx = app.begin_system("sign in").await?;
    let login = store::login(&mut tx, email).await?;
    tx.commit().await?;
    let hash = login.as_ref().and_then(|login| login.password_hash.clone());
    let fits = password.chars().count() <= PASSWORD_MAX_CHARS && app.passwords().verify(password, hash).await?;
    let login = login.filter(|_| fits).ok_or_else(|| Problem::invalid("password", WRONG))?;
    if login.demo && !app.config().demo {
        return Err(Problem::refused(
            "demo_password",
            "This is a demo sign-in with a public password. It works on this machine only.",
        )
        .into());
    }
    let (company, user) = login.membership.ok_or_else(|| Problem::invalid("password", WRONG))?;
    limits::give_back(app, Action::SignInByAccount, &account).await?;
    limits::give_back(app, Action::SignInByAddress, &browser.ip).await?;
    open_session(app, request, company, user, browser).await
}

/// Signs an advocate in by the key in their mail. Opening the link decides nothing. A key we never made
/// is a 404; one whose time is over or that was withdrawn is a 410.
pub async fn sign_in_by_ask_link(
    app: &App,
    request: Uuid,
    key: &str,
    browser: &Browser,
) -> Result<(OpenedSession, domain::ids::AskId)> {
    limits::check(app, Action::LinkByAddress, &browser.ip).await?;
    if !app.secrets().is_link_key(ASK_LINK, key) {
        return Err(Problem::NotFound.into());
    }
    let mut tx = app.begin_system("ask link").await?;
    let found = store::ask_link(&mut tx, &secrets::hash_token(key), app.now()).await?;
    tx.commit().await?;
    let (company, ask, user) = found.ok_or_else(|| {
        Problem::Gone(
            "This link has expired or was withdrawn. Nothing is asked of you; newer mails hold newer links.".to_owned(),
        )
    })?;
    Ok((open_session(app, request, company, user, browser).await?, ask))
}

pub(crate) async fn open_session(
    app: &App,
    request: Uuid,
    company: CompanyId,
    user: UserId,
    browser: &Browser,
) -> Result<OpenedSession> {
    let (token, token_hash) = secrets::new_token();
    let now = app.now();
    let session = app.config().session;
    let expires_at = now + session.absolute;
    let viewer = viewer(app, company, user, request).await?.ok_or(Problem::SignedOut)?;
    let ctx = Ctx::for_viewer(app.clone(), viewer.clone(), request);
    let mut tx = ctx.begin().await?;
    store::open_session(&mut tx, SessionId::new(), company, user, &token_hash, now, expires_at, session.idle, browser)
        .await?;
    events::record(&mut tx, &ctx, Event::SignedIn { user }).await?;
    tx.commit().await?;
    Ok(OpenedSession { token, expires_at, viewer })
}

/// Who holds this cookie; `None` when the session ended or never was.
pub async fn resolve(app: &App, token: &str, request: Uuid) -> Result<Option<Viewer>> {
    let mut tx = app.begin_system("resolve session").await?;
    let found = store::resolve_session(&mut tx, &secrets::hash_token(token), app.now()).await?;
    tx.commit().await?;
    match found {
        Some((company, user)) => viewer(app, company, user, request).await,
        None => Ok(None),
    }
}

/// Ends the session of this cookie.
pub async fn sign_out(app: &App, token: &str) -> Result<()> {
    let mut tx = app.begin_system("sign out").await?;
    store::close_session(&mut tx, &secrets::hash_token(token)).await?;
    tx.commit().await
}

pub(crate) async fn viewer(app: &App, company: CompanyId, user: UserId, request: Uuid) -> Result<Option<Viewer>> {
    let ctx = Ctx::for_prospect(app.clone(), company, request);
    let mut tx = ctx.begin().await?;
    store::viewer(&mut tx, user).await
}
