//! Keys of a single letter, which somebody may have switched off in this browser.

use leptos::prelude::*;

/// Whether they are off: the document says so. For islands; a page asks its session.
pub fn keys_are_off() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.get_attribute("data-keys").as_deref() == Some("off"))
}
