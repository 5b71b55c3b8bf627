//! How full something is, and how far something has come: a bar with the figure beside it.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// What a bar says by its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MeterTone {
    #[default]
    Brand,
    /// One among others that another leads.
    Quiet,
    Success,
    Warning,
    Danger,
}

/// A bar from 0 to 100. `label` says the same in words ("2 of 3 calls this month"); without it the
/// bar is decorative and the words stand beside it.
#[component]
pub fn Meter(
    #[prop(into)] percent: Signal<u32>,
    #[prop(into, optional)] tone: Signal<MeterTone>,
    #[prop(into, optional)] label: Option<TextProp>,
) -> impl IntoView {
    let named = label.is_some();
    let fill = move || match tone.get() {
        MeterTone::Brand => "fill-brand",
        MeterTone::Quiet => "fill-chart-base",
        MeterTone::Success => "fill-success",
        MeterTone::Warning => "fill-warning",
        MeterTone::Danger => "fill-danger",
    };
    view! {
        <svg
            class="block h-1.5 w-full overflow-hidden rounded-full"
            viewBox="0 0 100 4"
            preserveAspectRatio="none"
            role=named.then_some("img")
            aria-hidden=(!named).then_some("true")
            aria-label=move || label.as_ref().map(|label| label.get())
        >
            <rect width="100" height="4" class="fill-active"></rect>
            <rect width=move || percent.get().min(100) height="4" class=fill></rect>
        </svg>
    }
}

/// Something is under way; the words say what stage it is at and are read out when they change.
#[component]
pub fn Progress(#[prop(into)] text: TextProp) -> impl IntoView {
    view! {
        <p role="status" class="flex items-center gap-2 text-sm text-muted">
            <Icon glyph=Glyph::Refresh class="size-4 animate-spin"/>
            <span>{move || text.get()}</span>
        </p>
    }
}
