//! What does not move by itself, the most urgent first.

use domain::home::{Need, NeedReason, UpcomingCall};
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Badge, ButtonKind, Card, EmptyState, Glyph, Icon, LinkButton, Size, Tone};

const DISC: &str = "inline-flex size-8 shrink-0 items-center justify-center rounded-full";

#[component]
pub(super) fn Needs(needs: Vec<Need>, in_all: i64, unrecorded: Vec<UpcomingCall>) -> impl IntoView {
    let shown = i64::try_from(needs.len()).unwrap_or(in_all);
    let more = (in_all > shown).then(|| {
        let more = in_all - shown;
        view! {
            <p class="border-t border-line-faint px-4 py-2.5 text-xs text-faint">
                {if more == 1 { "1 more is less urgent".to_owned() } else { format!("{more} more are less urgent") }}
            </p>
        }
    });
    let in_all = in_all + i64::try_from(unrecorded.len()).unwrap_or_default();
    if needs.is_empty() && unrecorded.is_empty() {
        return view! {
            <Card id="needs" title="Needs you">
                <EmptyState
                    glyph=Glyph::CheckCircle
                    tone=Tone::Success
                    title="Nothing needs you"
                    line="A deal appears here when its date comes closer and nobody was asked."
                />
            </Card>
        }
        .into_any();
    }
    let calls = unrecorded.into_iter().map(|call| view! { <CallRow call/> }).collect_view();
    let rows =
        needs.into_iter().enumerate().map(|(index, need)| view! { <NeedRow need primary=index == 0/> }).collect_view();
    let count = view! { <Badge tone=Tone::Brand>{in_all}</Badge> }.into_any();
    view! {
        <Card id="needs" title="Needs you" aside=count>
            <ul class="divide-y divide-line-faint">{calls}{rows}</ul>
            {more}
        </Card>
    }
    .into_any()
}

/// A call whose time is over: one tap away from the truth.
#[component]
fn CallRow(call: UpcomingCall) -> impl IntoView {
    let name = format!("Record the call with {} for {}", call.advocate, call.prospect);
    view! {
        <li class="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 hover:bg-hover sm:flex-nowrap">
            <span class=[DISC, "bg-warning-soft text-warning-ink"].join(" ")>
                <Icon glyph=Glyph::Phone/>
            </span>
            <div class="min-w-0 flex-1 basis-56">
                <p class="text-sm font-medium">{format!("Did {} and {} talk?", call.advocate, call.prospect)}</p>
                <p class="text-xs text-muted sm:truncate">{format!("Planned for {}, {}", call.day, call.at)}</p>
            </div>
            <span class="ml-11 sm:ml-0 sm:w-32 sm:shrink-0 sm:[&>*]:w-full">
                <LinkButton href=paths::call(call.id) size=Size::Small attr:aria-label=name>
                    "Record"
                </LinkButton>
            </span>
        </li>
    }
}

#[component]
fn NeedRow(need: Need, primary: bool) -> impl IntoView {
    let (glyph, tone, act) = match need.reason {
        NeedReason::NobodyAsked => (Glyph::Target, "bg-brand-soft text-brand-ink", "Review matches"),
        NeedReason::Declined { .. } => (Glyph::XCircle, "bg-warning-soft text-warning-ink", "Ask the next"),
        NeedReason::Silent { .. } => (Glyph::Hourglass, "bg-warning-soft text-warning-ink", "Ask the next"),
    };
    let kind = if primary { ButtonKind::Primary } else { ButtonKind::Secondary };
    let (title, line) = (need.title(), need.line());
    let name = format!("{act} for {}", need.prospect);
    view! {
        <li class="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 hover:bg-hover sm:flex-nowrap">
            <span class=[DISC, tone].join(" ")>
                <Icon glyph/>
            </span>
            <div class="min-w-0 flex-1 basis-56">
                <p class="text-sm font-medium">{title}</p>
                <p class="text-xs text-muted sm:truncate">{line}</p>
            </div>
            <span class="hidden w-24 text-right text-sm tnum text-muted sm:block">{need.amount}</span>
            <span class="ml-11 sm:ml-0 sm:w-32 sm:shrink-0 sm:[&>*]:w-full">
                <LinkButton href=paths::opportunity(need.opportunity) kind size=Size::Small attr:aria-label=name>
                    {act}
                </LinkButton>
            </span>
        </li>
    }
}
