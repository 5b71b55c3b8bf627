//! A page's one read.

use std::future::Future;

use domain::problem::Problem;
use leptos::prelude::*;

use super::problem::ProblemView;

/// A page's one read: `<Load read=api::page(id) let:page>…</Load>`. The server waits for it, so the page arrives
/// complete and a missing record is a real 404; nothing of what was read is sent but the page. A problem stands in its
/// place.
#[component]
pub fn Load<T, E, V>(
    read: impl Future<Output = Result<T, E>> + Send + 'static,
    children: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    E: Send + 'static,
    Problem: From<E>,
    V: IntoView + 'static,
{
    load(
        read,
        move |value| children(value).into_any(),
        |problem| view! { <ProblemView problem heads_the_page=true/> }.into_any(),
    )
}

/// The same with words of one's own for a problem.
pub fn load<T, E>(
    read: impl Future<Output = Result<T, E>> + Send + 'static,
    show: impl FnOnce(T) -> AnyView + Send + 'static,
    failed: fn(Problem) -> AnyView,
) -> impl IntoView
where
    T: Send + 'static,
    E: Send + 'static,
    Problem: From<E>,
{
    let page = Suspend::new(async move {
        match read.await {
            Ok(value) => show(value),
            Err(error) => failed(Problem::from(error)),
        }
    });
    view! { <Suspense fallback=|| ()>{page}</Suspense> }
}
