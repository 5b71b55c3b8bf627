//! `/portal/requests`: everything the advocate was asked, in three groups. A plain page.

use domain::ids::AskId;
use domain::requests::{AskState, PortalAsk, PortalMoment, PortalRequests};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{api, ask_tone};
use crate::layout::PageTitle;
use crate::paths;
use crate::ui::{Badge, EmptyState, FaceSize, Glyph, LinkButton, Load, OrgLogo, Size};

/// The page.
#[component]
pub fn PortalRequestsPage() -> impl IntoView {
    let after = use_query_map().get_untracked().get("after");
    let page = api::portal_requests(after);
    view! {
        <PageTitle title="Requests"/>
        <Load read=page let:page>
            <Requests page/>
        </Load>
    }
}

#[component]
fn Requests(page: PortalRequests) -> impl IntoView {
    let list = if page.asks.is_empty() {
        view! {
            <EmptyState
                glyph=Glyph::Inbox
                title="Nobody has asked you yet"
                line="When somebody would like to hear your story, you find it here and in your mail."
            >
                <LinkButton href=paths::portal_availability()>"Set when you can talk"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <AskList asks=page.asks chosen=None/> }.into_any()
    };
    let next = page.next.map(|next| {
        let href = paths::with_query(paths::portal_requests(), &[("after", Some(&next))]);
        view! { <LinkButton href size=Size::ExtraLarge>"Earlier requests"</LinkButton> }
    });
    let back = (!page.is_first).then(
        || view! { <LinkButton href=paths::portal_requests() size=Size::ExtraLarge>"Latest requests"</LinkButton> },
    );
    view! {
        <h1 class="text-2xl font-semibold">"Requests"</h1>
        <div class="mt-6 max-w-180 overflow-hidden rounded-2xl border border-line bg-surface">{list}</div>
        <div class="mt-4 flex flex-wrap gap-2">{back} {next}</div>
    }
}

/// The advocate's asks in three groups.
#[component]
pub(super) fn AskList(asks: Vec<PortalAsk>, chosen: Option<AskId>) -> impl IntoView {
    let groups = PortalMoment::ALL
        .iter()
        .map(|moment| {
            let items: Vec<PortalAsk> = asks.iter().filter(|ask| ask.moment == *moment).cloned().collect();
            (!items.is_empty())
                .then(|| {
                    let rows = items.into_iter().map(|ask| view! { <AskRow is_chosen=chosen == Some(ask.id) ask/> }).collect_view();
                    view! {
                        <h2 class="border-b border-line-faint px-4 py-3 text-sm font-medium text-muted">{moment.label()}</h2>
                        <ul class="divide-y divide-line-faint border-b border-line-faint">{rows}</ul>
                    }
                })
        })
        .collect_view();
    view! { <div class="-mb-px">{groups}</div> }
}

#[component]
fn AskRow(ask: PortalAsk, is_chosen: bool) -> impl IntoView {
    let logo = ask.prospect_id.map_or(ask.id.0, |id| id.0);
    view! {
        <li>
            <a
                href=paths::portal_request(ask.id)
                aria-current=is_chosen.then_some("true")
                class="focus-inset flex min-h-11 gap-3 px-4 py-3 hover:bg-hover aria-[current=true]:bg-selected"
            >
                <OrgLogo name=ask.prospect.clone() id=logo size=FaceSize::S40/>
                <span class="min-w-0 flex-1">
                    <span class="flex items-baseline justify-between gap-3">
                        <span class="truncate text-base font-medium">{ask.prospect}</span>
                        <span class="shrink-0 text-xs text-faint">{ask.when}</span>
                    </span>
                    <span class="block text-sm text-muted">{ask.line}</span>
                    <span class="mt-1 block"><Badge tone=ask_tone(ask.state)>{portal_word(ask.state)}</Badge></span>
                </span>
            </a>
        </li>
    }
}

/// The state of an ask in the advocate's words.
fn portal_word(state: AskState) -> &'static str {
    match state {
        AskState::Sent => "New",
        AskState::Accepted => "You said yes",
        AskState::Declined => "You said no",
        AskState::Expired => "Time ran out",
        AskState::Withdrawn => "Taken back",
    }
}
