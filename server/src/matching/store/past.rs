//! What was known at a moment of the past: the rows of [`candidates`](super::candidates) and of the need as they stood
//! then. What was decided later is left out; profiles carry no dates and are those of today.

use chrono::{DateTime, NaiveDate, Utc};
use domain::advocates::ActivityType;
use domain::ids::{AdvocateId, MatchRunId, OpportunityId, RequestId, UserId};

use super::candidates::{AnswerRow, CallRow, ConsentRow, PauseRow, ShieldRow, TouchRow, VetoRow};
use crate::db::Tx;
use crate::error::Result;

/// A request of the time from which no run was kept.
pub struct UnmatchedRow {
    pub id: RequestId,
    pub opportunity: OpportunityId,
    pub by: UserId,
    pub submitted_at: DateTime<Utc>,
    pub activity: ActivityType,
    pub needed_by: NaiveDate,
}

/// In the order in which they were submitted.
pub async fn unmatched(tx: &mut Tx) -> Result<Vec<UnmatchedRow>> {
    let rows = sqlx::query_as!(
        UnmatchedRow,
        r#"select q.id as "id: _", q.opportunity_id as "opportunity: _", q.requested_by as "by: _",
                  q.submitted_at as "submitted_at!", q.activity as "activity: _", q.needed_by
           from requests q
           where q.match_run_id is null
             and q.submitted_at < coalesce((select min(m.started_at) from match_runs m), 'infinity')
           order by q.submitted_at, q.id"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// The run that whoever asked had looked at.
pub async fn came_of(tx: &mut Tx, request: RequestId, run: MatchRunId) -> Result<()> {
    sqlx::query!("update requests set match_run_id = $2 where id = $1", request as _, run as _)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn touches(tx: &mut Tx, since: DateTime<Utc>, at: DateTime<Utc>) -> Result<Vec<TouchRow>> {
    let rows = sqlx::query_as!(
        TouchRow,
        r#"select advocate_id as "advocate: _", kind as "kind: _", cost, at
           from touches
           where at >= $1 and at <= $2
           order by advocate_id, at, id"#,
        since,
        at,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// An ask that was answered later, or ran out later, was open then.
pub async fn answers(tx: &mut Tx, at: DateTime<Utc>) -> Result<Vec<AnswerRow>> {
    let rows = sqlx::query_as!(
        AnswerRow,
        r#"select advocate_id as "advocate: _", count(*) as "asked!",
                  count(*) filter (where state = 'accepted') as "accepted!",
                  max(answered_at) as last_answer,
                  array_agg(asked_at) filter (where state = 'expired') as "ran_out: Vec<DateTime<Utc>>",
                  percentile_cont(0.5) within group (order by extract(epoch from answered_at - asked_at)::float8)
                    filter (where answered_at is not null) as median_seconds
           from asks
           where state in ('accepted', 'declined') and answered_at <= $1 or state = 'expired' and expires_at <= $1
           group by advocate_id"#,
        at,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub async fn consents(tx: &mut Tx, at: DateTime<Utc>) -> Result<Vec<ConsentRow>> {
    let rows = sqlx::query_as!(
        ConsentRow,
        r#"select advocate_id as "advocate!: _", activity as "activity!: _", expires_on
           from (
             select distinct on (advocate_id, activity) advocate_id, activity, decision, expires_on
             from consents
             where activity not in ('recording', 'ai_analysis') and decided_at <= $1
             order by advocate_id, activity, decided_at desc, id desc
           ) latest
           where decision = 'granted'
           order by advocate_id, activity"#,
        at,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub async fn shields(tx: &mut Tx, at: DateTime<Utc>) -> Result<Vec<ShieldRow>> {
    let rows = sqlx::query_as!(
        ShieldRow,
        r#"select distinct on (organisation_id)
                  organisation_id as "organisation: _", class as "class: _", effect = 'closes' as "closes!", lifts_on
           from shields
           where raised_at <= $1 and (lifted_at is null or lifted_at > $1)
             and (lifts_on is null or lifts_on > ($1 at time zone 'UTC')::date)
           order by organisation_id, effect = 'closes' desc, lifts_on desc nulls first, id"#,
        at,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub async fn pauses(tx: &mut Tx, at: DateTime<Utc>) -> Result<Vec<PauseRow>> {
    let rows = sqlx::query_as!(
        PauseRow,
        r#"select advocate_id as "advocate!: _", resumes_on
           from (
             select distinct on (advocate_id) advocate_id, decision, resumes_on
             from advocate_pauses where decided_at <= $1 order by advocate_id, decided_at desc, id desc
           ) latest
           where decision = 'paused' and (resumes_on is null or resumes_on > ($1 at time zone 'UTC')::date)"#,
        at,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub async fn vetoes(tx: &mut Tx, at: DateTime<Utc>) -> Result<Vec<VetoRow>> {
    let rows = sqlx::query_as!(
        VetoRow,
        r#"select distinct on (advocate_id) advocate_id as "advocate: _", until
           from vetoes
           where vetoed_at <= $1 and (lifted_at is null or lifted_at > $1) and opportunity_id is null
           order by advocate_id, until desc nulls first, id"#,
        at,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// A call that was missed or called off later took its time then.
pub async fn calls(tx: &mut Tx, since: DateTime<Utc>, at: DateTime<Utc>) -> Result<Vec<CallRow>> {
    let rows = sqlx::query_as!(
        CallRow,
        r#"select advocate_id as "advocate: _", lower(during) as "from!", upper(during) as "until!",
                  null::timestamptz as held_until
           from reference_calls
           where lower(during) >= $1 and booked_at <= $2
             and (state in ('scheduled', 'completed') or state = 'missed' and upper(during) > $2 or cancelled_at > $2)
           order by advocate_id, lower(during)"#,
        since,
        at,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// What the need of a deal takes from what had happened.
pub struct NeedThenRow {
    pub spoke_with: Vec<AdvocateId>,
    pub vetoed: Vec<AdvocateId>,
    pub asked: Vec<AdvocateId>,
    pub amount_percentile: Option<i32>,
}

pub async fn need(tx: &mut Tx, opportunity: OpportunityId, at: DateTime<Utc>) -> Result<NeedThenRow> {
    let row = sqlx::query_file_as!(NeedThenRow, "src/matching/store/need_then.sql", opportunity as _, at);
    Ok(row.fetch_one(&mut **tx).await?)
}
