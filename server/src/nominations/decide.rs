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
    let invitation = InvitationId::new();
    let hash = secrets::hash_token(&invitation::key(ctx.app().secrets(), invitation));
    let expires_at = ctx.now() + TimeDelta::days(INVITATION_DAYS);
    store::insert_invitation(&mut tx, ctx, invitation, advocate, &hash, expires_at).await?;
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

/// The nomination, locked, if it waits for a decision that this person may make. Of two who decide at once the second
/// is told what the first decided.
async fn open(tx: &mut Tx, ctx: &Ctx, id: NominationId) -> Result<LockedNomination> {
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
    if row.state != NominationState::Open {
        let word = row.state.label().to_lowercase();
        return Err(Problem::refused("decided", format!("This nomination is {word} already.")).into());
    }
    Ok(row)
}
