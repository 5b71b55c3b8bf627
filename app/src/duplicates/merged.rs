//! `/settings/duplicates/merged`: what was made one, and taking it back.

use domain::duplicates::{DuplicateKind, DuplicatesTab, MergeRow, MergedPage as Shown};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{self, Undo};
use super::list::{Kinds, tabs};
use crate::layout::{PageHeader, SettingsShell};
use crate::lists::{turn, use_list_query};
use crate::paths;
use crate::session::{use_flash, use_viewer};
use crate::ui::{Badge, Banner, Button, EmptyState, Glyph, Load, Pager, Size, Tabs, TextLink, Tone};

#[component]
pub fn MergedPage() -> impl IntoView {
    let list = api::merged(use_list_query());
    use_viewer()
        .map(|viewer| {
            view! {
                <SettingsShell viewer>
                    <Load read=list let:list>
                        <List list/>
                    </Load>
                </SettingsShell>
            }
        })
        .into_any()
}

#[component]
fn List(list: Shown) -> impl IntoView {
    let kind = list.kind;
    let tabs = tabs(kind, &list.counts, DuplicatesTab::Merged);
    let problem = use_flash::<Undo>().problem().map(|problem| {
        view! { <div class="px-4 pt-3 lg:px-6"><Banner tone=Tone::Warning fact=problem.to_string()/></div> }
    });
    let (previous, next) = turn(&list.here, paths::merged(), &list.page);
    let text = list.page.label();
    let line =
        [kind.label(), " that were made one; each can be taken back until somebody changes what it moved"].concat();
    let is_empty = list.page.rows.is_empty();
    let rows = list.page.rows.into_iter().map(|row| view! { <Row kind row/> }).collect_view();
    let body = if is_empty {
        view! { <EmptyState glyph=Glyph::Merge title="Nothing was merged yet" line="What you make one stands here, with the way back."/> }
            .into_any()
    } else {
        view! {
            <ul class="divide-y divide-line-faint">{rows}</ul>
            <div class="border-t border-line">
                <Pager label="Pages of merges" text previous next/>
            </div>
        }
        .into_any()
    };
    view! {
        <PageHeader title="Merged" line>
            <Kinds here=kind href=paths::merged_of/>
        </PageHeader>
        <Tabs label="Which pairs" tabs/>
        {problem}
        {body}
    }
}

#[component]
fn Row(kind: DuplicateKind, row: MergeRow) -> impl IntoView {
    let into = if row.is_there {
        let name = row.survivor_name.clone();
        view! { <TextLink href=paths::record(kind, row.home)>{name}</TextLink> }.into_any()
    } else {
        row.survivor_name.clone().into_any()
    };
    let named = [": ", &row.loser_name, " out of ", &row.survivor_name].concat();
    let id = row.id.to_string();
    let undo = row.undone.is_none().then(|| {
        view! {
            <form method="post" action=Undo::PATH>
                <input type="hidden" name="merge" value=id/>
                <Button size=Size::Small submit=true icon=Glyph::Undo>
                    "Undo"
                    <span class="sr-only">{named}</span>
                </Button>
            </form>
        }
    });
    let undone = row.undone.map(|undone| {
        view! {
            <p class="flex flex-wrap items-center gap-2 text-xs text-muted">
                <Badge>"Undone"</Badge>
                {undone}
            </p>
        }
    });
    view! {
        <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 lg:px-6">
            <div class="min-w-0 flex-1 basis-64 space-y-0.5">
                <p class="text-sm break-words">
                    <span class="font-medium">{row.loser_name}</span>
                    " became "
                    {into}
                </p>
                <p class="text-xs text-muted">"Moved: " {row.moved}</p>
                <p class="text-xs text-faint">{row.merged}</p>
                {undone}
            </div>
            {undo}
        </li>
    }
}
