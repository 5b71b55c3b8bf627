//! The advocate's yes or no, and the silence.

use chrono::NaiveDate;
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::{AdvocateId, AskId};
use domain::problem::Problem;
use domain::requests::{AskState, DeclineReason, Move, Refusal};

use super::store::{self, LockedAsk};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;

/// The advocate says yes. The prospect is then sent the booking link.
pub async fn accept(ctx: &Ctx, ask: AskId) -> Result<()> {
    let advocate = advocate(ctx)?;
    let mut tx = ctx.begin().await?;
    let row = open_ask(&mut tx, ask, advocate, Move::Accept, ctx).await?;
    store::answer(&mut tx, &row, AskState::Accepted, None, None, ctx.now()).await?;
    store::move_request(&mut tx, row.request, row.request_state.after(Move::Accept).map_err(Problem::from)?).await?;
    events::record(&mut tx, ctx, Event::AskAccepted { ask, request: row.request, advocate }).await?;
    tx.commit().await
}

/// The advocate says no; a reason and a date are welcome, not required.
pub async fn decline(
    ctx: &Ctx,
    ask: AskId,
    reason: Option<DeclineReason>,
    again_after: Option<NaiveDate>,
) -> Result<()> {
    let advocate = advocate(ctx)?;
    let mut tx = ctx.begin().await?;
    let row = open_ask(&mut tx, ask, advocate, Move::Decline, ctx).await?;
    store::answer(&mut tx, &row, AskState::Declined, reason, again_after, ctx.now()).await?;
    store::move_request(&mut tx, row.request, row.request_state.after(Move::Decline).map_err(Problem::from)?).await?;
    events::record(&mut tx, ctx, Event::AskDeclined { ask, request: row.request, advocate }).await?;
    tx.commit().await
}

/// Lets an unanswered ask end; nothing happens when it was answered in time.
pub async fn expire(ctx: &Ctx, ask: AskId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    if let Some(row) = store::lock_ask(&mut tx, ask).await?
        && row.state == AskState::Sent
        && row.expires_at <= ctx.now()
        && let Ok(after) = row.request_state.after(Move::Expire)
    {
        store::expire(&mut tx, &row).await?;
        store::move_request(&mut tx, row.request, after).await?;
        events::record(&mut tx, ctx, Event::AskExpired { ask, request: row.request, advocate: row.advocate }).await?;
    }
    tx.commit().await
}

/// The ask, locked, if it is this advocate's and still waits for an answer. Of two people (or two
/// tabs) deciding at once, the second is told what the first decided.
async fn open_ask(tx: &mut Tx, ask: AskId, advocate: AdvocateId, step: Move, ctx: &Ctx) -> Result<LockedAsk> {
    let row = store::lock_ask(tx, ask).await?.filter(|row| row.advocate == advocate).ok_or(Problem::NotFound)?;
    if row.state != AskState::Sent {
        return Err(Problem::from(Refusal::AlreadyAnswered(row.state)).into());
    }
    if row.expires_at <= ctx.now() {
        return Err(Problem::from(Refusal::AlreadyAnswered(AskState::Expired)).into());
    }
    row.request_state.after(step).map_err(Problem::from)?;
    Ok(row)
}

/// The advocate that is signed in.
pub(super) fn advocate(ctx: &Ctx) -> Result<AdvocateId> {
    ctx.allow(Permission::UsePortal)?;
    Ok(ctx.viewer()?.advocate.ok_or(Problem::NotFound)?)
}
