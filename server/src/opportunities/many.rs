//! Many deals at once, for bulk edits: each under the rules and the reach of the single form.

use std::collections::HashMap;

use domain::accounts::Permission;
use domain::bulk::{Became, Choices, DealChange, DealValues, Former, Step, WhyNot};
use domain::event::Event;
use domain::ids::OpportunityId;
use domain::lists::Query;

use super::list::Asked;
use super::store::{list, many as store};
use super::{edit, reach, today};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;
use crate::events;

/// The deals that the address shows, in its order, `most` of them.
pub async fn found(tx: &mut Tx, ctx: &Ctx, query: &Query, most: usize) -> Result<Vec<OpportunityId>> {
    let scope = ctx.allow(Permission::ViewOpportunities)?;
    let viewer = ctx.viewer()?;
    let (_, today) = today(viewer, ctx.now());
    let (asked, start) = (Asked::of(query, scope, today, &list::stages(tx).await?), Turn::default());
    let reach = reach(tx, viewer, Permission::ViewOpportunities).await?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = list::list(tx, &reach, viewer.user, &asked.wanted(&start, most)).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// To whom whoever asks may give deals.
pub async fn owner_choices(tx: &mut Tx, ctx: &Ctx) -> Result<Choices> {
    let scope = ctx.allow(Permission::EditOpportunities)?;
    let owners = edit::owners(tx, ctx, scope, None).await?;
    Ok(owners.into_iter().map(|owner| (owner.id, owner.name)).collect())
}

/// What these are called, in their order.
pub async fn called(tx: &mut Tx, ids: &[OpportunityId]) -> Result<Vec<(OpportunityId, String)>> {
    store::called(tx, ids).await
}

/// Makes the change to each of them, as far as their rules and the reach of whoever asks allow.
pub async fn change_many(
    tx: &mut Tx,
    ctx: &Ctx,
    ids: &[OpportunityId],
    change: &DealChange,
) -> Result<Vec<Became<DealValues>>> {
    ctx.allow(Permission::EditOpportunities)?;
    let viewer = ctx.viewer()?;
    let sees = reach(tx, viewer, Permission::ViewOpportunities).await?;
    let edits = reach(tx, viewer, Permission::EditOpportunities).await?;
    let kept = lock(tx, ids).await?;
    let judge = |row: &store::Kept| {
        if !row.is_within(&sees) {
            return Became::Refused(WhyNot::Gone);
        }
        if !row.is_within(&edits) {
            return Became::Refused(WhyNot::NotYours);
        }
        Became::of(&row.values, change.apply(row.source, &row.values))
    };
    let mut became: Vec<Became<DealValues>> =
        ids.iter().map(|id| kept.get(id).map_or(Became::Refused(WhyNot::Gone), judge)).collect();

    let versions = save(tx, ctx, &Became::steps(ids, &became)).await?;
    Became::number(ids, &mut became, &versions);
    Ok(became)
}

/// Puts the former values back where nothing was changed since, and says why not elsewhere. Whoever
/// gave a deal away may still take that back.
pub async fn put_back_many(
    tx: &mut Tx,
    ctx: &Ctx,
    rows: &[Former<OpportunityId, DealValues>],
) -> Result<Vec<Option<WhyNot>>> {
    ctx.allow(Permission::EditOpportunities)?;
    let ids: Vec<OpportunityId> = rows.iter().map(|row| row.id).collect();
    let kept = lock(tx, &ids).await?;
    let now = |id| kept.get(&id).map(|now| &now.values);
    let whys: Vec<Option<WhyNot>> = rows.iter().map(|row| row.why_not(now(row.id))).collect();
    save(tx, ctx, &Former::steps(rows, &whys)).await?;
    Ok(whys)
}

async fn lock(tx: &mut Tx, ids: &[OpportunityId]) -> Result<HashMap<OpportunityId, store::Kept>> {
    Ok(store::lock(tx, ids).await?.into_iter().map(|row| (row.id, row)).collect())
}

/// Writes the values and an event for each; gives the versions made.
async fn save(
    tx: &mut Tx,
    ctx: &Ctx,
    rows: &[Step<'_, OpportunityId, DealValues>],
) -> Result<HashMap<OpportunityId, i32>> {
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let values: Vec<store::NewValues> =
        rows.iter().map(|row| store::NewValues { id: row.id, values: row.after }).collect();
    let versions: HashMap<OpportunityId, i32> = store::save(tx, &values).await?.into_iter().collect();
    let told: Vec<Event> = rows
        .iter()
        .map(|row| Event::OpportunityChanged {
            opportunity: row.id,
            version: versions.get(&row.id).copied().unwrap_or(0),
            fields: row.after.changes(row.before),
            moved: None,
        })
        .collect();
    events::record_all(tx, ctx, &told).await?;
    Ok(versions)
}
