//! The closed gates of one advocate with their facts, for those who are shown.

use super::evaluate::closed;
use super::gate::{Closed, Gate, Rule, ShieldClass};
use super::index::{FOREVER, Row, date};
use super::lens::Lens;
use super::standing::{Touched, blackout_end};
use super::vocabulary::Kind;
use chrono::NaiveDate;

pub(super) fn gates(lens: &Lens<'_>, at: usize) -> Vec<Gate> {
    let (row, facts) = (&lens.index.rows[at], lens.facts(at));
    let closed = closed(lens, &facts, &lens.standing(at));
    closed.rules().map(|rule| gate(lens, row, facts.marks, rule)).collect()
}

fn gate(lens: &Lens<'_>, row: &Row, marks: Closed, rule: Rule) -> Gate {
    let need = lens.need;
    let touched = || Touched::of(lens.index, &lens.calendar, row);
    match rule {
        Rule::DoNotAsk => Gate::DoNotAsk {
            class: ShieldClass::ALL
                .get(usize::from(row.shield_class).wrapping_sub(1))
                .copied()
                .unwrap_or(ShieldClass::OwnWish),
            until: end(row.shield_until),
        },
        Rule::Consent => Gate::Consent {
            activity: need.activity,
            ended: Some(row.consents[need.activity as usize]).filter(|day| *day > 0).map(date),
        },
        Rule::ReferenceStatus => Gate::ReferenceStatus { status: row.reference_status },
        Rule::Lifecycle => Gate::Lifecycle { stage: row.lifecycle },
        Rule::Veto => {
            let here_only = marks.contains(Rule::Veto);
            Gate::Veto { until: if here_only { None } else { end(row.veto_until) }, here_only }
        }
        Rule::Rival => Gate::Rival,
        Rule::SameOrganisation => Gate::SameOrganisation { related: lens.prospect != Some(row.organisation) },
        Rule::AlreadySpoke => Gate::AlreadySpoke,
        Rule::AlreadyAsked => Gate::AlreadyAsked,
        Rule::Renewal => Gate::Renewal { on: date(row.renewal) },
        Rule::Language => Gate::Language { wanted: need.languages.clone(), spoken: spoken(lens, row) },
        Rule::Blackout => {
            Gate::Blackout { until: blackout_end(lens.index, lens.calendar.today, row).map_or(lens.today, date) }
        }
        Rule::MonthlyCap => Gate::MonthlyCap {
            asked: touched().this_month,
            cap: row.asks_per_month,
            free_on: date(lens.calendar.month.1),
        },
        Rule::QuarterlyCap => Gate::QuarterlyCap {
            asked: touched().this_quarter,
            cap: row.asks_per_quarter,
            free_on: date(lens.calendar.quarter.1),
        },
        Rule::CoolDown => {
            let last = touched().last_call;
            Gate::CoolDown { last: date(last), ready_on: date(last.saturating_add(row.cool_down_days)) }
        }
        Rule::NoCommonHours => Gate::NoCommonHours { until: lens.window.until_day },
    }
}

fn end(day: u16) -> Option<NaiveDate> {
    (day != FOREVER).then(|| date(day))
}

fn spoken(lens: &Lens<'_>, row: &Row) -> Vec<String> {
    row.tags
        .of_list(&lens.index.tags)
        .iter()
        .filter(|tag| lens.index.vocabulary.is(Kind::Language, **tag))
        .map(|tag| lens.index.vocabulary.name(*tag).to_owned())
        .collect()
}
