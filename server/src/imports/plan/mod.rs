//! What each row of a file comes to. The check and the import walk the same way; the check only
//! notes what it foresees, so the two cannot disagree about anything but what changed in between.

mod advocates;
mod differences;
mod opportunities;
mod organisations;
mod people;
mod products;
mod strange;
mod users;

use std::collections::HashMap;

use domain::imports::{Counts, Kind, Mapping, Outcome, RowReader, StageChoice, ValueChoice};
use sqlx::types::Json;
use uuid::Uuid;

use super::store::{self, Import, RowOutcome, StoredRow};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Rows looked at, looked up and written at once.
const BATCH: i64 = 2_000;

/// Whether a walk through the file only looks, or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Check,
    Land,
}

/// What a walk came to.
#[derive(Debug, Default)]
pub struct Walked {
    pub counts: Counts,
    pub stages: Vec<StageChoice>,
    pub values: Vec<ValueChoice>,
    pub created_stages: Vec<Uuid>,
    pub created_teams: Vec<Uuid>,
}

/// Walks through the whole file in one transaction. Progress is told in transactions of its own.
pub async fn walk(ctx: &Ctx, tx: &mut Tx, import: &Import, purpose: Purpose) -> Result<Walked> {
    let Json(reading) = &import.reading;
    let unmapped = Mapping::default();
    let mapping = import.mapping.as_ref().map_or(&unmapped, |mapping| &mapping.0);
    let reader = RowReader { columns: &import.columns, mapping, reading, is_zone };
    match import.kind {
        Kind::Organisations => Box::pin(organisations::walk(ctx, tx, import, reader, purpose)).await,
        Kind::Opportunities => Box::pin(opportunities::walk(ctx, tx, import, reader, purpose)).await,
        Kind::Advocates => Box::pin(advocates::walk(ctx, tx, import, reader, purpose)).await,
        Kind::Users => Box::pin(users::walk(ctx, tx, import, reader, purpose)).await,
    }
}

fn is_zone(name: &str) -> bool {
    domain::time::zones::find(name).is_some()
}

/// The batches of a file, one after the other.
struct Batches<'a> {
    import: &'a Import,
    after: i32,
    seen: usize,
}

impl<'a> Batches<'a> {
    fn of(import: &'a Import) -> Self {
        Self { import, after: 0, seen: 0 }
    }

    /// The next rows; none at the end.
    async fn next(&mut self, tx: &mut Tx) -> Result<Vec<StoredRow>> {
        let rows = store::rows_after(tx, self.import.id, self.after, BATCH).await?;
        self.after = rows.last().map_or(self.after, |row| row.row_number);
        self.seen += rows.len();
        Ok(rows)
    }

    /// Tells how far the walk has come, where a page can see it before the walk commits.
    async fn tell_progress(&self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        store::set_progress(&mut tx, self.import.id, self.import.turn, self.seen).await?;
        tx.commit().await
    }
}

/// The row in which each key of a file stands first.
#[derive(Debug, Default)]
struct FirstSeen(HashMap<String, i32>);

impl FirstSeen {
    fn note(&mut self, key: String, row: i32) {
        self.0.entry(key).or_insert(row);
    }

    /// The earlier row with this key.
    fn before(&self, key: &str, row: i32) -> Option<i32> {
        self.0.get(key).copied().filter(|first| *first < row)
    }
}

/// The rows in which each record of ours was met first: it lands once, by whatever name, address or id a row means it.
#[derive(Debug, Default)]
struct Met(HashMap<Uuid, i32>);

impl Met {
    /// A word on the earlier row that changes the same record. One that changes nothing stands in nobody's way.
    fn note(&mut self, note: &RowOutcome) -> Option<String> {
        let changes = !matches!(note.outcome, Outcome::Error | Outcome::Unchanged);
        let record = note.record_id.filter(|_| changes)?;
        let first = *self.0.entry(record).or_insert(note.row_number);
        (first < note.row_number).then(|| format!("Row {first} means the same record already."))
    }
}

/// A row that does not land.
fn error(row_number: i32, reasons: Vec<String>) -> RowOutcome {
    RowOutcome {
        row_number,
        outcome: Outcome::Error,
        reasons,
        record_id: None,
        related_as: None,
        contact_id: None,
        contact_created: false,
        changes: Vec::new(),
    }
}

/// The outcome in the tense of the walk.
fn in_tense(purpose: Purpose, is_new: bool) -> Outcome {
    match (purpose, is_new) {
        (Purpose::Check, true) => Outcome::Create,
        (Purpose::Check, false) => Outcome::Update,
        (Purpose::Land, true) => Outcome::Created,
        (Purpose::Land, false) => Outcome::Updated,
    }
}

/// Sets a value that the file gives; a blank cell leaves what is there.
fn overlay<T>(target: &mut T, given: Option<T>) {
    if let Some(given) = given {
        *target = given;
    }
}

/// The same for what may be unknown.
fn overlay_optional<T>(target: &mut Option<T>, given: Option<T>) {
    if given.is_some() {
        *target = given;
    }
}
