//! What the candidates of a company are made of.

use chrono::{DateTime, NaiveDate, Utc};
use domain::advocates::{ActivityType, Lifecycle, ReferenceStatus};
use domain::ids::{AdvocateId, EvidenceId, OrganisationId};
use domain::matching::{Seniority, ShieldClass, TouchKind};

use crate::db::Tx;
use crate::error::Result;

/// Nothing that was loaded lives for a day, so older changes tell nobody anything.
pub async fn forget_old_changes(tx: &mut Tx) -> Result<()> {
    sqlx::query!("delete from matching_changes where at < now() - interval '1 day'").execute(&mut **tx).await?;
    Ok(())
}

/// An advocate with what matching takes from their organisation.
#[derive(Clone)]
pub struct AdvocateRow {
    pub id: AdvocateId,
    pub name: String,
    pub title: String,
    pub persona: Option<String>,
    pub seniority: Option<Seniority>,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub story: String,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub expertise: Vec<String>,
    pub tags: Vec<String>,
    pub competitors_replaced: Vec<String>,
    pub lifecycle: Lifecycle,
    pub reference_status: ReferenceStatus,
    pub enrolled_on: Option<NaiveDate>,
    pub monthly_cap: Option<i32>,
    pub quarterly_cap: Option<i32>,
    pub cool_down_days: Option<i32>,
    pub notice_hours: i32,
    pub buffer_minutes: i32,
    pub daily_cap: i32,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub parent: Option<OrganisationId>,
    pub city: String,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub tech_stack: Vec<String>,
    pub organisation_products: Vec<String>,
    pub renewal_on: Option<NaiveDate>,
}

pub async fn advocates(tx: &mut Tx) -> Result<Vec<AdvocateRow>> {
    let rows = sqlx::query_as!(
        AdvocateRow,
        r#"select a.id as "id: _", a.name, a.title, a.persona, a.seniority as "seniority: _", a.languages, a.time_zone, a.story,
                  a.use_cases, a.products, a.expertise, a.tags, a.competitors_replaced,
                  a.lifecycle as "lifecycle: _", a.reference_status as "reference_status: _", a.enrolled_on,
                  a.monthly_cap, a.quarterly_cap, a.cool_down_days, a.notice_hours, a.buffer_minutes, a.daily_cap,
                  o.id as "organisation: _", o.name as organisation_name, o.parent_id as "parent: _", o.city,
                  o.industry, o.employees, o.country, o.region, o.tech_stack,
                  o.products as organisation_products, o.renewal_on
           from advocates a
           join organisations o on o.company_id = a.company_id and o.id = a.organisation_id
           order by a.id"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

#[derive(Clone)]
pub struct OutcomeRow {
    pub advocate: AdvocateId,
    pub headline: String,
    pub measured: bool,
    pub quote: String,
    pub use_case: Option<String>,
}

pub async fn outcomes(tx: &mut Tx) -> Result<Vec<OutcomeRow>> {
    let rows = sqlx::query_as!(
        OutcomeRow,
        r#"select advocate_id as "advocate: _", headline, after_value is not null as "measured!", quote, use_case
           from advocate_outcomes
           order by advocate_id, position, id"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct EvidenceRow {
    pub id: EvidenceId,
    pub organisation: OrganisationId,
    pub advocate: Option<AdvocateId>,
    pub language: String,
    pub title: String,
    pub body: String,
}

/// Evidence that may be shown today: approved, and under a consent that has not run out.
pub async fn evidence(tx: &mut Tx, today: NaiveDate) -> Result<Vec<EvidenceRow>> {
    let rows = sqlx::query_as!(
        EvidenceRow,
        r#"select id as "id: _", organisation_id as "organisation: _", advocate_id as "advocate: _", language, title, body
           from evidence
           where state = 'approved' and coalesce(least(expires_on, consent_until) >= $1, true)
           order by id"#,
        today,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct ConsentRow {
    pub advocate: AdvocateId,
    pub activity: ActivityType,
    pub expires_on: Option<NaiveDate>,
}

/// The consents in force: the latest row per advocate and activity decides. Recording and analysis
/// are agreed to for a call that is already arranged, so they stop nobody from being asked.
pub async fn consents(tx: &mut Tx) -> Result<Vec<ConsentRow>> {
    let rows = sqlx::query_as!(
        ConsentRow,
        r#"select advocate_id as "advocate!: _", activity as "activity!: _", expires_on
           from (
             select distinct on (advocate_id, activity) advocate_id, activity, decision, expires_on
             from consents
             where activity not in ('recording', 'ai_analysis')
             order by advocate_id, activity, decided_at desc, id desc
           ) latest
           where decision = 'granted'
           order by advocate_id, activity"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct TouchRow {
    pub advocate: AdvocateId,
    pub kind: TouchKind,
    /// Milli-touches: 1000 is one plain ask.
    pub cost: i32,
    pub at: DateTime<Utc>,
}

pub async fn touches(tx: &mut Tx, since: DateTime<Utc>) -> Result<Vec<TouchRow>> {
    let rows = sqlx::query_as!(
        TouchRow,
        r#"select advocate_id as "advocate: _", kind as "kind: _", cost, at
           from touches
           where at >= $1
           order by advocate_id, at, id"#,
        since,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// How an advocate answered so far.
pub struct AnswerRow {
    pub advocate: AdvocateId,
    pub asked: i64,
    pub accepted: i64,
    pub last_answer: Option<DateTime<Utc>>,
    /// When the asks were made that ran out.
    pub ran_out: Option<Vec<DateTime<Utc>>>,
    /// The usual time to an answer.
    pub median_seconds: Option<f64>,
}

pub async fn answers(tx: &mut Tx) -> Result<Vec<AnswerRow>> {
    let rows = sqlx::query_as!(
        AnswerRow,
        r#"select advocate_id as "advocate: _", count(*) as "asked!",
                  count(*) filter (where state = 'accepted') as "accepted!",
                  max(answered_at) as last_answer,
                  array_agg(asked_at) filter (where state = 'expired') as "ran_out: Vec<DateTime<Utc>>",
                  percentile_cont(0.5) within group (order by extract(epoch from answered_at - asked_at)::float8)
                    filter (where answered_at is not null) as median_seconds
           from asks
           where state in ('accepted', 'declined', 'expired')
           group by advocate_id"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct ShieldRow {
    pub organisation: OrganisationId,
    pub class: ShieldClass,
    pub closes: bool,
    pub lifts_on: Option<NaiveDate>,
}

/// Shields that are up, the strongest first: closing before softening, open-ended before dated.
pub async fn shields(tx: &mut Tx, today: NaiveDate) -> Result<Vec<ShieldRow>> {
    let rows = sqlx::query_as!(
        ShieldRow,
        r#"select distinct on (organisation_id)
                  organisation_id as "organisation: _", class as "class: _", effect = 'closes' as "closes!", lifts_on
           from shields
           where lifted_at is null and (lifts_on is null or lifts_on > $1)
           order by organisation_id, effect = 'closes' desc, lifts_on desc nulls first, id"#,
        today,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct PauseRow {
    pub advocate: AdvocateId,
    /// The first day on which requests are welcome again.
    pub resumes_on: Option<NaiveDate>,
}

/// Pauses that hold today: the latest row per advocate decides.
pub async fn pauses(tx: &mut Tx, today: NaiveDate) -> Result<Vec<PauseRow>> {
    let rows = sqlx::query_as!(
        PauseRow,
        r#"select advocate_id as "advocate!: _", resumes_on
           from (
             select distinct on (advocate_id) advocate_id, decision, resumes_on
             from advocate_pauses order by advocate_id, decided_at desc, id desc
           ) latest
           where decision = 'paused' and (resumes_on is null or resumes_on > $1)"#,
        today,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct VetoRow {
    pub advocate: AdvocateId,
    pub until: Option<NaiveDate>,
}

/// Vetoes against every opportunity; those against one are part of its need.
pub async fn vetoes(tx: &mut Tx) -> Result<Vec<VetoRow>> {
    let rows = sqlx::query_as!(
        VetoRow,
        r#"select distinct on (advocate_id) advocate_id as "advocate: _", until
           from vetoes
           where lifted_at is null and opportunity_id is null
           order by advocate_id, until desc nulls first, id"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

#[derive(Clone, Copy)]
pub struct HoursRow {
    pub advocate: AdvocateId,
    pub weekday: i32,
    pub starts_minute: i32,
    pub ends_minute: i32,
}

pub async fn hours(tx: &mut Tx) -> Result<Vec<HoursRow>> {
    let rows = sqlx::query_as!(
        HoursRow,
        r#"select advocate_id as "advocate: _", weekday, starts_minute, ends_minute
           from advocate_hours
           order by advocate_id, weekday, starts_minute"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

#[derive(Clone, Copy)]
pub struct ExceptionRow {
    pub advocate: AdvocateId,
    pub day: NaiveDate,
    pub off: bool,
    pub starts_minute: i32,
    pub ends_minute: i32,
}

pub async fn exceptions(tx: &mut Tx, from: NaiveDate) -> Result<Vec<ExceptionRow>> {
    let rows = sqlx::query_as!(
        ExceptionRow,
        r#"select advocate_id as "advocate: _", day, kind = 'off' as "off!", starts_minute, ends_minute
           from availability_exceptions
           where day >= $1
           order by advocate_id, day, starts_minute, id"#,
        from,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct CallRow {
    pub advocate: AdvocateId,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    /// Set while the slot is only held.
    pub held_until: Option<DateTime<Utc>>,
}

/// Calls that take time or count towards the limits of the running month.
pub async fn calls(tx: &mut Tx, since: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<CallRow>> {
    let rows = sqlx::query_as!(
        CallRow,
        r#"select advocate_id as "advocate: _", lower(during) as "from!", upper(during) as "until!", held_until
           from reference_calls
           where lower(during) >= $1
             and (state in ('scheduled', 'completed') or state = 'held' and held_until > $2)
           order by advocate_id, lower(during)"#,
        since,
        now,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
