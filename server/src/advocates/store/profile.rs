//! One advocate, part by part.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AdvocateId, OpportunityId, OrganisationId};

use crate::accounts::Reach;
use crate::db::Tx;
use crate::error::Result;

pub struct AboutRow {
    pub email: String,
    pub persona: Option<domain::advocates::Persona>,
    pub languages: Vec<String>,
    pub story: String,
    pub expertise: Vec<String>,
    pub competitors_replaced: Vec<String>,
    pub private_notes: String,
    pub avoid: String,
    pub enrolled_on: Option<NaiveDate>,
    pub notice_hours: i32,
    pub buffer_minutes: i32,
    pub daily_cap: i32,
    pub owner: Option<String>,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub region: Option<String>,
    pub products: Vec<String>,
    pub tech_stack: Vec<String>,
    pub customer_since: Option<NaiveDate>,
}

pub async fn about(tx: &mut Tx, id: AdvocateId) -> Result<AboutRow> {
    let row = sqlx::query_as!(
        AboutRow,
        r#"select a.email, a.persona as "persona: _", a.languages, a.story, a.expertise, a.competitors_replaced, a.private_notes, a.avoid,
                  a.enrolled_on, a.notice_hours, a.buffer_minutes, a.daily_cap, u.name as "owner?", g.industry, g.employees,
                  g.region, g.products, g.tech_stack, g.customer_since
           from advocates a
           join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
           left join users u on u.company_id = a.company_id and u.id = a.owner_id
           where a.id = $1"#,
        id as _,
    );
    Ok(row.fetch_one(&mut **tx).await?)
}

/// Topics, and what is left out.
pub async fn talk(tx: &mut Tx, id: AdvocateId) -> Result<Option<(Vec<String>, String)>> {
    let row = sqlx::query!("select expertise, avoid from advocates where id = $1", id as _);
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.expertise, row.avoid)))
}

pub struct KpiRow {
    pub references: i64,
    pub since: Option<NaiveDate>,
    pub rating: Option<f64>,
    pub ratings: i64,
    pub median_reply: Option<f64>,
    pub team_median_reply: Option<f64>,
}

pub async fn kpis(tx: &mut Tx, id: AdvocateId) -> Result<KpiRow> {
    let row = sqlx::query_as!(
        KpiRow,
        r#"select
             count(*) as "references!",
             min(lower(c.during))::date as since,
             avg(c.prospect_rating)::float8 as rating,
             count(c.prospect_rating) as "ratings!",
             (select percentile_cont(0.5) within group (order by extract(epoch from k.answered_at - k.asked_at)::float8)
              from asks k where k.advocate_id = $1 and k.answered_at is not null) as median_reply,
             (select percentile_cont(0.5) within group (order by extract(epoch from k.answered_at - k.asked_at)::float8)
              from asks k where k.answered_at is not null) as team_median_reply
           from reference_calls c
           where c.advocate_id = $1 and c.state = 'completed'"#,
        id as _,
    );
    Ok(row.fetch_one(&mut **tx).await?)
}

/// Won money by currency: deals that were won with a call held while they were open.
pub async fn influenced(tx: &mut Tx, id: AdvocateId) -> Result<Vec<(i64, String)>> {
    let rows = sqlx::query!(
        r#"select sum(o.amount_minor)::bigint as "minor!", o.currency
           from opportunities o
           join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id and s.is_won
           where o.amount_minor is not null and exists (
             select from reference_calls c
             where c.company_id = o.company_id and c.opportunity_id = o.id and c.advocate_id = $1 and c.state = 'completed'
               and (o.closed_at is null or lower(c.during) <= o.closed_at))
           group by o.currency
           order by 1 desc"#,
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.minor, row.currency)).collect())
}

pub struct OutcomeFacts {
    pub headline: String,
    pub quote: String,
    pub before: Option<f64>,
    pub after: Option<f64>,
    pub unit: String,
    pub use_case: Option<String>,
}

pub async fn outcomes(tx: &mut Tx, id: AdvocateId) -> Result<Vec<OutcomeFacts>> {
    let rows = sqlx::query_as!(
        OutcomeFacts,
        r#"select headline, quote, before_value::float8 as before, after_value::float8 as after, unit, use_case
           from advocate_outcomes where advocate_id = $1 order by position, id"#,
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct HistoryFacts {
    /// Nothing where the reader does not reach the deal.
    pub opportunity: Option<OpportunityId>,
    pub opportunity_name: String,
    pub organisation: Option<OrganisationId>,
    pub asked_by: String,
    pub ask_state: String,
    pub decline_reason: Option<String>,
    pub activity: domain::advocates::ActivityType,
    pub asked_at: DateTime<Utc>,
    pub call_state: Option<domain::scheduling::CallState>,
    pub starts_at: Option<DateTime<Utc>>,
    pub rating: Option<i32>,
    pub is_won: bool,
    pub is_closed: bool,
    pub amount_minor: Option<i64>,
    pub currency: String,
}

/// Every ask and what became of it, the latest first.
pub async fn history(tx: &mut Tx, id: AdvocateId, reach: &Reach, rows: i64) -> Result<Vec<HistoryFacts>> {
    let rows = sqlx::query_as!(
        HistoryFacts,
        r#"select case when $2 or o.owner_id = any($3) or g.owner_id = $4 then o.id end as "opportunity?: OpportunityId",
                  o.name as opportunity_name, g.id as "organisation?: OrganisationId", u.name as asked_by, k.state as ask_state,
                  k.decline_reason, r.activity as "activity: _", k.asked_at,
                  c.state as "call_state?: domain::scheduling::CallState", lower(c.during) as starts_at,
                  c.prospect_rating as "rating?", s.is_won, s.is_closed, o.amount_minor, o.currency
           from asks k
           join requests r on r.company_id = k.company_id and r.id = k.request_id
           join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
           join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
           join users u on u.company_id = k.company_id and u.id = k.asked_by
           left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
           left join lateral (
             select x.state, x.during, x.prospect_rating from reference_calls x
             where x.company_id = k.company_id and x.ask_id = k.id and x.state not in ('held', 'released')
             order by lower(x.during) desc limit 1
           ) c on true
           where k.advocate_id = $1
           order by coalesce(lower(c.during), k.asked_at) desc, k.id
           limit $5"#,
        id as _,
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        rows,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Asks ever made.
pub async fn asks(tx: &mut Tx, id: AdvocateId) -> Result<i64> {
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from asks where advocate_id = $1"#, id as _);
    Ok(count.fetch_one(&mut **tx).await?)
}

pub struct MonthRow {
    pub month: NaiveDate,
    pub calls: i64,
    pub asks: i64,
}

/// Twelve months up to this one, the empty ones too.
pub async fn load_by_month(tx: &mut Tx, id: AdvocateId, today: NaiveDate) -> Result<Vec<MonthRow>> {
    let rows = sqlx::query_as!(
        MonthRow,
        r#"select m::date as "month!",
                  count(t.id) filter (where t.kind = 'call') as "calls!",
                  count(t.id) filter (where t.kind = 'ask') as "asks!"
           from generate_series(date_trunc('month', $2::date) - interval '11 months', date_trunc('month', $2::date), interval '1 month') m
           left join touches t on t.advocate_id = $1 and t.at >= m and t.at < m + interval '1 month'
           group by m order by m"#,
        id as _,
        today,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct HourFacts {
    pub weekday: i32,
    pub starts_minute: i32,
    pub ends_minute: i32,
}

pub async fn hours(tx: &mut Tx, id: AdvocateId) -> Result<Vec<HourFacts>> {
    let rows = sqlx::query_as!(
        HourFacts,
        "select weekday, starts_minute, ends_minute from advocate_hours where advocate_id = $1 order by weekday, starts_minute",
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct ExceptionFacts {
    pub day: NaiveDate,
    pub is_off: bool,
    pub starts_minute: i32,
    pub ends_minute: i32,
}

/// Days off and extra hours from today on.
pub async fn exceptions(tx: &mut Tx, id: AdvocateId, today: NaiveDate) -> Result<Vec<ExceptionFacts>> {
    let rows = sqlx::query_as!(
        ExceptionFacts,
        r#"select day, kind = 'off' as "is_off!", starts_minute, ends_minute
           from availability_exceptions where advocate_id = $1 and day >= $2 order by day, starts_minute limit 100"#,
        id as _,
        today,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// What somebody became: another, when they were merged.
pub async fn survivor(tx: &mut Tx, id: AdvocateId) -> Result<AdvocateId> {
    Ok(sqlx::query_scalar!(r#"select survivor_of($1) as "survivor!: AdvocateId""#, id as _)
        .fetch_one(&mut **tx)
        .await?)
}
