//! The pages of what happened: newest first, and on to what is older.

use leptos::prelude::*;

use super::button::{LinkButton, Size};

/// The way to what is older, and back to the newest.
#[component]
pub fn OlderPages(newest: Option<String>, older: Option<String>) -> impl IntoView {
    (newest.is_some() || older.is_some()).then(|| {
        view! {
            <p class="flex gap-2 px-4 py-2">
                {newest.map(|href| view! { <LinkButton href size=Size::Small>"Newest"</LinkButton> })}
                {older.map(|href| view! { <LinkButton href size=Size::Small>"Older"</LinkButton> })}
            </p>
        }
    })
}
