//! Five small bars that fill up, beside the word that says the same.

use leptos::prelude::*;

/// How many of five bars are filled: 1 to 3 green, 4 amber, 5 red. Decorative; the word is beside it.
#[component]
pub fn Pips(#[prop(into)] filled: Signal<u8>) -> impl IntoView {
    let bars = (1..=5_u8)
        .map(|bar| {
            let tone = move || {
                let filled = filled.get();
                if bar > filled {
                    "h-2.5 w-1 rounded-[1px] bg-line-strong"
                } else {
                    match filled {
                        0..=3 => "h-2.5 w-1 rounded-[1px] bg-success",
                        4 => "h-2.5 w-1 rounded-[1px] bg-warning",
                        _ => "h-2.5 w-1 rounded-[1px] bg-danger",
                    }
                }
            };
            view! { <span class=tone></span> }
        })
        .collect_view();
    view! {
        <span class="inline-flex items-end gap-px align-middle" aria-hidden="true">
            {bars}
        </span>
    }
}
