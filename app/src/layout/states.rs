//! The states that take the place of a page.

use domain::problem::Problem;
use leptos::prelude::*;

use super::page_header::PageTitle;
use crate::ui::ProblemView;

/// Nothing is at this address, or not for this reader; nobody learns which.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageTitle title="Not found"/>
        <Centred>
            <ProblemView problem=Problem::NotFound heads_the_page=true/>
        </Centred>
    }
}

/// The reader may not be here; `who_may` says who may.
#[component]
pub fn ForbiddenPage(#[prop(into)] who_may: String) -> impl IntoView {
    view! {
        <PageTitle title="Not allowed"/>
        <Centred>
            <ProblemView problem=Problem::Forbidden(who_may) heads_the_page=true/>
        </Centred>
    }
}

/// Something broke; the id finds the cause in the log.
#[component]
pub fn FailedPage(#[prop(into)] request_id: String) -> impl IntoView {
    view! {
        <PageTitle title="Something broke"/>
        <Centred>
            <ProblemView problem=Problem::Broken { request_id } heads_the_page=true/>
        </Centred>
    }
}

#[component]
fn Centred(children: Children) -> impl IntoView {
    view! { <div class="flex min-h-[60dvh] flex-1 flex-col">{children()}</div> }
}
