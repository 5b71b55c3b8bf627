//! `/organisations/:id`: what is known of it and by whom, and what hangs on it.

use domain::duplicates::DuplicateKind;
use domain::ids::OrganisationId;
use domain::opportunities::{Mastery, Source};
use domain::organisations::{self as organisations, Fact, PerhapsSame, Related, RelationRow};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api;
use super::hanging::{Activity, Advocates, Contacts, Deals, Proof};
use crate::layout::PageTitle;
use crate::paths;
use crate::ui::{Badge, Breadcrumbs, Card, FaceSize, Glyph, LinkButton, Load, OrgLogo, Size, TextLink, Tone};

#[component]
pub fn OrganisationPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let page = api::page(id);
    view! {
        <Load read=page let:page>
            <Organisation page/>
        </Load>
    }
}

#[component]
fn Organisation(page: organisations::OrganisationPage) -> impl IntoView {
    let above = vec![(paths::organisations().to_owned(), "Organisations".to_owned())];
    let badges = page
        .relations
        .clone()
        .into_iter()
        .filter(|relation| !relation.is_over)
        .map(|relation| {
            let tone = if relation.label == "Customer" { Tone::Success } else { Tone::Neutral };
            view! { <Badge tone>{relation.label}</Badge> }
        })
        .collect_view();
    let edit = page.may_edit.then(|| {
        view! {
            <LinkButton href=paths::edit_organisation(page.id) icon=Glyph::Edit>
                "Edit"
            </LinkButton>
        }
    });
    view! {
        <PageTitle title=page.name.clone()/>
        <div class="border-b border-line px-4 py-3 lg:px-6">
            <Breadcrumbs above here=page.name.clone()/>
            <div class="mt-3 flex flex-wrap items-center gap-3">
                <OrgLogo name=page.name.clone() id=page.id.0 size=FaceSize::S48/>
                <div class="min-w-48 flex-1">
                    <div class="flex flex-wrap items-center gap-2">
                        <h1 class="text-lg font-semibold">{page.name.clone()}</h1>
                        {badges}
                    </div>
                    <p class="text-sm text-muted">{page.line}</p>
                </div>
                {edit}
            </div>
        </div>
        <div class="mx-auto grid max-w-300 grid-cols-1 gap-4 px-4 py-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:px-6">
            <div class="min-w-0 space-y-4">
                <Advocates rows=page.advocates/>
                <Contacts rows=page.contacts edit=page.may_edit.then(|| paths::organisation_contacts(page.id))/>
                <Deals rows=page.deals/>
                <Proof rows=page.evidence/>
                <Activity rows=page.activity/>
            </div>
            <div class="space-y-4">
                <Perhaps here=page.id rows=page.perhaps/>
                <Facts facts=page.facts source=page.source/>
                <Relations rows=page.relations edit=page.may_edit.then(|| paths::organisation_relations(page.id))/>
                <Others rows=page.related/>
            </div>
        </div>
    }
}

#[component]
fn Perhaps(here: OrganisationId, rows: Vec<PerhapsSame>) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <li class="flex items-center gap-2.5 px-4 py-2.5 text-sm">
                    <OrgLogo name=row.name.clone() id=row.id.0 size=FaceSize::S24/>
                    <span class="min-w-0 flex-1">
                        <TextLink href=paths::compare(DuplicateKind::Organisation, here.0, row.id.0) class="block truncate">
                            {row.name}
                        </TextLink>
                        <span class="block text-xs text-muted">{row.why}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <Card id="perhaps" title="Perhaps the same as">
            <ul class="divide-y divide-line-faint">{rows}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn Facts(facts: Vec<Fact>, source: Source) -> impl IntoView {
    let rows = facts
        .into_iter()
        .map(|fact| {
            let keeper = fact.kept_by.map(|source| {
                view! { <span class="block text-xs text-faint">"From " {source.label()}</span> }
            });
            view! {
                <div class="flex justify-between gap-4 px-4 py-2 text-sm">
                    <dt class="shrink-0 text-muted">{fact.label}</dt>
                    <dd class="min-w-0 text-right break-words">{fact.value} {keeper}</dd>
                </div>
            }
        })
        .collect_view();
    let whence = match source.mastery() {
        Mastery::Here => ["Source: ", source.label()].concat(),
        Mastery::There => [source.label(), " keeps the facts marked so; change them there."].concat(),
    };
    view! {
        <Card id="facts" title="Facts">
            <dl class="py-1">{rows}</dl>
            <p class="border-t border-line-faint px-4 py-2.5 text-xs text-faint">{whence}</p>
        </Card>
    }
}

#[component]
fn Relations(rows: Vec<RelationRow>, edit: Option<String>) -> impl IntoView {
    if rows.is_empty() && edit.is_none() {
        return ().into_any();
    }
    let nothing = rows.is_empty().then(|| {
        view! { <p class="px-4 py-3 text-sm text-faint">"Nothing is noted yet"</p> }
    });
    let action = edit.map(|href| {
        view! {
            <LinkButton href size=Size::Small>
                "Edit"
                <span class="sr-only">" the relations"</span>
            </LinkButton>
        }
        .into_any()
    });
    let rows = rows
        .into_iter()
        .map(|row| {
            let class = if row.is_over { "text-muted" } else { "font-medium" };
            view! {
                <li class="flex justify-between gap-4 px-4 py-2.5 text-sm">
                    <span class=class>{row.label}</span>
                    <span class="text-right text-xs text-faint">{row.when}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <Card id="relations" title="What they are to us" action>
            {nothing}
            <ul class="divide-y divide-line-faint">{rows}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn Others(rows: Vec<Related>) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <li class="flex items-center gap-2.5 px-4 py-2.5 text-sm">
                    <OrgLogo name=row.name.clone() id=row.id.0 size=FaceSize::S24/>
                    <TextLink href=paths::organisation(row.id) class="min-w-0 flex-1 truncate">
                        {row.name}
                    </TextLink>
                    <span class="shrink-0 text-xs text-faint">{row.how}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <Card id="related" title="Other organisations">
            <ul class="divide-y divide-line-faint">{rows}</ul>
        </Card>
    }
    .into_any()
}
