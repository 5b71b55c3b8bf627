//! The switch, the budget and the calls of models.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ai::{Fault, Past, Purpose, Tokens};
use domain::ids::{AiCallId, CompanyId, OpportunityId, UserId};

use crate::db::Tx;
use crate::error::Result;

pub struct SettingsRow {
    pub is_on: bool,
    pub month_budget_micros: i64,
    pub version: i32,
}

pub async fn settings(tx: &mut Tx) -> Result<Option<SettingsRow>> {
    let row = sqlx::query_as!(SettingsRow, "select is_on, month_budget_micros, version from ai_settings");
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// The same, locked until the transaction ends.
pub async fn lock_settings(tx: &mut Tx) -> Result<Option<SettingsRow>> {
    let row = sqlx::query_as!(SettingsRow, "select is_on, month_budget_micros, version from ai_settings for update");
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Keeps the settings if they are still of this version; 0 makes them.
pub async fn save_settings(
    tx: &mut Tx,
    company: CompanyId,
    settings: &SettingsRow,
    by: UserId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let saved = sqlx::query!(
        "insert into ai_settings (company_id, is_on, month_budget_micros, changed_at, changed_by) values ($1, $2, $3, $4, $5)
         on conflict (company_id) do update
         set is_on = excluded.is_on, month_budget_micros = excluded.month_budget_micros, changed_at = excluded.changed_at,
             changed_by = excluded.changed_by, version = ai_settings.version + 1
         where ai_settings.version = $6",
        company as _,
        settings.is_on,
        settings.month_budget_micros,
        now,
        by as _,
        settings.version,
    )
    .execute(&mut **tx)
    .await?;
    Ok(saved.rows_affected() == 1)
}

/// The last calls that ended, the latest first.
pub async fn past(tx: &mut Tx) -> Result<Vec<Past>> {
    let rows = sqlx::query!(
        r#"select outcome as "outcome!", ended_at as "ended_at!", retry_after_s
           from ai_calls where ended_at is not null
           order by begun_at desc, id desc limit 12"#
    );
    let past = |outcome: String, ended_at, retry_after_s: Option<i32>| Past {
        fault: outcome.parse::<Fault>().ok(),
        ended_at,
        retry_after: retry_after_s.map(|seconds| TimeDelta::seconds(seconds.into())),
    };
    let rows = rows.fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| past(row.outcome, row.ended_at, row.retry_after_s)).collect())
}

/// Whether a call that began since has not ended.
pub async fn is_under_way(tx: &mut Tx, since: DateTime<Utc>) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from ai_calls where begun_at > $1 and ended_at is null) as "found!""#,
        since
    );
    Ok(found.fetch_one(&mut **tx).await?)
}

/// What calls cost that began since; those under way count with their most.
pub async fn spent_since(tx: &mut Tx, since: DateTime<Utc>) -> Result<i64> {
    let spent = sqlx::query_scalar!(
        r#"select coalesce(sum(cost_micros), 0)::bigint as "spent!" from ai_calls where begun_at >= $1"#,
        since
    );
    Ok(spent.fetch_one(&mut **tx).await?)
}

pub struct NewCall {
    pub id: AiCallId,
    pub purpose: Purpose,
    pub opportunity: OpportunityId,
    pub prompt_version: i32,
    pub model: String,
    pub begun_at: DateTime<Utc>,
    pub most_micros: i64,
}

pub async fn insert(tx: &mut Tx, company: CompanyId, call: &NewCall) -> Result<()> {
    sqlx::query!(
        "insert into ai_calls (company_id, id, purpose, opportunity_id, prompt_version, model, begun_at, cost_micros)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        company as _,
        call.id as _,
        call.purpose as _,
        call.opportunity as _,
        call.prompt_version,
        call.model,
        call.begun_at,
        call.most_micros,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How a call ended.
pub struct Ended {
    pub at: DateTime<Utc>,
    pub latency_ms: i32,
    pub fault: Option<Fault>,
    pub retry_after_s: Option<i32>,
    pub tokens: Tokens,
    pub cost_micros: i64,
    pub dropped: i32,
}

pub async fn end(tx: &mut Tx, call: AiCallId, ended: &Ended) -> Result<()> {
    sqlx::query!(
        "update ai_calls set ended_at = $2, latency_ms = $3, outcome = $4, retry_after_s = $5, prompt_tokens = $6,
                completion_tokens = $7, cost_micros = $8, dropped = $9
         where id = $1",
        call as _,
        ended.at,
        ended.latency_ms,
        ended.fault.map_or("answered", Fault::as_str),
        ended.retry_after_s,
        i32::try_from(ended.tokens.prompt).unwrap_or(i32::MAX),
        i32::try_from(ended.tokens.completion).unwrap_or(i32::MAX),
        ended.cost_micros,
        ended.dropped,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A month of calls.
pub struct MonthRow {
    pub calls: i64,
    pub answered: i64,
    pub dropped: i64,
    pub spent_micros: i64,
    pub median_ms: Option<f64>,
}

pub async fn month(tx: &mut Tx, since: DateTime<Utc>) -> Result<MonthRow> {
    let row = sqlx::query_as!(
        MonthRow,
        r#"select count(*) as "calls!", count(*) filter (where outcome = 'answered') as "answered!",
                  coalesce(sum(dropped), 0)::bigint as "dropped!", coalesce(sum(cost_micros), 0)::bigint as "spent_micros!",
                  percentile_cont(0.5) within group (order by latency_ms) filter (where outcome = 'answered') as median_ms
           from ai_calls where begun_at >= $1"#,
        since
    );
    Ok(row.fetch_one(&mut **tx).await?)
}

pub struct FailureRow {
    pub at: DateTime<Utc>,
    pub purpose: Purpose,
    pub opportunity: Option<OpportunityId>,
    pub opportunity_name: Option<String>,
    pub outcome: String,
}

/// The last calls that gave nothing, the latest first.
pub async fn failures(tx: &mut Tx) -> Result<Vec<FailureRow>> {
    let rows = sqlx::query_as!(
        FailureRow,
        r#"select c.ended_at as "at!", c.purpose as "purpose: Purpose", o.id as "opportunity?: OpportunityId",
                  o.name as "opportunity_name?", c.outcome as "outcome!"
           from ai_calls c
           left join opportunities o on o.company_id = c.company_id and o.id = c.opportunity_id
           where c.outcome <> 'answered'
           order by c.begun_at desc, c.id desc limit 10"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
