//! `/portal/requests/:id`: what the advocate is asked, and their answer. Opening it decides nothing;
//! yes and no are plain forms.

use domain::requests::{AskState, PortalAskPage as Page};
use domain::time::date_short;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{self, Accept, Decline};
use super::portal_no::{No, NotThisTime};
use super::portal_requests::AskList;
use crate::layout::PageTitle;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Avatar, Banner, Button, ButtonKind, FaceSize, Glyph, Icon, LinkButton, Load, OrgLogo, Size, TextLink, Tone,
};

/// The page.
#[component]
pub fn PortalAskPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let page = api::portal_ask(id);
    view! {
        <PageTitle title="Request"/>
        <Load read=page let:page>
            <Asked page/>
        </Load>
    }
}

#[component]
fn Asked(page: Page) -> impl IntoView {
    let problem = use_flash::<Accept>().problem().or_else(|| use_flash::<Decline>().problem());
    let refused =
        problem.map(|problem| view! { <div class="mb-4"><Banner tone=Tone::Warning fact=problem.to_string()/></div> });
    let (asks, id) = (page.asks.clone(), page.id);
    view! {
        {refused}
        <p class="mb-3 lg:hidden">
            <TextLink href=paths::portal_requests() class="inline-flex min-h-11 items-center gap-1 text-base">
                <Icon glyph=Glyph::ChevronLeft class="size-4"/>
                "All requests"
            </TextLink>
        </p>
        <div class="grid overflow-hidden rounded-2xl border border-line bg-surface lg:grid-cols-[20rem_minmax(0,1fr)]">
            <nav aria-label="Your requests" class="hidden border-r border-line lg:block">
                <AskList asks chosen=Some(id)/>
            </nav>
            <div class="min-w-0">
                <div class="space-y-6 p-5 sm:p-7">
                    <Heading page=page.clone()/>
                    <div class="text-md wrap-anywhere whitespace-pre-line">{page.message.clone()}</div>
                    <Facts page=page.clone()/>
                </div>
                <Answer page/>
            </div>
        </div>
    }
}

#[component]
fn Heading(page: Page) -> impl IntoView {
    let asked = [page.rep_name.as_str(), ", ", &page.company_name, ", asked ", &page.asked].concat();
    let title = format!("{} minutes with {}", page.duration_minutes, page.prospect);
    let logo = page.prospect_id.map_or(page.id.0, |id| id.0);
    view! {
        <p class="flex items-center gap-2 text-sm text-muted">
            <Avatar name=page.rep_name id=page.id.0/>
            {asked}
        </p>
        <div class="flex items-start gap-4">
            <OrgLogo name=page.prospect id=logo size=FaceSize::S48/>
            <div class="min-w-0">
                <h1 class="text-xl font-semibold">{title}</h1>
                <p class="text-base text-muted">{page.prospect_facts}</p>
            </div>
        </div>
    }
}

#[component]
fn Facts(page: Page) -> impl IntoView {
    let topics = page
        .topics
        .into_iter()
        .map(|topic| {
            view! {
                <li class="flex gap-2">
                    <Icon glyph=Glyph::Check class="mt-1 size-4 shrink-0 text-success"/>
                    {topic}
                </li>
            }
        })
        .collect_view();
    let guests = page
        .guests
        .into_iter()
        .map(|(name, title)| {
            let words = if title.is_empty() { name } else { [name.as_str(), ", ", &title].concat() };
            view! { <li>{words}</li> }
        })
        .collect_view();
    let has_guests = !guests.is_empty();
    view! {
        <dl class="grid grid-cols-1 gap-5 border-t border-line-faint pt-6 text-base wrap-anywhere sm:grid-cols-2">
            <div>
                <dt class="text-sm text-muted">"They want to hear about"</dt>
                <dd class="mt-1"><ul class="space-y-1">{topics}</ul></dd>
            </div>
            {(!page.avoid.is_empty())
                .then(|| {
                    view! {
                        <div>
                            <dt class="text-sm text-muted">"Please leave out"</dt>
                            <dd class="mt-1 flex gap-2">
                                <Icon glyph=Glyph::X class="mt-1 size-4 shrink-0 text-faint"/>
                                {page.avoid}
                            </dd>
                        </div>
                    }
                })}
            {has_guests
                .then(|| {
                    view! {
                        <div>
                            <dt class="text-sm text-muted">"You would meet"</dt>
                            <dd class="mt-1"><ul class="space-y-1">{guests}</ul></dd>
                        </div>
                    }
                })}
            <div>
                <dt class="text-sm text-muted">"Your time"</dt>
                <dd class="mt-1">{format!("{} minutes, before {}. ", page.duration_minutes, date_short(page.needed_by))}{page.free}</dd>
            </div>
            <div>
                <dt class="text-sm text-muted">"Your limits"</dt>
                <dd class="mt-1">{page.limits}</dd>
            </div>
        </dl>
    }
}

/// The answer: a form while it waits, else what was decided.
#[component]
fn Answer(page: Page) -> impl IntoView {
    const FRAME: &str = "border-t border-line bg-sunken p-5 sm:px-7";
    let answered = page.answered.clone().map(|at| [", ", &at].concat()).unwrap_or_default();
    match page.state {
        AskState::Sent => view! { <div class=FRAME><Decide page/></div> }.into_any(),
        AskState::Accepted => {
            let line = page.call_words.unwrap_or_else(|| {
                "They have a link to choose one of your free times. You get the invitation by mail.".to_owned()
            });
            let call = page.call.map(|id| {
                view! {
                    <LinkButton href=paths::portal_call(id) size=Size::ExtraLarge icon=Glyph::Calendar>
                        "Your call"
                    </LinkButton>
                }
            });
            let join = page.meeting_url.filter(|url| !url.is_empty()).map(|url| {
                view! {
                    <LinkButton href=url size=Size::ExtraLarge kind=ButtonKind::Primary icon=Glyph::Video>
                        "Join"
                    </LinkButton>
                }
            });
            view! {
                <div class=FRAME>
                    <Banner tone=Tone::Success fact=["You said yes", &answered, ". Thank you."].concat() line/>
                    <div class="mt-4 flex flex-wrap gap-2 empty:hidden">{call} {join}</div>
                </div>
            }
            .into_any()
        }
        AskState::Declined => view! {
            <div class=FRAME>
                <Banner tone=Tone::Neutral fact=["You said no", &answered, ". No trouble at all."].concat()/>
            </div>
        }
        .into_any(),
        AskState::Expired => view! {
            <div class=FRAME>
                <Banner tone=Tone::Neutral fact="The time to answer is over. Nothing is asked of you."/>
            </div>
        }
        .into_any(),
        AskState::Withdrawn => view! {
            <div class=FRAME>
                <Banner tone=Tone::Neutral fact="This was taken back. Nothing is asked of you."/>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Decide(page: Page) -> impl IntoView {
    let id = page.id.to_string();
    let no = No { ask: page.id, company_name: page.company_name.clone(), ask_again: page.ask_again.clone() };
    view! {
        <p class="mb-3 text-sm text-muted">{["Please answer by ", &page.answer_until, "."].concat()}</p>
        <div class="flex flex-wrap items-center gap-2">
            <form method="post" action=Accept::PATH>
                <input type="hidden" name="ask" value=id/>
                <Button kind=ButtonKind::Primary size=Size::ExtraLarge icon=Glyph::Check submit=true>
                    "Accept"
                </Button>
            </form>
            <NotThisTime no/>
        </div>
    }
}
