//! Buttons, links that look like buttons, and square buttons with an icon.
//!
//! One primary per view. A button that sends something shows that it is busy in place, keeps its
//! width, and cannot be pressed twice.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// What pressing it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    Ghost,
    Soft,
    Danger,
    DangerGhost,
    /// On the dark bar over a selection.
    Inverse,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "bg-brand text-on-brand shadow-1 hover:bg-brand-hover",
            Self::Secondary => "border border-line-strong bg-surface text-ink shadow-1 hover:bg-hover",
            Self::Ghost => "text-muted hover:bg-hover hover:text-ink",
            Self::Soft => "bg-brand-soft text-brand-ink hover:bg-selected",
            Self::Danger => "bg-danger-solid text-white shadow-1 hover:opacity-92",
            Self::DangerGhost => "text-danger-ink hover:bg-danger-soft",
            Self::Inverse => "text-on-inverse hover:opacity-80",
        }
    }
}

/// The height of a control: 28, 32, 40 or 44 px.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    Small,
    #[default]
    Medium,
    Large,
    /// For public pages, where fingers need 44 px.
    ExtraLarge,
}

impl Size {
    const fn button(self) -> &'static str {
        match self {
            Self::Small => "h-7 gap-1.5 rounded-md px-2.5 text-xs",
            Self::Medium => "h-8 gap-1.5 rounded-md px-3 text-sm",
            Self::Large => "h-10 gap-2 rounded-lg px-4 text-base",
            Self::ExtraLarge => "h-11 gap-2 rounded-lg px-5 text-md",
        }
    }

    const fn square(self) -> &'static str {
        match self {
            Self::Small => "size-7 rounded-md",
            Self::Medium => "size-8 rounded-md",
            Self::Large => "size-10 rounded-lg",
            Self::ExtraLarge => "size-11 rounded-lg",
        }
    }

    const fn spinner(self) -> &'static str {
        match self {
            Self::Small => "size-3.5 animate-spin",
            Self::Medium => "size-4 animate-spin",
            Self::Large => "size-4.5 animate-spin",
            Self::ExtraLarge => "size-5 animate-spin",
        }
    }

    /// A field of the same height.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Small => "h-7 px-2 text-xs",
            Self::Medium => "h-8 px-2.5 text-sm",
            Self::Large => "h-10 px-3 text-base",
            Self::ExtraLarge => "h-11 px-3.5 text-md",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Small => "size-3.5",
            Self::Medium => "size-4",
            Self::Large => "size-4.5",
            Self::ExtraLarge => "size-5",
        }
    }
}

const BUTTON: &str = "inline-flex shrink-0 items-center justify-center font-medium whitespace-nowrap \
    transition-colors not-aria-busy:disabled:opacity-45";
const SQUARE: &str =
    "inline-flex shrink-0 items-center justify-center transition-colors not-aria-busy:disabled:opacity-45";

fn button_class(kind: ButtonKind, size: Size, extra: &str) -> String {
    [BUTTON, kind.class(), size.button(), extra].join(" ")
}

fn square_class(kind: ButtonKind, size: Size, extra: &str) -> String {
    [SQUARE, kind.class(), size.square(), extra].join(" ")
}

/// A button. `busy_label` is the verb in "-ing" that shows while `busy`.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<Glyph>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(optional)] busy_label: Option<&'static str>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// A key that does the same, shown on wide screens.
    #[prop(optional)]
    key: Option<&'static str>,
    #[prop(default = "")] class: &'static str,
    children: Children,
) -> impl IntoView {
    let face = view! {
        {icon.map(|glyph| view! { <Icon glyph class=size.icon()/> })}
        {children()}
        {key.map(|key| view! { <KeyHint key/> })}
    };
    let content = match busy_label {
        None => face.into_any(),
        Some(label) => view! { <TwoFaces busy label size>{face}</TwoFaces> }.into_any(),
    };

    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=button_class(kind, size, class)
            disabled=move || disabled.get() || busy.get()
            aria-busy=move || busy.get().then_some("true")
        >
            {content}
        </button>
    }
}

/// Both texts of a button that can be busy, one above the other, so that its width never changes.
#[component]
fn TwoFaces(busy: Signal<bool>, label: &'static str, size: Size, children: Children) -> impl IntoView {
    const FACE: &str = "col-start-1 row-start-1 inline-flex items-center justify-center gap-1.5";
    view! {
        <span class="grid">
            <span class=FACE class:invisible=move || busy.get()>
                {children()}
            </span>
            <span class=FACE class:invisible=move || !busy.get()>
                <Icon glyph=Glyph::Refresh class=size.spinner()/>
                {label}
            </span>
        </span>
    }
}

/// A link that looks like a button: it goes somewhere, it does nothing. One to a file is saved, not opened.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] key: Option<&'static str>,
    #[prop(optional)] is_file: bool,
    #[prop(default = "")] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=button_class(kind, size, class) download=is_file.then_some("")>
            {icon.map(|glyph| view! { <Icon glyph class=size.icon()/> })}
            {children()}
            {key.map(|key| view! { <KeyHint key/> })}
        </a>
    }
}

/// A square button with an icon. `label` says verb and object; it is the name and the tooltip.
#[component]
pub fn IconButton(
    glyph: Glyph,
    #[prop(into)] label: TextProp,
    #[prop(default = ButtonKind::Ghost)] kind: ButtonKind,
    #[prop(optional)] size: Size,
    #[prop(optional)] submit: bool,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(default = "")] class: &'static str,
) -> impl IntoView {
    let title = label.clone();
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=square_class(kind, size, class)
            disabled=move || disabled.get()
            aria-label=move || label.get()
            title=move || title.get()
        >
            <Icon glyph class=size.icon()/>
        </button>
    }
}

/// A square link with an icon.
#[component]
pub fn IconLink(
    #[prop(into)] href: String,
    glyph: Glyph,
    #[prop(into)] label: String,
    #[prop(default = ButtonKind::Ghost)] kind: ButtonKind,
    #[prop(optional)] size: Size,
    #[prop(default = "")] class: &'static str,
) -> impl IntoView {
    view! {
        <a href=href class=square_class(kind, size, class) aria-label=label.clone() title=label>
            <Icon glyph class=size.icon()/>
        </a>
    }
}

#[component]
fn KeyHint(key: &'static str) -> impl IntoView {
    view! {
        <kbd class="ml-1 hidden font-sans text-2xs font-normal lg:inline" aria-hidden="true">
            {key}
        </kbd>
    }
}
