use domain::imports::{self, ColumnView, DateOrder, Field, Fit, Kind, Reading, Relation, RevenueUnit, field_name};
use domain::paging::counted;
use domain::problem::Problem;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{self, SaveColumns};
use super::frame::{FileCard, Frame, Named, address_of_page};
use crate::paths;
use crate::session::{FormFlash, use_flash};
use crate::ui::{Banner, Choice, Glyph, Icon, LinkButton, Load, Select, Status, Tone};

/// The second step: which column is what, and how values are read.
#[component]
pub fn ColumnsPage() -> impl IntoView {
    let (kind, id) = address_of_page();
    let page = api::columns_page(kind, id);
    view! {
        <Load read=page let:page>
            <Columns page/>
        </Load>
    }
}

#[component]
fn Columns(page: imports::ColumnsPage) -> impl IntoView {
    let flash = use_flash::<SaveColumns>();
    let problem = flash.problem();
    let (kind, id) = (page.file.kind, page.file.id);
    let matched = page.columns.iter().filter(|column| column.field.is_some()).count();
    let is_remembered = page.columns.iter().any(|column| column.fit == Some(Fit::Remembered));
    let how = if is_remembered { "as last time or by their names" } else { "by their names" };
    let line = format!("{matched} of {} matched {how}. Change what is not right.", page.columns.len());
    let rows = page
        .columns
        .into_iter()
        .enumerate()
        .map(|(place, column)| view! { <ColumnRow kind place column flash=flash.clone() problem=problem.clone()/> })
        .collect_view();
    let check = ["Check ", &counted(page.file.rows, "row", "rows")].concat();
    let foot = view! {
        <p class="hidden text-xs text-muted sm:block">"Nothing is saved until the last step"</p>
        <div class="flex flex-1 justify-end gap-2">
            <LinkButton href=paths::import_upload(kind)>"Back"</LinkButton>
            <button
                form="columns"
                type="submit"
                class="inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md bg-brand px-3 text-sm \
                font-medium whitespace-nowrap text-on-brand shadow-1 transition-colors hover:bg-brand-hover"
            >
                {check}
                <Icon glyph=Glyph::ArrowRight/>
            </button>
        </div>
    };

    view! {
        <Frame kind step=1 foot=foot.into_any()>
            <FileCard file=page.file/>
            <form id="columns" method="post" action=SaveColumns::PATH class="mt-5">
                <Named kind id/>
                <h2 class="text-md font-semibold">"Match your columns"</h2>
                <p class="text-sm text-muted">{line}</p>
                {problem.clone().map(|problem| view! { <div class="mt-3"><Refused problem/></div> })}
                <div class="mt-3 rounded-lg border border-line">
                    <div
                        class="hidden h-9 grid-cols-[1.1fr_1.4fr_1rem_1.2fr_0.7fr] items-center gap-4 rounded-t-lg border-b border-line \
                        bg-sunken px-4 text-xs font-medium text-faint md:grid"
                        aria-hidden="true"
                    >
                        <span>"Your column"</span>
                        <span>"Example"</span>
                        <span></span>
                        <span>"PeerChamps field"</span>
                        <span>"Match"</span>
                    </div>
                    <ul class="divide-y divide-line-faint">{rows}</ul>
                </div>
                <HowToRead kind reading=page.reading currencies=page.currencies flash problem/>
            </form>
        </Frame>
    }
}

/// What is wrong with the whole; single columns say theirs themselves.
#[component]
fn Refused(problem: Problem) -> impl IntoView {
    let line = problem.of_field("mapping").map(str::to_owned);
    let fact = line.unwrap_or_else(|| problem.to_string());
    view! { <Banner tone=Tone::Danger fact=fact/> }
}

#[component]
fn ColumnRow(
    kind: Kind,
    place: usize,
    column: ColumnView,
    flash: FormFlash,
    problem: Option<Problem>,
) -> impl IntoView {
    let name = field_name(place);
    let error = problem.and_then(|problem| problem.of_field(&name).map(str::to_owned));
    // A refused form comes back with what was chosen, which is kept by the column's place alone.
    let value = flash.value_or(&place.to_string(), column.field.map_or("", Field::as_str));
    let leave_out = Choice::new("", "Do not import");
    let choices =
        Field::of(kind).iter().map(|field| Choice::new(field.as_str(), field.label())).chain([leave_out]).collect();
    // Said where the column is chosen, because it is the one whose values are not all taken.
    let consent =
        (column.field == Some(Field::Agreed)).then_some("A no is kept; a yes is theirs to give and not imported.");
    let fit = match (column.field, column.fit) {
        (Some(_), Some(fit @ (Fit::Exact | Fit::Remembered))) => (Tone::Success, fit.label()),
        (Some(_), Some(fit @ Fit::Alike)) => (Tone::Warning, fit.label()),
        (Some(_), None) => (Tone::Brand, "Chosen"),
        (None, _) => (Tone::Neutral, "Skipped"),
    };
    view! {
        <li class="grid items-center gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[1.1fr_1.4fr_1rem_1.2fr_0.7fr] md:py-2">
            <span class="min-w-0 font-medium break-words">{column.name.clone()}</span>
            <span class="min-w-0 truncate text-muted">{column.examples}</span>
            <Icon glyph=Glyph::ArrowRight class="hidden size-4 text-faint md:block"/>
            <Select
                id=["column-", &place.to_string()].concat()
                name=name
                label=["Field for ", &column.name].concat()
                label_hidden=true
                choices
                value
                error
            />
            <span class="text-sm">
                <Status tone=fit.0>{fit.1}</Status>
            </span>
            {consent.map(|words| view! { <p class="text-xs text-muted md:col-span-5">{words}</p> })}
        </li>
    }
}

/// The choices that concern values rather than columns.
#[component]
fn HowToRead(
    kind: Kind,
    reading: Reading,
    currencies: Vec<String>,
    flash: FormFlash,
    problem: Option<Problem>,
) -> impl IntoView {
    let error = problem.as_ref().and_then(|problem| problem.of_field("date_order").map(str::to_owned));
    let order = flash.value_or("date_order", reading.chosen_order.map_or("", DateOrder::as_str));
    let orders = vec![
        Choice::new("", "As the file shows"),
        Choice::new(DateOrder::DayFirst.as_str(), "Day first: 3/4/2026 is 3 April"),
        Choice::new(DateOrder::MonthFirst.as_str(), "Month first: 3/4/2026 is 4 March"),
    ];
    let currency = flash.value_or("currency", &reading.currency);
    let currencies = currencies.into_iter().map(|code| Choice::new(code.clone(), code)).collect();
    view! {
        <fieldset class="mt-6">
            <legend class="text-md font-semibold">"How values are read"</legend>
            <p class="text-sm text-muted">
                {if kind == Kind::Advocates {
                    "A blank cell never empties what you already have. Lists such as tags and languages only grow."
                } else {
                    "A blank cell never empties what you already have."
                }}
            </p>
            <div class="mt-3 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
                {(matches!(kind, Kind::Organisations | Kind::Opportunities))
                    .then(|| view! { <Select id="date-order" name="date_order" label="Dates" choices=orders value=order error/> })}
                {(matches!(kind, Kind::Organisations | Kind::Opportunities))
                    .then(|| {
                        view! {
                            <Select
                                id="currency"
                                name="currency"
                                label="Amounts are in"
                                choices=currencies
                                value=currency
                                hint="Unless a sign or a column says otherwise"
                            />
                        }
                    })}
                {(kind == Kind::Organisations).then(|| view! { <OrganisationChoices reading flash/> })}
            </div>
        </fieldset>
    }
}

#[component]
fn OrganisationChoices(reading: Reading, flash: FormFlash) -> impl IntoView {
    let units = RevenueUnit::ALL.iter().map(|unit| Choice::new(unit.as_str(), unit.label())).collect();
    let unit = flash.value_or("revenue_unit", reading.revenue_unit.as_str());
    let nothing = Choice::new("", "Do not say");
    let kinds = Relation::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.label()));
    let relations = [nothing].into_iter().chain(kinds).collect();
    let relation = flash.value_or("relation", reading.relation.map_or("", Relation::as_str));
    view! {
        <Select
            id="revenue-unit"
            name="revenue_unit"
            label="Annual revenue is in"
            choices=units
            value=unit
            hint="1,100.04 in millions is 1.1 billion"
        />
        <Select id="relation" name="relation" label="These organisations are" choices=relations value=relation/>
    }
}
