//! Where one is in a task of several pages.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// The steps by name; `current` counts from zero. On phones only the current name shows.
#[component]
pub fn Stepper(steps: Vec<&'static str>, current: usize) -> impl IntoView {
    let last = steps.len().saturating_sub(1);
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, name)| view! { <Step index name current last=index == last/> })
        .collect_view();
    view! {
        <ol class="flex items-center gap-2 text-sm" aria-label="Steps">
            {items}
        </ol>
    }
}

#[component]
fn Step(index: usize, name: &'static str, current: usize, last: bool) -> impl IntoView {
    const MARK: &str =
        "inline-flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold tnum";
    let is_current = index == current;
    let (mark, tone) = if index < current {
        (view! { <Icon glyph=Glyph::Check class="size-3.5"/> }.into_any(), "bg-success-soft text-success-ink")
    } else if is_current {
        ((index + 1).into_any(), "bg-brand text-on-brand")
    } else {
        ((index + 1).into_any(), "bg-active text-muted")
    };
    let name_class = if is_current { "truncate font-medium" } else { "truncate text-muted max-sm:sr-only" };
    view! {
        <li
            class="flex min-w-0 items-center gap-2"
            class:max-sm:flex-none=!is_current
            aria-current=is_current.then_some("step")
        >
            <span class=[MARK, tone].join(" ")>{mark}</span>
            <span class=name_class>
                {name}
                {(index < current).then(|| view! { <span class="sr-only">", done"</span> })}
            </span>
            {(!last).then(|| view! { <span class="h-px w-3 bg-line-strong sm:w-10" aria-hidden="true"></span> })}
        </li>
    }
}
