//! Taking somebody off the list who was added by mistake and never came.

use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::UserId;
use domain::problem::Problem;

use super::store;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;

/// Removes somebody who waits for an invitation or has not taken it up: their link leads nowhere any more. Whoever is
/// named anywhere stays until that is somebody else's.
pub async fn remove(ctx: &Ctx, user: UserId) -> Result<()> {
    ctx.allow(Permission::ManageCompany)?;
    let mut tx = ctx.begin().await?;
    if store::known(&mut tx, &[user]).await? == 0 {
        return Err(Problem::NotFound.into());
    }
    if store::lock_waiting(&mut tx, &[user]).await?.is_empty() {
        let words = "They are part of the company already, or suspended: only who never came can be removed.";
        return Err(Problem::refused("not_waiting", words).into());
    }
    store::forget_invitations(&mut tx, user).await?;
    let uses = store::uses(&mut tx, user).await?;
    if !uses.is_empty() {
        let words = format!("They are named in {}. Give that to somebody else first.", uses.join(", "));
        return Err(Problem::refused("in_use", words).into());
    }
    store::remove(&mut tx, user).await?;
    events::record(&mut tx, ctx, Event::ColleagueRemoved { user }).await?;
    tx.commit().await
}
