//! What the reader of a public page sees when its one read fails.

use std::future::Future;

use domain::problem::Problem;
use leptos::prelude::*;

use crate::api::ApiResult;
use crate::layout::{PageTitle, PublicShell};
use crate::ui::{EmptyState, Glyph, ProblemView, Tone, load};

/// The one read of a public page; a problem stands on a page of its own, in words for guests.
#[component]
pub fn GuestLoad<T, V>(
    read: impl Future<Output = ApiResult<T>> + Send + 'static,
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    load(read, move |value| children(value).into_any(), |problem| view! { <LinkProblem problem/> }.into_any())
}

#[component]
fn LinkProblem(problem: Problem) -> impl IntoView {
    const LOST: &str =
        "It may be cut off or mistyped. Open it again from your mail, or ask whoever sent it for a new one.";
    let (title, line) = match &problem {
        Problem::NotFound => ("This link leads nowhere", LOST.to_owned()),
        Problem::Gone(why) => ("This link is no longer open", why.clone()),
        Problem::Refused(refusal) => ("That is not possible now", refusal.message.clone()),
        _ => {
            return view! {
                <PageTitle title="Booking"/>
                <PublicShell company=None>
                    <ProblemView problem heads_the_page=true/>
                </PublicShell>
            }
            .into_any();
        }
    };
    view! {
        <PageTitle title/>
        <PublicShell company=None>
            <EmptyState glyph=Glyph::Link title line tone=Tone::Neutral heads_the_page=true/>
        </PublicShell>
    }
    .into_any()
}
