//! What happened, newest first: a mark, a line, the event, the outcome on the right.

use leptos::prelude::*;

/// The list; fill it with `TimelineItem`.
#[component]
pub fn Timeline(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <ol class="px-4 py-2 [&>li:last-child>.thread]:hidden" aria-label=label>
            {children()}
        </ol>
    }
}

/// One event. `mark` is a logo or an avatar of 28 px.
#[component]
pub fn TimelineItem(
    mark: AnyView,
    #[prop(into)] title: String,
    #[prop(into, optional)] href: Option<String>,
    #[prop(into, optional)] line: Option<String>,
    #[prop(into, optional)] outcome: Option<String>,
    #[prop(into)] when: String,
) -> impl IntoView {
    let title = match href {
        Some(href) => view! { <a href=href class="font-medium hover:underline">{title}</a> }.into_any(),
        None => view! { <span class="font-medium">{title}</span> }.into_any(),
    };
    view! {
        <li class="relative flex gap-3 py-2.5">
            <span class="thread absolute top-9 bottom-[-0.4rem] left-3.5 w-px bg-line" aria-hidden="true"></span>
            {mark}
            <div class="min-w-0 flex-1 sm:flex sm:items-baseline sm:justify-between sm:gap-4">
                <div class="min-w-0">
                    <p class="text-sm">{title}</p>
                    {line.map(|line| view! { <p class="text-xs text-muted">{line}</p> })}
                </div>
                <div class="shrink-0 text-xs sm:text-right">
                    {outcome.map(|outcome| view! { <p class="text-muted">{outcome}</p> })}
                    <p class="text-faint">{when}</p>
                </div>
            </div>
        </li>
    }
}
