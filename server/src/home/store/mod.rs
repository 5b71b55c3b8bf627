//! The three reads of the dashboard.

use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::Scope;
use domain::home::{AskedAdvocate, RequestStep};
use domain::ids::{AdvocateId, CallId, OpportunityId, OrganisationId, RequestId};
use domain::requests::RequestTab;

use super::Reach;
use crate::accounts;
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
}

/// Deals whose date comes closer and which do not move by themselves, the most urgent first.
pub(super) async fn needs(
    tx: &mut Tx,
    reach: &accounts::Reach,
    from: NaiveDate,
    until: NaiveDate,
    limit: i64,
) -> Result<Vec<NeedRow>> {
    let rows = sqlx::query_file_as!(
        NeedRow,
        "src/home/store/needs.sql",
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        from,
        until,
        limit
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// How many deals need a reference, whatever their date, to one more than `cap`.
pub(super) async fn needs_in_all(tx: &mut Tx, reach: &accounts::Reach, cap: i64) -> Result<i64> {
    let number = sqlx::query_file_scalar!(
        "src/home/store/needs_in_all.sql",
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        cap
    );
    Ok(number.fetch_one(&mut **tx).await?)
}

/// How many requests wait for the reader, to 100: by the statement that counts that tab of the list.
pub(super) async fn waiting(tx: &mut Tx, reach: Reach) -> Result<i64> {
    let word = if reach.scope == Scope::OwnCustomers { "own_customers" } else { reach.word() };
    let number = sqlx::query_file_scalar!(
        "src/requests/store/count.sql",
        word,
        reach.user as _,
        RequestTab::Waiting.states() as _,
        100,
        Option::<NaiveDate>::None
    );
    Ok(number.fetch_one(&mut **tx).await?)
}

pub(super) struct CallRow {
    pub id: CallId,
    pub prospect: String,
    pub advocate: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub in_all: i64,
}

/// Booked calls that are not over, the next first; or those that are over and were not recorded. The same calls as the
/// list of calls has for this reader (`scheduling/store/calls.sql`).
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
                  lower(c.during) as "starts_at!", upper(c.during) as "ends_at!", count(*) over () as "in_all!"
           from reference_calls c
           join requests r on r.company_id = c.company_id and r.id = c.request_id
           join users u on u.company_id = r.company_id and u.id = r.requested_by
           join opportunities o on o.company_id = c.company_id and o.id = c.opportunity_id
           join advocates v on v.company_id = c.company_id and v.id = c.advocate_id
           join organisations vo on vo.company_id = v.company_id and vo.id = v.organisation_id
           left join organisations p on p.company_id = o.company_id and p.id = o.organisation_id
           where c.state = 'scheduled' and (upper(c.during) > $3) <> $5
             and case $2::text
                   when 'all' then true
                   when 'own' then r.requested_by = $1 or o.owner_id = $1
                   when 'team' then r.requested_by = $1 or o.owner_id = $1
                     or u.team_id = (select mine.team_id from users mine where mine.id = $1)
                   when 'customers' then v.owner_id = $1 or vo.owner_id = $1
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
