//! A part of a page that waits for work done elsewhere; `public/renew.js` reads it again until it is there.

use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// While it waits, the part is read anew from an address whose page holds it too. Something in it should lead there, for
/// browsers without scripts.
#[component]
pub fn Renewing(
    id: &'static str,
    #[prop(into)] address: String,
    is_waiting: bool,
    /// What somebody who does not see the page is told when the wait is over.
    told: &'static str,
    children: Children,
) -> impl IntoView {
    let script = is_waiting.then(|| {
        view! {
            <p class="sr-only" role="status" data-tells=id></p>
            <script type="module" src="/renew.js" nonce=use_nonce()></script>
        }
    });
    view! {
        <div id=id data-renews=is_waiting.then_some(address) data-told=told>
            {children()}
        </div>
        {script}
    }
}
