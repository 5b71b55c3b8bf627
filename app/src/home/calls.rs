//! Booked calls that are not over.

use domain::home::UpcomingCall;
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Card, Glyph, Icon, TextLink};

#[component]
pub(super) fn Calls(calls: Vec<UpcomingCall>, zone: String) -> impl IntoView {
    let content = if calls.is_empty() {
        view! { <p class="px-4 py-6 text-sm text-muted">"No call is booked."</p> }.into_any()
    } else {
        let rows = calls.into_iter().map(|call| view! { <CallRow call/> }).collect_view();
        view! {
            <ul class="divide-y divide-line-faint">{rows}</ul>
            <p class="border-t border-line-faint px-4 py-2.5 text-xs text-faint">"Times in " {zone} "."</p>
        }
        .into_any()
    };
    let all = view! {
        <TextLink href=paths::calls() class="text-xs">
            "All calls"
        </TextLink>
    }
    .into_any();
    view! {
        <Card id="calls" title="Upcoming calls" action=all>
            {content}
        </Card>
    }
}

#[component]
fn CallRow(call: UpcomingCall) -> impl IntoView {
    let edge = if call.is_today { "border-brand" } else { "border-line-strong" };
    view! {
        <li class="flex gap-3 px-4 py-3">
            <div class="w-19 shrink-0">
                <p class="text-sm font-medium tnum">{call.at}</p>
                <p class="text-xs text-faint">{call.day}</p>
            </div>
            <div class=["min-w-0 flex-1 border-l-2 pl-3", edge].join(" ")>
                <p class="truncate text-sm font-medium">
                    <a href=paths::call(call.id) class="hover:underline">
                        {call.prospect}
                    </a>
                </p>
                <p class="truncate text-xs text-muted">"with " {call.advocate}</p>
                <p class="mt-0.5 flex items-center gap-1 text-xs text-faint">
                    <Icon glyph=Glyph::Video class="size-3.5"/>
                    {call.minutes}
                    " min"
                </p>
            </div>
        </li>
    }
}
