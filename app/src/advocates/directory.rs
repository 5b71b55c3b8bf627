//! The directory: cards by status, filters, heads that sort, pages. All of it is links and one GET
//! form, so it works before and without any script.

use domain::accounts::Permission;
use domain::advocates::{AdvocateRow, Directory, DirectorySort, Facet, NameRow, Readiness, ReadinessCount};
use domain::lists::{ListName, Query};
use domain::paging::Page;
use leptos::prelude::*;

use super::api;
use super::rows::{NameLine, PhoneRow, TableRow};
use super::standing::tone_of;
use crate::layout::PageHeader;
use crate::lists::{ExportMenu, use_list_query};
use crate::paths;
use crate::session::use_viewer;
use crate::ui::{
    Button, ButtonKind, Chip, Choice, EmptyState, Glyph, InputKind, LinkButton, Load, Pager, Select, Size, Sorted,
    Status, Table, TableBody, TableHead, TextInput, Th,
};

#[component]
pub fn DirectoryPage() -> impl IntoView {
    let query = use_list_query();
    let directory = api::directory(query);
    view! {
        <Load read=directory let:directory>
            {match directory {
                Directory::Names { text, page } => view! { <Names text page/> }.into_any(),
                Directory::Full {
                    text,
                    readiness,
                    industry,
                    product,
                    industries,
                    products,
                    sort,
                    descending,
                    counts,
                    people,
                    organisations,
                    page,
                } => {
                    let here = Here { text, readiness, industry, product, sort, descending };
                    view! { <Full here counts people organisations industries products page/> }.into_any()
                }
            }}
        </Load>
    }
}

/// What the list shows now: every link of the page is this with one thing changed.
#[derive(Clone)]
struct Here {
    text: String,
    readiness: Option<Readiness>,
    industry: Option<Facet>,
    product: Option<String>,
    sort: DirectorySort,
    descending: bool,
}

impl Here {
    fn address(&self) -> String {
        paths::with_query(
            paths::advocates(),
            &[
                ("q", Some(&self.text)),
                ("status", self.readiness.map(Readiness::as_str)),
                ("industry", self.industry.as_ref().map(|industry| industry.value.as_str())),
                ("product", self.product.as_deref()),
                ("sort", Some(self.sort.as_str())),
                ("dir", Some(if self.descending { "down" } else { "up" })),
            ],
        )
    }

    fn query(&self) -> Query {
        Query::parse(self.address().split_once('?').map_or("", |(_, query)| query))
    }

    fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut other = self.clone();
        change(&mut other);
        other.address()
    }

    fn is_filtered(&self) -> bool {
        !self.text.is_empty() || self.readiness.is_some() || self.industry.is_some() || self.product.is_some()
    }
}

#[component]
fn Full(
    here: Here,
    counts: Vec<ReadinessCount>,
    people: u32,
    organisations: u32,
    industries: Vec<Facet>,
    products: Vec<String>,
    page: Page<AdvocateRow>,
) -> impl IntoView {
    let may_add = use_viewer().is_some_and(|viewer| viewer.may(Permission::EditAdvocates));
    let open = counts.iter().find(|count| count.readiness == Readiness::CanBeAsked).map_or(0, |count| count.number);
    let line = [
        people.to_string().as_str(),
        if people == 1 { " person at " } else { " people at " },
        &organisations.to_string(),
        if organisations == 1 { " customer. " } else { " customers. " },
        &open.to_string(),
        " can be asked today",
    ]
    .concat();
    let query = here.query();
    view! {
        <PageHeader title="Advocates" line>
            <ExportMenu list=ListName::Advocates query/>
            {may_add
                .then(|| {
                    view! {
                        <LinkButton href=paths::new_advocate() kind=ButtonKind::Primary icon=Glyph::Plus>
                            "New advocate"
                        </LinkButton>
                    }
                })}
        </PageHeader>
        <Cards here=here.clone() counts people/>
        <Filters here=here.clone() industries products/>
        <Rows here page/>
    }
}

#[component]
fn Cards(here: Here, counts: Vec<ReadinessCount>, people: u32) -> impl IntoView {
    let cards = counts
        .into_iter()
        .map(|count| {
            let current = here.readiness == Some(count.readiness);
            let href = here.with(|there| there.readiness = (!current).then_some(count.readiness));
            let share = (count.number * 100 + people / 2).checked_div(people).unwrap_or_default();
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
                        <span class="text-lg font-semibold tnum">{count.number}</span>
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
fn Filters(here: Here, industries: Vec<Facet>, products: Vec<String>) -> impl IntoView {
    let any = |label: &str| std::iter::once(Choice::new("", label));
    let industry_choices =
        any("Any industry").chain(industries.into_iter().map(|facet| Choice::new(facet.value, facet.label))).collect();
    let product_choices =
        any("Any product").chain(products.into_iter().map(|name| Choice::new(name.clone(), name))).collect();
    let chips = [
        (!here.text.is_empty()).then(|| (["Contains ", &here.text].concat(), here.with(|there| there.text.clear()))),
        here.readiness.map(|group| (["Status: ", group.label()].concat(), here.with(|there| there.readiness = None))),
        here.industry
            .as_ref()
            .map(|facet| (["Industry: ", &facet.label].concat(), here.with(|there| there.industry = None))),
        here.product.as_ref().map(|name| (["Product: ", name].concat(), here.with(|there| there.product = None))),
    ]
    .into_iter()
    .flatten()
    .map(|(label, remove)| view! { <Chip label remove/> })
    .collect_view();
    let industry = here.industry.as_ref().map(|facet| facet.value.clone()).unwrap_or_default();
    let product = here.product.clone().unwrap_or_default();
    view! {
        <div class="flex flex-wrap items-center gap-2 border-y border-line px-4 py-2.5 lg:px-6">
            <form method="get" action=paths::advocates() role="search" class="flex w-full flex-wrap items-center gap-2 sm:w-auto">
                {here
                    .readiness
                    .map(|group| view! { <input type="hidden" name="status" value=group.as_str()/> })}
                <input type="hidden" name="sort" value=here.sort.as_str()/>
                <input type="hidden" name="dir" value=if here.descending { "down" } else { "up" }/>
                <TextInput
                    id="q"
                    name="q"
                    label="Search advocates"
                    label_hidden=true
                    kind=InputKind::Search
                    size=Size::Small
                    icon=Glyph::Search
                    value=here.text
                    placeholder="Name, company, topic or quote"
                    maxlength=100
                    class="w-full sm:w-64"
                />
                <Select
                    id="industry"
                    name="industry"
                    label="Industry"
                    label_hidden=true
                    size=Size::Small
                    choices=industry_choices
                    value=industry
                    class="w-44"
                />
                <Select
                    id="product"
                    name="product"
                    label="Product"
                    label_hidden=true
                    size=Size::Small
                    choices=product_choices
                    value=product
                    class="w-36"
                />
                <Button size=Size::Small icon=Glyph::Filter submit=true>
                    "Filter"
                </Button>
            </form>
            {chips}
        </div>
    }
}

#[component]
fn Rows(here: Here, page: Page<AdvocateRow>) -> impl IntoView {
    if page.rows.is_empty() {
        let (title, line) = if here.is_filtered() {
            ("Nobody fits these filters", "Take one away, or search for less.")
        } else {
            ("No advocates yet", "Customers who agree to speak are listed here.")
        };
        let filtered = here.is_filtered();
        return view! {
            <EmptyState glyph=Glyph::Users title line>
                {filtered.then(|| view! { <LinkButton href=paths::advocates()>"Show everybody"</LinkButton> })}
            </EmptyState>
        }
        .into_any();
    }
    let sort = |sort: DirectorySort| {
        let current = here.sort == sort;
        let descending = if current { !here.descending } else { sort.starts_descending() };
        let sorted = match (current, here.descending) {
            (false, _) => Sorted::No,
            (true, false) => Sorted::Ascending,
            (true, true) => Sorted::Descending,
        };
        (here.with(|there| (there.sort, there.descending) = (sort, descending)), sorted)
    };
    let (name, status) = (sort(DirectorySort::Name), sort(DirectorySort::Status));
    let (fatigue, calls, last_call) =
        (sort(DirectorySort::Fatigue), sort(DirectorySort::Calls), sort(DirectorySort::LastCall));
    let turn = |name: &str, cursor: &Option<String>| {
        cursor.as_ref().map(|cursor| [&here.address(), "&", name, "=", cursor].concat())
    };
    let (previous, next) = (turn("before", &page.previous), turn("after", &page.next));
    let text = page.label();
    let table_rows = page.rows.iter().cloned().map(|row| view! { <TableRow row/> }).collect_view();
    let phone_rows = page.rows.into_iter().map(|row| view! { <PhoneRow row/> }).collect_view();
    view! {
        <Table label="Advocates" class="hidden md:block" min_width="min-w-260">
            <TableHead>
                <Th label="Advocate" sort=name class="pl-4 lg:pl-6"/>
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
