//! What the tabs besides matching show.

use domain::opportunities::{CallRow, RequestRow, Shown, Workplace, WorkplaceHeader};
use domain::time::date_short;
use leptos::prelude::*;

use super::activity::ActivityTab;
use super::notes::NotesTab;
use crate::paths;
use crate::ui::{Avatar, ButtonKind, EmptyState, Flow, Glyph, LinkButton, Table, TableBody, TableHead, TextLink, Th};

#[component]
pub fn TabContent(page: Workplace) -> impl IntoView {
    let Workplace { header, shown, zone } = page;
    match shown {
        Shown::Matching => ().into_any(),
        Shown::Requests(rows) => view! { <Requests rows header/> }.into_any(),
        Shown::Calls(rows) => view! { <Calls rows zone/> }.into_any(),
        Shown::Activity(activity) => view! { <ActivityTab activity zone id=header.id/> }.into_any(),
        Shown::Notes(notes) => view! { <NotesTab notes header/> }.into_any(),
    }
}

#[component]
fn Requests(rows: Vec<RequestRow>, header: WorkplaceHeader) -> impl IntoView {
    if rows.is_empty() {
        let matching = (header.may_match && header.may_request).then(|| paths::opportunity(header.id));
        return view! {
            <EmptyState
                glyph=Glyph::Send
                title="Nobody was asked for this deal yet"
                line="Choose somebody from the matching; they are asked once you send the request."
            >
                {matching
                    .map(|href| view! { <LinkButton href kind=ButtonKind::Primary>"Open the matching"</LinkButton> })}
            </EmptyState>
        }
        .into_any();
    }
    let rows = rows.into_iter().map(|row| view! { <Request row/> }).collect_view();
    view! {
        <Table label="Requests for this opportunity">
            <TableHead>
                <Th label="Request" class="pl-4 lg:pl-6"/>
                <Th label="Advocate"/>
                <Th label="Progress"/>
                <Th label="Needed by"/>
                <Th label="Requested" class="pr-4 lg:pr-6"/>
            </TableHead>
            <TableBody>{rows}</TableBody>
        </Table>
    }
    .into_any()
}

#[component]
fn Request(row: RequestRow) -> impl IntoView {
    let advocate = match row.advocate {
        Some((id, name)) => view! {
            <span class="flex items-center gap-2">
                <Avatar name=name.clone() id=id.0/>
                <TextLink href=paths::advocate(id)>{name}</TextLink>
            </span>
        }
        .into_any(),
        None => view! { <span class="text-faint">"Nobody yet"</span> }.into_any(),
    };
    view! {
        <tr class="hover:bg-hover">
            <td class="h-12 py-2 pr-3 pl-4 lg:pl-6">
                <a href=paths::request(row.id) class="font-medium hover:underline">
                    {row.activity.label()}
                </a>
            </td>
            <td class="px-3 whitespace-nowrap">{advocate}</td>
            <td class="px-3 whitespace-nowrap">
                <span class="flex items-center gap-2">
                    <Flow done=row.done waits_for_you=row.waits/>
                    {row.state}
                </span>
            </td>
            <td class="px-3 whitespace-nowrap">{date_short(row.needed_by)}</td>
            <td class="py-2 pr-4 pl-3 whitespace-nowrap text-muted lg:pr-6">
                {date_short(row.requested_on)} " by " {row.requested_by}
            </td>
        </tr>
    }
}

#[component]
fn Calls(rows: Vec<CallRow>, zone: String) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <EmptyState
                glyph=Glyph::Phone
                title="No call is booked yet"
                line="Calls show here once the prospect chose a time."
            />
        }
        .into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr class="hover:bg-hover">
                    <td class="h-12 py-2 pr-3 pl-4 whitespace-nowrap lg:pl-6">
                        <a href=paths::call(row.id) class="font-medium hover:underline">
                            {row.when}
                        </a>
                    </td>
                    <td class="px-3 whitespace-nowrap">
                        <span class="flex items-center gap-2">
                            <Avatar name=row.advocate_name.clone() id=row.advocate.0/>
                            <span>
                                <TextLink href=paths::advocate(row.advocate)>{row.advocate_name}</TextLink>
                                <span class="text-faint">", " {row.organisation}</span>
                            </span>
                        </span>
                    </td>
                    <td class="px-3 whitespace-nowrap">{row.state}</td>
                    <td class="py-2 pr-4 pl-3 whitespace-nowrap tnum lg:pr-6">
                        {row.rating.map(|rating| [rating.to_string().as_str(), " of 5"].concat())}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table label="Calls for this opportunity">
            <TableHead>
                <Th label="When" class="pl-4 lg:pl-6"/>
                <Th label="Advocate"/>
                <Th label="State"/>
                <Th label="Rating" class="pr-4 lg:pr-6"/>
            </TableHead>
            <TableBody>{rows}</TableBody>
        </Table>
        <p class="px-4 py-3 text-xs text-faint lg:px-6">"Times in " {zone}</p>
    }
    .into_any()
}
