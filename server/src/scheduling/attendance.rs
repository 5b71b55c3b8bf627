//! What became of a call: recorded by whoever may change it, once its time has come.

use chrono::{DateTime, TimeDelta, Utc};
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::CallId;
use domain::problem::Problem;
use domain::scheduling::{self as rules, Attendance, CallState, PlannedCall, Side};

use super::calls::{side, visible};
use super::store;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;

/// The rep is asked this long after the beginning: the longest call is over by then.
pub(super) const ASK_AFTER: TimeDelta = TimeDelta::minutes(75);

/// Records who came. A call that took place begins the advocate's rest; a missed one sets the request back to the rep,
/// and the prospect's link offers times again.
pub async fn record_attendance(ctx: &Ctx, call: CallId, attendance: Attendance) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let facts = visible(&mut tx, ctx, call).await?;
    ctx.allow(Permission::SubmitRequests)?;
    // Two who record at once: the second sees what the first wrote.
    store::lock_board(&mut tx, facts.advocate).await?;
    let state = store::state_of(&mut tx, call).await?.ok_or(Problem::NotFound)?;
    let standing = PlannedCall { state, during: facts.during() };

    let became = rules::attend(&standing, attendance, ctx.now()).map_err(Problem::from)?;

    store::record_attendance(&mut tx, ctx, call, attendance).await?;
    store::request_attended(&mut tx, facts.request, became == CallState::Completed).await?;
    if became == CallState::Completed {
        store::insert_call_touch(&mut tx, ctx, call).await?;
    }
    events::record(&mut tx, ctx, Event::CallAttended { call, took_place: became == CallState::Completed }).await?;
    tx.commit().await
}

/// What the viewer may record about this call, the likeliest first.
pub(super) fn choices(ctx: &Ctx, standing: &PlannedCall, now: DateTime<Utc>) -> Result<Vec<Attendance>> {
    let viewer = ctx.viewer()?;
    if side(viewer) != Side::Staff || !viewer.may(Permission::SubmitRequests) {
        return Ok(Vec::new());
    }
    Ok(Attendance::ALL.iter().copied().filter(|attendance| rules::attend(standing, *attendance, now).is_ok()).collect())
}
