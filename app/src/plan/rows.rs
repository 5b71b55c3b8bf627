//! The shortlists: per request who is held for it, and who is kept for another.

use domain::ids::{OpportunityId, RequestId};
use domain::matching::Urgency;
use domain::paging::counted;
use domain::plan::{PlanHeld, PlanName, PlanRow};
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Avatar, Badge, Card, FaceSize, TextLink, Tone};

#[component]
pub(super) fn Shortlists(rows: Vec<PlanRow>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <Shortlist row/> }).collect_view();
    view! {
        <Card id="shortlists" title="Requests and who is held for them">
            <ul class="divide-y divide-line-faint">{rows}</ul>
            <p class="border-t border-line-faint px-4 py-3 text-xs text-faint">
                "Points are a score without what a deal's size adds and without scarcity, which the plan weighs itself, and \
                for the date and the kind of activity of the request. So they differ from the scores of the deal's own page."
            </p>
        </Card>
    }
}

#[component]
fn Shortlist(row: PlanRow) -> impl IntoView {
    let (request, opportunity) = (row.request, row.opportunity);
    let names = row.names.into_iter().map(|name| view! { <HeldName opportunity name/> }).collect_view();
    let held = row.held.into_iter().map(|held| view! { <KeptForOthers request held/> }).collect_view();
    let gaps = match row.gaps {
        0 => None,
        1 => Some("One place stays empty: nobody else may be asked.".to_owned()),
        count => Some(format!("{count} places stay empty: nobody else may be asked.")),
    };
    view! {
        <li class="px-4 py-3.5">
            <div class="flex flex-wrap items-center gap-x-2 gap-y-1">
                <h3 class="text-sm font-medium">
                    <a href=paths::request(request) class="hover:underline">
                        {row.prospect}
                    </a>
                </h3>
                {(row.urgency == Urgency::High).then(|| view! { <Badge tone=Tone::Warning>"Urgent"</Badge> })}
                <p class="text-xs text-faint tnum">{["Needed by ", &row.needed_by, " · ", &row.state].concat()}</p>
            </div>
            <ol class="mt-2 grid grid-cols-1 gap-x-4 gap-y-1.5 sm:grid-cols-2 2xl:grid-cols-3">{names}</ol>
            {gaps.map(|gaps| view! { <p class="mt-1.5 text-xs text-warning-ink">{gaps}</p> })}
            <ul class="space-y-0.5">{held}</ul>
        </li>
    }
    .into_any()
}

#[component]
fn HeldName(opportunity: OpportunityId, name: PlanName) -> impl IntoView {
    let place = ["place ", &name.place.to_string(), " here"].concat();
    let score = [&counted(name.score, "point", "points"), ", ", &place].concat();
    view! {
        <li class="flex min-w-0 items-center gap-2">
            <Avatar name=name.name.clone() id=name.advocate.0 size=FaceSize::S24/>
            <div class="min-w-0">
                <p class="truncate text-sm">
                    <a href=paths::matched_advocate(opportunity, name.advocate) class="hover:underline">
                        {name.name}
                    </a>
                    <span class="text-muted">{[", ", &name.organisation_name].concat()}</span>
                </p>
                <p class="text-2xs text-faint tnum">{score}</p>
            </div>
        </li>
    }
}

#[component]
fn KeptForOthers(request: RequestId, held: PlanHeld) -> impl IntoView {
    let why = match held.held_for.as_slice() {
        [] => "bears no further ask".to_owned(),
        prospects => ["is held for ", &prospects.join(", ")].concat(),
    };
    let line = [held.name.as_str(), ", place ", &held.place.to_string(), " here, ", &why, ". "].concat();
    let href = paths::plan_taking(request, held.advocate);
    view! {
        <li class="mt-1.5 text-xs text-muted">
            {line}
            <TextLink href=href>
                "What would taking them cost"
                <span class="sr-only">{[": ", &held.name].concat()}</span>
            </TextLink>
        </li>
    }
}
