//! One opportunity with everything that hangs on it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::advocates::ActivityType;
use domain::ids::{AdvocateId, CallId, ContactId, OpportunityId, OrganisationId, RequestId, UserId};
use domain::opportunities::Source;
use domain::requests::RequestState;

use crate::accounts::Reach;
use crate::db::Tx;
use crate::error::Result;

/// The most rows a tab shows; what is older is found through the lists.
const TAB_ROWS: i64 = 100;

pub struct HeaderRow {
    pub name: String,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: Option<String>,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub city: Option<String>,
    pub products: Vec<String>,
    pub source: Source,
    pub synced_at: Option<DateTime<Utc>>,
    pub needed_by: Option<NaiveDate>,
    pub amount_minor: Option<i64>,
    pub currency: String,
    pub stage: String,
    pub is_closed: bool,
    pub is_won: bool,
    pub stage_place: i64,
    pub stages: i64,
    pub closes_on: Option<NaiveDate>,
    pub competitors: Vec<String>,
    pub notes: String,
    pub owner: Option<UserId>,
    pub owner_name: Option<String>,
    pub requests: i64,
    pub live_requests: i64,
    pub calls: i64,
}

/// Nothing when the reader does not reach it, as if it did not exist.
pub async fn header(tx: &mut Tx, reach: &Reach, id: OpportunityId) -> Result<Option<HeaderRow>> {
    let row = sqlx::query_as!(
        HeaderRow,
        r#"select o.name, g.id as "organisation?: OrganisationId", g.name as "organisation_name?", g.industry as "industry?",
                  g.employees as "employees?", g.city as "city?", o.products, o.source as "source: Source", o.synced_at,
                  o.needed_by, o.amount_minor, o.currency, s.name as stage, s.is_closed, s.is_won,
                  (select count(*) from opportunity_stages x where not x.is_closed and x.position <= s.position) as "stage_place!",
                  (select count(*) from opportunity_stages x where not x.is_closed) as "stages!",
                  o.closes_on, o.competitors, o.notes, u.id as "owner?: UserId", u.name as "owner_name?",
                  (select count(*) from requests r where r.opportunity_id = o.id) as "requests!",
                  (select count(*) from requests r where r.opportunity_id = o.id
                    and r.state not in ('draft', 'declined', 'expired', 'cancelled')) as "live_requests!",
                  (select count(*) from reference_calls c where c.opportunity_id = o.id
                    and c.state not in ('held', 'released')) as "calls!"
           from opportunities o
           join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
           left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
           left join users u on u.company_id = o.company_id and u.id = o.owner_id
           where o.id = $4 and ($1 or o.owner_id = any($2) or g.owner_id = $3)"#,
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        id as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

#[derive(Clone)]
pub struct ContactFacts {
    pub id: ContactId,
    pub name: String,
    pub email: Option<String>,
    pub title: String,
    pub role: String,
    pub is_primary: bool,
}

/// The primary contact first.
pub async fn contacts(tx: &mut Tx, id: OpportunityId) -> Result<Vec<ContactFacts>> {
    let rows = sqlx::query_as!(
        ContactFacts,
        r#"select c.id as "id: ContactId", c.name, c.email, c.title, oc.role, oc.is_primary
           from opportunity_contacts oc
           join contacts c on c.company_id = oc.company_id and c.id = oc.contact_id
           where oc.opportunity_id = $1
           order by oc.is_primary desc, oc.created_at, c.id"#,
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct RequestFacts {
    pub id: RequestId,
    pub activity: ActivityType,
    pub requested_by: String,
    pub created_at: DateTime<Utc>,
    pub needed_by: NaiveDate,
    pub state: RequestState,
    pub consent_ended: bool,
    pub advocate: Option<AdvocateId>,
    pub advocate_name: Option<String>,
}

pub async fn requests(tx: &mut Tx, id: OpportunityId) -> Result<Vec<RequestFacts>> {
    let rows = sqlx::query_as!(
        RequestFacts,
        r#"select r.id as "id: RequestId", r.activity as "activity: ActivityType", u.name as requested_by, r.created_at,
                  r.needed_by, r.state as "state: RequestState", coalesce(k.state = 'withdrawn', false) as "consent_ended!",
                  a.id as "advocate?: AdvocateId", a.name as "advocate_name?"
           from requests r
           join users u on u.company_id = r.company_id and u.id = r.requested_by
           left join lateral (
             select k.advocate_id, k.state from asks k
             where k.company_id = r.company_id and k.request_id = r.id order by k.asked_at desc, k.id desc limit 1
           ) k on true
           left join advocates a on a.company_id = r.company_id and a.id = k.advocate_id
           where r.opportunity_id = $1
           order by r.created_at desc, r.id desc
           limit $2"#,
        id as _,
        TAB_ROWS,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct CallFacts {
    pub id: CallId,
    pub advocate: AdvocateId,
    pub advocate_name: String,
    pub organisation: String,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub state: domain::scheduling::CallState,
    pub rating: Option<i32>,
}

/// Calls that were booked; a slot somebody holds for minutes is none yet.
pub async fn calls(tx: &mut Tx, id: OpportunityId) -> Result<Vec<CallFacts>> {
    let rows = sqlx::query_as!(
        CallFacts,
        r#"select c.id as "id: CallId", a.id as "advocate: AdvocateId", a.name as advocate_name, g.name as organisation,
                  lower(c.during) as "from!", upper(c.during) as "until!", c.state as "state: _", c.prospect_rating as rating
           from reference_calls c
           join advocates a on a.company_id = c.company_id and a.id = c.advocate_id
           join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
           where c.opportunity_id = $1 and c.state not in ('held', 'released')
           order by lower(c.during) desc, c.id
           limit $2"#,
        id as _,
        TAB_ROWS,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
