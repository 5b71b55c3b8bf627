//! Nothing here: an icon, a title that states the fact, one line with the way on, one or two actions.

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::{Glyph, Icon};

/// The middle of an empty place. Its children are the actions, the way on first.
#[component]
pub fn EmptyState(
    glyph: Glyph,
    #[prop(into)] title: String,
    #[prop(into)] line: String,
    #[prop(optional)] tone: Tone,
    /// The title heads the page, because there is nothing else on it.
    #[prop(optional)]
    heads_the_page: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    const TITLE: &str = "mt-4 text-md font-semibold";
    let title = if heads_the_page {
        view! { <h1 class=TITLE>{title}</h1> }.into_any()
    } else {
        view! { <h2 class=TITLE>{title}</h2> }.into_any()
    };
    view! {
        <div class="m-auto max-w-84 px-6 py-10 text-center">
            <span class=["inline-flex size-12 items-center justify-center rounded-full ", tone.soft()].concat()>
                <Icon glyph class="size-6"/>
            </span>
            {title}
            <p class="mt-1 text-sm text-muted">{line}</p>
            {children
                .map(|children| view! { <div class="mt-4 flex flex-wrap justify-center gap-2 empty:hidden">{children()}</div> })}
        </div>
    }
}
