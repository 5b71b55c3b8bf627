//! A list as a file. Plain links in a popover: they work before and without any script.

use domain::lists::{Format, ListName, Query};
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Glyph, Icon, Menu};

/// The button "Export" and the kinds of files behind it.
#[component]
pub fn ExportMenu(list: ListName, query: Query) -> impl IntoView {
    const BUTTON: &str = "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border \
        border-line-strong bg-surface px-3 text-sm font-medium whitespace-nowrap text-ink shadow-1 transition-colors \
        hover:bg-hover";
    const ITEM: &str =
        "focus-inset flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 text-left text-sm hover:bg-hover";
    let links = Format::ALL
        .iter()
        .map(|format| {
            // The router must not take a download for a page.
            view! {
                <a href=paths::export(list, *format, &query) class=ITEM rel="external" download="">
                    <Icon glyph=Glyph::FileText class="size-4 opacity-70"/>
                    <span class="flex-1">{format.label()}</span>
                </a>
            }
        })
        .collect_view();
    let trigger = view! {
        <Icon glyph=Glyph::Download class="size-4"/>
        "Export"
    }
    .into_any();
    view! {
        <Menu id="export" label="Export this list as a file" trigger class=BUTTON>
            {links}
        </Menu>
    }
}
