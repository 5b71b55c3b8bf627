//! `/portal`: what waits for the advocate, what comes, and what came of it. A plain page.

use domain::requests::{Impact, NextCall, PortalHome};
use leptos::prelude::*;

use super::api;
use super::portal_own_word::{Availability, Topics};
use super::portal_waiting::WaitingCard;
use crate::layout::PageTitle;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Banner, EmptyState, Glyph, LinkButton, Load, Size, TextLink, Tone};

/// A card of the portal.
pub(super) const CARD: &str = "rounded-xl border border-line bg-surface p-5 sm:p-6";

/// The page.
#[component]
pub fn PortalHomePage() -> impl IntoView {
    let home = api::portal_home();
    view! {
        <PageTitle title="Home"/>
        <Load read=home let:home>
            <Home home/>
        </Load>
    }
}

#[component]
fn Home(home: PortalHome) -> impl IntoView {
    let problem = use_flash::<api::Accept>().problem().or_else(|| use_flash::<api::Decline>().problem());
    let refused =
        problem.map(|problem| view! { <div class="mt-4"><Banner tone=Tone::Warning fact=problem.to_string()/></div> });
    let more = home.waiting.saturating_sub(home.asks.len());
    let more = (more > 0).then(|| {
        let words = if more == 1 {
            "One more request is waiting".to_owned()
        } else {
            format!("{more} more requests are waiting")
        };
        view! { <p><TextLink href=paths::portal_requests() class="text-base">{words}</TextLink></p> }
    });
    let quiet = home.asks.is_empty() && home.calls.is_empty() && home.impact.conversations == 0;
    let asks = home.asks.clone().into_iter().map(|ask| view! { <WaitingCard ask/> }).collect_view();
    let calls = home.calls.clone();
    let calls = (!calls.is_empty()).then(|| view! { <Calls calls/> });
    let impact = home.impact.clone();
    let impact = (impact.conversations > 0).then(|| view! { <WhatItDid impact/> });
    view! {
        <h1 class="text-2xl font-semibold">{home.greeting.clone()}</h1>
        <p class="mt-1 text-md text-muted">{home.line.clone()}</p>
        {refused}
        <div class="mt-8 grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_21rem]">
            <div class="min-w-0 space-y-5">
                {asks}
                {more}
                {calls}
                {impact}
                {quiet
                    .then(|| {
                        view! {
                            <div class="flex rounded-xl border border-line bg-surface">
                                <EmptyState
                                    glyph=Glyph::Heart
                                    title="Nobody has asked you yet"
                                    line="When somebody would like to hear your story, you find it here and in your mail."
                                />
                            </div>
                        }
                    })}
            </div>
            <div class="min-w-0 space-y-5">
                <Availability home=home.clone()/>
                <Topics topics=home.topics avoid=home.avoid/>
            </div>
        </div>
    }
}

/// The planned calls, each with the ways to join and to change it.
#[component]
fn Calls(calls: Vec<NextCall>) -> impl IntoView {
    let title = if calls.len() == 1 { "Your call" } else { "Your calls" };
    let rows = calls.into_iter().map(|call| view! { <CallRow call/> }).collect_view();
    view! {
        <section class="rounded-xl border border-line bg-surface" aria-labelledby="calls">
            <h2 id="calls" class="px-5 pt-5 text-md font-semibold sm:px-6">
                {title}
            </h2>
            <ul class="divide-y divide-line-faint">{rows}</ul>
        </section>
    }
}

#[component]
fn CallRow(call: NextCall) -> impl IntoView {
    let with = [" the call with ", &call.prospect].concat();
    let join = (!call.meeting_url.is_empty()).then(|| {
        view! {
            <LinkButton href=call.meeting_url.clone() size=Size::ExtraLarge icon=Glyph::Video>
                "Join"
                <span class="sr-only">{with}</span>
            </LinkButton>
        }
    });
    let about = [" of the call with ", &call.prospect].concat();
    view! {
        <li class="flex flex-wrap items-center gap-x-5 gap-y-4 p-5 sm:px-6">
            <p class="flex w-20 shrink-0 flex-col items-center overflow-hidden rounded-lg border border-line text-center">
                <span class="w-full bg-brand px-1 py-0.5 text-2xs font-semibold text-on-brand">{call.day}</span>
                <span class="py-1.5 text-lg/5 font-semibold tnum">{call.at}</span>
            </p>
            <div class="min-w-0 flex-1 basis-56">
                <h3 class="text-base font-semibold">{call.prospect}</h3>
                <p class="text-base text-muted">{call.line}</p>
            </div>
            <div class="flex gap-2">
                <LinkButton href=paths::portal_call(call.id) size=Size::ExtraLarge>
                    "Details"
                    <span class="sr-only">{about}</span>
                </LinkButton>
                {join}
            </div>
        </li>
    }
}

#[component]
fn WhatItDid(impact: Impact) -> impl IntoView {
    let conversations = if impact.conversations == 1 { "conversation" } else { "conversations" };
    let chose = if impact.chose == 1 { "company chose with confidence" } else { "companies chose with confidence" };
    let deciding = match impact.deciding {
        0 => None,
        1 => Some("and one is still deciding".to_owned()),
        many => Some(format!("and {many} are still deciding")),
    };
    view! {
        <section class=CARD aria-labelledby="impact">
            <div class="flex flex-wrap items-baseline justify-between gap-x-4">
                <h2 id="impact" class="text-md font-semibold">
                    "What your time has done"
                </h2>
                {impact.since.map(|since| view! { <span class="text-sm text-faint">{["Since ", &since].concat()}</span> })}
            </div>
            <div class="mt-5 grid grid-cols-1 gap-6 sm:grid-cols-2">
                <Figure value=impact.conversations words=conversations line=Some(impact.hours)/>
                <Figure value=impact.chose words=chose line=deciding/>
            </div>
        </section>
    }
}

#[component]
fn Figure(value: i64, words: &'static str, line: Option<String>) -> impl IntoView {
    view! {
        <div class="border-l-2 border-gold pl-4">
            <p class="text-2xl font-semibold tnum">{value.to_string()}</p>
            <p class="text-base">{words}</p>
            {line.map(|line| view! { <p class="text-sm text-faint">{line}</p> })}
        </div>
    }
}
