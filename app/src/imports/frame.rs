//! What all steps of an import share: the head with its steps, the file's card, and the hidden fields that name the
//! import.

use domain::ids::ImportId;
use domain::imports::{FileFacts, Kind};
use domain::paging::counted;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::layout::PageTitle;
use crate::paths;
use crate::ui::{Breadcrumbs, Glyph, Icon, IconLink, LinkButton, Size, Stepper};

/// The steps in order; a page names its own by its place.
const STEPS: [&str; 4] = ["Upload", "Match columns", "Check", "Import"];

/// A step: head, content, and the bar at the foot with the way on.
#[component]
pub(super) fn Frame(
    kind: Kind,
    step: usize,
    #[prop(optional, into)] foot: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let title = ["Import ", kind.plural()].concat();
    view! {
        <PageTitle title=title.clone()/>
        <div class="flex min-h-full flex-col">
            <header class="border-b border-line px-4 py-3 lg:px-6">
                <div class="flex items-center justify-between gap-3">
                    <Breadcrumbs
                        above=vec![(paths::imports().to_owned(), "Import data".to_owned())]
                        here="Import from a file"
                    />
                    <IconLink href=paths::imports() glyph=Glyph::X label="Leave the import"/>
                </div>
                <div class="mt-2.5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
                    <h1 class="text-lg font-semibold">{title}</h1>
                    <Stepper steps=STEPS.to_vec() current=step/>
                </div>
            </header>
            <div class="flex-1">
                <div class="mx-auto max-w-275 px-4 py-6 lg:px-6">{children()}</div>
            </div>
            {foot
                .map(|foot| {
                    view! {
                        <footer class="sticky bottom-0 z-10 flex flex-wrap items-center justify-between gap-2 border-t \
                        border-line bg-surface px-4 py-3 max-md:bottom-15 lg:px-6">{foot}</footer>
                    }
                })}
        </div>
    }
}

/// The file an import is about.
#[component]
pub(super) fn FileCard(file: FileFacts) -> impl IntoView {
    let rows = counted(file.rows, "row", "rows");
    let columns = counted(file.columns, "column", "columns");
    let line = format!("{rows}, {columns}, {}, {}. The first row holds the names", file.encoding, file.delimiter);
    let name = if file.name.is_empty() { "File without a name".to_owned() } else { file.name };
    view! {
        <div class="flex flex-wrap items-center gap-3 rounded-lg border border-line p-3.5">
            <Icon glyph=Glyph::FileText class="size-6 text-faint"/>
            <div class="min-w-0 flex-1">
                <p class="text-sm font-medium break-words">{name}</p>
                <p class="text-xs text-muted tnum">{line}</p>
            </div>
            <LinkButton href=paths::import_upload(file.kind) size=Size::Small>"Another file"</LinkButton>
        </div>
    }
}

/// Names the import within a form.
#[component]
pub(super) fn Named(kind: Kind, id: ImportId) -> impl IntoView {
    view! {
        <input type="hidden" name="kind" value=kind.as_str()/>
        <input type="hidden" name="id" value=id.to_string()/>
    }
}

/// Kind and id as the address has them.
pub(super) fn address_of_page() -> (String, String) {
    use_params_map()
        .with_untracked(|params| (params.get("kind").unwrap_or_default(), params.get("id").unwrap_or_default()))
}

/// How far of how much, in hundredths.
pub(super) fn percent(done: usize, of: usize) -> u32 {
    u32::try_from(done * 100 / of.max(1)).unwrap_or(100)
}
