//! Weights that people saved.

use domain::ids::{CompanyId, MatchPresetId, UserId};
use serde_json::Value as Json;

use crate::db::Tx;
use crate::error::Result;

pub struct PresetRow {
    pub id: MatchPresetId,
    pub name: String,
    pub weights: Json,
}

/// This person's own.
pub async fn own(tx: &mut Tx, user: UserId) -> Result<Vec<PresetRow>> {
    let rows = sqlx::query_as!(
        PresetRow,
        r#"select id as "id: _", name, weights from match_presets where user_id = $1 order by lower(name), id"#,
        user as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub async fn insert(
    tx: &mut Tx,
    company: CompanyId,
    id: MatchPresetId,
    user: UserId,
    name: &str,
    weights: Json,
) -> Result<()> {
    sqlx::query!(
        "insert into match_presets (company_id, id, user_id, name, weights) values ($1, $2, $3, $4, $5)",
        company as _,
        id as _,
        user as _,
        name,
        weights,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether there was one of this person's to delete.
pub async fn delete(tx: &mut Tx, id: MatchPresetId, user: UserId) -> Result<bool> {
    let done = sqlx::query!("delete from match_presets where id = $1 and user_id = $2", id as _, user as _)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() > 0)
}
