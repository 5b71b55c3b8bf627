//! The one read of a page that carries no script, and what its reader sees when it fails.

use domain::problem::Problem;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::ApiResult;
use crate::layout::{PageTitle, PublicShell};
use crate::ui::{EmptyState, Glyph, ProblemView, Tone};

/// The one read of a public page; a problem stands on a page of its own, in words for guests.
#[component]
pub fn GuestLoad<T, V>(
    resource: Resource<ApiResult<T>>,
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    V: IntoView + 'static,
{
    read(resource, children, |problem| view! { <LinkProblem problem/> }.into_any())
}

/// The one read of an advocate's page: a problem stands inside the frame, without a button that
/// would need a script.
#[component]
pub fn PlainLoad<T, V>(
    resource: Resource<ApiResult<T>>,
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    V: IntoView + 'static,
{
    read(resource, children, |problem| view! { <ProblemView problem heads_the_page=true/> }.into_any())
}

fn read<T, V>(
    resource: Resource<ApiResult<T>>,
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
    failed: fn(Problem) -> AnyView,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Suspense fallback=|| ()>
            {move || {
                let children = children.clone();
                Suspend::new(async move {
                    match resource.await {
                        Ok(value) => children(value).into_any(),
                        Err(error) => failed(Problem::from(error)),
                    }
                })
            }}
        </Suspense>
    }
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
