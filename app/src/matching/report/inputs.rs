//! Fit, factor by factor: what the deal asks, what is known of the advocate, and how both become points.

use domain::advocates::ProfileSection;
use domain::matching::{Amount, Factor, FactorPart, FactorSources, MatchReport, Row, percent_text};
use leptos::prelude::*;

use super::super::address::FIT;
use super::super::quotation::Quotation;
use super::source;
use crate::paths;
use crate::ui::{Card, Meter, Table, TableHead, Th};

#[component]
pub fn Inputs(report: MatchReport) -> impl IntoView {
    let edits = view! {
        <span class="flex gap-3">
            {source(paths::edit_opportunity(report.opportunity), report.may_edit_deal, "Edit the deal")}
            {source(paths::edit_advocate(report.advocate), report.may_edit_advocate, "Edit the advocate")}
        </span>
    };
    let rows = report.factors.iter().map(|sources| row(&report, sources)).collect_view();
    let total = Amount(report.points.in_tenths().fit_total()).to_string();
    let prospect = report.need.prospect.clone();
    let name = report.person.name.clone();
    view! {
        <Card id=FIT title="Fit" action=edits.into_any()>
            <Table label="Fit by factor" min_width="min-w-160">
                <TableHead>
                    <Th label="Factor"/>
                    <Th label=[&prospect, " asks for"].concat()/>
                    <Th label=[&name, " has"].concat()/>
                    <Th label="Weight × match" numeric=true/>
                    <Th label="Points" numeric=true/>
                </TableHead>
                <tbody class="divide-y divide-line-faint">
                    {rows}
                    <tr>
                        <th scope="row" colspan="4" class="px-3 py-2.5 text-left font-semibold">
                            "Fit"
                        </th>
                        <td class="px-3 py-2.5 text-right font-semibold tnum">{total}</td>
                    </tr>
                </tbody>
            </Table>
            <p class="border-t border-line-faint px-4 py-3 text-xs text-faint">
                "What is not known counts nothing, so that a gap never beats a fact. Rows are rounded so that they add up."
            </p>
        </Card>
    }
    .into_any()
}

fn row(report: &MatchReport, sources: &FactorSources) -> AnyView {
    let factor = sources.factor;
    let value = report.explanation.terms.value(factor);
    let product = report.product(factor);
    let points = Amount(report.points.in_tenths().of(Row::Factor(factor))).to_string();
    let quotes = report
        .explanation
        .of(factor)
        .filter(|evidence| evidence.is_quotation())
        .map(|evidence| {
            view! {
                <span class="mt-1 block text-xs text-muted">
                    <Quotation evidence=evidence.clone() advocate=report.advocate/>
                </span>
            }
        })
        .collect_view();
    let parts = sources
        .parts
        .iter()
        .map(|part| view! { <span class="mt-1 block text-xs text-faint whitespace-normal">{share_of(part)}</span> })
        .collect_view();
    let [asked, known] = MatchReport::sides(sources);
    let known = match (known, place_of(report, factor)) {
        (Ok(known), Some(href)) => view! { <a href=href class="hover:underline">{known}</a> }.into_any(),
        (known, _) => said(known),
    };
    view! {
        <tr id=factor.as_str() class="align-top target:bg-selected">
            <th scope="row" class="px-3 py-2.5 text-left font-normal">
                <span class="block font-medium">{factor.label()}</span>
                <span class="block text-xs text-faint">{factor.hint()}</span>
            </th>
            <td class="px-3 py-2.5 wrap-anywhere">{said(asked)}</td>
            <td class="px-3 py-2.5 wrap-anywhere">{known} {quotes}</td>
            <td class="px-3 py-2.5 text-right whitespace-nowrap tnum">
                {product}
                <span class="mt-1.5 block">
                    <Meter percent=u32::from(value.percent().unwrap_or(0))/>
                </span>
                {parts}
            </td>
            <td class="px-3 py-2.5 text-right tnum">{points}</td>
        </tr>
    }
    .into_any()
}

/// "By tags: 70% × 100%"
fn share_of(part: &FactorPart) -> String {
    let value = part.value.known().map_or_else(|| "not known".to_owned(), |parts| [&percent_text(parts), "%"].concat());
    format!("{}: {}% × {value}", part.label, part.tenths * 10)
}

/// Where on the profile the input of a factor stands.
fn place_of(report: &MatchReport, factor: Factor) -> Option<String> {
    let id = report.advocate;
    Some(match factor {
        Factor::UseCase | Factor::Outcomes | Factor::Competition | Factor::Product | Factor::Stage => {
            [&paths::advocate(id), "#story"].concat()
        }
        Factor::Persona => paths::advocate(id),
        Factor::SoonestSlot => paths::advocate_section(id, ProfileSection::Availability),
        Factor::Industry | Factor::Size | Factor::Region | Factor::TechStack => {
            paths::organisation(report.person.organisation)
        }
    })
}

fn said(side: Result<String, &'static str>) -> AnyView {
    match side {
        Ok(words) => words.into_any(),
        Err(nothing) => view! { <span class="text-faint">{nothing}</span> }.into_any(),
    }
}
