//! The links that show a piece outside: making one, and the list of those that were made.

use domain::evidence::{EvidencePage, LinkRow};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{Revoke, Share};
use crate::paths;
use crate::ui::{Button, ButtonKind, Card, Choice, Glyph, Select, Size, Status, TextInput, TextLink, Tone};

#[component]
pub fn Links(page: EvidencePage) -> impl IntoView {
    let rows = page.links.into_iter().map(|link| view! { <Link link/> }).collect::<Vec<_>>();
    let is_bare = rows.is_empty();
    let days = [30, 7, 90]
        .iter()
        .map(|days: &i32| Choice::new(days.to_string(), [&days.to_string(), " days"].concat()))
        .collect();
    view! {
        <Card id="links" title="Share links">
            {page
                .may_share
                .then(|| {
                    view! {
                        <form
                            method="post"
                            action=Share::PATH
                            class="flex flex-wrap items-end gap-2 border-b border-line-faint p-4"
                        >
                            <input type="hidden" name="evidence" value=page.id.to_string()/>
                            <Select id="days" name="days" label="Good for" choices=days value="30" class="w-32"/>
                            <Button icon=Glyph::Link submit=true>"Make a link"</Button>
                        </form>
                    }
                })}
            {is_bare
                .then(|| {
                    view! { <p class="px-4 py-3 text-sm text-muted">"No link was made so far."</p> }
                })}
            <ul class="divide-y divide-line-faint">{rows}</ul>
        </Card>
    }
}

#[component]
fn Link(link: LinkRow) -> impl IntoView {
    let tone = if link.is_live { Tone::Success } else { Tone::Neutral };
    let made = ["Made ", &link.made_at, " by ", &link.by].concat();
    let seen = match (link.views, link.last_viewed) {
        (0, _) => "Not opened yet".to_owned(),
        (1, Some(at)) => ["Opened once, ", &at].concat(),
        (views, Some(at)) => ["Opened ", &views.to_string(), " times, last ", &at].concat(),
        (views, None) => ["Opened ", &views.to_string(), " times"].concat(),
    };
    let saved = match link.downloads {
        0 => String::new(),
        1 => ". File saved once".to_owned(),
        many => [". File saved ", &many.to_string(), " times"].concat(),
    };
    let of = [" the link of ", &link.made_at].concat();
    let address_label = ["Address of the link of ", &link.made_at].concat();
    let address_id = ["link-", &link.id.to_string()].concat();
    view! {
        <li class="space-y-2 px-4 py-3">
            <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <p class="text-sm">
                    <Status tone>{link.standing}</Status>
                </p>
                {link
                    .may_revoke
                    .then(|| {
                        view! {
                            <form method="post" action=Revoke::PATH>
                                <input type="hidden" name="link" value=link.id.to_string()/>
                                <Button kind=ButtonKind::DangerGhost size=Size::Small icon=Glyph::Ban submit=true>
                                    "Revoke"
                                    <span class="sr-only">{of}</span>
                                </Button>
                            </form>
                        }
                    })}
            </div>
            {link
                .url
                .map(|url| {
                    view! {
                        <TextInput
                            id=address_id
                            name="address"
                            label=address_label
                            label_hidden=true
                            value=url
                            readonly=true
                            size=Size::Small
                        />
                    }
                })}
            <p class="text-xs text-muted">{seen}{saved}</p>
            <p class="text-xs text-faint">
                {made}
                {link
                    .opportunity
                    .map(|(id, name)| {
                        view! {
                            " for "
                            <TextLink href=paths::opportunity(id)>{name}</TextLink>
                        }
                    })}
            </p>
        </li>
    }
}
