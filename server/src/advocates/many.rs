//! Many advocates at once, for bulk edits: each under the rules and the reach of the single form.

use std::collections::HashMap;

use domain::accounts::{Permission, Scope};
use domain::advocates::ReferenceStatus;
use domain::bulk::{AdvocateChange, AdvocateValues, Became, Choices, Former, Step, WhyNot};
use domain::event::Event;
use domain::ids::AdvocateId;
use domain::lists::Query;

use super::directory::Asked;
use super::store::{edit, many as store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;
use crate::{events, roster};

/// Why the status of somebody is what it was before a bulk edit.
const TAKEN_BACK: &str = "A bulk edit was undone";

/// The advocates that the address shows, in its order, `most` of them.
pub async fn found(tx: &mut Tx, ctx: &Ctx, query: &Query, most: usize) -> Result<Vec<AdvocateId>> {
    ctx.allow(Permission::ViewAdvocates)?;
    let asked = Asked::of(query);
    let roster = roster::current(ctx, tx).await?;
    let (picked, is_more) = asked.pick(tx, ctx, &roster, &Turn::default(), most).await?;
    roster::all_found(is_more)?;
    Ok(picked.places.into_iter().map(|place| place.id).collect())
}

/// To whom advocates may be given.
pub async fn owner_choices(tx: &mut Tx) -> Result<Choices> {
    edit::owners(tx, None).await
}

/// What these are called, in their order.
pub async fn called(tx: &mut Tx, ids: &[AdvocateId]) -> Result<Vec<(AdvocateId, String)>> {
    store::called(tx, ids).await
}

/// Makes the change to each of them, as far as their rules and the reach of whoever asks allow.
pub async fn change_many(
    tx: &mut Tx,
    ctx: &Ctx,
    ids: &[AdvocateId],
    change: &AdvocateChange,
) -> Result<Vec<Became<AdvocateValues>>> {
    let scope = ctx.allow(Permission::EditAdvocates)?;
    let viewer = ctx.viewer()?;
    let sees_all = viewer.scope(Permission::ViewAdvocates) == Scope::All;
    let kept = lock(tx, ctx, ids).await?;
    let judge = |row: &store::Kept| {
        if !row.is_own && !sees_all {
            return Became::Refused(WhyNot::Gone);
        }
        if !row.is_own && scope != Scope::All {
            return Became::Refused(WhyNot::NotYours);
        }
        Became::of(&row.values, change.apply(&row.values))
    };
    let mut became: Vec<Became<AdvocateValues>> =
        ids.iter().map(|id| kept.get(id).map_or(Became::Refused(WhyNot::Gone), judge)).collect();

    let reason = match change {
        AdvocateChange::Status { reason, .. } => reason.as_str(),
        _ => "",
    };
    let versions = save(tx, ctx, &Became::steps(ids, &became), reason).await?;
    Became::number(ids, &mut became, &versions);
    Ok(became)
}

/// Puts the former values back where nothing was changed since, and says why not elsewhere. Whoever
/// gave somebody away may still take that back.
pub async fn put_back_many(
    tx: &mut Tx,
    ctx: &Ctx,
    rows: &[Former<AdvocateId, AdvocateValues>],
) -> Result<Vec<Option<WhyNot>>> {
    ctx.allow(Permission::EditAdvocates)?;
    let ids: Vec<AdvocateId> = rows.iter().map(|row| row.id).collect();
    let kept = lock(tx, ctx, &ids).await?;
    let now = |id| kept.get(&id).map(|now| &now.values);
    let whys: Vec<Option<WhyNot>> = rows.iter().map(|row| row.why_not(now(row.id))).collect();
    save(tx, ctx, &Former::steps(rows, &whys), TAKEN_BACK).await?;
    Ok(whys)
}

async fn lock(tx: &mut Tx, ctx: &Ctx, ids: &[AdvocateId]) -> Result<HashMap<AdvocateId, store::Kept>> {
    let rows = store::lock(tx, ids, ctx.viewer()?.user).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Writes the values, the moves of the reference status and an event for each; gives the versions made.
async fn save(
    tx: &mut Tx,
    ctx: &Ctx,
    rows: &[Step<'_, AdvocateId, AdvocateValues>],
    reason: &str,
) -> Result<HashMap<AdvocateId, i32>> {
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let values: Vec<store::NewValues> =
        rows.iter().map(|row| store::NewValues { id: row.id, values: row.after }).collect();
    let versions: HashMap<AdvocateId, i32> = store::save(tx, &values).await?.into_iter().collect();
    let moved: Vec<(AdvocateId, ReferenceStatus, ReferenceStatus)> = rows
        .iter()
        .map(|row| (row.id, row.before.reference_status, row.after.reference_status))
        .filter(|(_, from, to)| from != to)
        .collect();
    store::note_moves(tx, ctx, &moved, reason).await?;
    let told: Vec<Event> = rows
        .iter()
        .map(|row| Event::AdvocateChanged {
            advocate: row.id,
            version: versions.get(&row.id).copied().unwrap_or(0),
            fields: row.after.changes(row.before),
        })
        .collect();
    events::record_all(tx, ctx, &told).await?;
    Ok(versions)
}
