//! "What if": the form, and its answers.

use domain::ids::AdvocateId;
use domain::matching::Amount;
use domain::plan::{Figures, PlanCost, PlanTaking, PlanTried, RECRUITS_MOST, Segment, TriedRow};
use leptos::prelude::*;

use super::page::{Chosen, percent};
use crate::paths;
use crate::ui::{Button, ButtonKind, Card, Choice, LinkButton, Select, TextLink};

#[component]
pub(super) fn WhatIf(advocates: Vec<(AdvocateId, String)>, segments: Vec<Segment>, chosen: Chosen) -> impl IntoView {
    let mut away = vec![Choice::new("", "Nobody")];
    away.extend(advocates.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)));
    let mut recruits = vec![Choice::new("", "None")];
    recruits.extend((1..=RECRUITS_MOST).map(|count| Choice::new(count.to_string(), count.to_string())));
    let segments = segments.into_iter().map(|segment| Choice::new(segment.key, segment.label)).collect();
    view! {
        <Card id="what-if" title="What if">
            <form method="get" action=paths::plan() class="space-y-3 p-4">
                <Select id="away" name="away" label="On leave" choices=away value=chosen.away.unwrap_or_default()/>
                <div class="grid grid-cols-[5rem_minmax(0,1fr)] gap-3">
                    <Select
                        id="recruits"
                        name="recruits"
                        label="Recruits"
                        choices=recruits
                        value=chosen.recruits.unwrap_or_default()
                    />
                    <Select
                        id="segment"
                        name="segment"
                        label="from"
                        choices=segments
                        value=chosen.segment.unwrap_or_default()
                    />
                </div>
                <p class="text-xs text-faint">
                    "A recruit counts like a good advocate of the industry, better than three of four, and rested. Where there is none, nobody knows what one would bring."
                </p>
                <div class="flex gap-2">
                    <Button kind=ButtonKind::Primary submit=true>
                        "Plan it"
                    </Button>
                    <LinkButton href=paths::plan()>"Reset"</LinkButton>
                </div>
            </form>
        </Card>
    }
}

#[component]
pub(super) fn Tried(tried: PlanTried) -> impl IntoView {
    let PlanTried { what, before, after, rows } = tried;
    let is_same = rows.is_empty();
    let rows = rows.into_iter().map(|row| view! { <ChangedRow row/> }).collect_view();
    view! {
        <Card id="tried" title=["With ", &what].concat()>
            <Compared before after/>
            {is_same
                .then(|| {
                    view! { <p class="border-t border-line-faint px-4 py-3 text-sm text-muted">"No shortlist would change."</p> }
                })}
            <ul class="divide-y divide-line-faint border-t border-line-faint">{rows}</ul>
            <p class="border-t border-line-faint px-4 py-2.5 text-xs text-faint">
                "Both plans are of this moment, so the first may differ from the plan in force."
            </p>
        </Card>
    }
}

#[component]
fn Compared(before: Figures, after: Figures) -> impl IntoView {
    let lines = [
        ("Quality kept", percent(before.kept), percent(after.kept)),
        ("Busiest advocate", before.busiest.to_string(), after.busiest.to_string()),
        ("Gaps", before.gaps.to_string(), after.gaps.to_string()),
    ];
    let lines = lines
        .into_iter()
        .map(|(label, before, after)| {
            view! {
                <tr>
                    <th scope="row" class="py-1 text-left font-normal text-muted">
                        {label}
                    </th>
                    <td class="py-1 text-right tnum">{before}</td>
                    <td class="py-1 text-right font-medium tnum">{after}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="max-w-96 px-4 py-3">
            <table class="w-full text-sm">
                <caption class="sr-only">"The plan as it is and as it would be"</caption>
                <thead class="text-xs text-faint">
                    <tr>
                        <th scope="col" class="text-left font-medium">
                            <span class="sr-only">"Figure"</span>
                        </th>
                        <th scope="col" class="text-right font-medium">
                            "Now"
                        </th>
                        <th scope="col" class="text-right font-medium">
                            "Then"
                        </th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ChangedRow(row: TriedRow) -> impl IntoView {
    let sign = if row.points > 0 { "+" } else { "" };
    // Tenths of points as thousandths.
    let points = [sign, &Amount(i32::try_from(row.points * 100).unwrap_or(0)).to_string(), " points"].concat();
    let list = |what: &str, names: &[String]| (!names.is_empty()).then(|| [what, &names.join(", ")].concat());
    let words: Vec<String> = [list("loses ", &row.gone), list("gets ", &row.new)].into_iter().flatten().collect();
    view! {
        <li class="flex flex-wrap items-baseline gap-x-3 px-4 py-2.5 text-sm">
            <TextLink href=paths::request(row.request)>{row.prospect}</TextLink>
            <span class="min-w-0 flex-1 text-muted">{words.join(", ")}</span>
            <span class="tnum">{points}</span>
        </li>
    }
}

#[component]
pub(super) fn Taken(taking: PlanTaking) -> impl IntoView {
    let title = ["If ", &taking.prospect, " took ", &taking.name].concat();
    let nobody = taking.others.is_empty().then(|| {
        view! { <p class="px-4 py-2.5 text-sm text-muted">"No other request would lose anything."</p> }
    });
    let rows = taking.others.into_iter().map(|cost| view! { <CostRow cost/> }).collect_view();
    let loss = i32::try_from(taking.loss).unwrap_or(i32::MAX);
    let whole = format!("The whole book would be worth {} points less.", Amount(loss));
    view! {
        <Card id="taken" title>
            <ul class="divide-y divide-line-faint">
                <CostRow cost=taking.own/>
                {rows}
            </ul>
            {nobody}
            <div class="flex flex-wrap items-center gap-3 border-t border-line-faint px-4 py-3">
                <p class="min-w-0 flex-1 text-sm">{whole}</p>
                <LinkButton href=paths::plan()>"Keep the plan"</LinkButton>
                <LinkButton
                    href=paths::next_round(taking.opportunity, taking.advocate, taking.request)
                    kind=ButtonKind::Primary
                >
                    "Ask all the same"
                </LinkButton>
            </div>
        </Card>
    }
}

#[component]
fn CostRow(cost: PlanCost) -> impl IntoView {
    let by = i32::try_from(cost.after - cost.before).unwrap_or(0);
    let sign = if by > 0 { "+" } else { "" };
    view! {
        <li class="flex flex-wrap items-baseline gap-x-3 px-4 py-2.5 text-sm">
            <span class="min-w-0 flex-1">{cost.prospect}</span>
            <span class="tnum" class:text-danger-ink=move || { by < 0 }>
                {[sign, &Amount(by).to_string(), " points"].concat()}
            </span>
        </li>
    }
}
