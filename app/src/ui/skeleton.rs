//! The layout in grey while data is on its way. It shows after 200 ms, so quick answers do not flash.

use leptos::prelude::*;

/// One grey bar; the classes give its size.
#[component]
pub fn Bone(#[prop(default = "h-3 w-3/4 rounded-sm")] class: &'static str) -> impl IntoView {
    view! { <span class=["block animate-pulse bg-active ", class].concat()></span> }
}

/// Rows of a list or table. `label` is read out: "Loading opportunities".
#[component]
pub fn SkeletonRows(#[prop(into)] label: String, #[prop(default = 5)] rows: usize) -> impl IntoView {
    const WIDTHS: [&str; 5] = [
        "h-3 w-3/5 rounded-sm",
        "h-3 w-2/5 rounded-sm",
        "h-3 w-2/3 rounded-sm",
        "h-3 w-1/2 rounded-sm",
        "h-3 w-2/5 rounded-sm",
    ];
    let rows = (0..rows)
        .map(|row| {
            view! {
                <div class="flex items-center gap-3 border-b border-line-faint px-4 py-3">
                    <Bone class="size-7 shrink-0 rounded-sm"/>
                    <span class="min-w-0 flex-1 space-y-1.5">
                        <Bone class=WIDTHS[row % WIDTHS.len()]/>
                        <Bone class="h-2.5 w-1/4 rounded-sm"/>
                    </span>
                    <Bone class="h-3 w-14 rounded-sm"/>
                </div>
            }
        })
        .collect_view();
    view! {
        <div class="appear-late" aria-busy="true" role="status">
            <span class="sr-only">{label}</span>
            {rows}
        </div>
    }
}
