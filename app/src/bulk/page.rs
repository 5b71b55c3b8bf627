//! What became of a bulk edit, and its undo.

use domain::bulk::{self, LeftOut};
use domain::ids::{AdvocateId, OpportunityId};
use domain::lists::{ListName, Query};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{self, UndoBulkEdit};
use super::earlier::list_path;
use crate::layout::PageHeader;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Banner, Button, Glyph, LinkButton, Load, TextLink, Tone};

#[component]
pub fn BulkEditPage() -> impl IntoView {
    let edit = use_params_map().get_untracked().get("id").unwrap_or_default();
    let page = api::page(edit);
    view! {
        <Load read=page let:page>
            <Became page/>
        </Load>
    }
}

#[component]
fn Became(page: bulk::BulkEditPage) -> impl IntoView {
    let refusal = use_flash::<UndoBulkEdit>().problem();
    let counts = page.counts;
    let (tone, fact) = match (&page.undone, counts.landed()) {
        (Some(_), _) => (Tone::Success, format!("{} put back as before.", page.counted(counts.undone))),
        (None, 0) => (Tone::Warning, "Nothing was changed.".to_owned()),
        (None, landed) => (Tone::Success, format!("{} changed.", page.counted(landed))),
    };
    let were = |rows: u32| if rows == 1 { "was" } else { "were" };
    let unchanged = (counts.unchanged > 0 && page.undone.is_none())
        .then(|| format!("{} {} so already.", page.counted(counts.unchanged), were(counts.unchanged)));
    let undone = page.undone.clone().map(|undone| format!("Undone {undone}."));
    let back = Query::parse(&page.query).at(list_path(page.list));
    let list = page.list;
    let left_out = page
        .left_out
        .iter()
        .map(|left| {
            let as_before = if left.rows == 1 { "as it is" } else { "as they are" };
            let head = format!("{} {} left {as_before}", page.counted(left.rows), were(left.rows));
            view! { <LeftOutRows head left=left.clone() list/> }
        })
        .collect_view();
    let heading = if page.undone.is_some() { "Not changed, or not put back" } else { "Not changed" };
    let has_left_out = !page.left_out.is_empty();
    let id = page.id.to_string();
    let words = undo_words(&page);
    view! {
        <PageHeader title="Bulk edit" line=page.what.clone()>
            <LinkButton href=paths::bulk_edits(list)>"Earlier bulk edits"</LinkButton>
            <LinkButton href=back icon=Glyph::ArrowLeft>"Back to the list"</LinkButton>
        </PageHeader>
        <div class="max-w-180 space-y-4 px-4 pb-8 lg:px-6">
            {refusal.map(|problem| view! { <Banner tone=Tone::Danger fact=problem.to_string()/> })}
            <Banner tone fact glyph=Glyph::CheckCircle/>
            <div class="space-y-1 text-sm text-muted">
                <p>"Made " {page.made} "."</p>
                {undone.map(|text| view! { <p>{text}</p> })}
                {unchanged.map(|text| view! { <p>{text}</p> })}
            </div>
            {has_left_out
                .then(|| {
                    view! {
                        <section class="rounded-lg border border-line p-4" aria-labelledby="left-out">
                            <h2 id="left-out" class="text-sm font-semibold">{heading}</h2>
                            <ul class="mt-2 space-y-3 text-sm">{left_out}</ul>
                        </section>
                    }
                })}
            {page
                .may_undo
                .then(|| {
                    view! {
                        <section class="rounded-lg border border-line p-4" aria-labelledby="undo">
                            <h2 id="undo" class="text-sm font-semibold">"Undo this bulk edit"</h2>
                            <p class="mt-1 mb-3 text-sm text-muted">{words}</p>
                            <form method="post" action=UndoBulkEdit::PATH>
                                <input type="hidden" name="edit" value=id/>
                                <Button submit=true icon=Glyph::Undo>"Undo the bulk edit"</Button>
                            </form>
                        </section>
                    }
                })}
        </div>
    }
}

/// A reason, and the rows it holds for.
#[component]
fn LeftOutRows(head: String, left: LeftOut, list: ListName) -> impl IntoView {
    let named = u32::try_from(left.named.len()).unwrap_or(u32::MAX);
    let more = left.rows.saturating_sub(named);
    let rows = left
        .named
        .into_iter()
        .map(|row| {
            let href = match list {
                ListName::Advocates => paths::advocate(AdvocateId(row.id)),
                _ => paths::opportunity(OpportunityId(row.id)),
            };
            view! { <li><TextLink href>{row.name}</TextLink></li> }
        })
        .collect_view();
    view! {
        <li>
            <p>{head} ": " {left.why.sentence(list)}</p>
            {(named > 0)
                .then(|| {
                    view! {
                        <ul class="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted">
                            {rows}
                            {(more > 0).then(|| view! { <li>"and " {more} " more"</li> })}
                        </ul>
                    }
                })}
        </li>
    }
}

fn undo_words(page: &bulk::BulkEditPage) -> String {
    format!(
        "Puts back what {} had before, exactly. What somebody changed since stays as it is and is named here.",
        page.counted(page.counts.changed)
    )
}
