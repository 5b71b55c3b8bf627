//! What every list page shares: the address it reads, the bar above it, its saved views, and the menu
//! that takes it away as a file.

mod api;
mod export_menu;
mod filter_bar;
mod ignored;
mod views_menu;

pub use export_menu::ExportMenu;
pub use filter_bar::FilterBar;
pub use ignored::{IgnoredBar, IgnoredFilters};
pub use views_menu::{ViewProblem, ViewsMenu, view_tabs};

use domain::lists::Query;
use domain::paging::Page;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::ui::{Glyph, Icon, Sorted};

/// A button that opens a menu, as high as the others of a page's head.
const BUTTON: &str = "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border border-line-strong \
    bg-surface px-3 text-sm font-medium whitespace-nowrap text-ink shadow-1 transition-colors hover:bg-hover";
/// Opens the values of a facet: dashed, for it adds a filter.
const FACET: &str = "inline-flex h-7 shrink-0 items-center gap-1 rounded-full border border-dashed border-line-control \
    px-2.5 text-xs whitespace-nowrap text-muted transition-colors hover:bg-hover";

/// What the address of this list says.
pub fn use_list_query() -> Query {
    let map = use_query_map().get_untracked();
    map.into_iter().map(|(name, value)| (name.into_owned(), value)).collect()
}

/// Where a head that sorts leads, and how its column is sorted now.
pub fn sort_link<S: PartialEq>(
    query: &Query,
    path: &str,
    (current, descending): (S, bool),
    sort: S,
    name: &str,
    starts_descending: bool,
) -> (String, Sorted) {
    let is_current = current == sort;
    let down = if is_current { !descending } else { starts_descending };
    let sorted = match (is_current, descending) {
        (false, _) => Sorted::No,
        (true, false) => Sorted::Ascending,
        (true, true) => Sorted::Descending,
    };
    (query.with("sort", name).with("dir", if down { "down" } else { "up" }).at(path), sorted)
}

/// The pages before and after this one.
pub fn turn<T>(query: &Query, path: &str, page: &Page<T>) -> (Option<String>, Option<String>) {
    let link = |name: &str, cursor: &Option<String>| cursor.as_ref().map(|cursor| query.turned(name, cursor).at(path));
    (link("before", &page.previous), link("after", &page.next))
}

/// The face of a button that opens a menu.
fn menu_button(glyph: Glyph, label: &'static str) -> AnyView {
    view! {
        <Icon glyph class="size-4"/>
        {label}
    }
    .into_any()
}
