//! What the reader of a public page sees when its one read fails.

use std::future::Future;

use leptos::prelude::*;

use crate::api::ApiResult;
use crate::layout::LostLink;
use crate::ui::load;

const LOST: &str = "It may be cut off or mistyped. Open it again from your mail, or ask whoever sent it for a new one.";

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
    load(
        read,
        move |value| children(value).into_any(),
        |problem| view! { <LostLink problem page="Booking" lost=LOST/> }.into_any(),
    )
}
