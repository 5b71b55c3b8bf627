//! Toasts: what just happened, bottom right, at most three. Good news leaves after six seconds;
//! errors stay until they are closed.

use std::time::Duration;

use leptos::prelude::*;

use super::button::{IconButton, Size};
use super::icon::{Glyph, Icon};

const SHOWN_AT_ONCE: usize = 3;
const GOOD_NEWS_STAYS: Duration = Duration::from_secs(6);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Done,
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Toast {
    number: u64,
    kind: Kind,
    fact: String,
    line: Option<String>,
}

/// The toasts of an island. Provided once at its root, found by `use_toasts`.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    count: StoredValue<u64>,
}

impl Toasts {
    fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), count: StoredValue::new(0) }
    }

    /// Something worked: "Request sent to Ingrid".
    pub fn done(self, fact: impl Into<String>, line: Option<String>) {
        let number = self.push(Kind::Done, fact.into(), line);
        set_timeout(move || self.dismiss(number), GOOD_NEWS_STAYS);
    }

    /// Something did not work; it stays until closed.
    pub fn failed(self, fact: impl Into<String>, line: Option<String>) {
        self.push(Kind::Failed, fact.into(), line);
    }

    fn push(self, kind: Kind, fact: String, line: Option<String>) -> u64 {
        let number = self.count.get_value();
        self.count.set_value(number + 1);
        self.shown.update(|shown| {
            shown.push(Toast { number, kind, fact, line });
            let surplus = shown.len().saturating_sub(SHOWN_AT_ONCE);
            shown.drain(..surplus);
        });
        number
    }

    fn dismiss(self, number: u64) {
        self.shown.update(|shown| shown.retain(|toast| toast.number != number));
    }
}

/// Makes the toasts known to everything below; an island calls it once and holds the `ToastRegion`.
pub fn provide_toasts() {
    provide_context(Toasts::new());
}

/// The toasts of this island; where none were provided nobody sees them.
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().unwrap_or_else(Toasts::new)
}

/// The corner where toasts appear. Two live regions, because an error interrupts and good news waits.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let of = move |kind: Kind| {
        move || {
            let shown = toasts.shown.get();
            shown.into_iter().filter(|toast| toast.kind == kind).collect::<Vec<_>>()
        }
    };
    view! {
        <div class="pointer-events-none fixed right-4 bottom-4 z-50 flex w-88 max-w-[calc(100vw-2rem)] flex-col \
        gap-3 max-md:bottom-19">
            <div role="status" class="contents">
                <For each=of(Kind::Done) key=|toast| toast.number let:toast>
                    <ToastCard toast toasts/>
                </For>
            </div>
            <div role="alert" class="contents">
                <For each=of(Kind::Failed) key=|toast| toast.number let:toast>
                    <ToastCard toast toasts/>
                </For>
            </div>
        </div>
    }
}

#[component]
fn ToastCard(toast: Toast, toasts: Toasts) -> impl IntoView {
    let (glyph, class) = match toast.kind {
        Kind::Done => (Glyph::CheckCircle, "mt-0.5 size-4.5 text-success"),
        Kind::Failed => (Glyph::XCircle, "mt-0.5 size-4.5 text-danger"),
    };
    let number = toast.number;
    view! {
        <div class="pointer-events-auto flex animate-rise items-start gap-3 rounded-lg border border-line bg-raised \
        p-3 shadow-3">
            <Icon glyph class/>
            <div class="min-w-0 flex-1">
                <p class="text-sm font-medium">{toast.fact}</p>
                {toast.line.map(|line| view! { <p class="text-xs text-muted">{line}</p> })}
            </div>
            <IconButton
                glyph=Glyph::X
                label="Dismiss"
                size=Size::Small
                on:click=move |_| toasts.dismiss(number)
            />
        </div>
    }
}
