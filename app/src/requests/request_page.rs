//! `/requests/:id`: one request: whom was asked, what came of it, and what to do next.

use domain::requests::{AskLine, RequestPage as Page};
use domain::time::date_short;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{self, Cancel};
use super::{ask_tone, deadline, tone};
use crate::layout::PageTitle;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Avatar, Badge, Banner, Breadcrumbs, Button, ButtonKind, Card, FaceSize, Flow, Glyph, LinkButton, Load, OrgLogo,
    TextLink, Tone,
};

/// The page.
#[component]
pub fn RequestPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let page = api::page(id);
    view! {
        <Load read=page let:page>
            <Request page/>
        </Load>
    }
}

#[component]
fn Request(page: Page) -> impl IntoView {
    let line = page.line.clone();
    let refused = use_flash::<Cancel>()
        .problem()
        .map(|problem| view! { <div class="mt-4"><Banner tone=Tone::Warning fact=problem.to_string()/></div> });
    let logo = line.prospect_id.map_or(line.opportunity.0, |id| id.0);
    let above = vec![(paths::requests().to_owned(), "Requests".to_owned())];
    let message = page.message.clone();
    view! {
        <PageTitle title=["Request for ", &line.prospect].concat()/>
        <div class="border-b border-line px-4 py-3 lg:px-6">
            <Breadcrumbs above here=line.prospect.clone()/>
            <div class="mt-3 flex flex-wrap items-center gap-3">
                <OrgLogo name=line.prospect.clone() id=logo size=FaceSize::S40/>
                <div class="min-w-0 flex-1 max-sm:basis-3/4">
                    <h1 class="text-lg font-semibold">{line.prospect.clone()}</h1>
                    {(line.opportunity_name != line.prospect)
                        .then(|| view! { <p class="text-sm text-muted">{line.opportunity_name.clone()}</p> })}
                </div>
                <span class="flex items-center gap-2">
                    <Flow done=line.state.stations() waits_for_you=line.state.waits_for_rep()/>
                    <Badge tone=tone(line.state)>{line.label()}</Badge>
                </span>
                <Actions page=page.clone()/>
            </div>
            {refused}
        </div>
        <div class="mx-auto grid max-w-300 grid-cols-1 gap-4 px-4 py-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:px-6">
            <div class="min-w-0 space-y-4">
                <Next page=page.clone()/>
                <Asks asks=page.asks.clone()/>
                <Card id="words" title="What was asked">
                    <p class="p-4 text-base wrap-anywhere whitespace-pre-line">{message}</p>
                </Card>
            </div>
            <Facts page/>
        </div>
    }
}

#[component]
fn Actions(page: Page) -> impl IntoView {
    let id = page.line.id;
    view! {
        <LinkButton href=paths::opportunity(page.line.opportunity) icon=Glyph::Target>"Matching"</LinkButton>
        {page
            .may_cancel
            .then(|| {
                view! {
                    <details class="relative">
                        <summary class="inline-flex h-8 items-center rounded-md border border-line-strong bg-surface px-3 text-sm \
                        font-medium shadow-1 hover:bg-hover">"Withdraw …"</summary>
                        <form
                            method="post"
                            action=Cancel::PATH
                            class="absolute right-0 z-10 mt-1 w-72 space-y-3 rounded-lg border border-line bg-raised p-4 shadow-3"
                        >
                            <input type="hidden" name="request" value=id.to_string()/>
                            <p class="text-sm">
                                "Whoever was asked is told that nothing is needed any more. A booked call is called off for everybody."
                            </p>
                            <Button kind=ButtonKind::Danger submit=true>"Withdraw request"</Button>
                        </form>
                    </details>
                }
            })}
    }
}

/// The one thing to do or to know now.
#[component]
fn Next(page: Page) -> impl IntoView {
    let matching = paths::opportunity(page.line.opportunity);
    match (page.call_words.clone(), page.booking_path.clone()) {
        (Some(call), _) => view! {
            <Banner tone=Tone::Success fact="The call is planned." line=call>
                {page.meeting_url.map(|url| view! { <TextLink href=url>"Meeting link"</TextLink> })}
            </Banner>
        }
        .into_any(),
        (None, Some(path)) => view! {
            <Banner
                tone=Tone::Brand
                fact="The answer is yes."
                line="The prospect has been sent a link to book a time. You can pass it on yourself, too."
            >
                <TextLink href=path>"Booking link"</TextLink>
            </Banner>
        }
        .into_any(),
        (None, None) if page.may_ask_next => view! {
            <Card id="next" title="Ask somebody else">
                <NextBest page=page.clone()/>
                <p class="border-t border-line-faint px-4 py-3 text-sm">
                    <TextLink href=matching>"See everybody who fits"</TextLink>
                </p>
            </Card>
        }
        .into_any(),
        (None, None) => ().into_any(),
    }
}

/// Who fits best of those who can be asked now; the words and guests of this request go along.
#[component]
fn NextBest(page: Page) -> impl IntoView {
    let (opportunity, request) = (page.line.opportunity, page.line.id);
    if page.next_best.is_empty() {
        return view! { <p class="px-4 py-3 text-sm text-muted">"Nobody else can be asked for this deal right now."</p> }
            .into_any();
    }
    let rows = page
        .next_best
        .into_iter()
        .map(|next| {
            let organisation = (next.organisation_id.0, next.organisation.clone());
            let line = if next.title.is_empty() {
                next.organisation.clone()
            } else {
                [next.title.as_str(), ", ", &next.organisation].concat()
            };
            view! {
                <li class="flex flex-wrap items-center gap-3 px-4 py-3">
                    <Avatar name=next.name.clone() id=next.advocate.0 size=FaceSize::S32 organisation/>
                    <div class="min-w-0 flex-1">
                        <p class="truncate text-sm font-medium">
                            <a href=paths::advocate(next.advocate) class="hover:underline">{next.name.clone()}</a>
                        </p>
                        <p class="truncate text-xs text-muted">{line}</p>
                    </div>
                    <p class="text-right">
                        <span class="block text-md font-semibold tnum">{next.score}</span>
                        <span class="block text-2xs text-faint">"match"</span>
                    </p>
                    <LinkButton href=paths::next_round(opportunity, next.advocate, request) icon=Glyph::Send>
                        "Ask"
                        <span class="sr-only">{[" ", &next.name].concat()}</span>
                    </LinkButton>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="divide-y divide-line-faint">{rows}</ul> }.into_any()
}

#[component]
fn Asks(asks: Vec<AskLine>) -> impl IntoView {
    let rows = asks.into_iter().map(|ask| view! { <Ask ask/> }).collect_view();
    view! {
        <Card id="asks" title="Who was asked">
            <ul class="divide-y divide-line-faint">{rows}</ul>
        </Card>
    }
}

#[component]
fn Ask(ask: AskLine) -> impl IntoView {
    let organisation = (ask.organisation_id.0, ask.organisation.clone());
    let mut steps = vec![["Asked ", &ask.asked_at, " by ", &ask.asked_by].concat()];
    steps.extend(ask.seen_at.map(|at| ["Seen ", &at].concat()));
    match ask.answered_at {
        Some(at) => steps.push(["Answered ", &at].concat()),
        None if ask.state == domain::requests::AskState::Sent => steps.push(["Until ", &ask.expires_at].concat()),
        None => {}
    }
    let why = ask.decline_reason.map(|reason| reason.label());
    let again = ask.ask_again_after.map(|day| ["Ask again after ", &date_short(day)].concat());
    view! {
        <li class="flex gap-3 px-4 py-3">
            <Avatar name=ask.advocate_name.clone() id=ask.advocate.0 size=FaceSize::S32 organisation/>
            <div class="min-w-0 flex-1">
                <p class="text-sm">
                    <a href=paths::advocate(ask.advocate) class="font-medium hover:underline">{ask.advocate_name}</a>
                    <span class="text-muted">{[", ", &ask.organisation].concat()}</span>
                </p>
                <p class="text-xs text-muted">{steps.join(" · ")}</p>
                {why.map(|why| view! { <p class="mt-1 text-xs">{["“", why, "”"].concat()}</p> })}
                {again.map(|again| view! { <p class="text-xs text-muted">{again}</p> })}
            </div>
            <span><Badge tone=ask_tone(ask.state)>{ask.state.label()}</Badge></span>
        </li>
    }
}

#[component]
fn Facts(page: Page) -> impl IntoView {
    let guests = match page.guests.as_slice() {
        [] => "Nobody named yet".to_owned(),
        some => some.iter().map(|guest| guest.name.clone()).collect::<Vec<_>>().join(", "),
    };
    let facts = [
        ("Needed by", deadline(page.line.needed_by, page.today)),
        ("Length", format!("{} minutes", page.duration_minutes)),
        ("Guests", guests),
        ("Topics", page.topics.join(", ")),
        ("Please avoid", page.avoid),
        ("Asked by", page.line.requested_by),
    ];
    let rows = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| {
            view! {
                <div class="flex justify-between gap-4 px-4 py-2 text-sm">
                    <dt class="shrink-0 text-muted">{name}</dt>
                    <dd class="text-right">{value}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <div>
            <Card id="facts" title="The request">
                <dl class="py-1">{rows}</dl>
            </Card>
        </div>
    }
}
