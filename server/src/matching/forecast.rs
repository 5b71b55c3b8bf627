//! What asking one advocate would cost in the coming weeks, from the same index as the ranking.

use domain::advocates::ActivityType;
use domain::ids::AdvocateId;
use domain::matching::{Forecast, forecast as of_index};

use super::{load, need, store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// The forecast for a reference call, read in the caller's transaction; nothing for somebody outside the programme.
/// Whether the caller may see the advocate is the caller's to check.
pub async fn forecast(tx: &mut Tx, ctx: &Ctx, advocate: AdvocateId) -> Result<Option<Forecast>> {
    let now = ctx.now();
    let policy = need::policy(&store::need::policy(tx, ctx.company()).await?);
    let loaded = load::current(ctx.app().matching(), ctx.company(), tx, policy, now).await?;
    Ok(of_index(&loaded.index, now, advocate, ActivityType::ReferenceCall))
}
