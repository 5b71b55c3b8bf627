//! From the outbox to jobs, and from jobs to the engine. One pass does a batch of each; a crash
//! between the two loses nothing, because both steps are marked in the commit that does them.

use chrono::{DateTime, Utc};
use domain::event::Event;
use domain::ids::{CompanyId, EventId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Carried, Job, NewJob, registry, store};
use crate::app::App;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

const BATCH: i64 = 200;

/// One pass. Returns whether there was anything to do.
pub async fn pass(app: &App) -> Result<bool> {
    let relayed = to_jobs(app).await?;
    let handed = to_engine(app).await?;
    Ok(relayed + handed > 0)
}

/// Turns events into the jobs their readers want.
pub(super) async fn to_jobs(app: &App) -> Result<usize> {
    let mut tx = Tx::begin_system(&app.pools().worker, "relay events").await?;
    let rows = sqlx::query!(
        r#"select company_id as "company: CompanyId", id as "id: EventId", body from events
           where relayed_at is null order by seq limit $1 for update skip locked"#,
        BATCH
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in &rows {
        // An event nobody here can read waits as a job of its own, and holds up nobody else's.
        let wanted = wanted(&row.body, row.id, app.now()).or_else(|error| {
            tracing::error!(event.id = %row.id, company.id = %row.company, error = %error, "an event cannot be read");
            NewJob::of(&ReadEvent { event: row.id }, app.now()).map(|job| vec![job])
        })?;
        for job in wanted {
            store::insert(&mut tx, row.company, &job).await?;
        }
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    sqlx::query!("update events set relayed_at = $2 where id = any ($1)", &ids, app.now()).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(rows.len())
}

/// The jobs that the readers of this event want.
fn wanted(body: &serde_json::Value, id: EventId, now: DateTime<Utc>) -> Result<Vec<NewJob>> {
    let event: Event = serde_json::from_value(body.clone())?;
    registry::readers(&event, id, now)
}

/// Reads an event that could not be read when it was told: by a version that knows it, after a time or by hand.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReadEvent {
    event: EventId,
}

impl Job for ReadEvent {
    const KIND: &'static str = "read_event";
    const QUEUE: &'static str = "events";

    fn key(&self) -> String {
        self.event.to_string()
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        if let Some(body) = store::event_body(&mut tx, self.event).await? {
            for job in wanted(&body, self.event, ctx.now())? {
                store::insert(&mut tx, ctx.company(), &job).await?;
            }
        }
        tx.commit().await
    }
}

/// Tells the engine about jobs it does not know yet.
async fn to_engine(app: &App) -> Result<usize> {
    let mut tx = Tx::begin_system(&app.pools().worker, "hand jobs to the engine").await?;
    let rows = sqlx::query!(
        "select company_id, id, run_at, max_attempts, replayed_at from jobs
         where handed_at is null order by created_at limit $1 for update skip locked",
        BATCH
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in &rows {
        let carried = serde_json::to_value(Carried { company: row.company_id, job: row.id })?;
        // Our own row decides when a job is dead; the engine gets one attempt more, so that it never
        // gives up first. The key makes handing the same job twice one job.
        sqlx::query("select from graphile_worker.add_job('run_job', $1::json, null, $2, $3, $4)")
            .bind(carried)
            .bind(row.run_at)
            .bind(row.max_attempts + 1)
            .bind(format!("{}/{}", row.id, row.replayed_at.map_or(0, |at| at.timestamp_millis())))
            .execute(&mut *tx)
            .await?;
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    sqlx::query!("update jobs set handed_at = $2 where id = any ($1)", &ids, app.now()).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(rows.len())
}
