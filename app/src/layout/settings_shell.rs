//! The second navigation of the settings: beside the page when there is room, above it when not.

use domain::accounts::Viewer;
use leptos::prelude::*;

use super::here::{is_at, use_path};
use super::nav::settings_nav;

/// The frame around a page of the settings, inside the app's own.
#[component]
pub fn SettingsShell(viewer: Viewer, children: Children) -> impl IntoView {
    let path = use_path();
    let links = settings_nav(&viewer)
        .into_iter()
        .map(|item| {
            view! {
                <li>
                    <a
                        href=item.href
                        class="focus-inset flex h-7 items-center rounded-md px-2 text-sm whitespace-nowrap text-muted \
                        hover:bg-hover hover:text-ink aria-[current=page]:bg-selected aria-[current=page]:font-medium \
                        aria-[current=page]:text-brand-ink"
                        aria-current=move || path.with(|path| is_at(path, item.href)).then_some("page")
                    >
                        {item.label}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="flex min-h-full flex-col xl:flex-row">
            <nav
                aria-label="Settings"
                class="scroll-none shrink-0 overflow-x-auto border-line-faint px-3 py-2 max-xl:border-b xl:w-50 xl:border-r \
                xl:py-4"
            >
                <ul class="flex gap-px xl:flex-col">{links}</ul>
            </nav>
            <div class="min-w-0 flex-1">{children()}</div>
        </div>
    }
}
