//! The personal link of somebody who was invited, and the mails about a nomination.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::{InvitationId, NominationId};
use domain::nominations::NominationState;
use domain::problem::Problem;
use domain::time::date_short;
use uuid::Uuid;

use super::store;
use crate::accounts::{self, Browser, OpenedSession};
use crate::app::App;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::limits::{self, Action};
use crate::mail::{self, Letter, NewMail};
use crate::secrets::{Secrets, hash_token};

/// The key in the mail: made from the invitation's id and a MAC, so that only its hash is kept.
pub(super) fn key(secrets: &Secrets, invitation: InvitationId) -> String {
    let mac = secrets.mac("advocate-invitation", &[invitation.0.as_bytes()]);
    URL_SAFE_NO_PAD.encode([invitation.0.as_bytes().as_slice(), &mac[..16]].concat())
}

/// Signs in whoever holds the personal link. Opening it decides nothing: mail scanners open links too.
pub async fn enter(app: &App, request: Uuid, key: &str, browser: &Browser) -> Result<OpenedSession> {
    limits::check(app, Action::LinkByAddress, &browser.ip).await?;
    let mut tx = app.begin_system("invitation link").await?;
    let found = store::resolve_invitation(&mut tx, &hash_token(key), app.now()).await?;
    tx.commit().await?;
    let (company, user) = found.ok_or_else(|| {
        Problem::Gone("This invitation has ended, or was used already. Whoever sent it can send another.".to_owned())
    })?;
    accounts::open_session(app, request, company, user, browser).await
}

/// Writes to the person: who thought of them, and the way in.
pub(super) async fn invite(tx: &mut Tx, ctx: &Ctx, nomination: NominationId) -> Result<()> {
    let Some(facts) = store::invitation_facts(tx, nomination, ctx.now()).await? else { return Ok(()) };
    let first = facts.name.split(' ').next().unwrap_or_default();
    let letter = Letter {
        subject: format!("{} would like you to speak for them", facts.company),
        heading: format!("Would you tell your story, {first}?"),
        opening: format!(
            "{} at {} thought of you: companies that are deciding now would like to hear from somebody like you. \
             You choose what you do, how often and when, and you can say no to anything at any time.",
            facts.nominated_by, facts.company
        ),
        facts: vec![
            ("You could talk about".to_owned(), facts.topics.join(", ")),
            ("This link is yours alone, until".to_owned(), date_short(facts.expires_at.date_naive())),
        ],
        action: Some((
            "See what it means".to_owned(),
            ctx.app().url(&format!("/portal/welcome/{}", key(ctx.app().secrets(), facts.invitation))),
        )),
        closing: "If this is not for you, do nothing: you are not asked again.".to_owned(),
        company: facts.company.clone(),
    };
    let mail = NewMail {
        key: format!("advocate_invitation/{}", facts.invitation),
        kind: "advocate_invitation",
        to_name: facts.name.clone(),
        to_email: facts.email.clone(),
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html()?,
        invitation: None,
    };
    mail::queue(tx, ctx, &mail).await?;
    store::move_on(tx, ctx, facts.advocate, &["nominated"], "invited", "Invited by e-mail").await
}

/// Tells the nominator what became of it.
pub(super) async fn tell_nominator(tx: &mut Tx, ctx: &Ctx, nomination: NominationId) -> Result<()> {
    let facts = store::decision_facts(tx, nomination).await?.ok_or(Problem::NotFound)?;
    let (subject, opening) = match facts.state {
        NominationState::Open => return Ok(()),
        NominationState::Approved => (
            format!("{} is invited", facts.name),
            format!("{} approved your nomination; {} has a personal link in their mail.", facts.decided_by, facts.name),
        ),
        NominationState::Declined => {
            (format!("{} is not invited", facts.name), format!("{} declined: {}", facts.decided_by, facts.reason))
        }
    };
    let letter = Letter {
        heading: subject.clone(),
        subject,
        opening,
        facts: vec![],
        action: Some(("See the nominations".to_owned(), ctx.app().url("/nominations"))),
        closing: String::new(),
        company: facts.company.clone(),
    };
    let mail = NewMail {
        key: format!("nomination/{nomination}"),
        kind: "nomination",
        to_name: facts.nominator,
        to_email: facts.nominator_email,
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html()?,
        invitation: None,
    };
    mail::queue(tx, ctx, &mail).await
}
