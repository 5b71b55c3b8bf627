//! `/portal/calls/:id` and its `/move`: a call as the advocate in it sees and changes it.

use domain::scheduling::{CallMovePage, CallPage as Page, CallState, TimeChoice};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, MoveCall};
use super::call::{CallCards, StateBadge, call_of_page, read};
use super::picker::{MonthPicker, TimesOfDay, place_of, zone_label};
use crate::layout::PageTitle;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Banner, Button, ButtonKind, Glyph, LinkButton, Load, Size, Tone};

/// The call.
#[component]
pub fn PortalCallPage() -> impl IntoView {
    let call = call_of_page();
    let page = read(call);
    view! {
        <Load read=page let:page>
            <Call page/>
        </Load>
    }
}

#[component]
fn Call(page: Page) -> impl IntoView {
    let line = page.line.clone();
    let title = ["Your call with ", &line.prospect].concat();
    let planned = line.state == CallState::Scheduled;
    let actions = planned.then(|| {
        view! {
            <div class="flex flex-wrap gap-2">
                <LinkButton href=format!("{}/move", paths::portal_call(line.id)) size=Size::ExtraLarge>
                    "Move"
                </LinkButton>
                <LinkButton
                    href=page.meeting_url.clone()
                    kind=ButtonKind::Primary
                    size=Size::ExtraLarge
                    icon=Glyph::Video
                >
                    "Join"
                </LinkButton>
            </div>
        }
    });
    view! {
        <PageTitle title=title.clone()/>
        <div class="flex flex-wrap items-end justify-between gap-3">
            <div>
                <h1 class="text-2xl font-semibold">{title}</h1>
                <p class="mt-1 text-md text-muted">{page.spoken.clone()} ", " {page.spoken_zone.clone()}</p>
                <p class="mt-2">
                    <StateBadge state=line.state/>
                </p>
            </div>
            {actions}
        </div>
        <div class="mt-7 grid grid-cols-1 gap-5 lg:grid-cols-2">
            <CallCards page cancel_size=Size::ExtraLarge/>
        </div>
    }
}

/// The calendar of the advocate's own free times.
#[component]
pub fn PortalCallMovePage() -> impl IntoView {
    let call = call_of_page().unwrap_or(domain::ids::CallId(uuid::Uuid::nil()));
    let place = place_of(&use_query_map().get_untracked());
    let page = api::call_move_page(call, place);
    view! {
        <Load read=page let:page>
            <Move page/>
        </Load>
    }
}

#[component]
fn Move(page: CallMovePage) -> impl IntoView {
    let base = format!("{}/move", paths::portal_call(page.line.id));
    let title = ["Move your call with ", &page.line.prospect].concat();
    let problem = use_flash::<MoveCall>().problem();
    let (tone, fact) = match &problem {
        Some(problem) => (Tone::Warning, problem.to_string()),
        None => (Tone::Brand, ["Planned for ", &page.spoken, "."].concat()),
    };
    let label = zone_label(&page.zone, &page.zones);
    let call = page.line.id;
    let take = move |time: &TimeChoice| {
        view! {
            <form method="post" action=MoveCall::PATH>
                <input type="hidden" name="call" value=call.to_string()/>
                <input type="hidden" name="slot" value=time.key.clone()/>
                <Button submit=true kind=ButtonKind::Primary size=Size::Large class="mt-1 w-full">
                    "Move here"
                </Button>
            </form>
        }
        .into_any()
    };
    view! {
        <PageTitle title=title.clone()/>
        <h1 class="text-2xl font-semibold">{title}</h1>
        <div class="mt-4">
            <Banner tone fact line="The prospect is told by mail as soon as you choose."/>
        </div>
        <section class="mt-5 grid grid-cols-1 overflow-hidden rounded-xl border border-line bg-surface md:grid-cols-[minmax(0,1fr)_15.5rem]">
            <div class="p-5 sm:p-6">
                <MonthPicker
                    base=base.clone()
                    zone=page.zone.clone()
                    zones=page.zones
                    borrowed=None
                    month=page.month
                />
            </div>
            <div class="border-line bg-sunken p-5 max-md:border-t sm:p-6 md:border-l">
                <TimesOfDay base zone=page.zone zone_label=label day=page.day confirm=take/>
            </div>
        </section>
    }
}
