//! The browser's entry point; with the feature `ssr` the site the server serves, so that tests can call it too.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod site;

/// Brings the page the server rendered to life.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::app::App);
}
