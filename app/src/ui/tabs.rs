//! Tabs are links and change the address. Segments change the view in place, or link to its twin.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// One tab: where it leads, what it is called, how many are behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub href: String,
    pub label: String,
    pub count: Option<String>,
    pub current: bool,
}

impl Tab {
    pub fn new(href: impl Into<String>, label: impl Into<String>, current: bool) -> Self {
        Self { href: href.into(), label: label.into(), count: None, current }
    }

    #[must_use]
    pub fn count(mut self, count: impl ToString) -> Self {
        self.count = Some(count.to_string());
        self
    }
}

/// Tabs over a line.
#[component]
pub fn Tabs(#[prop(into)] label: String, #[prop(into)] tabs: Signal<Vec<Tab>>) -> impl IntoView {
    view! {
        <div class="border-b border-line px-4 lg:px-6">
            <nav aria-label=label class="scroll-none flex gap-5 overflow-x-auto">
                {move || tabs.get().into_iter().map(|tab| view! { <TabLink tab/> }).collect_view()}
            </nav>
        </div>
    }
}

#[component]
fn TabLink(tab: Tab) -> impl IntoView {
    const LINK: &str =
        "relative flex h-10 shrink-0 items-center gap-1.5 text-sm font-medium whitespace-nowrap focus-inset";
    let (ink, pill) = if tab.current {
        ("text-ink", "rounded-full bg-brand-soft px-1.5 text-2xs tnum text-brand-ink")
    } else {
        ("text-muted hover:text-ink", "rounded-full bg-active px-1.5 text-2xs tnum text-muted")
    };
    view! {
        <a href=tab.href class=[LINK, ink].join(" ") aria-current=tab.current.then_some("page")>
            {tab.label}
            {tab.count.map(|count| view! { <span class=pill>{count}</span> })}
            {tab
                .current
                .then(|| view! { <span class="absolute inset-x-0 bottom-0 h-0.5 rounded-full bg-brand"></span> })}
        </a>
    }
}

const SEGMENT: &str = "focus-inset inline-flex h-6 shrink-0 items-center justify-center gap-1.5 rounded-sm \
    px-2.5 text-xs font-medium whitespace-nowrap transition-colors";

fn segment_class(on: bool) -> String {
    [SEGMENT, if on { "bg-surface text-ink shadow-1" } else { "text-muted hover:text-ink" }].join(" ")
}

/// A row of segments; fill it with `Segment` or `SegmentLink`.
#[component]
pub fn Segments(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <div
            class="scroll-none inline-flex max-w-full shrink-0 overflow-x-auto rounded-md bg-active p-0.5"
            role="group"
            aria-label=label
        >
            {children()}
        </div>
    }
}

/// A segment that changes the view in place; listen with `on:click`.
#[component]
pub fn Segment(
    #[prop(into)] label: String,
    #[prop(into)] on: Signal<bool>,
    #[prop(optional)] glyph: Option<Glyph>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=move || segment_class(on.get())
            aria-pressed=move || if on.get() { "true" } else { "false" }
        >
            {glyph.map(|glyph| view! { <Icon glyph class="size-3.5"/> })}
            {label}
        </button>
    }
}

/// A segment that leads to the same things seen another way.
#[component]
pub fn SegmentLink(
    #[prop(into)] href: String,
    #[prop(into)] label: String,
    on: bool,
    #[prop(optional)] glyph: Option<Glyph>,
) -> impl IntoView {
    view! {
        <a href=href class=segment_class(on) aria-current=on.then_some("true")>
            {glyph.map(|glyph| view! { <Icon glyph class="size-3.5"/> })}
            {label}
        </a>
    }
}
