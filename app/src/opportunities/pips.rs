//! How far a deal has come, as small bars beside the name of its stage.

use domain::opportunities::{Outcome, StagePlace};
use leptos::prelude::*;

use crate::ui::{Badge, Glyph, Tone};

/// The stage: bars and word while the deal is open, a badge once it is decided.
#[component]
pub fn StagePips(stage: StagePlace) -> impl IntoView {
    match stage.outcome {
        Outcome::Won => view! { <Badge tone=Tone::Success glyph=Glyph::Check>{stage.name}</Badge> }.into_any(),
        Outcome::Lost => view! { <Badge>{stage.name}</Badge> }.into_any(),
        Outcome::Open => {
            let (filled, of) = stage.pips();
            let bars = (1..=of)
                .map(|bar| {
                    let class = if bar <= filled {
                        "h-2.5 w-1.5 rounded-[1px] bg-brand"
                    } else {
                        "h-2.5 w-1.5 rounded-[1px] bg-line-strong"
                    };
                    view! { <span class=class></span> }
                })
                .collect_view();
            view! {
                <span class="inline-flex items-center gap-2 whitespace-nowrap">
                    <span class="inline-flex gap-0.5" aria-hidden="true">
                        {bars}
                    </span>
                    {stage.name}
                </span>
            }
            .into_any()
        }
    }
}
