//! `/evidence/:id`: one piece, what can be done with it, its file, its links and its history.

use domain::evidence::{EvidencePage, EvidenceState, MoveRow};
use domain::problem::Problem;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api::{self, Approve, Revoke, SendBack, Share, Submit, Withdraw};
use super::content::Shown;
use super::glyph;
use super::links::Links;
use super::rows::tone;
use super::steps::Actions;
use crate::layout::PageTitle;
use crate::paths;
use crate::session::{use_flash, use_flash_of};
use crate::ui::{Badge, Banner, Breadcrumbs, Card, Icon, Load, TextLink, Tone};

/// How the upload is named in a flash; it posts to an address of its own, not to a function.
const UPLOAD: &str = "/evidence/file";

#[component]
pub fn PiecePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    let page = api::page(id);
    view! {
        <Load read=page let:page>
            <Piece page/>
        </Load>
    }
}

/// What any form of this page was refused for.
fn refused() -> Option<Problem> {
    [
        use_flash::<Submit>(),
        use_flash::<Approve>(),
        use_flash::<SendBack>(),
        use_flash::<Withdraw>(),
        use_flash::<Share>(),
        use_flash::<Revoke>(),
        use_flash_of(UPLOAD),
    ]
    .iter()
    .find_map(|flash| flash.problem())
}

#[component]
fn Piece(page: EvidencePage) -> impl IntoView {
    let above = vec![(paths::evidence_library().to_owned(), "Evidence".to_owned())];
    let refused = refused()
        .map(|problem| view! { <div class="mt-3"><Banner tone=Tone::Warning fact=problem.to_string()/></div> });
    let kind = page.kind;
    let whose = match &page.advocate {
        Some((_, name)) => [kind.label(), ". ", name, ", ", &page.organisation_name].concat(),
        None => [kind.label(), ". ", &page.organisation_name].concat(),
    };
    view! {
        <PageTitle title=page.title.clone()/>
        <div class="border-b border-line px-4 py-3 lg:px-6">
            <Breadcrumbs above here=page.title.clone()/>
            <div class="mt-3 flex flex-wrap items-center gap-3">
                <span class="inline-flex size-10 shrink-0 items-center justify-center rounded-md bg-active text-muted">
                    <Icon glyph=glyph(kind) class="size-5"/>
                </span>
                <div class="min-w-48 flex-1">
                    <h1 class="text-lg font-semibold">{page.title.clone()}</h1>
                    <p class="text-sm text-muted">{whose}</p>
                </div>
                <Badge tone=tone(page.state)>{page.state.label()}</Badge>
                <Actions page=page.clone()/>
            </div>
            {refused}
        </div>
        <div class="mx-auto grid max-w-300 grid-cols-1 gap-4 px-4 py-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:px-6">
            <div class="min-w-0 space-y-4">
                <Standing page=page.clone()/>
                <Shown page=page.clone()/>
                <Links page=page.clone()/>
            </div>
            <div class="space-y-4">
                <Facts page=page.clone()/>
                <History moves=page.moves/>
            </div>
        </div>
    }
}

/// The one thing to know now.
#[component]
fn Standing(page: EvidencePage) -> impl IntoView {
    let name = page.advocate.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let banner = match (page.state, page.consent) {
        (EvidenceState::Withdrawn, _) => {
            Some((Tone::Neutral, "This was withdrawn.".to_owned(), "Nobody sees it any more.".to_owned()))
        }
        (_, Some(false)) => Some((
            Tone::Warning,
            format!("{name} has not agreed to {}.", page.kind.agreed_to()),
            "It cannot be approved until that consent is in the ledger.".to_owned(),
        )),
        (EvidenceState::Expired, _) => Some((
            Tone::Warning,
            "Its last day is over.".to_owned(),
            "Give it a later one and put it forward again.".to_owned(),
        )),
        (EvidenceState::InReview, _) => Some((
            Tone::Brand,
            "It waits for approval.".to_owned(),
            "Programme leads and administrators approve; nothing is shown before that.".to_owned(),
        )),
        (EvidenceState::Draft, _) => Some((
            Tone::Neutral,
            "This is a draft.".to_owned(),
            "Put it forward when it is complete; nothing is shown before it was approved.".to_owned(),
        )),
        (EvidenceState::Approved, _) => None,
    };
    banner.map(|(tone, fact, line)| view! { <Banner tone fact line/> })
}

#[component]
fn Facts(page: EvidencePage) -> impl IntoView {
    let until = match page.until {
        Some(day) => day,
        None => "No end".to_owned(),
    };
    let consent = page.consent.map(|given| if given { "Given" } else { "Missing" }.to_owned());
    let uses = match page.links.len() {
        0 => "Never".to_owned(),
        1 => "Once".to_owned(),
        many => [&many.to_string(), " times"].concat(),
    };
    let mut facts = page.facts;
    facts.push(("May be shown until".to_owned(), until));
    facts.extend(consent.map(|words| ("Consent".to_owned(), words)));
    facts.push(("Shared".to_owned(), uses));
    facts.push(("Views".to_owned(), page.views.to_string()));
    let rows = facts
        .into_iter()
        .map(|(name, value)| {
            view! {
                <div class="flex justify-between gap-4 px-4 py-2 text-sm">
                    <dt class="shrink-0 text-muted">{name}</dt>
                    <dd class="text-right break-words">{value}</dd>
                </div>
            }
        })
        .collect_view();
    let advocate = page.advocate.map(|(id, name)| {
        view! {
            <div class="flex justify-between gap-4 px-4 py-2 text-sm">
                <dt class="shrink-0 text-muted">"Advocate"</dt>
                <dd class="text-right">
                    <TextLink href=paths::advocate(id)>{name}</TextLink>
                </dd>
            </div>
        }
    });
    view! {
        <Card id="facts" title="Facts">
            <dl class="py-1">{advocate} {rows}</dl>
        </Card>
    }
}

#[component]
fn History(moves: Vec<MoveRow>) -> impl IntoView {
    let rows = moves
        .into_iter()
        .map(|row| {
            let by = row.by.map_or_else(|| "By itself".to_owned(), |name| ["By ", &name].concat());
            view! {
                <li class="px-4 py-2.5 text-sm">
                    <span class="flex items-center justify-between gap-3">
                        <Badge tone=tone(row.state)>{row.state.label()}</Badge>
                        <span class="text-xs text-faint">{row.at}</span>
                    </span>
                    <span class="mt-1 block text-xs text-muted">{by}</span>
                    {(!row.reason.is_empty()).then(|| view! { <span class="block text-xs">{row.reason}</span> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <Card id="history" title="History">
            <ol class="divide-y divide-line-faint">{rows}</ol>
        </Card>
    }
}
