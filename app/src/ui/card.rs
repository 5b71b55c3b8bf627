//! A card: an edge, no shadow, and a head with the title and at most one action.

use leptos::prelude::*;

/// A section of a page that its title names. `id` is the id of the title.
#[component]
pub fn Card(
    #[prop(into)] id: String,
    #[prop(into)] title: TextProp,
    /// A small thing after the title: a badge with a number.
    #[prop(optional, into)]
    aside: Option<AnyView>,
    /// One link or button on the right.
    #[prop(optional_no_strip, into)]
    action: Option<AnyView>,
    #[prop(default = "")] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section
            class=["overflow-hidden rounded-lg border border-line bg-surface ", class].concat()
            aria-labelledby=id
        >
            <div class="flex min-h-11 items-center gap-2 border-b border-line-faint px-4">
                <h2 id=id.clone() class="text-sm font-semibold">
                    {move || title.get()}
                </h2>
                {aside}
                <span class="ml-auto flex items-center gap-2">{action}</span>
            </div>
            {children()}
        </section>
    }
}
