//! The plan with names: ids become people and prospects of today.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::ids::{AdvocateId, RequestId};
use domain::paging::Count;
use domain::plan::{
    Figures, Line, Name, Plan, PlanCost, PlanHeld, PlanName, PlanPage, PlanRow, PlanTaking, PlanTried, Segment,
    TriedRow,
};
use domain::time::{clock, date_short, local, zones};

use super::ask::{Asked, is_recruit};
use super::store::{self, RequestRow};
use super::{Kept, figures};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::matching::Named;

/// More than this are told as so many and more, as on the tab of the list.
const TO_ASK_CAP: u32 = 99;

/// Who and what the ids of a plan are.
struct Names {
    people: BTreeMap<AdvocateId, Named>,
    prospects: BTreeMap<RequestId, String>,
}

impl Names {
    fn prospect(&self, id: RequestId) -> String {
        self.prospects.get(&id).cloned().unwrap_or_else(|| "A request that is closed by now".to_owned())
    }

    fn person(&self, id: AdvocateId) -> String {
        if is_recruit(id) {
            return "A recruit".to_owned();
        }
        self.people.get(&id).map_or_else(|| "Somebody who left".to_owned(), |named| named.name.clone())
    }
}

pub(super) async fn page(
    tx: &mut Tx,
    ctx: &Ctx,
    requests: &[RequestRow],
    made_at: DateTime<Utc>,
    kept: Kept,
    asked: Option<Asked>,
) -> Result<PlanPage> {
    let zone = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let names = names(tx, requests, &kept.plan, asked.as_ref()).await?;
    let rows: Vec<PlanRow> =
        requests.iter().filter_map(|request| Some(row(request, kept.plan.line(request.id)?, &names))).collect();
    let (figures, busiest) = shown(&kept.plan, &rows);
    let mut advocates: Vec<(AdvocateId, String)> =
        kept.plan.asks().into_keys().map(|id| (id, names.person(id))).collect();
    advocates.sort_by(|one, other| one.1.cmp(&other.1));
    let mut segments: Vec<Segment> = domain::organisations::Industry::all()
        .filter(|place| place.parent().is_none())
        .map(|sector| Segment { key: sector.key().to_owned(), label: sector.label().to_owned() })
        .collect();
    segments.sort_by(|one, other| one.label.cmp(&other.label));
    Ok(PlanPage {
        planned_at: planned_at(made_at, ctx.now(), zone),
        figures,
        to_ask: Count::capped(i64::try_from(requests.len()).unwrap_or(i64::MAX), TO_ASK_CAP),
        busiest,
        kept_by_turn: kept.kept_by_turn,
        rows,
        curve: kept.curve,
        advocates,
        segments,
        tried: asked.as_ref().and_then(|asked| tried(asked, &names)),
        taking: asked.as_ref().and_then(|asked| taking(asked, requests, &names)),
    })
}

/// The figures of a plan as far as it is shown: a request that was closed since it was made counts no more, nor does who
/// was erased.
fn shown(plan: &Plan, rows: &[PlanRow]) -> (Figures, Vec<(AdvocateId, String)>) {
    let mut asks: BTreeMap<AdvocateId, (usize, &str)> = BTreeMap::new();
    for name in rows.iter().flat_map(|row| &row.names) {
        asks.entry(name.advocate).or_insert((0, name.name.as_str())).0 += 1;
    }
    let busiest = asks.values().map(|(asks, _)| *asks).max().unwrap_or(0);
    let who = asks.iter().filter(|(_, (asks, _))| *asks == busiest).map(|(id, (_, name))| (*id, (*name).to_owned()));
    let figures = Figures {
        requests: rows.len(),
        names: rows.iter().map(|row| row.names.len()).sum(),
        gaps: rows.iter().map(|row| row.gaps).sum(),
        busiest,
        ..figures(plan)
    };
    (figures, who.collect())
}

/// "today, 04:30"
fn planned_at(made_at: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> String {
    let at = local(made_at, &zone);
    let day = if at.date() == zones::today(now, zone) { "today".to_owned() } else { date_short(at.date()) };
    format!("{day}, {}", clock(at.time()))
}

async fn names(tx: &mut Tx, requests: &[RequestRow], plan: &Plan, asked: Option<&Asked>) -> Result<Names> {
    let held = plan.lines.iter().flat_map(|line| line.held.iter().map(|held| held.advocate));
    let away = asked.and_then(|asked| asked.question.away);
    let mut ids: Vec<AdvocateId> = plan.asks().into_keys().chain(held).chain(away).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = store::names(tx, &ids).await?;
    let mut people: BTreeMap<AdvocateId, Named> = rows
        .into_iter()
        .map(|row| {
            let named =
                Named { name: row.name, organisation: row.organisation, organisation_name: row.organisation_name };
            (row.id, named)
        })
        .collect();
    if let Some(asked) = asked {
        people.extend(asked.made.named.iter().map(|(id, named)| (*id, named.clone())));
    }
    let prospects = requests.iter().map(|request| (request.id, request.prospect.clone())).collect();
    Ok(Names { people, prospects })
}

fn row(request: &RequestRow, line: &Line, names: &Names) -> PlanRow {
    let name = |name: &Name| {
        // Somebody who was erased since is no longer held.
        let named = names.people.get(&name.advocate)?;
        Some(PlanName {
            advocate: name.advocate,
            name: named.name.clone(),
            organisation: named.organisation,
            organisation_name: named.organisation_name.clone(),
            score: (name.points + 500) / 1_000,
            place: name.place,
        })
    };
    PlanRow {
        request: request.id,
        opportunity: request.opportunity,
        prospect: request.prospect.clone(),
        needed_by: date_short(request.needed_by),
        urgency: request.urgency,
        state: request.state.label().to_owned(),
        names: line.names.iter().filter_map(name).collect(),
        gaps: line.gaps,
        held: line
            .held
            .iter()
            .filter(|held| names.people.contains_key(&held.advocate))
            .map(|held| PlanHeld {
                advocate: held.advocate,
                name: names.person(held.advocate),
                place: held.place,
                held_for: held.requests.iter().map(|id| names.prospect(*id)).collect(),
            })
            .collect(),
    }
}

fn tried(asked: &Asked, names: &Names) -> Option<PlanTried> {
    let (before, after) = asked.other.as_ref()?;
    let away = asked.question.away.map(|id| [names.person(id).as_str(), " on leave"].concat());
    let recruits = asked.segment.map(|segment| match asked.question.recruits {
        1 => format!("one recruit in {}", segment.label()),
        count => format!("{count} recruits in {}", segment.label()),
    });
    let what = away.into_iter().chain(recruits).collect::<Vec<_>>().join(" and ");
    let (before_figures, after_figures): (Figures, Figures) = (figures(before), figures(after));
    let mut rows: Vec<TriedRow> = before.lines.iter().filter_map(|line| changed(line, after, names)).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.points.abs()), row.request));
    Some(PlanTried { what, before: before_figures, after: after_figures, rows })
}

fn changed(before: &Line, after: &Plan, names: &Names) -> Option<TriedRow> {
    let now = after.line(before.request)?;
    let without = |these: &[Name], those: &[Name]| -> Vec<String> {
        let gone = these.iter().filter(|name| those.iter().all(|other| other.advocate != name.advocate));
        gone.map(|name| names.person(name.advocate)).collect()
    };
    let (gone, new) = (without(&before.names, &now.names), without(&now.names, &before.names));
    let points = (now.points() - before.points()) / 100;
    (!gone.is_empty() || !new.is_empty()).then(|| TriedRow {
        request: before.request,
        prospect: names.prospect(before.request),
        points,
        gone,
        new,
    })
}

fn taking(asked: &Asked, requests: &[RequestRow], names: &Names) -> Option<PlanTaking> {
    let (request, advocate, taking) = asked.taking.as_ref()?;
    let row = requests.iter().find(|row| row.id == *request)?;
    let cost = |cost: &domain::plan::Cost| PlanCost {
        prospect: names.prospect(cost.request),
        before: cost.before,
        after: cost.after,
    };
    Some(PlanTaking {
        request: *request,
        opportunity: row.opportunity,
        advocate: *advocate,
        prospect: row.prospect.clone(),
        name: names.person(*advocate),
        own: cost(&taking.own),
        others: taking.others.iter().map(cost).collect(),
        loss: taking.loss,
    })
}
