//! Bulk edits: many records of a list changed at once, and taken back.
//!
//! Each row is changed by its own feature under its own rules: whoever may not change it, or whoever
//! keeps it elsewhere, is a reason that is counted and named, and the other rows land. All rows, their
//! events and the fact of the bulk edit are one commit, so a crash leaves nothing half done.
//!
//! Tables: `bulk_edits`, `bulk_edit_rows`; writes advocates and opportunities through their features.
//! Invariants: undo puts back exactly the values a row had, unless somebody changed them since: then they
//! stay, with the reason; versions only rise; bulk edits of the same rows are undone one after the other. Events: `BulkEdited`, `BulkEditUndone`.

mod earlier;
mod store;

pub use earlier::earlier;

use chrono::{DateTime, Timelike as _, Utc};
use domain::accounts::{Permission, Scope};
use domain::bulk::{
    AdvocateValues, Became, BulkEditPage, BulkForm, Change, Choices, Counts, DealValues, Former, LeftOut, NamedRow,
    ROWS_MOST, RowOutcome, WhyNot,
};
use domain::event::Event;
use domain::ids::{AdvocateId, BulkEditId, OpportunityId};
use domain::imports::thousands;
use domain::lists::{ListName, Query, VIEW_QUERY_CHARS};
use domain::problem::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use self::store::{Edit, NewRow};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::{advocates, events, opportunities};

/// So many rows are named beside each reason.
const NAMED: i64 = 20;

/// Who may change records of this list at all.
const fn permission(list: ListName) -> Permission {
    match list {
        ListName::Advocates => Permission::EditAdvocates,
        _ => Permission::EditOpportunities,
    }
}

/// Changes the ticked rows, or all that the address shows, and keeps what became of each.
pub async fn change(ctx: &Ctx, form: &BulkForm) -> Result<BulkEditId> {
    let list = form.list()?;
    ctx.allow(permission(list))?;
    let query = Query::parse(&form.query).first_page();
    if query.to_string().chars().count() > VIEW_QUERY_CHARS {
        return Err(Problem::invalid("query", "The address of this list is too long. Take some filters away.").into());
    }
    let mut tx = ctx.begin().await?;
    let change = form.check(list, &choices(&mut tx, ctx, list).await?)?;
    let ids = chosen(&mut tx, ctx, list, form, &query).await?;
    let rows = match &change {
        Change::Advocates(change) => {
            let ids: Vec<AdvocateId> = ids.into_iter().map(AdvocateId).collect();
            let became = advocates::change_many(&mut tx, ctx, &ids, change).await?;
            new_rows(ids.iter().map(|id| id.0).zip(became))?
        }
        Change::Opportunities(change) => {
            let ids: Vec<OpportunityId> = ids.into_iter().map(OpportunityId).collect();
            let became = opportunities::change_many(&mut tx, ctx, &ids, change).await?;
            new_rows(ids.iter().map(|id| id.0).zip(became))?
        }
    };

    let id = BulkEditId::new();
    let changed = rows.iter().filter(|row| row.outcome == RowOutcome::Changed).count();
    store::insert(&mut tx, ctx, id, &change, &query.to_string()).await?;
    store::insert_rows(&mut tx, ctx.company(), id, &rows).await?;
    events::record(&mut tx, ctx, Event::BulkEdited { edit: id, list, rows: whole(changed) }).await?;
    tx.commit().await?;
    tracing::info!(bulk_edit.id = %id, rows = rows.len(), changed, "a list was edited at once");
    Ok(id)
}

/// Puts back the former values of every row that is still as the bulk edit left it.
pub async fn undo(ctx: &Ctx, id: BulkEditId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let edit = find(&mut tx, ctx, id, true).await?;
    if edit.undone_at.is_some() {
        return Err(Problem::refused("already_undone", "This bulk edit was undone already.").into());
    }
    let outcomes = match edit.change.0.list() {
        ListName::Advocates => {
            let rows: Vec<Former<AdvocateId, AdvocateValues>> = former(&mut tx, id, AdvocateId).await?;
            let put = advocates::put_back_many(&mut tx, ctx, &rows).await?;
            rows.iter().map(|row| row.id.0).zip(put).collect::<Vec<_>>()
        }
        _ => {
            let rows: Vec<Former<OpportunityId, DealValues>> = former(&mut tx, id, OpportunityId).await?;
            let put = opportunities::put_back_many(&mut tx, ctx, &rows).await?;
            rows.iter().map(|row| row.id.0).zip(put).collect::<Vec<_>>()
        }
    };

    let undone = outcomes.iter().filter(|(_, why)| why.is_none()).count();
    if undone == 0 && !outcomes.is_empty() {
        // Taken back in the other order it may still work, so nothing is noted.
        let words = "Nothing was put back: every row was changed again since, or is gone. Undo the later change first.";
        return Err(Problem::refused("nothing_to_undo", words).into());
    }
    store::end_rows(&mut tx, id, &outcomes).await?;
    store::mark_undone(&mut tx, ctx, id).await?;
    events::record(&mut tx, ctx, Event::BulkEditUndone { edit: id, rows: whole(undone) }).await?;
    tx.commit().await?;
    tracing::info!(bulk_edit.id = %id, rows = outcomes.len(), undone, "a bulk edit was undone");
    Ok(())
}

/// What became of a bulk edit.
pub async fn page(ctx: &Ctx, id: BulkEditId) -> Result<BulkEditPage> {
    let mut tx = ctx.begin().await?;
    let edit = find(&mut tx, ctx, id, false).await?;
    let list = edit.change.0.list();
    let mut counts = Counts::default();
    let mut left_out: Vec<LeftOut> = Vec::new();
    for (outcome, why, rows) in store::counts(&mut tx, id).await? {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        counts.add(outcome, rows);
        if let Some(why) = why {
            let named = named(&mut tx, list, id, why).await?;
            left_out.push(LeftOut { why, rows, named });
        }
    }
    let person = match store::owner_of(&edit.change.0) {
        Some(owner) => store::person(&mut tx, owner).await?,
        None => None,
    };
    tx.commit().await?;

    let zone = &ctx.viewer()?.time_zone;
    let by = |name: &Option<String>| name.clone().unwrap_or_else(|| "somebody who left".to_owned());
    Ok(BulkEditPage {
        id,
        list,
        query: edit.query,
        what: edit.change.0.in_words(person.as_deref()),
        made: format!("{}, by {}", moment(edit.made_at, zone), by(&edit.author)),
        counts,
        left_out,
        undone: edit.undone_at.map(|at| format!("{}, by {}", moment(at, zone), by(&edit.undoer))),
        may_undo: edit.undone_at.is_none() && counts.changed > 0,
    })
}

/// Those to whom whoever asks may give records of this list.
pub async fn choices(tx: &mut Tx, ctx: &Ctx, list: ListName) -> Result<Choices> {
    match list {
        ListName::Advocates => advocates::owner_choices(tx).await,
        _ => opportunities::owner_choices(tx, ctx).await,
    }
}

/// The rows that were meant, each once.
async fn chosen(tx: &mut Tx, ctx: &Ctx, list: ListName, form: &BulkForm, query: &Query) -> Result<Vec<Uuid>> {
    let ids: Vec<Uuid> = if form.all.is_none() {
        let mut ids: Vec<Uuid> = Vec::new();
        for id in form.ids.iter().filter_map(|id| id.parse().ok()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    } else {
        match list {
            ListName::Advocates => {
                advocates::found(tx, ctx, query, ROWS_MOST + 1).await?.into_iter().map(|id| id.0).collect()
            }
            _ => opportunities::found(tx, ctx, query, ROWS_MOST + 1).await?.into_iter().map(|id| id.0).collect(),
        }
    };
    if ids.is_empty() {
        return Err(Problem::invalid("ids", "Tick the rows you mean first.").into());
    }
    if ids.len() > ROWS_MOST {
        let most = thousands(ROWS_MOST);
        let words = format!("More than {most} rows fit this list, which is the most one bulk edit takes. Filter it.");
        return Err(Problem::refused("too_many_rows", words).into());
    }
    Ok(ids)
}

fn new_rows<T: Serialize>(became: impl Iterator<Item = (Uuid, Became<T>)>) -> Result<Vec<NewRow>> {
    became
        .map(|(record, became)| {
            let row = |outcome| NewRow { record, outcome, why: None, before: None, after: None, version: None };
            Ok(match became {
                Became::Unchanged => row(RowOutcome::Unchanged),
                Became::Refused(why) => NewRow { why: Some(why), ..row(RowOutcome::Refused) },
                Became::Changed { before, after, version } => NewRow {
                    before: Some(serde_json::to_value(before)?),
                    after: Some(serde_json::to_value(after)?),
                    version: Some(version),
                    ..row(RowOutcome::Changed)
                },
            })
        })
        .collect()
}

async fn former<I, T: DeserializeOwned>(
    tx: &mut Tx,
    id: BulkEditId,
    named: impl Fn(Uuid) -> I,
) -> Result<Vec<Former<I, T>>> {
    let rows = store::changed_rows(tx, id).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Former {
                id: named(row.record_id),
                before: serde_json::from_value(row.before)?,
                after: serde_json::from_value(row.after)?,
            })
        })
        .collect()
}

/// The bulk edit, for whoever made it and for those who may change every record of its list.
async fn find(tx: &mut Tx, ctx: &Ctx, id: BulkEditId, locked: bool) -> Result<Edit> {
    let edit = store::find(tx, id, locked).await?.ok_or(Problem::NotFound)?;
    let scope = ctx.allow(permission(edit.change.0.list()))?;
    let is_own = edit.created_by.is_some() && edit.created_by == ctx.user();
    if is_own || scope == Scope::All { Ok(edit) } else { Err(Problem::NotFound.into()) }
}

/// The first rows that were left out for this reason. What the author could not see has no name here.
async fn named(tx: &mut Tx, list: ListName, id: BulkEditId, why: WhyNot) -> Result<Vec<NamedRow>> {
    if matches!(why, WhyNot::Gone | WhyNot::GoneSince) {
        return Ok(Vec::new());
    }
    let ids = store::left_out(tx, id, why, NAMED).await?;
    let names = match list {
        ListName::Advocates => {
            let ids: Vec<AdvocateId> = ids.into_iter().map(AdvocateId).collect();
            advocates::called(tx, &ids).await?.into_iter().map(|(id, name)| (id.0, name)).collect::<Vec<_>>()
        }
        _ => {
            let ids: Vec<OpportunityId> = ids.into_iter().map(OpportunityId).collect();
            opportunities::called(tx, &ids).await?.into_iter().map(|(id, name)| (id.0, name)).collect()
        }
    };
    Ok(names.into_iter().map(|(id, name)| NamedRow { id, name }).collect())
}

fn whole(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// "Thu 19 Nov, 10:24 GMT", in the viewer's zone.
fn moment(at: DateTime<Utc>, zone: &str) -> String {
    let zone = domain::time::zones::find(zone).unwrap_or(chrono_tz::UTC);
    let local = at.with_timezone(&zone);
    let clock = local.time().with_second(0).unwrap_or(local.time());
    format!("{}, {} {}", domain::time::date_short(local.date_naive()), domain::time::clock(clock), local.format("%Z"))
}
