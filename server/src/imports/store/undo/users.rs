//! Taking colleagues back, with the teams and sign-ins they brought.

use chrono::{DateTime, Utc};
use domain::ids::ImportId;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

pub async fn lock(tx: &mut Tx, id: ImportId) -> Result<()> {
    sqlx::query!(
        "select u.id from users u join import_rows r on r.company_id = u.company_id and r.record_id = u.id
         where r.import_id = $1 and r.outcome in ('created', 'updated') for update of u",
        id as _
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(())
}

pub async fn changed_since(tx: &mut Tx, id: ImportId, landed_at: DateTime<Utc>) -> Result<Vec<String>> {
    let names = sqlx::query_scalar!(
        r#"select coalesce(u.name, 'row ' || r.row_number) as "name!" from import_rows r
           left join users u on u.company_id = r.company_id and u.id = r.record_id
           where r.import_id = $1 and r.outcome in ('created', 'updated') and (u.id is null or u.updated_at <> $2)
           order by r.row_number limit 3"#,
        id as _,
        landed_at
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(names)
}

/// Colleagues are named from everywhere: the catalogue says from where.
pub async fn used_by(tx: &mut Tx, id: ImportId, teams: &[Uuid]) -> Result<Vec<(String, i64)>> {
    let rows = sqlx::query!(
        r#"with made as (select array_agg(record_id) as ids from import_rows where import_id = $1 and outcome = 'created')
           select u.what as "what!", sum(u.count)::bigint as "count!"
           from made, lateral uses_of_users(coalesce(made.ids, '{}')) u group by u.what
           union all
           select 'colleagues in new teams', count(*) from users u
           where u.team_id = any($2)
             and not exists (select from import_rows r
               where r.import_id = $1 and r.outcome in ('created', 'updated') and r.record_id = u.id)
           having count(*) > 0
           order by 1"#,
        id as _,
        teams
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.what, row.count)).collect())
}

pub async fn restore(tx: &mut Tx, id: ImportId, teams: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "update users u set team_id = b.team_id, name = b.name, title = b.title, roles = b.roles, time_zone = b.time_zone,
           updated_at = b.updated_at
         from import_rows r cross join lateral jsonb_populate_record(null::users, r.before) b
         where r.import_id = $1 and r.before is not null and u.id = r.record_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "delete from users u using import_rows r where r.import_id = $1 and r.outcome = 'created' and u.id = r.record_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("delete from teams where id = any($1)", teams).execute(&mut **tx).await?;
    sqlx::query!(
        "select auth_forget(coalesce(array_agg(login_id), '{}')) from import_rows where import_id = $1 and login_id is not null",
        id as _
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(())
}
