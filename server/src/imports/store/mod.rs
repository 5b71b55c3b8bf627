//! All SQL of imports. They write organisations, opportunities, stages and contacts in sets, which
//! no single-record use case of those features does.
//!
//! Where many keys are looked up, each is one probe of an index: the lateral with `offset 0` keeps the planner from
//! joining in another order. It plans by figures from before the import, when the table was small, and one such join
//! made a file of 100,000 advocates take nine minutes.

pub mod advocates;
pub mod memory;
pub mod opportunities;
pub mod organisations;
mod rows;
pub mod undo;
pub mod users;

pub use rows::{CheckedRow, RowOutcome, StoredRow, checked_rows, insert_rows, note_outcomes, rows_after};

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{CompanyId, ImportId, UserId};
use domain::imports::{
    ColumnFacts, Counts, Kind, KnownStage, Mapping, Reading, RecentImport, StageChoice, State, ValueChoice,
};
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;
use crate::imports::file::Table;
use crate::imports::plan::Walked;

/// An import as its use cases need it.
#[derive(Clone, Debug)]
pub struct Import {
    pub id: ImportId,
    pub kind: Kind,
    pub state: State,
    pub file_name: String,
    pub encoding: String,
    pub delimiter: String,
    pub columns: Vec<String>,
    pub facts: Json<Vec<ColumnFacts>>,
    pub mapping: Option<Json<Mapping>>,
    pub reading: Json<Reading>,
    pub stages: Json<Vec<StageChoice>>,
    pub strange_values: Json<Vec<ValueChoice>>,
    pub row_count: i32,
    pub progress: i32,
    pub counts: Option<Json<Counts>>,
    pub turn: i32,
    pub created_stages: Vec<Uuid>,
    pub created_teams: Vec<Uuid>,
    pub landed_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
    pub undone_at: Option<DateTime<Utc>>,
    pub created_by: String,
    pub undone_by: Option<String>,
}

pub async fn import(tx: &mut Tx, id: ImportId) -> Result<Option<Import>> {
    let import = sqlx::query_as!(
        Import,
        r#"select i.id as "id: _", i.kind as "kind: _", i.state as "state: _", i.file_name, i.encoding, i.delimiter, i.columns,
             i.facts as "facts: _", i.mapping as "mapping: _", i.reading as "reading: _", i.stages as "stages: _",
             i.strange_values as "strange_values: _",
             i.row_count, i.progress, i.counts as "counts: _", i.turn, i.created_stages, i.created_teams, i.landed_at, i.finished_at, i.undone_at,
             c.name as created_by, u.name as "undone_by?"
           from imports i
           join users c on c.company_id = i.company_id and c.id = i.created_by
           left join users u on u.company_id = i.company_id and u.id = i.undone_by
           where i.id = $1"#,
        id as _
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(import)
}

/// Holds the import until the end of the transaction, so that two presses of a button do one thing.
pub async fn lock(tx: &mut Tx, id: ImportId) -> Result<()> {
    sqlx::query!("select id from imports where id = $1 for update", id as _).fetch_optional(&mut **tx).await?;
    Ok(())
}

/// One import of a company lands (or is taken back) at a time, so that two files cannot both create
/// the same organisation.
pub async fn wait_for_turn(tx: &mut Tx, company: CompanyId) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('imports/' || $1, 0))", company.to_string())
        .fetch_one(&mut **tx)
        .await?;
    Ok(())
}

pub async fn company_currency(tx: &mut Tx, company: CompanyId) -> Result<String> {
    Ok(sqlx::query_scalar!("select currency from companies where id = $1", company as _).fetch_one(&mut **tx).await?)
}

/// The latest imports of these kinds.
pub async fn recent(tx: &mut Tx, kinds: &[Kind], time_zone: &str) -> Result<Vec<RecentImport>> {
    struct Row {
        id: ImportId,
        kind: Kind,
        file_name: String,
        state: State,
        row_count: i32,
        by: String,
        on: NaiveDate,
    }
    let rows = sqlx::query_as!(
        Row,
        r#"select i.id as "id: _", i.kind as "kind: _", i.file_name, i.state as "state: _", i.row_count, u.name as "by",
             (i.created_at at time zone $2)::date as "on!"
           from imports i join users u on u.company_id = i.company_id and u.id = i.created_by
           where i.kind = any($1)
           order by i.created_at desc, i.id limit 10"#,
        &kinds.iter().map(|kind| kind.as_str().to_owned()).collect::<Vec<_>>(),
        time_zone
    )
    .fetch_all(&mut **tx)
    .await?;
    let recent = rows.into_iter().map(|row| RecentImport {
        id: row.id,
        kind: row.kind,
        file_name: row.file_name,
        state: row.state,
        rows: usize::try_from(row.row_count).unwrap_or(0),
        by: row.by,
        on: domain::time::date_long(row.on),
    });
    Ok(recent.collect())
}

/// A file that has just arrived.
pub struct NewImport<'a> {
    pub id: ImportId,
    pub kind: Kind,
    pub file_name: &'a str,
    pub table: &'a Table,
    pub reading: &'a Reading,
    pub created_by: UserId,
}

pub async fn insert(tx: &mut Tx, company: CompanyId, new: &NewImport<'_>) -> Result<()> {
    sqlx::query!(
        "insert into imports (company_id, id, kind, state, file_name, encoding, delimiter, columns, facts, reading, row_count, created_by)
         values ($1, $2, $3, 'uploaded', $4, $5, $6, $7, $8, $9, $10, $11)",
        company as _,
        new.id as _,
        new.kind as _,
        new.file_name,
        new.table.encoding,
        new.table.delimiter,
        &new.table.columns,
        Json(&new.table.facts) as _,
        Json(new.reading) as _,
        i32::try_from(new.table.rows.len()).unwrap_or(i32::MAX),
        new.created_by as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Keeps the choices of the columns page and begins a check.
pub async fn begin_check(tx: &mut Tx, id: ImportId, mapping: &Mapping, reading: &Reading) -> Result<i32> {
    let turn = sqlx::query_scalar!(
        "update imports set state = 'checking', mapping = $2, reading = $3, progress = 0, counts = null, turn = turn + 1
         where id = $1 returning turn",
        id as _,
        Json(mapping) as _,
        Json(reading) as _
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(turn)
}

pub async fn begin_run(tx: &mut Tx, id: ImportId) -> Result<i32> {
    let turn = sqlx::query_scalar!(
        "update imports set state = 'running', progress = 0, turn = turn + 1 where id = $1 returning turn",
        id as _
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(turn)
}

pub async fn set_progress(tx: &mut Tx, id: ImportId, turn: i32, progress: usize) -> Result<()> {
    sqlx::query!(
        "update imports set progress = $3 where id = $1 and turn = $2",
        id as _,
        turn,
        i32::try_from(progress).unwrap_or(i32::MAX)
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn end_check(tx: &mut Tx, id: ImportId, turn: i32, walked: &Walked, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update imports set state = 'checked', counts = $3, stages = $4, strange_values = $5, checked_at = $6, progress = row_count
         where id = $1 and turn = $2",
        id as _,
        turn,
        Json(&walked.counts) as _,
        Json(&walked.stages) as _,
        Json(&walked.values) as _,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn end_run(tx: &mut Tx, id: ImportId, walked: &Walked, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update imports set state = 'done', counts = $2, created_stages = $3, created_teams = $4, landed_at = now(), finished_at = $5, progress = row_count
         where id = $1",
        id as _,
        Json(&walked.counts) as _,
        &walked.created_stages,
        &walked.created_teams,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that a check or run broke off; nothing of it was written.
pub async fn fail(tx: &mut Tx, id: ImportId, turn: i32) -> Result<()> {
    sqlx::query!(
        "update imports set state = 'failed' where id = $1 and turn = $2 and state in ('checking', 'running')",
        id as _,
        turn
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Somebody of the company, also one who left.
#[derive(Debug)]
pub struct Colleague {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub is_suspended: bool,
    /// May look after customers.
    pub is_success: bool,
}

pub async fn colleagues(tx: &mut Tx) -> Result<Vec<Colleague>> {
    let colleagues = sqlx::query_as!(
        Colleague,
        r#"select id, name, email, disabled_at is not null as "is_suspended!",
             roles && array['success', 'programme', 'admin'] as "is_success!"
           from users where roles <> array['advocate'] order by id"#
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(colleagues)
}

pub async fn stages(tx: &mut Tx) -> Result<Vec<KnownStage>> {
    let stages =
        sqlx::query_as!(KnownStage, "select id, name, is_closed, is_won from opportunity_stages order by position, id")
            .fetch_all(&mut **tx)
            .await?;
    Ok(stages)
}

/// Of records with these ids that were merged: the id, the one into which it was, and what it was called.
pub async fn merged(tx: &mut Tx, kind: &str, ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid, String)>> {
    let rows = sqlx::query!(
        r#"select m.loser_id, survivor_of(m.loser_id) as "survivor!", coalesce(m.loser ->> 'name', '') as "name!"
           from merges m where m.kind = $1 and m.loser_id = any($2) and m.undone_at is null"#,
        kind,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.loser_id, row.survivor, row.name)).collect())
}

/// Tells the planner of the rows that a large import brought.
pub async fn refresh_statistics(tx: &mut Tx) -> Result<()> {
    sqlx::query!("select from refresh_statistics()").execute(&mut **tx).await?;
    Ok(())
}
