//! Organisations in sets.

use chrono::NaiveDate;
use domain::ids::{CompanyId, ImportId};
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::RowOutcome;
use crate::db::Tx;
use crate::error::Result;

/// An organisation with what an import can say about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Organisation {
    pub id: Uuid,
    pub name: String,
    pub source: String,
    pub external_id: Option<String>,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub annual_revenue_minor: Option<i64>,
    pub currency: Option<String>,
    pub country: Option<String>,
    pub city: String,
    pub website: String,
    pub founded_year: Option<i32>,
    pub customer_since: Option<NaiveDate>,
    pub renewal_on: Option<NaiveDate>,
    pub owner_id: Option<Uuid>,
    /// The parent by name, because a parent may arrive in a later row.
    pub parent_name: Option<String>,
    /// What it is to the company today.
    pub relations: Vec<String>,
    /// The name or id it was found by, when that was another record's, which was merged into this one.
    pub merged: Option<String>,
}

/// The organisations of these names. Where none has a name, the one into which one of that name was merged.
pub async fn by_names(tx: &mut Tx, names: &[String]) -> Result<Vec<Organisation>> {
    let found = sqlx::query_as!(
        Organisation,
        r#"select o.id, o.name, o.source, o.external_id, o.industry, o.employees, o.annual_revenue_minor, o.currency, o.country,
             o.city, o.website, o.founded_year, o.customer_since, o.renewal_on, o.owner_id, p.name as "parent_name?",
             array(select r.kind from organisation_relations r
                   where r.company_id = o.company_id and r.organisation_id = o.id and r.until is null) as "relations!",
             f.merged as "merged?"
           from (select distinct lower(n) as key from unnest($1::text[]) as n) w
           cross join lateral (
             select x.id, null::text as merged from organisations x where x.name_key = w.key
             union all
             select distinct survivor_of(m.loser_id), m.loser ->> 'name' from merges m
             where m.kind = 'organisation' and m.loser_name_key = w.key and m.undone_at is null
               and not exists (select from organisations x where x.name_key = w.key)
           ) f
           join organisations o on o.id = f.id
           left join organisations p on p.company_id = o.company_id and p.id = o.parent_id"#,
        names
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}

/// The organisations with these ids of the file, or those into which one with such an id was merged, and those with these
/// ids of ours.
pub async fn by_ids(tx: &mut Tx, external: &[String], ids: &[Uuid]) -> Result<Vec<Organisation>> {
    let found = sqlx::query_as!(
        Organisation,
        r#"select o.id, o.name, o.source, o.external_id, o.industry, o.employees, o.annual_revenue_minor, o.currency, o.country,
             o.city, o.website, o.founded_year, o.customer_since, o.renewal_on, o.owner_id, p.name as "parent_name?",
             array(select r.kind from organisation_relations r
                   where r.company_id = o.company_id and r.organisation_id = o.id and r.until is null) as "relations!",
             f.merged as "merged?"
           from (
             select x.id, null::text as merged from organisations x
             where x.source in ('manual', 'import') and x.external_id = any($1::text[])
             union all
             select distinct survivor_of(m.loser_id), m.loser_external_id from merges m
             where m.kind = 'organisation' and m.loser_source in ('manual', 'import') and m.loser_external_id = any($1::text[]) and m.undone_at is null
               and not exists (select from organisations x
                               where x.source in ('manual', 'import') and x.external_id = m.loser_external_id)
             union all
             select x.id, null from organisations x where x.id = any($2)
           ) f
           join organisations o on o.id = f.id
           left join organisations p on p.company_id = o.company_id and p.id = o.parent_id"#,
        external,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}

/// How many organisations have each of these names.
pub async fn name_counts(tx: &mut Tx, names: &[String]) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(
        r#"select o.name_key as "key!", count(*) as "count!"
           from (select distinct lower(n) as key from unnest($1::text[]) as n) w
           cross join lateral (select x.name_key from organisations x where x.name_key = w.key offset 0) o group by o.name_key"#,
        names
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.key, row.count)).collect())
}

/// Who stands above these names, by name: pairs of child and parent. Ends also where parents run in a circle.
pub async fn ancestry(tx: &mut Tx, names: &[String]) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        r#"with recursive above as (
             select o.id, o.company_id, o.name, o.parent_id
             from (select distinct lower(n) as key from unnest($1::text[]) as n) w
             cross join lateral (
               select x.id, x.company_id, x.name, x.parent_id from organisations x where x.name_key = w.key offset 0) o
             union
             select p.id, p.company_id, p.name, p.parent_id
             from above a join organisations p on p.company_id = a.company_id and p.id = a.parent_id
           )
           select c.name as "child!", p.name as "parent!"
           from above c join organisations p on p.company_id = c.company_id and p.id = c.parent_id"#,
        names
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.child, row.parent)).collect())
}

/// Notes what happens to each row, with the record as it is before it changes.
pub async fn note_landing(tx: &mut Tx, id: ImportId, outcomes: &[RowOutcome]) -> Result<()> {
    sqlx::query!(
        "update import_rows r set outcome = x.outcome, reasons = x.reasons, changes = x.changes, record_id = x.record_id, related_as = x.related_as,
           before = case when x.outcome = 'updated' then to_jsonb(o) end
         from jsonb_to_recordset($2) as x (row_number int, outcome text, reasons text[], changes jsonb, record_id uuid, related_as text)
         left join organisations o on o.id = x.record_id
         where r.import_id = $1 and r.row_number = x.row_number",
        id as _,
        Json(outcomes) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn insert(tx: &mut Tx, company: CompanyId, organisations: &[Organisation]) -> Result<()> {
    sqlx::query!(
        "insert into organisations (company_id, id, name, source, external_id, industry, employees, annual_revenue_minor, currency,
           country, city, website, founded_year, customer_since, renewal_on, owner_id)
         select $1, x.id, x.name, x.source, x.external_id, x.industry, x.employees, x.annual_revenue_minor, x.currency,
           x.country, x.city, x.website, x.founded_year, x.customer_since, x.renewal_on, x.owner_id
         from jsonb_to_recordset($2) as x (id uuid, name text, source text, external_id text, industry text, employees int,
           annual_revenue_minor bigint, currency text, country text, city text, website text, founded_year int,
           customer_since date, renewal_on date, owner_id uuid)",
        company as _,
        Json(organisations) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, organisations: &[Organisation]) -> Result<()> {
    sqlx::query!(
        "update organisations o set name = x.name, external_id = x.external_id, industry = x.industry, employees = x.employees,
           annual_revenue_minor = x.annual_revenue_minor, currency = x.currency, country = x.country, city = x.city,
           website = x.website, founded_year = x.founded_year, customer_since = x.customer_since, renewal_on = x.renewal_on,
           owner_id = x.owner_id, version = o.version + 1
         from jsonb_to_recordset($1) as x (id uuid, name text, external_id text, industry text, employees int,
           annual_revenue_minor bigint, currency text, country text, city text, website text, founded_year int,
           customer_since date, renewal_on date, owner_id uuid)
         where o.id = x.id",
        Json(organisations) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Sets parents by name, once every row of the file has landed.
pub async fn set_parents(tx: &mut Tx, pairs: &[(Uuid, String)]) -> Result<()> {
    let (ids, parents): (Vec<Uuid>, Vec<String>) = pairs.iter().cloned().unzip();
    sqlx::query!(
        "update organisations o set parent_id = p.id
         from unnest($1::uuid[], $2::text[]) as x (id, parent)
         cross join lateral (select k.id from organisations k where k.name_key = lower(x.parent) offset 0) p
         where o.id = x.id and p.id <> o.id and o.parent_id is distinct from p.id",
        &ids,
        &parents
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Says of organisations what they are to the company, from a day on.
pub async fn relate(
    tx: &mut Tx,
    company: CompanyId,
    organisations: &[Uuid],
    kind: &str,
    since: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "insert into organisation_relations (company_id, organisation_id, kind, since)
         select $1, id, $3, $4 from unnest($2::uuid[]) as id on conflict do nothing",
        company as _,
        organisations,
        kind,
        since
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
