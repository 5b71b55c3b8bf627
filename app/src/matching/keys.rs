//! The keys of the page. Single letters do nothing while somebody types.

use domain::ids::AdvocateId;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlFormElement};

use super::bench::Bench;
use crate::ui::keys_are_off;

/// J and K walk the list, Enter on a row goes to the details, W to the weights, M matches again, R asks for a
/// reference, V compares, Escape goes back to the list.
pub fn listen_to_keys(bench: Bench) {
    let listener = StoredValue::new(None::<WindowListenerHandle>);
    Effect::new(move || {
        let handle = window_event_listener(ev::keydown, move |event| {
            if is_a_shortcut(&event) && act(bench, &event.key()) {
                event.prevent_default();
            }
        });
        listener.set_value(Some(handle));
    });
    on_cleanup(move || {
        if let Some(Some(handle)) = listener.try_update_value(Option::take) {
            handle.remove();
        }
    });
}

fn is_a_shortcut(event: &ev::KeyboardEvent) -> bool {
    let typing = event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|element| {
        // A slider takes arrows and no letters: who went there by W goes on from it by the next one.
        let closest =
            element.closest("input:not([type=range]), textarea, select, [contenteditable], dialog, [role=menu]");
        closest.ok().flatten().is_some()
    });
    !typing
        && !keys_are_off()
        && !event.ctrl_key()
        && !event.meta_key()
        && !event.alt_key()
        && !event.default_prevented()
}

/// Whether the key meant something here.
fn act(bench: Bench, key: &str) -> bool {
    match key {
        "j" => step(bench, 1),
        "k" => step(bench, -1),
        "Escape" if bench.chosen.get_untracked().is_some() => close(bench),
        "w" => focus_weights(),
        "m" => submit("match-again"),
        "r" => click("#request-reference"),
        "v" => click("#compare"),
        _ => false,
    }
}

fn step(bench: Bench, by: isize) -> bool {
    let visible = untrack(|| bench.visible());
    let at = untrack(|| bench.selected()).and_then(|id| visible.iter().position(|other| *other == id)).unwrap_or(0);
    let next = at.saturating_add_signed(by).min(visible.len().saturating_sub(1));
    let Some(id) = visible.get(next) else { return false };
    if bench.detail(*id).is_some() {
        bench.chosen.set(Some(*id));
    }
    focus_row(*id)
}

/// Whether the details lie over the list, as they do on narrow screens.
pub fn covers_the_list() -> bool {
    let narrow = window().match_media("(max-width: 1023px)");
    narrow.ok().flatten().is_some_and(|query| query.matches())
}

/// To the first slider; where the weights are folded, their address unfolds them.
fn focus_weights() -> bool {
    let pane = find("#weights").and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if pane.is_some_and(|pane| pane.offset_width() == 0) {
        // Fails only for an address that is none.
        let _ = window().location().set_hash("weights");
    }
    focus("#weights input[type=range]")
}

/// To the details of the selected one.
pub fn focus_details() {
    focus("#candidate");
}

/// Back to the list, at the row one came from.
pub fn close(bench: Bench) -> bool {
    let was = bench.chosen.get_untracked();
    bench.chosen.set(None);
    was.is_some_and(focus_row)
}

fn focus_row(id: AdvocateId) -> bool {
    focus(&format!("[data-advocate='{id}'] a"))
}

pub fn focus(selector: &str) -> bool {
    find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()).is_some_and(|element| {
        // Fails only when the element has left the page.
        element.focus().is_ok()
    })
}

fn click(selector: &str) -> bool {
    let element = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.map(|element| element.click()).is_some()
}

fn submit(form: &str) -> bool {
    let form = document().get_element_by_id(form).and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    form.is_some_and(|form| form.request_submit().is_ok())
}

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}
