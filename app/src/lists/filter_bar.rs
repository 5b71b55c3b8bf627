//! Above every list: the search, the facets, and a chip for everything that narrows it. Links and
//! one GET form, so it works before and without any script.

use domain::lists::{Facet, ListHead, Query};
use leptos::prelude::*;

use super::{FACET, IgnoredFilters};
use crate::ui::{Button, Chip, Glyph, Icon, InputKind, Menu, Size, TextInput, TextLink};

/// Search, facets and chips of the list at `path`.
#[component]
pub fn FilterBar(
    head: ListHead,
    path: &'static str,
    label: &'static str,
    placeholder: &'static str,
    #[prop(optional)] top_line: bool,
    /// What stands at the end of the bar.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    const BAR: &str = "flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 lg:px-6";
    let bar = [BAR, if top_line { "border-t" } else { "" }].join(" ");
    let chips =
        chips(&head).into_iter().map(|(label, query)| view! { <Chip label remove=query.at(path)/> }).collect_view();
    let (ignored, here) = (head.ignored.clone(), head.query.clone());
    let clear = (head.is_filtered() || !head.ignored.is_empty()).then(|| head.unfiltered().at(path));
    // The form keeps what it does not show.
    let kept = head
        .query
        .pairs()
        .filter(|(name, _)| !matches!(*name, "q" | "like"))
        .map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> })
        .collect_view();
    let facets = head
        .facets
        .iter()
        .filter(|facet| facet.is_menu)
        .map(|facet| view! { <FacetMenu facet=facet.clone() query=head.query.clone() path/> })
        .collect_view();
    view! {
        <div class=bar>
            <form method="get" action=path role="search" class="flex w-full items-center gap-2 sm:w-auto">
                {kept}
                <TextInput
                    id="q"
                    name="q"
                    label
                    label_hidden=true
                    kind=InputKind::Search
                    size=Size::Small
                    icon=Glyph::Search
                    value=head.text
                    placeholder
                    maxlength=100
                    class="w-full sm:w-60"
                />
                <Button size=Size::Small icon=Glyph::Search submit=true>
                    "Search"
                </Button>
            </form>
            {facets}
            {chips}
            <IgnoredFilters ignored here path/>
            {clear.map(|href| view! { <TextLink href class="text-xs">"Clear all"</TextLink> })}
            {children.map(|children| children())}
        </div>
    }
}

/// What narrows the list, and the list without it.
fn chips(head: &ListHead) -> Vec<(String, Query)> {
    let text =
        (!head.text.is_empty()).then(|| (["Contains ", &head.text].concat(), head.query.without("q").without("like")));
    let values = head.facets.iter().flat_map(|facet| {
        facet.chosen().map(|option| {
            ([&facet.label, ": ", &option.label].concat(), head.query.toggled(&facet.name, &option.value))
        })
    });
    text.into_iter().chain(values).collect()
}

/// One facet: a button, and its values as links that add or take away.
#[component]
fn FacetMenu(facet: Facet, query: Query, path: &'static str) -> impl IntoView {
    const OPTION: &str =
        "focus-inset flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 py-1 text-left text-sm hover:bg-hover";
    const BOX: &str = "inline-flex size-4 shrink-0 items-center justify-center rounded-xs border";
    if facet.options.is_empty() {
        return ().into_any();
    }
    let chosen = facet.chosen().count();
    let options = facet
        .options
        .iter()
        .map(|option| {
            let (class, mark) = if option.is_chosen {
                ("border-brand bg-brand text-on-brand", Some(view! { <Icon glyph=Glyph::Check class="size-3"/> }))
            } else {
                ("border-line-control bg-surface", None)
            };
            view! {
                <a
                    href=query.toggled(&facet.name, &option.value).at(path)
                    class=OPTION
                    aria-current=option.is_chosen.then_some("true")
                >
                    <span class=[BOX, class].join(" ")>{mark}</span>
                    <span class="min-w-0 flex-1 break-words">{option.label.clone()}</span>
                    <span class="text-xs text-faint tnum">{option.count.to_string()}</span>
                </a>
            }
        })
        .collect_view();
    let count = (chosen > 0).then(
        || view! { <span class="rounded-full bg-brand-soft px-1.5 text-2xs text-brand-ink tnum">{chosen}</span> },
    );
    let trigger = view! {
        <Icon glyph=Glyph::Plus class="size-3"/>
        {facet.label.clone()}
        {count}
    }
    .into_any();
    let label = ["Filter by ", &facet.label.to_lowercase()].concat();
    view! {
        <Menu id=["facet-", &facet.name].concat() label trigger class=FACET>
            <div class="max-h-80 overflow-y-auto">{options}</div>
        </Menu>
    }
    .into_any()
}
