//! Taking an import back: what stands in the way, and putting everything as it was. Per kind:
//!
//! - `lock` holds every record of the import, so that nobody starts to use one while it is looked at;
//! - `changed_since` names records that are no longer as the import left them, or gone; three at most;
//! - `used_by` counts what has come to hang on records the import made. Every foreign key that points at
//!   such a record is asked, but for what the import made itself; a test holds the lists against the
//!   catalogue;
//! - `restore` puts records back, then removes those the import made.

mod advocates;
mod opportunities;
mod organisations;
mod users;

use chrono::{DateTime, Utc};
use domain::ids::{ImportId, UserId};
use domain::imports::Kind;

use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::Import;

/// Undo joins as many rows as the import had, of which the planner knows nothing yet when they have
/// just arrived: hash joins stay linear whatever it believes. A large undo may take its time.
pub async fn prepare(tx: &mut Tx) -> Result<()> {
    sqlx::query!("select set_config('enable_nestloop', 'off', true) as joins, set_config('statement_timeout', '5min', true) as patience")
        .fetch_one(&mut **tx)
        .await?;
    Ok(())
}

pub async fn lock(tx: &mut Tx, import: &Import) -> Result<()> {
    match import.kind {
        Kind::Organisations => organisations::lock(tx, import.id).await,
        Kind::Opportunities => opportunities::lock(tx, import.id).await,
        Kind::Advocates => advocates::lock(tx, import.id).await,
        Kind::Users => users::lock(tx, import.id).await,
    }
}

pub async fn changed_since(tx: &mut Tx, import: &Import, landed_at: DateTime<Utc>) -> Result<Vec<String>> {
    match import.kind {
        Kind::Organisations => organisations::changed_since(tx, import.id, landed_at).await,
        Kind::Opportunities => opportunities::changed_since(tx, import.id, landed_at).await,
        Kind::Advocates => advocates::changed_since(tx, import.id, landed_at).await,
        Kind::Users => users::changed_since(tx, import.id, landed_at).await,
    }
}

pub async fn used_by(tx: &mut Tx, import: &Import, landed_at: DateTime<Utc>) -> Result<Vec<(String, i64)>> {
    match import.kind {
        Kind::Organisations => organisations::used_by(tx, import.id, landed_at).await,
        Kind::Opportunities => opportunities::used_by(tx, import.id, landed_at).await,
        Kind::Advocates => advocates::used_by(tx, import.id, landed_at).await,
        Kind::Users => users::used_by(tx, import.id, &import.created_teams).await,
    }
}

pub async fn restore(tx: &mut Tx, import: &Import, landed_at: DateTime<Utc>) -> Result<()> {
    match import.kind {
        Kind::Organisations => organisations::restore(tx, import.id, landed_at).await,
        Kind::Opportunities => opportunities::restore(tx, import.id, &import.created_stages).await,
        Kind::Advocates => advocates::restore(tx, import.id, landed_at).await,
        Kind::Users => users::restore(tx, import.id, &import.created_teams).await,
    }
}

pub async fn mark_undone(tx: &mut Tx, id: ImportId, by: UserId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update imports set state = 'undone', undone_at = $2, undone_by = $3, created_stages = '{}', created_teams = '{}' where id = $1",
        id as _,
        now,
        by as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
