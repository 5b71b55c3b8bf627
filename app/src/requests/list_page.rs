//! `/requests`: where every request stands.

use domain::requests::{RequestLine, RequestList, RequestState};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{api, deadline};
use crate::layout::PageHeader;
use crate::paths;
use crate::ui::{
    Avatar, ButtonKind, EmptyState, FaceSize, Flow, Glyph, LinkButton, Load, OrgLogo, Pager, Tab, Table, TableBody,
    TableHead, Tabs, Th,
};

/// The page; tab and place are in the address.
#[component]
pub fn RequestsPage() -> impl IntoView {
    let query = use_query_map();
    let place = move || query.with(|query| (query.get("tab"), query.get("after")));
    let list = Resource::new_blocking(place, |(tab, after)| api::list(tab, None, after));
    view! {
        <PageHeader title="Requests" line="One advocate is asked at a time">
            <LinkButton href=paths::opportunities() kind=ButtonKind::Primary icon=Glyph::Target>
                "Choose an opportunity"
            </LinkButton>
        </PageHeader>
        <Load resource=list label="Loading requests" let:list>
            <List list/>
        </Load>
    }
}

#[component]
fn List(list: RequestList) -> impl IntoView {
    let RequestList { tab: chosen, counts, rows, next, today, call_words, .. } = list;
    let tabs: Vec<Tab> = counts
        .into_iter()
        .map(|(tab, count)| {
            let shown = if count >= 100 { "99+".to_owned() } else { count.to_string() };
            Tab::new(["/requests?tab=", tab.as_str()].concat(), tab.label(), tab == chosen).count(shown)
        })
        .collect();
    let is_empty = rows.is_empty();
    let shown = match rows.len() {
        1 => "1 request".to_owned(),
        many => format!("{many} requests"),
    };
    let next = next.map(|cursor| ["/requests?tab=", chosen.as_str(), "&after=", &cursor].concat());
    let body = rows.into_iter().zip(call_words).map(|(row, call)| view! { <Row row call today/> }).collect_view();
    view! {
        <Tabs label="Requests" tabs=tabs/>
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
                <Table label="Requests" min_width="min-w-180">
                    <TableHead>
                        <Th label="Opportunity" class="pl-4 lg:pl-6"/>
                        <Th label="Advocate"/>
                        <Th label="Progress"/>
                        <Th label="Needed by"/>
                        <Th label="Asked by" class="pr-4 lg:pr-6"/>
                    </TableHead>
                    <TableBody>{body}</TableBody>
                </Table>
                <Pager label="Pages of requests" text=shown previous=None next/>
            }
                .into_any()
        }}
    }
}

#[component]
fn Row(row: RequestLine, call: Option<String>, today: chrono::NaiveDate) -> impl IntoView {
    let state = match (&call, row.state) {
        (Some(call), RequestState::Scheduled) => format!("Booked, {}", call.to_lowercase()),
        _ => row.state.label().to_owned(),
    };
    let logo = row.prospect_id.unwrap_or(domain::ids::OrganisationId(row.opportunity.0)).0;
    view! {
        <tr class="hover:bg-hover">
            <td class="py-2.5 pr-3 pl-4 lg:pl-6">
                <a href=paths::request(row.id) class="flex items-center gap-2.5 rounded-sm">
                    <OrgLogo name=row.prospect.clone() id=logo size=FaceSize::S28/>
                    <span class="min-w-0">
                        <span class="block truncate text-sm font-medium">{row.prospect}</span>
                        <span class="block truncate text-xs text-faint">{row.opportunity_name}</span>
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
