//! `/b/:token/move`: the prospect chooses another time for a planned call.

use domain::scheduling::TimeChoice;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, MoveBooking};
use super::book::{ChooseFrame, token_of_page};
use super::guest::GuestLoad;
use super::picker::place_of;
use crate::layout::PageTitle;
use crate::session::use_flash;
use crate::ui::{Button, ButtonKind, Size};

/// The same calendar as for booking; the chosen time moves the call.
#[component]
pub fn MoveBookingPage() -> impl IntoView {
    let token = token_of_page();
    let place = place_of(&use_query_map().get_untracked());
    let page = api::move_page(token.clone(), place);
    view! {
        <GuestLoad read=page let:page>
            {page
                .map(|page| {
                    let take = {
                        let (token, zone) = (token.clone(), page.zone.clone());
                        move |time: &TimeChoice| confirm(&token, &zone, time)
                    };
                    let base = format!("/b/{token}/move");
                    let problem = use_flash::<MoveBooking>().problem();
                    view! {
                        <PageTitle title=["Move your talk with ", &page.speaker.name].concat()/>
                        <ChooseFrame base page problem confirm=take/>
                    }
                })}
        </GuestLoad>
    }
}

fn confirm(token: &str, zone: &str, time: &TimeChoice) -> AnyView {
    view! {
        <form method="post" action=MoveBooking::PATH>
            <input type="hidden" name="token" value=token.to_owned()/>
            <input type="hidden" name="slot" value=time.key.clone()/>
            <input type="hidden" name="tz" value=zone.to_owned()/>
            <Button submit=true kind=ButtonKind::Primary size=Size::Large class="mt-1 w-full">
                "Move here"
            </Button>
        </form>
    }
    .into_any()
}
