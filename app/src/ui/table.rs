//! The parts of a table: the region that may scroll, heads that sort by links, and the pager.
//!
//! Sorting, filters and the place in the list are in the address, so every part is a plain link and
//! works before the browser side wakes.

use leptos::prelude::*;

use super::button::{LinkButton, Size};
use super::icon::{Glyph, Icon};

/// A table in a region that can be scrolled by keys when it is wider than its place. `label` names
/// the region and is the caption.
#[component]
pub fn Table(
    #[prop(into)] label: String,
    /// Extra classes of the region: hiding it on phones, where a list takes over.
    #[prop(default = "")]
    class: &'static str,
    /// The least width of the table before it scrolls.
    #[prop(default = "min-w-120")]
    min_width: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class=["relative overflow-x-auto focus-inset ", class].concat()
            tabindex="0"
            role="region"
            aria-label=label
        >
            <table class=["w-full text-sm ", min_width].concat()>
                <caption class="sr-only">{label.clone()}</caption>
                {children()}
            </table>
        </div>
    }
}

/// The row of heads.
#[component]
pub fn TableHead(children: Children) -> impl IntoView {
    view! {
        <thead class="border-b border-line bg-sunken">
            <tr>{children()}</tr>
        </thead>
    }
}

/// The rows; J and K walk them.
#[component]
pub fn TableBody(children: Children) -> impl IntoView {
    view! { <tbody data-rows="" class="divide-y divide-line-faint">{children()}</tbody> }
}

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    No,
    Ascending,
    Descending,
}

/// A head. With `sort` it is a link to the same list in another order.
#[component]
pub fn Th(
    #[prop(into)] label: String,
    /// Numbers stand right.
    #[prop(optional)]
    numeric: bool,
    /// The head is there for screen readers only (the column of actions).
    #[prop(optional)]
    hidden: bool,
    /// Where the link leads, and how the column is sorted now.
    #[prop(into, optional)]
    sort: Option<(String, Sorted)>,
    #[prop(default = "")] class: &'static str,
) -> impl IntoView {
    let side = if numeric { "text-right" } else { "text-left" };
    let class = ["h-9 px-3 text-xs font-medium whitespace-nowrap text-faint", side, class].join(" ");
    let aria_sort = match &sort {
        Some((_, Sorted::Ascending)) => Some("ascending"),
        Some((_, Sorted::Descending)) => Some("descending"),
        _ => None,
    };
    let content = match sort {
        _ if hidden => view! { <span class="sr-only">{label}</span> }.into_any(),
        None => label.into_any(),
        Some((href, sorted)) => {
            let (glyph, ink) = match sorted {
                Sorted::No => (Glyph::Chevrons, ""),
                Sorted::Ascending => (Glyph::ArrowUp, "text-ink"),
                Sorted::Descending => (Glyph::ArrowDown, "text-ink"),
            };
            let class = ["-mx-1 inline-flex h-6 items-center gap-1 rounded-xs px-1 hover:text-ink", ink].join(" ");
            view! {
                <a href=href class=class>
                    {label}
                    <Icon glyph class="size-3"/>
                </a>
            }
            .into_any()
        }
    };
    view! {
        <th scope="col" class=class aria-sort=aria_sort>
            {content}
        </th>
    }
}

/// Where one is in a list and the links to its neighbours. The text is the server's: "1 to 25 of 64".
#[component]
pub fn Pager(
    #[prop(into)] label: String,
    #[prop(into)] text: String,
    #[prop(optional_no_strip)] previous: Option<String>,
    #[prop(optional_no_strip)] next: Option<String>,
) -> impl IntoView {
    view! {
        <nav aria-label=label class="flex items-center justify-between gap-3 px-4 py-3 text-xs text-muted lg:px-6">
            <span class="tnum">{text}</span>
            <span class="flex gap-2">
                <PagerLink href=previous name="Previous"/>
                <PagerLink href=next name="Next"/>
            </span>
        </nav>
    }
}

#[component]
fn PagerLink(href: Option<String>, name: &'static str) -> impl IntoView {
    href.map(|href| view! { <LinkButton href size=Size::Small>{name}</LinkButton> })
}
