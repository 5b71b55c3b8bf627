//! What was changed at once so far: who, when, what, and whether it can still be taken back.

use std::collections::HashMap;

use domain::accounts::Scope;
use domain::bulk::{EarlierEdit, EarlierEdits};
use domain::ids::UserId;
use domain::lists::{ListName, Query};
use domain::paging::Count;

use super::store::{self, EarlierRow};
use super::{moment, permission};
use crate::ctx::Ctx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;

const TOTAL_CAP: u32 = 100_000;
/// The lists of which rows can be changed at once.
const LISTS: [ListName; 2] = [ListName::Advocates, ListName::Opportunities];

/// The bulk edits of the list the address names, the latest first: all for those who may change every record of it,
/// else the viewer's own.
pub async fn earlier(ctx: &Ctx, query: &Query) -> Result<EarlierEdits> {
    let viewer = ctx.viewer()?;
    let lists: Vec<ListName> = LISTS.into_iter().filter(|list| viewer.may(permission(*list))).collect();
    let asked = query.one("list").and_then(|list| list.parse().ok()).filter(|list| LISTS.contains(list));
    let list = asked.or_else(|| lists.first().copied()).unwrap_or(ListName::Advocates);
    let only_own = ctx.allow(permission(list))? != Scope::All;
    let name = ["bulk-edits/", list.as_str()].concat();
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;

    let mut tx = ctx.begin().await?;
    let rows = store::earlier(&mut tx, list, only_own.then_some(viewer.user), &turn, PAGE_ROWS + 1).await?;
    let owners: Vec<UserId> = rows.iter().filter_map(|row| store::owner_of(&row.change.0)).collect();
    let people: HashMap<UserId, String> = store::people(&mut tx, &owners).await?.into_iter().collect();
    tx.commit().await?;

    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let place = |row: &EarlierRow| (Some(row.key.clone()), row.id.0);
    let page = turn.page(secrets, &name, rows, total, place, |row| shown(row, &people, &viewer.time_zone))?;
    Ok(EarlierEdits { list, lists, here: Query::default().with("list", list.as_str()), only_own, page })
}

fn shown(row: EarlierRow, people: &HashMap<UserId, String>, zone: &str) -> EarlierEdit {
    let person = store::owner_of(&row.change.0).and_then(|owner| people.get(&owner));
    let by = |name: Option<String>| name.unwrap_or_else(|| "somebody who left".to_owned());
    let rows = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    EarlierEdit {
        id: row.id,
        what: row.change.0.in_words(person.map(String::as_str)),
        made: format!("{}, by {}", moment(row.made_at, zone), by(row.author)),
        changed: rows(row.changed),
        undone: row.undone_at.map(|at| format!("{}, by {}", moment(at, zone), by(row.undoer))),
        put_back: rows(row.put_back),
    }
}
