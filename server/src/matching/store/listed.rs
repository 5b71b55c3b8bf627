//! The names of the company's presets, and which of them were retired.

use chrono::{DateTime, Utc};
use domain::ids::{CompanyId, UserId};

use crate::db::Tx;
use crate::error::Result;

pub struct ListedRow {
    pub key: String,
    pub name: String,
    pub version: i32,
    pub retired_at: Option<DateTime<Utc>>,
    pub changed_at: DateTime<Utc>,
    pub by: Option<String>,
}

/// The oldest first.
pub async fn all(tx: &mut Tx) -> Result<Vec<ListedRow>> {
    let rows = sqlx::query_as!(
        ListedRow,
        r#"select p.key, p.name, p.version, p.retired_at, p.changed_at, u.name as "by?"
           from match_company_presets p
           left join users u on u.company_id = p.company_id and u.id = p.changed_by
           order by p.created_at, p.key"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct Listing<'a> {
    pub key: &'a str,
    pub name: &'a str,
    pub retired_at: Option<DateTime<Utc>>,
    /// The version that was looked at; 0 where there was no row.
    pub seen: i32,
    pub by: UserId,
    pub at: DateTime<Utc>,
}

/// Keeps name and retirement; says whether the version that was looked at still held.
pub async fn keep(tx: &mut Tx, company: CompanyId, listing: &Listing<'_>) -> Result<bool> {
    let kept = sqlx::query!(
        "insert into match_company_presets as p (company_id, key, name, version, retired_at, changed_by, changed_at)
         values ($1, $2, $3, $5 + 1, $4, $6, $7)
         on conflict (company_id, key) do update
           set name = excluded.name, version = excluded.version, retired_at = excluded.retired_at,
               changed_by = excluded.changed_by, changed_at = excluded.changed_at
           where p.version = $5",
        company as _,
        listing.key,
        listing.name,
        listing.retired_at,
        listing.seen,
        listing.by as _,
        listing.at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// The teams whose deals begin with a preset.
pub async fn teams_of(tx: &mut Tx, key: &str) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!("select name from teams where default_preset = $1 order by name, id", key)
        .fetch_all(&mut **tx)
        .await?)
}

/// One at a time changes which presets there are, so that no two retire the last two.
pub async fn lock(tx: &mut Tx, company: CompanyId) -> Result<()> {
    sqlx::query!("select id from companies where id = $1 for update", company as _).fetch_one(&mut **tx).await?;
    Ok(())
}
