//! The document around the app: language, theme, styles, and the start script where a page needs one.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::app::App;

/// What the server knows about the document before it renders.
#[derive(Clone, Debug)]
pub struct Document {
    pub assets: Assets,
    /// `light`, `dark`, or nothing: then the system decides.
    pub theme: Option<&'static str>,
    /// `off` when the keys of a single letter are switched off.
    pub keys: Option<&'static str>,
    /// Whether the page may hold an island; pages for guests are plain HTML.
    pub alive: bool,
}

/// Addresses of the built files; with a hash of their content in the name when they were hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    pub css: String,
    pub js: String,
    pub wasm: String,
}

impl Assets {
    /// Reads the names from `hash.txt` beside the program, as the build wrote them; without that
    /// file the names are plain.
    pub fn find() -> Self {
        let file = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("hash.txt")));
        let hashes = file.and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
        Self::named(&hashes)
    }

    /// From lines such as `js: abc`.
    fn named(hashes: &str) -> Self {
        let address = |kind: &str, extension: &str| {
            let hash = hashes.lines().find_map(|line| line.split_once(':').filter(|(key, _)| key.trim() == kind));
            match hash {
                Some((_, hash)) => format!("/pkg/peerchamps.{}.{extension}", hash.trim()),
                None => format!("/pkg/peerchamps.{extension}"),
            }
        };
        Self { css: address("css", "css"), js: address("js", "js"), wasm: address("wasm", "wasm") }
    }
}

/// Pages without any script, by the start of their path: before sign-in, for prospects, for advocates, and the demo's
/// mailbox.
const PLAIN_PAGES: &[&str] = &["/sign-in", "/join/", "/b/", "/e/", "/portal", "/dev/"];

/// Whether the page at this path may hold an island.
pub fn is_alive(path: &str) -> bool {
    !PLAIN_PAGES.iter().any(|start| path.starts_with(start))
}

/// The whole document. Its font is not preloaded: a browser that comes from another page of ours has it already, takes it
/// from there, and then complains of a preload that nobody used. Until it is there a font of the same measures stands in.
pub fn shell(document: Document) -> impl IntoView {
    let Document { assets, theme, keys, alive } = document;
    let css = assets.css.clone();
    view! {
        <!DOCTYPE html>
        <html lang="en-GB" data-theme=theme data-keys=keys>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=css/>
                {alive.then(|| view! { <Awaken assets/> })}
                <MetaTags/>
            </head>
            <body class="bg-canvas font-sans text-sm text-ink antialiased">
                <App/>
            </body>
        </html>
    }
}

/// Fetches the browser's side where the page holds an island, and wakes each. The framework's own component fetches it
/// on every page, and leaves its preload link without a nonce, which `strict-dynamic` refuses.
#[component]
fn Awaken(assets: Assets) -> impl IntoView {
    // The page itself is not hydrated; an island turns this on for what is inside it.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let script = format!(
        "const islands=document.querySelectorAll('leptos-island');\
         if(islands.length)import('{js}').then(app=>app.default({{module_or_path:'{wasm}'}}).then(()=>{{\
         app.hydrate();for(const island of islands)app[island.dataset.component](island)}}))",
        js = assets.js,
        wasm = assets.wasm,
    );
    view! { <script type="module" nonce=use_nonce() inner_html=script></script> }
}

#[cfg(test)]
mod tests {
    use super::is_alive;

    #[test]
    fn pages_for_guests_carry_no_script() {
        for plain in ["/sign-in", "/join/x", "/b/x/details", "/e/x", "/portal", "/portal/requests/1"] {
            assert!(!is_alive(plain), "{plain}");
        }
        for alive in ["/", "/opportunities", "/evidence", "/settings/jobs"] {
            assert!(is_alive(alive), "{alive}");
        }
    }
}
