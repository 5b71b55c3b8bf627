//! Bulk edits and their rows.

use chrono::{DateTime, Utc};
use domain::bulk::{AdvocateChange, Change, DealChange, RowOutcome, WhyNot};
use domain::ids::{BulkEditId, CompanyId, UserId};
use domain::lists::ListName;
use serde::Serialize;
use serde_json::Value as Json;
use sqlx::types::Json as Typed;
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

pub struct Edit {
    pub query: String,
    pub change: Typed<Change>,
    pub created_by: Option<UserId>,
    pub author: Option<String>,
    pub made_at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
    pub undoer: Option<String>,
}

/// The bulk edit; `locked` holds it until the transaction ends.
pub async fn find(tx: &mut Tx, id: BulkEditId, locked: bool) -> Result<Option<Edit>> {
    if locked {
        sqlx::query!("select id from bulk_edits where id = $1 for update", id as _).fetch_optional(&mut **tx).await?;
    }
    let row = sqlx::query_as!(
        Edit,
        r#"select e.query, e.change as "change: Typed<Change>", e.created_by as "created_by: UserId", a.name as "author?",
                  e.made_at, e.undone_at, u.name as "undoer?"
           from bulk_edits e
           left join users a on a.company_id = e.company_id and a.id = e.created_by
           left join users u on u.company_id = e.company_id and u.id = e.undone_by
           where e.id = $1"#,
        id as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub async fn insert(tx: &mut Tx, ctx: &Ctx, id: BulkEditId, change: &Change, query: &str) -> Result<()> {
    sqlx::query!(
        "insert into bulk_edits (company_id, id, list, query, change, created_by, made_at) values ($1, $2, $3, $4, $5, $6, $7)",
        ctx.company() as _,
        id as _,
        change.list().as_str(),
        query,
        Typed(change) as _,
        ctx.user() as _,
        ctx.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What became of a row.
#[derive(Serialize)]
pub struct NewRow {
    pub record: Uuid,
    pub outcome: RowOutcome,
    pub why: Option<WhyNot>,
    pub before: Option<Json>,
    pub after: Option<Json>,
    pub version: Option<i32>,
}

/// Rows in their order.
pub async fn insert_rows(tx: &mut Tx, company: CompanyId, id: BulkEditId, rows: &[NewRow]) -> Result<()> {
    sqlx::query!(
        "insert into bulk_edit_rows (company_id, edit_id, position, record_id, outcome, why, before, after, version)
         select $1, $2, r.position, r.record, r.outcome, r.why, r.before, r.after, r.version
         from rows from (jsonb_to_recordset($3) as (record uuid, outcome text, why text, before jsonb, after jsonb, version int))
           with ordinality as r (record, outcome, why, before, after, version, position)",
        company as _,
        id as _,
        Typed(rows) as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct ChangedRow {
    pub record_id: Uuid,
    pub before: Json,
    pub after: Json,
}

/// What the bulk edit changed, in its order.
pub async fn changed_rows(tx: &mut Tx, id: BulkEditId) -> Result<Vec<ChangedRow>> {
    let rows = sqlx::query_as!(
        ChangedRow,
        r#"select record_id, before as "before!", after as "after!"
           from bulk_edit_rows where edit_id = $1 and outcome = 'changed' order by position"#,
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Each row was put back, or left as it is for a reason.
pub async fn end_rows(tx: &mut Tx, id: BulkEditId, outcomes: &[(Uuid, Option<WhyNot>)]) -> Result<()> {
    let ids: Vec<Uuid> = outcomes.iter().map(|(id, _)| *id).collect();
    let whys: Vec<Option<&str>> = outcomes.iter().map(|(_, why)| why.map(WhyNot::as_str)).collect();
    sqlx::query!(
        "update bulk_edit_rows r set outcome = case when n.why is null then 'undone' else 'kept' end, why = n.why
         from unnest($2::uuid[], $3::text[]) as n (id, why)
         where r.edit_id = $1 and r.record_id = n.id",
        id as _,
        &ids,
        &whys as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn mark_undone(tx: &mut Tx, ctx: &Ctx, id: BulkEditId) -> Result<()> {
    sqlx::query!(
        "update bulk_edits set undone_at = $2, undone_by = $3 where id = $1",
        id as _,
        ctx.now(),
        ctx.user() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A bulk edit as the list of them shows it.
pub struct EarlierRow {
    pub id: BulkEditId,
    pub key: String,
    pub total: i64,
    pub change: Typed<Change>,
    pub author: Option<String>,
    pub made_at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
    pub undoer: Option<String>,
    pub changed: i64,
    pub put_back: i64,
}

/// One page of the bulk edits of a list, the latest first; only those of `author` where one is given.
pub async fn earlier(
    tx: &mut Tx,
    list: ListName,
    author: Option<UserId>,
    turn: &Turn,
    limit: i64,
) -> Result<Vec<EarlierRow>> {
    let rows = sqlx::query_file_as!(
        EarlierRow,
        "src/bulk/store/earlier.sql",
        list.as_str(),
        author as _,
        turn.backwards(),
        turn.void().map(|_| turn.id()) as Option<Uuid>,
        turn.key(),
        limit,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// How many rows came to each outcome, for each reason.
pub async fn counts(tx: &mut Tx, id: BulkEditId) -> Result<Vec<(RowOutcome, Option<WhyNot>, i64)>> {
    let rows = sqlx::query!(
        r#"select outcome as "outcome: RowOutcome", why as "why: WhyNot", count(*) as "rows!"
           from bulk_edit_rows where edit_id = $1 group by outcome, why order by outcome, why"#,
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.outcome, row.why, row.rows)).collect())
}

/// The first rows that were left out for a reason.
pub async fn left_out(tx: &mut Tx, id: BulkEditId, why: WhyNot, rows: i64) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "select record_id from bulk_edit_rows where edit_id = $1 and why = $2 order by position limit $3",
        id as _,
        why as WhyNot,
        rows,
    );
    Ok(ids.fetch_all(&mut **tx).await?)
}

/// Whom the change gives records to.
pub const fn owner_of(change: &Change) -> Option<UserId> {
    match change {
        Change::Advocates(AdvocateChange::Owner { owner }) => *owner,
        Change::Opportunities(DealChange::Owner { owner }) => Some(*owner),
        _ => None,
    }
}

/// What these colleagues are called.
pub async fn people(tx: &mut Tx, ids: &[UserId]) -> Result<Vec<(UserId, String)>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(r#"select id as "id: UserId", name from users where id = any($1)"#, &ids);
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
}

/// What a colleague is called.
pub async fn person(tx: &mut Tx, id: UserId) -> Result<Option<String>> {
    let name = sqlx::query_scalar!("select name from users where id = $1", id as _);
    Ok(name.fetch_optional(&mut **tx).await?)
}
