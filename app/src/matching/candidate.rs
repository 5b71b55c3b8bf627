//! The right pane: everything about the selected one, from points per factor to free times.

use domain::advocates::ProfileSection;
use domain::ids::AdvocateId;
use domain::matching::{About, Counterfactual, Detail, Person, Signal, Standing};
use leptos::ev;
use leptos::prelude::*;

use super::address::{SCORE, anchor};
use super::bench::Bench;
use super::keys;
use super::score::{ScoreSection, Source};
use super::shared_hours::SharedHours;
use crate::paths;
use crate::ui::{Avatar, ButtonKind, FaceSize, Glyph, Icon, LinkButton, TextLink};

/// Beside the list when there is room; over the page on a phone, once somebody was chosen.
#[component]
pub fn CandidatePane(bench: Bench) -> impl IntoView {
    let selected = Memo::new(move |_| bench.selected());
    let back = move || bench.address_at_rest().with_advocate(None).href(bench.data().opportunity);
    let close = move |event: ev::MouseEvent| {
        event.prevent_default();
        keys::close(bench);
    };
    let rank = move || {
        let rank = selected.get().and_then(|id| bench.place(id)).map_or(0, |ranked| ranked.rank);
        format!("Match {rank} of {}", bench.data().ungated)
    };
    let report = move || {
        let address = bench.address_at_rest();
        selected.get().map(|id| address.report(bench.data().opportunity, id, SCORE))
    };
    let name = move || {
        let person = selected.get().and_then(|id| bench.person(id));
        person.map(|person| [person.name.as_str(), ", match details"].concat())
    };
    view! {
        <aside
            id="candidate"
            class="scroll-thin focus-inset bg-surface max-lg:fixed max-lg:inset-0 max-lg:z-30 max-lg:overflow-y-auto \
            lg:overflow-y-auto"
            class=("max-lg:hidden", move || bench.chosen.get().is_none())
            class:hidden=move || selected.get().is_none()
            aria-label=name
            tabindex="0"
        >
            <div class="flex h-13 items-center gap-1 border-b border-line px-2 lg:hidden">
                <a
                    href=back
                    on:click=close
                    class="inline-flex size-10 shrink-0 items-center justify-center rounded-lg text-muted transition-colors \
                    hover:bg-hover hover:text-ink"
                    aria-label="Back to matches"
                    title="Back to matches"
                >
                    <Icon glyph=Glyph::ArrowLeft class="size-5"/>
                </a>
                <p class="text-base font-semibold">
                    <a href=report>{rank}</a>
                </p>
            </div>
            {move || {
                bench.readings.revision.track();
                let id = selected.get()?;
                Some(view! { <Candidate bench id person=bench.person(id)? detail=bench.detail(id)?/> })
            }}
        </aside>
    }
    .into_any()
}

#[component]
fn Candidate(bench: Bench, id: AdvocateId, person: Person, detail: Detail) -> impl IntoView {
    let Detail { explanation, about, changes } = detail;
    let (references, hours) = (ProfileSection::References, ProfileSection::Availability);
    let role = match person.title.as_str() {
        "" => person.organisation_name.clone(),
        title => [title, ", ", &person.organisation_name].concat(),
    };
    let (place, replies) = (about.place.clone(), about.replies.clone());
    let replies = replies.map(|wait| {
        view! {
            <a href=paths::advocate_section(id, references) class="py-1 hover:underline">
                {["Usually answers within ", &wait].concat()}
            </a>
        }
    });
    let data = bench.data();
    view! {
        <div class="px-5 pt-5 pb-4">
            <div class="flex items-start gap-3.5">
                <Avatar
                    name=person.name.clone()
                    id=id.0
                    size=FaceSize::S56
                    organisation=(person.organisation.0, person.organisation_name.clone())
                />
                <div class="min-w-0 flex-1">
                    <h2 class="text-md font-semibold">
                        <a href=paths::advocate(id) class="hover:underline">
                            {person.name.clone()}
                        </a>
                    </h2>
                    <p class="text-sm text-muted">{role}</p>
                    <p class="mt-0.5 flex flex-wrap items-center gap-x-1 text-xs text-faint">
                        <Icon glyph=Glyph::Pin class="size-3.5"/>
                        <a href=paths::advocate_section(id, hours) class="py-1 hover:underline">
                            {place}
                        </a>
                        {replies}
                    </p>
                </div>
            </div>
            <div class="mt-4 flex gap-2">
                {data
                    .may_request
                    .then(|| {
                        view! {
                            <LinkButton
                                href=paths::new_request(data.opportunity, id)
                                kind=ButtonKind::Primary
                                icon=Glyph::Send
                                key="R"
                                class="flex-1"
                                attr:id="request-reference"
                            >
                                "Request reference"
                            </LinkButton>
                        }
                    })}
                <Compare bench id/>
            </div>
        </div>
        <ScoreSection bench id explanation/>
        <WhatWouldChange bench id changes/>
        <BeforeYouAsk id signals=about.signals.clone()/>
        <SharedHours id about=about.clone() needed_by=data.need.needed_by/>
        <TrackRecord id about/>
    }
    .into_any()
}

/// Leads to the comparison with the two best of the others; the server makes it, by the weights in force.
#[component]
fn Compare(bench: Bench, id: AdvocateId) -> impl IntoView {
    let href = move || bench.comparison(id).href(bench.data().opportunity);
    view! {
        <a
            id="compare"
            href=href
            class="inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border border-line-strong \
            bg-surface px-3 text-sm font-medium whitespace-nowrap shadow-1 transition-colors hover:bg-hover"
        >
            <Icon glyph=Glyph::Columns class="size-4"/>
            "Compare"
        </a>
    }
}

/// What the server found by running the engine again. It ran with the weights the page came with, so nothing is
/// said while they are moved; the address of moved weights asks it anew.
#[component]
fn WhatWouldChange(bench: Bench, id: AdvocateId, changes: Vec<Counterfactual>) -> impl IntoView {
    let line = |change: &Counterfactual| {
        let text = change.text.clone();
        view! {
            <li>
                <Source bench id at=anchor(change.row)>
                    {text}
                </Source>
            </li>
        }
    };
    let lines = changes.iter().map(line).collect_view();
    (!changes.is_empty()).then(|| {
        view! {
            <section class="border-t border-line-faint px-5 py-4" aria-labelledby="change" class:hidden=move || !bench.is_as_read()>
                <h3 id="change" class="mb-2 text-sm font-semibold">
                    "What would change the place"
                </h3>
                <ul class="list-disc space-y-1 pl-4 text-sm text-muted">{lines}</ul>
            </section>
        }
    })
}

#[component]
fn BeforeYouAsk(id: AdvocateId, signals: Vec<Signal>) -> impl IntoView {
    // Each fact leads to where it is kept.
    let kept = move |kind| match kind {
        Standing::Fatigue | Standing::CoolingOff => paths::advocate_section(id, ProfileSection::Timeline),
        Standing::MonthlyCap => paths::advocate_section(id, ProfileSection::Availability),
        Standing::LeavesOut | Standing::Support | Standing::Languages => paths::advocate(id),
    };
    let rows = signals
        .into_iter()
        .map(|signal| {
            let glyph = match signal.kind {
                Standing::LeavesOut => Glyph::Ban,
                Standing::Fatigue => Glyph::Battery,
                Standing::MonthlyCap => Glyph::Calendar,
                Standing::CoolingOff => Glyph::Snowflake,
                Standing::Support => Glyph::Lifebuoy,
                Standing::Languages => Glyph::Globe,
            };
            let class = match signal.is_good {
                Some(true) => "mt-0.5 size-4 text-success",
                Some(false) => "mt-0.5 size-4 text-warning",
                None => "mt-0.5 size-4 text-faint",
            };
            view! {
                <div class="flex items-start gap-2.5 py-1.5">
                    <dt class="flex w-32 shrink-0 items-start gap-2.5 text-sm text-muted">
                        <Icon glyph class=class/>
                        {signal.kind.label()}
                    </dt>
                    <dd class="min-w-0 text-sm">
                        <a href=kept(signal.kind) class="group block">
                            <span class="wrap-anywhere group-hover:underline">{signal.fact}</span>
                            <span class="block text-xs text-faint">{signal.line}</span>
                        </a>
                    </dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="border-t border-line-faint px-5 py-4" aria-labelledby="before">
            <h3 id="before" class="mb-2 text-sm font-semibold">
                "Before you ask"
            </h3>
            <dl>{rows}</dl>
        </section>
    }
}

#[component]
fn TrackRecord(id: AdvocateId, about: About) -> impl IntoView {
    let calls = if about.calls == 1 { "call" } else { "calls" };
    let figures = [
        (about.calls.to_string(), calls),
        (format!("{} of {}", about.deals_won, about.deals_closed), "deals won"),
        (about.rating.unwrap_or_else(|| "\u{2013}".to_owned()), "buyer rating"),
    ];
    let references = paths::advocate_section(id, ProfileSection::References);
    let tiles = figures
        .into_iter()
        .map(|(figure, words)| {
            view! {
                <a href=references.clone() class="block bg-surface py-2 hover:bg-hover">
                    <span class="block text-md font-semibold tnum">{figure}</span>
                    <span class="block text-xs text-faint">{words}</span>
                </a>
            }
        })
        .collect_view();
    view! {
        <section class="border-t border-line-faint px-5 py-4" aria-labelledby="record">
            <div class="mb-2 flex items-center justify-between gap-2">
                <h3 id="record" class="text-sm font-semibold">
                    "Track record"
                </h3>
                <TextLink href=paths::advocate(id) class="text-xs">
                    "Profile"
                </TextLink>
            </div>
            <div class="grid grid-cols-3 gap-px overflow-hidden rounded-md border border-line bg-line text-center">
                {tiles}
            </div>
        </section>
    }
}
