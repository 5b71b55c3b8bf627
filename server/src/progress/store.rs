//! Runs under way.

use chrono::{DateTime, Utc};
use domain::ids::{CompanyId, MatchProgressId, MatchRunId, OpportunityId, UserId};
use serde_json::Value as Json;

use crate::db::Tx;
use crate::error::Result;

pub struct ProgressRow {
    pub opportunity: OpportunityId,
    pub started_at: DateTime<Utc>,
    pub asked: Json,
    pub done: Json,
    pub snapshot_digest: Option<Vec<u8>>,
    pub inputs: Option<Json>,
    pub open: Option<i32>,
    pub model_since: Option<DateTime<Utc>>,
    pub stopped_at: Option<DateTime<Utc>>,
}

/// Begins one, in place of what this person watched for this deal before. What is older than a day is forgotten.
pub async fn begin(
    tx: &mut Tx,
    company: CompanyId,
    id: MatchProgressId,
    opportunity: OpportunityId,
    by: UserId,
    at: DateTime<Utc>,
    asked: &Json,
) -> Result<()> {
    sqlx::query!(
        "delete from match_progress
         where opportunity_id = $1 and started_by = $2 or started_at < $3::timestamptz - interval '1 day'",
        opportunity as _,
        by as _,
        at,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "insert into match_progress (company_id, id, opportunity_id, started_by, started_at, asked) values ($1, $2, $3, $4, $5, $6)",
        company as _,
        id as _,
        opportunity as _,
        by as _,
        at,
        asked,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: MatchProgressId) -> Result<Option<ProgressRow>> {
    let row = sqlx::query_as!(
        ProgressRow,
        r#"select opportunity_id as "opportunity: _", started_at, asked, done, snapshot_digest, inputs, open,
                  model_since, stopped_at
           from match_progress where id = $1"#,
        id as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// The same, locked until the transaction ends: one stage is done once, however many watch.
pub async fn lock(tx: &mut Tx, id: MatchProgressId) -> Result<Option<ProgressRow>> {
    let row = sqlx::query_as!(
        ProgressRow,
        r#"select opportunity_id as "opportunity: _", started_at, asked, done, snapshot_digest, inputs, open,
                  model_since, stopped_at
           from match_progress where id = $1
           for update"#,
        id as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// A stage is over.
pub async fn append(tx: &mut Tx, id: MatchProgressId, done: &Json) -> Result<()> {
    sqlx::query!("update match_progress set done = done || $2::jsonb where id = $1", id as _, done)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn keep_reading(tx: &mut Tx, id: MatchProgressId, digest: &[u8], inputs: &Json) -> Result<()> {
    sqlx::query!("update match_progress set snapshot_digest = $2, inputs = $3 where id = $1", id as _, digest, inputs,)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn keep_run(tx: &mut Tx, id: MatchProgressId, run: MatchRunId, open: i32) -> Result<()> {
    sqlx::query!(
        "update match_progress set run_id = $2, open = $3, model_since = started_at where id = $1",
        id as _,
        run as _,
        open,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn stop(tx: &mut Tx, id: MatchProgressId, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update match_progress set stopped_at = $2 where id = $1", id as _, at).execute(&mut **tx).await?;
    Ok(())
}

/// Goes on; the model is asked from now.
pub async fn resume(tx: &mut Tx, id: MatchProgressId, model_since: Option<DateTime<Utc>>) -> Result<()> {
    sqlx::query!("update match_progress set stopped_at = null, model_since = $2 where id = $1", id as _, model_since,)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Begins at the first stage again: what was read is too old to be matched by.
pub async fn start_over(tx: &mut Tx, id: MatchProgressId, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update match_progress
         set stopped_at = null, started_at = $2, done = '[]', snapshot_digest = null, inputs = null
         where id = $1",
        id as _,
        at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
