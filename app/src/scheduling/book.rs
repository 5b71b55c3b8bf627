//! `/b/:token`: the prospect chooses a time.

use domain::problem::Problem;
use domain::scheduling::{BookingPage, BookingVisit, TimeChoice};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{self, Hold};
use super::booked::BookedCard;
use super::guest::GuestLoad;
use super::picker::{MonthPicker, TimesOfDay, place_of, zone_label};
use super::speaker::{Fact, SpeakerFace, Topics, role};
use crate::layout::{PageTitle, PublicShell};
use crate::session::use_flash;
use crate::ui::{Banner, Button, ButtonKind, Glyph, Size, Tone};

/// The calendar, or the call when one is planned.
#[component]
pub fn BookPage() -> impl IntoView {
    let token = token_of_page();
    let place = place_of(&use_query_map().get_untracked());
    let page = api::booking_page(token.clone(), place);
    view! {
        <GuestLoad read=page let:visit>
            {match visit {
                BookingVisit::Choose(page) => view! { <Choose token=token.clone() page=*page/> }.into_any(),
                BookingVisit::Booked(page) => view! { <BookedCard token=token.clone() page=*page/> }.into_any(),
            }}
        </GuestLoad>
    }
}

/// The token in the address.
pub fn token_of_page() -> String {
    use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default()
}

#[component]
fn Choose(token: String, page: BookingPage) -> impl IntoView {
    let base = ["/b/", &token].concat();
    let problem = use_flash::<Hold>().problem();
    let zone = page.zone.clone();
    let take = move |time: &TimeChoice| {
        view! {
            <form method="post" action=Hold::PATH>
                <input type="hidden" name="token" value=token.clone()/>
                <input type="hidden" name="slot" value=time.key.clone()/>
                <input type="hidden" name="tz" value=zone.clone()/>
                <Button submit=true kind=ButtonKind::Primary size=Size::Large class="mt-1 w-full">
                    "Continue"
                </Button>
            </form>
        }
        .into_any()
    };
    view! {
        <PageTitle title=["Book a talk with ", &page.speaker.name].concat()/>
        <ChooseFrame base page problem confirm=take/>
    }
}

/// The three columns: who and what, the month, the times. Shared with moving a call.
#[component]
pub fn ChooseFrame<C>(base: String, page: BookingPage, problem: Option<Problem>, confirm: C) -> impl IntoView
where
    C: Fn(&TimeChoice) -> AnyView + Send + 'static,
{
    let notice = match (&problem, &page.cancelled, &page.moving) {
        (Some(problem), _, _) => Some((Tone::Warning, problem.to_string(), String::new())),
        (None, Some(cancelled), _) => {
            Some((Tone::Neutral, cancelled.clone(), "Choose another time if you like.".to_owned()))
        }
        (None, None, Some(moving)) => {
            Some((Tone::Brand, ["Planned for ", moving, "."].concat(), "Choose the new time.".to_owned()))
        }
        (None, None, None) => None,
    };
    let goal = if page.goal.is_empty() { ["Talk to ", &page.speaker.first_name].concat() } else { page.goal.clone() };
    let role = role(&page.speaker);
    let topics_title = ["What you can ask ", &page.speaker.first_name, " about"].concat();
    let label = match &page.borrowed {
        Some(borrowed) => ["Times are ", borrowed].concat(),
        None => zone_label(&page.zone, &page.zones),
    };
    view! {
        <PublicShell company=Some((page.company_id, page.company.clone()))>
            {notice
                .map(|(tone, fact, line)| view! { <div class="mb-4"><Banner tone fact line/></div> })}
            <section class="overflow-hidden rounded-2xl border border-line bg-surface shadow-2" aria-labelledby="t">
                <div class="grid grid-cols-1 lg:grid-cols-[20rem_minmax(0,1fr)_15.5rem]">
                    <div class="border-line p-6 wrap-anywhere max-lg:border-b lg:border-r lg:p-8">
                        <SpeakerFace speaker=page.speaker.clone()/>
                        <p class="mt-5 text-base text-muted">
                            {page.speaker.name.clone()} <br/> {role}
                        </p>
                        <h1 id="t" class="mt-2 text-xl font-semibold">
                            {goal}
                        </h1>
                        <ul class="mt-5 space-y-2.5 text-base text-muted">
                            <Fact glyph=Glyph::Clock text=format!("{} minutes", page.minutes)/>
                            <Fact glyph=Glyph::Video text="Video call, link sent when you book"/>
                            <Fact glyph=Glyph::Users text=page.joins/>
                        </ul>
                        <Topics title=topics_title topics=page.topics/>
                    </div>
                    <div class="p-5 sm:p-6 lg:p-8">
                        <MonthPicker
                            base=base.clone()
                            zone=page.zone.clone()
                            zones=page.zones
                            borrowed=page.borrowed
                            month=page.month
                        />
                    </div>
                    <div class="border-line bg-sunken p-5 max-lg:border-t sm:p-6 lg:border-l lg:py-9">
                        <TimesOfDay base zone=page.zone zone_label=label day=page.day confirm/>
                    </div>
                </div>
            </section>
        </PublicShell>
    }
}
