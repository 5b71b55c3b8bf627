//! The middle pane: who fits, in which order, and why in a sentence.

mod head;
mod row;

use domain::ids::AdvocateId;
use domain::matching::Row;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

pub use self::head::RankingHead;
use self::row::RankedRow;
pub use self::row::columns;
use super::address::{SCORE, anchor};
use super::bench::Bench;
use crate::paths;
use crate::ui::{Banner, EmptyState, Glyph, Icon, LinkButton, Tone};

const MORE: &str = "inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md border border-line-strong \
bg-surface px-2.5 text-xs font-medium whitespace-nowrap text-ink shadow-1 transition-colors hover:bg-hover";

/// The ranked list, or why there is none.
#[component]
pub fn Ranking(bench: Bench, list: NodeRef<html::Ol>) -> impl IntoView {
    let data = bench.data();
    if data.ungated == 0 {
        return view! { <Nobody bench/> }.into_any();
    }
    let unfilled = !data.need.is_filled;
    let total = bench.order.with_untracked(|order| order.len());
    let further = data.ungated as usize > total;
    let show_more = move |event: ev::MouseEvent| {
        if !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            event.prevent_default();
            bench.show_more();
        }
    };
    view! {
        {unfilled
            .then(|| {
                view! {
                    <div class="p-3 pb-0">
                        <Unfilled bench/>
                    </div>
                }
            })}
        <Movers bench/>
        <div class="flex items-center justify-between border-b border-line-faint px-4 py-1.5 text-2xs text-faint">
            <span>"Customer"</span>
            <span class="flex items-center gap-3">
                <span
                    class="hidden w-30 items-center gap-1 @[29rem]:flex"
                    title="Column width is the weight, height is the match"
                >
                    "Fit by factor"
                    <Icon glyph=Glyph::Info class="size-3"/>
                </span>
                <span class="w-16 text-right">"Score"</span>
            </span>
        </div>
        <First bench/>
        <ol id="rank" node_ref=list class="flex flex-col">
            <For each=move || bench.drawn() key=|id| *id let:id>
                <RankedRow bench id/>
            </For>
        </ol>
        <Show when=move || bench.shown.get() < total>
            <p class="border-b border-line-faint px-4 py-3 text-center">
                <a href=move || bench.further() on:click=show_more class=MORE>
                    "Show more"
                </a>
            </p>
        </Show>
        {further
            .then(|| {
                view! {
                    <p class="border-b border-line-faint px-4 py-3 text-center text-xs text-muted">
                        {format!("The first {total} are shown. Fill in more of the need to tell the rest apart.")}
                    </p>
                }
            })}
    }
    .into_any()
}

/// Nobody may be asked: the fact, and the way on.
#[component]
fn Nobody(bench: Bench) -> impl IntoView {
    let data = bench.data();
    if data.candidates == 0 {
        return view! {
            <EmptyState
                glyph=Glyph::Users
                title="There are no advocates yet"
                line="As soon as customers have agreed to speak, they are ranked here."
            >
                <LinkButton href=paths::advocates()>"Open advocates"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    // Those of one rule are not those who would fit best.
    let soonest = data.held.iter().find(|held| data.held_by.is_none() && held.also.is_empty());
    let line = soonest.map_or_else(
        || "Each of them is held back by a rule. The nearest are listed below.".to_owned(),
        |held| format!("{} would fit best. {}.", held.name, held.sentence.trim_end_matches('.')),
    );
    view! { <EmptyState glyph=Glyph::Hourglass title="Nobody can be asked right now" line/> }.into_any()
}

/// The opportunity says nothing that a factor could answer.
#[component]
fn Unfilled(bench: Bench) -> impl IntoView {
    let data = bench.data();
    view! {
        <Banner
            tone=Tone::Warning
            fact=format!("Nothing is known about what {} needs.", data.need.prospect)
            line="Fill in use cases, products or the industry, and the order means something."
        />
    }
}

/// Says who is first once the sliders rest.
#[component]
fn First(bench: Bench) -> impl IntoView {
    let said = Memo::new(move |before: Option<&(Option<AdvocateId>, String)>| {
        bench.settled.track();
        bench.readings.revision.track();
        let first = untrack(|| bench.order.with(|order| order.first().map(|ranked| ranked.id)));
        let changed = before.is_some_and(|(id, _)| *id != first);
        let name = first.and_then(|id| bench.person(id)).map(|person| person.name).unwrap_or_default();
        let text = if changed { [name.as_str(), " is now first"].concat() } else { String::new() };
        (first, text)
    });
    view! {
        <p class="sr-only" role="status" aria-live="polite">
            {move || said.get().1}
        </p>
    }
}

/// Who moved and why, against the order this deal begins with.
#[component]
fn Movers(bench: Bench) -> impl IntoView {
    let lines = move || {
        let name = |id| bench.person(id).map(|person| person.name).unwrap_or_default();
        let line = |moved: domain::matching::Moved| {
            let places = if moved.by.abs() == 1 { "place" } else { "places" };
            let way = if moved.by > 0 { "up" } else { "down" };
            let because = moved.because.map(Row::label).unwrap_or_default().to_lowercase();
            let at = moved.because.map_or(SCORE, anchor);
            let href = bench.address_at_rest().report(bench.data().opportunity, moved.id, at);
            view! {
                <li>
                    <a href=href class="hover:underline" title="What this is made of">
                        <span class="font-medium text-ink">{name(moved.id)}</span>
                        {format!(" {way} {} {places}: {because}", moved.by.abs())}
                    </a>
                </li>
            }
        };
        let movers = bench.movers();
        (!movers.is_empty()).then(|| movers.into_iter().map(line).collect_view())
    };
    view! {
        {move || {
            lines()
                .map(|lines| {
                    view! {
                        <div class="px-4 pt-3 text-xs text-muted">
                            <h3 class="font-medium">
                                {format!("Who moved, against {}", bench.usual().label)}
                            </h3>
                            <ul class="mt-1 flex flex-wrap gap-x-4 gap-y-0.5">{lines}</ul>
                        </div>
                    }
                })
        }}
    }
}
