//! The left pane: preset, weights, and how many each rule held back.

use std::sync::Arc;

use domain::matching::{Factor, Weights, Workbench};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::address::Address;
use super::api;
use super::bench::Bench;
use super::slide::slide;
use crate::paths;
use crate::ui::{Button, Choice, Glyph, Icon, InputKind, Select, Size, Slider, TextInput};

/// The end of a slider, in percent. More is possible by lowering the others.
const SLIDER_MAX: u32 = 60;

/// Sends a form that only a reader without a script sees.
const APPLY: &str = r#"<button type="submit" class="mt-2 inline-flex h-7 w-full items-center justify-center rounded-md border border-line-strong bg-surface px-2.5 text-xs font-medium text-ink shadow-1 hover:bg-hover">Apply</button>"#;

/// Beside the list when there is room, else above it and folded: the button "Weights" opens it by
/// its address, which works without a script too.
#[component]
pub fn WeightsPane(bench: Bench, list: NodeRef<html::Ol>, refusal: Option<String>, name: String) -> impl IntoView {
    view! {
        <aside
            id="weights"
            class="scroll-thin focus-inset border-b border-line bg-sunken \
            max-xl:[&:not(:target):not(:has(:target))]:hidden max-xl:col-span-full xl:overflow-y-auto xl:border-r xl:border-b-0"
            aria-label="Weights and rules"
            tabindex="0"
        >
            <div class="px-4 pt-3.5 pb-4">
                <div class="flex h-7 items-center justify-between">
                    <h2 class="text-sm font-semibold">"Weights"</h2>
                    <Reset bench list/>
                </div>
                <Presets bench list/>
                <Sliders bench list/>
                <p class="mt-2 text-xs text-faint">
                    "Shares always add up to 100%. Only you see this order until you save it."
                </p>
                <SavePreset bench refusal name/>
            </div>
            {move || view! { <Rules bench data=bench.as_of_the_run()/> }}
            <p class="px-4 pb-4 xl:hidden">
                <a
                    href="#ranked"
                    rel="external"
                    class="inline-flex h-8 w-full items-center justify-center rounded-md border border-line-strong bg-surface \
                    text-sm font-medium shadow-1 hover:bg-hover"
                >
                    "Show the ranking"
                </a>
            </p>
        </aside>
    }
    .into_any()
}

#[component]
fn Reset(bench: Bench, list: NodeRef<html::Ol>) -> impl IntoView {
    let href = move || {
        let address = Address { weights: None, ..bench.address_at_rest() };
        address.href(bench.data().opportunity)
    };
    let reset = move |event: ev::MouseEvent| {
        event.prevent_default();
        let weights = bench.preset.with_untracked(|preset| preset.weights);
        if bench.is_by_server() {
            bench.weights.set(weights);
            bench.rank_on_server();
        } else {
            slide(bench, element(list), || bench.weights.set(weights));
        }
    };
    view! {
        <a
            href=href
            on:click=reset
            class="-mr-2 inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md px-2.5 text-xs font-medium \
            whitespace-nowrap text-muted transition-colors hover:bg-hover hover:text-ink"
        >
            <Icon glyph=Glyph::Undo class="size-3.5"/>
            "Reset"
        </a>
    }
}

/// Said of moved weights alone: what is hidden would still be read in the text of the page.
fn moved_away(is_moved: bool, label: &str) -> String {
    if is_moved { ["Moved away from ", label].concat() } else { String::new() }
}

/// The named weights. Without a script the form asks for the page with another preset.
#[component]
fn Presets(bench: Bench, list: NodeRef<html::Ol>) -> impl IntoView {
    let data = bench.data();
    let choices: Vec<Choice> = data
        .presets
        .iter()
        .map(|choice| {
            let own = if choice.own.is_some() { " (yours)" } else { "" };
            Choice::new(choice.preset.key.clone(), [choice.preset.label.as_str(), own].concat())
        })
        .collect();
    let opportunity = data.opportunity;
    let take = move |key: String| {
        if bench.is_by_server() {
            bench.take_preset(&key);
            bench.rank_on_server();
        } else {
            slide(bench, element(list), || bench.take_preset(&key));
        }
    };
    let own = {
        let presets = data.presets.clone();
        move || {
            let key = bench.preset.with(|preset| preset.key.clone());
            presets.iter().find(|choice| choice.preset.key == key).and_then(|choice| choice.own)
        }
    };
    view! {
        <form method="get" action=paths::opportunity(opportunity) class="mt-1.5">
            <Select
                id="preset"
                name="preset"
                label="Weight preset"
                label_hidden=true
                choices
                value=data.chosen.clone()
                on_change=Callback::new(take)
            />
            <noscript inner_html=APPLY></noscript>
        </form>
        <p class="mt-1.5 text-xs text-muted" class:hidden=move || !bench.is_moved()>
            {move || moved_away(bench.is_moved(), &bench.preset.get().label)}
        </p>
        {move || {
            own()
                .map(|preset| {
                    view! {
                        <form method="post" action=api::DeletePreset::PATH class="mt-1.5">
                            <input type="hidden" name="opportunity" value=opportunity.to_string()/>
                            <input type="hidden" name="preset" value=preset.to_string()/>
                            <Button size=Size::Small submit=true icon=Glyph::Trash class="w-full">
                                "Delete this preset"
                            </Button>
                        </form>
                    }
                })
        }}
    }
}

#[component]
fn Sliders(bench: Bench, list: NodeRef<html::Ol>) -> impl IntoView {
    // While somebody drags, each step is computed from the weights at the start of the drag: up and
    // down again changes nothing.
    let grabbed = StoredValue::new(None::<(Factor, Weights)>);
    let data = bench.data();
    let opportunity = data.opportunity;
    let move_to = move |factor: Factor, percent: u32| {
        let from = match grabbed.get_value() {
            Some((held, weights)) if held == factor => weights,
            _ => {
                let weights = bench.weights.get_untracked();
                grabbed.set_value(Some((factor, weights)));
                weights
            }
        };
        let moved = from.with(factor, u16::try_from(percent).unwrap_or(0));
        slide(bench, element(list), || bench.weights.set(moved));
    };
    let let_go = move |_: ev::Event| {
        grabbed.set_value(None);
        if bench.is_by_server() {
            bench.rank_on_server();
        }
    };
    let sliders = Factor::ALL
        .iter()
        .map(|factor| {
            let factor = *factor;
            view! {
                <div title=factor.hint()>
                    <Slider
                        id=["w-", factor.as_str()].concat()
                        name=factor.as_str()
                        label=factor.label()
                        max=SLIDER_MAX
                        value=Signal::derive(move || u32::from(bench.percent(factor)))
                        share=Signal::derive(move || [bench.percent(factor).to_string().as_str(), "%"].concat())
                        on_input=Callback::new(move |percent| move_to(factor, percent))
                    />
                </div>
            }
        })
        .collect_view();
    view! {
        <form method="get" action=paths::opportunity(opportunity) class="mt-3 space-y-1.5" on:change=let_go>
            <input type="hidden" name="preset" value=data.chosen.clone()/>
            {sliders}
            <noscript inner_html=APPLY></noscript>
        </form>
        <Show when=move || bench.is_by_server()>
            <p class="mt-2 text-xs text-muted">
                "There are more candidates than the browser can rank. Let go of a slider and the server ranks again."
            </p>
            <p class="mt-1 text-xs text-muted" role="status" aria-live="polite">
                {move || bench.readings.is_ranking.get().then_some("The server is ranking.")}
            </p>
        </Show>
    }
    .into_any()
}

#[component]
fn SavePreset(bench: Bench, refusal: Option<String>, name: String) -> impl IntoView {
    let is_open = refusal.is_some();
    let data = bench.data();
    view! {
        <details class="group mt-2.5" open=is_open>
            <summary class="inline-flex h-7 w-full items-center justify-center gap-1.5 rounded-md border border-line-strong \
            bg-surface px-2.5 text-xs font-medium whitespace-nowrap text-ink shadow-1 transition-colors hover:bg-hover">
                <Icon glyph=Glyph::Bookmark class="size-3.5"/>
                "Save as preset"
            </summary>
            <form method="post" action=api::SavePreset::PATH class="mt-2 space-y-2">
                <input type="hidden" name="opportunity" value=data.opportunity.to_string()/>
                <input type="hidden" name="w" value=move || bench.weights.with(domain::matching::Weights::text)/>
                <input type="hidden" name="from" value=move || bench.preset.with(|preset| preset.key.clone())/>
                <TextInput
                    id="preset-name"
                    name="name"
                    label="Name of the preset"
                    kind=InputKind::Text
                    value=name
                    error=refusal
                    required=true
                />
                <Button size=Size::Small submit=true class="w-full">
                    "Save"
                </Button>
            </form>
        </details>
    }
    .into_any()
}

/// How many each rule held back.
#[component]
fn Rules(bench: Bench, data: Arc<Workbench>) -> impl IntoView {
    let opportunity = data.opportunity;
    let held_by = move |rule| {
        let address = move || Address { all_held: false, held_by: Some(rule), ..bench.address_at_rest() };
        move || [&address().href(opportunity), "#held"].concat()
    };
    let rules = data
        .rules
        .iter()
        .map(|(rule, count)| {
            view! {
                <li class="flex h-7 items-center justify-between gap-2 text-xs">
                    <span class="flex min-w-0 items-center gap-1.5 text-muted">
                        <Icon glyph=Glyph::Check class="size-3.5 text-success"/>
                        <span class="truncate" title=rule.label()>
                            {rule.label()}
                        </span>
                    </span>
                    <a href=held_by(*rule) class="tnum text-faint hover:underline" title="Whom this rule holds back">
                        <span class="sr-only">"held back "</span>
                        {["\u{2212}", &count.to_string()].concat()}
                        <span class="sr-only">{[" by ", rule.label()].concat()}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let all = move || {
        let address = Address { all_held: true, held_by: None, ..bench.address_at_rest() };
        [&address.href(opportunity), "#held"].concat()
    };
    let held = data.held_count;
    view! {
        <div id="rules" class="border-t border-line px-4 py-3.5">
            <div class="flex h-7 items-center justify-between">
                <h2 class="text-sm font-semibold">"Rules"</h2>
                <span class="text-xs text-faint tnum">
                    <a href=paths::advocates() class="hover:underline" title="All advocates">
                        {data.candidates}
                    </a>
                    " to "
                    <a href="#ranked" rel="external" class="hover:underline" title="Those who may be asked">
                        {data.ungated}
                    </a>
                </span>
            </div>
            <ul class="mt-1">{rules}</ul>
            {(held > 0)
                .then(|| {
                    view! {
                        <p class="mt-1.5 text-xs">
                            <a href=all class="font-medium text-brand-ink underline-offset-2 hover:underline">
                                {format!("Show the {held} held back")}
                            </a>
                        </p>
                    }
                })}
        </div>
    }
}

fn element(list: NodeRef<html::Ol>) -> Option<leptos::web_sys::HtmlElement> {
    list.get_untracked().map(|list| list.into())
}
