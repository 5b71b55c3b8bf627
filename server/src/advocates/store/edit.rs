//! Making and changing an advocate.

use chrono::{DateTime, NaiveDate, Utc};
use domain::advocates::{AdvocateDraft, Known, Lifecycle, Newcomer, OutcomeDraft, Persona, ReferenceStatus, Seniority};
use domain::ids::{AdvocateId, CompanyId, OrganisationId, UserId};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

#[derive(Clone)]
pub struct EditRow {
    pub version: i32,
    pub name: String,
    pub email: String,
    pub organisation: String,
    pub title: String,
    pub persona: Option<Persona>,
    pub seniority: Option<Seniority>,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub use_cases: Vec<String>,
    pub expertise: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
    pub tags: Vec<String>,
    pub story: String,
    pub avoid: String,
    pub private_notes: String,
    pub owner: Option<UserId>,
    pub monthly_cap: Option<i32>,
    pub quarterly_cap: Option<i32>,
    pub cool_down_days: Option<i32>,
    pub lifecycle: Lifecycle,
    pub reference_status: ReferenceStatus,
}

/// The row as the form needs it, locked until the transaction ends; nothing when `customers_of`
/// does not look after them.
pub async fn lock(tx: &mut Tx, id: AdvocateId, customers_of: Option<UserId>) -> Result<Option<EditRow>> {
    let row = sqlx::query_as!(
        EditRow,
        r#"select a.version, a.name, a.email, g.name as organisation, a.title, a.persona as "persona: Persona",
                  a.seniority as "seniority: Seniority", a.languages, a.time_zone, a.use_cases, a.expertise, a.products,
                  a.competitors_replaced as competitors, a.tags, a.story, a.avoid, a.private_notes, a.owner_id as "owner: UserId",
                  a.monthly_cap, a.quarterly_cap, a.cool_down_days, a.lifecycle as "lifecycle: Lifecycle",
                  a.reference_status as "reference_status: ReferenceStatus"
           from advocates a
           join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
           where a.id = $1 and ($2::uuid is null or a.owner_id = $2 or g.owner_id = $2)
           for update of a"#,
        id as _,
        customers_of as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

#[derive(Clone)]
pub struct OutcomeKept {
    pub id: Uuid,
    pub headline: String,
    pub before: Option<f64>,
    pub after: Option<f64>,
    pub unit: String,
    pub quote: String,
    pub use_case: Option<String>,
}

pub async fn outcomes(tx: &mut Tx, id: AdvocateId) -> Result<Vec<OutcomeKept>> {
    let rows = sqlx::query_as!(
        OutcomeKept,
        r#"select id, headline, before_value::float8 as before, after_value::float8 as after, unit, quote, use_case
           from advocate_outcomes where advocate_id = $1 order by position, id"#,
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct PolicyRow {
    pub monthly_cap: i32,
    pub quarterly_cap: i32,
    pub cool_down_days: i32,
}

/// The company's own limits.
pub async fn policy(tx: &mut Tx, company: CompanyId) -> Result<PolicyRow> {
    let row = sqlx::query_as!(
        PolicyRow,
        "select monthly_cap, quarterly_cap, cool_down_days from companies where id = $1",
        company as _,
    );
    Ok(row.fetch_one(&mut **tx).await?)
}

/// Who may own the relation: success managers and those who run the programme; and who owns it now.
pub async fn owners(tx: &mut Tx, now: Option<UserId>) -> Result<Vec<(UserId, String)>> {
    let rows = sqlx::query!(
        r#"select id as "id: UserId", name from users
           where id = $1 or (disabled_at is null and roles && array['success', 'programme', 'admin'])
           order by name, id"#,
        now as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Saves what the form means and makes the next version.
pub async fn save(tx: &mut Tx, id: AdvocateId, draft: &AdvocateDraft) -> Result<i32> {
    let version = sqlx::query_scalar!(
        "update advocates set name = $2, title = $3, persona = $4, seniority = $5, languages = $6, time_zone = $7, use_cases = $8,
                expertise = $9, products = $10, competitors_replaced = $11, tags = $12, story = $13, avoid = $14, private_notes = $15,
                owner_id = $16, monthly_cap = $17, quarterly_cap = $18, cool_down_days = $19, reference_status = $20,
                version = version + 1
         where id = $1 returning version",
        id as _,
        draft.name,
        draft.title,
        draft.persona as _,
        draft.seniority as _,
        &draft.languages,
        draft.time_zone,
        &draft.use_cases,
        &draft.expertise,
        &draft.products,
        &draft.competitors,
        &draft.tags,
        draft.story,
        draft.avoid,
        draft.private_notes,
        draft.owner as _,
        draft.monthly_cap.map(i32::from),
        draft.quarterly_cap.map(i32::from),
        draft.cool_down_days.map(i32::from),
        draft.reference_status as _,
    );
    Ok(version.fetch_one(&mut **tx).await?)
}

/// Takes away the outcomes that are not among these.
pub async fn keep_outcomes(tx: &mut Tx, id: AdvocateId, kept: &[Uuid]) -> Result<()> {
    sqlx::query!("delete from advocate_outcomes where advocate_id = $1 and id <> all($2)", id as _, kept)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn update_outcome(tx: &mut Tx, outcome: Uuid, position: i32, draft: &OutcomeDraft) -> Result<()> {
    sqlx::query!(
        "update advocate_outcomes set position = $2, headline = $3, before_value = $4::float8::numeric,
                after_value = $5::float8::numeric, unit = $6, quote = $7, use_case = $8
         where id = $1",
        outcome,
        position,
        draft.headline,
        draft.before,
        draft.after,
        draft.unit,
        draft.quote,
        draft.use_case,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn insert_outcome(
    tx: &mut Tx,
    company: CompanyId,
    id: AdvocateId,
    position: i32,
    draft: &OutcomeDraft,
) -> Result<()> {
    sqlx::query!(
        "insert into advocate_outcomes (company_id, id, advocate_id, position, headline, before_value, after_value, unit, quote, use_case)
         values ($1, $2, $3, $4, $5, $6::float8::numeric, $7::float8::numeric, $8, $9, $10)",
        company as _,
        Uuid::now_v7(),
        id as _,
        position,
        draft.headline,
        draft.before,
        draft.after,
        draft.unit,
        draft.quote,
        draft.use_case,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Changes after a version, the latest first: who, and the event.
pub async fn changes_since(tx: &mut Tx, id: AdvocateId, version: i32) -> Result<Vec<(Option<String>, Json)>> {
    let rows = sqlx::query!(
        r#"select u.name as "name?", e.body
           from events e left join users u on u.company_id = e.company_id and u.id = e.actor_id
           where e.about_advocate = $1 and e.kind = 'advocate_changed' and (e.body ->> 'version')::int > $2
           order by e.seq desc"#,
        id as _,
        version,
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.name, row.body)).collect())
}

/// A move on one of the two axes.
pub struct NewMove<'a> {
    pub axis: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub reason: &'a str,
    pub at: DateTime<Utc>,
    pub by: Option<UserId>,
}

pub async fn note_move(tx: &mut Tx, company: CompanyId, id: AdvocateId, made: &NewMove<'_>) -> Result<()> {
    sqlx::query!(
        "insert into advocate_moves (company_id, id, advocate_id, axis, from_state, to_state, reason, moved_at, moved_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        company as _,
        Uuid::now_v7(),
        id as _,
        made.axis,
        made.from,
        made.to,
        made.reason,
        made.at,
        made.by as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Active ones are in the programme from that day on, if they were not before.
pub async fn set_lifecycle(tx: &mut Tx, id: AdvocateId, to: Lifecycle, today: NaiveDate) -> Result<()> {
    sqlx::query!(
        "update advocates set lifecycle = $2,
                enrolled_on = case when $2 = 'active' then coalesce(enrolled_on, $3) else enrolled_on end
         where id = $1",
        id as _,
        to as _,
        today,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct LatestMove {
    pub axis: String,
    pub reason: String,
    pub moved_at: DateTime<Utc>,
    pub moved_by: Option<String>,
}

/// The latest move on each axis.
pub async fn latest_moves(tx: &mut Tx, id: AdvocateId) -> Result<Vec<LatestMove>> {
    let rows = sqlx::query_as!(
        LatestMove,
        r#"select distinct on (m.axis) m.axis, m.reason, m.moved_at, u.name as "moved_by?"
           from advocate_moves m
           left join users u on u.company_id = m.company_id and u.id = m.moved_by
           where m.advocate_id = $1
           order by m.axis, m.moved_at desc, m.id desc"#,
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct States {
    pub lifecycle: Lifecycle,
    pub reference_status: ReferenceStatus,
}

pub async fn states(tx: &mut Tx, id: AdvocateId) -> Result<States> {
    let row = sqlx::query_as!(
        States,
        r#"select lifecycle as "lifecycle: Lifecycle", reference_status as "reference_status: ReferenceStatus" from advocates where id = $1"#,
        id as _,
    );
    Ok(row.fetch_one(&mut **tx).await?)
}

/// The customer of this name, whatever its case, if the reader may add people to it.
pub async fn customer_named(
    tx: &mut Tx,
    name: &str,
    owner: Option<UserId>,
) -> Result<Option<(OrganisationId, Option<UserId>)>> {
    let row = sqlx::query!(
        r#"select g.id as "id: OrganisationId", g.owner_id as "owner: UserId"
           from organisations g
           where g.name_key = lower($1) and ($2::uuid is null or g.owner_id = $2)
             and exists (select from organisation_relations r where r.company_id = g.company_id
               and r.organisation_id = g.id and r.kind = 'customer' and r.until is null)
           order by g.created_at, g.id limit 1"#,
        name,
        owner as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.id, row.owner)))
}

/// The customer whose name comes nearest, if it is as much like this one: 0 is not at all, 1 is the same.
pub async fn customer_like(tx: &mut Tx, name: &str, owner: Option<UserId>, least: f32) -> Result<Option<String>> {
    let name = sqlx::query_scalar!(
        r#"select g.name from organisations g
           where similarity(g.name_key, lower($1)) > $3 and ($2::uuid is null or g.owner_id = $2)
             and exists (select from organisation_relations r where r.company_id = g.company_id
               and r.organisation_id = g.id and r.kind = 'customer' and r.until is null)
           order by similarity(g.name_key, lower($1)) desc, g.name_key, g.id limit 1"#,
        name,
        owner as _,
        least,
    );
    Ok(name.fetch_optional(&mut **tx).await?)
}

/// Some customers, to choose from while typing.
pub async fn customers(tx: &mut Tx, owner: Option<UserId>, rows: i64) -> Result<Vec<String>> {
    let names = sqlx::query_scalar!(
        r#"select g.name from organisations g
           where ($1::uuid is null or g.owner_id = $1)
             and exists (select from organisation_relations r where r.company_id = g.company_id
               and r.organisation_id = g.id and r.kind = 'customer' and r.until is null)
           order by g.name_key, g.id limit $2"#,
        owner as _,
        rows,
    );
    Ok(names.fetch_all(&mut **tx).await?)
}

/// Whoever has this address, or had it before they were made one with another.
pub async fn with_email(tx: &mut Tx, email: &str) -> Result<Option<Known>> {
    let row = sqlx::query_as!(
        Known,
        r#"select id as "id: AdvocateId", name from advocates where id = advocate_with_email(lower($1))"#,
        email
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Everybody of one organisation.
pub async fn colleagues(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Known>> {
    let rows = sqlx::query_as!(
        Known,
        r#"select id as "id: AdvocateId", name from advocates where organisation_id = $1 order by name_key, id"#,
        organisation as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub async fn insert(
    tx: &mut Tx,
    company: CompanyId,
    id: AdvocateId,
    organisation: OrganisationId,
    owner: Option<UserId>,
    newcomer: &Newcomer,
) -> Result<()> {
    sqlx::query!(
        "insert into advocates (company_id, id, organisation_id, owner_id, name, email, title, languages, time_zone)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        company as _,
        id as _,
        organisation as _,
        owner as _,
        newcomer.name,
        newcomer.email,
        newcomer.title,
        &newcomer.languages,
        newcomer.time_zone,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether this colleague looks after them or after their company.
pub async fn is_looked_after_by(tx: &mut Tx, id: AdvocateId, user: UserId) -> Result<bool> {
    let found = sqlx::query_scalar!(
        "select true from advocates a join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
         where a.id = $1 and (a.owner_id = $2 or g.owner_id = $2)",
        id as _,
        user as _,
    );
    Ok(found.fetch_optional(&mut **tx).await?.is_some())
}
