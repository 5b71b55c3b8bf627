//! The rows of a file, and what became of each.

use domain::ids::{CompanyId, ImportId};
use domain::imports::{Change, CheckRows, Outcome};
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;
use crate::imports::file::TableRow;

pub async fn insert_rows(tx: &mut Tx, company: CompanyId, id: ImportId, rows: &[TableRow]) -> Result<()> {
    let numbers: Vec<i32> = rows.iter().map(|row| row.number).collect();
    let cells: Vec<serde_json::Value> = rows.iter().map(|row| row.cells.iter().collect()).collect();
    sqlx::query!(
        "insert into import_rows (company_id, import_id, row_number, cells)
         select $1, $2, r.number, r.cells from unnest($3::int[], $4::jsonb[]) as r (number, cells)",
        company as _,
        id as _,
        &numbers,
        &cells
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A row of the file as it was stored.
#[derive(Debug)]
pub struct StoredRow {
    pub row_number: i32,
    pub cells: Json<Vec<String>>,
}

/// The next rows after a number.
pub async fn rows_after(tx: &mut Tx, id: ImportId, after: i32, limit: i64) -> Result<Vec<StoredRow>> {
    let rows = sqlx::query_as!(
        StoredRow,
        r#"select row_number, cells as "cells: _" from import_rows
           where import_id = $1 and row_number > $2 order by row_number limit $3"#,
        id as _,
        after,
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows)
}

/// A row with what became of it.
#[derive(Debug)]
pub struct CheckedRow {
    pub row_number: i32,
    pub cells: Json<Vec<String>>,
    pub outcome: Outcome,
    pub reasons: Vec<String>,
    pub changes: Json<Vec<Change>>,
}

/// The next checked rows after a number, of those that are shown.
pub async fn checked_rows(
    tx: &mut Tx,
    id: ImportId,
    shown: CheckRows,
    after: i32,
    limit: i64,
) -> Result<Vec<CheckedRow>> {
    let rows = match shown {
        CheckRows::Problems => sqlx::query_as!(
            CheckedRow,
            r#"select row_number, cells as "cells: _", outcome as "outcome!: _", reasons, changes as "changes: _" from import_rows
               where import_id = $1 and row_number > $2 and outcome is not null and cardinality(reasons) > 0
               order by row_number limit $3"#,
            id as _,
            after,
            limit
        )
        .fetch_all(&mut **tx)
        .await?,
        CheckRows::Changes => sqlx::query_as!(
            CheckedRow,
            r#"select row_number, cells as "cells: _", outcome as "outcome!: _", reasons, changes as "changes: _" from import_rows
               where import_id = $1 and row_number > $2 and outcome in ('update', 'updated')
               order by row_number limit $3"#,
            id as _,
            after,
            limit
        )
        .fetch_all(&mut **tx)
        .await?,
        CheckRows::All => sqlx::query_as!(
            CheckedRow,
            r#"select row_number, cells as "cells: _", outcome as "outcome!: _", reasons, changes as "changes: _" from import_rows
               where import_id = $1 and row_number > $2 and outcome is not null order by row_number limit $3"#,
            id as _,
            after,
            limit
        )
        .fetch_all(&mut **tx)
        .await?,
    };
    Ok(rows)
}

/// What became of a row.
#[derive(Clone, Debug, Serialize)]
pub struct RowOutcome {
    pub row_number: i32,
    pub outcome: Outcome,
    pub reasons: Vec<String>,
    pub record_id: Option<Uuid>,
    pub related_as: Option<String>,
    pub contact_id: Option<Uuid>,
    pub contact_created: bool,
    /// What becomes of the record that is there.
    pub changes: Vec<Change>,
}

/// Notes what a check foresees.
pub async fn note_outcomes(tx: &mut Tx, id: ImportId, outcomes: &[RowOutcome]) -> Result<()> {
    sqlx::query!(
        "update import_rows r set outcome = x.outcome, reasons = x.reasons, changes = x.changes
         from jsonb_to_recordset($2) as x (row_number int, outcome text, reasons text[], changes jsonb)
         where r.import_id = $1 and r.row_number = x.row_number",
        id as _,
        Json(outcomes) as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
