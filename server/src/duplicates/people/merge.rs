//! Making one person of two.

use std::collections::HashMap;

use domain::accounts::Permission;
use domain::advocates::Purpose;
use domain::duplicates::{PersonPicks, PersonRecord, consent_to_add, pause_to_add};
use domain::event::Event;
use domain::ids::{AdvocateId, MergeId};
use domain::problem::Problem;
use uuid::Uuid;

use super::obstacles::obstacles;
use super::{KIND, Said, store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::duplicates::references::OF_PEOPLE_MOVED;
use crate::duplicates::side_by_side;
use crate::duplicates::store::{merges, records};
use crate::error::Result;
use crate::events;

/// What somebody decided on the page.
#[derive(Clone, Debug)]
pub struct MakePersonOne {
    pub kept: AdvocateId,
    pub other: AdvocateId,
    /// The versions the page showed.
    pub kept_version: i64,
    pub other_version: i64,
    pub picks: PersonPicks,
}

/// Makes one of two people.
pub async fn merge(ctx: &Ctx, make: &MakePersonOne) -> Result<MergeId> {
    ctx.allow(Permission::MergeRecords)?;
    let mut tx = ctx.begin().await?;
    let (ids, versions) = ((make.kept.0, make.other.0), (make.kept_version, make.other_version));
    let (survivor, loser): (PersonRecord, PersonRecord) =
        side_by_side::as_shown(&mut tx, ctx, KIND, ids, versions).await?;
    let said = Said::read(&mut tx, &[survivor.id, loser.id], ctx.now().date_naive()).await?;
    if let Some(first) = obstacles(&mut tx, &survivor, &loser, &said, ctx.now()).await?.first() {
        return Err(Problem::refused(first.code(), first.sentence()).into());
    }
    let one = survivor.taking(&loser, &make.picks);

    let id = MergeId::new();
    merges::begin(&mut tx, ctx, id, KIND, survivor.id, loser.id).await?;
    let hours_of = whose_hours(&one, &survivor, &loser);
    store::narrow_exceptions(&mut tx, id, survivor.id, loser.id, hours_of).await?;
    for reference in OF_PEOPLE_MOVED {
        merges::move_rows(&mut tx, id, reference.table, reference.column, loser.id, survivor.id).await?;
    }
    store::move_ledgers(&mut tx, id).await?;
    add_words(&mut tx, ctx, id, &survivor, &loser, &said).await?;
    add_moves(&mut tx, ctx, id, &survivor, &loser, &one).await?;
    if let Some(theirs) = loser.user_id.filter(|_| survivor.user_id.is_some()) {
        store::switch_off(&mut tx, id, theirs, ctx.now()).await?;
    }
    records::remove(&mut tx, KIND, loser.id).await?;
    store::write(&mut tx, &one).await?;
    let ledgers = store::ledger_counts(&mut tx, survivor.id).await?;
    merges::end(&mut tx, id, ledgers).await?;
    let told = Event::AdvocatesMerged { merge: id, advocate: make.kept, gone: make.other };
    events::record(&mut tx, ctx, told).await?;
    tx.commit().await?;
    tracing::info!(merge.id = %id, "two people were made one");
    Ok(id)
}

/// Whose week the one person keeps as it is; nobody's where only the hours that both name are left.
fn whose_hours(one: &PersonRecord, survivor: &PersonRecord, loser: &PersonRecord) -> Option<Uuid> {
    let week = |record: &PersonRecord| (record.time_zone.clone(), record.hours.clone());
    [survivor, loser].into_iter().find(|record| week(record) == week(one)).map(|record| record.id)
}

/// Adds to the ledgers what makes the stricter word the last one.
async fn add_words(
    tx: &mut Tx,
    ctx: &Ctx,
    id: MergeId,
    survivor: &PersonRecord,
    loser: &PersonRecord,
    said: &Said,
) -> Result<()> {
    for purpose in Purpose::ALL {
        let word = consent_to_add(said.consent(survivor.id, *purpose), said.consent(loser.id, *purpose));
        if let Some(word) = word {
            store::add_consent(tx, ctx, id, survivor.id, *purpose, word).await?;
        }
    }
    if let Some(pause) = pause_to_add(said.pause(survivor.id), said.pause(loser.id), said.today) {
        store::add_pause(tx, ctx, id, survivor.id, pause.resumes_on).await?;
    }
    Ok(())
}

/// Notes a move on each axis whose last move does not lead to where the one person stands.
async fn add_moves(
    tx: &mut Tx,
    ctx: &Ctx,
    id: MergeId,
    survivor: &PersonRecord,
    loser: &PersonRecord,
    one: &PersonRecord,
) -> Result<()> {
    let last: HashMap<String, String> = store::last_moves(tx, survivor.id).await?.into_iter().collect();
    let reason = format!("Made one with {}", loser.name);
    let axes = [
        ("lifecycle", survivor.lifecycle.as_str(), one.lifecycle.as_str()),
        ("reference_status", survivor.reference_status.as_str(), one.reference_status.as_str()),
    ];
    for (axis, stood, to) in axes {
        let from = last.get(axis).map_or(stood, String::as_str);
        if from != to {
            store::add_move(tx, ctx, id, survivor.id, store::Step { axis, from, to, reason: &reason }).await?;
        }
    }
    Ok(())
}
