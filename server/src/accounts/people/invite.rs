//! Writing to colleagues who wait for an invitation.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use chrono_tz::Tz;
use domain::accounts::{Invited, Permission, Role};
use domain::event::Event;
use domain::ids::{UserId, UserInvitationId};
use domain::problem::Problem;
use domain::time::{date_short, local, zones};
use serde::{Deserialize, Serialize};

use super::store;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::events;
use crate::jobs::Job;
use crate::limits::{self, Action};
use crate::mail::{self, Letter, NewMail};
use crate::secrets::{Secrets, hash_token};

/// How long the link is good.
pub(super) const DAYS: i64 = 7;
/// As many as a page of the list shows, and some.
const MOST: usize = 100;
const MAC_BYTES: usize = 16;

/// Sends each of these a link; an earlier one ends. Who was written to too often of late, or waits no longer, is left
/// out; when nobody is left, that is said instead.
pub async fn invite(ctx: &Ctx, users: &[UserId]) -> Result<Invited> {
    ctx.allow(Permission::ManageCompany)?;
    let wanted: BTreeSet<UserId> = users.iter().copied().collect();
    if wanted.is_empty() || wanted.len() > MOST {
        return Err(Problem::invalid("users", "Choose between one and a hundred people.").into());
    }
    let wanted: Vec<UserId> = wanted.into_iter().collect();
    // Whom the company does not know is nobody's to write to, and costs nobody a turn.
    let mut tx = ctx.begin().await?;
    if store::known(&mut tx, &wanted).await? == 0 {
        return Err(Problem::NotFound.into());
    }
    let waiting = store::lock_waiting(&mut tx, &wanted).await?;
    tx.commit().await?;
    if waiting.is_empty() {
        return Err(Problem::refused("not_waiting", "They are part of the company already, or suspended.").into());
    }
    let (rested, busy) = rested(ctx, waiting).await?;
    if let (true, Some(busy)) = (rested.is_empty(), busy) {
        return Err(busy.into());
    }

    let mut tx = ctx.begin().await?;
    let invited = store::lock_waiting(&mut tx, &rested).await?;
    for user in &invited {
        let id = UserInvitationId::new();
        store::revoke_open(&mut tx, *user, ctx.now()).await?;
        let hash = hash_token(&key(ctx.app().secrets(), id));
        store::insert(&mut tx, ctx, id, *user, &hash, ctx.now() + TimeDelta::days(DAYS)).await?;
        events::record(&mut tx, ctx, Event::ColleagueInvited { user: *user, invitation: id }).await?;
    }
    tx.commit().await?;
    let number = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
    Ok(Invited { sent: number(invited.len()), left_out: number(wanted.len() - invited.len()) })
}

/// Ends the link of somebody who was invited and has not come yet; nobody is told, and another can be sent later.
pub async fn withdraw(ctx: &Ctx, user: UserId) -> Result<()> {
    ctx.allow(Permission::ManageCompany)?;
    let mut tx = ctx.begin().await?;
    if store::known(&mut tx, &[user]).await? == 0 {
        return Err(Problem::NotFound.into());
    }
    let ended = store::revoke_open(&mut tx, user, ctx.now()).await?;
    let Some(invitation) = ended else {
        let words = "They hold no invitation any more: it was used or withdrawn in the meantime.";
        return Err(Problem::refused("not_invited", words).into());
    };
    events::record(&mut tx, ctx, Event::InvitationWithdrawn { user, invitation }).await?;
    tx.commit().await
}

/// Who may be written to again, and what is said of those who may not.
async fn rested(ctx: &Ctx, users: Vec<UserId>) -> Result<(Vec<UserId>, Option<Problem>)> {
    let company = ctx.company().to_string();
    let (mut rested, mut busy) = (Vec::new(), None);
    for user in users {
        let mut allowed = limits::check(ctx.app(), Action::InvitationByCompany, &company).await;
        if allowed.is_ok() {
            allowed = limits::check(ctx.app(), Action::InvitationToPerson, &format!("{company}/{user}")).await;
        }
        match allowed {
            Ok(()) => rested.push(user),
            Err(Error::Problem(problem @ Problem::Busy { .. })) => busy = Some(problem),
            Err(error) => return Err(error),
        }
    }
    Ok((rested, busy))
}

/// The key in the mail: made from the invitation's id and a MAC, so that only its hash is kept.
pub(super) fn key(secrets: &Secrets, invitation: UserInvitationId) -> String {
    let mac = secrets.mac("user-invitation", &[invitation.0.as_bytes()]);
    URL_SAFE_NO_PAD.encode([invitation.0.as_bytes().as_slice(), &mac[..MAC_BYTES]].concat())
}

/// Writes the mail of an invitation.
#[derive(Debug, Serialize, Deserialize)]
pub struct InviteColleague {
    pub invitation: UserInvitationId,
}

impl Job for InviteColleague {
    const KIND: &'static str = "invite_colleague";
    const QUEUE: &'static str = "mail_out";

    fn key(&self) -> String {
        self.invitation.to_string()
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        if let Some(facts) = store::facts(&mut tx, self.invitation, ctx.now()).await? {
            mail::queue(&mut tx, ctx, &letter(ctx, self.invitation, facts)?).await?;
        }
        tx.commit().await
    }
}

fn letter(ctx: &Ctx, invitation: UserInvitationId, facts: store::Facts) -> Result<NewMail> {
    let store::Facts { name, email, roles, company, sender, expires_at, time_zone } = facts;
    let zone = zones::find(&time_zone).unwrap_or(Tz::UTC);
    let first = name.split(' ').next().unwrap_or_default();
    let roles: Vec<&str> = roles.into_iter().map(Role::label).collect();
    let letter = Letter {
        subject: format!("Join {company} on PeerChamps"),
        heading: format!("Your colleagues wait for you, {first}"),
        opening: format!(
            "{} invites you to where {company} finds the customer whose story fits a deal, and asks them at the right moment.",
            sender.unwrap_or_else(|| company.clone())
        ),
        facts: vec![
            ("What you do there".to_owned(), roles.join(", ")),
            ("This link is yours alone, until".to_owned(), date_short(local(expires_at, &zone).date())),
        ],
        action: Some((
            format!("Join {company}"),
            ctx.app().url(&format!("/join/{}", key(ctx.app().secrets(), invitation))),
        )),
        closing: "If you did not expect this, do nothing: nobody can sign in with your address without the link."
            .to_owned(),
        company,
    };
    Ok(NewMail {
        key: format!("user_invitation/{invitation}"),
        kind: "user_invitation",
        to_name: name,
        to_email: email,
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html()?,
        invitation: None,
    })
}
