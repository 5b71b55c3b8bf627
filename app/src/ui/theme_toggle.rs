//! Light or dark: a form, so it works without a script. Which button shows is decided in CSS, because
//! only the browser knows what the system prefers while nobody has chosen.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Posts `theme` and `back` (where to return to) to `action`.
#[component]
pub fn ThemeToggle(
    action: &'static str,
    #[prop(into)] back: Signal<String>,
    /// 40 px, for guests and phones.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let base = "items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink";
    let size = if large { "size-10" } else { "size-8" };
    view! {
        <form method="post" action=action class="contents">
            <input type="hidden" name="back" value=move || back.get()/>
            <button
                type="submit"
                name="theme"
                value="dark"
                class=["inline-flex dark:hidden", size, base].join(" ")
                aria-label="Switch to dark"
                title="Switch to dark"
            >
                <Icon glyph=Glyph::Moon/>
            </button>
            <button
                type="submit"
                name="theme"
                value="light"
                class=["hidden dark:inline-flex", size, base].join(" ")
                aria-label="Switch to light"
                title="Switch to light"
            >
                <Icon glyph=Glyph::Sun/>
            </button>
        </form>
    }
}
