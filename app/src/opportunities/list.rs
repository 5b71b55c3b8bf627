//! The list of opportunities: saved views as tabs, filters, heads that sort, pages. All of it is links
//! and one GET form, so it works before and without any script.

use domain::lists::{ListName, Query};
use domain::opportunities::{ListSort, OpportunityList, SavedView};
use leptos::prelude::*;

use super::api;
use super::rows::{PhoneRow, TableRow};
use crate::bulk::{BulkForm, TickHead, use_ticking};
use crate::layout::PageHeader;
use crate::lists::{ExportMenu, FilterBar, ViewProblem, ViewsMenu, sort_link, turn, use_list_query, view_tabs};
use crate::paths;
use crate::ui::{
    ButtonKind, EmptyState, Glyph, LinkButton, Load, Pager, SegmentLink, Segments, Tab, Table, TableBody, TableHead,
    Tabs, Th,
};

#[component]
pub fn OpportunitiesPage() -> impl IntoView {
    let query = use_list_query();
    let list = api::list(query);
    view! {
        <Load read=list let:list>
            <List list/>
        </Load>
    }
}

#[component]
fn List(list: OpportunityList) -> impl IntoView {
    let line = match list.view {
        SavedView::All => "Every deal you may see, open and closed",
        SavedView::Mine => "Your open deals",
        SavedView::Team => "Open deals of your team",
        SavedView::Need => "Open deals that need a reference, and nobody was asked yet",
        SavedView::Progress => "Deals with a request under way",
    };
    let tabs = tabs(&list);
    let (may_import, may_edit) = (list.may_import, list.may_edit);
    let (query, views) = (list.head.query.clone(), list.head.views.clone());
    let exported = query.clone();
    let (view, text) = (list.view, list.head.text.clone());
    view! {
        <PageHeader title="Opportunities" line>
            <ViewsMenu views query/>
            <ExportMenu list=ListName::Opportunities query=exported/>
            <HeaderActions may_import may_edit/>
        </PageHeader>
        <ViewProblem/>
        <Tabs label="Saved views" tabs/>
        <FilterBar
            head=list.head.clone()
            path=paths::opportunities()
            label="Search opportunities"
            placeholder="Company or contact"
        >
            <LayoutLinks layout=Layout::Table view text/>
        </FilterBar>
        <Rows list/>
    }
}

/// The ways to more deals.
#[component]
pub(super) fn HeaderActions(may_import: bool, may_edit: bool) -> impl IntoView {
    view! {
        {may_import
            .then(|| view! { <LinkButton href=paths::imports() icon=Glyph::Upload>"Import"</LinkButton> })}
        {may_edit
            .then(|| {
                view! {
                    <LinkButton href=paths::new_opportunity() kind=ButtonKind::Primary icon=Glyph::Plus attr:data-new="">
                        "New opportunity"
                    </LinkButton>
                }
            })}
    }
}

/// How the deals are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Table,
    Board,
}

/// The same deals as a table or as a board.
#[component]
pub(super) fn LayoutLinks(layout: Layout, view: SavedView, text: String) -> impl IntoView {
    let to = |path: &str| paths::with_query(path, &[("view", Some(view.as_str())), ("q", Some(&text))]);
    let (table, board) = (to(paths::opportunities()), to(paths::opportunities_board()));
    view! {
        <span class="ml-auto">
            <Segments label="Layout">
                <SegmentLink href=table label="Table" glyph=Glyph::Rows on=layout == Layout::Table/>
                <SegmentLink href=board label="Board" glyph=Glyph::Board on=layout == Layout::Board/>
            </Segments>
        </span>
    }
}

/// The tabs everybody has, which keep the filters, and the saved views after them.
fn tabs(list: &OpportunityList) -> Vec<Tab> {
    let saved = view_tabs(&list.head.views, paths::opportunities(), &list.head.query);
    let is_saved = saved.iter().any(|tab| tab.current);
    let own = list.tabs.iter().map(|(view, count)| {
        let href = list.head.query.with("view", view.as_str()).at(paths::opportunities());
        Tab::new(href, view.label(), *view == list.view && !is_saved).count(count)
    });
    own.chain(saved).collect()
}

#[component]
fn Rows(list: OpportunityList) -> impl IntoView {
    if list.page.rows.is_empty() {
        return view! { <Nothing list/> }.into_any();
    }
    let order = (list.sort, list.descending);
    let sort = |sort: ListSort| {
        sort_link(&list.head.query, paths::opportunities(), order, sort, sort.as_str(), sort.starts_descending())
    };
    let (name, stage, amount) = (sort(ListSort::Name), sort(ListSort::Stage), sort(ListSort::Amount));
    let (close, needed) = (sort(ListSort::Close), sort(ListSort::Needed));
    let (previous, next) = turn(&list.head.query, paths::opportunities(), &list.page);
    let label = list.page.label();
    let opens_matching = list.may_match;
    let (total, is_more) = (list.page.total.to_string(), previous.is_some() || next.is_some());
    let (give_to, query) = (list.give_to.clone(), list.head.query.clone());
    let ticking = use_ticking(give_to.is_some());
    let table_rows = list
        .page
        .rows
        .iter()
        .cloned()
        .map(|row| view! { <TableRow row opens_matching ticking=ticking.clone()/> })
        .collect_view();
    let phone_rows = list.page.rows.into_iter().map(|row| view! { <PhoneRow row opens_matching/> }).collect_view();
    view! {
        <BulkForm list=ListName::Opportunities query give_to total is_more>
        <Table label="Opportunities" class="hidden md:block" min_width="min-w-240">
            <TableHead>
                <TickHead ticking/>
                <Th label="Opportunity" sort=name class="first:pl-4 lg:first:pl-6"/>
                <Th label="Stage" sort=stage/>
                <Th label="Amount" numeric=true sort=amount/>
                <Th label="Close date" sort=close/>
                <Th label="Reference" sort=needed/>
                <Th label="Best match"/>
                <Th label="Owner" class="pr-4 lg:pr-6"/>
            </TableHead>
            <TableBody>{table_rows}</TableBody>
        </Table>
        </BulkForm>
        <ul class="divide-y divide-line-faint md:hidden">{phone_rows}</ul>
        <div class="border-t border-line">
            <Pager label="Pages of opportunities" text=label previous next/>
        </div>
    }
    .into_any()
}

#[component]
fn Nothing(list: OpportunityList) -> impl IntoView {
    let all = Query::default().with("view", SavedView::All.as_str()).at(paths::opportunities());
    let filtered = list.head.is_filtered();
    let (title, line) = match (!filtered, list.view) {
        (false, _) => ("Nothing matches", "No opportunity of this view fits. Take a filter away, or search for less."),
        (true, SavedView::Need) => ("Every deal is covered", "No open deal waits for somebody to be asked."),
        (true, SavedView::Progress) => ("No request is under way", "Open a deal and ask one of its matches."),
        (true, SavedView::Mine | SavedView::Team) => ("No open deals here", "Closed deals are under All."),
        (true, SavedView::All) => ("No opportunities yet", "Add the first by hand, or bring them in from a file."),
    };
    let (may_edit, is_all) = (list.may_edit, list.view == SavedView::All && !filtered);
    view! {
        <EmptyState glyph=Glyph::Target title line>
            {(!is_all).then(|| view! { <LinkButton href=all>"Show all"</LinkButton> })}
            {(is_all && may_edit)
                .then(|| {
                    view! {
                        <LinkButton href=paths::new_opportunity() kind=ButtonKind::Primary icon=Glyph::Plus attr:data-new="">
                            "New opportunity"
                        </LinkButton>
                    }
                })}
        </EmptyState>
    }
}
