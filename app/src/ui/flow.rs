//! Five short bars for how far something has come; amber when it waits for the reader.

use leptos::prelude::*;

/// Decorative: the word stands beside it.
#[component]
pub fn Flow(done: u8, #[prop(optional)] waits_for_you: bool) -> impl IntoView {
    let bars = (1..=5_u8)
        .map(|bar| {
            let class = if bar > done {
                "h-1.5 w-4 rounded-full bg-line-strong"
            } else if waits_for_you {
                "h-1.5 w-4 rounded-full bg-warning"
            } else {
                "h-1.5 w-4 rounded-full bg-brand"
            };
            view! { <span class=class></span> }
        })
        .collect_view();
    view! {
        <span class="inline-flex items-center gap-0.5" aria-hidden="true">
            {bars}
        </span>
    }
}
