//! The way back up.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// The pages above, by address and name, then the page one is on.
#[component]
pub fn Breadcrumbs(above: Vec<(String, String)>, #[prop(into)] here: String) -> impl IntoView {
    let above = above
        .into_iter()
        .map(|(href, name)| {
            view! {
                <li class="flex min-w-0 items-center gap-1">
                    <a href=href class="truncate rounded-xs hover:text-ink">
                        {name}
                    </a>
                    <Icon glyph=Glyph::ChevronRight class="size-3"/>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav aria-label="Breadcrumb" class="min-w-0">
            <ol class="flex min-w-0 items-center gap-1 text-xs text-faint">
                {above}
                <li class="flex min-w-0 items-center gap-1">
                    <span class="truncate text-muted" aria-current="page">
                        {here}
                    </span>
                </li>
            </ol>
        </nav>
    }
}
