//! The sign-ins of two people: one stays, the other is switched off, and on again.

use chrono::{DateTime, Utc};
use domain::ids::MergeId;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

/// A sign-in.
pub struct SignIn {
    pub id: Uuid,
    pub email: String,
    pub roles: Vec<String>,
}

pub async fn sign_ins(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<SignIn>> {
    Ok(sqlx::query_as!(SignIn, "select id, email, roles from users where id = any($1)", ids)
        .fetch_all(&mut **tx)
        .await?)
}

/// Switches a sign-in off and notes how it was.
pub async fn switch_off(tx: &mut Tx, id: MergeId, user: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "with old as (select u.company_id, u.id, jsonb_build_object('disabled_at', u.disabled_at, 'updated_at', u.updated_at) as marks
                      from users u where u.id = $2 for update),
         off as (update users u set disabled_at = coalesce(u.disabled_at, $3) from old where u.company_id = old.company_id and u.id = old.id
                 returning u.id, jsonb_build_object('disabled_at', u.disabled_at, 'updated_at', u.updated_at) as marks)
         insert into merge_rows (company_id, merge_id, id, table_name, action, row_id, before, after)
         select old.company_id, $1, gen_random_uuid(), 'users', 'removed', old.id, old.marks, off.marks
         from old join off on off.id = old.id",
        id as _,
        user,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether a sign-in that the merge switched off is not as the merge left it.
pub async fn sign_in_changed(tx: &mut Tx, id: MergeId) -> Result<bool> {
    let changed = sqlx::query_scalar!(
        r#"select exists (
             select from merge_rows m left join users u on u.company_id = m.company_id and u.id = m.row_id
             where m.merge_id = $1 and m.table_name = 'users'
               and jsonb_build_object('disabled_at', u.disabled_at, 'updated_at', u.updated_at) is distinct from m.after) as "changed!""#,
        id as _
    );
    Ok(changed.fetch_one(&mut **tx).await?)
}

/// Switches it on again, as it was.
pub async fn switch_back(tx: &mut Tx, id: MergeId) -> Result<()> {
    sqlx::query!(
        "update users u set disabled_at = (m.before ->> 'disabled_at')::timestamptz, updated_at = (m.before ->> 'updated_at')::timestamptz
         from merge_rows m
         where m.merge_id = $1 and m.table_name = 'users' and u.company_id = m.company_id and u.id = m.row_id",
        id as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
