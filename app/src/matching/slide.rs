//! Rows that slide to their new place: the old tops are measured, the list is drawn again, and each
//! row is animated from where it was. Only `transform` moves, through the Web Animations API, which
//! needs no inline style and so passes a strict content security policy.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlElement};

use super::bench::Bench;

const MILLISECONDS: f64 = 280.0;
/// Hardly any row is higher, in CSS pixels.
const ROW: f64 = 200.0;
/// So many rows below the edge follow, too: rows differ in height.
const BELOW: usize = 2;
const EASING: &str = "cubic-bezier(.2,.8,.2,1)";

thread_local! {
    /// When the last change came, in milliseconds since the page was opened.
    static LAST: Cell<f64> = const { Cell::new(f64::MIN) };
    /// The slides of that change.
    static SLIDING: RefCell<Vec<JsValue>> = const { RefCell::new(Vec::new()) };
}

/// Measures the rows of a list, runs the change, and slides the rows from their old places. While a slider is dragged
/// one change follows the other within a slide: then rows go where they belong at once, and the hand is kept up with.
pub fn slide(bench: Bench, list: Option<HtmlElement>, change: impl FnOnce()) {
    let now = window().performance().map_or(f64::MAX, |clock| clock.now());
    let is_dragged = now - LAST.replace(now) < MILLISECONDS;
    for animation in SLIDING.take().iter().filter(|_| is_dragged) {
        call(animation, "finish", &js_sys::Array::new());
    }
    let mut before = Vec::new();
    if let Some(list) = list.filter(|_| !is_dragged) {
        before = tops(&list);
        let bottom = height_of_window();
        bench.follow(before.iter().filter(|(_, top)| *top < bottom).count() + BELOW);
    }
    change();
    if before.is_empty() || !moves_are_welcome() {
        return;
    }
    // The list is drawn again after this task; the next frame is the first that shows it.
    request_animation_frame(move || {
        // A further step came before this one was seen.
        if LAST.get() > now {
            return;
        }
        // All are measured before any moves: each animation that begins makes the next measuring lay the page out anew.
        let moves: Vec<(Element, f64)> = before
            .into_iter()
            .filter_map(|(row, old)| {
                let new = row.get_bounding_client_rect().top();
                let by = old - new;
                (by.abs() >= 1.0 && (is_in_sight(old) || is_in_sight(new))).then_some((row, by))
            })
            .collect();
        SLIDING.set(moves.into_iter().filter_map(|(row, by)| animate(&row, by)).collect());
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

/// Whether a row that begins there can be seen; one that goes from below the edge to below the edge need not slide.
fn is_in_sight(top: f64) -> bool {
    (-ROW..height_of_window()).contains(&top)
}

fn height_of_window() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::MAX)
}

fn moves_are_welcome() -> bool {
    let asked = window().match_media("(prefers-reduced-motion: reduce)");
    !asked.ok().flatten().is_some_and(|query| query.matches())
}

/// `element.animate([{transform: from}, {transform: none}], {duration, easing})`. Called by name,
/// because the binding of the Web Animations API is not stable yet.
fn animate(row: &Element, by: f64) -> Option<JsValue> {
    let frame = |transform: &str| {
        let frame = js_sys::Object::new();
        set(&frame, "transform", &JsValue::from_str(transform));
        frame
    };
    let frames = js_sys::Array::of2(&frame(&format!("translateY({by}px)")), &frame("none"));
    let timing = js_sys::Object::new();
    set(&timing, "duration", &JsValue::from_f64(MILLISECONDS));
    set(&timing, "easing", &JsValue::from_str(EASING));
    // A browser that cannot animate has shown the new order already.
    call(row, "animate", &js_sys::Array::of2(&frames, &timing))
}

fn call(object: &JsValue, name: &str, arguments: &js_sys::Array) -> Option<JsValue> {
    let function = js_sys::Reflect::get(object, &JsValue::from_str(name)).ok()?.dyn_into::<js_sys::Function>().ok()?;
    function.apply(object, arguments).ok()
}

fn set(object: &js_sys::Object, key: &str, value: &JsValue) {
    // Fails only on frozen objects; this one was made a line ago.
    let _ = js_sys::Reflect::set(object, &JsValue::from_str(key), value);
}
