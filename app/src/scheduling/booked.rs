//! `/b/:token/done`: the planned call, with the ways to change it.

use domain::scheduling::BookedPage as Booked;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, CancelBooking};
use super::book::token_of_page;
use super::guest::GuestLoad;
use super::picker::{ZoneChooser, place_of};
use super::speaker::SpeakerFace;
use crate::layout::{PageTitle, PublicShell};
use crate::session::use_flash;
use crate::ui::{Banner, Button, ButtonKind, Glyph, Icon, LinkButton, Size, TextInput, Tone};

/// What was booked.
#[component]
pub fn BookedPage() -> impl IntoView {
    let token = token_of_page();
    let place = place_of(&use_query_map().get_untracked());
    let page = api::booked_page(token.clone(), place);
    view! {
        <GuestLoad read=page let:page>
            {page.map(|page| view! { <BookedCard token=token.clone() page/> })}
        </GuestLoad>
    }
}

/// The card of a planned call; also what an already used link shows.
#[component]
pub fn BookedCard(token: String, page: Booked) -> impl IntoView {
    let problem = use_flash::<CancelBooking>().problem().or_else(|| use_flash::<api::MoveBooking>().problem());
    let heading = ["You are booked, ", &page.first_name].concat();
    let chooser = page.borrowed.is_some().then(|| {
        let (zones, borrowed) = (page.zones.clone(), page.borrowed.clone());
        view! {
            <div class="mx-auto mt-5 max-w-130 text-left">
                <ZoneChooser base=format!("/b/{token}/done") zone=page.zone.clone() zones borrowed/>
            </div>
        }
    });
    view! {
        <PageTitle title=heading.clone()/>
        <PublicShell company=Some((page.company_id, page.company.clone()))>
            {problem
                .map(|problem| view! { <div class="mb-4"><Banner tone=Tone::Warning fact=problem.to_string()/></div> })}
            <section
                class="mx-auto w-full max-w-180 overflow-hidden rounded-2xl border border-line bg-surface shadow-2"
                aria-labelledby="t"
            >
                <div class="p-6 text-center sm:p-10">
                    <span class="mx-auto inline-flex size-14 items-center justify-center rounded-full bg-success-soft text-success-ink">
                        <Icon glyph=Glyph::Check class="size-7"/>
                    </span>
                    <h1 id="t" class="mt-5 text-2xl font-semibold">
                        {heading}
                    </h1>
                    <p class="mt-1.5 text-md text-muted">"An invitation is on its way to " {page.invited.clone()} "."</p>
                    <When page=page.clone()/>
                    {chooser}
                    <Calendars token=token.clone() google=page.google_url.clone() outlook=page.outlook_url.clone()/>
                </div>
                <Topics topics=page.topics.clone()/>
                <Change token page/>
            </section>
        </PublicShell>
    }
}

#[component]
fn When(page: Booked) -> impl IntoView {
    view! {
        <div class="mx-auto mt-7 flex max-w-130 flex-col items-center gap-4 rounded-xl border border-line p-5 text-left sm:flex-row">
            <div class="flex w-18 shrink-0 flex-col items-center overflow-hidden rounded-lg border border-line">
                <span class="w-full bg-brand py-1 text-center text-2xs font-semibold text-on-brand">
                    {page.month_short}
                </span>
                <span class="py-2 text-2xl/7 font-semibold tnum">{page.day_number}</span>
            </div>
            <div class="min-w-0 flex-1 text-center sm:text-left">
                <p class="text-md font-semibold">{page.spoken}</p>
                <p class="text-base text-muted">{page.spoken_zone}</p>
                <p class="mt-1 text-base">
                    <a
                        href=page.meeting_url
                        class="inline-flex min-h-6 items-center gap-1.5 font-medium text-brand-ink hover:underline"
                        rel="noreferrer"
                    >
                        <Icon glyph=Glyph::Video/>
                        "Meeting link"
                    </a>
                </p>
            </div>
            <SpeakerFace speaker=page.speaker/>
        </div>
    }
}

#[component]
fn Calendars(token: String, google: String, outlook: String) -> impl IntoView {
    let file = format!("/b/{token}/call.ics");
    view! {
        <div class="mt-6 flex flex-wrap justify-center gap-2">
            <LinkButton href=google size=Size::ExtraLarge icon=Glyph::CalendarPlus>
                "Google Calendar"
            </LinkButton>
            <LinkButton href=outlook size=Size::ExtraLarge icon=Glyph::CalendarPlus>
                "Outlook"
            </LinkButton>
            <LinkButton href=file size=Size::ExtraLarge icon=Glyph::Download>
                "Other (.ics)"
            </LinkButton>
        </div>
    }
}

#[component]
fn Topics(topics: Vec<String>) -> impl IntoView {
    (!topics.is_empty()).then(|| {
        let items = topics
            .into_iter()
            .enumerate()
            .map(|(index, topic)| {
                view! {
                    <li class="flex gap-3">
                        <span
                            class="mt-0.5 inline-flex size-5 shrink-0 items-center justify-center rounded-full bg-active text-2xs \
                            font-medium tnum text-muted"
                            aria-hidden="true"
                        >
                            {index + 1}
                        </span>
                        <span class="block first-letter:uppercase">{topic}</span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <div class="border-t border-line-faint bg-sunken p-6 sm:px-10">
                <h2 class="flex items-center gap-2 text-md font-semibold">
                    <Icon glyph=Glyph::Bulb class="size-4.5 text-gold-ink"/>
                    "Worth asking"
                </h2>
                <ul class="mt-3 space-y-2.5 text-base">{items}</ul>
            </div>
        }
    })
}

/// Move is a link; cancelling opens a confirmation that names what happens.
#[component]
fn Change(token: String, page: Booked) -> impl IntoView {
    let move_to = crate::paths::with_query(&format!("/b/{token}/move"), &[("tz", Some(&page.zone))]);
    let consequence = format!("{} and everybody invited are told, and the time is free again.", page.speaker.name);
    let controls = page.may_change.then(|| {
        view! {
            <LinkButton href=move_to size=Size::ExtraLarge>
                "Move"
            </LinkButton>
        }
    });
    let cancel = page.may_change.then(|| {
        view! {
            // Beside the other while it is closed; its form takes a line of its own.
            <details class="open:w-full">
                <summary class="inline-flex min-h-11 cursor-pointer items-center rounded-lg px-4 text-base font-medium \
                text-muted hover:bg-hover hover:text-ink">"Cancel"</summary>
                <form method="post" action=CancelBooking::PATH class="mt-2 space-y-3 rounded-lg border border-line p-4">
                    <p class="text-base">{consequence}</p>
                    <input type="hidden" name="token" value=token/>
                    <TextInput
                        id="reason"
                        name="reason"
                        label="Why, in a line"
                        size=Size::ExtraLarge
                        optional=true
                        maxlength=300u32
                    />
                    <Button submit=true kind=ButtonKind::Danger size=Size::ExtraLarge>
                        "Cancel the call"
                    </Button>
                </form>
            </details>
        }
    });
    view! {
        <div class="flex flex-wrap items-center gap-2 border-t border-line-faint px-6 py-4 text-base sm:px-10">
            <p class="min-w-60 flex-1 text-muted">{page.policy}</p>
            {controls}
            {cancel}
        </div>
    }
}
