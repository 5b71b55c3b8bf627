//! Notes on a deal.

use chrono::{DateTime, Utc};
use domain::ids::{CompanyId, NoteId, OpportunityId, UserId};

use crate::db::Tx;
use crate::error::Result;

pub struct NoteFacts {
    pub id: NoteId,
    pub author: UserId,
    pub author_name: String,
    pub body: String,
    pub written_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    pub deleted_at: Option<DateTime<Utc>>,
    pub version: i32,
}

/// The latest first, from below `before` on. A deleted one is its author's alone, while it can come back.
pub async fn notes(
    tx: &mut Tx,
    opportunity: OpportunityId,
    reader: UserId,
    deleted_since: DateTime<Utc>,
    before: Option<NoteId>,
    rows: i64,
) -> Result<Vec<NoteFacts>> {
    let rows = sqlx::query_as!(
        NoteFacts,
        r#"select n.id as "id: NoteId", u.id as "author: UserId", u.name as author_name, n.body, n.written_at, n.edited_at,
                  n.deleted_at, n.version
           from opportunity_notes n
           join users u on u.company_id = n.company_id and u.id = n.author_id
           where n.opportunity_id = $1 and ($4::uuid is null or n.id < $4)
             and (n.deleted_at is null or (n.author_id = $2 and n.deleted_at > $3))
           order by n.id desc
           limit $5"#,
        opportunity as _,
        reader as _,
        deleted_since,
        before as _,
        rows,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct OwnNote {
    pub author: UserId,
    pub body: String,
    pub deleted_at: Option<DateTime<Utc>>,
    pub version: i32,
}

/// A note of this deal, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, opportunity: OpportunityId, note: NoteId) -> Result<Option<OwnNote>> {
    let row = sqlx::query_as!(
        OwnNote,
        r#"select author_id as "author: UserId", body, deleted_at, version from opportunity_notes
           where opportunity_id = $1 and id = $2 for update"#,
        opportunity as _,
        note as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub async fn insert(
    tx: &mut Tx,
    company: CompanyId,
    opportunity: OpportunityId,
    note: NoteId,
    author: UserId,
    body: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into opportunity_notes (company_id, id, opportunity_id, author_id, body, written_at) values ($1, $2, $3, $4, $5, $6)",
        company as _,
        note as _,
        opportunity as _,
        author as _,
        body,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn rewrite(tx: &mut Tx, note: NoteId, body: &str, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update opportunity_notes set body = $2, edited_at = $3, version = version + 1 where id = $1",
        note as _,
        body,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Deletes it at this time, or brings it back when there is none.
pub async fn set_deleted(tx: &mut Tx, note: NoteId, at: Option<DateTime<Utc>>) -> Result<()> {
    sqlx::query!("update opportunity_notes set deleted_at = $2, version = version + 1 where id = $1", note as _, at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes the row of a note that was deleted before this time.
pub async fn forget(tx: &mut Tx, note: NoteId, deleted_before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("delete from opportunity_notes where id = $1 and deleted_at <= $2", note as _, deleted_before)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
