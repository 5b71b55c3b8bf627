//! Requests under way: a table where there is room, a list on phones.

use domain::home::OpenRequest;
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Avatar, Card, EmptyState, FaceSize, Flow, Glyph, LinkButton, OrgLogo, TextLink};

#[component]
pub(super) fn Requests(requests: Vec<OpenRequest>, own: bool) -> impl IntoView {
    let title = if own { "Your open requests" } else { "Open requests" };
    if requests.is_empty() {
        return view! {
            <Card id="requests" title>
                <EmptyState
                    glyph=Glyph::Send
                    title="No request is open"
                    line="Open a deal, look at its matches and ask the customer who fits."
                >
                    <LinkButton href=paths::opportunities()>"See opportunities"</LinkButton>
                </EmptyState>
            </Card>
        }
        .into_any();
    }
    let rows = requests.iter().cloned().map(|request| view! { <RequestRow request/> }).collect_view();
    let items = requests.into_iter().map(|request| view! { <RequestItem request/> }).collect_view();
    let all = view! {
        <TextLink href=paths::requests() class="text-xs">
            "All requests"
        </TextLink>
    }
    .into_any();
    view! {
        <Card id="requests" title action=all>
            <table class="hidden w-full text-sm md:table">
                <caption class="sr-only">{title}</caption>
                <thead class="sr-only">
                    <tr>
                        <th scope="col">"Opportunity"</th>
                        <th scope="col">"Advocate"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col">"Due"</th>
                    </tr>
                </thead>
                <tbody class="divide-y divide-line-faint">{rows}</tbody>
            </table>
            <ul class="divide-y divide-line-faint md:hidden">{items}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn RequestRow(request: OpenRequest) -> impl IntoView {
    let id = request.organisation.map_or(request.id.0, |organisation| organisation.0);
    let deal = [Some(request.stage), request.amount].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <tr class="hover:bg-hover">
            <td class="py-2.5 pl-4">
                <div class="flex items-center gap-2.5">
                    <OrgLogo name=request.prospect.clone() id size=FaceSize::S28/>
                    <div class="min-w-0">
                        <a href=paths::request(request.id) class="block truncate font-medium hover:underline">
                            {request.prospect}
                        </a>
                        <p class="text-xs text-faint tnum">{deal}</p>
                    </div>
                </div>
            </td>
            <td class="px-3">
                {request
                    .advocate
                    .map(|advocate| {
                        view! {
                            <div class="flex items-center gap-2">
                                <Avatar name=advocate.name.clone() id=advocate.id.0/>
                                <div class="min-w-0">
                                    <p class="truncate">{advocate.name}</p>
                                    <p class="truncate text-xs text-faint">{advocate.organisation}</p>
                                </div>
                            </div>
                        }
                    })}
            </td>
            <td class="px-3">
                <div class="flex flex-col gap-1.5">
                    <Flow done=request.step.done() waits_for_you=request.step.waits()/>
                    <span class="text-xs text-muted">{request.step.label()}</span>
                </div>
            </td>
            <td class="py-2.5 pr-4 text-right whitespace-nowrap">
                <p>{request.due}</p>
                <p class="text-xs text-faint">{request.due_line}</p>
            </td>
        </tr>
    }
}

#[component]
fn RequestItem(request: OpenRequest) -> impl IntoView {
    let id = request.organisation.map_or(request.id.0, |organisation| organisation.0);
    let advocate = request.advocate.map(|advocate| [advocate.name, advocate.organisation].join(", "));
    view! {
        <li>
            <a href=paths::request(request.id) class="focus-inset flex items-center gap-3 px-4 py-3">
                <OrgLogo name=request.prospect.clone() id size=FaceSize::S36/>
                <div class="min-w-0 flex-1">
                    <p class="flex justify-between gap-2">
                        <span class="truncate font-medium">{request.prospect}</span>
                        <span class="shrink-0 text-xs text-faint">{request.due}</span>
                    </p>
                    <p class="truncate text-xs text-muted">{advocate}</p>
                    <p class="mt-1.5 flex items-center gap-2">
                        <Flow done=request.step.done() waits_for_you=request.step.waits()/>
                        <span class="text-xs text-muted">{request.step.label()}</span>
                    </p>
                </div>
            </a>
        </li>
    }
}
