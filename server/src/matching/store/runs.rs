//! Runs that were kept, with what they saw.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{CompanyId, MatchRunId, OpportunityId, UserId};
use serde_json::Value as Json;

use crate::db::Tx;
use crate::error::Result;

pub struct RunRow {
    pub id: MatchRunId,
    pub opportunity: OpportunityId,
    pub started_by: Option<UserId>,
    pub started_at: DateTime<Utc>,
    pub duration_us: i32,
    pub engine_version: i32,
    pub preset: String,
    pub weights: Json,
    pub need: Json,
    pub snapshot_digest: Vec<u8>,
    pub order_digest: Option<Vec<u8>>,
    pub candidates: i32,
    pub ungated: i32,
    pub top: Json,
}

/// Keeps what a run saw, once however many runs saw it.
pub async fn keep_snapshot(tx: &mut Tx, company: CompanyId, digest: &[u8], body: &[u8]) -> Result<()> {
    sqlx::query!(
        "insert into match_snapshots (company_id, digest, body) values ($1, $2, $3) on conflict do nothing",
        company as _,
        digest,
        body,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What runs of that digest saw.
pub async fn snapshot(tx: &mut Tx, digest: &[u8]) -> Result<Option<Vec<u8>>> {
    let body = sqlx::query_scalar!("select body from match_snapshots where digest = $1", digest);
    Ok(body.fetch_optional(&mut **tx).await?)
}

pub async fn insert(tx: &mut Tx, company: CompanyId, run: &RunRow) -> Result<()> {
    sqlx::query!(
        "insert into match_runs (company_id, id, opportunity_id, started_by, started_at, duration_us, engine_version,
                                 preset, weights, need, snapshot_digest, order_digest, candidates, ungated, top,
                                 deal_version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                 (select version from opportunities where company_id = $1 and id = $3))",
        company as _,
        run.id as _,
        run.opportunity as _,
        run.started_by as _,
        run.started_at,
        run.duration_us,
        run.engine_version,
        run.preset,
        run.weights,
        run.need,
        run.snapshot_digest,
        run.order_digest,
        run.candidates,
        run.ungated,
        run.top,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A kept run and the candidates it saw.
pub async fn find(tx: &mut Tx, id: MatchRunId) -> Result<Option<(RunRow, Vec<u8>)>> {
    let row = sqlx::query!(
        r#"select r.opportunity_id as "opportunity: OpportunityId", r.started_by as "started_by: UserId", r.started_at,
                  r.duration_us, r.engine_version, r.preset, r.weights, r.need, r.snapshot_digest, r.order_digest,
                  r.candidates, r.ungated, r.top, s.body
           from match_runs r
           join match_snapshots s on s.company_id = r.company_id and s.digest = r.snapshot_digest
           where r.id = $1"#,
        id as _,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| {
        let run = RunRow {
            id,
            opportunity: row.opportunity,
            started_by: row.started_by,
            started_at: row.started_at,
            duration_us: row.duration_us,
            engine_version: row.engine_version,
            preset: row.preset,
            weights: row.weights,
            need: row.need,
            snapshot_digest: row.snapshot_digest,
            order_digest: row.order_digest,
            candidates: row.candidates,
            ungated: row.ungated,
            top: row.top,
        };
        (run, row.body)
    }))
}

pub struct LatestRow {
    pub id: MatchRunId,
    pub started_at: DateTime<Utc>,
    pub by: Option<String>,
}

/// The last run of an opportunity that was kept.
pub async fn latest(tx: &mut Tx, opportunity: OpportunityId) -> Result<Option<LatestRow>> {
    let row = sqlx::query_as!(
        LatestRow,
        r#"select r.id as "id: _", r.started_at, u.name as "by?"
           from match_runs r
           left join users u on u.company_id = r.company_id and u.id = r.started_by
           where r.opportunity_id = $1
           order by r.started_at desc, r.id desc
           limit 1"#,
        opportunity as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Open deals without a run of this day, those whose reference is needed first before all others.
pub async fn open_deals(tx: &mut Tx, today: NaiveDate, limit: i64) -> Result<Vec<OpportunityId>> {
    let rows = sqlx::query_scalar!(
        r#"select o.id as "id: OpportunityId"
           from opportunities o
           where o.closed_at is null
             and not exists (
               select from match_runs r
               where r.company_id = o.company_id and r.opportunity_id = o.id
                 and r.started_at >= $1::date::timestamp at time zone 'UTC')
           order by o.needed_by nulls last, o.closes_on nulls last, o.id
           limit $2"#,
        today,
        limit,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
