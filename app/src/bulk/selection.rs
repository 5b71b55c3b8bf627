//! What a script adds to the boxes of a list: ranges with Shift, all of the page at once, the count in the bar, and
//! keys. X ticks the row that has the focus (Shift: all from the last), Escape clears; J and K walk every list.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement};

use crate::ui::{ButtonKind, Glyph, IconButton, Size, keys_are_off};

/// The form around the list.
pub const FORM: &str = "bulk";
/// The box in the head that ticks the whole page; hidden until there is a script.
pub const WHOLE_PAGE: &str = "bulk-page";
/// The box in the bar that means every row of the list.
pub const WHOLE_LIST: &str = "bulk-all";

/// How many are ticked, and the way to tick none.
#[island]
pub fn Selection(
    /// All that the list holds: "64".
    total: String,
) -> impl IntoView {
    // Nothing before a script counts.
    let ticked = RwSignal::new(None::<usize>);
    let last = StoredValue::new(None::<usize>);
    let count = move || ticked.set(Some(boxes().iter().filter(|tick| tick.checked()).count()));
    Effect::new(move || {
        if let Some(head) = input(WHOLE_PAGE) {
            head.set_hidden(false);
        }
        count();
        let clicks = window_event_listener(ev::click, move |event| {
            if let Some(tick) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                clicked(&tick, event.shift_key(), last);
                count();
            }
        });
        let keys = window_event_listener(ev::keydown, move |event| {
            if is_a_shortcut(&event) && act(&event.key(), last) {
                event.prevent_default();
                count();
            }
        });
        on_cleanup(move || {
            clicks.remove();
            keys.remove();
        });
    });
    let words = move || match ticked.get() {
        None => "Ticked rows".to_owned(),
        Some(_) if input(WHOLE_LIST).is_some_and(|all| all.checked()) => ["All ", &total, " selected"].concat(),
        Some(number) => [&number.to_string(), " selected"].concat(),
    };
    view! {
        <span class="mr-2 font-medium whitespace-nowrap tnum" role="status">
            {words}
        </span>
        <span class="order-last inline-flex" class:hidden=move || ticked.get().is_none()>
            <IconButton
                glyph=Glyph::X
                label="Clear selection"
                kind=ButtonKind::Inverse
                size=Size::Small
                on:click=move |_| {
                    clear();
                    count();
                }
            />
        </span>
    }
}

/// A box was clicked: one of a row, or the one of the whole page.
fn clicked(tick: &HtmlInputElement, with_shift: bool, last: StoredValue<Option<usize>>) {
    let boxes = boxes();
    if tick.id() == WHOLE_PAGE {
        boxes.iter().for_each(|other| other.set_checked(tick.checked()));
        return;
    }
    let Some(at) = boxes.iter().position(|other| other == tick) else { return };
    if with_shift {
        range(&boxes, last.get_value(), at, tick.checked());
    }
    last.set_value(Some(at));
}

/// Ticks everything between two rows like the second.
fn range(boxes: &[HtmlInputElement], from: Option<usize>, to: usize, checked: bool) {
    let from = from.unwrap_or(to);
    let (first, end) = (from.min(to), from.max(to));
    for tick in boxes.iter().take(end + 1).skip(first) {
        tick.set_checked(checked);
    }
}

fn is_a_shortcut(event: &ev::KeyboardEvent) -> bool {
    let typing = event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|element| {
        let field = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog, [popover]";
        element.closest(field).ok().flatten().is_some()
    });
    !typing
        && !keys_are_off()
        && !event.ctrl_key()
        && !event.meta_key()
        && !event.alt_key()
        && !event.default_prevented()
}

/// Whether the key meant something here.
fn act(key: &str, last: StoredValue<Option<usize>>) -> bool {
    let boxes = boxes();
    let focused = document().active_element();
    let at = rows().iter().position(|row| row.contains(focused.as_ref().map(AsRef::as_ref)));
    match key {
        "x" | "X" => {
            let Some((at, tick)) = at.and_then(|at| Some((at, boxes.get(at)?))) else { return false };
            tick.set_checked(!tick.checked());
            if key == "X" {
                range(&boxes, last.get_value(), at, tick.checked());
            }
            last.set_value(Some(at));
            true
        }
        // An open menu is what Escape closes first, by itself.
        "Escape" if boxes.iter().any(HtmlInputElement::checked) && !is_a_menu_open() => {
            clear();
            true
        }
        _ => false,
    }
}

fn is_a_menu_open() -> bool {
    document().query_selector(":popover-open").is_ok_and(|open| open.is_some())
}

/// Nothing is ticked any more.
fn clear() {
    let heads = [WHOLE_PAGE, WHOLE_LIST].into_iter().filter_map(input);
    boxes().into_iter().chain(heads).for_each(|tick| tick.set_checked(false));
}

fn rows() -> Vec<Element> {
    let body = document().get_element_by_id(FORM).and_then(|form| form.query_selector("tbody").ok().flatten());
    let Some(rows) = body.map(|body| body.children()) else { return Vec::new() };
    (0..rows.length()).filter_map(|at| rows.item(at)).collect()
}

/// The box of every row.
fn boxes() -> Vec<HtmlInputElement> {
    let tick = |row: Element| row.query_selector("input[type=checkbox]").ok().flatten()?.dyn_into().ok();
    rows().into_iter().filter_map(tick).collect()
}

fn input(id: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(id).and_then(|element| element.dyn_into().ok())
}
