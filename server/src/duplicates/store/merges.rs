//! What every merge keeps: the record of it, the rows it moved, and the list of all.

use chrono::{DateTime, Utc};
use domain::duplicates::DuplicateKind;
use domain::ids::{MergeId, UserId};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

/// Begins a merge: both rows as they stand.
pub async fn begin(tx: &mut Tx, ctx: &Ctx, id: MergeId, kind: DuplicateKind, kept: Uuid, gone: Uuid) -> Result<()> {
    sqlx::query!(
        "insert into merges (company_id, id, kind, survivor_id, loser_id, loser, survivor_before, survivor_after, merged_at, merged_by)
         select $1, $2, $3, $4, $5, merge_record($3, $5), kept, kept, $6, $7 from merge_record($3, $4) as kept",
        ctx.company() as _,
        id as _,
        kind as DuplicateKind,
        kept,
        gone,
        ctx.now(),
        ctx.viewer()?.user as UserId
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes how the survivor was left, and how much its ledgers hold.
pub async fn end(tx: &mut Tx, id: MergeId, ledgers: Json) -> Result<()> {
    sqlx::query!(
        "update merges set survivor_after = merge_record(kind, survivor_id), ledgers = $2 where id = $1",
        id as _,
        ledgers
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

/// Who was merged into whom.
pub struct Gone {
    pub survivor: Uuid,
    pub loser_name: String,
    pub merged_at: DateTime<Utc>,
    pub merged_by: Option<String>,
}

/// Into what a record was merged, if it was.
pub async fn gone(tx: &mut Tx, id: Uuid) -> Result<Option<Gone>> {
    let row = sqlx::query_as!(
        Gone,
        r#"select m.survivor_id as survivor, m.loser ->> 'name' as "loser_name!", m.merged_at, u.name as "merged_by?"
           from merges m left join users u on u.company_id = m.company_id and u.id = m.merged_by
           where m.loser_id = $1 and m.undone_at is null"#,
        id
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// What a record is called, if it is there.
pub async fn name(tx: &mut Tx, kind: DuplicateKind, id: Uuid) -> Result<Option<String>> {
    let row = sqlx::query_scalar!(r#"select name as "name!" from merge_side($1, $2)"#, kind as DuplicateKind, id);
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Which records were merged into which, of those that are not undone.
pub async fn all_gone(tx: &mut Tx) -> Result<Vec<(Uuid, Uuid)>> {
    let rows =
        sqlx::query!("select loser_id, survivor_id from merges where undone_at is null").fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (row.loser_id, row.survivor_id)).collect())
}

pub struct Merge {
    pub kind: DuplicateKind,
    pub survivor_id: Uuid,
    pub loser_id: Uuid,
    pub loser: Json,
    pub survivor_before: Json,
    pub survivor_after: Json,
    pub ledgers: Json,
    pub undone_at: Option<DateTime<Utc>>,
}

/// A merge, locked.
pub async fn merge(tx: &mut Tx, id: MergeId) -> Result<Option<Merge>> {
    let row = sqlx::query_as!(
        Merge,
        r#"select kind as "kind: DuplicateKind", survivor_id, loser_id, loser, survivor_before, survivor_after, ledgers, undone_at
           from merges where id = $1 for update"#,
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

/// Brings back the row that is gone, as it was.
pub async fn bring_back(tx: &mut Tx, id: MergeId, table: &str) -> Result<()> {
    sqlx::query!("select merge_bring_back($1, $2)", id as _, table).execute(&mut **tx).await?;
    Ok(())
}

/// Points the rows back that were moved.
pub async fn put_rows_back(tx: &mut Tx, id: MergeId, table: &str, column: &str, to: Uuid) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select merge_put_back($1, $2, $3, $4) as "moved!""#, id as _, table, column, to)
        .fetch_one(&mut **tx)
        .await?)
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
    /// On whose page the survivor stands, or stood.
    pub home: Uuid,
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

/// One page of merges of a kind, the latest first.
pub async fn merged(tx: &mut Tx, kind: DuplicateKind, turn: &Turn, limit: i64) -> Result<Vec<MergedRow>> {
    let rows = sqlx::query_file_as!(
        MergedRow,
        "src/duplicates/store/merged.sql",
        turn.backwards(),
        turn.void(),
        turn.key(),
        turn.id(),
        limit,
        kind as DuplicateKind
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// The merges of a kind that hold: what was taken back is in the list, and no longer one.
pub async fn merged_count(tx: &mut Tx, kind: DuplicateKind) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from merges where kind = $1 and undone_at is null"#,
        kind as DuplicateKind
    );
    Ok(count.fetch_one(&mut **tx).await?)
}
