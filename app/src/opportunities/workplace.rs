//! The workplace of one deal: the head, and below it one tab a page. Each page is one read; the
//! matching tab brings its own beside that of the head.

use domain::ids::OpportunityId;
use domain::opportunities::Section;
use domain::problem::Problem;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api;
use super::header::WorkplaceHead;
use super::tabs::TabContent;
use crate::matching::MatchingTab;
use crate::ui::{Load, ProblemView, load};

fn id_of_page() -> String {
    use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default()
}

#[component]
pub fn MatchingPage() -> impl IntoView {
    let id = id_of_page();
    let head = api::workplace(id.clone(), Section::Matching, None);
    let tab = match id.parse::<OpportunityId>() {
        Ok(opportunity) => view! { <MatchingTab opportunity/> }.into_any(),
        Err(_) => view! { <ProblemView problem=Problem::NotFound heads_the_page=true/> }.into_any(),
    };
    // A deal the reader does not see is told once, by the tab: both reads ask by the same rule.
    view! {
        <div class="flex flex-col md:h-full">
            {load(
                head,
                |page| view! { <WorkplaceHead header=page.header current=Section::Matching/> }.into_any(),
                |_| ().into_any(),
            )}
            {tab}
        </div>
    }
}

#[component]
fn SectionPage(section: Section) -> impl IntoView {
    let after = use_query_map().with_untracked(|query| query.get("after"));
    let page = api::workplace(id_of_page(), section, after);
    view! {
        <Load read=page let:page>
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
