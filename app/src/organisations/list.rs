//! `/organisations`: words, filters, order and place stand in the address, so all of it is links and one GET form.

use domain::lists::{ListName, Query};
use domain::organisations::{OrganisationFacet, OrganisationList, OrganisationSort};
use domain::paging::counted;
use leptos::prelude::*;

use super::api;
use super::rows::{PhoneRow, TableRow};
use crate::layout::PageHeader;
use crate::lists::{ExportMenu, IgnoredFilters, use_list_query};
use crate::paths;
use crate::ui::{
    Button, Chip, Choice, EmptyState, Glyph, InputKind, LinkButton, Load, Pager, Select, Size, Sorted, Tab, Table,
    TableBody, TableHead, Tabs, TextInput, Th,
};

#[component]
pub fn OrganisationsPage() -> impl IntoView {
    let list = api::list(use_list_query());
    view! {
        <Load read=list let:list>
            <Organisations list/>
        </Load>
    }
}

#[component]
fn Organisations(list: OrganisationList) -> impl IntoView {
    let here = list.here.clone();
    let all = list.facets.all;
    let line = [&counted(all, "company", "companies"), " you work with or sell to"].concat();
    let chosen = here.one("relation").map(str::to_owned);
    let mut tabs =
        vec![Tab::new(here.without("relation").at(paths::organisations()), "All", chosen.is_none()).count(all)];
    tabs.extend(list.facets.relations.iter().map(|facet| {
        let current = chosen.as_deref() == Some(&facet.value);
        let href = here.with("relation", &facet.value).at(paths::organisations());
        Tab::new(href, &facet.label, current).count(facet.number)
    }));
    let body = if all == 0 {
        view! {
            <EmptyState
                glyph=Glyph::Building
                title="No organisations yet"
                line="Customers and prospects stand here once they are imported or a deal names them."
            />
        }
        .into_any()
    } else {
        view! {
            <Tabs label="Organisations by relation" tabs/>
            <Filters list=list.clone()/>
            <Rows list/>
        }
        .into_any()
    };
    view! {
        <PageHeader title="Organisations" line>
            <ExportMenu list=ListName::Organisations query=here/>
        </PageHeader>
        {body}
    }
}

/// The choices of a filter with their numbers.
fn choices(any: &str, facets: &[OrganisationFacet], chosen: &str) -> Vec<Choice> {
    let label = |facet: &OrganisationFacet| [facet.label.as_str(), " (", &facet.number.to_string(), ")"].concat();
    let mut choices = vec![Choice::new("", any)];
    // A branch of the tree may be in the address without being a value of its own.
    if !chosen.is_empty() && !facets.iter().any(|facet| facet.value == chosen) {
        choices.push(Choice::new(chosen, chosen));
    }
    choices.extend(facets.iter().map(|facet| Choice::new(facet.value.clone(), label(facet))));
    choices
}

#[component]
fn Filters(list: OrganisationList) -> impl IntoView {
    let OrganisationList { here, facets, sort, descending, ignored, .. } = list;
    let value = |name: &str| here.one(name).unwrap_or_default().to_owned();
    let chip = |what: &str, name: &str, facets: &[OrganisationFacet]| {
        let value = here.one(name)?;
        let known = facets.iter().find(|facet| facet.value == value);
        let label = [what, known.map_or(value, |facet| facet.label.as_str())].concat();
        let remove = here.without(name).at(paths::organisations());
        Some(view! { <Chip label remove/> }.into_any())
    };
    let chips: Vec<AnyView> = [
        chip("Contains ", "q", &[]),
        chip("Industry: ", "industry", &facets.industries),
        chip("Country: ", "country", &facets.countries),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (text, industry, country, relation) = (value("q"), value("industry"), value("country"), value("relation"));
    let industries = choices("Any industry", &facets.industries, &industry);
    let countries = choices("Any country", &facets.countries, &country);
    view! {
        <div class="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 lg:px-6">
            <form
                method="get"
                action=paths::organisations()
                role="search"
                class="flex w-full flex-wrap items-center gap-2 sm:w-auto"
            >
                {(!relation.is_empty()).then(|| view! { <input type="hidden" name="relation" value=relation/> })}
                <input type="hidden" name="sort" value=sort.as_str()/>
                <input type="hidden" name="dir" value=if descending { "down" } else { "up" }/>
                <TextInput
                    id="q"
                    name="q"
                    label="Search organisations"
                    label_hidden=true
                    kind=InputKind::Search
                    size=Size::Small
                    icon=Glyph::Search
                    value=text
                    placeholder="Name or city"
                    maxlength=100
                    class="w-full sm:w-64"
                />
                <Select
                    id="industry"
                    name="industry"
                    label="Industry"
                    label_hidden=true
                    size=Size::Small
                    choices=industries
                    value=industry
                    class="w-full sm:w-56"
                />
                <Select
                    id="country"
                    name="country"
                    label="Country"
                    label_hidden=true
                    size=Size::Small
                    choices=countries
                    value=country
                    class="w-full sm:w-36"
                />
                <Button size=Size::Small icon=Glyph::Filter submit=true>
                    "Filter"
                </Button>
            </form>
            {chips}
            <IgnoredFilters ignored here path=paths::organisations()/>
        </div>
    }
}

#[component]
fn Rows(list: OrganisationList) -> impl IntoView {
    let OrganisationList { here, sort, descending, page, .. } = list;
    if page.rows.is_empty() {
        return view! {
            <EmptyState
                glyph=Glyph::Building
                title="No organisation fits these filters"
                line="Take one away, or search for less."
            >
                <LinkButton href=paths::organisations()>"Show all"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let head = |by: OrganisationSort| sorted(&here, by, sort, descending);
    let (name, employees, advocates) =
        (head(OrganisationSort::Name), head(OrganisationSort::Employees), head(OrganisationSort::Advocates));
    let turn = |name: &str, cursor: &Option<String>| {
        cursor.as_ref().map(|cursor| here.turned(name, cursor).at(paths::organisations()))
    };
    let (previous, next) = (turn("before", &page.previous), turn("after", &page.next));
    let text = page.label();
    let table_rows = page.rows.iter().cloned().map(|row| view! { <TableRow row/> }).collect_view();
    let phone_rows = page.rows.into_iter().map(|row| view! { <PhoneRow row/> }).collect_view();
    view! {
        <Table label="Organisations" class="hidden md:block" min_width="min-w-220">
            <TableHead>
                <Th label="Organisation" sort=name class="pl-4 lg:pl-6"/>
                <Th label="Relation"/>
                <Th label="Industry"/>
                <Th label="Employees" numeric=true sort=employees/>
                <Th label="Advocates" numeric=true sort=advocates/>
                <Th label="Open deals" numeric=true/>
                <Th label="Success manager" class="pr-4 lg:pr-6"/>
            </TableHead>
            <TableBody>{table_rows}</TableBody>
        </Table>
        <ul class="divide-y divide-line-faint md:hidden">{phone_rows}</ul>
        <div class="border-t border-line">
            <Pager label="Pages of organisations" text previous next/>
        </div>
    }
    .into_any()
}

/// Where the head of a column leads, and whether the list is sorted by it.
fn sorted(here: &Query, by: OrganisationSort, sort: OrganisationSort, descending: bool) -> (String, Sorted) {
    let current = by == sort;
    let turned = if current { !descending } else { by.starts_descending() };
    let now = match (current, descending) {
        (false, _) => Sorted::No,
        (true, false) => Sorted::Ascending,
        (true, true) => Sorted::Descending,
    };
    let there = here.with("sort", by.as_str()).with("dir", if turned { "down" } else { "up" });
    (there.at(paths::organisations()), now)
}
