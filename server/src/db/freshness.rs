//! Whether rows that were read and kept in memory are still as they were read.
//!
//! The trigger of `feeds_matching` leaves the number of every transaction that changed one of them;
//! who keeps rows asks whether any number is missing from the snapshot they were read in. That is one
//! indexed probe, and exact whatever the order of the commits.

use super::Tx;
use crate::error::Result;

/// What this transaction's next statement can see, for [`changed_since`].
pub async fn snapshot(tx: &mut Tx) -> Result<String> {
    Ok(sqlx::query_scalar!(r#"select pg_current_snapshot()::text as "snapshot!""#).fetch_one(&mut **tx).await?)
}

/// Whether anything that is kept was changed by a transaction the snapshot did not see.
pub async fn changed_since(tx: &mut Tx, snapshot: &str) -> Result<bool> {
    let changed = sqlx::query_scalar!(
        r#"select exists (
             select from matching_changes
             where txid >= pg_snapshot_xmin($1::text::pg_snapshot)
               and not pg_visible_in_snapshot(txid, $1::text::pg_snapshot)
           ) as "changed!""#,
        snapshot,
    );
    Ok(changed.fetch_one(&mut **tx).await?)
}
