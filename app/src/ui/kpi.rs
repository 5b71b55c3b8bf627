//! Figures in a row, each with its name above and what it compares to below.

use leptos::prelude::*;

/// Two beside each other on narrow screens, four on wide ones.
#[component]
pub fn KpiRow(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <section
            class="grid grid-cols-2 rounded-lg border border-line bg-surface xl:grid-cols-4 xl:divide-x \
            max-xl:[&>*:nth-child(even)]:border-l max-xl:[&>*:nth-child(n+3)]:border-t [&>*]:border-line-faint"
            aria-label=label
        >
            {children()}
        </section>
    }
}

/// One figure.
#[component]
pub fn Kpi(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: TextProp,
    #[prop(into, optional)] note: Option<TextProp>,
    /// Where what is counted stands.
    #[prop(into, optional)]
    href: Option<String>,
) -> impl IntoView {
    let value = match href {
        Some(href) => view! { <a href=href class="hover:underline">{move || value.get()}</a> }.into_any(),
        None => (move || value.get()).into_any(),
    };
    view! {
        <div class="flex min-w-0 flex-col gap-1 px-4 py-3.5">
            <p class="text-xs text-muted">{move || label.get()}</p>
            <p class="text-xl font-semibold tnum">{value}</p>
            {note.map(|note| view! { <p class="text-xs text-faint">{move || note.get()}</p> })}
        </div>
    }
}
