//! The plan in force, the requests it is about, and the names of those in it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::advocates::ActivityType;
use domain::ids::{AdvocateId, CompanyId, OpportunityId, OrganisationId, RequestId};
use domain::matching::Urgency;
use domain::requests::RequestState;
use serde_json::Value as Json;

use crate::db::Tx;
use crate::error::Result;

pub struct RequestRow {
    pub id: RequestId,
    pub opportunity: OpportunityId,
    pub prospect: String,
    pub activity: ActivityType,
    pub needed_by: NaiveDate,
    pub urgency: Urgency,
    pub state: RequestState,
}

/// Requests that may still need somebody to ask, those that are needed first before all others.
pub async fn open_requests(
    tx: &mut Tx,
    states: &[RequestState],
    since: NaiveDate,
    limit: i64,
) -> Result<Vec<RequestRow>> {
    let rows = sqlx::query_as!(
        RequestRow,
        r#"select r.id as "id: _", r.opportunity_id as "opportunity: _", coalesce(g.name, o.name) as "prospect!",
                  r.activity as "activity: _", r.needed_by, r.urgency as "urgency: _", r.state as "state: _"
           from requests r
           join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
           left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
           where r.state = any ($3::text[])
             and r.needed_by >= $1 and o.closed_at is null
           order by r.needed_by, r.id
           limit $2"#,
        since,
        limit,
        states as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Keeps a plan, unless a later one was kept meanwhile.
pub async fn keep(tx: &mut Tx, company: CompanyId, made_at: DateTime<Utc>, engine: i32, body: &Json) -> Result<()> {
    sqlx::query!(
        "insert into plans (company_id, made_at, engine_version, body) values ($1, $2, $3, $4)
         on conflict (company_id) do update
           set made_at = excluded.made_at, engine_version = excluded.engine_version, body = excluded.body
         where plans.made_at <= excluded.made_at",
        company as _,
        made_at,
        engine,
        body,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct PlanRow {
    pub made_at: DateTime<Utc>,
    pub body: Json,
}

pub async fn in_force(tx: &mut Tx) -> Result<Option<PlanRow>> {
    Ok(sqlx::query_as!(PlanRow, "select made_at, body from plans").fetch_optional(&mut **tx).await?)
}

pub struct NameRow {
    pub id: AdvocateId,
    pub name: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
}

pub async fn names(tx: &mut Tx, ids: &[AdvocateId]) -> Result<Vec<NameRow>> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        NameRow,
        r#"select a.id as "id: _", a.name, a.organisation_id as "organisation: _", g.name as organisation_name
           from advocates a
           join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
           where a.id = any($1)"#,
        &ids,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
