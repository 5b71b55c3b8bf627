//! Checkbox, radio, choice card and switch. A switch acts at once; a checkbox waits for Save.

use leptos::prelude::*;

const BOX: &str = "peer size-4 appearance-none rounded-xs border border-line-control bg-surface \
    checked:border-brand checked:bg-brand indeterminate:border-brand indeterminate:bg-brand disabled:opacity-50";
const DOT: &str = "size-4 shrink-0 appearance-none rounded-full border border-line-control bg-surface \
    checked:border-5 checked:border-brand disabled:opacity-50";

/// A checkbox with its label; `label_hidden` keeps the label for screen readers (table rows).
#[component]
pub fn Checkbox(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: TextProp,
    #[prop(optional)] label_hidden: bool,
    #[prop(into, optional)] value: Option<String>,
    #[prop(into, optional)] checked: Signal<bool>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// A line under the label.
    #[prop(into, optional)]
    hint: Option<String>,
    #[prop(into, optional)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let hint_id = [&id, "-hint"].concat();
    let described = hint.is_some().then(|| hint_id.clone());
    let label_class = if label_hidden { "sr-only" } else { "text-sm" };

    view! {
        <div class="flex items-start gap-2.5">
            <span class="relative mt-0.5 inline-flex size-4 shrink-0">
                <input
                    id=id.clone()
                    name=name
                    type="checkbox"
                    class=BOX
                    value=value.unwrap_or_else(|| "true".to_owned())
                    checked=move || checked.get()
                    disabled=move || disabled.get()
                    aria-describedby=described
                    on:change:target=move |event| {
                        if let Some(heard) = on_change {
                            heard.run(event.target().checked());
                        }
                    }
                />
                <svg
                    class="pointer-events-none absolute inset-0 size-4 text-on-brand opacity-0 peer-checked:opacity-100"
                    viewBox="0 0 16 16"
                    fill="none"
                    stroke="currentColor"
                    stroke-width="2"
                    stroke-linecap="round"
                    stroke-linejoin="round"
                    aria-hidden="true"
                >
                    <path d="m4.5 8.3 2.3 2.3 4.7-4.9"></path>
                </svg>
            </span>
            <div class="min-w-0 flex-1">
                <label for=id class=label_class>
                    {move || label.get()}
                </label>
                {hint.map(|text| view! { <p id=hint_id class="text-xs text-muted">{text}</p> })}
            </div>
        </div>
    }
}

/// One of several; give all of a group the same `name` and put them in a `fieldset`.
#[component]
pub fn Radio(
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(into)] label: TextProp,
    #[prop(optional)] checked: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    view! {
        <label class="flex min-h-6 items-center gap-2 text-sm">
            <input
                type="radio"
                name=name
                value=value
                class=DOT
                checked=checked
                disabled=move || disabled.get()
                on:change:target=move |event| {
                    if let Some(heard) = on_change {
                        heard.run(event.target().value());
                    }
                }
            />
            {move || label.get()}
        </label>
    }
}

/// A radio with a title and a line, large enough for a finger.
#[component]
pub fn ChoiceCard(
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(into)] title: TextProp,
    #[prop(into, optional)] line: Option<String>,
    #[prop(optional)] checked: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(optional)] required: bool,
    #[prop(into, optional)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    view! {
        <label class="flex min-h-11 items-center gap-2.5 rounded-lg border border-line-strong px-3 py-2 \
            text-base hover:bg-hover has-checked:border-brand has-checked:bg-selected \
            has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 \
            has-focus-visible:outline-focus">
            <input
                type="radio"
                name=name
                value=value
                class=[DOT, " focus-visible:outline-none"].concat()
                checked=checked
                required=required
                disabled=move || disabled.get()
                on:change:target=move |event| {
                    if let Some(heard) = on_change {
                        heard.run(event.target().value());
                    }
                }
            />
            <span class="min-w-0">
                <span class="block font-medium">{move || title.get()}</span>
                {line.map(|text| view! { <span class="block text-sm text-muted">{text}</span> })}
            </span>
        </label>
    }
}

/// On or off, at once. Inside a form it sends it (`submit`), so it also works without JavaScript;
/// else listen with `on:click`. A locked switch says why in `line`.
#[component]
pub fn Switch(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into, optional)] locked: Signal<bool>,
    #[prop(into, optional)] line: Option<String>,
    #[prop(optional)] submit: bool,
    #[prop(into, optional)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let label_id = [&id, "-label"].concat();
    let line_id = [&id, "-line"].concat();
    let described = line.is_some().then(|| line_id.clone());

    view! {
        <div class="flex items-start justify-between gap-4">
            <div class="min-w-0">
                <p id=label_id.clone() class="text-sm font-medium">
                    {move || label.get()}
                </p>
                {line.map(|text| view! { <p id=line_id class="text-xs text-muted">{text}</p> })}
            </div>
            <button
                id=id
                type=if submit { "submit" } else { "button" }
                role="switch"
                aria-checked=move || if checked.get() { "true" } else { "false" }
                aria-disabled=move || locked.get().then_some("true")
                aria-labelledby=label_id
                aria-describedby=described
                class="group relative inline-flex h-5 w-8.5 shrink-0 items-center rounded-full border \
                border-line-control bg-active px-0.5 transition-colors after:absolute after:-inset-2 \
                aria-checked:border-brand aria-checked:bg-brand aria-disabled:opacity-50"
                on:click=move |event| {
                    if locked.get_untracked() {
                        event.prevent_default();
                    } else if let Some(heard) = on_change {
                        heard.run(!checked.get_untracked());
                    }
                }
            >
                <span class="size-3.5 rounded-full bg-line-control transition-transform \
                group-aria-checked:translate-x-3.5 group-aria-checked:bg-white"></span>
            </button>
        </div>
    }
}
