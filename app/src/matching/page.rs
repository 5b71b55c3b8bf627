//! The page of the matching, until the workplace of an opportunity frames it.

use domain::ids::OpportunityId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::tab::MatchingTab;
use crate::layout::{NotFoundPage, PageHeader};

#[component]
pub fn MatchingPage() -> impl IntoView {
    let params = use_params_map();
    let opportunity = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<OpportunityId>().ok()));
    move || match opportunity.get() {
        Some(opportunity) => view! {
            <div class="flex flex-col md:h-full">
                <header class="shrink-0 border-b border-line">
                    <PageHeader title="Matching"/>
                </header>
                <MatchingTab opportunity/>
            </div>
        }
        .into_any(),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}
