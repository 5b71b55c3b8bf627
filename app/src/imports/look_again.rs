//! Looking again while work is under way.

use std::time::Duration;

use leptos::prelude::*;

/// Asks for the page again after a moment: by script where there is one, else by the browser itself.
#[island]
pub fn LookAgain() -> impl IntoView {
    Effect::new(|| {
        set_timeout(
            || {
                // Nothing can be done about a browser that refuses to load.
                let _ = window().location().reload();
            },
            Duration::from_millis(1_500),
        );
    });
    view! { <noscript inner_html="<meta http-equiv=\"refresh\" content=\"2\">"></noscript> }
}
