//! One line of text, with its label.

use leptos::prelude::*;

use super::button::Size;
use super::field::{CONTROL, Field, described_by, edge, has_error};
use super::icon::{Glyph, Icon};

/// What the browser should expect: the keyboard it shows and what it checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    #[default]
    Text,
    Email,
    Url,
    Password,
    Search,
    Number,
    Date,
    Time,
    File,
}

impl InputKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Url => "url",
            Self::Password => "password",
            Self::Search => "search",
            Self::Number => "number",
            Self::Date => "date",
            Self::Time => "time",
            Self::File => "file",
        }
    }
}

/// A labelled line of text. `value` is what it starts with; listen with `on:input`.
#[component]
pub fn TextInput(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: TextProp,
    #[prop(optional)] label_hidden: bool,
    #[prop(optional)] kind: InputKind,
    #[prop(optional)] size: Size,
    #[prop(into, optional)] value: String,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] required: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(optional)] readonly: bool,
    #[prop(into, optional)] hint: Option<String>,
    #[prop(into, optional)] error: MaybeProp<String>,
    /// The browser's autofill; required on anything personal.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    #[prop(into, optional)] placeholder: Option<String>,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(into, optional)] min: Option<String>,
    #[prop(into, optional)] max: Option<String>,
    #[prop(into, optional)] accept: Option<String>,
    /// The id of a `<datalist>` beside it.
    #[prop(into, optional)]
    list: Option<String>,
    #[prop(default = "")] class: &'static str,
    #[prop(into, optional)] on_input: Option<Callback<String>>,
) -> impl IntoView {
    let pad = if icon.is_some() { "pl-8" } else { "" };
    let ground = if readonly { "bg-sunken" } else { "bg-surface" };
    let edge = edge(error);
    let describedby = described_by(&id, hint.is_some(), error);

    view! {
        <Field id=id.clone() label label_hidden optional hint error class>
            <div class="relative">
                {icon
                    .map(|glyph| {
                        view! {
                            <Icon
                                glyph
                                class="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
                            />
                        }
                    })}
                <input
                    id=id
                    name=name
                    type=kind.as_str()
                    value=value
                    class=move || [CONTROL, ground, edge(), size.field(), pad].join(" ")
                    required=required
                    disabled=move || disabled.get()
                    readonly=readonly
                    autocomplete=autocomplete
                    placeholder=placeholder
                    maxlength=maxlength
                    min=min
                    max=max
                    accept=accept
                    list=list
                    aria-describedby=describedby
                    aria-invalid=move || has_error(error).then_some("true")
                    on:input:target=move |event| {
                        if let Some(heard) = on_input {
                            heard.run(event.target().value());
                        }
                    }
                />
            </div>
        </Field>
    }
}
