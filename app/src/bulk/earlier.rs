//! `/bulk-edits`: what was changed at once so far, and the way to take it back.

use domain::bulk::{EarlierEdit, EarlierEdits, counted};
use domain::lists::ListName;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{self, UndoBulkEdit};
use crate::layout::PageHeader;
use crate::lists::{turn, use_list_query};
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Badge, Banner, Button, EmptyState, Glyph, LinkButton, Load, Pager, SegmentLink, Segments, Size, TextLink, Tone,
};

#[component]
pub fn BulkEditsPage() -> impl IntoView {
    let list = api::earlier(use_list_query());
    view! {
        <Load read=list let:list>
            <List list/>
        </Load>
    }
}

#[component]
fn List(list: EarlierEdits) -> impl IntoView {
    let of = list.list;
    let problem = use_flash::<UndoBulkEdit>().problem().map(|problem| {
        view! { <div class="px-4 pb-3 lg:px-6"><Banner tone=Tone::Warning fact=problem.to_string()/></div> }
    });
    let line = if list.only_own {
        "What you changed at once; each can be taken back as far as nobody changed the rows since"
    } else {
        "What was changed at once; each can be taken back as far as nobody changed the rows since"
    };
    let lists = (list.lists.len() > 1).then(|| {
        let link = |each: ListName| {
            let on = each == of;
            view! { <SegmentLink href=paths::bulk_edits(each) label=label(each) on/> }
        };
        let links = list.lists.iter().copied().map(link).collect_view();
        view! { <Segments label="Of which list">{links}</Segments> }
    });
    let (previous, next) = turn(&list.here, "/bulk-edits", &list.page);
    let text = list.page.label();
    let is_empty = list.page.rows.is_empty();
    let rows = list.page.rows.into_iter().map(|edit| view! { <Row of edit/> }).collect_view();
    let body = if is_empty {
        view! {
            <EmptyState
                glyph=Glyph::Undo
                title="Nothing was changed at once yet"
                line="Tick rows of the list to change several; what you did stands here, with the way back."
            >
                <LinkButton href=list_path(of)>"To the list"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <ul class="divide-y divide-line-faint border-t border-line">{rows}</ul>
            <div class="border-t border-line">
                <Pager label="Pages of bulk edits" text previous next/>
            </div>
        }
        .into_any()
    };
    view! {
        <PageHeader title="Bulk edits" line>
            {lists}
        </PageHeader>
        {problem}
        {body}
    }
}

#[component]
fn Row(of: ListName, edit: EarlierEdit) -> impl IntoView {
    let (id, may_undo) = (edit.id, edit.may_undo());
    let named = [": ", &edit.what].concat();
    let changed = match edit.changed {
        0 => "Nothing was changed".to_owned(),
        rows => [&counted(of, rows), " changed"].concat(),
    };
    let undo = may_undo.then(|| {
        view! {
            <form method="post" action=UndoBulkEdit::PATH>
                <input type="hidden" name="edit" value=id.to_string()/>
                <Button size=Size::Small submit=true icon=Glyph::Undo>
                    "Undo"
                    <span class="sr-only">{named}</span>
                </Button>
            </form>
        }
    });
    let undone = edit.undone.map(|undone| {
        let put_back = [&counted(of, edit.put_back), " put back, ", &undone].concat();
        view! {
            <p class="flex flex-wrap items-center gap-2 text-xs text-muted">
                <Badge>"Undone"</Badge>
                {put_back}
            </p>
        }
    });
    view! {
        <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 lg:px-6">
            <div class="min-w-0 flex-1 basis-64 space-y-0.5">
                <TextLink href=paths::bulk_edit(id) class="text-sm font-medium break-words">
                    {edit.what}
                </TextLink>
                <p class="text-xs text-muted">{changed}</p>
                <p class="text-xs text-faint">{edit.made}</p>
                {undone}
            </div>
            {undo}
        </li>
    }
}

const fn label(list: ListName) -> &'static str {
    match list {
        ListName::Advocates => "Advocates",
        _ => "Opportunities",
    }
}

/// The list whose rows were changed.
pub(super) const fn list_path(list: ListName) -> &'static str {
    match list {
        ListName::Advocates => paths::advocates(),
        _ => paths::opportunities(),
    }
}
