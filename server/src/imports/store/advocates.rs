//! Advocates in sets, with the outcomes and refusals they bring.

use chrono::{DateTime, Utc};
use domain::advocates::Policy;
use domain::ids::{CompanyId, ImportId};
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::RowOutcome;
use crate::db::Tx;
use crate::error::Result;

/// An advocate with what an import can say about them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Advocate {
    pub id: Uuid,
    pub organisation_id: Uuid,
    #[serde(skip)]
    pub organisation: String,
    pub owner_id: Option<Uuid>,
    pub name: String,
    pub email: String,
    pub title: String,
    pub persona: Option<String>,
    pub seniority: Option<String>,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub story: String,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub expertise: Vec<String>,
    pub tags: Vec<String>,
    pub competitors_replaced: Vec<String>,
    pub avoid: String,
    pub private_notes: String,
    pub monthly_cap: Option<i32>,
    pub quarterly_cap: Option<i32>,
    pub cool_down_days: Option<i32>,
    #[serde(skip)]
    pub lifecycle: String,
    #[serde(skip)]
    pub reference_status: String,
    pub version: i32,
    /// The headlines, in order.
    #[serde(skip)]
    pub outcomes: Vec<String>,
    /// The latest decision on reference calls.
    #[serde(skip)]
    pub consent: Option<String>,
    /// The address they were found by, when that was of a record that was merged into this one.
    #[serde(skip)]
    pub merged: Option<String>,
}

/// The advocates with these addresses, and those with these ids of ours. Where nobody has an address, the one into whom
/// somebody with it was merged.
pub async fn by_emails(tx: &mut Tx, emails: &[String], ids: &[Uuid]) -> Result<Vec<Advocate>> {
    let found = sqlx::query_as!(
        Advocate,
        r#"select a.id, a.organisation_id, o.name as organisation, a.owner_id, a.name, a.email, a.title, a.persona, a.seniority,
             a.languages, a.time_zone, a.story, a.use_cases, a.products, a.expertise, a.tags, a.competitors_replaced, a.avoid,
             a.private_notes, a.monthly_cap, a.quarterly_cap, a.cool_down_days, a.lifecycle, a.reference_status, a.version,
             array(select x.headline from advocate_outcomes x
                   where x.company_id = a.company_id and x.advocate_id = a.id order by x.position, x.id) as "outcomes!",
             (select c.decision from consents c
              where c.company_id = a.company_id and c.advocate_id = a.id and c.activity = 'reference_call'
              order by c.decided_at desc, c.id desc limit 1) as consent,
             f.merged as "merged?"
           from (select distinct lower(e) as key from unnest($1::text[]) as e union all select null where cardinality($2::uuid[]) > 0) w
           cross join lateral (
             select x.id, null::text as merged from advocates x where x.email_key = w.key
             union all
             select x.id, null from advocates x where w.key is null and x.id = any($2)
             union all
             select distinct survivor_of(m.loser_id), w.key from merges m
             where m.kind = 'advocate' and (m.loser_email_key = w.key or m.survivor_email_key = w.key) and m.undone_at is null
               and not exists (select from advocates x where x.email_key = w.key)
           ) f
           join advocates a on a.id = f.id
           join organisations o on o.company_id = a.company_id and o.id = a.organisation_id"#,
        emails,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}

/// Organisation and name of the advocates with these names.
pub async fn namesakes(tx: &mut Tx, names: &[String]) -> Result<Vec<(Uuid, String)>> {
    let found = sqlx::query!(
        "select a.organisation_id, a.name from (select distinct lower(n) as key from unnest($1::text[]) as n) w
         cross join lateral (select x.organisation_id, x.name from advocates x where x.name_key = w.key offset 0) a",
        names
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found.into_iter().map(|row| (row.organisation_id, row.name)).collect())
}

/// An organisation a row may name.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: Uuid,
    pub name: String,
    pub external_id: Option<String>,
    pub host: String,
    pub country: Option<String>,
    pub time_zone: Option<String>,
    pub owner_id: Option<Uuid>,
    pub is_customer: bool,
}

/// Organisations by name, by the file's id, or by where they are on the web.
pub async fn accounts(tx: &mut Tx, names: &[String], ids: &[String], hosts: &[String]) -> Result<Vec<Account>> {
    let found = sqlx::query_as!(
        Account,
        r#"with named as (
             select o.id, o.company_id from (select distinct lower(n) as key from unnest($1::text[]) as n) w
             cross join lateral (select x.id, x.company_id from organisations x where x.name_key = w.key offset 0) o
             union
             select o.id, o.company_id from organisations o
             where o.source in ('manual', 'import', 'salesforce', 'hubspot') and o.external_id = any($2::text[])
             union
             select o.id, o.company_id from (select distinct h as host from unnest($3::text[]) as h) w
             join organisations o on website_host(o.website) = w.host where o.website <> ''
           )
           select o.id, o.name, o.external_id, website_host(o.website) as "host!", o.country, o.time_zone, o.owner_id,
             exists (select from organisation_relations r where r.company_id = o.company_id and r.organisation_id = o.id
                     and r.kind = 'customer' and r.until is null) as "is_customer!"
           from named join organisations o on o.company_id = named.company_id and o.id = named.id
           order by o.id"#,
        names,
        ids,
        hosts
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}

/// The company's own limits and zone.
pub async fn company(tx: &mut Tx, company: CompanyId) -> Result<(Policy, String)> {
    let row = sqlx::query!(
        "select monthly_cap, quarterly_cap, cool_down_days, time_zone from companies where id = $1",
        company as _
    )
    .fetch_one(&mut **tx)
    .await?;
    let small = |number: i32| u16::try_from(number).unwrap_or(0);
    let policy = Policy {
        monthly_cap: small(row.monthly_cap),
        quarterly_cap: small(row.quarterly_cap),
        cool_down_days: small(row.cool_down_days),
    };
    Ok((policy, row.time_zone))
}

/// The products of advocates, deals and customers, most used spelling first.
pub async fn known_products(tx: &mut Tx) -> Result<Vec<String>> {
    let products = sqlx::query_scalar!(
        r#"select product as "product!" from (
             select unnest(products) as product from opportunities
             union all select unnest(products) from organisations
             union all select unnest(products) from advocates
           ) p group by product order by count(*) desc, product limit 2000"#
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(products)
}

/// Notes what happens to each row, with the advocate as they are before the change.
pub async fn note_landing(tx: &mut Tx, id: ImportId, outcomes: &[RowOutcome]) -> Result<()> {
    sqlx::query!(
        "update import_rows r set outcome = x.outcome, reasons = x.reasons, changes = x.changes, record_id = x.record_id,
           before = case when x.outcome = 'updated' then to_jsonb(a) - 'words' end
         from jsonb_to_recordset($2) as x (row_number int, outcome text, reasons text[], changes jsonb, record_id uuid)
         left join advocates a on a.id = x.record_id
         where r.import_id = $1 and r.row_number = x.row_number",
        id as _,
        Json(outcomes) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn insert(tx: &mut Tx, company: CompanyId, advocates: &[Advocate]) -> Result<()> {
    sqlx::query!(
        "insert into advocates (company_id, id, organisation_id, owner_id, name, email, title, persona, seniority, languages, time_zone,
           story, use_cases, products, expertise, tags, competitors_replaced, avoid, private_notes, monthly_cap, quarterly_cap, cool_down_days)
         select $1, x.id, x.organisation_id, x.owner_id, x.name, x.email, x.title, x.persona, x.seniority, x.languages, x.time_zone,
           x.story, x.use_cases, x.products, x.expertise, x.tags, x.competitors_replaced, x.avoid, x.private_notes, x.monthly_cap,
           x.quarterly_cap, x.cool_down_days
         from jsonb_to_recordset($2) as x (id uuid, organisation_id uuid, owner_id uuid, name text, email text, title text, persona text,
           seniority text, languages text[], time_zone text, story text, use_cases text[], products text[], expertise text[],
           tags text[], competitors_replaced text[], avoid text, private_notes text, monthly_cap int, quarterly_cap int, cool_down_days int)",
        company as _,
        Json(advocates) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Their e-mail address tells them apart and their organisation is changed by nobody here.
pub async fn update(tx: &mut Tx, advocates: &[Advocate]) -> Result<()> {
    sqlx::query!(
        "update advocates a set owner_id = x.owner_id, name = x.name, title = x.title, persona = x.persona, seniority = x.seniority,
           languages = x.languages, time_zone = x.time_zone, story = x.story, use_cases = x.use_cases, products = x.products,
           expertise = x.expertise, tags = x.tags, competitors_replaced = x.competitors_replaced, avoid = x.avoid,
           private_notes = x.private_notes, monthly_cap = x.monthly_cap, quarterly_cap = x.quarterly_cap,
           cool_down_days = x.cool_down_days, version = a.version + 1
         from jsonb_to_recordset($1) as x (id uuid, owner_id uuid, name text, title text, persona text, seniority text, languages text[],
           time_zone text, story text, use_cases text[], products text[], expertise text[], tags text[], competitors_replaced text[],
           avoid text, private_notes text, monthly_cap int, quarterly_cap int, cool_down_days int)
         where a.id = x.id",
        Json(advocates) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Outcomes by their headlines: for whom, at which place, which.
#[derive(Debug, Serialize)]
pub struct NewOutcome {
    pub id: Uuid,
    pub advocate_id: Uuid,
    pub position: i32,
    pub headline: String,
}

pub async fn insert_outcomes(tx: &mut Tx, company: CompanyId, outcomes: &[NewOutcome]) -> Result<()> {
    sqlx::query!(
        "insert into advocate_outcomes (company_id, id, advocate_id, position, headline)
         select $1, x.id, x.advocate_id, x.position, x.headline
         from jsonb_to_recordset($2) as x (id uuid, advocate_id uuid, position int, headline text)",
        company as _,
        Json(outcomes) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that these people said no to reference calls.
pub async fn refuse(tx: &mut Tx, company: CompanyId, advocates: &[Uuid], now: DateTime<Utc>) -> Result<()> {
    let ids: Vec<Uuid> = advocates.iter().map(|_| Uuid::now_v7()).collect();
    sqlx::query!(
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at, source)
         select $1, x.id, x.advocate, 'reference_call', 'withdrawn', $4, 'import' from unnest($2::uuid[], $3::uuid[]) as x (id, advocate)",
        company as _,
        &ids,
        advocates,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Says of each changed advocate which fields were changed, for whoever has the form open. Nobody has to
/// read these events later: the end of the import tells the readers once.
pub async fn record_changes(
    tx: &mut Tx,
    company: CompanyId,
    bodies: &[serde_json::Value],
    now: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<Uuid> = bodies.iter().map(|_| Uuid::now_v7()).collect();
    sqlx::query!(
        "insert into events (company_id, id, kind, body, occurred_at, relayed_at)
         select $1, x.id, 'advocate_changed', x.body, $4, $4 from unnest($2::uuid[], $3::jsonb[]) as x (id, body)",
        company as _,
        &ids,
        bodies,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
