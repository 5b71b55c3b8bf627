//! The list of nominations.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::advocates::Lifecycle;
use domain::ids::UserId;
use domain::lists::{self, Facet, Known, ListHead, ListName, Query, any, reads};
use domain::nominations::{NominationList, NominationRow, NominationSort, NominationState};
use domain::paging::Count;
use domain::time::{clock, date_with_year, local, zones};

use super::store::{ListRow, Sight, Wanted};
use super::{decides_for, store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;
use crate::views;

const TOTAL_CAP: u32 = 100_000;
const TEXT_CHARS: usize = 100;

/// What the list can be narrowed by.
const FACETS: [Known; 4] =
    [("state", reads::<NominationState>), ("by", reads::<UserId>), ("customer", any), ("topic", any)];

/// What the address of the list asks for, as far as the list knows it.
pub(super) struct Asked {
    read: lists::Asked<NominationSort>,
    /// In small letters.
    words: Vec<String>,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let starts_descending = |sort: &NominationSort| sort.starts_descending();
        let read = lists::Asked::of(query, &FACETS, TEXT_CHARS, NominationSort::Newest, starts_descending);
        let words = read.text.to_lowercase().split_whitespace().map(str::to_owned).collect();
        Self { read, words }
    }

    /// The nominations this asks for, as far as the reader sees.
    pub(super) async fn rows(
        &self,
        ctx: &Ctx,
        tx: &mut Tx,
        turn: &Turn,
        limit: i64,
        (anyway, counted): (bool, bool),
    ) -> Result<Vec<ListRow>> {
        let wanted = Wanted {
            words: &self.words,
            states: self.read.values("state"),
            nominators: self.read.values("by"),
            customers: self.read.values("customer"),
            topics: self.read.values("topic"),
            sort: self.read.sort,
            descending: self.read.descending,
            turn,
            limit,
            anyway,
            counted,
        };
        store::list(tx, sight(ctx)?, &wanted).await
    }
}

/// One's own nominations, and those one may decide; whoever keeps the programme sees all.
fn sight(ctx: &Ctx) -> Result<Sight> {
    let viewer = ctx.viewer()?;
    let decides = viewer.may(Permission::EditAdvocates);
    let all = decides && decides_for(viewer).is_none();
    Ok(Sight { all, me: viewer.user, decides, addresses: viewer.sees_contact_data() })
}

/// The nominations the address asks for.
pub async fn list(ctx: &Ctx, query: &Query) -> Result<NominationList> {
    ctx.allow(Permission::ViewAdvocateNames)?;
    let asked = Asked::of(query);
    // "By value": what a cursor holds is a moment or a name, no longer text made of either.
    let name = asked.read.name("nominations by value");
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;
    let mut tx = ctx.begin().await?;
    let rows = asked.rows(ctx, &mut tx, &turn, PAGE_ROWS + 1, (false, true)).await?;
    let facets = match rows.first() {
        Some(row) => row.facets.clone(),
        None => {
            // Nothing is left: what the facets would show instead.
            let row = asked.rows(ctx, &mut tx, &Turn::default(), 1, (true, true)).await?.pop();
            row.map_or_else(|| serde_json::json!({}), |row| row.facets)
        }
    };
    let asked = asked.read;
    let facets = facets_of(&mut tx, &asked, serde_json::from_value(facets)?).await?;
    let views = views::of(&mut tx, ctx, ListName::Nominations).await?;
    tx.commit().await?;

    let sight = sight(ctx)?;
    let zone = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let place = |row: &ListRow| (row.key.clone(), row.id.0);
    let page = turn.page(secrets, &name, rows, total, place, |row| shown(row, sight, zone, ctx.now()))?;
    Ok(NominationList {
        head: ListHead { query: query.first_page(), text: asked.text, facets, ignored: asked.ignored, views },
        sort: asked.sort,
        descending: asked.descending,
        page,
    })
}

/// The facets of the list. Its first one are the tabs.
async fn facets_of(
    tx: &mut Tx,
    asked: &lists::Asked<NominationSort>,
    mut counts: BTreeMap<String, BTreeMap<String, i64>>,
) -> Result<Vec<Facet>> {
    let mut counted = |name: &str| counts.remove(name).unwrap_or_default();
    let nominators = counted("by");
    let ids = nominators.keys().chain(asked.values("by")).filter_map(|id| id.parse().ok()).collect::<Vec<UserId>>();
    let people = store::people(tx, &ids).await?;
    let person = |id: &str| people.get(id).cloned().unwrap_or_else(|| "Somebody who left".to_owned());
    let state = |value: &str| value.parse::<NominationState>().map_or("", NominationState::label).to_owned();
    let same = str::to_owned;
    Ok(vec![
        Facet::of("state", "State", &counted("state"), asked.values("state"), state).without_menu(),
        Facet::of("customer", "Customer", &counted("customer"), asked.values("customer"), same),
        Facet::of("topic", "Topic", &counted("topic"), asked.values("topic"), same),
        Facet::of("by", "Nominated by", &nominators, asked.values("by"), person),
    ])
}

fn shown(row: ListRow, sight: Sight, zone: Tz, now: DateTime<Utc>) -> NominationRow {
    let day = |at: DateTime<Utc>| date_with_year(local(at, &zone).date(), zones::today(now, zone));
    let instant = |at: DateTime<Utc>| format!("{}, {}", day(at), clock(local(at, &zone).time()));
    let may_decide = row.state == NominationState::Open && sight.decides && (sight.all || row.owner == Some(sight.me));
    let is_waited_for = matches!(row.lifecycle, Some(Lifecycle::Nominated | Lifecycle::Invited));
    let may_invite_again = is_waited_for && sight.decides && (sight.all || row.owner == Some(sight.me));
    let decision = row.decided_at.map(|at| {
        let by = row.decided_by.as_deref().unwrap_or("somebody who left");
        format!("{} by {by}, {}", row.state.label(), instant(at))
    });
    let station = row.lifecycle.map(|station| match row.invited_until {
        Some(until) if is_waited_for && until > now => format!("{}, until {}", word(station), day(until)),
        _ if is_waited_for => "The invitation has ended".to_owned(),
        _ => word(station).to_owned(),
    });
    NominationRow {
        id: row.id,
        state: row.state,
        email: (sight.addresses || row.nominator == sight.me).then_some(row.email),
        name: row.name,
        title: row.title,
        organisation: row.organisation,
        organisation_name: row.organisation_name,
        why: row.why,
        topics: row.topics,
        nominated_by: row.nominated_by,
        nominated_at: instant(row.nominated_at),
        decision,
        decline_reason: row.decline_reason,
        advocate: row.advocate.zip(station),
        may_decide,
        may_invite_again,
    }
}

/// Where somebody stands who came of a nomination.
pub(super) fn word(station: Lifecycle) -> &'static str {
    match station {
        Lifecycle::Candidate | Lifecycle::Nominated => "Invitation on its way",
        Lifecycle::Invited => "Invited",
        Lifecycle::Onboarding => "First visit",
        Lifecycle::Active => "Part of it",
        Lifecycle::Resting => "Resting",
        Lifecycle::AtRisk => "At risk",
        Lifecycle::Paused => "Paused",
        Lifecycle::Alumni => "Left",
    }
}
