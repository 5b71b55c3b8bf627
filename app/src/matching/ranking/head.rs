//! What stands above the ranked list.

use domain::opportunities::Section;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api;
use super::super::bench::Bench;
use super::super::run::Run;
use crate::paths;
use crate::ui::{Button, Glyph, Icon, Size};

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
