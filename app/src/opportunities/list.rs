//! The list of opportunities: saved views as tabs, a text filter, heads that sort, pages. All of it
//! is links and one GET form, so it works before and without any script.

use domain::lists::{ListName, Query};
use domain::opportunities::{ListSort, OpportunityList, SavedView};
use leptos::prelude::*;

use super::api;
use super::rows::{PhoneRow, TableRow};
use crate::layout::PageHeader;
use crate::lists::{ExportMenu, use_list_query};
use crate::paths;
use crate::ui::{
    Button, ButtonKind, Chip, EmptyState, Glyph, InputKind, LinkButton, Load, Pager, SegmentLink, Segments, Size,
    Sorted, Tab, Table, TableBody, TableHead, Tabs, TextInput, Th,
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

/// The address of the list with some of it changed.
fn address(list: &OpportunityList, view: SavedView, sort: Option<(ListSort, bool)>, text: &str) -> String {
    let (sort, descending) = sort.unwrap_or((list.sort, list.descending));
    let direction = if descending { "down" } else { "up" };
    paths::with_query(
        paths::opportunities(),
        &[("view", Some(view.as_str())), ("q", Some(text)), ("sort", Some(sort.as_str())), ("dir", Some(direction))],
    )
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
    let tabs: Vec<Tab> = list
        .tabs
        .iter()
        .map(|(view, count)| {
            Tab::new(address(&list, *view, None, &list.text), view.label(), *view == list.view).count(count)
        })
        .collect();
    let (may_import, may_edit) = (list.may_import, list.may_edit);
    let here = address(&list, list.view, None, &list.text);
    let query = Query::parse(here.split_once('?').map_or("", |(_, query)| query));
    view! {
        <PageHeader title="Opportunities" line>
            <ExportMenu list=ListName::Opportunities query/>
            <HeaderActions may_import may_edit/>
        </PageHeader>
        <Tabs label="Saved views" tabs/>
        <Filter list=list.clone()/>
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
                    <LinkButton href=paths::new_opportunity() kind=ButtonKind::Primary icon=Glyph::Plus>
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

#[component]
fn Filter(list: OpportunityList) -> impl IntoView {
    let clear = address(&list, list.view, None, "");
    let (view, text) = (list.view, list.text.clone());
    let filtered = (!list.text.is_empty()).then(|| format!("Contains {}", list.text));
    view! {
        <div class="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 lg:px-6">
            <form method="get" action=paths::opportunities() role="search" class="flex w-full items-center gap-2 sm:w-auto">
                <input type="hidden" name="view" value=list.view.as_str()/>
                <input type="hidden" name="sort" value=list.sort.as_str()/>
                <input type="hidden" name="dir" value=if list.descending { "down" } else { "up" }/>
                <TextInput
                    id="q"
                    name="q"
                    label="Filter opportunities"
                    label_hidden=true
                    kind=InputKind::Search
                    size=Size::Small
                    icon=Glyph::Search
                    value=list.text
                    placeholder="Filter by company or contact"
                    maxlength=100
                    class="w-full sm:w-60"
                />
                <Button size=Size::Small icon=Glyph::Filter submit=true>
                    "Filter"
                </Button>
            </form>
            {filtered.map(|label| view! { <Chip label remove=clear/> })}
            <LayoutLinks layout=Layout::Table view text/>
        </div>
    }
}

#[component]
fn Rows(list: OpportunityList) -> impl IntoView {
    if list.page.rows.is_empty() {
        return view! { <Nothing list/> }.into_any();
    }
    let sort = |sort: ListSort| {
        let here = list.sort == sort;
        let descending = if here { !list.descending } else { sort.starts_descending() };
        let sorted = match (here, list.descending) {
            (false, _) => Sorted::No,
            (true, false) => Sorted::Ascending,
            (true, true) => Sorted::Descending,
        };
        (address(&list, list.view, Some((sort, descending)), &list.text), sorted)
    };
    let (name, stage, amount) = (sort(ListSort::Name), sort(ListSort::Stage), sort(ListSort::Amount));
    let (close, needed) = (sort(ListSort::Close), sort(ListSort::Needed));
    let turn = |name: &str, cursor: &Option<String>| {
        let start = address(&list, list.view, None, &list.text);
        cursor.as_ref().map(|cursor| [&start, "&", name, "=", cursor].concat())
    };
    let (previous, next) = (turn("before", &list.page.previous), turn("after", &list.page.next));
    let label = list.page.label();
    let opens_matching = list.may_match;
    let table_rows = list.page.rows.iter().cloned().map(|row| view! { <TableRow row opens_matching/> }).collect_view();
    let phone_rows = list.page.rows.into_iter().map(|row| view! { <PhoneRow row opens_matching/> }).collect_view();
    view! {
        <Table label="Opportunities" class="hidden md:block" min_width="min-w-240">
            <TableHead>
                <Th label="Opportunity" sort=name class="pl-4 lg:pl-6"/>
                <Th label="Stage" sort=stage/>
                <Th label="Amount" numeric=true sort=amount/>
                <Th label="Close date" sort=close/>
                <Th label="Reference" sort=needed/>
                <Th label="Best match"/>
                <Th label="Owner" class="pr-4 lg:pr-6"/>
            </TableHead>
            <TableBody>{table_rows}</TableBody>
        </Table>
        <ul class="divide-y divide-line-faint md:hidden">{phone_rows}</ul>
        <div class="border-t border-line">
            <Pager label="Pages of opportunities" text=label previous next/>
        </div>
    }
    .into_any()
}

#[component]
fn Nothing(list: OpportunityList) -> impl IntoView {
    let all = address(&list, SavedView::All, None, "");
    let (title, line) = match (list.text.is_empty(), list.view) {
        (false, _) => ("Nothing matches", "No opportunity or contact in this view has these words in its name."),
        (true, SavedView::Need) => ("Every deal is covered", "No open deal waits for somebody to be asked."),
        (true, SavedView::Progress) => ("No request is under way", "Open a deal and ask one of its matches."),
        (true, SavedView::Mine | SavedView::Team) => ("No open deals here", "Closed deals are under All."),
        (true, SavedView::All) => ("No opportunities yet", "Add the first by hand, or bring them in from a file."),
    };
    let (may_edit, is_all) = (list.may_edit, list.view == SavedView::All && list.text.is_empty());
    view! {
        <EmptyState glyph=Glyph::Target title line>
            {(!is_all).then(|| view! { <LinkButton href=all>"Show all"</LinkButton> })}
            {(is_all && may_edit)
                .then(|| {
                    view! {
                        <LinkButton href=paths::new_opportunity() kind=ButtonKind::Primary icon=Glyph::Plus>
                            "New opportunity"
                        </LinkButton>
                    }
                })}
        </EmptyState>
    }
}
