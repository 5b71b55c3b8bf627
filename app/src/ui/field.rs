//! The frame around a control: label above, hint or error below, tied together for screen readers.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

pub(super) const CONTROL: &str = "w-full rounded-md border text-ink transition-colors \
    placeholder:text-faint focus:border-focus focus:outline-2 focus:-outline-offset-1 \
    focus:outline-focus disabled:bg-sunken disabled:text-disabled";

/// The edge of a control: red when what it holds cannot be taken.
pub(super) fn edge(error: MaybeProp<String>) -> impl Fn() -> &'static str + Clone {
    move || if has_error(error) { "border-danger" } else { "border-line-control" }
}

pub(super) fn has_error(error: MaybeProp<String>) -> bool {
    error.with(|text| text.as_ref().is_some_and(|text| !text.is_empty()))
}

/// The ids of what describes a control: its error while there is one, else its hint.
pub(super) fn described_by(
    id: &str,
    hint: bool,
    error: MaybeProp<String>,
) -> impl Fn() -> Option<String> + Clone + use<> {
    let (hint_id, error_id) = (hint_id(id), error_id(id));
    move || {
        if has_error(error) { Some(error_id.clone()) } else { hint.then(|| hint_id.clone()) }
    }
}

fn hint_id(id: &str) -> String {
    [id, "-hint"].concat()
}

fn error_id(id: &str) -> String {
    [id, "-error"].concat()
}

/// A labelled control. The kit's own inputs bring their frame; use this one around anything else.
#[component]
pub fn Field(
    /// The id of the control inside.
    #[prop(into)]
    id: String,
    #[prop(into)] label: TextProp,
    /// Keeps the label for screen readers only, where the place says what it is (a filter bar).
    #[prop(optional)]
    label_hidden: bool,
    #[prop(optional)] optional: bool,
    #[prop(into, optional)] hint: MaybeProp<String>,
    /// A sentence that says how to put it right.
    #[prop(into, optional)]
    error: MaybeProp<String>,
    #[prop(default = "")] class: &'static str,
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id) = (hint_id(&id), error_id(&id));
    let label_class =
        if label_hidden { "sr-only" } else { "mb-1.5 flex items-baseline justify-between gap-2 text-sm font-medium" };

    view! {
        <div class=class>
            <label for=id class=label_class>
                {move || label.get()}
                {optional.then(|| view! { <span class="text-xs font-normal text-faint">"Optional"</span> })}
            </label>
            {children()}
            {move || match error.get().filter(|text| !text.is_empty()) {
                Some(text) => view! {
                    <p id=error_id.clone() class="mt-1.5 flex items-start gap-1 text-xs text-danger-ink">
                        <Icon glyph=Glyph::Alert class="mt-0.5 size-3.5"/>
                        <span>{text}</span>
                    </p>
                }
                .into_any(),
                None => hint
                    .get()
                    .map(|text| view! { <p id=hint_id.clone() class="mt-1.5 text-xs text-faint">{text}</p> })
                    .into_any(),
            }}
        </div>
    }
}
