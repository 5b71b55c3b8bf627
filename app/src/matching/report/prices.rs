//! What is added to fit or taken from it: the chance of a yes, fatigue, rarity, the deal, each with its record.

use domain::advocates::ProfileSection;
use domain::matching::{Account, AccountLine, Amount, Kept, MatchReport, Row};
use domain::opportunities::Section;
use leptos::prelude::*;

use super::super::address::{Address, CONFIDENCE, FIT, anchor};
use crate::paths;
use crate::ui::{Card, TextLink};

#[component]
pub fn Chance(report: MatchReport, address: Address) -> impl IntoView {
    price(anchor(Row::ChanceOfAYes), &report.chance_account(), &report, &address, None)
}

#[component]
pub fn Load(report: MatchReport, address: Address) -> impl IntoView {
    let timeline = paths::advocate_section(report.advocate, ProfileSection::Timeline);
    let timeline = view! { " " <TextLink href=timeline class="print:hidden">"Timeline"</TextLink> };
    price(anchor(Row::Load), &report.load_account(), &report, &address, Some(timeline.into_any()))
}

#[component]
pub fn Scarcity(report: MatchReport, address: Address) -> impl IntoView {
    price(anchor(Row::Scarcity), &report.scarcity_account(), &report, &address, None)
}

#[component]
pub fn Deal(report: MatchReport, address: Address) -> impl IntoView {
    price(anchor(Row::Deal), &report.deal_account(), &report, &address, None)
}

/// How far the place can be trusted, and what is not known.
#[component]
pub fn Confidence(report: MatchReport, address: Address) -> impl IntoView {
    price(CONFIDENCE, &report.confidence_account(), &report, &address, None)
}

/// The address of the records behind a figure.
fn place_of(kept: Kept, report: &MatchReport, address: &Address) -> String {
    match kept {
        Kept::Profile(section) => paths::advocate_section(report.advocate, section),
        Kept::Directory(part) => {
            paths::with_query(paths::advocates(), &[("industry", part.map(domain::organisations::Industry::key))])
        }
        Kept::Deal if report.may_edit_deal => paths::edit_opportunity(report.opportunity),
        Kept::Deal => paths::opportunity_section(report.opportunity, Section::Activity),
        Kept::Deals => paths::opportunities().to_owned(),
        Kept::Fit => ["#", FIT].concat(),
        Kept::Ranking => address.with_advocate(Some(report.advocate)).href(report.opportunity),
    }
}

/// A card of what a figure is made of; a row of the score has its points in the head.
fn price(
    id: &'static str,
    account: &Account,
    report: &MatchReport,
    address: &Address,
    beside: Option<AnyView>,
) -> AnyView {
    let place = |kept| place_of(kept, report, address);
    let amount = account.points.map(|points| {
        view! {
            <span class="text-sm font-semibold tnum" class:text-warning-ink=points < 0>
                {Amount(points).to_string()}
            </span>
        }
        .into_any()
    });
    let groups = account.groups.iter().enumerate().map(|(at, group)| lines(at, group, &place)).collect_view();
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

fn lines(at: usize, (title, lines): &(&'static str, Vec<AccountLine>), place: &impl Fn(Kept) -> String) -> AnyView {
    // A line without a figure is a sentence, and no name of anything.
    if let [line] = lines.as_slice()
        && line.figure.is_empty()
    {
        return view! { <p class="text-muted">{linked(line.what.clone(), line, place)}</p> }.into_any();
    }
    let is_named = !title.is_empty();
    let head = is_named.then(|| view! { <h3 class="mt-3 text-xs font-medium text-faint">{*title}</h3> });
    let ruled = at > 0 && !is_named;
    let lines = lines.iter().map(|line| named(line, place)).collect_view();
    view! {
        {head}
        <dl class:border-t=ruled class:border-line-faint=ruled>{lines}</dl>
    }
    .into_any()
}

fn named(line: &AccountLine, place: &impl Fn(Kept) -> String) -> AnyView {
    view! {
        <div class="flex items-start justify-between gap-4 py-1.5">
            <dt class="min-w-0 text-muted">{linked(line.what.clone(), line, place)}</dt>
            <dd class="text-right tnum whitespace-nowrap">{linked(line.figure.clone(), line, place)}</dd>
        </div>
    }
    .into_any()
}

/// Words of a line, as a link to the records behind it where there are any.
fn linked(words: String, line: &AccountLine, place: &impl Fn(Kept) -> String) -> AnyView {
    match line.kept {
        Some(kept) => {
            let href = place(kept);
            view! { <a href=href class="hover:underline">{words}</a> }.into_any()
        }
        None => words.into_any(),
    }
}
