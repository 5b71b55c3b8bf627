//! A native range input over a track drawn in SVG, with its label and what it stands for now.

use leptos::prelude::*;

/// A slider. `value` moves it; `on_input` hears every step of a drag. Arrow keys step by one, the
/// page keys by more, both natively.
#[component]
pub fn Slider(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: TextProp,
    #[prop(default = 0)] min: u32,
    max: u32,
    #[prop(default = 1)] step: u32,
    #[prop(into)] value: Signal<u32>,
    /// What the value means, in words a screen reader says too: "22%".
    #[prop(into)]
    share: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] on_input: Option<Callback<u32>>,
) -> impl IntoView {
    let range = max.saturating_sub(min).max(1);
    let view_box = ["0 0 ", &range.to_string(), " 4"].concat();

    view! {
        <div>
            <div class="flex items-center justify-between text-sm">
                <label for=id.clone()>{move || label.get()}</label>
                <output for=id.clone() class="text-xs tnum text-muted">
                    {move || share.get()}
                </output>
            </div>
            <div class="relative h-6">
                <svg
                    class="absolute inset-x-0 top-1/2 h-1 w-full -translate-y-1/2 overflow-hidden rounded-full"
                    viewBox=view_box
                    preserveAspectRatio="none"
                    aria-hidden="true"
                >
                    <rect width=range height="4" class="fill-line-strong"></rect>
                    <rect
                        width=move || value.get().clamp(min, max) - min
                        height="4"
                        class="fill-brand"
                    ></rect>
                </svg>
                <input
                    id=id
                    name=name
                    type="range"
                    min=min
                    max=max
                    step=step
                    value=value.get_untracked()
                    prop:value=move || value.get()
                    disabled=move || disabled.get()
                    aria-valuetext=move || share.get()
                    class="range-thumb relative block h-6 w-full rounded-full disabled:opacity-50"
                    on:input:target=move |event| {
                        if let (Some(heard), Ok(now)) = (on_input, event.target().value().parse()) {
                            heard.run(now);
                        }
                    }
                />
            </div>
        </div>
    }
}
