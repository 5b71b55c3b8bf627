//! One of the ranked: the place, who they are, how they fit, and why in a sentence.

use domain::ids::AdvocateId;
use domain::matching::{Confidence, Factor, Person, Ranked, Terms, Weights, reason};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

use super::super::bench::Bench;
use super::super::keys;
use crate::ui::{Avatar, FaceSize, FitColumn, FitPrint, Glyph, Icon, Pips};

#[component]
pub fn RankedRow(bench: Bench, id: AdvocateId) -> impl IntoView {
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
