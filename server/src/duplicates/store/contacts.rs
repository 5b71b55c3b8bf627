//! What is compared of contacts, and what a merge of them reads and writes beside what all merges do.

use domain::duplicates::ContactRecord;
use domain::ids::MergeId;
use uuid::Uuid;

use super::people::PersonRow;
use crate::db::Tx;
use crate::error::Result;

/// The contacts of these ids, as they are compared.
pub async fn contacts(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<PersonRow>> {
    let rows = sqlx::query_as!(
        PersonRow,
        r#"select c.id, c.name, coalesce(c.email, '') as "email!", c.organisation_id as organisation,
             o.name as organisation_name, false as "signs_in!"
           from contacts c join organisations o on o.company_id = c.company_id and o.id = c.organisation_id
           where c.id = any($1)"#,
        ids
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// How much of each kind hangs on each of two contacts, in the order of the labels.
pub async fn hanging(tx: &mut Tx, one: Uuid, other: Uuid) -> Result<Vec<(String, i64, i64)>> {
    let rows = sqlx::query!(
        r#"select h.label as "label!", count(*) filter (where h.id = $1) as "one!", count(*) filter (where h.id = $2) as "other!"
           from (
             select 1 as place, 'Opportunities' as label, contact_id as id from opportunity_contacts where contact_id in ($1, $2)
             union all select 2, 'Requests', contact_id from request_guests where contact_id in ($1, $2)
           ) h group by h.place, h.label order by h.place"#,
        one,
        other
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.label, row.one, row.other)).collect())
}

/// Gives the survivor the deals of the other. Where both take part it is once, in the role of the survivor if they have
/// one, and as the first contact if either is.
pub async fn take_deals(tx: &mut Tx, id: MergeId, kept: Uuid, gone: Uuid) -> Result<()> {
    sqlx::query!(
        "with gone as (
           delete from opportunity_contacts c
           where c.contact_id = $3
             or (c.contact_id = $2 and exists (
               select from opportunity_contacts o
               where o.company_id = c.company_id and o.opportunity_id = c.opportunity_id and o.contact_id = $3))
           returning c.*
         ),
         added as (
           insert into opportunity_contacts (company_id, opportunity_id, contact_id, role, is_primary, created_at)
           select g.company_id, g.opportunity_id, $2,
             coalesce(max(nullif(g.role, '')) filter (where g.contact_id = $2), max(g.role)), bool_or(g.is_primary), min(g.created_at)
           from gone g group by g.company_id, g.opportunity_id
           returning *
         )
         insert into merge_rows (company_id, merge_id, id, table_name, action, before, after)
         select company_id, $1::uuid, gen_random_uuid(), 'opportunity_contacts', 'removed', to_jsonb(g), null::jsonb from gone g
         union all
         select company_id, $1::uuid, gen_random_uuid(), 'opportunity_contacts', 'added', null::jsonb, to_jsonb(a) from added a",
        id as _,
        kept,
        gone
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives the survivor the requests to whose calls the other is invited.
pub async fn take_requests(tx: &mut Tx, id: MergeId, kept: Uuid, gone: Uuid) -> Result<()> {
    sqlx::query!(
        "with gone as (
           delete from request_guests c
           where c.contact_id = $3
             or (c.contact_id = $2 and exists (
               select from request_guests o
               where o.company_id = c.company_id and o.request_id = c.request_id and o.contact_id = $3))
           returning c.*
         ),
         added as (
           insert into request_guests (company_id, request_id, contact_id, created_at)
           select g.company_id, g.request_id, $2, min(g.created_at) from gone g group by g.company_id, g.request_id
           returning *
         )
         insert into merge_rows (company_id, merge_id, id, table_name, action, before, after)
         select company_id, $1::uuid, gen_random_uuid(), 'request_guests', 'removed', to_jsonb(g), null::jsonb from gone g
         union all
         select company_id, $1::uuid, gen_random_uuid(), 'request_guests', 'added', null::jsonb, to_jsonb(a) from added a",
        id as _,
        kept,
        gone
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes what a contact is from now on.
pub async fn write(tx: &mut Tx, record: &ContactRecord) -> Result<()> {
    sqlx::query!(
        "update contacts set name = $2, email = $3, title = $4, time_zone = $5, left_at = $6, left_by = $7 where id = $1",
        record.id,
        record.name,
        record.email,
        record.title,
        record.time_zone,
        record.left_at,
        record.left_by
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives a record nobody touched since its time of change of before.
pub async fn settle(tx: &mut Tx, record: &ContactRecord) -> Result<()> {
    sqlx::query!("update contacts set updated_at = $2 where id = $1", record.id, record.updated_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
