//! `/evidence`: the library. Words, filters and the place in the list stand in the address, so all of it is links and
//! one GET form and works before and without any script.

use domain::evidence::{EvidenceAddress, EvidenceList, Facet};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use super::rows::{PhoneRow, TableRow};
use crate::layout::PageHeader;
use crate::paths;
use crate::ui::{
    Button, ButtonKind, Chip, Choice, EmptyState, Glyph, InputKind, LinkButton, Load, Pager, Select, Size, Tab, Table,
    TableBody, TableHead, Tabs, TextInput, Th,
};

#[component]
pub fn LibraryPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let list = api::list(EvidenceAddress {
        q: query.get("q"),
        kind: query.get("kind"),
        product: query.get("product"),
        use_case: query.get("use_case"),
        industry: query.get("industry"),
        language: query.get("language"),
        state: query.get("state"),
        after: query.get("after"),
        before: query.get("before"),
    });
    view! {
        <Load read=list let:list>
            <Library list/>
        </Load>
    }
}

/// The address of the library with one thing changed.
fn address(here: &EvidenceAddress, change: impl FnOnce(&mut EvidenceAddress)) -> String {
    let mut there = here.clone();
    change(&mut there);
    paths::with_query(
        paths::evidence_library(),
        &[
            ("q", there.q.as_deref()),
            ("kind", there.kind.as_deref()),
            ("product", there.product.as_deref()),
            ("use_case", there.use_case.as_deref()),
            ("industry", there.industry.as_deref()),
            ("language", there.language.as_deref()),
            ("state", there.state.as_deref()),
        ],
    )
}

#[component]
fn Library(list: EvidenceList) -> impl IntoView {
    let may_add = list.may_add;
    let here = list.here.clone();
    let all: u32 = list.facets.states.iter().map(|state| state.number).sum();
    let mut tabs = vec![Tab::new(address(&here, |there| there.state = None), "All", here.state.is_none()).count(all)];
    tabs.extend(list.facets.states.iter().map(|state| {
        let (value, current) = (state.value.clone(), here.state.as_ref() == Some(&state.value));
        Tab::new(address(&here, |there| there.state = Some(value)), &state.label, current).count(state.number)
    }));
    let body = if list.is_empty {
        view! { <NothingYet may_add/> }.into_any()
    } else {
        view! {
            <Tabs label="Evidence by state" tabs/>
            <Filters list=list.clone()/>
            <Rows list/>
        }
        .into_any()
    };
    view! {
        <PageHeader title="Evidence" line="Proof that can be shown before anybody is asked">
            {may_add
                .then(|| {
                    view! {
                        <LinkButton href=paths::new_evidence() kind=ButtonKind::Primary icon=Glyph::Plus attr:data-new="">
                            "Add evidence"
                        </LinkButton>
                    }
                })}
        </PageHeader>
        {body}
    }
}

#[component]
fn NothingYet(may_add: bool) -> impl IntoView {
    view! {
        <EmptyState
            glyph=Glyph::Quote
            title="The library is empty"
            line="Quotes, case studies, clips, slides and written answers stand here once somebody has added them."
        >
            {may_add
                .then(|| {
                    view! {
                        <LinkButton href=paths::new_evidence() kind=ButtonKind::Primary icon=Glyph::Plus attr:data-new="">
                            "Add evidence"
                        </LinkButton>
                    }
                })}
        </EmptyState>
    }
}

/// A filter: its field, its choices with their numbers, what is chosen.
fn choices(any: &str, facets: &[Facet]) -> Vec<Choice> {
    let label = |facet: &Facet| [facet.label.as_str(), " (", &facet.number.to_string(), ")"].concat();
    std::iter::once(Choice::new("", any))
        .chain(facets.iter().map(|facet| Choice::new(facet.value.clone(), label(facet))))
        .collect()
}

fn chip(what: &str, value: &Option<String>, facets: &[Facet], remove: String) -> Option<AnyView> {
    let value = value.as_ref()?;
    let label = facets.iter().find(|facet| facet.value == *value).map_or(value, |facet| &facet.label);
    let label = [what, ": ", label].concat();
    Some(view! { <Chip label remove/> }.into_any())
}

#[component]
fn Filters(list: EvidenceList) -> impl IntoView {
    let EvidenceList { here, facets, .. } = list;
    let words = here.q.clone().map(|text| {
        let (label, remove) = (["Contains ", &text].concat(), address(&here, |there| there.q = None));
        view! { <Chip label remove/> }.into_any()
    });
    let chips: Vec<AnyView> = [
        words,
        chip("Kind", &here.kind, &facets.kinds, address(&here, |there| there.kind = None)),
        chip("Product", &here.product, &facets.products, address(&here, |there| there.product = None)),
        chip("Use case", &here.use_case, &facets.use_cases, address(&here, |there| there.use_case = None)),
        chip("Industry", &here.industry, &facets.industries, address(&here, |there| there.industry = None)),
        chip("Language", &here.language, &facets.languages, address(&here, |there| there.language = None)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let selects = [
        ("kind", "Kind", choices("Any kind", &facets.kinds), here.kind.clone()),
        ("product", "Product", choices("Any product", &facets.products), here.product.clone()),
        ("use_case", "Use case", choices("Any use case", &facets.use_cases), here.use_case.clone()),
        ("industry", "Industry", choices("Any industry", &facets.industries), here.industry.clone()),
        ("language", "Language", choices("Any language", &facets.languages), here.language.clone()),
    ]
    .into_iter()
    .map(|(name, label, choices, value)| {
        view! {
            <Select
                id=name
                name
                label
                label_hidden=true
                choices
                value=value.unwrap_or_default()
                size=Size::Small
                class="w-full sm:w-36"
            />
        }
    })
    .collect_view();
    view! {
        <div class="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 lg:px-6">
            <form method="get" action=paths::evidence_library() role="search" class="flex w-full flex-wrap items-center gap-2">
                {here.state.map(|state| view! { <input type="hidden" name="state" value=state/> })}
                <TextInput
                    id="q"
                    name="q"
                    label="Search the library"
                    label_hidden=true
                    kind=InputKind::Search
                    size=Size::Small
                    icon=Glyph::Search
                    value=here.q.unwrap_or_default()
                    placeholder="Words, customer or person"
                    maxlength=200
                    class="w-full sm:w-56"
                />
                {selects}
                <Button size=Size::Small icon=Glyph::Filter submit=true>
                    "Filter"
                </Button>
            </form>
            {chips}
        </div>
    }
}

#[component]
fn Rows(list: EvidenceList) -> impl IntoView {
    if list.page.rows.is_empty() {
        return view! {
            <EmptyState
                glyph=Glyph::Search
                title="Nothing matches"
                line="No evidence has these words under these filters. Leave some out, or look at all of it."
            >
                <LinkButton href=paths::evidence_library()>"Show all"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let turn = |name: &'static str, cursor: &Option<String>| {
        let start = address(&list.here, |_| ());
        let mark = if start.contains('?') { "&" } else { "?" };
        cursor.as_ref().map(|cursor| [&start, mark, name, "=", cursor].concat())
    };
    let (previous, next) = (turn("before", &list.page.previous), turn("after", &list.page.next));
    let label = list.page.label();
    let table_rows = list.page.rows.iter().cloned().map(|row| view! { <TableRow row/> }).collect_view();
    let phone_rows = list.page.rows.into_iter().map(|row| view! { <PhoneRow row/> }).collect_view();
    view! {
        <Table label="Evidence" class="hidden md:block" min_width="min-w-220">
            <TableHead>
                <Th label="Evidence" class="pl-4 lg:pl-6"/>
                <Th label="Customer"/>
                <Th label="State"/>
                <Th label="Language"/>
                <Th label="Shared" numeric=true/>
                <Th label="Views" numeric=true class="pr-4 lg:pr-6"/>
            </TableHead>
            <TableBody>{table_rows}</TableBody>
        </Table>
        <ul class="divide-y divide-line-faint md:hidden">{phone_rows}</ul>
        <div class="border-t border-line">
            <Pager label="Pages of evidence" text=label previous next/>
        </div>
    }
    .into_any()
}
