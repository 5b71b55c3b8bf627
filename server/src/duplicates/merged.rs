//! What was made one, the latest first, and taking it back.

use std::collections::HashMap;

use domain::accounts::Permission;
use domain::duplicates::{DuplicateKind, MergeRow, MergedPage};
use domain::ids::MergeId;
use domain::lists::Query;
use domain::organisations::and_list;
use domain::paging::Count;
use domain::problem::Problem;
use uuid::Uuid;

use super::list::{TOTAL_CAP, counts, kind_of, moment};
use super::references::{MOVED, OF_CONTACTS_REPLACED, OF_PEOPLE, Reference};
use super::store::merges as store;
use super::store::records;
use super::{contacts, organisations, people};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;

/// The merges of the kind the address names, the latest first.
pub async fn merged(ctx: &Ctx, query: &Query) -> Result<MergedPage> {
    ctx.allow(Permission::MergeRecords)?;
    let kind = kind_of(query);
    let name = ["merges/", kind.as_str()].concat();
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;
    let mut tx = ctx.begin().await?;
    let rows = store::merged(&mut tx, kind, &turn, PAGE_ROWS + 1).await?;
    let counts = counts(&mut tx, kind).await?;
    tx.commit().await?;
    let zone = ctx.viewer()?.time_zone.clone();
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let place = |row: &store::MergedRow| (Some(row.key.clone()), row.id);
    let page = turn.page(secrets, &name, rows, total, place, |row| shown(row, kind, &zone))?;
    let of = if kind == DuplicateKind::Organisation { "" } else { kind.as_str() };
    Ok(MergedPage { here: Query::default().with("of", of), kind, counts, page })
}

fn shown(row: store::MergedRow, kind: DuplicateKind, zone: &str) -> MergeRow {
    let moved: HashMap<String, i64> = row.tables.into_iter().zip(row.moved).collect();
    let references: &[Reference] = match kind {
        DuplicateKind::Organisation => &MOVED,
        DuplicateKind::Advocate => &OF_PEOPLE,
        DuplicateKind::Contact => &OF_CONTACTS_REPLACED,
    };
    let words: Vec<String> = references
        .iter()
        .filter_map(|reference| {
            let number = *moved.get(reference.table)?;
            Some(format!("{number} {}", reference.counted(number)))
        })
        .collect();
    let who = |name: Option<String>| name.unwrap_or_else(|| "somebody who left".to_owned());
    let nothing = match kind {
        DuplicateKind::Organisation => "nothing hung on it",
        DuplicateKind::Advocate => "nothing was noted of them",
        DuplicateKind::Contact => "they took part in nothing",
    };
    MergeRow {
        id: MergeId(row.id),
        home: row.home,
        survivor_name: row.survivor_name,
        is_there: row.is_there,
        loser_name: row.loser_name,
        merged: format!("{}, {}", who(row.merged_by), moment(row.merged_at, zone)),
        moved: if words.is_empty() { nothing.to_owned() } else { and_list(&words) },
        undone: row.undone_at.map(|at| format!("{}, {}", who(row.undone_by), moment(at, zone))),
    }
}

/// Takes a merge back: every row it moved, both records as they were. Refused, with what stands in the way, when
/// somebody changed since what the merge had changed. Of which kind the two were.
pub async fn undo(ctx: &Ctx, id: MergeId) -> Result<DuplicateKind> {
    ctx.allow(Permission::MergeRecords)?;
    let mut tx = ctx.begin().await?;
    let merge = store::merge(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    if merge.undone_at.is_some() {
        return Err(Problem::refused("already_undone", "This merge was taken back already.").into());
    }
    let kind = merge.kind;
    match kind {
        DuplicateKind::Organisation => organisations::undo(&mut tx, ctx, id, merge).await?,
        DuplicateKind::Advocate => people::undo(&mut tx, ctx, id, merge).await?,
        DuplicateKind::Contact => contacts::undo(&mut tx, ctx, id, merge).await?,
    }
    tx.commit().await?;
    tracing::info!(merge.id = %id, "a merge was taken back");
    Ok(kind)
}

pub(super) fn refused(why: &str) -> Problem {
    Problem::refused("changed_since", format!("This merge cannot be taken back: {why}."))
}

/// Rows that a merge moved and that are gone or point elsewhere by now, in words.
pub(super) async fn strays(tx: &mut Tx, id: MergeId, references: &[Reference], survivor: Uuid) -> Result<Vec<String>> {
    let mut why = Vec::new();
    for reference in references {
        let strays = store::strays(tx, id, reference.table, reference.column, survivor).await?;
        if strays > 0 {
            why.push(format!("{strays} {} went elsewhere or away since", reference.counted(strays)));
        }
    }
    Ok(why)
}

/// Whether rows that a merge replaced in any of these tables are not as it left them.
pub(super) async fn any_replaced_changed(tx: &mut Tx, id: MergeId, tables: &[&str]) -> Result<bool> {
    for table in tables {
        if records::replaced_changed(tx, id, table).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is said where the survivor of a merge is not there any more.
pub(super) async fn survivor_gone(tx: &mut Tx, kind: DuplicateKind, id: Uuid, name: &str) -> Result<Problem> {
    Ok(match store::gone(tx, id).await? {
        Some(gone) => {
            let into = store::name(tx, kind, gone.survivor).await?;
            let into = into.unwrap_or_else(|| "another record".to_owned());
            refused(&format!("{} was itself merged into {into}; take that back first", gone.loser_name))
        }
        None => refused(&format!("{name} does not exist any more")),
    })
}

/// What is said of a record that is not there: into what it was merged, or that it does not exist.
pub(super) async fn already_gone(tx: &mut Tx, ctx: &Ctx, kind: DuplicateKind, id: Uuid) -> Result<Problem> {
    let Some(gone) = store::gone(tx, id).await? else { return Ok(Problem::NotFound) };
    let who = gone.merged_by.unwrap_or_else(|| "Somebody who left".to_owned());
    let into = store::name(tx, kind, gone.survivor).await?;
    let into = into.unwrap_or_else(|| "another that was merged in its turn".to_owned());
    let when = moment(gone.merged_at, &ctx.viewer()?.time_zone);
    let words = format!("{who} merged {} into {into} ({when}). There is nothing left to merge.", gone.loser_name);
    Ok(Problem::refused("already_merged", words))
}
