//! The directory: cards by status, filters, heads that sort, pages. All of it is links and one GET
//! form, so it works before and without any script.

use domain::accounts::Permission;
use domain::advocates::{AdvocateRow, Directory, DirectorySort, NameRow, Readiness, ReadinessCount};
use domain::bulk::Choices;
use domain::lists::{ListHead, ListName, Query};
use domain::paging::{Page, grouped};
use leptos::prelude::*;

use super::api;
use super::rows::{NameLine, PhoneRow, TableRow};
use super::standing::tone_of;
use crate::bulk::{BulkForm, TickHead, use_ticking};
use crate::layout::PageHeader;
use crate::lists::{ExportMenu, FilterBar, ViewProblem, ViewsMenu, sort_link, turn, use_list_query, view_tabs};
use crate::paths;
use crate::session::use_viewer;
use crate::ui::{
    Banner, Button, ButtonKind, EmptyState, Glyph, InputKind, LinkButton, Load, Pager, Size, Status, Tab, Table,
    TableBody, TableHead, Tabs, TextInput, Th, Tone,
};

#[component]
pub fn DirectoryPage() -> impl IntoView {
    let query = use_list_query();
    let directory = api::directory(query);
    view! {
        <Load read=directory let:directory>
            {match directory {
                Directory::Names { text, page } => view! { <Names text page/> }.into_any(),
                Directory::Full { head, similar, more_words, sort, descending, counts, people, organisations, page, give_to } => {
                    let (order, found) = ((sort, descending), Found { similar, more_words });
                    view! { <Full head=*head found order counts people organisations page give_to/> }.into_any()
                }
            }}
        </Load>
    }
}

/// How the words of the address were found.
#[derive(Clone, Copy)]
struct Found {
    similar: bool,
    more_words: bool,
}

impl Found {
    /// What the reader should know of it.
    fn remark(self, text: &str) -> Option<(String, &'static str)> {
        if self.similar {
            Some((["Nobody is called “", text, "”."].concat(), "These have names that are like it."))
        } else if self.more_words {
            let fact = ["More than 10,000 profiles say “", text, "”."].concat();
            Some((
                fact,
                "Here are 10,000 of them, and everybody with it in name, title or topics. Another word narrows.",
            ))
        } else {
            None
        }
    }
}

#[component]
fn Full(
    head: ListHead,
    found: Found,
    order: (DirectorySort, bool),
    counts: Vec<ReadinessCount>,
    people: u32,
    organisations: u32,
    page: Page<AdvocateRow>,
    give_to: Option<Choices>,
) -> impl IntoView {
    let may_add = use_viewer().is_some_and(|viewer| viewer.may(Permission::EditAdvocates));
    let open = counts.iter().find(|count| count.readiness == Readiness::CanBeAsked).map_or(0, |count| count.number);
    let line = [
        grouped(people.into()).as_str(),
        if people == 1 { " person at " } else { " people at " },
        &grouped(organisations.into()),
        if organisations == 1 { " customer. " } else { " customers. " },
        &grouped(open.into()),
        " can be asked today",
    ]
    .concat();
    let (query, views) = (head.query.clone(), head.views.clone());
    let exported = query.clone();
    let tabs = tabs(&head);
    let top_line = tabs.len() == 1;
    let remark = found.remark(&head.text).map(|(fact, line)| {
        view! {
            <div class="px-4 pt-3 lg:px-6">
                <Banner tone=Tone::Neutral fact line/>
            </div>
        }
    });
    view! {
        <PageHeader title="Advocates" line>
            <ViewsMenu views query/>
            <ExportMenu list=ListName::Advocates query=exported/>
            {may_add
                .then(|| {
                    view! {
                        <LinkButton href=paths::new_advocate() kind=ButtonKind::Primary icon=Glyph::Plus attr:data-new="">
                            "New advocate"
                        </LinkButton>
                    }
                })}
        </PageHeader>
        <ViewProblem/>
        <Cards query=head.query.clone() counts people/>
        {(!top_line).then(|| view! { <Tabs label="Saved views" tabs/> })}
        <FilterBar
            head=head.clone()
            path=paths::advocates()
            label="Search advocates"
            placeholder="Name, company, topic or quote"
            top_line
        />
        {remark}
        <Rows head order page give_to/>
    }
}

/// The whole directory and its saved views.
fn tabs(head: &ListHead) -> Vec<Tab> {
    let saved = view_tabs(&head.views, paths::advocates(), &head.query);
    let is_all = !head.is_filtered() && saved.iter().all(|tab| !tab.current);
    std::iter::once(Tab::new(paths::advocates(), "All", is_all)).chain(saved).collect()
}

#[component]
fn Cards(query: Query, counts: Vec<ReadinessCount>, people: u32) -> impl IntoView {
    let cards = counts
        .into_iter()
        .map(|count| {
            let current = query.all("status").any(|group| group == count.readiness.as_str());
            let href = query.toggled("status", count.readiness.as_str()).at(paths::advocates());
            let share =
                (u64::from(count.number) * 100 + u64::from(people) / 2).checked_div(people.into()).unwrap_or_default();
            let ground = if current {
                "focus-inset bg-selected px-4 py-3 max-lg:last:col-span-2"
            } else {
                "focus-inset bg-surface px-4 py-3 hover:bg-hover max-lg:last:col-span-2"
            };
            view! {
                <a href=href class=ground aria-current=current.then_some("true")>
                    <span class="block text-xs text-muted">
                        <Status tone=tone_of(count.readiness)>{count.readiness.label()}</Status>
                    </span>
                    <span class="mt-0.5 flex items-baseline gap-2">
                        <span class="text-lg font-semibold tnum">{grouped(count.number.into())}</span>
                        <span class="text-xs text-faint">{share} "% of all"</span>
                    </span>
                </a>
            }
        })
        .collect_view();
    view! {
        <section
            class="mx-4 mb-4 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:mx-6 \
            lg:grid-cols-5"
            aria-label="Advocates by status"
        >
            {cards}
        </section>
    }
}

#[component]
fn Rows(
    head: ListHead,
    order: (DirectorySort, bool),
    page: Page<AdvocateRow>,
    give_to: Option<Choices>,
) -> impl IntoView {
    if page.rows.is_empty() {
        let filtered = head.is_filtered();
        let (title, line) = if filtered {
            ("Nobody fits these filters", "Take one away, or search for less.")
        } else {
            ("No advocates yet", "Customers who agree to speak are listed here.")
        };
        return view! {
            <EmptyState glyph=Glyph::Users title line>
                {filtered.then(|| view! { <LinkButton href=paths::advocates()>"Show everybody"</LinkButton> })}
            </EmptyState>
        }
        .into_any();
    }
    let sort = |sort: DirectorySort| {
        sort_link(&head.query, paths::advocates(), order, sort, sort.as_str(), sort.starts_descending())
    };
    let (name, status) = (sort(DirectorySort::Name), sort(DirectorySort::Status));
    let (fatigue, calls, last_call) =
        (sort(DirectorySort::Fatigue), sort(DirectorySort::Calls), sort(DirectorySort::LastCall));
    let (previous, next) = turn(&head.query, paths::advocates(), &page);
    let text = page.label();
    let (total, is_more) = (page.total.to_string(), previous.is_some() || next.is_some());
    let ticking = use_ticking(give_to.is_some());
    let query = head.query.clone();
    let table_rows =
        page.rows.iter().cloned().map(|row| view! { <TableRow row ticking=ticking.clone()/> }).collect_view();
    let phone_rows = page.rows.into_iter().map(|row| view! { <PhoneRow row/> }).collect_view();
    view! {
        <BulkForm list=ListName::Advocates query give_to total is_more>
        <Table label="Advocates" class="hidden md:block" min_width="min-w-260">
            <TableHead>
                <TickHead ticking/>
                <Th label="Advocate" sort=name class="first:pl-4 lg:first:pl-6"/>
                <Th label="Speaks about"/>
                <Th label="Status" sort=status/>
                <Th label="Fatigue" sort=fatigue/>
                <Th label="Support"/>
                <Th label="Calls, 12 mo" numeric=true sort=calls/>
                <Th label="Win rate" numeric=true/>
                <Th label="Last call" sort=last_call class="pr-4 lg:pr-6"/>
            </TableHead>
            <TableBody>{table_rows}</TableBody>
        </Table>
        </BulkForm>
        <ul class="divide-y divide-line-faint md:hidden">{phone_rows}</ul>
        <div class="border-t border-line">
            <Pager label="Pages of advocates" text previous next/>
        </div>
    }
    .into_any()
}

/// For readers who may know names only.
#[component]
fn Names(text: String, page: Page<NameRow>) -> impl IntoView {
    let start = paths::with_query(paths::advocates(), &[("q", Some(&text))]);
    let turn = |name: &str, cursor: &Option<String>| {
        let mark = if text.is_empty() { "?" } else { "&" };
        cursor.as_ref().map(|cursor| [&start, mark, name, "=", cursor].concat())
    };
    let (previous, next) = (turn("before", &page.previous), turn("after", &page.next));
    let label = page.label();
    let query = Query::default().with("q", &text);
    let is_empty = page.rows.is_empty();
    let rows = page.rows.into_iter().map(|row| view! { <NameLine row/> }).collect_view();
    view! {
        <PageHeader title="Advocates" line="Who speaks for us, and where they work">
            <ExportMenu list=ListName::Advocates query/>
        </PageHeader>
        <div class="border-y border-line px-4 py-2.5 lg:px-6">
            <form method="get" action=paths::advocates() role="search" class="flex items-center gap-2">
                <TextInput
                    id="q"
                    name="q"
                    label="Search advocates"
                    label_hidden=true
                    kind=InputKind::Search
                    size=Size::Small
                    icon=Glyph::Search
                    value=text
                    placeholder="Name or company"
                    maxlength=100
                    class="w-full sm:w-64"
                />
                <Button size=Size::Small icon=Glyph::Filter submit=true>
                    "Filter"
                </Button>
            </form>
        </div>
        {if is_empty {
            view! { <EmptyState glyph=Glyph::Users title="Nobody has this name" line="Search for less, or for the company."/> }
                .into_any()
        } else {
            view! {
                <Table label="Advocates">
                    <TableHead>
                        <Th label="Advocate" class="pl-4 lg:pl-6"/>
                        <Th label="Organisation" class="pr-4 lg:pr-6"/>
                    </TableHead>
                    <TableBody>{rows}</TableBody>
                </Table>
                <div class="border-t border-line">
                    <Pager label="Pages of advocates" text=label previous next/>
                </div>
            }
            .into_any()
        }}
    }
}
