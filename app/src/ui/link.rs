//! A link within text or beside a title.

use leptos::prelude::*;

/// A link in the colour of action.
#[component]
pub fn TextLink(
    #[prop(into)] href: String,
    #[prop(default = "")] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=["font-medium text-brand-ink underline-offset-2 hover:underline ", class].concat()>
            {children()}
        </a>
    }
}
