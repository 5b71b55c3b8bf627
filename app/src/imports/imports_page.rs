use domain::imports::{RecentImport, State};
use domain::paging::counted;
use leptos::prelude::*;

use super::api;
use crate::layout::PageHeader;
use crate::paths;
use crate::ui::{Card, EmptyState, Glyph, LinkButton, Load, Status, TextLink, Tone};

/// The imports so far, and where a new one begins.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let page = api::imports_page(String::new());
    view! {
        <Load read=page let:page>
            <PageHeader title="Import data" line="From CSV files; each import can be taken back">
                {page
                    .kinds
                    .into_iter()
                    .map(|kind| {
                        view! {
                            <LinkButton href=paths::import_upload(kind) icon=Glyph::Upload>
                                {["Import ", kind.plural()].concat()}
                            </LinkButton>
                        }
                    })
                    .collect_view()}
            </PageHeader>
            <div class="px-4 pb-6 lg:px-6">
                <Recent recent=page.recent/>
            </div>
        </Load>
    }
}

/// The latest imports, each leading to where it stands.
#[component]
pub(super) fn Recent(recent: Vec<RecentImport>) -> impl IntoView {
    if recent.is_empty() {
        return view! {
            <EmptyState
                glyph=Glyph::Upload
                title="Nothing has been imported yet"
                line="Start with your organisations; opportunities and advocates find theirs by name."
            />
        }
        .into_any();
    }
    let rows = recent.into_iter().map(|import| view! { <RecentRow import/> }).collect_view();
    view! {
        <Card id="recent-imports" title="Latest imports">
            <ul class="divide-y divide-line-faint">{rows}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn RecentRow(import: RecentImport) -> impl IntoView {
    let rows = counted(import.rows, "row", "rows");
    let line = format!("{rows} of {}, {} by {}", import.kind.plural(), import.on, import.by);
    let tone = match import.state {
        State::Done => Tone::Success,
        State::Failed => Tone::Danger,
        State::Checking | State::Running => Tone::Brand,
        State::Uploaded | State::Checked | State::Undone => Tone::Neutral,
    };
    let name = if import.file_name.is_empty() { "File without a name".to_owned() } else { import.file_name };
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
            <div class="min-w-0 flex-1">
                <TextLink href=paths::import_at(import.kind, import.id, import.state) class="break-words">
                    {name}
                </TextLink>
                <p class="text-xs text-muted tnum">{line}</p>
            </div>
            <Status tone>{import.state.label()}</Status>
        </li>
    }
}
