//! A list as a file. Plain links in a popover: they work before and without any script.

use domain::lists::{Format, ListName, Query};
use leptos::prelude::*;

use super::{BUTTON, menu_button};
use crate::paths;
use crate::ui::{Glyph, Icon, Menu};

/// The button "Export" and the kinds of files behind it.
#[component]
pub fn ExportMenu(list: ListName, query: Query) -> impl IntoView {
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
    view! {
        <Menu id="export" label="Export this list as a file" trigger=menu_button(Glyph::Download, "Export") class=BUTTON>
            {links}
        </Menu>
    }
}
