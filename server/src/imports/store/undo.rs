//! Taking an import back: what stands in the way, and putting everything as it was.

use chrono::{DateTime, Utc};
use domain::ids::{ImportId, UserId};
use domain::imports::Kind;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

/// Undo joins as many rows as the import had, of which the planner knows nothing yet when they have
/// just arrived: hash joins stay linear whatever it believes. A large undo may take its time.
pub async fn prepare(tx: &mut Tx) -> Result<()> {
    sqlx::query!("select set_config('enable_nestloop', 'off', true) as joins, set_config('statement_timeout', '5min', true) as patience")
        .fetch_one(&mut **tx)
        .await?;
    Ok(())
}

/// Holds every record of the import, so that nobody starts to use one while it is looked at.
pub async fn lock_records(tx: &mut Tx, id: ImportId, kind: Kind) -> Result<()> {
    match kind {
        Kind::Organisations => {
            sqlx::query!(
                "select o.id from organisations o join import_rows r on r.company_id = o.company_id and r.record_id = o.id
                 where r.import_id = $1 and r.outcome in ('created', 'updated') for update of o",
                id as _
            )
            .fetch_all(&mut **tx)
            .await?;
        }
        Kind::Opportunities => {
            sqlx::query!(
                "select o.id from opportunities o join import_rows r on r.company_id = o.company_id and r.record_id = o.id
                 where r.import_id = $1 and r.outcome in ('created', 'updated') for update of o",
                id as _
            )
            .fetch_all(&mut **tx)
            .await?;
            sqlx::query!(
                "select c.id from contacts c join import_rows r on r.company_id = c.company_id and r.contact_id = c.id
                 where r.import_id = $1 and r.contact_created for update of c",
                id as _
            )
            .fetch_all(&mut **tx)
            .await?;
        }
    }
    Ok(())
}

/// Names of records that are no longer as the import left them, or gone; three at most.
pub async fn changed_since(tx: &mut Tx, id: ImportId, kind: Kind, landed_at: DateTime<Utc>) -> Result<Vec<String>> {
    let names = match kind {
        Kind::Organisations => {
            sqlx::query_scalar!(
                r#"select coalesce(o.name, 'row ' || r.row_number) as "name!" from import_rows r
                   left join organisations o on o.company_id = r.company_id and o.id = r.record_id
                   where r.import_id = $1 and r.outcome in ('created', 'updated') and (o.id is null or o.updated_at <> $2)
                   order by r.row_number limit 3"#,
                id as _,
                landed_at
            )
            .fetch_all(&mut **tx)
            .await?
        }
        Kind::Opportunities => {
            sqlx::query_scalar!(
                r#"select coalesce(o.name, c.name, 'row ' || r.row_number) as "name!" from import_rows r
                   left join opportunities o on o.company_id = r.company_id and o.id = r.record_id
                   left join contacts c on c.company_id = r.company_id and c.id = r.contact_id and r.contact_created
                   where r.import_id = $1 and r.outcome in ('created', 'updated')
                     and (o.id is null or ((r.outcome = 'created' or r.before is not null) and o.updated_at <> $2)
                          or (r.contact_created and (c.id is null or c.updated_at <> $2)))
                   order by r.row_number limit 3"#,
                id as _,
                landed_at
            )
            .fetch_all(&mut **tx)
            .await?
        }
    };
    Ok(names)
}

/// What has come to hang on records the import made: a word and how many. Every foreign key that
/// points at such a record is asked, but for what the import made itself; a test holds this list
/// against the catalogue.
pub async fn used_by(tx: &mut Tx, id: ImportId, kind: Kind, landed_at: DateTime<Utc>) -> Result<Vec<(String, i64)>> {
    let rows: Vec<(String, i64)> = match kind {
        Kind::Organisations => sqlx::query!(
            r#"with made as (select record_id as id from import_rows where import_id = $1 and outcome = 'created')
               select what as "what!", count(*) as "count!" from (
                 select 'advocates' as what from advocates where organisation_id in (select id from made)
                 union all select 'opportunities' from opportunities where organisation_id in (select id from made)
                 union all select 'contacts' from contacts where organisation_id in (select id from made)
                 union all select 'evidence' from evidence where organisation_id in (select id from made)
                 union all select 'nominations' from nominations where organisation_id in (select id from made)
                 union all select 'support conditions' from shields where organisation_id in (select id from made)
                 union all select 'rivalries' from organisation_rivalries
                   where one_id in (select id from made) or other_id in (select id from made)
                 union all select 'relations' from organisation_relations
                   where organisation_id in (select id from made) and created_at <> $2
                 union all select 'subsidiaries' from organisations c
                   where c.parent_id in (select id from made)
                     and not exists (select from import_rows r
                       where r.import_id = $1 and r.outcome in ('created', 'updated') and r.record_id = c.id)
               ) uses group by what order by what"#,
            id as _,
            landed_at
        )
        .fetch_all(&mut **tx)
        .await?
        .into_iter()
        .map(|row| (row.what, row.count))
        .collect(),
        Kind::Opportunities => sqlx::query!(
            r#"with made as (select record_id as id from import_rows where import_id = $1 and outcome = 'created'),
                    met as (select contact_id as id from import_rows where import_id = $1 and contact_created)
               select what as "what!", count(*) as "count!" from (
                 select 'requests' as what from requests where opportunity_id in (select id from made)
                 -- Runs that nobody asked for go with their deals.
                 union all select 'matching runs' from match_runs
                   where opportunity_id in (select id from made) and started_by is not null
                 union all select 'reference calls' from reference_calls where opportunity_id in (select id from made)
                 union all select 'notes' from opportunity_notes where opportunity_id in (select id from made)
                 union all select 'shared evidence' from evidence_links where opportunity_id in (select id from made)
                 union all select 'vetoes' from vetoes where opportunity_id in (select id from made)
                 union all select 'contacts' from opportunity_contacts
                   where opportunity_id in (select id from made) and created_at <> $2
                 union all select 'guests of requests' from request_guests where contact_id in (select id from met)
                 union all select 'other opportunities' from opportunity_contacts
                   where contact_id in (select id from met) and created_at <> $2
                 union all select 'opportunities in new stages' from opportunities o
                   where o.stage_id in (select unnest(created_stages) from imports where id = $1)
                     and not exists (select from import_rows r
                       where r.import_id = $1 and r.outcome in ('created', 'updated') and r.record_id = o.id)
               ) uses group by what order by what"#,
            id as _,
            landed_at
        )
        .fetch_all(&mut **tx)
        .await?
        .into_iter()
        .map(|row| (row.what, row.count))
        .collect(),
    };
    Ok(rows)
}

/// Puts organisations back, then removes those the import made.
pub async fn organisations(tx: &mut Tx, id: ImportId, landed_at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "delete from organisation_relations l using import_rows r
         where r.import_id = $1 and r.related_as is not null and l.organisation_id = r.record_id
           and l.kind = r.related_as and l.created_at = $2",
        id as _,
        landed_at
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "update organisations o set parent_id = b.parent_id, name = b.name, external_id = b.external_id, industry = b.industry,
           employees = b.employees, annual_revenue_minor = b.annual_revenue_minor, currency = b.currency, country = b.country,
           city = b.city, website = b.website, founded_year = b.founded_year, customer_since = b.customer_since,
           renewal_on = b.renewal_on, owner_id = b.owner_id, version = b.version, updated_at = b.updated_at
         from import_rows r cross join lateral jsonb_populate_record(null::organisations, r.before) b
         where r.import_id = $1 and r.before is not null and o.id = r.record_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "delete from organisations o using import_rows r where r.import_id = $1 and r.outcome = 'created' and o.id = r.record_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Puts opportunities back, then removes links, deals, contacts and stages the import made.
pub async fn opportunities(tx: &mut Tx, id: ImportId, created_stages: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "delete from opportunity_contacts l using import_rows r
         where r.import_id = $1 and r.contact_id is not null and l.opportunity_id = r.record_id and l.contact_id = r.contact_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "update opportunities o set organisation_id = b.organisation_id, owner_id = b.owner_id, stage_id = b.stage_id, name = b.name,
           external_id = b.external_id, amount_minor = b.amount_minor, currency = b.currency, opened_on = b.opened_on,
           closes_on = b.closes_on, closed_at = b.closed_at, needed_by = b.needed_by, products = b.products, notes = b.notes,
           version = b.version, updated_at = b.updated_at
         from import_rows r cross join lateral jsonb_populate_record(null::opportunities, r.before) b
         where r.import_id = $1 and r.before is not null and o.id = r.record_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "delete from opportunities o using import_rows r where r.import_id = $1 and r.outcome = 'created' and o.id = r.record_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "delete from contacts c using import_rows r where r.import_id = $1 and r.contact_created and c.id = r.contact_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("delete from opportunity_stages where id = any($1)", created_stages).execute(&mut **tx).await?;
    Ok(())
}

pub async fn mark_undone(tx: &mut Tx, id: ImportId, by: UserId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update imports set state = 'undone', undone_at = $2, undone_by = $3, created_stages = '{}' where id = $1",
        id as _,
        now,
        by as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
