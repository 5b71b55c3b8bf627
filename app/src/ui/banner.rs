//! A banner inside the content: bold fact, consequence, action.

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::{Glyph, Icon};

/// `fact` ends in a full stop; `line` says what still works or what to do; children are actions.
#[component]
pub fn Banner(
    tone: Tone,
    #[prop(into)] fact: TextProp,
    #[prop(into, optional)] line: Option<TextProp>,
    #[prop(optional)] glyph: Option<Glyph>,
    /// What stands under the words, such as a list.
    #[prop(optional_no_strip)]
    more: Option<AnyView>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    const FRAME: &str = "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-3 py-2.5";
    let (ground, ink, default_glyph) = match tone {
        Tone::Neutral => ("border-line bg-sunken", "mt-0.5 size-4 text-muted", Glyph::Info),
        Tone::Brand => ("border-brand-line bg-brand-soft", "mt-0.5 size-4 text-brand-ink", Glyph::Info),
        Tone::Success => ("border-success-line bg-success-soft", "mt-0.5 size-4 text-success-ink", Glyph::ShieldCheck),
        Tone::Warning => ("border-warning-line bg-warning-soft", "mt-0.5 size-4 text-warning-ink", Glyph::Alert),
        Tone::Danger => ("border-danger-line bg-danger-soft", "mt-0.5 size-4 text-danger-ink", Glyph::Alert),
        Tone::Ai => ("border-ai-line bg-ai-soft", "mt-0.5 size-4 text-ai-ink", Glyph::Sparkle),
        Tone::Gold => ("border-line bg-gold-soft", "mt-0.5 size-4 text-gold-ink", Glyph::Gift),
    };
    view! {
        <div class=[FRAME, ground].join(" ") role=if tone == Tone::Danger { "alert" } else { "status" }>
            <Icon glyph=glyph.unwrap_or(default_glyph) class=ink/>
            <div class="min-w-48 flex-1 text-sm wrap-anywhere">
                <span class="font-medium">{move || fact.get()}</span>
                {line.map(|line| view! { " " {move || line.get()} })}
                {more}
            </div>
            {children.map(|children| view! { <div class="flex items-center gap-1.5">{children()}</div> })}
        </div>
    }
}
