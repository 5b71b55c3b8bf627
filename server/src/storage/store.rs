//! All SQL on `files`.

use domain::files::FileKind;
use domain::ids::FileId;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// The id of these bytes: the one they have already, else the new one.
pub async fn insert(tx: &mut Tx, ctx: &Ctx, id: FileId, kind: FileKind, sha256: &[u8], bytes: usize) -> Result<FileId> {
    sqlx::query!(
        "insert into files (company_id, id, sha256, kind, bytes, uploaded_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict on constraint files_content_unique do nothing",
        ctx.company() as _,
        id as _,
        sha256,
        kind as FileKind,
        i64::try_from(bytes).unwrap_or(i64::MAX),
        ctx.user() as _,
        ctx.now()
    )
    .execute(&mut **tx)
    .await?;
    let known = sqlx::query_scalar!(r#"select id as "id: FileId" from files where sha256 = $1"#, sha256);
    Ok(known.fetch_one(&mut **tx).await?)
}

pub async fn find(tx: &mut Tx, id: FileId) -> Result<Option<(FileKind, Vec<u8>)>> {
    let row = sqlx::query!(r#"select kind as "kind: FileKind", sha256 from files where id = $1"#, id as _);
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.kind, row.sha256)))
}
