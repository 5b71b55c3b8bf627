//! Making one record of two in the database, and two of one again.

use chrono::{DateTime, Utc};
use domain::duplicates::OrganisationRecord;
use domain::ids::{CompanyId, MergeId, UserId};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

/// The organisations of these ids, locked in one order whoever asks.
pub async fn lock(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<OrganisationRecord>> {
    let rows = sqlx::query_scalar!(
        r#"select to_jsonb(o) as "row!" from organisations o where o.id = any($1) order by o.id for update"#,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(|row| Ok(serde_json::from_value(row)?)).collect()
}

/// The organisations of these ids, to look at.
pub async fn records(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<OrganisationRecord>> {
    let rows = sqlx::query_scalar!(r#"select to_jsonb(o) as "row!" from organisations o where o.id = any($1)"#, ids)
        .fetch_all(&mut **tx)
        .await?;
    rows.into_iter().map(|row| Ok(serde_json::from_value(row)?)).collect()
}

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

/// Begins a merge: both rows as they stand.
pub async fn begin(
    tx: &mut Tx,
    company: CompanyId,
    id: MergeId,
    kept: Uuid,
    gone: Uuid,
    by: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into merges (company_id, id, kind, survivor_id, loser_id, loser, survivor_before, survivor_after, merged_at, merged_by)
         select $1, $2, 'organisation', $3, $4, to_jsonb(l), to_jsonb(s), to_jsonb(s), $6, $5
         from organisations s join organisations l on l.company_id = s.company_id and l.id = $4 where s.id = $3",
        company as _,
        id as _,
        kept,
        gone,
        by as _,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Points the rows of a table at the survivor; how many.
pub async fn move_rows(tx: &mut Tx, id: MergeId, table: &str, column: &str, from: Uuid, to: Uuid) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select merge_move($1, $2, $3, $4, $5) as "moved!""#, id as _, table, column, from, to)
        .fetch_one(&mut **tx)
        .await?)
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

/// Takes an organisation away. Nothing may hang on it any more.
pub async fn remove(tx: &mut Tx, gone: Uuid) -> Result<()> {
    sqlx::query!("delete from organisations where id = $1", gone).execute(&mut **tx).await?;
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

/// Notes how the survivor was left.
pub async fn end(tx: &mut Tx, id: MergeId) -> Result<()> {
    sqlx::query!(
        "update merges m set survivor_after = to_jsonb(o) from organisations o
         where m.id = $1 and o.company_id = m.company_id and o.id = m.survivor_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct Gone {
    pub survivor_name: Option<String>,
    pub loser_name: String,
    pub merged_at: DateTime<Utc>,
    pub merged_by: Option<String>,
}

/// Into what a record was merged, if it was.
pub async fn gone(tx: &mut Tx, id: Uuid) -> Result<Option<Gone>> {
    let row = sqlx::query_as!(
        Gone,
        r#"select o.name as "survivor_name?", m.loser ->> 'name' as "loser_name!", m.merged_at,
             u.name as "merged_by?"
           from merges m
           left join organisations o on o.company_id = m.company_id and o.id = m.survivor_id
           left join users u on u.company_id = m.company_id and u.id = m.merged_by
           where m.loser_id = $1 and m.undone_at is null"#,
        id
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Which records were merged into which, of those that are not undone.
pub async fn all_gone(tx: &mut Tx) -> Result<Vec<(Uuid, Uuid)>> {
    let rows =
        sqlx::query!("select loser_id, survivor_id from merges where undone_at is null").fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (row.loser_id, row.survivor_id)).collect())
}

pub struct Merge {
    pub survivor_id: Uuid,
    pub loser_id: Uuid,
    pub loser: Json,
    pub survivor_before: Json,
    pub survivor_after: Json,
    pub undone_at: Option<DateTime<Utc>>,
}

/// A merge, locked.
pub async fn merge(tx: &mut Tx, id: MergeId) -> Result<Option<Merge>> {
    let row = sqlx::query_as!(
        Merge,
        "select survivor_id, loser_id, loser, survivor_before, survivor_after, undone_at from merges where id = $1 for update",
        id as _
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// How many rows of a table the merge moved that are gone or point elsewhere.
pub async fn strays(tx: &mut Tx, id: MergeId, table: &str, column: &str, survivor: Uuid) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select merge_strays($1, $2, $3, $4) as "strays!""#, id as _, table, column, survivor)
        .fetch_one(&mut **tx)
        .await?)
}

/// How many relations and rivalries the merge brought that are not as it left them.
pub async fn changed_facts(tx: &mut Tx, id: MergeId) -> Result<i64> {
    let changed = sqlx::query_scalar!(
        r#"select count(*) as "changed!" from merge_rows m
           where m.merge_id = $1 and m.action = 'added'
             and not exists (select from organisation_relations r
                             where m.table_name = 'organisation_relations' and to_jsonb(r) = m.after)
             and not exists (select from organisation_rivalries r
                             where m.table_name = 'organisation_rivalries' and to_jsonb(r) = m.after)"#,
        id as _
    );
    Ok(changed.fetch_one(&mut **tx).await?)
}

/// Frees the survivor of what it took, so that the other can come back: its key and whoever it belongs to.
pub async fn free(tx: &mut Tx, record: &OrganisationRecord) -> Result<()> {
    write(tx, &OrganisationRecord { parent_id: None, ..record.clone() }).await
}

/// Brings back the row that is gone, as it was.
pub async fn bring_back(tx: &mut Tx, id: MergeId) -> Result<()> {
    sqlx::query!(
        "insert into organisations (company_id, id, parent_id, name, source, external_id, website, industry, employees,
           annual_revenue_minor, currency, country, region, city, time_zone, tech_stack, products, founded_year, customer_since,
           renewal_on, owner_id, version, created_at, updated_at)
         select b.company_id, b.id, b.parent_id, b.name, b.source, b.external_id, b.website, b.industry, b.employees,
           b.annual_revenue_minor, b.currency, b.country, b.region, b.city, b.time_zone, b.tech_stack, b.products, b.founded_year,
           b.customer_since, b.renewal_on, b.owner_id, b.version, b.created_at, b.updated_at
         from merges m cross join lateral jsonb_populate_record(null::organisations, m.loser) b where m.id = $1",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
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

/// Points the rows back that were moved.
pub async fn put_rows_back(tx: &mut Tx, id: MergeId, table: &str, column: &str, to: Uuid) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select merge_put_back($1, $2, $3, $4) as "moved!""#, id as _, table, column, to)
        .fetch_one(&mut **tx)
        .await?)
}

/// Puts relations and rivalries back.
pub async fn put_facts_back(tx: &mut Tx, id: MergeId) -> Result<()> {
    sqlx::query!(
        "delete from organisation_relations r using merge_rows m
         where m.merge_id = $1 and m.table_name = 'organisation_relations' and m.action = 'added' and to_jsonb(r) = m.after",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "delete from organisation_rivalries r using merge_rows m
         where m.merge_id = $1 and m.table_name = 'organisation_rivalries' and m.action = 'added' and to_jsonb(r) = m.after",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "insert into organisation_relations select b.* from merge_rows m
         cross join lateral jsonb_populate_record(null::organisation_relations, m.before) b
         where m.merge_id = $1 and m.table_name = 'organisation_relations' and m.action = 'removed'",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "insert into organisation_rivalries select b.* from merge_rows m
         cross join lateral jsonb_populate_record(null::organisation_rivalries, m.before) b
         where m.merge_id = $1 and m.table_name = 'organisation_rivalries' and m.action = 'removed'",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn mark_undone(tx: &mut Tx, id: MergeId, by: UserId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update merges set undone_at = $2, undone_by = $3 where id = $1", id as _, now, by as _)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub struct MergedRow {
    pub id: Uuid,
    pub key: String,
    pub total: i64,
    pub survivor_id: Uuid,
    pub survivor_name: String,
    pub is_there: bool,
    pub loser_name: String,
    pub merged_at: DateTime<Utc>,
    pub merged_by: Option<String>,
    pub undone_at: Option<DateTime<Utc>>,
    pub undone_by: Option<String>,
    /// Tables and how many rows of each moved, in the same order.
    pub tables: Vec<String>,
    pub moved: Vec<i64>,
}

/// One page of merges, the latest first.
pub async fn merged(tx: &mut Tx, turn: &Turn, limit: i64) -> Result<Vec<MergedRow>> {
    let rows = sqlx::query_file_as!(
        MergedRow,
        "src/duplicates/store/merged.sql",
        turn.backwards(),
        turn.void(),
        turn.key(),
        turn.id(),
        limit
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub async fn merged_count(tx: &mut Tx) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select count(*) as "count!" from merges"#).fetch_one(&mut **tx).await?)
}
