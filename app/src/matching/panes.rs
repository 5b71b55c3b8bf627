//! What moves on the matching page, as one island: the three panes over one state.

use domain::matching::{Preset, Workbench};
use leptos::html;
use leptos::prelude::*;

use super::bench::Bench;
use super::candidate::CandidatePane;
use super::held::HeldBack;
use super::keys::listen_to_keys;
use super::progress::MatchProgress;
use super::ranking::{Ranking, RankingHead};
use super::run::Run;
use super::weights::WeightsPane;

/// The three panes.
#[island]
pub fn Panes(
    workbench: Workbench,
    all_held: bool,
    /// How many rows are drawn at first.
    rows: usize,
    /// Why a preset was not saved, and the name it was to have.
    refusal: Option<String>,
    name: String,
    /// What stands above the ranking.
    children: Children,
) -> impl IntoView {
    let bench = Bench::new(workbench, all_held, rows);
    let run = Run::new(bench);
    let list = NodeRef::<html::Ol>::new();
    let held = move || {
        let data = bench.as_of_the_run();
        view! { <HeldBack bench held=data.held.clone() count=data.held_count/> }
    };
    let ranking = move || {
        bench.as_of_the_run();
        view! { <Ranking bench list/> }
    };
    keep_address(bench);
    listen_to_keys(bench);
    view! {
        <div class="grid min-h-0 flex-1 grid-cols-1 md:overflow-y-auto lg:grid-cols-[minmax(0,1fr)_23rem] \
        lg:overflow-hidden xl:grid-cols-[15rem_minmax(0,1fr)_23rem] \
        min-[88rem]:grid-cols-[16.5rem_minmax(0,1fr)_25rem]">
            <WeightsPane bench list refusal name/>
            <section
                class="@container flex min-w-0 flex-col lg:min-h-0 lg:border-r lg:border-line"
                aria-labelledby="ranked"
            >
                <RankingHead bench run/>
                <div
                    class="scroll-thin min-h-0 flex-1 focus-inset lg:overflow-y-auto lg:contain-strict"
                    tabindex="0"
                    role="region"
                    aria-label="Ranked customers"
                >
                    <MatchProgress bench run/>
                    {children()}
                    {ranking}
                    {held}
                </div>
            </section>
            <CandidatePane bench/>
        </div>
    }
    .into_any()
}

/// After half a second of rest the address says what is shown, so that a reload or a copied link
/// shows it again. The history is not filled with steps of a slider.
fn keep_address(bench: Bench) {
    let wait = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<String>| {
        let settled = Preset { weights: bench.weights.get(), ..bench.preset.get() };
        let href = bench.href();
        if before.as_ref().is_some_and(|before| *before != href) {
            if let Some(waiting) = wait.get_value() {
                waiting.clear();
            }
            let href = href.clone();
            let settle = move || {
                bench.settled.set(settled);
                // Fails only when the address is not of this site; it is.
                let _ = window().history().and_then(|history| {
                    history.replace_state_with_url(&leptos::wasm_bindgen::JsValue::NULL, "", Some(&href))
                });
            };
            let handle = set_timeout_with_handle(settle, std::time::Duration::from_millis(500));
            wait.set_value(handle.ok());
        }
        href
    });
    on_cleanup(move || {
        if let Some(Some(waiting)) = wait.try_get_value() {
            waiting.clear();
        }
    });
}
