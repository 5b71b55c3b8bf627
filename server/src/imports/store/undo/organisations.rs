//! Taking organisations back.

use chrono::{DateTime, Utc};
use domain::ids::ImportId;

use crate::db::Tx;
use crate::error::Result;

pub async fn lock(tx: &mut Tx, id: ImportId) -> Result<()> {
    sqlx::query!(
        "select o.id from organisations o join import_rows r on r.company_id = o.company_id and r.record_id = o.id
                 where r.import_id = $1 and r.outcome in ('created', 'updated') for update of o",
        id as _
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(())
}

pub async fn changed_since(tx: &mut Tx, id: ImportId, landed_at: DateTime<Utc>) -> Result<Vec<String>> {
    let names = sqlx::query_scalar!(
                r#"select coalesce(o.name, 'row ' || r.row_number) as "name!" from import_rows r
                   left join organisations o on o.company_id = r.company_id and o.id = r.record_id
                   where r.import_id = $1 and r.outcome in ('created', 'updated') and (o.id is null or o.updated_at <> $2)
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
    .await?;
    Ok(rows.into_iter().map(|row| (row.what, row.count)).collect())
}

/// Puts organisations back, then removes those the import made.
pub async fn restore(tx: &mut Tx, id: ImportId, landed_at: DateTime<Utc>) -> Result<()> {
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
