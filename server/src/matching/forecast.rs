//! What asking one advocate would cost in the coming weeks, from the same index as the ranking.

use chrono::{DateTime, Utc};
use domain::accounts::Permission;
use domain::advocates::ActivityType;
use domain::ids::AdvocateId;
use domain::matching::{Forecast, Touch, TouchKind, forecast as of_index};
use domain::problem::Problem;

use super::{load, need, store};
use crate::advocates;
use crate::ctx::Ctx;
use crate::error::Result;

/// What the ledger notes for a call that was held: the default of its column.
const CALL_COST: u16 = 1_000;

/// The forecast for a reference call of somebody whom the reader sees; nothing for somebody who is not matched at all.
pub async fn forecast(ctx: &Ctx, advocate: AdvocateId) -> Result<Option<Forecast>> {
    ctx.allow(Permission::ViewAdvocates)?;
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    if !advocates::is_in_sight(&mut tx, ctx.viewer()?, advocate, now).await? {
        return Err(Problem::NotFound.into());
    }
    let policy = need::policy(&store::need::policy(&mut tx, ctx.company()).await?);
    let loaded = load::current(ctx.app().matching(), ctx.company(), &mut tx, policy, now).await?;
    let booked = store::details::booked_calls(&mut tx, advocate, now).await?;
    tx.commit().await?;
    let call = |at: DateTime<Utc>| Touch { on: at.date_naive(), kind: TouchKind::Call, cost: CALL_COST };
    let booked: Vec<Touch> = booked.into_iter().map(call).collect();
    Ok(of_index(&loaded.index, now, advocate, ActivityType::ReferenceCall, &booked))
}
