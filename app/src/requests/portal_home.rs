//! `/portal`: what waits for the advocate, what comes, and what they gave. A plain page.

use domain::requests::{PortalAsk, PortalHome, PortalMoment};
use leptos::prelude::*;

use super::{api, ask_tone};
use crate::layout::PageTitle;
use crate::paths;
use crate::ui::{Badge, EmptyState, FaceSize, Glyph, LinkButton, Load, OrgLogo};

/// The page.
#[component]
pub fn PortalHomePage() -> impl IntoView {
    let home = Resource::new_blocking(|| (), |()| api::portal_home());
    view! {
        <PageTitle title="Home"/>
        <Load resource=home label="Loading your page" let:home>
            <Home home/>
        </Load>
    }
}

#[component]
fn Home(home: PortalHome) -> impl IntoView {
    let waiting = home.asks.iter().filter(|ask| ask.moment == PortalMoment::Waiting).count();
    let line = match waiting {
        0 => "Nothing waits for you.".to_owned(),
        1 => "One request waits for you.".to_owned(),
        many => format!("{many} requests wait for you."),
    };
    let is_empty = home.asks.is_empty();
    view! {
        <h1 class="text-2xl font-semibold">{["Hello ", &home.first_name].concat()}</h1>
        <p class="mt-1 text-md text-muted">{line}</p>
        <dl class="mt-6 grid grid-cols-1 gap-3 sm:grid-cols-3">
            <Figure name="Calls you gave" value=home.calls_held.to_string()/>
            <Figure name="Deals won with your help" value=home.deals_won.to_string()/>
            <Figure name="Asked this month" value=format!("{} of {}", home.asked_this_month, home.monthly_cap)/>
        </dl>
        {if is_empty {
            view! {
                <EmptyState
                    glyph=Glyph::Heart
                    title="Nobody has asked you yet"
                    line="When somebody would like to hear your story, you find it here and in your mail."
                >
                    <LinkButton href=paths::portal_availability()>"Set when you can talk"</LinkButton>
                </EmptyState>
            }
                .into_any()
        } else {
            view! {
                <div class="mt-7 max-w-180 overflow-hidden rounded-xl border border-line bg-surface">
                    <AskList asks=home.asks chosen=None/>
                </div>
            }
                .into_any()
        }}
    }
}

#[component]
fn Figure(name: &'static str, #[prop(into)] value: String) -> impl IntoView {
    view! {
        <div class="rounded-xl border border-line bg-surface p-4">
            <dt class="text-sm text-muted">{name}</dt>
            <dd class="mt-1 text-xl font-semibold tnum">{value}</dd>
        </div>
    }
}

/// The advocate's asks in three groups.
#[component]
pub(super) fn AskList(asks: Vec<PortalAsk>, chosen: Option<domain::ids::AskId>) -> impl IntoView {
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
                    <Badge tone=ask_tone(ask.state)>{portal_word(ask.state)}</Badge>
                </span>
            </a>
        </li>
    }
}

/// The state of an ask in the advocate's words.
fn portal_word(state: domain::requests::AskState) -> &'static str {
    match state {
        domain::requests::AskState::Sent => "New",
        domain::requests::AskState::Accepted => "You said yes",
        domain::requests::AskState::Declined => "You said no",
        domain::requests::AskState::Expired => "Time ran out",
        domain::requests::AskState::Withdrawn => "Taken back",
    }
}
