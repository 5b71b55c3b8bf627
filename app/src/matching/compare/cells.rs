//! The cells of a comparison: each figure leads to what it is made of, or to where it is kept.

use domain::advocates::ProfileSection;
use domain::matching::{Amount, Column, Comparison, Factor, Row, Workbench};
use leptos::prelude::*;

use super::super::address::{Address, anchor};
use super::super::quotation::Quotation;
use super::super::ranking::columns;
use crate::paths;
use crate::ui::{Avatar, FaceSize, FitPrint, Glyph, Icon, IconLink, Meter, MeterTone, Pips, Size};

/// Fewer half hours than this are hard to meet in.
const FEW_HALF_HOURS: u16 = 4;
const CELL: &str = "px-4 py-2.5 align-top";

/// A fact of a profile, as a link to where it is kept.
pub(super) fn kept(column: &Column<'_>, section: ProfileSection, shown: AnyView) -> AnyView {
    let href = paths::advocate_section(column.ranked.id, section);
    view! { <a href=href class="tnum hover:underline">{shown}</a> }.into_any()
}

/// Who it is, the score, and the score drawn.
pub(super) fn head(workbench: &Workbench, column: &Column<'_>, report: String, leave: Option<String>) -> AnyView {
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
                <a href=report class="text-xl font-semibold tnum hover:underline" title="What this is made of">
                    <span class="sr-only">"Score "</span>
                    {column.ranked.points.shown()}
                </a>
                {leave}
            </span>
            <span class="mt-3 block">
                <FitPrint columns=drawn class="h-7 w-full"/>
            </span>
        </th>
    }
    .into_any()
}

pub(super) fn score_row(workbench: &Workbench, compared: &Comparison<'_>, address: &Address, row: Row) -> AnyView {
    let report = |column: &Column<'_>| address.report(workbench.opportunity, column.ranked.id, anchor(row));
    let leads = compared.leads(row);
    let cells = compared.columns.iter().zip(leads).map(|(column, leads)| match row {
        Row::Factor(factor) => factor_cell(column, factor, leads, report(column)),
        row => price_cell(column, row, report(column)),
    });
    let named = match row {
        Row::Factor(factor) => {
            let percent = workbench.weights.percents()[factor.position()];
            let ranking = Address { compared: Vec::new(), ..address.clone() }.href(workbench.opportunity);
            let slider = [&ranking, "#w-", factor.as_str()].concat();
            view! {
                <a href=slider class="hover:underline" title="The weight of this factor">
                    {row.label()}
                    " "
                    <span class="text-xs tnum text-faint">{percent.to_string()}</span>
                </a>
            }
            .into_any()
        }
        _ => row.label().into_any(),
    };
    view! {
        <tr class="border-t border-line-faint">
            <th scope="row" class=ROW_HEAD>
                {named}
            </th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

const ROW_HEAD: &str = "sticky left-0 bg-raised py-2.5 pr-3 pl-5 text-left align-top font-normal text-muted \
     max-sm:w-28 sm:whitespace-nowrap";

fn factor_cell(column: &Column<'_>, factor: Factor, leads: bool, report: String) -> AnyView {
    let value = column.detail.explanation.terms.value(factor);
    let amount = Amount(column.ranked.points.in_tenths().of(Row::Factor(factor))).to_string();
    let class = if leads { "w-9 text-right tnum font-semibold" } else { "w-9 text-right tnum text-muted" };
    let known = if value.is_known() { amount } else { "\u{2013}".to_owned() };
    view! {
        <td class=CELL>
            <a href=report class="flex items-center gap-2.5 hover:underline" title="What this is made of">
                <span class="min-w-0 flex-1">
                    <Meter percent=u32::from(value.percent().unwrap_or(0)) tone=if leads { MeterTone::Brand } else { MeterTone::Quiet }/>
                </span>
                <span class=class>
                    {known}
                    {(!value.is_known()).then(|| view! { <span class="sr-only">"not known"</span> })}
                    {leads.then(|| view! { <span class="sr-only">", the most"</span> })}
                </span>
            </a>
        </td>
    }
    .into_any()
}

/// What is added or taken after fit; fatigue with its pips.
fn price_cell(column: &Column<'_>, row: Row, report: String) -> AnyView {
    let points = column.ranked.points.in_tenths().of(row);
    let class = match points {
        0 => "ml-auto tnum text-faint",
        ..0 => "ml-auto tnum text-warning-ink",
        _ => "ml-auto tnum",
    };
    let fatigue = matches!(row, Row::Load).then(|| column.detail.explanation.terms.load.fatigue());
    view! {
        <td class=CELL>
            <a href=report class="flex items-center justify-between gap-2.5 hover:underline" title="What this is made of">
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
            </a>
        </td>
    }
    .into_any()
}

pub(super) fn fact(label: &'static str, compared: &Comparison<'_>, cell: impl Fn(&Column<'_>) -> AnyView) -> AnyView {
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

pub(super) fn or_dash(text: Option<String>) -> AnyView {
    match text {
        Some(text) => text.into_any(),
        None => view! { <span class="text-faint">"\u{2013}"</span> }.into_any(),
    }
}

/// The sentence that answers the deal best.
pub(super) fn said(column: &Column<'_>) -> AnyView {
    let evidence = column.detail.explanation.of(Factor::UseCase).find(|evidence| evidence.is_quotation());
    match evidence {
        Some(evidence) => {
            let (evidence, advocate) = (evidence.clone(), column.ranked.id);
            view! { <span class="text-muted"><Quotation evidence advocate/></span> }.into_any()
        }
        None => or_dash(None),
    }
}

pub(super) fn support(column: &Column<'_>) -> AnyView {
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

pub(super) fn shared_hours(column: &Column<'_>) -> AnyView {
    let Some(half_hours) = column.person.shared_half_hours else { return or_dash(None) };
    let class = if half_hours < FEW_HALF_HOURS { "font-medium text-warning-ink" } else { "" };
    let half = if half_hours % 2 == 1 { ".5" } else { "" };
    view! { <span class=class>{format!("{}{half} h", half_hours / 2)}</span> }.into_any()
}
