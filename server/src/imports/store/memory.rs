//! What was chosen for earlier files.

use domain::ids::CompanyId;
use domain::imports::{Field, Kind};

use crate::db::Tx;
use crate::error::Result;

/// Which field each of these columns filled last time; none where it was left out.
pub async fn headers(tx: &mut Tx, kind: Kind, keys: &[String]) -> Result<Vec<(String, Option<String>)>> {
    let rows = sqlx::query!(
        "select header_key, field from import_headers where kind = $1 and header_key = any($2)",
        kind.as_str(),
        keys
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.header_key, row.field)).collect())
}

pub async fn keep_headers(
    tx: &mut Tx,
    company: CompanyId,
    kind: Kind,
    keys: &[String],
    fields: &[Option<String>],
) -> Result<()> {
    sqlx::query!(
        "insert into import_headers (company_id, kind, header_key, field)
         select $1, $2, x.key, x.field from unnest($3::text[], $4::text[]) as x (key, field)
         on conflict (company_id, kind, header_key) do update set field = excluded.field
           where import_headers.field is distinct from excluded.field",
        company as _,
        kind.as_str(),
        keys,
        fields as &[Option<String>]
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A value of a column, and what it was taken for.
#[derive(Debug)]
pub struct Kept {
    pub header_key: String,
    pub field: String,
    pub value_key: String,
    pub target: String,
}

/// What values of these columns were taken for.
pub async fn meanings(tx: &mut Tx, kind: Kind, keys: &[String]) -> Result<Vec<Kept>> {
    let rows = sqlx::query_as!(
        Kept,
        "select header_key, field, value_key, target from import_meanings
         where kind = $1 and header_key = any($2) order by updated_at desc limit 2000",
        kind.as_str(),
        keys
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows)
}

pub async fn keep_meaning(
    tx: &mut Tx,
    company: CompanyId,
    kind: Kind,
    header_key: &str,
    field: Field,
    value_key: &str,
    target: &str,
) -> Result<()> {
    sqlx::query!(
        "insert into import_meanings (company_id, kind, header_key, field, value_key, target) values ($1, $2, $3, $4, $5, $6)
         on conflict (company_id, kind, header_key, field, value_key) do update set target = excluded.target",
        company as _,
        kind.as_str(),
        header_key,
        field.as_str(),
        value_key,
        target
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
