//! The pairs somebody should look at, and saying that two are not the same.

use domain::accounts::Permission;
use domain::duplicates::{DuplicatesPage, DuplicatesTab, PairRow, PairSide, Reason, pair};
use domain::event::Event;
use domain::ids::OrganisationId;
use domain::lists::Query;
use domain::organisations;
use domain::paging::Count;
use domain::problem::Problem;
use domain::time::{clock, date_short};

use super::store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;
use crate::events;

pub(super) const TOTAL_CAP: u32 = 100_000;

/// The pairs the address asks for, the surest first.
pub async fn list(ctx: &Ctx, query: &Query) -> Result<DuplicatesPage> {
    ctx.allow(Permission::MergeRecords)?;
    let tab = match query.one("show").and_then(|text| text.parse().ok()) {
        Some(DuplicatesTab::Different) => DuplicatesTab::Different,
        _ => DuplicatesTab::Open,
    };
    let here = Query::default().with("show", if tab == DuplicatesTab::Open { "" } else { tab.as_str() });
    let name = ["duplicates/", tab.as_str()].concat();
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;
    let mut tx = ctx.begin().await?;
    let rows = store::pairs(&mut tx, tab == DuplicatesTab::Different, &turn, PAGE_ROWS + 1).await?;
    let counts = counts(&mut tx).await?;
    let looked = store::looked_at(&mut tx).await?;
    tx.commit().await?;
    let zone = ctx.viewer()?.time_zone.clone();
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let page =
        turn.page(secrets, &name, rows, total, |row| (Some(row.key.clone()), row.other_id), |row| shown(row, &zone))?;
    Ok(DuplicatesPage { here, tab, counts, page, looked: looked.map(|at| moment(at, &zone)) })
}

/// What stands on the tabs.
pub(super) async fn counts(tx: &mut Tx) -> Result<Vec<(DuplicatesTab, u32)>> {
    let (open, different) = store::counts(tx).await?;
    let merged = store::merged_count(tx).await?;
    Ok(vec![
        (DuplicatesTab::Open, whole(open)),
        (DuplicatesTab::Different, whole(different)),
        (DuplicatesTab::Merged, whole(merged)),
    ])
}

/// Says that two organisations are not the same: they are not suggested again.
pub async fn tell_apart(ctx: &Ctx, one: OrganisationId, other: OrganisationId) -> Result<()> {
    ctx.allow(Permission::MergeRecords)?;
    let mut tx = ctx.begin().await?;
    let ids = pair(one.0, other.0);
    let is_new = store::tell_apart(&mut tx, ids, ctx.viewer()?.user, ctx.now()).await?;
    if !is_new && !store::is_told_apart(&mut tx, ids).await? {
        return Err(Problem::NotFound.into());
    }
    if is_new {
        events::record(&mut tx, ctx, Event::ToldApart { organisation: one, other }).await?;
    }
    tx.commit().await
}

/// Takes that back: the pair is looked at again.
pub async fn take_back(ctx: &Ctx, one: OrganisationId, other: OrganisationId) -> Result<()> {
    ctx.allow(Permission::MergeRecords)?;
    let mut tx = ctx.begin().await?;
    if !store::take_back(&mut tx, pair(one.0, other.0)).await? {
        return Err(Problem::NotFound.into());
    }
    events::record(&mut tx, ctx, Event::ToldApartTakenBack { organisation: one, other }).await?;
    tx.commit().await
}

fn shown(row: store::PairRow, zone: &str) -> PairRow {
    let reasons: Vec<Reason> = serde_json::from_value(row.reasons).unwrap_or_default();
    let who = row.said_by.unwrap_or_else(|| "somebody who left".to_owned());
    let side = |id, name, industry: Option<String>, country: Option<String>, advocates, deals| PairSide {
        id: OrganisationId(id),
        name,
        line: organisations::place(industry.as_deref(), country.as_deref()),
        hangs: [counted(advocates, "advocate", "advocates"), counted(deals, "opportunity", "opportunities")].join(", "),
    };
    PairRow {
        score: u16::try_from(row.score / 10).unwrap_or(0),
        speaks_for: words_of(&reasons, false),
        against: words_of(&reasons, true),
        said: row.different_at.map(|at| format!("{who}, {}", moment(at, zone))),
        one: side(row.one_id, row.one_name, row.one_industry, row.one_country, row.one_advocates, row.one_deals),
        other: side(
            row.other_id,
            row.other_name,
            row.other_industry,
            row.other_country,
            row.other_advocates,
            row.other_deals,
        ),
    }
}

/// What speaks for a pair, or against it: "same name, same domain skylark.example"
pub(super) fn words_of(reasons: &[Reason], against: bool) -> String {
    let words = reasons.iter().filter(|reason| reason.speaks_against() == against).map(Reason::in_words);
    words.collect::<Vec<_>>().join(", ")
}

/// "1 advocate", "no opportunities"
fn counted(number: i64, one: &str, many: &str) -> String {
    match number {
        0 => ["no ", many].concat(),
        1 => ["1 ", one].concat(),
        more => format!("{more} {many}"),
    }
}

pub(super) fn whole(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// "Sat 21 Nov, 14:02", in the viewer's zone.
pub(super) fn moment(at: chrono::DateTime<chrono::Utc>, zone: &str) -> String {
    let zone = domain::time::zones::find(zone).unwrap_or(chrono_tz::UTC);
    let local = at.with_timezone(&zone);
    format!("{}, {}", date_short(local.date_naive()), clock(local.time()))
}
