//! `/evidence`: the library. Words, filters, order and the place in the list stand in the address, so all of it is links
//! and one GET form and works before and without any script.

use domain::evidence::{EvidenceList, EvidenceSort};
use domain::lists::{ListHead, ListName};
use leptos::prelude::*;

use super::api;
use super::rows::{PhoneRow, TableRow};
use crate::layout::PageHeader;
use crate::lists::{ExportMenu, FilterBar, ViewProblem, ViewsMenu, sort_link, turn, use_list_query, view_tabs};
use crate::paths;
use crate::ui::{ButtonKind, EmptyState, Glyph, LinkButton, Load, Pager, Tab, Table, TableBody, TableHead, Tabs, Th};

#[component]
pub fn LibraryPage() -> impl IntoView {
    let list = api::list(use_list_query());
    view! {
        <Load read=list let:list>
            <Library list/>
        </Load>
    }
}

#[component]
fn Library(list: EvidenceList) -> impl IntoView {
    let may_add = list.may_add;
    let (query, views) = (list.head.query.clone(), list.head.views.clone());
    let exported = query.clone();
    let tabs = tabs(&list.head);
    let top_line = tabs.len() == 1;
    let is_empty = list.page.rows.is_empty() && !list.head.is_filtered() && list.head.ignored.is_empty();
    let body = if is_empty {
        view! { <NothingYet may_add/> }.into_any()
    } else {
        view! {
            <ViewProblem/>
            {(!top_line).then(|| view! { <Tabs label="Saved views" tabs/> })}
            <FilterBar
                head=list.head.clone()
                path=paths::evidence_library()
                label="Search the library"
                placeholder="Words, customer or person"
                top_line
            />
            <Rows list/>
        }
        .into_any()
    };
    view! {
        <PageHeader title="Evidence" line="Proof that can be shown before anybody is asked">
            {(!is_empty)
                .then(|| {
                    view! {
                        <ViewsMenu views query/>
                        <ExportMenu list=ListName::Evidence query=exported/>
                    }
                })}
            {may_add.then(|| view! { <Add/> })}
        </PageHeader>
        {body}
    }
}

/// The whole library and its saved views.
fn tabs(head: &ListHead) -> Vec<Tab> {
    let saved = view_tabs(&head.views, paths::evidence_library(), &head.query);
    let is_all = !head.is_filtered() && saved.iter().all(|tab| !tab.current);
    std::iter::once(Tab::new(paths::evidence_library(), "All", is_all)).chain(saved).collect()
}

#[component]
fn Add() -> impl IntoView {
    view! {
        <LinkButton href=paths::new_evidence() kind=ButtonKind::Primary icon=Glyph::Plus attr:data-new="">
            "Add evidence"
        </LinkButton>
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
                        <LinkButton href=paths::new_evidence() kind=ButtonKind::Primary icon=Glyph::Plus>
                            "Add evidence"
                        </LinkButton>
                    }
                })}
        </EmptyState>
    }
}

#[component]
fn Rows(list: EvidenceList) -> impl IntoView {
    let EvidenceList { head, sort: by, descending, page, .. } = list;
    if page.rows.is_empty() {
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
    let order = (by, descending);
    let sort = |sort: EvidenceSort| {
        sort_link(&head.query, paths::evidence_library(), order, sort, sort.as_str(), sort.starts_descending())
    };
    let (title, customer, until) = (sort(EvidenceSort::Title), sort(EvidenceSort::Customer), sort(EvidenceSort::Until));
    let (views, added) = (sort(EvidenceSort::Views), sort(EvidenceSort::Added));
    let (previous, next) = turn(&head.query, paths::evidence_library(), &page);
    let label = page.label();
    let table_rows = page.rows.iter().cloned().map(|row| view! { <TableRow row/> }).collect_view();
    let phone_rows = page.rows.into_iter().map(|row| view! { <PhoneRow row/> }).collect_view();
    view! {
        <Table label="Evidence" class="hidden md:block" min_width="min-w-240">
            <TableHead>
                <Th label="Evidence" sort=title class="pl-4 lg:pl-6"/>
                <Th label="Customer" sort=customer/>
                <Th label="State"/>
                <Th label="Shown until" sort=until/>
                <Th label="Language"/>
                <Th label="Shared" numeric=true/>
                <Th label="Views" numeric=true sort=views/>
                <Th label="Added" sort=added class="pr-4 lg:pr-6"/>
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
