//! Events: written in the commit of the change, read later by jobs. Writers know no reader.

use domain::event::Event;
use domain::ids::EventId;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Appends many events at once, in their order.
pub async fn record_all(tx: &mut Tx, ctx: &Ctx, events: &[Event]) -> Result<()> {
    let ids: Vec<EventId> = events.iter().map(|_| EventId::new()).collect();
    let kinds: Vec<&str> = events.iter().map(Event::kind).collect();
    let bodies = events.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
    sqlx::query!(
        "insert into events (company_id, id, kind, body, actor_id, request_ref, occurred_at)
         select $1, e.id, e.kind, e.body, $5, $6, $7
         from unnest($2::uuid[], $3::text[], $4::jsonb[]) with ordinality as e (id, kind, body, position)
         order by e.position",
        ctx.company() as _,
        &ids as _,
        &kinds as _,
        &bodies,
        ctx.user() as _,
        ctx.request().to_string(),
        ctx.now()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

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
