//! A share typed as a number, with a bar of what it is now; `public/sliders.js` makes the bar a slider.

use leptos::prelude::*;

use super::button::Size;
use super::field::{CONTROL, described_by, edge, has_error};

/// A label with its line, a bar from 0 to `most`, and the field.
#[component]
pub fn ShareField(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// What the number means.
    #[prop(into)]
    hint: String,
    #[prop(into)] value: String,
    /// What the bar shows, in the unit of the field.
    shown: u32,
    /// The end of the bar.
    most: u32,
    /// The most that may be typed.
    #[prop(into)]
    max: String,
    #[prop(default = "%")] unit: &'static str,
    #[prop(default = "1")] step: &'static str,
    /// Which sum on the page it is a part of.
    #[prop(optional)]
    part: Option<&'static str>,
    #[prop(into, optional)] error: MaybeProp<String>,
) -> impl IntoView {
    let slider = label.clone();
    let view_box = ["0 0 ", &most.max(1).to_string(), " 4"].concat();
    let edge = edge(error);
    let describedby = described_by(&id, true, error);
    let (hint_id, error_id) = ([&id, "-hint"].concat(), [&id, "-error"].concat());
    view! {
        <div class="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 sm:grid-cols-[13rem_minmax(0,1fr)_auto]">
            <div class="min-w-0">
                <label for=id.clone() class="text-sm">
                    {label}
                </label>
                <p id=hint_id class="text-2xs text-faint">
                    {hint}
                </p>
            </div>
            <span
                class="relative block h-6 max-sm:order-last max-sm:col-span-full"
                data-slider=id.clone()
                data-part=part
            >
                <svg
                    class="absolute inset-x-0 top-1/2 h-1 w-full -translate-y-1/2 overflow-hidden rounded-full"
                    viewBox=view_box
                    preserveAspectRatio="none"
                    aria-hidden="true"
                >
                    <rect width=most.max(1) height="4" class="fill-line-strong"></rect>
                    <rect width=shown.min(most) height="4" class="fill-brand" data-fill=""></rect>
                </svg>
                // Without a script it would move nothing, so it is not there. It has no name: the number is what is sent.
                <input
                    type="range"
                    hidden=true
                    min="0"
                    max=most.max(1)
                    value=shown.min(most)
                    aria-label=slider
                    class="range-thumb relative block h-6 w-full rounded-full"
                />
            </span>
            <span class="flex items-center gap-1.5">
                <input
                    id=id
                    name=name
                    type="number"
                    inputmode="decimal"
                    min="0"
                    max=max
                    step=step
                    required=true
                    value=value
                    class=move || [CONTROL, "bg-surface text-right tnum", edge(), Size::Medium.field(), "max-w-20"].join(" ")
                    aria-describedby=describedby
                    aria-invalid=move || has_error(error).then_some("true")
                />
                <span class="w-3 text-xs text-muted" aria-hidden="true">
                    {unit}
                </span>
            </span>
            {move || {
                error
                    .get()
                    .filter(|text| !text.is_empty())
                    .map(|text| {
                        view! {
                            <p id=error_id.clone() class="col-span-full text-xs text-danger-ink">
                                {text}
                            </p>
                        }
                    })
            }}
        </div>
    }
}
