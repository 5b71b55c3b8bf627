//! Many advocates at once.

use domain::advocates::ReferenceStatus;
use domain::bulk::AdvocateValues;
use domain::ids::{AdvocateId, UserId};
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

pub struct Kept {
    pub id: AdvocateId,
    pub values: AdvocateValues,
    /// The reader looks after them or after their company.
    pub is_own: bool,
}

/// These rows, locked until the transaction ends; always in the same order, so that two bulk edits
/// wait for each other instead of for ever.
pub async fn lock(tx: &mut Tx, ids: &[AdvocateId], me: UserId) -> Result<Vec<Kept>> {
    let rows = sqlx::query!(
        r#"select a.id as "id: AdvocateId", a.owner_id as "owner: UserId", a.tags,
                  a.reference_status as "reference_status: ReferenceStatus",
                  coalesce(a.owner_id = $2 or g.owner_id = $2, false) as "is_own!"
           from advocates a
           join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
           where a.id = any($1)
           order by a.id
           for update of a"#,
        ids as _,
        me as _,
    )
    .fetch_all(&mut **tx)
    .await?;
    let kept = rows.into_iter().map(|row| Kept {
        id: row.id,
        values: AdvocateValues { owner: row.owner, tags: row.tags, reference_status: row.reference_status },
        is_own: row.is_own,
    });
    Ok(kept.collect())
}

/// The values an advocate gets.
#[derive(Serialize)]
pub struct NewValues<'a> {
    pub id: AdvocateId,
    #[serde(flatten)]
    pub values: &'a AdvocateValues,
}

/// Saves the values and makes the next version of each.
pub async fn save(tx: &mut Tx, rows: &[NewValues<'_>]) -> Result<Vec<(AdvocateId, i32)>> {
    let saved = sqlx::query!(
        r#"update advocates a set owner_id = n.owner, tags = n.tags, reference_status = n.reference_status, version = a.version + 1
           from jsonb_to_recordset($1) as n (id uuid, owner uuid, tags text[], reference_status text)
           where a.id = n.id
           returning a.id as "id: AdvocateId", a.version"#,
        Json(rows) as _,
    );
    Ok(saved.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.version)).collect())
}

/// Notes from which reference status to which, with one reason for all.
pub async fn note_moves(
    tx: &mut Tx,
    ctx: &Ctx,
    moves: &[(AdvocateId, ReferenceStatus, ReferenceStatus)],
    reason: &str,
) -> Result<()> {
    let ids: Vec<Uuid> = moves.iter().map(|_| Uuid::now_v7()).collect();
    let advocates: Vec<AdvocateId> = moves.iter().map(|(id, ..)| *id).collect();
    let from: Vec<&str> = moves.iter().map(|(_, from, _)| from.as_str()).collect();
    let to: Vec<&str> = moves.iter().map(|(.., to)| to.as_str()).collect();
    sqlx::query!(
        "insert into advocate_moves (company_id, id, advocate_id, axis, from_state, to_state, reason, moved_at, moved_by)
         select $1, m.id, m.advocate, 'reference_status', m.from_state, m.to_state, $6, $7, $8
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) as m (id, advocate, from_state, to_state)",
        ctx.company() as _,
        &ids,
        &advocates as _,
        &from as _,
        &to as _,
        reason,
        ctx.now(),
        ctx.user() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What these are called, in the order of the ids.
pub async fn called(tx: &mut Tx, ids: &[AdvocateId]) -> Result<Vec<(AdvocateId, String)>> {
    let rows = sqlx::query!(
        r#"select id as "id: AdvocateId", name from advocates where id = any($1) order by array_position($1, id)"#,
        ids as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
}
