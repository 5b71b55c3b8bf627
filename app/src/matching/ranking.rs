//! The middle pane: who fits, in which order, and why in a sentence.

use domain::ids::AdvocateId;
use domain::matching::{Confidence, Factor, Person, Ranked, Row, Terms, Weights, reason};
use domain::opportunities::Section;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::web_sys::HtmlElement;

use super::address::{SCORE, anchor};
use super::api;
use super::bench::Bench;
use super::keys;
use super::run::Run;
use crate::paths;
use crate::ui::{
    Avatar, Banner, Button, EmptyState, FaceSize, FitColumn, FitPrint, Glyph, Icon, LinkButton, Pips, Size, Tone,
};

const MORE: &str = "inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md border border-line-strong \
bg-surface px-2.5 text-xs font-medium whitespace-nowrap text-ink shadow-1 transition-colors hover:bg-hover";

/// How many fit, when that was found out, and the way to find out again.
#[component]
pub fn RankingHead(bench: Bench, run: Run) -> impl IntoView {
    let opportunity = bench.data().opportunity;
    let count = move || match bench.as_of_the_run().ungated {
        1 => "1 customer fits".to_owned(),
        count => format!("{count} customers fit"),
    };
    let ranked = move || {
        let data = bench.as_of_the_run();
        let kept = data.last_run.as_ref().map(|run| {
            let by = run.by.as_ref().map(|name| [" by ", name].concat()).unwrap_or_default();
            format!(", last kept {}{by}", run.at)
        });
        ["Ranked ", &data.ranked_at, &kept.unwrap_or_default()].concat()
    };
    let weights = move || bench.is_moved().then(|| bench.weights.with(domain::matching::Weights::text));
    view! {
        <div class="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-2 border-b border-line px-4 py-2">
            <div class="flex min-w-0 flex-wrap items-baseline gap-x-2">
                <h2 id="ranked" class="text-sm font-semibold">
                    <a href="#rules" rel="external" class="inline-block py-1 hover:underline" title="How many each rule holds back">
                        {count}
                    </a>
                </h2>
                <a
                    href=paths::opportunity_section(opportunity, Section::Activity)
                    class="inline-block py-1 text-xs text-faint hover:underline"
                    title="The runs of this deal"
                >
                    {ranked}
                </a>
            </div>
            <div class="flex flex-wrap items-center gap-1.5">
                <a
                    href="#weights"
                    rel="external"
                    class="inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md border border-line-strong \
                    bg-surface px-2.5 text-xs font-medium whitespace-nowrap text-ink shadow-1 transition-colors hover:bg-hover \
                    xl:hidden"
                >
                    <Icon glyph=Glyph::Sliders class="size-3.5"/>
                    "Weights"
                </a>
                <form
                    id="match-again"
                    method="post"
                    action=api::Run::PATH
                    on:submit=move |event| run.begin(&event)
                >
                    <input type="hidden" name="opportunity" value=opportunity.to_string()/>
                    <input type="hidden" name="preset" value=move || bench.preset.with(|preset| preset.key.clone())/>
                    <input type="hidden" name="w" value=move || weights().unwrap_or_default()/>
                    <Button size=Size::Small submit=true icon=Glyph::Refresh>
                        "Match again"
                    </Button>
                </form>
            </div>
        </div>
    }
    .into_any()
}

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

#[component]
fn RankedRow(bench: Bench, id: AdvocateId) -> impl IntoView {
    // What never changes about a row, and where it stands now.
    let person = bench.person(id)?;
    let is_followed = Memo::new(move |_| bench.is_followed(id));
    let place = Memo::new(move |_| if is_followed.get() { bench.place(id) } else { bench.rested_place(id) });
    let terms = place.get_untracked().and_then(|ranked| bench.terms(&ranked))?;
    let columns = Signal::derive(move || {
        if is_followed.get() {
            bench.weights.with(|weights| columns(weights, &terms))
        } else {
            bench.settled.with(|settled| columns(&settled.weights, &terms))
        }
    });
    let is_selected = move || bench.selected() == Some(id);
    let row = NodeRef::<html::Li>::new();
    put_in_place(bench, id, row);
    let has_detail = bench.detail(id).is_some();
    let select = move |event: ev::MouseEvent| {
        if has_detail && !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            event.prevent_default();
            bench.chosen.set(Some(id));
            // A click by a key says no detail; then, and where the pane covers the list, focus goes along.
            if event.detail() == 0 || keys::covers_the_list() {
                request_animation_frame(keys::focus_details);
            }
        }
    };
    let href = move || {
        let address = bench.address_at_rest().with_advocate(Some(id));
        [address.href(bench.data().opportunity).as_str(), "#candidate"].concat()
    };
    Some(view! {
        // What changes in one row does not lay the others out anew.
        <li node_ref=row data-advocate=id.to_string() class="contain-content">
            <a
                href=href
                on:click=select
                class="focus-inset relative grid grid-cols-[1.25rem_2.5rem_minmax(0,1fr)_auto_auto] gap-x-3 border-b \
                border-line-faint px-4 py-3 hover:bg-hover aria-[current=true]:bg-selected"
                aria-current=move || is_selected().then_some("true")
            >
                <span
                    class="absolute inset-y-0 left-0 w-0.5 bg-brand max-lg:hidden"
                    class:hidden=move || !is_selected()
                ></span>
                <Place bench id place/>
                <span class="pt-0.5">
                    <Avatar
                        name=person.name.clone()
                        id=id.0
                        size=FaceSize::S40
                        organisation=(person.organisation.0, person.organisation_name.clone())
                    />
                </span>
                <span class="min-w-0">
                    <span class="block truncate font-semibold">{person.name.clone()}</span>
                    <span class="block truncate text-xs text-muted">
                        <span class="text-ink">{person.organisation_name.clone()}</span>
                        {(!person.title.is_empty()).then(|| [", ", &person.title].concat())}
                    </span>
                </span>
                // One print for both: beside the score where there is room, else below everything.
                <FitPrint
                    columns
                    class="col-start-3 col-end-6 row-start-4 mt-2 h-3 w-full max-sm:col-start-2 @[29rem]:col-start-4 \
                    @[29rem]:col-end-5 @[29rem]:row-start-1 @[29rem]:mt-0 @[29rem]:h-7 @[29rem]:w-30 @[29rem]:self-center"
                />
                <Score place/>
                <span class="col-start-3 col-end-6 row-start-2 mt-1.5 block text-xs text-ink max-sm:col-start-2">
                    <Reason bench id place terms/>
                </span>
                <Signals person terms/>
            </a>
        </li>
    })
}

/// Keeps a row where it is to be seen, which while a slider is dragged is not where it stands in the document. Set by
/// the script alone: a page as the server renders it carries no inline style, and its rows stand in their order.
fn put_in_place(bench: Bench, id: AdvocateId, row: NodeRef<html::Li>) {
    let at = Memo::new(move |_| bench.at(id));
    Effect::new(move || {
        if let (Some(row), Some(at)) = (row.get(), at.get()) {
            // Fails only for a name that is no property.
            let _ = HtmlElement::style(&row).set_property("order", &at.to_string());
        }
    });
}

/// The rank, and how far it is from the order this deal begins with.
#[component]
fn Place(bench: Bench, id: AdvocateId, place: Memo<Option<Ranked>>) -> impl IntoView {
    let rank = move || place.get().map_or(0, |ranked| ranked.rank);
    let by = Memo::new(move |_| bench.moved_by(id, rank()));
    let text = move || match by.get() {
        0 => String::new(),
        up @ 1.. => format!("+{up}"),
        down => format!("\u{2212}{}", -down),
    };
    view! {
        <span class="pt-2.5 text-center text-xs tnum text-faint">
            <span>{rank}</span>
            <span class="block text-2xs" class:text-success-ink=move || { by.get() > 0 }>
                {text}
                <span class="sr-only">{move || if by.get() == 0 { "" } else { " places" }}</span>
            </span>
        </span>
    }
}

#[component]
fn Score(place: Memo<Option<Ranked>>) -> impl IntoView {
    let shown = move || place.get().map_or(0, |ranked| ranked.points.shown());
    let confidence = move || {
        let word = place.get().map(|ranked| match ranked.confidence {
            Confidence::High => "High",
            Confidence::Medium => "Medium",
            Confidence::Low => "Low",
        });
        word.unwrap_or_default()
    };
    view! {
        <span class="col-start-4 col-end-6 row-start-1 w-16 self-center text-right @[29rem]:col-start-5">
            <span class="block text-xl/6 font-semibold tnum">{shown}</span>
            <span class="mt-0.5 block text-2xs text-muted">
                {confidence}
                <span class="sr-only">" confidence"</span>
            </span>
        </span>
    }
}

#[component]
fn Reason(bench: Bench, id: AdvocateId, place: Memo<Option<Ranked>>, terms: Terms) -> impl IntoView {
    let evidence = bench.detail(id).map(|detail| detail.explanation.evidence).unwrap_or_default();
    let sentence = Memo::new(move |_| place.get().map(|ranked| reason(&ranked.points, &terms, &evidence)));
    move || sentence.get().unwrap_or_default()
}

/// Fatigue, use of the cap, support, shared hours.
#[component]
fn Signals(person: Person, terms: Terms) -> impl IntoView {
    let fatigue = terms.load.fatigue();
    let (support, support_class) = if person.ticket_open {
        ("Ticket open", "size-3.5 text-warning")
    } else {
        ("Healthy", "size-3.5 text-success")
    };
    let shared = match person.shared_half_hours {
        None => "hours unknown".to_owned(),
        Some(count) if count % 2 == 1 => format!("{}.5 h shared", count / 2),
        Some(count) => format!("{} h shared", count / 2),
    };
    view! {
        <span class="col-start-3 col-end-6 row-start-3 mt-1.5 flex flex-wrap items-center gap-x-3.5 gap-y-1 text-2xs text-muted \
        max-sm:col-start-2">
            <span class="inline-flex items-center gap-1.5">
                <Pips filled=fatigue.pips()/>
                {fatigue.label()}
            </span>
            <span class="inline-flex items-center gap-1">
                <Icon glyph=Glyph::Calendar class="size-3 text-faint"/>
                {format!("{} of {}", person.asked_this_month, person.asks_per_month)}
                <span class="@max-[29rem]:sr-only">" this month"</span>
            </span>
            <span class="inline-flex items-center gap-1">
                <Icon glyph=Glyph::Lifebuoy class=support_class/>
                <span class="sr-only">"Support: "</span>
                {support}
            </span>
            <span class="inline-flex items-center gap-1">
                <Icon glyph=Glyph::Clock class="size-3 text-faint"/>
                {shared}
            </span>
        </span>
    }
}

/// The columns of a fit print: as wide as the weight, as high as the match.
pub fn columns(weights: &Weights, terms: &Terms) -> Vec<FitColumn> {
    let column = |factor: &Factor| FitColumn {
        weight: f64::from(weights.share(*factor)),
        value: f64::from(terms.value(*factor).counted()) / 10_000.0,
    };
    Factor::ALL.iter().map(column).collect()
}
