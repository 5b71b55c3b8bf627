//! What is added to fit or taken from it: the chance of a yes, fatigue, rarity, the deal, each with its record.

use domain::advocates::ProfileSection;
use domain::ids::AdvocateId;
use domain::matching::{Account, AccountLine, Amount, MatchReport, Row};
use leptos::prelude::*;

use super::super::address::{CONFIDENCE, anchor};
use crate::paths;
use crate::ui::{Card, TextLink};

#[component]
pub fn Chance(report: MatchReport) -> impl IntoView {
    price(anchor(Row::ChanceOfAYes), &report.chance_account(), report.advocate, None)
}

#[component]
pub fn Load(report: MatchReport) -> impl IntoView {
    let timeline = paths::advocate_section(report.advocate, ProfileSection::Timeline);
    let timeline = view! { " " <TextLink href=timeline class="print:hidden">"Timeline"</TextLink> };
    price(anchor(Row::Load), &report.load_account(), report.advocate, Some(timeline.into_any()))
}

#[component]
pub fn Scarcity(report: MatchReport) -> impl IntoView {
    price(anchor(Row::Scarcity), &report.scarcity_account(), report.advocate, None)
}

#[component]
pub fn Deal(report: MatchReport) -> impl IntoView {
    price(anchor(Row::Deal), &report.deal_account(), report.advocate, None)
}

/// How far the place can be trusted, and what is not known.
#[component]
pub fn Confidence(report: MatchReport) -> impl IntoView {
    price(CONFIDENCE, &report.confidence_account(), report.advocate, None)
}

/// A card of what a figure is made of; a row of the score has its points in the head.
fn price(id: &'static str, account: &Account, advocate: AdvocateId, beside: Option<AnyView>) -> AnyView {
    let amount = account.points.map(|points| {
        view! {
            <span class="text-sm font-semibold tnum" class:text-warning-ink=points < 0>
                {Amount(points).to_string()}
            </span>
        }
        .into_any()
    });
    let groups = account.groups.iter().enumerate().map(|(at, group)| lines(at, group, advocate)).collect_view();
    let note = account.note.clone();
    view! {
        <Card id title=account.title action=amount class="has-target:ring-2 has-target:ring-brand">
            <div class="px-4 py-3 text-sm">
                {groups}
                <p class="mt-2 text-xs text-faint">{note} {beside}</p>
            </div>
        </Card>
    }
    .into_any()
}

fn lines(at: usize, (title, lines): &(&'static str, Vec<AccountLine>), advocate: AdvocateId) -> AnyView {
    // A line without a figure is a sentence, and no name of anything.
    if let [AccountLine { what, figure, .. }] = lines.as_slice()
        && figure.is_empty()
    {
        return view! { <p class="text-muted">{what.clone()}</p> }.into_any();
    }
    let is_named = !title.is_empty();
    let head = is_named.then(|| view! { <h3 class="mt-3 text-xs font-medium text-faint">{*title}</h3> });
    let ruled = at > 0 && !is_named;
    let lines = lines.iter().map(|line| named(line, advocate)).collect_view();
    view! {
        {head}
        <dl class:border-t=ruled class:border-line-faint=ruled>{lines}</dl>
    }
    .into_any()
}

fn named(line: &AccountLine, advocate: AdvocateId) -> AnyView {
    let what = line.what.clone();
    let what = match line.place {
        Some(section) => {
            let href = paths::advocate_section(advocate, section);
            view! { <a href=href class="hover:underline">{what}</a> }.into_any()
        }
        None => what.into_any(),
    };
    view! {
        <div class="flex items-start justify-between gap-4 py-1.5">
            <dt class="min-w-0 text-muted">{what}</dt>
            <dd class="text-right tnum whitespace-nowrap">{line.figure.clone()}</dd>
        </div>
    }
    .into_any()
}
