//! The head of a page: its title, one line of context, actions on the right with the primary last.

use leptos::prelude::*;
use leptos_meta::Title;

/// The title of the browser's tab, which is also what is read out after a change of page. The name
/// of the product follows by itself.
#[component]
pub fn PageTitle(#[prop(into)] title: String) -> impl IntoView {
    view! { <Title text=title/> }
}

/// Title, line and actions; children are the actions.
#[component]
pub fn PageHeader(
    #[prop(into)] title: String,
    #[prop(into, optional)] line: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <PageTitle title=title.clone()/>
        <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 px-4 pt-4 pb-3 lg:px-6 lg:pt-5">
            <div class="min-w-0">
                <h1 class="text-lg font-semibold">{title}</h1>
                {line.map(|line| view! { <p class="text-sm text-muted">{line}</p> })}
            </div>
            {children.map(|children| view! { <div class="flex flex-wrap items-center gap-2">{children()}</div> })}
        </div>
    }
}
