//! A menu behind a button, by the browser's popover: it opens, closes on Esc and outside clicks and
//! gives the focus back without any script of ours, so it works before the browser side wakes.
//!
//! Its items are plain links and buttons in a list, reached by Tab: no roles that promise more.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A button and the list it opens. `label` names the list, and the button unless `trigger` replaces
/// its icon: then the name is what `trigger` holds.
#[component]
pub fn Menu(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional)] trigger: Option<AnyView>,
    /// The classes of the button; the default is a small ghost square.
    #[prop(optional)]
    class: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    const SQUARE: &str = "inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted \
        transition-colors hover:bg-hover hover:text-ink";
    let named_by_label = trigger.is_none().then(|| label.clone());
    let face = trigger.unwrap_or_else(|| view! { <Icon glyph=Glyph::More/> }.into_any());
    view! {
        <button
            type="button"
            class=class.unwrap_or(SQUARE)
            popovertarget=id.clone()
            aria-label=named_by_label
            title=label.clone()
        >
            {face}
        </button>
        <div
            id=id
            popover="auto"
            class="popover-below w-56 rounded-lg border border-line bg-raised p-1 text-ink shadow-3"
            aria-label=label
            role="group"
        >
            {children()}
        </div>
    }
}

const ITEM: &str =
    "focus-inset flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 text-left text-sm hover:bg-hover";

/// A link in a menu.
#[component]
pub fn MenuLink(#[prop(into)] href: String, glyph: Glyph, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <a href=href class=ITEM>
            <Icon glyph class="size-4 opacity-70"/>
            <span class="flex-1">{label}</span>
        </a>
    }
}

/// A button in a menu: it sends the form around it (`submit`) or is heard by `on:click`. What
/// destroys comes last, after a `MenuLine`.
#[component]
pub fn MenuButton(
    glyph: Glyph,
    #[prop(into)] label: String,
    #[prop(optional)] submit: bool,
    #[prop(optional)] danger: bool,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=[ITEM, if danger { "text-danger-ink" } else { "" }].join(" ")
        >
            <Icon glyph class="size-4 opacity-70"/>
            <span class="flex-1">{label}</span>
        </button>
    }
}

/// A line between groups of items.
#[component]
pub fn MenuLine() -> impl IntoView {
    view! { <div class="my-1 h-px bg-line-faint"></div> }
}
