//! Opportunities in sets, with the stages and contacts they bring.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{CompanyId, ImportId};
use domain::imports::KnownStage;
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::RowOutcome;
use crate::db::Tx;
use crate::error::Result;

/// An opportunity with what an import can say about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Opportunity {
    pub id: Uuid,
    pub organisation_id: Option<Uuid>,
    pub owner_id: Option<Uuid>,
    pub stage_id: Uuid,
    pub name: String,
    pub source: String,
    pub external_id: Option<String>,
    pub amount_minor: Option<i64>,
    pub currency: String,
    pub opened_on: Option<NaiveDate>,
    pub closes_on: Option<NaiveDate>,
    pub closed_at: Option<DateTime<Utc>>,
    pub needed_by: Option<NaiveDate>,
    pub products: Vec<String>,
    pub notes: String,
    /// Who takes part already.
    #[serde(skip)]
    pub contacts: Vec<Uuid>,
    /// What its organisation is called, as long as that stays the same.
    #[serde(skip)]
    pub organisation: Option<String>,
}

/// The opportunities with these ids of the file, and those with these ids of ours.
pub async fn by_ids(tx: &mut Tx, external: &[String], ids: &[Uuid]) -> Result<Vec<Opportunity>> {
    let found = sqlx::query_as!(
        Opportunity,
        r#"select o.id, o.organisation_id, o.owner_id, o.stage_id, o.name, o.source, o.external_id, o.amount_minor, o.currency,
             o.opened_on, o.closes_on, o.closed_at, o.needed_by, o.products, o.notes,
             array(select c.contact_id from opportunity_contacts c where c.company_id = o.company_id and c.opportunity_id = o.id) as "contacts!",
             (select g.name from organisations g where g.company_id = o.company_id and g.id = o.organisation_id) as "organisation?"
           from (
             select x.id from opportunities x where x.source in ('manual', 'import') and x.external_id = any($1::text[])
             union
             select x.id from opportunities x where x.id = any($2)
           ) w
           cross join lateral (select x.* from opportunities x where x.id = w.id offset 0) o"#,
        external,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}

pub async fn by_names(tx: &mut Tx, names: &[String]) -> Result<Vec<Opportunity>> {
    let found = sqlx::query_as!(
        Opportunity,
        r#"select o.id, o.organisation_id, o.owner_id, o.stage_id, o.name, o.source, o.external_id, o.amount_minor, o.currency,
             o.opened_on, o.closes_on, o.closed_at, o.needed_by, o.products, o.notes,
             array(select c.contact_id from opportunity_contacts c where c.company_id = o.company_id and c.opportunity_id = o.id) as "contacts!",
             (select g.name from organisations g where g.company_id = o.company_id and g.id = o.organisation_id) as "organisation?"
           from (select distinct lower(n) as key from unnest($1::text[]) as n) w
           cross join lateral (select x.* from opportunities x where x.name_key = w.key offset 0) o"#,
        names
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}

/// Organisations by name, for the account of a row.
pub async fn accounts(tx: &mut Tx, names: &[String]) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!(
        r#"select f.id as "id!", f.name as "name!" from (select distinct lower(n) as key from unnest($1::text[]) as n) w
           cross join lateral (
             select o.id, o.name from organisations o where o.name_key = w.key
             union all
             -- What was merged is meant by its former name as well, while nobody else has it.
             select distinct survivor_of(m.loser_id), m.loser ->> 'name' from merges m
             where m.kind = 'organisation' and m.loser_name_key = w.key and m.undone_at is null
               and not exists (select from organisations o where o.name_key = w.key)
           ) f"#,
        names
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// A contact that is there already.
#[derive(Debug)]
pub struct KnownContact {
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub organisation: String,
    pub name: String,
    pub email: Option<String>,
}

/// The contacts with these addresses, and all contacts of these organisations with these names.
pub async fn contacts(
    tx: &mut Tx,
    emails: &[String],
    organisations: &[Uuid],
    names: &[String],
) -> Result<Vec<KnownContact>> {
    let found = sqlx::query_as!(
        KnownContact,
        r#"select c.id as "id!", c.organisation_id as "organisation_id!", o.name as "organisation!", c.name as "name!", c.email
           from (
             select e.id, e.company_id, e.organisation_id, e.name, e.email from contacts e
             where e.email_key in (select lower(x) from unnest($1::text[]) as x)
             union
             select n.id, n.company_id, n.organisation_id, n.name, n.email from contacts n
             where n.organisation_id = any($2) and lower(n.name) in (select lower(x) from unnest($3::text[]) as x)
             union
             -- Whoever was merged is meant by their former address as well, while nobody else has it.
             select s.id, s.company_id, s.organisation_id, s.name, w.key from (select distinct lower(x) as key from unnest($1::text[]) as x) w
             join (
               select company_id, loser_id, loser_email_key as key from merges where kind = 'contact' and undone_at is null
               union all
               select company_id, loser_id, survivor_email_key from merges where kind = 'contact' and undone_at is null
             ) m on m.key = w.key
             join contacts s on s.company_id = m.company_id and s.id = survivor_of(m.loser_id)
             where not exists (select from contacts t where t.email_key = w.key)
           ) c join organisations o on o.company_id = c.company_id and o.id = c.organisation_id"#,
        emails,
        organisations,
        names
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found)
}

/// The products the company writes down, most used spelling first.
pub async fn known_products(tx: &mut Tx) -> Result<Vec<String>> {
    let products = sqlx::query_scalar!(
        r#"select product as "product!" from (
             select unnest(products) as product from opportunities
             union all select unnest(products) from organisations
           ) p group by product order by count(*) desc, product limit 2000"#
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(products)
}

/// Notes what happens to each row, with the record as it is before it changes.
pub async fn note_landing(tx: &mut Tx, id: ImportId, outcomes: &[RowOutcome], changed: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "update import_rows r set outcome = x.outcome, reasons = x.reasons, changes = x.changes, record_id = x.record_id,
           contact_id = x.contact_id, contact_created = x.contact_created,
           before = case when x.record_id = any($3) then to_jsonb(o) end
         from jsonb_to_recordset($2) as x (row_number int, outcome text, reasons text[], changes jsonb, record_id uuid, contact_id uuid, contact_created boolean)
         left join opportunities o on o.id = x.record_id
         where r.import_id = $1 and r.row_number = x.row_number",
        id as _,
        Json(outcomes) as _,
        changed
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Appends stages after the last one.
pub async fn insert_stages(tx: &mut Tx, company: CompanyId, stages: &[KnownStage]) -> Result<()> {
    sqlx::query!(
        "insert into opportunity_stages (company_id, id, name, position, is_closed, is_won, probability)
         select $1, x.id, x.name, last.position + x.place::int, x.is_closed, x.is_won, case when x.is_won then 100 else 0 end
         from rows from (jsonb_to_recordset($2) as (id uuid, name text, is_closed boolean, is_won boolean))
           with ordinality as x (id, name, is_closed, is_won, place),
           (select coalesce(max(position), 0) as position from opportunity_stages) last",
        company as _,
        Json(stages) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn insert(tx: &mut Tx, company: CompanyId, opportunities: &[Opportunity]) -> Result<()> {
    sqlx::query!(
        "insert into opportunities (company_id, id, organisation_id, owner_id, stage_id, name, source, external_id, amount_minor,
           currency, opened_on, closes_on, closed_at, needed_by, products, notes)
         select $1, x.id, x.organisation_id, x.owner_id, x.stage_id, x.name, x.source, x.external_id, x.amount_minor,
           x.currency, x.opened_on, x.closes_on, x.closed_at, x.needed_by, x.products, x.notes
         from jsonb_to_recordset($2) as x (id uuid, organisation_id uuid, owner_id uuid, stage_id uuid, name text, source text,
           external_id text, amount_minor bigint, currency text, opened_on date, closes_on date, closed_at timestamptz,
           needed_by date, products text[], notes text)",
        company as _,
        Json(opportunities) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, opportunities: &[Opportunity]) -> Result<()> {
    sqlx::query!(
        "update opportunities o set organisation_id = x.organisation_id, owner_id = x.owner_id, stage_id = x.stage_id, name = x.name,
           external_id = x.external_id, amount_minor = x.amount_minor, currency = x.currency, opened_on = x.opened_on,
           closes_on = x.closes_on, closed_at = x.closed_at, needed_by = x.needed_by, products = x.products, notes = x.notes,
           version = o.version + 1
         from jsonb_to_recordset($1) as x (id uuid, organisation_id uuid, owner_id uuid, stage_id uuid, name text,
           external_id text, amount_minor bigint, currency text, opened_on date, closes_on date, closed_at timestamptz,
           needed_by date, products text[], notes text)
         where o.id = x.id",
        Json(opportunities) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A contact the file brings.
#[derive(Clone, Debug, Serialize)]
pub struct NewContact {
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub name: String,
    pub email: Option<String>,
    pub title: String,
}

pub async fn insert_contacts(tx: &mut Tx, company: CompanyId, contacts: &[NewContact]) -> Result<()> {
    sqlx::query!(
        "insert into contacts (company_id, id, organisation_id, name, email, title)
         select $1, x.id, x.organisation_id, x.name, x.email, x.title
         from jsonb_to_recordset($2) as x (id uuid, organisation_id uuid, name text, email text, title text)",
        company as _,
        Json(contacts) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Links contacts to their deals; the first of a deal is its primary one.
pub async fn link_contacts(tx: &mut Tx, company: CompanyId, links: &[(Uuid, Uuid)]) -> Result<()> {
    let (opportunities, contacts): (Vec<Uuid>, Vec<Uuid>) = links.iter().copied().unzip();
    sqlx::query!(
        "insert into opportunity_contacts (company_id, opportunity_id, contact_id, is_primary)
         select $1, x.opportunity_id, x.contact_id,
           not exists (select from opportunity_contacts p where p.company_id = $1 and p.opportunity_id = x.opportunity_id and p.is_primary)
         from unnest($2::uuid[], $3::uuid[]) as x (opportunity_id, contact_id)",
        company as _,
        &opportunities,
        &contacts
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
