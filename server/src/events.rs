//! Events: written in the commit of the change, read later by jobs. Writers know no reader.

use domain::event::Event;
use domain::ids::EventId;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Appends an event to the outbox. It exists exactly when the change does.
pub async fn record(tx: &mut Tx, ctx: &Ctx, event: Event) -> Result<EventId> {
    let id = EventId::new();
    sqlx::query!(
        "insert into events (company_id, id, kind, body, actor_id, request_ref, occurred_at) values ($1, $2, $3, $4, $5, $6, $7)",
        ctx.company() as _,
        id as _,
        event.kind(),
        serde_json::to_value(&event)?,
        ctx.user() as _,
        ctx.request().to_string(),
        ctx.now()
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}
