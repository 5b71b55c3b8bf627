//! One stream of server-sent events, and its end. The page holds one at a time.

use std::cell::RefCell;

use domain::matching::Step;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Event, EventSource, MessageEvent};

/// What comes over the stream.
pub enum Heard {
    Step(Step),
    /// The browser gave up: what it got was no stream.
    Lost,
}

struct Source {
    events: EventSource,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

impl Drop for Source {
    fn drop(&mut self) {
        self.events.set_onmessage(None);
        self.events.set_onerror(None);
        self.events.close();
    }
}

thread_local! {
    static OPEN: RefCell<Option<Source>> = const { RefCell::new(None) };
}

/// Listens there instead of where it listened before; no when the browser cannot. Lost connections are taken up again by
/// the browser itself, from the last event it got.
pub fn open(path: &str, hear: impl Fn(Heard) + Copy + 'static) -> bool {
    close();
    let Ok(events) = EventSource::new(path) else { return false };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        // A line of a newer server is passed over: what counts comes as a line that is known.
        if let Some(step) = event.data().as_string().and_then(|line| Step::read(&line)) {
            hear(Heard::Step(step));
        }
    });
    let failed = {
        let events = events.clone();
        Closure::<dyn FnMut(Event)>::new(move |_: Event| {
            if events.ready_state() == EventSource::CLOSED {
                hear(Heard::Lost);
            }
        })
    };
    events.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    events.set_onerror(Some(failed.as_ref().unchecked_ref()));
    OPEN.replace(Some(Source { events, _heard: heard, _failed: failed }));
    true
}

/// Stops listening; the work of the stream goes with it.
pub fn close() {
    drop(OPEN.take());
}
