//! The dashboard of somebody who works in the company: what needs them comes first.

pub mod api;
mod calls;
mod needs;
mod requests;

use domain::accounts::{Permission, Viewer};
use domain::home::Home;
use leptos::prelude::*;

use self::calls::Calls;
use self::needs::Needs;
use self::requests::Requests;
use crate::layout::PageTitle;
use crate::ui::{ButtonKind, EmptyState, Glyph, LinkButton, Load};
use crate::{paths, session};

/// The page at the root.
#[component]
pub fn HomePage() -> impl IntoView {
    let home = api::dashboard();
    view! {
        <PageTitle title="Home"/>
        <Load read=home let:home>
            <Dashboard home/>
        </Load>
    }
}

#[component]
fn Dashboard(home: Home) -> impl IntoView {
    let viewer = session::use_viewer();
    let may = |permission| viewer.as_ref().is_some_and(|viewer| viewer.may(permission));
    let sees_deals = may(Permission::ViewOpportunities);
    let submits = may(Permission::SubmitRequests);
    let Home {
        today,
        greeting,
        zone,
        own,
        needs,
        needs_in_all,
        waiting,
        unrecorded,
        unrecorded_in_all,
        calls,
        requests,
    } = home;

    view! {
        <div class="mx-auto max-w-300 px-4 py-5 lg:px-6 lg:py-6">
            <div class="flex flex-wrap items-end justify-between gap-3">
                <div>
                    <p class="text-xs text-faint">{today}</p>
                    <h1 class="text-xl font-semibold">{greeting}</h1>
                </div>
                <Actions viewer/>
            </div>
            {if sees_deals {
                view! {
                    <div class="mt-5 grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
                        <div class="min-w-0 space-y-4">
                            {submits.then(|| view! { <Needs needs needs_in_all waiting unrecorded unrecorded_in_all/> })}
                            <Requests requests own/>
                        </div>
                        <Calls calls zone/>
                    </div>
                }
                    .into_any()
            } else {
                view! {
                    <EmptyState
                        glyph=Glyph::CheckCircle
                        title="Nothing waits for you"
                        line="Deals, requests and calls belong to other roles."
                    />
                }
                    .into_any()
            }}
        </div>
    }
}

/// The two ways to begin something, for those who may.
#[component]
fn Actions(viewer: Option<Viewer>) -> impl IntoView {
    let may = |permission| viewer.as_ref().is_some_and(|viewer| viewer.may(permission));
    view! {
        <div class="flex gap-2">
            {may(Permission::Import)
                .then(|| {
                    view! {
                        <LinkButton href=paths::imports() icon=Glyph::Upload class="max-sm:hidden">
                            "Import"
                        </LinkButton>
                    }
                })}
            {may(Permission::RunMatching)
                .then(|| {
                    view! {
                        <LinkButton href=paths::opportunities() icon=Glyph::Target kind=ButtonKind::Primary>
                            "Find a reference"
                        </LinkButton>
                    }
                })}
        </div>
    }
}
