//! A page's one read: its skeleton while it is on its way, its problem if it fails, a way to try
//! again, and the page itself.

use domain::problem::Problem;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::problem::ProblemView;
use super::skeleton::SkeletonRows;

/// Shows what `resource` brought. Children get the value: `<Load resource let:page>…</Load>`.
///
/// Give it a blocking resource (`Resource::new_blocking`): the server then waits for the read, the
/// page arrives complete, and a missing record is a real 404.
#[component]
pub fn Load<T, E, V>(
    resource: Resource<Result<T, E>>,
    /// Read out while waiting: "Loading opportunities".
    #[prop(into)]
    label: String,
    /// The layout in grey; rows, unless something else is closer to the page.
    #[prop(optional, into)]
    skeleton: Option<ViewFn>,
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    E: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    Problem: From<E>,
    V: IntoView + 'static,
{
    let skeleton = skeleton.unwrap_or_else(|| {
        let label = label.clone();
        ViewFn::from(move || view! { <SkeletonRows label=label.clone()/> })
    });
    let retry = Callback::new(move |()| resource.refetch());
    view! {
        <Transition fallback=move || skeleton.run()>
            {move || {
                let children = children.clone();
                Suspend::new(async move {
                    match resource.await {
                        Ok(value) => children(value).into_any(),
                        Err(error) => {
                            view! { <ProblemView problem=Problem::from(error) retry heads_the_page=true/> }.into_any()
                        }
                    }
                })
            }}
        </Transition>
    }
}
