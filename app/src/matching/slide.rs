//! Rows that slide to their new place: the old tops are measured, the list is drawn again, and each
//! row is animated from where it was. Only `transform` moves, through the Web Animations API, which
//! needs no inline style and so passes a strict content security policy.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlElement};

const MILLISECONDS: f64 = 280.0;
const EASING: &str = "cubic-bezier(.2,.8,.2,1)";

/// Measures the rows of a list, runs the change, and slides the rows from their old places.
pub fn slide(list: Option<HtmlElement>, change: impl FnOnce()) {
    let before = match &list {
        Some(list) if moves_are_welcome() => tops(list),
        _ => Vec::new(),
    };
    change();
    if before.is_empty() {
        return;
    }
    // The list is drawn again after this task; the next frame is the first that shows it.
    request_animation_frame(move || {
        for (row, old) in before {
            let by = old - row.get_bounding_client_rect().top();
            if by.abs() >= 1.0 {
                animate(&row, by);
            }
        }
    });
}

fn tops(list: &HtmlElement) -> Vec<(Element, f64)> {
    let rows = list.children();
    (0..rows.length())
        .filter_map(|at| rows.item(at))
        .map(|row| {
            let top = row.get_bounding_client_rect().top();
            (row, top)
        })
        .collect()
}

fn moves_are_welcome() -> bool {
    let asked = window().match_media("(prefers-reduced-motion: reduce)");
    !asked.ok().flatten().is_some_and(|query| query.matches())
}

/// `element.animate([{transform: from}, {transform: none}], {duration, easing})`. Called by name,
/// because the binding of the Web Animations API is not stable yet.
fn animate(row: &Element, by: f64) {
    let frame = |transform: &str| {
        let frame = js_sys::Object::new();
        set(&frame, "transform", &JsValue::from_str(transform));
        frame
    };
    let frames = js_sys::Array::of2(&frame(&format!("translateY({by}px)")), &frame("none"));
    let timing = js_sys::Object::new();
    set(&timing, "duration", &JsValue::from_f64(MILLISECONDS));
    set(&timing, "easing", &JsValue::from_str(EASING));
    let function = js_sys::Reflect::get(row, &JsValue::from_str("animate")).ok();
    if let Some(function) = function.and_then(|function| function.dyn_into::<js_sys::Function>().ok()) {
        // A browser that cannot animate has shown the new order already.
        let _ = function.call2(row, &frames, &timing);
    }
}

fn set(object: &js_sys::Object, key: &str, value: &JsValue) {
    // Fails only on frozen objects; this one was made a line ago.
    let _ = js_sys::Reflect::set(object, &JsValue::from_str(key), value);
}
