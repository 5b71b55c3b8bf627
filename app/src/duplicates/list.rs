//! `/settings/duplicates`: pairs of organisations, of people, or of contacts, that are perhaps the same, the surest first. Links and
//! plain forms.

use domain::duplicates::{DuplicateKind, DuplicatesPage as Shown, DuplicatesTab, PairRow, PairSide};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use super::api::{self, TakeBack, TellApart};
use crate::layout::{PageHeader, SettingsShell};
use crate::lists::{turn, use_list_query};
use crate::paths;
use crate::session::{use_flash, use_viewer};
use crate::ui::{
    Avatar, Badge, Banner, Button, ButtonKind, EmptyState, FaceSize, Glyph, LinkButton, Load, OrgLogo, Pager,
    SegmentLink, Segments, Size, Tab, Tabs, Tone,
};

#[component]
pub fn DuplicatesPage() -> impl IntoView {
    let list = api::list(use_list_query());
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
    let rhythm = if list.waits_for_the_night { "each night" } else { "each night and after each change" };
    let line = match &list.looked {
        Some(when) => {
            let then = if list.waits_for_the_night { "; with so many, each night" } else { "" };
            [kind.label(), " that are perhaps the same. Last compared ", when, then].concat()
        }
        None => [kind.label(), " that are perhaps the same. They are compared ", rhythm].concat(),
    };
    let looking = list.looking.clone().map(|looking| view! { <p role="status">{looking} "."</p> });
    let left_out = list.left_out.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let tabs = tabs(kind, &list.counts, list.tab);
    let problem = use_flash::<TellApart>().problem().or_else(|| use_flash::<TakeBack>().problem());
    let problem = problem.map(|problem| {
        view! { <div class="px-4 pt-3 lg:px-6"><Banner tone=Tone::Warning fact=problem.to_string()/></div> }
    });
    view! {
        <PageHeader title="Duplicates" line>
            <Kinds here=kind href=paths::duplicates_of/>
        </PageHeader>
        <Tabs label="Which pairs" tabs/>
        {problem}
        <div class="space-y-1 px-4 pt-3 text-xs text-muted empty:hidden lg:px-6">{looking}{left_out}</div>
        <Pairs list/>
    }
}

/// Of what there may be two, as links.
#[component]
pub(super) fn Kinds(here: DuplicateKind, href: fn(DuplicateKind) -> String) -> impl IntoView {
    let link = |kind: &DuplicateKind| {
        let on = *kind == here;
        view! { <SegmentLink href=href(*kind) label=kind.label() on/> }
    };
    let links = DuplicateKind::ALL.iter().map(link).collect_view();
    view! { <Segments label="Of what">{links}</Segments> }
}

/// Pairs to look at, those told apart, and what was made one.
pub(super) fn tabs(kind: DuplicateKind, counts: &[(DuplicatesTab, u32)], here: DuplicatesTab) -> Vec<Tab> {
    let tab = |(tab, number): &(DuplicatesTab, u32)| {
        let href = match tab {
            DuplicatesTab::Open => paths::duplicates_of(kind),
            DuplicatesTab::Different => paths::duplicates_told_apart(kind),
            DuplicatesTab::Merged => paths::merged_of(kind),
        };
        Tab::new(href, tab.label(), *tab == here).count(domain::paging::grouped((*number).into()))
    };
    counts.iter().map(tab).collect()
}

#[component]
fn Pairs(list: Shown) -> impl IntoView {
    let kind = list.kind;
    if list.page.rows.is_empty() {
        let (title, line) = match list.tab {
            DuplicatesTab::Open => ("Nothing to look at", ["No two ", kind.many(), " look like one."].concat()),
            DuplicatesTab::Different | DuplicatesTab::Merged => {
                ("Nobody was told apart", "Pairs of which you say that they are not the same stand here.".to_owned())
            }
        };
        return view! { <EmptyState glyph=Glyph::CheckCircle title line/> }.into_any();
    }
    let (previous, next) = turn(&list.here, paths::duplicates(), &list.page);
    let text = list.page.label();
    let rows = list.page.rows.into_iter().map(|row| view! { <Pair kind row/> }).collect_view();
    view! {
        <ul class="divide-y divide-line-faint">{rows}</ul>
        <div class="border-t border-line">
            <Pager label="Pages of pairs" text previous next/>
        </div>
    }
    .into_any()
}

#[component]
fn Pair(kind: DuplicateKind, row: PairRow) -> impl IntoView {
    let (one, other) = (row.one.id.to_string(), row.other.id.to_string());
    let compare = paths::compare(kind, row.one.id, row.other.id);
    let names = [": ", &row.one.name, " and ", &row.other.name].concat();
    let named = names.clone();
    let against = (!row.against.is_empty()).then(|| {
        view! { <p class="text-xs text-muted">"Against it: " {row.against}</p> }
    });
    let act = match row.said {
        None => view! {
            <LinkButton href=compare size=Size::Small icon=Glyph::Merge>
                "Compare"
                <span class="sr-only">{named}</span>
            </LinkButton>
            <form method="post" action=TellApart::PATH>
                <input type="hidden" name="of" value=kind.as_str()/>
                <input type="hidden" name="one" value=one/>
                <input type="hidden" name="other" value=other/>
                <Button size=Size::Small submit=true icon=Glyph::X>
                    "Not the same"
                    <span class="sr-only">{names}</span>
                </Button>
            </form>
        }
        .into_any(),
        Some(_) => view! {
            <form method="post" action=TakeBack::PATH>
                <input type="hidden" name="of" value=kind.as_str()/>
                <input type="hidden" name="one" value=one/>
                <input type="hidden" name="other" value=other/>
                <Button size=Size::Small kind=ButtonKind::Ghost submit=true icon=Glyph::Undo>
                    "Look again"
                    <span class="sr-only">{names}</span>
                </Button>
            </form>
        }
        .into_any(),
    };
    let tone = if row.score >= 80 { Tone::Warning } else { Tone::Neutral };
    let said = row.said.map(|said| view! { <p class="text-xs text-muted">"Not the same, says " {said}</p> });
    view! {
        <li class="grid gap-x-4 gap-y-2 px-4 py-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_14rem_auto] lg:items-center lg:px-6">
            <Side kind side=row.one/>
            <Side kind side=row.other/>
            <div class="min-w-0 space-y-0.5">
                <Badge tone>{row.score} " of 100"</Badge>
                <p class="text-xs break-words">{row.speaks_for}</p>
                {against}
                {said}
            </div>
            <div class="flex flex-wrap items-center gap-2 lg:justify-end">{act}</div>
        </li>
    }
}

/// The tile of an organisation, the face of a person.
#[component]
pub(super) fn Face(kind: DuplicateKind, name: String, id: Uuid, size: FaceSize) -> impl IntoView {
    match kind {
        DuplicateKind::Organisation => view! { <OrgLogo name id size/> }.into_any(),
        DuplicateKind::Advocate | DuplicateKind::Contact => view! { <Avatar name id size/> }.into_any(),
    }
}

#[component]
fn Side(kind: DuplicateKind, side: PairSide) -> impl IntoView {
    view! {
        <div class="flex min-w-0 items-center gap-3">
            <Face kind name=side.name.clone() id=side.id size=FaceSize::S32/>
            <div class="min-w-0">
                <a href=paths::record(kind, side.home) class="block truncate text-sm font-medium hover:underline">
                    {side.name}
                </a>
                <p class="truncate text-xs text-muted">{side.line}</p>
                <p class="truncate text-xs text-faint">{side.hangs}</p>
            </div>
        </div>
    }
}
