//! A tooltip: after 400 ms beside what it explains, and never the only place for information.

use leptos::prelude::*;

/// Shows `text` while the pointer or the focus is on what is inside. Give the control inside
/// `aria-describedby` equal to `id`.
#[component]
pub fn Tooltip(#[prop(into)] id: String, #[prop(into)] text: TextProp, children: Children) -> impl IntoView {
    view! {
        <span class="group/tip relative inline-flex">
            {children()}
            <span
                id=id
                role="tooltip"
                class="pointer-events-none invisible absolute bottom-full left-1/2 z-30 mb-1.5 w-max max-w-64 \
                -translate-x-1/2 rounded-md bg-inverse px-2 py-1 text-xs text-on-inverse opacity-0 shadow-2 \
                transition-opacity group-focus-within/tip:visible group-focus-within/tip:opacity-100 \
                group-hover/tip:visible group-hover/tip:opacity-100 group-hover/tip:delay-400"
            >
                {move || text.get()}
            </span>
        </span>
    }
}
