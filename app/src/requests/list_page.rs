//! `/requests`: where every request stands.

use chrono::NaiveDate;
use domain::lists::{ListName, Query};
use domain::paging::Count;
use domain::requests::{RequestLine, RequestList, RequestState, RequestTab};
use domain::time::date_short;
use leptos::prelude::*;

use super::{api, deadline};
use crate::layout::PageHeader;
use crate::lists::{ExportMenu, IgnoredBar, use_list_query};
use crate::paths;
use crate::ui::{
    Avatar, ButtonKind, EmptyState, FaceSize, Flow, Glyph, LinkButton, Load, OrgLogo, Pager, Tab, Table, TableBody,
    TableHead, Tabs, Th,
};

/// A tab counts to 99.
const TAB_CAP: u32 = 99;

/// The page; tab and place are in the address.
#[component]
pub fn RequestsPage() -> impl IntoView {
    let query = use_list_query();
    let one = |name| query.one(name).map(str::to_owned);
    let list = api::list(one("tab"), None, one("after"));
    let here = query.clone();
    view! {
        <PageHeader title="Requests" line="Each asks one advocate at a time">
            <ExportMenu list=ListName::Requests query/>
            <LinkButton href=paths::opportunities() kind=ButtonKind::Primary icon=Glyph::Target>
                "Choose an opportunity"
            </LinkButton>
        </PageHeader>
        <Load read=list let:list>
            <List list here=here/>
        </Load>
    }
}

#[component]
fn List(list: RequestList, here: Query) -> impl IntoView {
    let ignored = here.ignored(|name, value| name == "tab" && value.parse::<RequestTab>().is_ok());
    let RequestList { tab: chosen, counts, rows, next, today, call_words, .. } = list;
    let tabs: Vec<Tab> = counts
        .iter()
        .copied()
        .map(|(tab, count)| {
            let count = Count::capped(count, TAB_CAP);
            Tab::new(["/requests?tab=", tab.as_str()].concat(), tab.label(), tab == chosen).count(count)
        })
        .collect();
    let is_empty = rows.is_empty();
    // The list only goes on, so it says how many are here of how many there are.
    let all = counts.iter().find(|(tab, _)| *tab == chosen).map_or(0, |(_, count)| *count);
    let all = Count::capped(all, TAB_CAP);
    let noun = if all == Count::capped(1, TAB_CAP) { "request" } else { "requests" };
    let shown = format!("{} of {all} {noun}", rows.len());
    let next = next.map(|cursor| ["/requests?tab=", chosen.as_str(), "&after=", &cursor].concat());
    let lines: Vec<(RequestLine, String)> =
        rows.into_iter().zip(call_words).map(|(row, call)| (row.clone(), state_words(&row, call))).collect();
    let table_rows = lines.iter().cloned().map(|(row, state)| view! { <TableRow row state today/> }).collect_view();
    let phone_rows = lines.into_iter().map(|(row, state)| view! { <PhoneRow row state/> }).collect_view();
    view! {
        <Tabs label="Requests" tabs=tabs/>
        <IgnoredBar ignored here path=paths::requests()/>
        {if is_empty {
            view! {
                <EmptyState
                    glyph=Glyph::Send
                    title="No request here"
                    line="Open an opportunity, see who fits, and ask from there."
                >
                    <LinkButton href=paths::opportunities() kind=ButtonKind::Primary>"Open opportunities"</LinkButton>
                </EmptyState>
            }
                .into_any()
        } else {
            view! {
                <Table label="Requests" class="hidden md:block" min_width="min-w-180">
                    <TableHead>
                        <Th label="Opportunity" class="pl-4 lg:pl-6"/>
                        <Th label="Advocate"/>
                        <Th label="Progress"/>
                        <Th label="Needed by"/>
                        <Th label="Asked by" class="pr-4 lg:pr-6"/>
                    </TableHead>
                    <TableBody>{table_rows}</TableBody>
                </Table>
                <ul class="divide-y divide-line-faint md:hidden">{phone_rows}</ul>
                <Pager label="Pages of requests" text=shown previous=None next/>
            }
                .into_any()
        }}
    }
}

/// Where the request stands; a planned call says when.
fn state_words(row: &RequestLine, call: Option<String>) -> String {
    match (call, row.state) {
        (Some(call), RequestState::Scheduled) => ["Booked, ", &call].concat(),
        _ => row.label().to_owned(),
    }
}

/// The deal's name where it says more than the prospect's.
fn deal_line(row: &RequestLine) -> Option<String> {
    (row.opportunity_name != row.prospect).then(|| row.opportunity_name.clone())
}

fn mark(row: &RequestLine, size: FaceSize) -> AnyView {
    let id = row.prospect_id.map_or(row.opportunity.0, |id| id.0);
    view! { <OrgLogo name=row.prospect.clone() id size/> }.into_any()
}

#[component]
fn PhoneRow(row: RequestLine, state: String) -> impl IntoView {
    let logo = mark(&row, FaceSize::S36);
    let who = if row.advocate.is_some() {
        [row.advocate_name.as_str(), ", ", &row.advocate_organisation].concat()
    } else {
        String::new()
    };
    view! {
        <li>
            <a href=paths::request(row.id) class="focus-inset flex gap-3 px-4 py-3">
                {logo}
                <span class="min-w-0 flex-1">
                    <span class="flex items-baseline justify-between gap-2">
                        <span class="truncate font-medium">{row.prospect.clone()}</span>
                        <span class="shrink-0 text-xs text-faint">{["by ", &date_short(row.needed_by)].concat()}</span>
                    </span>
                    <span class="block truncate text-xs text-muted">{who}</span>
                    <span class="mt-1.5 flex items-center justify-between gap-2 text-xs text-muted">
                        <span class="truncate">{state}</span>
                        <Flow done=row.state.stations() waits_for_you=row.state.waits_for_rep()/>
                    </span>
                </span>
            </a>
        </li>
    }
}

#[component]
fn TableRow(row: RequestLine, state: String, today: NaiveDate) -> impl IntoView {
    let logo = mark(&row, FaceSize::S28);
    let deal = deal_line(&row);
    view! {
        <tr class="hover:bg-hover">
            <td class="py-2.5 pr-3 pl-4 lg:pl-6">
                <a href=paths::request(row.id) class="flex items-center gap-2.5 rounded-sm">
                    {logo}
                    <span class="min-w-0">
                        <span class="block truncate text-sm font-medium">{row.prospect}</span>
                        {deal.map(|deal| view! { <span class="block truncate text-xs text-faint">{deal}</span> })}
                    </span>
                </a>
            </td>
            <td class="px-3 py-2.5">
                {row.advocate
                    .map(|id| {
                        view! {
                            <a href=paths::advocate(id) class="flex items-center gap-2 rounded-sm">
                                <Avatar name=row.advocate_name.clone() id=id.0/>
                                <span class="min-w-0">
                                    <span class="block truncate text-sm">{row.advocate_name}</span>
                                    <span class="block truncate text-xs text-faint">{row.advocate_organisation}</span>
                                </span>
                            </a>
                        }
                    })}
            </td>
            <td class="px-3 py-2.5">
                <Flow done=row.state.stations() waits_for_you=row.state.waits_for_rep()/>
                <span class="block text-xs text-muted">{state}</span>
            </td>
            <td class="px-3 py-2.5 text-sm whitespace-nowrap">{deadline(row.needed_by, today)}</td>
            <td class="py-2.5 pr-4 pl-3 text-sm text-muted lg:pr-6">{row.requested_by}</td>
        </tr>
    }
}
