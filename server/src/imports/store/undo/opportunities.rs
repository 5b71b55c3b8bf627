//! Taking opportunities back, with the stages and contacts they brought.

use chrono::{DateTime, Utc};
use domain::ids::ImportId;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

pub async fn lock(tx: &mut Tx, id: ImportId) -> Result<()> {
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
    Ok(())
}

pub async fn changed_since(tx: &mut Tx, id: ImportId, landed_at: DateTime<Utc>) -> Result<Vec<String>> {
    let names = sqlx::query_scalar!(
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
    .await?;
    Ok(names)
}

pub async fn used_by(tx: &mut Tx, id: ImportId, landed_at: DateTime<Utc>) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(
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
                 -- What a model suggested goes with its deal; what somebody decided about it does not.
                 union all select 'decisions on suggestions' from ai_facet_decisions
                   where opportunity_id in (select id from made)
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
    .await?;
    Ok(rows.into_iter().map(|row| (row.what, row.count)).collect())
}

/// Puts opportunities back, then removes links, deals, contacts and stages the import made.
pub async fn restore(tx: &mut Tx, id: ImportId, created_stages: &[Uuid]) -> Result<()> {
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
