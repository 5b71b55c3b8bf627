//! The browser's entry point; with the feature `ssr` the site the server serves, so that tests can call it too.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod site;

// The islands are called by name from the page (`app::shell`); naming their crate links them.
#[cfg(feature = "hydrate")]
use app as _;

/// Makes ready for the islands of the page, which are woken one by one after this.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
