//! What every list page shares: the address it reads, and the menu that takes it away as a file.

mod export_menu;

pub use export_menu::ExportMenu;

use domain::lists::Query;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the address of this list says.
pub fn use_list_query() -> Query {
    let map = use_query_map().get_untracked();
    map.into_iter().map(|(name, value)| (name.into_owned(), value)).collect()
}
