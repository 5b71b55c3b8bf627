//! Yes or no to a nomination.

use chrono::TimeDelta;
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::{AdvocateId, InvitationId, NominationId};
use domain::nominations::NominationState;
use domain::problem::Problem;
use uuid::Uuid;

use super::store::{self, LockedNomination};
use super::{decides_for, invitation};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint, Result};
use crate::limits::{self, Action};
use crate::{events, secrets};

const REASON_CHARS: usize = 500;
/// How long the personal link is good.
const INVITATION_DAYS: i64 = 30;

/// Makes the advocate and their personal link. The mail follows from the event.
pub async fn approve(ctx: &Ctx, id: NominationId) -> Result<AdvocateId> {
    let mut tx = ctx.begin().await?;
    let row = open(&mut tx, ctx, id).await?;
    let known = || {
        Problem::refused("known", "Somebody made this person an advocate in the meantime. Decline it with that reason.")
    };
    let organisation = match row.organisation {
        Some(known) => known,
        None => match store::organisation_named(&mut tx, &row.organisation_name).await? {
            Some(known) => known,
            None => store::insert_customer(&mut tx, ctx, &row.organisation_name).await?,
        },
    };
    let login = store::login_of(&mut tx, &row.email, Uuid::now_v7()).await?;
    let user = store::user_of(&mut tx, ctx, login, &row.name, &row.email)
        .await
        .on_constraint("users_email_unique", known())?;
    let advocate = AdvocateId::new();
    store::insert_advocate(&mut tx, ctx, advocate, &row, organisation, user)
        .await
        .on_constraint("advocates_email_unique", known())
        .on_constraint("advocates_by_user", known())?;
    link(&mut tx, ctx, advocate).await?;
    store::decide(&mut tx, ctx, id, NominationState::Approved, "", Some(advocate)).await?;
    events::record(&mut tx, ctx, Event::NominationApproved { nomination: id, advocate }).await?;
    tx.commit().await?;
    Ok(advocate)
}

/// Says no, and why; the nominator reads it.
pub async fn decline(ctx: &Ctx, id: NominationId, reason: &str) -> Result<()> {
    let reason = reason.trim();
    let mut tx = ctx.begin().await?;
    open(&mut tx, ctx, id).await?;
    if reason.is_empty() || reason.chars().count() > REASON_CHARS {
        return Err(Problem::invalid("reason", "Say in a sentence why, in 500 letters at most.").into());
    }
    store::decide(&mut tx, ctx, id, NominationState::Declined, reason, None).await?;
    events::record(&mut tx, ctx, Event::NominationDeclined { nomination: id }).await?;
    tx.commit().await
}

/// Sends the person another link, where the first was lost or is over; an earlier one ends by that.
pub async fn invite_again(ctx: &Ctx, id: NominationId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    decidable(&mut tx, ctx, id).await?;
    let waits = store::invited(&mut tx, id).await?;
    tx.commit().await?;
    let here = || Problem::refused("here", "They have been on their page already, or were not invited by this.");
    waits.ok_or_else(here)?;
    let subject = format!("{}/{id}", ctx.company());
    limits::check(ctx.app(), Action::InvitationToPerson, &subject).await?;

    let mut tx = ctx.begin().await?;
    decidable(&mut tx, ctx, id).await?;
    let advocate = store::invited(&mut tx, id).await?.ok_or_else(here)?;
    store::revoke_invitations(&mut tx, advocate, ctx.now()).await?;
    let invitation = link(&mut tx, ctx, advocate).await?;
    let event = Event::AdvocateInvitedAgain { nomination: id, advocate, invitation };
    events::record(&mut tx, ctx, event).await?;
    tx.commit().await
}

/// A personal link for whoever came of a nomination.
async fn link(tx: &mut Tx, ctx: &Ctx, advocate: AdvocateId) -> Result<InvitationId> {
    let invitation = InvitationId::new();
    let hash = secrets::hash_token(&invitation::key(ctx.app().secrets(), invitation));
    let expires_at = ctx.now() + TimeDelta::days(INVITATION_DAYS);
    store::insert_invitation(tx, ctx, invitation, advocate, &hash, expires_at).await?;
    Ok(invitation)
}

/// The nomination, locked, if it waits for a decision that this person may make. Of two who decide at once the second
/// is told what the first decided.
async fn open(tx: &mut Tx, ctx: &Ctx, id: NominationId) -> Result<LockedNomination> {
    let row = decidable(tx, ctx, id).await?;
    if row.state != NominationState::Open {
        let word = row.state.label().to_lowercase();
        return Err(Problem::refused("decided", format!("This nomination is {word} already.")).into());
    }
    Ok(row)
}

/// The nomination, locked, if it is this person's to decide, whatever was decided.
async fn decidable(tx: &mut Tx, ctx: &Ctx, id: NominationId) -> Result<LockedNomination> {
    let viewer = ctx.viewer()?;
    ctx.allow(Permission::EditAdvocates)?;
    let row = store::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    if let Some(me) = decides_for(viewer)
        && row.owner != Some(me)
    {
        let mine = row.nominated_by == me;
        let forbidden = Problem::Forbidden(
            "Only whoever looks after this customer, programme leads and administrators can decide.".to_owned(),
        );
        return Err(if mine { forbidden } else { Problem::NotFound }.into());
    }
    Ok(row)
}
