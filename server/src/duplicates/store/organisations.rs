//! What a merge of organisations reads and writes beside the rows that merely move.

use domain::duplicates::OrganisationRecord;
use domain::ids::MergeId;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

/// Names of colleagues and organisations, by id.
pub async fn names(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let rows = sqlx::query!(
        r#"select id as "id!", name as "name!" from users where id = any($1)
           union all select id, name from organisations where id = any($1)"#,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// How much of each kind hangs on each of two organisations, in the order of the labels.
pub async fn hanging(tx: &mut Tx, one: Uuid, other: Uuid) -> Result<Vec<(String, i64, i64)>> {
    let rows = sqlx::query!(
        r#"select h.label as "label!", count(*) filter (where h.id = $1) as "one!", count(*) filter (where h.id = $2) as "other!"
           from (
             select 1 as place, 'Advocates' as label, organisation_id as id from advocates where organisation_id in ($1, $2)
             union all select 2, 'Opportunities', organisation_id from opportunities where organisation_id in ($1, $2)
             union all select 3, 'Contacts', organisation_id from contacts where organisation_id in ($1, $2)
             union all select 4, 'Reference calls', a.organisation_id from reference_calls c
               join advocates a on a.company_id = c.company_id and a.id = c.advocate_id where a.organisation_id in ($1, $2)
             union all select 5, 'Evidence', organisation_id from evidence where organisation_id in ($1, $2)
             union all select 6, 'Nominations', organisation_id from nominations where organisation_id in ($1, $2)
             union all select 7, 'Support conditions', organisation_id from shields where organisation_id in ($1, $2)
             union all select 8, 'Subsidiaries', parent_id from organisations where parent_id in ($1, $2)
             union all select 9, 'Relations', organisation_id from organisation_relations where organisation_id in ($1, $2)
             union all select 10, 'Rivals', one_id from organisation_rivalries where one_id in ($1, $2)
             union all select 10, 'Rivals', other_id from organisation_rivalries where other_id in ($1, $2)
           ) h group by h.place, h.label order by h.place"#,
        one,
        other
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.label, row.one, row.other)).collect())
}

/// Gives the survivor the relations of the other. The same one is kept once; of two that are open, the longer.
pub async fn take_relations(tx: &mut Tx, id: MergeId, kept: Uuid, gone: Uuid) -> Result<()> {
    sqlx::query!(
        "with gone as (delete from organisation_relations r where r.organisation_id = $3 returning r.*),
         -- What the survivor has is left alone where it covers the same.
         added as (
           insert into organisation_relations (company_id, organisation_id, kind, since, until, created_at)
           select g.company_id, $2, g.kind, g.since, g.until, g.created_at from gone g
           where not exists (
             select from organisation_relations r
             where r.organisation_id = $2 and r.kind = g.kind
               and (r.since = g.since or (r.until is null and g.until is null and r.since <= g.since)))
           returning *
         ),
         -- An open relation that began later says no more than the one that came.
         shorter as (
           delete from organisation_relations r using added a
           where r.organisation_id = $2 and r.kind = a.kind and r.until is null and a.until is null and r.since > a.since
           returning r.*
         )
         insert into merge_rows (company_id, merge_id, id, table_name, action, before, after)
         select company_id, $1::uuid, gen_random_uuid(), 'organisation_relations', 'removed', to_jsonb(g), null::jsonb from gone g
         union all
         select company_id, $1::uuid, gen_random_uuid(), 'organisation_relations', 'removed', to_jsonb(s), null::jsonb from shorter s
         union all
         select company_id, $1::uuid, gen_random_uuid(), 'organisation_relations', 'added', null::jsonb, to_jsonb(a) from added a",
        id as _,
        kept,
        gone
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives the survivor the rivals of the other; that the two compete with each other is forgotten.
pub async fn take_rivalries(tx: &mut Tx, id: MergeId, kept: Uuid, gone: Uuid) -> Result<()> {
    sqlx::query!(
        "with gone as (delete from organisation_rivalries r where r.one_id = $3 or r.other_id = $3 returning r.*),
         rivals as (
           select g.company_id, case when g.one_id = $3 then g.other_id else g.one_id end as id, g.created_at from gone g
         ),
         added as (
           insert into organisation_rivalries (company_id, one_id, other_id, created_at)
           select r.company_id, least(r.id, $2), greatest(r.id, $2), r.created_at from rivals r where r.id <> $2
           on conflict do nothing
           returning *
         )
         insert into merge_rows (company_id, merge_id, id, table_name, action, before, after)
         select company_id, $1::uuid, gen_random_uuid(), 'organisation_rivalries', 'removed', to_jsonb(g), null::jsonb from gone g
         union all
         select company_id, $1::uuid, gen_random_uuid(), 'organisation_rivalries', 'added', null::jsonb, to_jsonb(a) from added a",
        id as _,
        kept,
        gone
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes what an organisation is from now on, in a new version.
pub async fn write(tx: &mut Tx, record: &OrganisationRecord) -> Result<()> {
    sqlx::query!(
        "update organisations o set parent_id = b.parent_id, name = b.name, source = b.source, external_id = b.external_id,
           website = b.website, industry = b.industry, employees = b.employees, annual_revenue_minor = b.annual_revenue_minor,
           currency = b.currency, country = b.country, region = b.region, city = b.city, time_zone = b.time_zone,
           tech_stack = b.tech_stack, products = b.products, founded_year = b.founded_year, customer_since = b.customer_since,
           renewal_on = b.renewal_on, owner_id = b.owner_id, version = o.version + 1
         from jsonb_populate_record(null::organisations, $1) b where o.id = b.id",
        serde_json::to_value(record)?
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// An organisation that came to stand above itself stands under nobody.
pub async fn cut_circle(tx: &mut Tx, id: Uuid) -> Result<()> {
    sqlx::query!(
        "with recursive above as (
           select o.parent_id as id from organisations o where o.id = $1
           union
           select p.parent_id from above a join organisations p on p.id = a.id
         )
         update organisations set parent_id = null where id = $1 and exists (select from above where above.id = $1)",
        id
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Frees the survivor of what it took, so that the other can come back: its key and whoever it belongs to.
pub async fn free(tx: &mut Tx, record: &OrganisationRecord) -> Result<()> {
    write(tx, &OrganisationRecord { parent_id: None, ..record.clone() }).await
}

/// Writes the survivor as it is to be; `version` and `updated_at` of before when nobody touched it since.
pub async fn settle(tx: &mut Tx, record: &OrganisationRecord, exactly: bool) -> Result<()> {
    sqlx::query!(
        "update organisations set parent_id = $2, version = case when $3 then $4 else version end,
           updated_at = case when $3 then $5 else now() end
         where id = $1",
        record.id,
        record.parent_id,
        exactly,
        record.version,
        record.updated_at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
