//! The pairs somebody should look at, and saying that two are not the same.

use domain::accounts::Permission;
use domain::duplicates::{
    CROWD, DuplicateKind, DuplicatesPage, DuplicatesTab, NAME_CROWD, PairRow, PairSide, Reason, pair,
};
use domain::event::Event;
use domain::ids::{AdvocateId, ContactId, OrganisationId};
use domain::lists::Query;
use domain::organisations;
use domain::paging::Count;
use domain::problem::Problem;
use domain::time::{clock, date_short};
use uuid::Uuid;

use super::jobs::LARGE;
use super::store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;
use crate::events;

pub(super) const TOTAL_CAP: u32 = 100_000;

/// The kind the address asks for; organisations, unless it names another.
pub(super) fn kind_of(query: &Query) -> DuplicateKind {
    query.one("of").and_then(|text| text.parse().ok()).unwrap_or(DuplicateKind::Organisation)
}

/// The pairs the address asks for, the surest first.
pub async fn list(ctx: &Ctx, query: &Query) -> Result<DuplicatesPage> {
    ctx.allow(Permission::MergeRecords)?;
    let tab = match query.one("show").and_then(|text| text.parse().ok()) {
        Some(DuplicatesTab::Different) => DuplicatesTab::Different,
        _ => DuplicatesTab::Open,
    };
    let kind = kind_of(query);
    let here = Query::default()
        .with("of", if kind == DuplicateKind::Organisation { "" } else { kind.as_str() })
        .with("show", if tab == DuplicatesTab::Open { "" } else { tab.as_str() });
    let name = ["duplicates/", kind.as_str(), "/", tab.as_str()].concat();
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;
    let mut tx = ctx.begin().await?;
    let rows = store::pairs(&mut tx, kind, tab == DuplicatesTab::Different, &turn, PAGE_ROWS + 1).await?;
    let counts = counts(&mut tx, kind).await?;
    let looked = store::search::looked(&mut tx, kind).await?;
    let parts = store::search::parts(&mut tx, kind).await?;
    tx.commit().await?;
    let zone = ctx.viewer()?.time_zone.clone();
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let page = turn.page(
        secrets,
        &name,
        rows,
        total,
        |row| (Some(row.key.clone()), row.other_id),
        |row| shown(row, kind, &zone),
    )?;
    let left_out = looked.as_ref().map(|looked| left_out(kind, looked)).unwrap_or_default();
    Ok(DuplicatesPage {
        here,
        kind,
        tab,
        counts,
        page,
        waits_for_the_night: looked.as_ref().is_some_and(|looked| looked.records > LARGE),
        looked: looked.map(|looked| moment(looked.looked_at, &zone)),
        looking: parts
            .map(|(part, parts)| format!("They are being compared now: part {} of {parts}", (part + 1).min(parts))),
        left_out,
    })
}

/// What the last search did not compare, in sentences.
fn left_out(kind: DuplicateKind, looked: &store::search::Looked) -> Vec<String> {
    let mut said = Vec::new();
    let grouped = |number: i32| domain::paging::grouped(number.unsigned_abs().into());
    if looked.shared > 0 {
        let what = match (kind, looked.shared) {
            (DuplicateKind::Organisation, 1) => "name or key is",
            (DuplicateKind::Organisation, _) => "names or keys are",
            (_, 1) => "name or address is",
            (..) => "names or addresses are",
        };
        said.push(format!(
            "{} {what} shared by more than {CROWD} {}: of each, only the first {CROWD} were compared with each other.",
            grouped(looked.shared),
            kind.many()
        ));
    }
    if looked.parts_of_names > 0 {
        said.push(format!(
            "Names that have in common only what stands in more than {NAME_CROWD} others, too, were not compared for likeness."
        ));
    }
    said
}

/// What stands on the tabs.
pub(super) async fn counts(tx: &mut Tx, kind: DuplicateKind) -> Result<Vec<(DuplicatesTab, u32)>> {
    let (open, different) = store::counts(tx, kind).await?;
    let merged = store::merges::merged_count(tx, kind).await?;
    Ok(vec![
        (DuplicatesTab::Open, whole(open)),
        (DuplicatesTab::Different, whole(different)),
        (DuplicatesTab::Merged, whole(merged)),
    ])
}

/// Says that two records are not the same: they are not suggested again.
pub async fn tell_apart(ctx: &Ctx, kind: DuplicateKind, one: Uuid, other: Uuid) -> Result<()> {
    ctx.allow(Permission::MergeRecords)?;
    let mut tx = ctx.begin().await?;
    let ids = pair(one, other);
    let is_new = store::tell_apart(&mut tx, kind, ids, ctx.viewer()?.user, ctx.now()).await?;
    if !is_new && !store::is_told_apart(&mut tx, kind, ids).await? {
        return Err(Problem::NotFound.into());
    }
    if is_new {
        let told = match kind {
            DuplicateKind::Organisation => {
                Event::ToldApart { organisation: OrganisationId(one), other: OrganisationId(other) }
            }
            DuplicateKind::Advocate => Event::PeopleToldApart { advocate: AdvocateId(one), other: AdvocateId(other) },
            DuplicateKind::Contact => Event::ContactsToldApart { contact: ContactId(one), other: ContactId(other) },
        };
        events::record(&mut tx, ctx, told).await?;
    }
    tx.commit().await
}

/// Takes that back: the pair is looked at again.
pub async fn take_back(ctx: &Ctx, kind: DuplicateKind, one: Uuid, other: Uuid) -> Result<()> {
    ctx.allow(Permission::MergeRecords)?;
    let mut tx = ctx.begin().await?;
    if !store::take_back(&mut tx, kind, pair(one, other)).await? {
        return Err(Problem::NotFound.into());
    }
    let told = match kind {
        DuplicateKind::Organisation => {
            Event::ToldApartTakenBack { organisation: OrganisationId(one), other: OrganisationId(other) }
        }
        DuplicateKind::Advocate => {
            Event::PeopleToldApartTakenBack { advocate: AdvocateId(one), other: AdvocateId(other) }
        }
        DuplicateKind::Contact => {
            Event::ContactsToldApartTakenBack { contact: ContactId(one), other: ContactId(other) }
        }
    };
    events::record(&mut tx, ctx, told).await?;
    tx.commit().await
}

fn shown(row: store::PairRow, kind: DuplicateKind, zone: &str) -> PairRow {
    let reasons: Vec<Reason> = serde_json::from_value(row.reasons).unwrap_or_default();
    let who = row.said_by.unwrap_or_else(|| "somebody who left".to_owned());
    let (first, second) = match kind {
        DuplicateKind::Organisation => (("advocate", "advocates"), ("opportunity", "opportunities")),
        DuplicateKind::Advocate => (("ask", "asks"), ("word on consent", "words on consent")),
        DuplicateKind::Contact => (("opportunity", "opportunities"), ("request", "requests")),
    };
    let side = |side: store::Side| PairSide {
        id: side.id,
        home: side.home,
        name: side.name,
        line: match kind {
            DuplicateKind::Organisation => organisations::place(side.first.as_deref(), side.second.as_deref()),
            DuplicateKind::Advocate | DuplicateKind::Contact => {
                let parts = [side.first, side.second].into_iter().flatten().filter(|part| !part.is_empty());
                parts.collect::<Vec<_>>().join(", ")
            }
        },
        hangs: [counted(side.one_number, first), counted(side.other_number, second)].join(", "),
    };
    PairRow {
        score: u16::try_from(row.score / 10).unwrap_or(0),
        speaks_for: words_of(&reasons, false),
        against: words_of(&reasons, true),
        said: row.different_at.map(|at| format!("{who}, {}", moment(at, zone))),
        one: side(store::Side {
            id: row.one_id,
            home: row.one_home,
            name: row.one_name,
            first: row.one_first,
            second: row.one_second,
            one_number: row.one_number,
            other_number: row.one_other_number,
        }),
        other: side(store::Side {
            id: row.other_id,
            home: row.other_home,
            name: row.other_name,
            first: row.other_first,
            second: row.other_second,
            one_number: row.other_number,
            other_number: row.other_other_number,
        }),
    }
}

/// What speaks for a pair, or against it: "same name, same domain skylark.example"
pub(super) fn words_of(reasons: &[Reason], against: bool) -> String {
    let words = reasons.iter().filter(|reason| reason.speaks_against() == against).map(Reason::in_words);
    words.collect::<Vec<_>>().join(", ")
}

/// "1 advocate", "no opportunities"
fn counted(number: i64, (one, many): (&str, &str)) -> String {
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
