//! Some of the ranking side by side, as a dialog over the page: what is best in each row is marked.
//!
//! It stands in the address, so it can be shared and needs no script; `public/palette.js` makes it modal where there
//! is one. Whom it shows and who leads a row is `domain::matching::Comparison`.

use domain::ids::AdvocateId;
use domain::matching::{Amount, Column, Comparison, Factor, Row, Workbench, reason};
use leptos::prelude::*;

use super::address::Address;
use super::quotation::Quotation;
use super::ranking::columns;
use crate::paths;
use crate::ui::{
    Avatar, Banner, ButtonKind, FaceSize, FitPrint, Glyph, Icon, IconLink, LinkButton, Meter, MeterTone, Pips, Size,
    Tone,
};

/// Fewer half hours than this are hard to meet in.
const FEW_HALF_HOURS: u16 = 4;
const CELL: &str = "px-4 py-2.5 align-top";

/// The dialog, when the address asks for one.
pub fn compare(workbench: &Workbench, address: &Address) -> Option<AnyView> {
    if address.compared.is_empty() {
        return None;
    }
    let comparison = Comparison::of(workbench, &address.compared);
    let leave = Address { compared: Vec::new(), ..address.clone() }.href(workbench.opportunity);
    let title = match comparison.columns.len() {
        0 => "Nobody to compare",
        1 => "Compare one match",
        2 => "Compare two matches",
        3 => "Compare three matches",
        _ => "Compare four matches",
    };
    let preset = workbench.preset();
    let moved = if workbench.weights == preset.weights { "" } else { ", moved" };
    let line = [&workbench.need.prospect, ", weights ", &preset.label, moved].concat();
    let ids: Vec<AdvocateId> = comparison.columns.iter().map(|column| column.ranked.id).collect();
    let with = |ids: Vec<AdvocateId>| Address { compared: ids, ..address.clone() }.href(workbench.opportunity);
    let add = comparison.next.map(|next| {
        let href = with(ids.iter().copied().chain([next]).collect());
        view! {
            <LinkButton href size=Size::Small icon=Glyph::Plus>
                "Add"
            </LinkButton>
        }
    });
    let absent = match comparison.absent {
        0 => None,
        1 => Some("One of them cannot be asked for this deal now, and is left out.".to_owned()),
        count => Some(format!("{count} of them cannot be asked for this deal now, and are left out.")),
    };
    let shown = (!ids.is_empty()).then(|| {
        let without = |id: AdvocateId| with(ids.iter().copied().filter(|other| *other != id).collect());
        table(workbench, &comparison, without)
    });
    let view = view! {
        <dialog
            open
            data-arrives=""
            aria-labelledby="compare-title"
            class="fixed inset-0 z-50 m-0 size-full max-h-none max-w-none items-center justify-center bg-scrim p-0 text-ink \
            backdrop:bg-transparent open:flex sm:p-6"
        >
            <div class="flex max-h-full w-full max-w-250 flex-col overflow-hidden bg-raised shadow-4 max-sm:h-dvh sm:rounded-xl \
            sm:border sm:border-line">
                <div class="flex items-center justify-between gap-3 border-b border-line px-5 py-3">
                    <div class="min-w-0">
                        <h2 id="compare-title" class="text-md font-semibold">
                            {title}
                        </h2>
                        <p class="truncate text-xs text-muted">{line}</p>
                    </div>
                    <div class="flex items-center gap-1">
                        {add}
                        <IconLink href=leave glyph=Glyph::X label="Close" attr:data-leave=""/>
                    </div>
                </div>
                {absent.map(|fact| view! { <div class="px-5 pt-3"><Banner tone=Tone::Warning fact/></div> })}
                {shown}
            </div>
        </dialog>
    };
    Some(view.into_any())
}

fn table(workbench: &Workbench, compared: &Comparison<'_>, without: impl Fn(AdvocateId) -> String) -> AnyView {
    let may_leave = compared.columns.len() > 2;
    let heads =
        compared.columns.iter().map(|column| head(workbench, column, may_leave.then(|| without(column.ranked.id))));
    let rows =
        Row::all().filter(|row| counts(workbench, compared, *row)).map(|row| score_row(workbench, compared, row));
    let facts = [
        fact("This month", compared, |column| {
            let person = column.person;
            view! { <span class="tnum">{format!("{} of {}", person.asked_this_month, person.asks_per_month)}</span> }
                .into_any()
        }),
        fact("Support", compared, support),
        fact("Shared hours", compared, shared_hours),
        fact("First free slot", compared, |column| or_dash(column.detail.about.slots.first().cloned())),
        fact("Replies in about", compared, |column| or_dash(column.detail.about.replies.clone())),
        fact("Deals won", compared, |column| {
            let about = &column.detail.about;
            or_dash((about.deals_closed > 0).then(|| format!("{} of {}", about.deals_won, about.deals_closed)))
        }),
        fact("In their words", compared, said),
        fact("In short", compared, |column| {
            let explanation = &column.detail.explanation;
            let text = reason(&column.ranked.points, &explanation.terms, &explanation.evidence);
            view! { <span class="text-muted">{text}</span> }.into_any()
        }),
    ];
    let asks = workbench.may_request.then(|| {
        let cells = compared.columns.iter().enumerate().map(|(at, column)| {
            let first_name = column.person.name.split(' ').next().unwrap_or_default().to_owned();
            let kind = if at == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
            view! {
                <td class="px-4 py-3">
                    <LinkButton href=paths::new_request(workbench.opportunity, column.ranked.id) kind class="w-full">
                        {["Request ", &first_name].concat()}
                    </LinkButton>
                </td>
            }
        });
        view! {
            <tfoot>
                <tr class="border-t border-line">
                    <td class="sticky left-0 bg-raised"></td>
                    {cells.collect_view()}
                </tr>
            </tfoot>
        }
    });
    view! {
        <div class="scroll-thin relative min-h-0 flex-1 overflow-auto focus-inset" tabindex="0" role="region" aria-label="Comparison">
            <table class="w-full min-w-190 text-sm">
                <thead>
                    <tr>
                        <th scope="col" class="sticky left-0 w-28 bg-raised sm:w-40">
                            <span class="sr-only">"Factor"</span>
                        </th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()} {facts.into_iter().collect_view()}</tbody>
                {asks}
            </table>
        </div>
    }
    .into_any()
}

/// A row that is nought for everybody says nothing beside others.
fn counts(workbench: &Workbench, compared: &Comparison<'_>, row: Row) -> bool {
    match row {
        Row::Factor(factor) => workbench.weights.share(factor) > 0,
        row => compared.columns.iter().any(|column| column.ranked.points.of(row) != 0),
    }
}

/// Who it is, the score, and the score drawn.
fn head(workbench: &Workbench, column: &Column<'_>, leave: Option<String>) -> AnyView {
    let (person, id) = (column.person, column.ranked.id);
    let drawn = columns(&workbench.weights, &column.detail.explanation.terms);
    let leave = leave.map(|href| {
        let label = ["Leave ", &person.name, " out"].concat();
        view! { <IconLink href glyph=Glyph::X label size=Size::Small/> }
    });
    view! {
        <th scope="col" class="px-4 pt-4 pb-3 text-left font-normal">
            <span class="flex items-center gap-3">
                <Avatar
                    name=person.name.clone()
                    id=id.0
                    size=FaceSize::S40
                    organisation=(person.organisation.0, person.organisation_name.clone())
                />
                <span class="min-w-24 flex-1">
                    <a href=paths::advocate(id) class="block font-semibold break-words hover:underline">
                        {person.name.clone()}
                    </a>
                    <span class="block text-xs text-muted break-words">{person.organisation_name.clone()}</span>
                </span>
                <span class="text-xl font-semibold tnum">
                    <span class="sr-only">"Score "</span>
                    {column.ranked.points.shown()}
                </span>
                {leave}
            </span>
            <span class="mt-3 block">
                <FitPrint columns=drawn class="h-7 w-full"/>
            </span>
        </th>
    }
    .into_any()
}

fn score_row(workbench: &Workbench, compared: &Comparison<'_>, row: Row) -> AnyView {
    let leads = compared.leads(row);
    let cells = compared.columns.iter().zip(leads).map(|(column, leads)| match row {
        Row::Factor(factor) => factor_cell(column, factor, leads),
        row => price_cell(column, row),
    });
    let weight = match row {
        Row::Factor(factor) => {
            let percent = workbench.weights.percents()[factor.position()];
            Some(view! { <span class="text-xs tnum text-faint">{percent.to_string()}</span> })
        }
        _ => None,
    };
    view! {
        <tr class="border-t border-line-faint">
            <th scope="row" class=ROW_HEAD>
                {row.label()}
                " "
                {weight}
            </th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

const ROW_HEAD: &str = "sticky left-0 bg-raised py-2.5 pr-3 pl-5 text-left align-top font-normal text-muted \
     max-sm:w-28 sm:whitespace-nowrap";

fn factor_cell(column: &Column<'_>, factor: Factor, leads: bool) -> AnyView {
    let value = column.detail.explanation.terms.value(factor);
    let amount = Amount(column.ranked.points.of(Row::Factor(factor))).to_string();
    let class = if leads { "w-9 text-right tnum font-semibold" } else { "w-9 text-right tnum text-muted" };
    let known = if value.is_known() { amount } else { "\u{2013}".to_owned() };
    view! {
        <td class=CELL>
            <span class="flex items-center gap-2.5">
                <span class="min-w-0 flex-1">
                    <Meter percent=u32::from(value.percent().unwrap_or(0)) tone=if leads { MeterTone::Brand } else { MeterTone::Quiet }/>
                </span>
                <span class=class>
                    {known}
                    {(!value.is_known()).then(|| view! { <span class="sr-only">"not known"</span> })}
                    {leads.then(|| view! { <span class="sr-only">", the most"</span> })}
                </span>
            </span>
        </td>
    }
    .into_any()
}

/// What is added or taken after fit; fatigue with its pips.
fn price_cell(column: &Column<'_>, row: Row) -> AnyView {
    let points = column.ranked.points.of(row);
    let class = match points {
        0 => "ml-auto tnum text-faint",
        ..0 => "ml-auto tnum text-warning-ink",
        _ => "ml-auto tnum",
    };
    let fatigue = matches!(row, Row::Load).then(|| column.detail.explanation.terms.load.fatigue());
    view! {
        <td class=CELL>
            <span class="flex items-center justify-between gap-2.5">
                {fatigue
                    .map(|fatigue| {
                        view! {
                            <span class="inline-flex items-center gap-1.5 text-xs text-muted">
                                <Pips filled=fatigue.pips()/>
                                {fatigue.label()}
                            </span>
                        }
                    })}
                <span class=class>{Amount(points).to_string()}</span>
            </span>
        </td>
    }
    .into_any()
}

fn fact(label: &'static str, compared: &Comparison<'_>, cell: impl Fn(&Column<'_>) -> AnyView) -> AnyView {
    let cells = compared.columns.iter().map(|column| view! { <td class=CELL>{cell(column)}</td> });
    view! {
        <tr class="border-t border-line-faint">
            <th scope="row" class=ROW_HEAD>
                {label}
            </th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

fn or_dash(text: Option<String>) -> AnyView {
    match text {
        Some(text) => text.into_any(),
        None => view! { <span class="text-faint">"\u{2013}"</span> }.into_any(),
    }
}

/// The sentence that answers the deal best.
fn said(column: &Column<'_>) -> AnyView {
    let evidence = column.detail.explanation.of(Factor::UseCase).find(|evidence| evidence.is_quotation());
    match evidence {
        Some(evidence) => {
            let (evidence, advocate) = (evidence.clone(), column.ranked.id);
            view! { <span class="text-muted"><Quotation evidence advocate/></span> }.into_any()
        }
        None => or_dash(None),
    }
}

fn support(column: &Column<'_>) -> AnyView {
    let (class, word) = if column.person.ticket_open {
        ("size-4 text-warning", "Ticket open")
    } else {
        ("size-4 text-success", "Healthy")
    };
    view! {
        <span class="flex items-center gap-1.5">
            <Icon glyph=Glyph::Lifebuoy class/>
            {word}
        </span>
    }
    .into_any()
}

fn shared_hours(column: &Column<'_>) -> AnyView {
    let Some(half_hours) = column.person.shared_half_hours else { return or_dash(None) };
    let class = if half_hours < FEW_HALF_HOURS { "font-medium text-warning-ink" } else { "" };
    let half = if half_hours % 2 == 1 { ".5" } else { "" };
    view! { <span class=class>{format!("{}{half} h", half_hours / 2)}</span> }.into_any()
}
