//! The mark of the product.

use leptos::prelude::*;

/// The mark alone; the name stands beside it or on its parent.
#[component]
pub fn Logo(#[prop(default = "size-8")] class: &'static str) -> impl IntoView {
    view! {
        <svg class=["shrink-0 ", class].concat() viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8.5" class="fill-brand"></rect>
            <circle cx="16" cy="10.2" r="3.3" class="fill-on-brand"></circle>
            <path
                d="M7.5 11.5c0 7.2 3.7 12 8.5 12s8.5-4.8 8.5-12"
                fill="none"
                class="stroke-on-brand"
                stroke-width="3"
                stroke-linecap="round"
            ></path>
        </svg>
    }
}
