//! The workplace of one deal: the head, and below it one tab a page. Each page is one read; the
//! matching tab brings its own beside that of the head.

use domain::ids::OpportunityId;
use domain::opportunities::{Section, Workplace};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api;
use super::header::WorkplaceHead;
use super::tabs::TabContent;
use crate::api::ApiResult;
use crate::matching::MatchingTab;
use crate::ui::{Load, ProblemView};

fn use_id() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default())
}

fn use_workplace(id: Memo<String>, section: Section) -> Resource<ApiResult<Workplace>> {
    let query = use_query_map();
    let after = move || query.with(|query| query.get("after")).filter(|_| section != Section::Matching);
    Resource::new_blocking(move || (id.get(), after()), move |(id, after)| api::workplace(id, section, after))
}

#[component]
pub fn MatchingPage() -> impl IntoView {
    let id = use_id();
    let head = use_workplace(id, Section::Matching);
    let tab = move || match id.get().parse::<OpportunityId>() {
        Ok(opportunity) => view! { <MatchingTab opportunity/> }.into_any(),
        Err(_) => view! { <ProblemView problem=domain::problem::Problem::NotFound heads_the_page=true/> }.into_any(),
    };
    // A deal the reader does not see is told once, by the tab: both reads ask by the same rule.
    view! {
        <div class="flex flex-col md:h-full">
            <Transition>
                {move || Suspend::new(async move {
                    head.await
                        .ok()
                        .map(|page| view! { <WorkplaceHead header=page.header current=Section::Matching/> })
                })}
            </Transition>
            {tab}
        </div>
    }
}

#[component]
fn SectionPage(section: Section) -> impl IntoView {
    let page = use_workplace(use_id(), section);
    view! {
        <Load resource=page label="Loading the opportunity" let:page>
            <div class="flex flex-col md:h-full">
                <WorkplaceHead header=page.header.clone() current=section/>
                <div class="min-h-0 flex-1 md:overflow-y-auto">
                    <TabContent page/>
                </div>
            </div>
        </Load>
    }
}

#[component]
pub fn RequestsPage() -> impl IntoView {
    view! { <SectionPage section=Section::Requests/> }
}

#[component]
pub fn CallsPage() -> impl IntoView {
    view! { <SectionPage section=Section::Calls/> }
}

#[component]
pub fn ActivityPage() -> impl IntoView {
    view! { <SectionPage section=Section::Activity/> }
}

#[component]
pub fn NotesPage() -> impl IntoView {
    view! { <SectionPage section=Section::Notes/> }
}
