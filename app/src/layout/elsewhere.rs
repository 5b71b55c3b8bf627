//! What stands in the browser build for pages that carry no script.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A link from a living page to one that carries no script ends here: the browser asks the server for the page, as if
/// the link had been followed without a router.
#[component]
pub fn Elsewhere() -> impl IntoView {
    let location = use_location();
    Effect::new(move || {
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        let address =
            if search.is_empty() { path } else { [path.as_str(), "?", search.trim_start_matches('?')].concat() };
        // Nothing can be done about a browser that refuses to go anywhere.
        let _ = window().location().assign(&address);
    });
}
