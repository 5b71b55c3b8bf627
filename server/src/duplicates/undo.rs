//! Making two of one again, exactly as they were.

use std::collections::HashMap;

use domain::accounts::Permission;
use domain::duplicates::{MergeRow, MergedPage, OrganisationRecord};
use domain::event::Event;
use domain::ids::{MergeId, OrganisationId};
use domain::lists::Query;
use domain::organisations::and_list;
use domain::paging::Count;
use domain::problem::Problem;

use super::list::{TOTAL_CAP, counts, moment};
use super::references::MOVED;
use super::store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::{OnConstraint as _, Result};
use crate::events;

/// The merges, the latest first.
pub async fn merged(ctx: &Ctx, query: &Query) -> Result<MergedPage> {
    ctx.allow(Permission::MergeRecords)?;
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, "merges", query.one("after"), query.one("before"))?;
    let mut tx = ctx.begin().await?;
    let rows = store::merged(&mut tx, &turn, PAGE_ROWS + 1).await?;
    let counts = counts(&mut tx).await?;
    tx.commit().await?;
    let zone = ctx.viewer()?.time_zone.clone();
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let place = |row: &store::MergedRow| (Some(row.key.clone()), row.id);
    let page = turn.page(secrets, "merges", rows, total, place, |row| shown(row, &zone))?;
    Ok(MergedPage { here: Query::default(), counts, page })
}

fn shown(row: store::MergedRow, zone: &str) -> MergeRow {
    let moved: HashMap<String, i64> = row.tables.into_iter().zip(row.moved).collect();
    let words: Vec<String> = MOVED
        .iter()
        .filter_map(|reference| {
            let number = *moved.get(reference.table)?;
            Some(format!("{number} {}", if number == 1 { reference.words.0 } else { reference.words.1 }))
        })
        .collect();
    let who = |name: Option<String>| name.unwrap_or_else(|| "somebody who left".to_owned());
    MergeRow {
        id: MergeId(row.id),
        survivor: OrganisationId(row.survivor_id),
        survivor_name: row.survivor_name,
        is_there: row.is_there,
        loser_name: row.loser_name,
        merged: format!("{}, {}", who(row.merged_by), moment(row.merged_at, zone)),
        moved: if words.is_empty() { "nothing hung on it".to_owned() } else { and_list(&words) },
        undone: row.undone_at.map(|at| format!("{}, {}", who(row.undone_by), moment(at, zone))),
    }
}

/// Takes a merge back: every row it moved, both records as they were. Refused, with what stands in the way, when
/// somebody changed since what the merge had changed.
pub async fn undo(ctx: &Ctx, id: MergeId) -> Result<()> {
    ctx.allow(Permission::MergeRecords)?;
    let mut tx = ctx.begin().await?;
    let merge = store::merge(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    if merge.undone_at.is_some() {
        return Err(Problem::refused("already_undone", "This merge was taken back already.").into());
    }
    let before: OrganisationRecord = serde_json::from_value(merge.survivor_before.clone())?;
    let after: OrganisationRecord = serde_json::from_value(merge.survivor_after.clone())?;
    let loser: OrganisationRecord = serde_json::from_value(merge.loser.clone())?;
    let Some(now) = store::lock(&mut tx, &[merge.survivor_id]).await?.pop() else {
        return Err(survivor_gone(&mut tx, &after).await?.into());
    };
    in_the_way(&mut tx, id, &now, &before, &after).await?;

    let exactly = now == after;
    let mut back = now.put_back(&before, &after);
    store::free(&mut tx, &back).await?;
    bring_back(&mut tx, id, &loser).await?;
    for reference in MOVED {
        store::put_rows_back(&mut tx, id, reference.table, reference.column, merge.loser_id).await?;
    }
    let standing = "Its relations and rivals were changed since";
    store::put_facts_back(&mut tx, id)
        .await
        .on_constraint("organisation_relations_pkey", refused(standing))
        .on_constraint("organisation_rivalries_pkey", refused(standing))
        .on_constraint("organisation_rivalries_one", refused("A rival of it is gone since"))
        .on_constraint("organisation_rivalries_other", refused("A rival of it is gone since"))?;
    back.version = before.version;
    back.updated_at = before.updated_at;
    store::settle(&mut tx, &back, exactly)
        .await
        .on_constraint("organisations_parent", refused("What it belonged to is gone since"))?;
    store::mark_undone(&mut tx, id, ctx.viewer()?.user, ctx.now()).await?;
    let told = Event::MergeUndone {
        merge: id,
        organisation: OrganisationId(merge.survivor_id),
        back: OrganisationId(merge.loser_id),
    };
    events::record(&mut tx, ctx, told).await?;
    tx.commit().await?;
    tracing::info!(merge.id = %id, "a merge was taken back");
    Ok(())
}

/// Refuses with everything that somebody changed since and that undo would have to overwrite.
async fn in_the_way(
    tx: &mut Tx,
    id: MergeId,
    now: &OrganisationRecord,
    before: &OrganisationRecord,
    after: &OrganisationRecord,
) -> Result<()> {
    let mut why: Vec<String> = Vec::new();
    let fields = now.in_the_way(before, after);
    if !fields.is_empty() {
        why.push(format!("{} of {} changed since", and_list(&fields), now.name));
    }
    for reference in MOVED {
        let strays = store::strays(tx, id, reference.table, reference.column, now.id).await?;
        if strays > 0 {
            let words = if strays == 1 { reference.words.0 } else { reference.words.1 };
            why.push(format!("{strays} {words} went elsewhere or away since"));
        }
    }
    if store::changed_facts(tx, id).await? > 0 {
        why.push("its relations or rivals were changed since".to_owned());
    }
    if why.is_empty() { Ok(()) } else { Err(refused(&why.join("; ")).into()) }
}

fn refused(why: &str) -> Problem {
    Problem::refused("changed_since", format!("This merge cannot be taken back: {why}."))
}

async fn survivor_gone(tx: &mut Tx, after: &OrganisationRecord) -> Result<Problem> {
    Ok(match store::gone(tx, after.id).await? {
        Some(gone) => {
            let into = gone.survivor_name.unwrap_or_else(|| "another organisation".to_owned());
            refused(&format!("{} was itself merged into {into}; take that back first", gone.loser_name))
        }
        None => refused(&format!("{} does not exist any more", after.name)),
    })
}

async fn bring_back(tx: &mut Tx, id: MergeId, loser: &OrganisationRecord) -> Result<()> {
    store::bring_back(tx, id)
        .await
        .on_constraint(
            "organisations_external_unique",
            refused(&format!("Another record has the key of {} since", loser.name)),
        )
        .on_constraint("organisations_parent", refused(&format!("What {} belonged to is gone since", loser.name)))
        .on_constraint("organisations_owner", refused(&format!("Who looked after {} is gone since", loser.name)))
}
