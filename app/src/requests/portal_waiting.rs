//! A request that waits, on the portal's home: enough to answer it there, and the way to all of it.

use domain::requests::WaitingAsk;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::Accept;
use super::portal_no::{No, NotThisTime};
use crate::paths;
use crate::ui::{Avatar, Badge, Button, ButtonKind, FaceSize, Glyph, OrgLogo, Size, TextLink};

#[component]
pub(super) fn WaitingCard(ask: WaitingAsk) -> impl IntoView {
    let heading = format!("ask-{}", ask.id);
    let id = heading.clone();
    let logo = ask.prospect_id.map_or(ask.id.0, |id| id.0);
    let title = format!("{} would like {} minutes with you", ask.prospect, ask.duration_minutes);
    let no = No { ask: ask.id, company_name: ask.company_name.clone(), ask_again: ask.ask_again.clone() };
    let (to_accept, to_read) = ([" the request of ", &ask.prospect].concat(), [" of ", &ask.prospect].concat());
    let facts = [
        ("They want to hear about", ask.topics.join(", ")),
        ("You would meet", ask.guests.join(" and ")),
        ("Before", ask.before.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| {
        view! {
            <div>
                <dt class="text-sm text-faint">{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    })
    .collect_view();
    view! {
        <section class="overflow-hidden rounded-xl border border-line bg-surface shadow-2" aria-labelledby=heading>
            <div class="p-5 sm:p-6">
                <div class="flex items-center justify-between gap-3">
                    <p class="flex items-center gap-2 text-sm text-muted">
                        <Avatar name=ask.rep_name.clone() id=ask.id.0/>
                        {[&ask.rep_name, " asked ", &ask.asked].concat()}
                    </p>
                    {ask.is_new.then(|| view! { <Badge strong=true>"New"</Badge> })}
                </div>
                <div class="mt-5 flex items-start gap-4">
                    <OrgLogo name=ask.prospect.clone() id=logo size=FaceSize::S48/>
                    <div class="min-w-0">
                        <h2 id=id class="text-lg font-semibold">
                            {title}
                        </h2>
                        <p class="text-base text-muted">{ask.prospect_facts}</p>
                    </div>
                </div>
                <dl class="mt-5 grid grid-cols-1 gap-4 text-base sm:grid-cols-3">{facts}</dl>
            </div>
            <div class="flex flex-wrap items-center gap-2 border-t border-line-faint bg-sunken px-5 py-4 sm:px-6">
                <form method="post" action=Accept::PATH>
                    <input type="hidden" name="ask" value=ask.id.to_string()/>
                    <Button kind=ButtonKind::Primary size=Size::ExtraLarge icon=Glyph::Check submit=true>
                        "Accept"
                        <span class="sr-only">{to_accept}</span>
                    </Button>
                </form>
                <NotThisTime no/>
                <TextLink href=paths::portal_request(ask.id) class="ml-auto text-base max-sm:w-full max-sm:py-2">
                    "Read the full request"
                    <span class="sr-only">{to_read}</span>
                </TextLink>
            </div>
        </section>
    }
}
