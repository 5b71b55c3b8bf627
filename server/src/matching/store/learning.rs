//! What came of past asks, and the proposals that were made of it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AdvocateId, CompanyId, MatchProposalId, MatchRunId, OpportunityId, RequestId, UserId};
use domain::matching::learning::ProposalState;
use domain::requests::AskState;
use serde_json::Value as Json;

use crate::db::Tx;
use crate::error::Result;

/// One ask, what came of it, and the last run that was kept of its deal before it was made.
pub struct AskRow {
    pub request: RequestId,
    pub opportunity: OpportunityId,
    pub deal: String,
    pub advocate: AdvocateId,
    pub name: String,
    pub industry: Option<String>,
    pub enrolled_on: Option<NaiveDate>,
    pub state: AskState,
    pub asked_at: DateTime<Utc>,
    pub answered_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
    pub completed: bool,
    /// The prospect's grade of the call.
    pub grade: Option<i32>,
    pub run: Option<MatchRunId>,
    pub run_at: Option<DateTime<Utc>>,
    /// The first places of that run.
    pub top: Option<Json>,
}

/// Asks by the moment they were made, the latest `limit` of them. A run is of an ask when it is the last one kept of the
/// deal within `run_days` before.
pub async fn asks(tx: &mut Tx, since: DateTime<Utc>, run_days: i32, limit: i64) -> Result<Vec<AskRow>> {
    let rows = sqlx::query_as!(
        AskRow,
        r#"select latest.request as "request!: _", latest.opportunity as "opportunity!: _",
                  o.name as "deal!", latest.advocate as "advocate!: _", v.name as "name!", g.industry as "industry?",
                  v.enrolled_on as "enrolled_on?", latest.state as "state!: _", latest.asked_at as "asked_at!",
                  latest.answered_at as "answered_at?", latest.expires_at as "expires_at!",
                  exists (select from reference_calls c
                          where c.company_id = latest.company_id and c.ask_id = latest.id and c.state = 'completed') as "completed!",
                  (select c.prospect_rating from reference_calls c
                   where c.company_id = latest.company_id and c.ask_id = latest.id and c.state = 'completed'
                   order by lower(c.during) desc, c.id limit 1) as "grade?",
                  r.id as "run?: _", r.started_at as "run_at?", r.top as "top?"
           from (
             select a.company_id, a.id, a.request_id as request, q.opportunity_id as opportunity, a.advocate_id as advocate,
                    a.state, a.asked_at, a.answered_at, a.expires_at
             from asks a
             join requests q on q.company_id = a.company_id and q.id = a.request_id
             where a.asked_at >= $1
             order by a.asked_at desc, a.id desc
             limit $3
           ) latest
           join opportunities o on o.company_id = latest.company_id and o.id = latest.opportunity
           join advocates v on v.company_id = latest.company_id and v.id = latest.advocate
           join organisations g on g.company_id = v.company_id and g.id = v.organisation_id
           left join lateral (
             select m.id, m.started_at, m.top from match_runs m
             where m.company_id = latest.company_id and m.opportunity_id = latest.opportunity
               and m.started_at <= latest.asked_at and m.started_at > latest.asked_at - make_interval(days => $2)
             order by m.started_at desc, m.id desc
             limit 1
           ) r on true
           order by latest.asked_at, latest.id"#,
        since,
        run_days,
        limit,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// The calls that were held, as the ledger of touches has them.
pub async fn held_calls(tx: &mut Tx) -> Result<Vec<(AdvocateId, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        r#"select advocate_id as "advocate: AdvocateId", at from touches where kind = 'call' order by at, id"#
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.advocate, row.at)).collect())
}

/// A kept run without what it saw.
pub struct RunRow {
    pub id: MatchRunId,
    pub opportunity: OpportunityId,
    pub started_at: DateTime<Utc>,
    pub engine_version: i32,
    /// The preset it ranked by.
    pub weights: Json,
    pub need: Json,
    pub snapshot_digest: Vec<u8>,
}

/// These runs, those that saw the same beside each other.
pub async fn runs(tx: &mut Tx, ids: &[MatchRunId]) -> Result<Vec<RunRow>> {
    let rows = sqlx::query_as!(
        RunRow,
        r#"select id as "id: _", opportunity_id as "opportunity: _", started_at, engine_version, weights, need, snapshot_digest
           from match_runs where id = any ($1) order by snapshot_digest, id"#,
        ids as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct ProposalRow {
    pub id: MatchProposalId,
    pub key: String,
    pub preset_version: i32,
    pub body: Json,
    pub state: ProposalState,
    pub computed_at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    pub by: Option<String>,
}

/// The latest that was computed.
pub async fn latest_proposal(tx: &mut Tx, key: &str) -> Result<Option<ProposalRow>> {
    let row = sqlx::query_as!(
        ProposalRow,
        r#"select p.id as "id: _", p.key, p.preset_version, p.body, p.state as "state: _", p.computed_at, p.decided_at,
                  u.name as "by?"
           from match_proposals p
           left join users u on u.company_id = p.company_id and u.id = p.decided_by
           where p.key = $1
           order by p.computed_at desc, p.id desc limit 1"#,
        key,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// One proposal, locked until the transaction ends.
pub async fn lock_proposal(tx: &mut Tx, id: MatchProposalId) -> Result<Option<ProposalRow>> {
    let row = sqlx::query_as!(
        ProposalRow,
        r#"select id as "id: _", key, preset_version, body, state as "state: _", computed_at, decided_at,
                  null::text as "by?"
           from match_proposals where id = $1 for update"#,
        id as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// A later one takes the place of whatever waits.
pub async fn supersede(tx: &mut Tx, key: &str) -> Result<()> {
    sqlx::query!(
        "update match_proposals set state = 'superseded' where key = $1 and state in ('open', 'too_few')",
        key
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct NewProposal<'a> {
    pub id: MatchProposalId,
    pub key: &'a str,
    pub preset_version: i32,
    pub body: Json,
    pub state: ProposalState,
    pub at: DateTime<Utc>,
}

pub async fn insert_proposal(tx: &mut Tx, company: CompanyId, new: &NewProposal<'_>) -> Result<()> {
    sqlx::query!(
        "insert into match_proposals (company_id, id, key, preset_version, body, state, computed_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        company as _,
        new.id as _,
        new.key,
        new.preset_version,
        new.body,
        new.state as _,
        new.at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The same evidence was looked at again.
pub async fn looked_again(tx: &mut Tx, id: MatchProposalId, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update match_proposals set computed_at = $2 where id = $1", id as _, at).execute(&mut **tx).await?;
    Ok(())
}

pub async fn decide(
    tx: &mut Tx,
    id: MatchProposalId,
    state: ProposalState,
    by: UserId,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update match_proposals set state = $2, decided_by = $3, decided_at = $4 where id = $1",
        id as _,
        state as _,
        by as _,
        at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
