//! Taking an invitation up. Opening the link decides nothing: mail scanners open links too.

use chrono_tz::Tz;
use domain::accounts::{JoinPage, password_mistake};
use domain::event::Event;
use domain::problem::Problem;
use domain::time::{date_with_year, local, zones};
use uuid::Uuid;

use super::super::{Browser, OpenedSession, hash_password, open_session, viewer};
use super::store::{self, Link};
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::limits::{self, Action};
use crate::{events, secrets};

/// Who is invited, by whom, and whether they have to choose a password.
pub async fn joining(app: &App, request: Uuid, browser: &Browser, key: &str) -> Result<JoinPage> {
    let link = open(app, browser, key).await?;
    let viewer = viewer(app, link.company, link.user, request).await?.ok_or(Problem::NotFound)?;
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    Ok(JoinPage {
        company: link.company,
        company_name: viewer.company_name,
        name: viewer.name,
        email: viewer.email,
        needs_password: link.needs_password,
        until: date_with_year(local(link.expires_at, &zone).date(), zones::today(app.now(), zone)),
    })
}

/// Lets the person in, with the password they chose where the address had none, and signs them in.
pub async fn join(app: &App, request: Uuid, browser: &Browser, key: &str, password: &str) -> Result<OpenedSession> {
    let link = open(app, browser, key).await?;
    let hash = match link.needs_password {
        true => Some(chosen(password).await?),
        false => None,
    };
    let viewer = viewer(app, link.company, link.user, request).await?.ok_or(Problem::NotFound)?;
    let ctx = Ctx::for_viewer(app.clone(), viewer, request);
    let mut tx = ctx.begin().await?;
    // Before the link is used up: the password is set by the same link.
    if let Some(hash) = hash {
        store::first_password(&mut tx, &secrets::hash_token(key), app.now(), &hash).await?;
    }
    if !store::accept(&mut tx, link.id, app.now()).await? {
        return Err(used().into());
    }
    events::record(&mut tx, &ctx, Event::ColleagueJoined { user: link.user }).await?;
    tx.commit().await?;
    open_session(app, request, link.company, link.user, browser).await
}

/// The link behind this key, if it is still good.
async fn open(app: &App, browser: &Browser, key: &str) -> Result<Link> {
    limits::check(app, Action::JoinByAddress, &browser.ip).await?;
    let mut tx = app.begin_system("invitation of a colleague").await?;
    let found = store::resolve(&mut tx, &secrets::hash_token(key)).await?;
    tx.commit().await?;
    let link = found.ok_or(Problem::NotFound)?;
    if link.accepted_at.is_some() {
        return Err(used().into());
    }
    if link.revoked_at.is_some() || link.expires_at <= app.now() {
        let gone = "This invitation has ended. A newer mail holds a newer link; else ask whoever runs PeerChamps in your company to send another.";
        return Err(Problem::Gone(gone.to_owned()).into());
    }
    Ok(link)
}

fn used() -> Problem {
    Problem::Gone("This invitation was used already. Sign in with your e-mail and password.".to_owned())
}

/// The hash of a password that can be taken.
async fn chosen(password: &str) -> Result<String> {
    if let Some(mistake) = password_mistake(password) {
        return Err(Problem::invalid("password", mistake).into());
    }
    let password = password.to_owned();
    tokio::task::spawn_blocking(move || hash_password(&password)).await?
}
