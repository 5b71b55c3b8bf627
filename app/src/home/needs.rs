//! What does not move by itself, the most urgent first.

use domain::home::{Need, NeedReason, UpcomingCall};
use domain::opportunities::SavedView;
use domain::paging::Count;
use domain::requests::RequestTab;
use domain::scheduling::CallsTab;
use leptos::prelude::*;

use crate::paths;
use crate::ui::{ButtonKind, Card, EmptyState, Glyph, Icon, LinkButton, Size, TextLink, Tone};

const DISC: &str = "inline-flex size-8 shrink-0 items-center justify-center rounded-full";

#[component]
pub(super) fn Needs(
    needs: Vec<Need>,
    needs_in_all: Count,
    waiting: Count,
    unrecorded: Vec<UpcomingCall>,
    unrecorded_in_all: Count,
) -> impl IntoView {
    // Each figure is the number of rows of the list that it leads to; what is shown here is the most urgent of them.
    let deals = match needs_in_all {
        Count { number: 1, or_more: false } => "1 deal needs a reference".to_owned(),
        count => format!("{count} deals need a reference"),
    };
    let calls = match unrecorded_in_all {
        Count { number: 1, or_more: false } => "1 call to record".to_owned(),
        count => format!("{count} calls to record"),
    };
    let asks = match waiting {
        Count { number: 1, or_more: false } => "1 request waits for you".to_owned(),
        count => format!("{count} requests wait for you"),
    };
    let figures = [
        (needs_in_all, deals, paths::opportunities_view(SavedView::Need)),
        (waiting, asks, paths::requests_tab(RequestTab::Waiting)),
        (unrecorded_in_all, calls, paths::calls_tab(CallsTab::ToRecord)),
    ];
    let figures: Vec<_> = figures.into_iter().filter(|(count, ..)| count.number > 0).collect();
    let is_nothing = figures.is_empty();
    let is_far = needs.is_empty() && unrecorded.is_empty();
    let foot = figures
        .into_iter()
        .map(|(_, words, href)| view! { <TextLink href class="text-xs">{words}</TextLink> })
        .collect_view();
    if is_nothing {
        return view! {
            <Card id="needs" title="Needs you">
                <EmptyState
                    glyph=Glyph::CheckCircle
                    tone=Tone::Success
                    title="Nothing needs you"
                    line="A deal appears here when its date comes closer and nobody was asked, a call when it is over."
                />
            </Card>
        }
        .into_any();
    }
    let calls = unrecorded.into_iter().map(|call| view! { <CallRow call/> }).collect_view();
    let rows =
        needs.into_iter().enumerate().map(|(index, need)| view! { <NeedRow need primary=index == 0/> }).collect_view();
    let far = is_far.then(|| {
        view! { <p class="px-4 py-4 text-sm text-muted">"No date is near: within four weeks, or passed for a week."</p> }
    });
    view! {
        <Card id="needs" title="Needs you">
            <ul class="divide-y divide-line-faint">{calls}{rows}</ul>
            {far}
            <p class="flex flex-wrap gap-x-4 gap-y-1 border-t border-line-faint px-4 py-2.5">{foot}</p>
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
