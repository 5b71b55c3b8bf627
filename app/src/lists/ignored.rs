//! What an address asks that means nothing to its list: a deleted filter, a mistyped one. It is said, so that nobody takes
//! everything for what was asked.

use domain::lists::Query;
use leptos::prelude::*;

use crate::ui::{Chip, Glyph};

/// A chip for each, with the way to the same list without it.
#[component]
pub fn IgnoredFilters(ignored: Vec<(String, String)>, here: Query, #[prop(into)] path: String) -> impl IntoView {
    ignored
        .into_iter()
        .map(|(name, value)| {
            let label = ["Ignored filter: ", &name, " ", &value].concat();
            view! { <Chip label glyph=Glyph::Alert remove=here.without(&name).at(&path)/> }
        })
        .collect_view()
}

/// The same as a bar of its own, for a list that has no other filters; nothing where all was understood.
#[component]
pub fn IgnoredBar(ignored: Vec<(String, String)>, here: Query, #[prop(into)] path: String) -> impl IntoView {
    (!ignored.is_empty()).then(|| {
        view! {
            <div class="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 lg:px-6">
                <IgnoredFilters ignored here path/>
            </div>
        }
    })
}
