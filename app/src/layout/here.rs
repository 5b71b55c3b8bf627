//! Where the reader is: for the current item of a menu, and for the way back.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Path and query of this page, to come back to.
pub(super) fn use_back() -> Signal<String> {
    let location = use_location();
    Signal::derive(move || {
        let search = location.search.get();
        let path = location.pathname.get();
        if search.is_empty() { path } else { [path.as_str(), "?", search.trim_start_matches('?')].concat() }
    })
}

/// The path of this page.
pub(super) fn use_path() -> Signal<String> {
    let location = use_location();
    Signal::derive(move || location.pathname.get())
}

/// Whether `path` is the page at `href` or a page below it.
pub(super) fn is_at(path: &str, href: &str) -> bool {
    path == href || (href.len() > 1 && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}

/// The first stop of the Tab key: past the navigation.
#[component]
pub(super) fn SkipLink() -> impl IntoView {
    view! {
        <a
            href="#main"
            rel="external"
            class="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md \
            focus:bg-raised focus:px-3 focus:py-2 focus:shadow-3"
        >
            "Skip to content"
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::is_at;

    #[test]
    fn an_item_is_current_on_its_page_and_below_but_home_only_on_itself() {
        assert!(is_at("/", "/"));
        assert!(!is_at("/requests", "/"));
        assert!(is_at("/requests/1", "/requests"));
        assert!(!is_at("/requests-old", "/requests"));
    }
}
