//! The three reads of the dashboard.

use chrono::{DateTime, NaiveDate, Utc};
use domain::home::{AskedAdvocate, RequestStep};
use domain::ids::{AdvocateId, CallId, OpportunityId, OrganisationId, RequestId};

use super::Reach;
use crate::db::Tx;
use crate::error::Result;

pub(super) struct NeedRow {
    pub opportunity: OpportunityId,
    pub prospect: String,
    pub needed_by: NaiveDate,
    pub stage: String,
    pub amount_minor: Option<i64>,
    pub currency: String,
    /// Where the last request stopped; nothing when there was none.
    pub step: Option<RequestStep>,
    pub advocate: Option<String>,
    pub in_all: i64,
}

/// Deals whose date comes closer and which do not move by themselves, the most urgent first.
pub(super) async fn needs(
    tx: &mut Tx,
    reach: Reach,
    from: NaiveDate,
    until: NaiveDate,
    limit: i64,
) -> Result<Vec<NeedRow>> {
    let rows =
        sqlx::query_file_as!(NeedRow, "src/home/store/needs.sql", reach.user as _, reach.word(), from, until, limit)
            .fetch_all(&mut **tx)
            .await?;
    Ok(rows)
}

pub(super) struct CallRow {
    pub id: CallId,
    pub prospect: String,
    pub advocate: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// Booked calls that are not over, the next first; or those that are over and were not recorded.
pub(super) async fn calls(
    tx: &mut Tx,
    reach: Reach,
    now: DateTime<Utc>,
    over: bool,
    limit: i64,
) -> Result<Vec<CallRow>> {
    let rows = sqlx::query_as!(
        CallRow,
        r#"select c.id as "id: CallId", coalesce(p.name, o.name) as "prospect!", v.name as advocate,
                  lower(c.during) as "starts_at!", upper(c.during) as "ends_at!"
           from reference_calls c
           join opportunities o on o.company_id = c.company_id and o.id = c.opportunity_id
           join advocates v on v.company_id = c.company_id and v.id = c.advocate_id
           left join organisations p on p.company_id = o.company_id and p.id = o.organisation_id
           where c.state = 'scheduled' and (upper(c.during) > $3) <> $5
             and case $2::text
                   when 'all' then true
                   when 'own' then o.owner_id = $1
                   when 'team' then o.owner_id in (select mate.id from users me join users mate on mate.team_id = me.team_id where me.id = $1)
                   when 'customers' then v.owner_id = $1
                   else false
                 end
           order by lower(c.during), c.id
           limit $4"#,
        reach.user as _,
        reach.word(),
        now,
        limit,
        over
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows)
}

pub(super) struct RequestRow {
    pub id: RequestId,
    pub prospect: String,
    pub organisation: Option<OrganisationId>,
    pub stage: String,
    pub amount_minor: Option<i64>,
    pub currency: String,
    pub advocate: Option<AskedAdvocate>,
    pub step: RequestStep,
    pub needed_by: NaiveDate,
    pub starts_at: Option<DateTime<Utc>>,
}

/// Requests under way, what is due first.
pub(super) async fn open_requests(
    tx: &mut Tx,
    reach: Reach,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<RequestRow>> {
    let rows = sqlx::query_file!("src/home/store/open_requests.sql", reach.user as _, reach.word(), now, limit)
        .fetch_all(&mut **tx)
        .await?;
    let requests = rows.into_iter().map(|row| RequestRow {
        id: row.id,
        prospect: row.prospect,
        organisation: row.organisation,
        stage: row.stage,
        amount_minor: row.amount_minor,
        currency: row.currency,
        advocate: row.advocate_id.zip(row.advocate).map(|(id, name)| AskedAdvocate {
            id,
            name,
            organisation: row.advocate_organisation.unwrap_or_default(),
        }),
        step: row.step,
        needed_by: row.needed_by,
        starts_at: row.starts_at,
    });
    Ok(requests.collect())
}
