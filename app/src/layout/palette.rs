//! The palette: one field for everything, over any page. The script of `public/palette.js` opens it and fills it with
//! what the server renders (`search::palette`); without it the field of the sidebar leads to the page of search.

use domain::accounts::Viewer;
use domain::search::LONGEST_TEXT;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::here::use_back;
use super::shortcuts::{KEYS, places};
use crate::paths;
use crate::search::Palette as Fragment;
use crate::session::keys_are_off;
use crate::ui::{Button, Glyph, Icon, IconButton, Size};

const KEY: &str = "inline-flex h-5 min-w-5 items-center justify-center rounded-xs border border-line-strong bg-surface \
    px-1 font-sans text-2xs text-muted";
const FRAME: &str = "m-0 w-full max-w-none flex-col overflow-hidden bg-raised p-0 text-ink shadow-4 backdrop:bg-scrim \
    open:flex max-sm:h-dvh max-sm:max-h-none sm:mx-auto sm:mt-[9vh] sm:max-w-160 sm:rounded-xl sm:border \
    sm:border-line";

/// The two dialogs, closed, and the script that opens them.
#[component]
pub fn Palette(viewer: Viewer) -> impl IntoView {
    view! {
        <dialog id="palette" class=FRAME aria-label="Search or run a command" data-from=Fragment::PATH>
            <form method="get" action=paths::search() class="flex items-center gap-3 border-b border-line px-4">
                <Icon glyph=Glyph::Search class="size-5 text-faint"/>
                <input
                    name="q"
                    class="h-13 min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-faint"
                    role="combobox"
                    aria-expanded="false"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-label="Search or run a command"
                    placeholder="Search or run a command"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength=LONGEST_TEXT
                />
                <span class="sm:hidden">
                    <IconButton glyph=Glyph::X label="Close" size=Size::Small attr:data-close=""/>
                </span>
                <kbd class=[KEY, "max-sm:hidden"].join(" ")>"Esc"</kbd>
            </form>
            <ul
                id="palette-list"
                role="listbox"
                aria-label="Results"
                // What is there while an answer is under way fades only when that takes long.
                class="scroll-thin max-h-128 overflow-y-auto overscroll-contain not-empty:pb-2 max-sm:max-h-none \
                max-sm:flex-1 aria-busy:opacity-60 aria-busy:transition-opacity aria-busy:delay-400"
            ></ul>
            // Always there, so that what comes into it is read out.
            <p role="status" class="px-4.5 text-sm text-muted not-empty:py-3"></p>
            <div class="hidden items-center gap-4 border-t border-line bg-sunken px-4 py-2 text-xs text-muted sm:flex">
                <Hint keys="↑ ↓" does="move"/>
                <Hint keys="Enter" does="open"/>
                <Hint keys="Tab" does="actions"/>
                <Hint keys=">" does="commands"/>
                <Hint keys="@" does="people"/>
                <button type="button" data-shortcuts="" class="ml-auto flex items-center gap-1.5 hover:text-ink">
                    <kbd class=KEY>"?"</kbd>
                    "all shortcuts"
                </button>
            </div>
        </dialog>
        <Shortcuts viewer/>
        <script type="module" src="/palette.js" nonce=use_nonce()></script>
    }
}

#[component]
fn Hint(keys: &'static str, does: &'static str) -> impl IntoView {
    view! {
        <span class="flex items-center gap-1.5">
            <kbd class=KEY>{keys}</kbd>
            {does}
        </span>
    }
}

/// All keys, and the switch for those of a single letter (WCAG 2.1.4).
#[component]
fn Shortcuts(viewer: Viewer) -> impl IntoView {
    let back = use_back();
    let off = keys_are_off();
    let (state, switch, to) = if off {
        ("Keys of a single letter are off in this browser.", "Switch them on", "on")
    } else {
        ("Keys of a single letter do nothing while you type.", "Switch them off", "off")
    };
    let go: Vec<_> = places(&viewer).into_iter().filter_map(|place| Some((place.keys?, place))).collect();
    let go = go
        .into_iter()
        .map(|(keys, place)| {
            let label = ["Go to ", place.label].concat();
            view! { <Line keys does=label href=place.href/> }
        })
        .collect_view();
    let groups = KEYS
        .iter()
        .map(|(title, keys)| {
            let lines = keys.iter().map(|(keys, does)| view! { <Line keys=*keys does=*does/> }).collect_view();
            view! {
                <section>
                    <h3 class="mb-1 text-xs font-medium text-faint">{*title}</h3>
                    <ul class="space-y-1">{lines}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <dialog id="shortcuts" class=FRAME aria-labelledby="shortcuts-title">
            <div class="flex items-center justify-between border-b border-line px-4 py-2.5">
                <h2 id="shortcuts-title" class="text-base font-semibold">"Keyboard shortcuts"</h2>
                <IconButton glyph=Glyph::X label="Close the shortcuts" size=Size::Small attr:data-close=""/>
            </div>
            <div class="scroll-thin grid gap-5 overflow-y-auto px-4 py-4 text-sm sm:grid-cols-2">
                {groups}
                <section>
                    <h3 class="mb-1 text-xs font-medium text-faint">"Go to a page"</h3>
                    <ul class="space-y-1">{go}</ul>
                </section>
            </div>
            <form
                method="post"
                action=paths::keys()
                class="flex flex-wrap items-center justify-between gap-2 border-t border-line bg-sunken px-4 py-2.5 text-xs text-muted"
            >
                <input type="hidden" name="keys" value=to/>
                <input type="hidden" name="back" value=move || back.get()/>
                {state}
                <Button size=Size::Small submit=true>
                    {switch}
                </Button>
            </form>
        </dialog>
    }
}

/// What some keys do. With `href` the script goes there by them.
#[component]
fn Line(keys: &'static str, #[prop(into)] does: String, #[prop(optional)] href: Option<&'static str>) -> impl IntoView {
    let caps = keys
        .split(' ')
        .map(|key| {
            let key = if key.len() == 1 { key.to_uppercase() } else { key.to_owned() };
            view! { <kbd class=KEY>{key}</kbd> }
        })
        .collect_view();
    let chord = href.map(|_| keys);
    view! {
        <li class="flex items-center justify-between gap-3" data-keys=chord data-href=href>
            <span>{does}</span>
            <span class="flex shrink-0 gap-1">{caps}</span>
        </li>
    }
}
