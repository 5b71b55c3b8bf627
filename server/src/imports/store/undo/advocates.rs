//! Taking advocates back, with the outcomes and refusals they brought.

use chrono::{DateTime, Utc};
use domain::ids::ImportId;

use crate::db::Tx;
use crate::error::Result;

pub async fn lock(tx: &mut Tx, id: ImportId) -> Result<()> {
    sqlx::query!(
        "select a.id from advocates a join import_rows r on r.company_id = a.company_id and r.record_id = a.id
         where r.import_id = $1 and r.outcome in ('created', 'updated') for update of a",
        id as _
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(())
}

pub async fn changed_since(tx: &mut Tx, id: ImportId, landed_at: DateTime<Utc>) -> Result<Vec<String>> {
    let names = sqlx::query_scalar!(
        r#"select coalesce(a.name, 'row ' || r.row_number) as "name!" from import_rows r
           left join advocates a on a.company_id = r.company_id and a.id = r.record_id
           where r.import_id = $1 and r.outcome in ('created', 'updated') and (a.id is null or a.updated_at <> $2)
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
             select 'asks' as what from asks where advocate_id in (select id from made)
             union all select 'reference calls' from reference_calls where advocate_id in (select id from made)
             union all select 'evidence' from evidence where advocate_id in (select id from made)
             union all select 'nominations' from nominations where advocate_id in (select id from made)
             union all select 'invitations' from advocate_invitations where advocate_id in (select id from made)
             union all select 'touches' from touches where advocate_id in (select id from made)
             union all select 'vetoes' from vetoes where advocate_id in (select id from made)
             union all select 'pauses' from advocate_pauses where advocate_id in (select id from made)
             union all select 'moves' from advocate_moves where advocate_id in (select id from made)
             union all select 'weekly hours' from advocate_hours where advocate_id in (select id from made)
             union all select 'days off' from availability_exceptions where advocate_id in (select id from made)
             union all select 'consents' from consents
               where advocate_id in (select id from made) and created_at <> $2
             union all select 'outcomes' from advocate_outcomes
               where advocate_id in (select id from made) and created_at <> $2
           ) uses group by what order by what"#,
        id as _,
        landed_at
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.what, row.count)).collect())
}

/// Outcomes and refusals of the import are those written in its transaction.
pub async fn restore(tx: &mut Tx, id: ImportId, landed_at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "delete from advocate_outcomes o using import_rows r
         where r.import_id = $1 and r.outcome in ('created', 'updated') and o.advocate_id = r.record_id and o.created_at = $2",
        id as _,
        landed_at
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "delete from consents c using import_rows r
         where r.import_id = $1 and r.outcome in ('created', 'updated') and c.advocate_id = r.record_id
           and c.source = 'import' and c.created_at = $2",
        id as _,
        landed_at
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "update advocates a set organisation_id = b.organisation_id, owner_id = b.owner_id, name = b.name, title = b.title,
           persona = b.persona, seniority = b.seniority, languages = b.languages, time_zone = b.time_zone, story = b.story,
           use_cases = b.use_cases, products = b.products, expertise = b.expertise, tags = b.tags,
           competitors_replaced = b.competitors_replaced, avoid = b.avoid, private_notes = b.private_notes,
           monthly_cap = b.monthly_cap, quarterly_cap = b.quarterly_cap, cool_down_days = b.cool_down_days,
           version = b.version, updated_at = b.updated_at
         from import_rows r cross join lateral jsonb_populate_record(null::advocates, r.before) b
         where r.import_id = $1 and r.before is not null and a.id = r.record_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "delete from advocates a using import_rows r where r.import_id = $1 and r.outcome = 'created' and a.id = r.record_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
