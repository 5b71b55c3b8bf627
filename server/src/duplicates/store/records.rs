//! What merges do to records whatever their kind: read, lock and remove them, and put back what was replaced.

use domain::duplicates::DuplicateKind;
use domain::ids::MergeId;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

/// The records of these ids that are there.
pub async fn records<R: DeserializeOwned>(tx: &mut Tx, kind: DuplicateKind, ids: &[Uuid]) -> Result<Vec<R>> {
    let rows = sqlx::query_scalar!(
        r#"select r.row as "row!" from unnest($1::uuid[]) as x (id)
           cross join lateral (select merge_record($2, x.id) as row) r where r.row is not null"#,
        ids,
        kind as DuplicateKind
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(|row| Ok(serde_json::from_value(row)?)).collect()
}

/// The same, locked in one order whoever asks. People are locked first as an ask, a pause and a consent lock them, then
/// their rows, so that nothing new can hang itself on either.
pub async fn lock<R: DeserializeOwned>(tx: &mut Tx, kind: DuplicateKind, ids: &[Uuid]) -> Result<Vec<R>> {
    let mut ordered = ids.to_vec();
    ordered.sort_unstable();
    match kind {
        DuplicateKind::Organisation => {
            sqlx::query!("select id from organisations where id = any($1) order by id for update", &ordered)
                .fetch_all(&mut **tx)
                .await?;
        }
        DuplicateKind::Advocate => {
            for id in &ordered {
                sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 0))", id.to_string())
                    .execute(&mut **tx)
                    .await?;
            }
            sqlx::query!("select id from advocates where id = any($1) order by id for update", &ordered)
                .fetch_all(&mut **tx)
                .await?;
        }
        DuplicateKind::Contact => {
            sqlx::query!("select id from contacts where id = any($1) order by id for update", &ordered)
                .fetch_all(&mut **tx)
                .await?;
        }
    }
    records(tx, kind, &ordered).await
}

/// Takes a record away. Nothing may hang on it any more.
pub async fn remove(tx: &mut Tx, kind: DuplicateKind, gone: Uuid) -> Result<()> {
    let removed = match kind {
        DuplicateKind::Organisation => sqlx::query!("delete from organisations where id = $1", gone),
        DuplicateKind::Advocate => sqlx::query!("delete from advocates where id = $1", gone),
        DuplicateKind::Contact => sqlx::query!("delete from contacts where id = $1", gone),
    };
    removed.execute(&mut **tx).await?;
    Ok(())
}

/// How many rows of a table that the merge replaced are not as it left them.
pub async fn replaced_changed(tx: &mut Tx, id: MergeId, table: &str) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select merge_replaced_changed($1, $2) as "changed!""#, id as _, table)
        .fetch_one(&mut **tx)
        .await?)
}

/// Puts back what the merge replaced in a table.
pub async fn replace_back(tx: &mut Tx, id: MergeId, table: &str) -> Result<()> {
    sqlx::query!("select merge_replace_back($1, $2)", id as _, table).execute(&mut **tx).await?;
    Ok(())
}
