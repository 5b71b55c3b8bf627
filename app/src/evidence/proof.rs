//! Proof before people: above the ranked customers of a deal, what can be shown without asking anybody.

use std::future::Future;

use domain::evidence::{ProofOffers, ProofPart, ProofRow};
use domain::ids::OpportunityId;
use domain::matching::Amount;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::Share;
use super::glyph;
use crate::api::ApiResult;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Banner, Button, Glyph, Icon, Size, TextInput, TextLink, Tone, load};

/// The best pieces for this deal; nothing at all where none fits, or while they cannot be read: the people below do not
/// wait for the papers.
#[component]
pub fn ProofFirst(
    opportunity: OpportunityId,
    read: impl Future<Output = ApiResult<ProofOffers>> + Send + 'static,
) -> impl IntoView {
    load(
        read,
        move |offers| match offers.rows.is_empty() {
            true => ().into_any(),
            false => view! { <Offers opportunity offers/> }.into_any(),
        },
        |problem| {
            let fact = ["Evidence could not be read. ", &problem.to_string()].concat();
            view! { <div class="p-3 pb-0"><Banner tone=Tone::Warning fact/></div> }.into_any()
        },
    )
}

#[component]
fn Offers(opportunity: OpportunityId, offers: ProofOffers) -> impl IntoView {
    let refused = use_flash::<Share>()
        .problem()
        .map(|problem| view! { <div class="px-4 pt-3"><Banner tone=Tone::Warning fact=problem.to_string()/></div> });
    // Folded, so that the people stay in view; open where a link was made or refused.
    let is_open = refused.is_some() || offers.rows.iter().any(|row| row.shared.is_some());
    let count = match offers.rows.len() {
        1 => "1 approved piece of evidence fits; nobody has to be asked".to_owned(),
        count => format!("{count} approved pieces of evidence fit; nobody has to be asked"),
    };
    let may_share = offers.may_share;
    let rows = offers.rows.into_iter().map(|row| view! { <Row opportunity row may_share/> }).collect_view();
    view! {
        <section class="border-b border-line" aria-labelledby="proof">
            <details open=is_open>
                <summary class="focus-inset cursor-pointer px-4 py-2.5 hover:bg-hover">
                    <h2 id="proof" class="inline text-sm font-semibold">
                        "Show proof first"
                    </h2>
                    <span class="ml-2 text-xs text-faint">{count}</span>
                </summary>
                {refused}
                <ul class="divide-y divide-line-faint">{rows}</ul>
            </details>
        </section>
    }
}

#[component]
fn Row(opportunity: OpportunityId, row: ProofRow, may_share: bool) -> impl IntoView {
    let whose = match &row.advocate_name {
        Some(name) => [row.kind.label(), ". ", name, ", ", &row.organisation_name].concat(),
        None => [row.kind.label(), ". ", &row.organisation_name].concat(),
    };
    let reasons = row.reasons.join(" · ");
    let part = |part: ProofPart| {
        let points = Amount(i32::try_from(part.score * 10).unwrap_or(i32::MAX));
        view! {
            <dt class="text-left">{part.label}</dt>
            <dd class="tnum">{format!("{points} / {}", part.most)}</dd>
        }
    };
    let parts = row.parts.into_iter().map(part).collect_view();
    let field = ["proof-", &row.id.to_string()].concat();
    let named = [" for ", &row.title].concat();
    let action = match (row.shared, may_share) {
        (Some(url), true) => view! {
            <TextInput
                id=field
                name="address"
                label=["Link", &named].concat()
                label_hidden=true
                value=url
                readonly=true
                size=Size::Small
                class="w-full"
            />
        }
        .into_any(),
        (None, true) => view! {
            <form method="post" action=Share::PATH>
                <input type="hidden" name="evidence" value=row.id.to_string()/>
                <input type="hidden" name="opportunity" value=opportunity.to_string()/>
                <Button size=Size::Small icon=Glyph::Link submit=true>
                    "Make share link"
                    <span class="sr-only">{named}</span>
                </Button>
            </form>
        }
        .into_any(),
        (_, false) => ().into_any(),
    };
    view! {
        <li class="grid grid-cols-[2rem_minmax(0,1fr)_auto] gap-x-3 gap-y-1.5 px-4 py-2.5">
            <span class="inline-flex size-8 items-center justify-center rounded-md bg-active text-muted">
                <Icon glyph=glyph(row.kind)/>
            </span>
            <span class="min-w-0">
                <span class="block truncate text-sm">
                    <TextLink href=paths::evidence(row.id)>{row.title}</TextLink>
                </span>
                <span class="block truncate text-xs text-muted">{whose}</span>
                <a href=paths::evidence(row.id) class="block text-xs hover:underline">
                    {reasons}
                </a>
            </span>
            <details class="max-w-44 text-right">
                <summary class="cursor-pointer list-none hover:underline" title="What this is made of">
                    <span class="block text-md font-semibold tnum">{row.points}</span>
                    <span class="block text-2xs text-muted">"of 100"</span>
                </summary>
                <dl class="mt-1 grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 text-2xs text-muted">{parts}</dl>
            </details>
            <span class="col-start-2 col-end-4">{action}</span>
        </li>
    }
}
