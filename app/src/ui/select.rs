//! A native choice from a short list, with its label.

use leptos::prelude::*;

use super::button::Size;
use super::field::{CONTROL, Field, described_by, edge, has_error};
use super::icon::{Glyph, Icon};

/// One thing to choose: what is sent, and what is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A labelled select. For people, companies and tags, where typing filters, it is the wrong one.
#[component]
pub fn Select(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: TextProp,
    #[prop(optional)] label_hidden: bool,
    choices: Vec<Choice>,
    /// The value that is chosen to begin with.
    #[prop(into, optional)]
    value: String,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] required: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] hint: Option<String>,
    #[prop(into, optional)] error: MaybeProp<String>,
    #[prop(default = "")] class: &'static str,
    #[prop(into, optional)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    let pad = if icon.is_some() { "pl-8" } else { "" };
    let edge = edge(error);
    let describedby = described_by(&id, hint.is_some(), error);
    let options = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == value;
            view! {
                <option value=choice.value selected=selected>
                    {choice.label}
                </option>
            }
        })
        .collect_view();

    view! {
        <Field id=id.clone() label label_hidden optional hint error class>
            <div class="relative">
                <select
                    id=id
                    name=name
                    class=move || {
                        [CONTROL, "appearance-none truncate bg-surface", edge(), size.field(), "pr-8", pad].join(" ")
                    }
                    required=required
                    disabled=move || disabled.get()
                    aria-describedby=describedby
                    aria-invalid=move || has_error(error).then_some("true")
                    on:change:target=move |event| {
                        if let Some(heard) = on_change {
                            heard.run(event.target().value());
                        }
                    }
                >
                    {options}
                </select>
                {icon
                    .map(|glyph| {
                        view! {
                            <Icon
                                glyph
                                class="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
                            />
                        }
                    })}
                <Icon
                    glyph=Glyph::Chevrons
                    class="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-faint"
                />
            </div>
        </Field>
    }
}
