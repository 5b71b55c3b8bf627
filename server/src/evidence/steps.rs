//! From draft to approval, and out again.

use chrono::{Days, NaiveDate, NaiveTime};
use domain::event::Event;
use domain::evidence::{EvidenceState, Refusal, Step};
use domain::ids::EvidenceId;
use domain::problem::Problem;

use super::jobs::ExpireEvidence;
use super::{editable, may_approve, store, today};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::{events, jobs};

/// The most letters of a reason.
const REASON_CHARS: usize = 500;

/// Puts a draft forward.
pub async fn submit(ctx: &Ctx, id: EvidenceId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let piece = editable(&mut tx, ctx, id).await?;
    if !piece.shows_something {
        return Err(Problem::from(Refusal::Empty).into());
    }
    step(&mut tx, ctx, &piece, Step::Submit, "", None).await?;
    tx.commit().await
}

/// Gives it back to its writer.
pub async fn send_back(ctx: &Ctx, id: EvidenceId, reason: &str) -> Result<()> {
    let reason = reason_of(reason)?;
    let mut tx = ctx.begin().await?;
    let piece = editable(&mut tx, ctx, id).await?;
    approves(ctx)?;
    step(&mut tx, ctx, &piece, Step::SendBack, reason, None).await?;
    tx.commit().await
}

/// Lets it out: the advocate's consent is read from the ledger behind their lock, so that a withdrawal that commits at
/// the same moment is either seen here or finds an approved piece to withdraw.
pub async fn approve(ctx: &Ctx, id: EvidenceId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let piece = editable(&mut tx, ctx, id).await?;
    approves(ctx)?;
    piece.state.after(Step::Approve).map_err(Problem::from)?;
    if !piece.shows_something {
        return Err(Problem::from(Refusal::Empty).into());
    }
    if piece.expires_on.is_some_and(|day| day < today(ctx)) {
        return Err(Problem::from(Refusal::Over).into());
    }
    let consent_until = consent(&mut tx, ctx, &piece).await?;
    step(&mut tx, ctx, &piece, Step::Approve, "", consent_until).await?;
    let last_day = [piece.expires_on, consent_until].into_iter().flatten().min();
    if let Some(last_day) = last_day {
        let over = (last_day + Days::new(1)).and_time(NaiveTime::MIN).and_utc();
        jobs::enqueue(&mut tx, ctx, &ExpireEvidence { evidence: id, last_day }, over).await?;
    }
    tx.commit().await
}

/// Takes it away for good.
pub async fn withdraw(ctx: &Ctx, id: EvidenceId, reason: &str) -> Result<()> {
    let reason = reason_of(reason)?;
    let mut tx = ctx.begin().await?;
    let piece = editable(&mut tx, ctx, id).await?;
    step(&mut tx, ctx, &piece, Step::Withdraw, reason, None).await?;
    tx.commit().await
}

/// Ends what is over; nothing happens to a piece that got a later day, or is shown no more already.
pub async fn expire(ctx: &Ctx, id: EvidenceId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    if let Some(piece) = store::lock(&mut tx, id, None).await?
        && let Some(row) = store::piece(&mut tx, id, None).await?
        && piece.state == EvidenceState::Approved
        && piece.state.on(today(ctx), row.until()) == EvidenceState::Expired
    {
        step(&mut tx, ctx, &piece, Step::Expire, "Its last day was over", row.consent_until).await?;
    }
    tx.commit().await
}

async fn step(
    tx: &mut Tx,
    ctx: &Ctx,
    piece: &store::LockedPiece,
    step: Step,
    reason: &str,
    consent_until: Option<NaiveDate>,
) -> Result<()> {
    let state = piece.state.after(step).map_err(Problem::from)?;
    store::set_state(tx, ctx, piece.id, state, reason, consent_until).await?;
    events::record(tx, ctx, Event::EvidenceMoved { evidence: piece.id, state }).await?;
    Ok(())
}

/// The last day of the advocate's consent to this activity. A piece of nobody's needs none.
async fn consent(tx: &mut Tx, ctx: &Ctx, piece: &store::LockedPiece) -> Result<Option<NaiveDate>> {
    let Some(advocate) = piece.advocate else { return Ok(None) };
    store::lock_advocate(tx, advocate).await?;
    let given = store::consent(tx, advocate, piece.kind.consent())
        .await?
        .filter(|row| row.is_granted && row.expires_on.is_none_or(|day| day >= today(ctx)));
    match given {
        Some(row) => Ok(row.expires_on),
        None => {
            let advocate = piece.advocate_name.clone().unwrap_or_default();
            Err(Problem::from(Refusal::NoConsent { advocate, kind: piece.kind }).into())
        }
    }
}

fn approves(ctx: &Ctx) -> Result<()> {
    if may_approve(ctx.viewer()?) {
        return Ok(());
    }
    Err(Problem::Forbidden("Only programme leads and administrators can approve evidence.".to_owned()).into())
}

fn reason_of(text: &str) -> Result<&str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::invalid("reason", "Say in a sentence why.").into());
    }
    if text.chars().count() > REASON_CHARS {
        return Err(Problem::invalid("reason", "The reason may have 500 letters at most.").into());
    }
    Ok(text)
}
