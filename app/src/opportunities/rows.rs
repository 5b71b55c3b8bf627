//! A row of the list, as a table shows it and as a phone does.

use domain::opportunities::{BestMatch, OpportunityRow, Section};
use leptos::prelude::*;

use super::pips::StagePips;
use super::reference_line::ReferenceLine;
use crate::bulk::{TickCell, Ticking};
use crate::paths;
use crate::ui::{Avatar, FaceSize, OrgLogo};

fn href(row: &OpportunityRow, opens_matching: bool) -> String {
    let section = if opens_matching { Section::Matching } else { Section::Requests };
    paths::opportunity_section(row.id, section)
}

/// The mark of the prospect; a deal without one shows its own letters.
fn mark(row: &OpportunityRow, size: FaceSize) -> AnyView {
    let (id, name) = match &row.organisation {
        Some(organisation) => (organisation.id.0, organisation.name.clone()),
        None => (row.id.0, row.name.clone()),
    };
    view! { <OrgLogo name id size/> }.into_any()
}

#[component]
pub fn TableRow(row: OpportunityRow, opens_matching: bool, ticking: Ticking) -> impl IntoView {
    let href = href(&row, opens_matching);
    let logo = mark(&row, FaceSize::S28);
    let amount = row.amount.map(|amount| amount.to_string()).unwrap_or_else(|| "Not known".to_owned());
    let closes = row.closes_on.unwrap_or_else(|| "Not set".to_owned());
    let owner = row.owner.map(|owner| {
        let (name, title) = (owner.name.clone(), owner.name.clone());
        view! {
            <span class="inline-flex" title=title>
                <Avatar name id=owner.id.0/>
                <span class="sr-only">{owner.name}</span>
            </span>
        }
    });
    view! {
        <tr class="hover:bg-hover has-checked:bg-selected">
            <TickCell ticking id=row.id.to_string() name=row.name.clone()/>
            <td class="max-w-72 px-3 py-2 first:pl-4 lg:first:pl-6">
                <div class="flex items-center gap-2.5">
                    {logo}
                    <div class="min-w-0">
                        <a href=href class="block truncate font-medium hover:underline">
                            {row.name}
                        </a>
                        <p class="truncate text-xs text-faint">{row.line}</p>
                    </div>
                </div>
            </td>
            <td class="px-3"><StagePips stage=row.stage/></td>
            <td class="px-3 text-right whitespace-nowrap tnum">{amount}</td>
            <td class="px-3 whitespace-nowrap">{closes}</td>
            <td class="px-3 whitespace-nowrap"><ReferenceLine reference=row.reference/></td>
            <td class="w-56 max-w-56 px-3"><Best best=row.best/></td>
            <td class="py-2 pr-4 pl-3 lg:pr-6">{owner}</td>
        </tr>
    }
}

#[component]
pub fn PhoneRow(row: OpportunityRow, opens_matching: bool) -> impl IntoView {
    let href = href(&row, opens_matching);
    let logo = mark(&row, FaceSize::S36);
    let closes = row.closes_on;
    let best = row.best.map(|best| {
        view! {
            <span class="mt-1.5 flex items-center gap-1.5 text-xs text-faint">
                <Avatar name=best.name.clone() id=best.advocate.0 size=FaceSize::S20/>
                <span class="truncate">{best.name.clone()}</span>
                <span class="ml-auto tnum">{best.points()}</span>
            </span>
            {best.caveat.map(|caveat| view! { <span class="mt-0.5 block text-2xs text-faint">{caveat}</span> })}
        }
    });
    view! {
        <li>
            <a href=href class="focus-inset flex gap-3 px-4 py-3">
                {logo}
                <span class="min-w-0 flex-1">
                    <span class="flex items-baseline justify-between gap-2">
                        <span class="truncate font-medium">{row.name}</span>
                        <span class="shrink-0 tnum">{row.amount.map(|amount| amount.to_string())}</span>
                    </span>
                    <span class="mt-0.5 flex items-center justify-between gap-2 text-xs text-muted">
                        <span class="truncate">
                            <ReferenceLine reference=row.reference/>
                        </span>
                        <span class="shrink-0 text-faint">{closes}</span>
                    </span>
                    {best}
                </span>
            </a>
        </li>
    }
}

#[component]
fn Best(best: Option<BestMatch>) -> impl IntoView {
    match best {
        None => view! { <span class="text-faint">"Not matched"</span> }.into_any(),
        Some(best) => view! {
            <span class="flex items-center gap-2">
                <Avatar name=best.name.clone() id=best.advocate.0/>
                <span class="min-w-0 flex-1">
                    <span class="block truncate">{best.name.clone()}</span>
                    {best.caveat.clone().map(|caveat| view! { <span class="block truncate text-2xs text-faint">{caveat}</span> })}
                </span>
                <span class="w-6 text-right font-medium tnum">{best.points()}</span>
            </span>
        }
        .into_any(),
    }
}
