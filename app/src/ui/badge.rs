//! Badge, status and chip: colour with a word, never colour alone.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// What a colour says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Brand,
    Success,
    Warning,
    Danger,
    /// Only where a model wrote or suggested something.
    Ai,
    Gold,
}

impl Tone {
    /// Tinted ground and its text.
    pub(super) const fn soft(self) -> &'static str {
        match self {
            Self::Neutral => "bg-active text-muted",
            Self::Brand => "bg-brand-soft text-brand-ink",
            Self::Success => "bg-success-soft text-success-ink",
            Self::Warning => "bg-warning-soft text-warning-ink",
            Self::Danger => "bg-danger-soft text-danger-ink",
            Self::Ai => "bg-ai-soft text-ai-ink",
            Self::Gold => "bg-gold-soft text-gold-ink",
        }
    }

    const fn solid(self) -> &'static str {
        match self {
            Self::Neutral => "bg-faint",
            Self::Brand => "bg-brand",
            Self::Success => "bg-success",
            Self::Warning => "bg-warning",
            Self::Danger => "bg-danger",
            Self::Ai => "bg-ai",
            Self::Gold => "bg-gold",
        }
    }
}

const BADGE: &str =
    "inline-flex h-5 shrink-0 items-center gap-1 rounded-xs px-1.5 text-2xs font-medium whitespace-nowrap";

/// A short state on a tint.
#[component]
pub fn Badge(
    #[prop(into, optional)] tone: Signal<Tone>,
    /// Filled instead of tinted: something new.
    #[prop(optional)]
    strong: bool,
    #[prop(optional)] glyph: Option<Glyph>,
    children: Children,
) -> impl IntoView {
    let class = move || [BADGE, if strong { "bg-brand text-on-brand" } else { tone.get().soft() }].join(" ");
    view! {
        <span class=class>
            {glyph.map(|glyph| view! { <Icon glyph class="size-3"/> })}
            {children()}
        </span>
    }
}

/// A dot and words, for tables.
#[component]
pub fn Status(#[prop(into, optional)] tone: Signal<Tone>, children: Children) -> impl IntoView {
    view! {
        <span class="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
            <span class=move || ["size-1.5 shrink-0 rounded-full ", tone.get().solid()].concat()></span>
            {children()}
        </span>
    }
}

/// A tag, or a filter that is on. With `remove` it ends in a link to the same page without it.
#[component]
pub fn Chip(
    #[prop(into)] label: String,
    #[prop(optional)] glyph: Option<Glyph>,
    #[prop(into, optional)] remove: Option<String>,
) -> impl IntoView {
    let name = ["Remove ", &label].concat();
    view! {
        <span class="inline-flex h-6 max-w-full items-center gap-1 rounded-full border border-line-strong px-2.5 \
        text-xs whitespace-nowrap">
            {glyph.map(|glyph| view! { <Icon glyph class="size-3.5 text-faint"/> })}
            <span class="truncate">{label}</span>
            {remove
                .map(|href| {
                    view! {
                        <a
                            href=href
                            class="relative -mr-1.5 inline-flex size-5 items-center justify-center rounded-full \
                            text-faint after:absolute after:-inset-0.5 hover:bg-hover hover:text-ink"
                            aria-label=name
                        >
                            <Icon glyph=Glyph::X class="size-3"/>
                        </a>
                    }
                })}
        </span>
    }
}
