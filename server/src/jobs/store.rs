use chrono::{DateTime, Utc};
use domain::ids::{CompanyId, EventId, JobId, UserId};
use domain::jobs::{JobList, JobRow, JobState};

use super::NewJob;
use crate::db::Tx;
use crate::error::Result;

pub async fn insert(tx: &mut Tx, company: CompanyId, job: &NewJob) -> Result<()> {
    sqlx::query!(
        "insert into jobs (company_id, id, queue, kind, key, body, max_attempts, run_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict on constraint jobs_once do nothing",
        company as _,
        JobId::new() as _,
        job.queue,
        job.kind,
        job.key,
        job.body,
        job.max_attempts,
        job.run_at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn list(tx: &mut Tx, state: Option<JobState>, now: DateTime<Utc>) -> Result<JobList> {
    let rows = sqlx::query_as!(
        JobRow,
        r#"select id as "id: JobId", queue, kind, state as "state: JobState", attempts, max_attempts, run_at, last_error,
                  finished_at, replayed_at
           from jobs where $1::text is null or state = $1
           order by run_at desc, id desc limit 100"#,
        state as Option<JobState>
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut counts = Vec::new();
    for state in JobState::ALL {
        let count = sqlx::query_scalar!(
            r#"select count(*) as "count!" from (select from jobs where state = $1 limit 100) as counted"#,
            *state as JobState
        )
        .fetch_one(&mut **tx)
        .await?;
        counts.push((*state, count));
    }
    let oldest_due =
        sqlx::query_scalar!("select min(run_at) from jobs where state in ('queued', 'retrying') and run_at <= $1", now)
            .fetch_one(&mut **tx)
            .await?;
    Ok(JobList { rows, counts, oldest_due, now })
}

pub async fn lock_state(tx: &mut Tx, job: JobId) -> Result<Option<JobState>> {
    Ok(sqlx::query_scalar!(r#"select state as "state: JobState" from jobs where id = $1 for update"#, job as _)
        .fetch_optional(&mut **tx)
        .await?)
}

pub async fn replay(tx: &mut Tx, job: JobId, by: Option<UserId>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update jobs set state = 'queued', attempts = 0, run_at = $2, handed_at = null, finished_at = null,
                replayed_at = $2, replayed_by = $3
         where id = $1",
        job as _,
        now,
        by as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// An event as it was written.
pub async fn event_body(tx: &mut Tx, event: EventId) -> Result<Option<serde_json::Value>> {
    Ok(sqlx::query_scalar!("select body from events where id = $1", event as _).fetch_optional(&mut **tx).await?)
}

/// Starts an attempt; `None` when the job ended already.
pub async fn start(tx: &mut Tx, company: CompanyId, job: JobId) -> Result<Option<Started>> {
    Ok(sqlx::query_as!(
        Started,
        "update jobs set state = 'running', attempts = attempts + 1
         where company_id = $1 and id = $2 and state in ('queued', 'running', 'retrying')
         returning kind, body, attempts, max_attempts",
        company as _,
        job as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}

pub struct Started {
    pub kind: String,
    pub body: serde_json::Value,
    pub attempts: i32,
    pub max_attempts: i32,
}

/// Ends an attempt in this state.
pub async fn end(
    tx: &mut Tx,
    company: CompanyId,
    job: JobId,
    state: JobState,
    error: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update jobs set state = $3, last_error = $4, finished_at = case when $3::text in ('done', 'dead') then $5::timestamptz end
         where company_id = $1 and id = $2 and state = 'running'",
        company as _,
        job as _,
        state as JobState,
        error,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Jobs of all companies that are due, for a run without the engine.
pub async fn due(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<(CompanyId, JobId)>> {
    let rows = sqlx::query!(
        r#"select company_id as "company: CompanyId", id as "id: JobId" from jobs
           where state in ('queued', 'retrying') and run_at <= $1 order by run_at, id limit 500"#,
        now
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.company, row.id)).collect())
}
