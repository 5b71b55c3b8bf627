//! `/evidence/:id`: one piece, what can be done with it, its file, its links and its history.

use domain::evidence::{EvidencePage, EvidenceState, MoveRow};
use domain::problem::Problem;
use domain::time::date_short;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{self, Approve, Revoke, SendBack, Share, Submit, Withdraw};
use super::links::Links;
use super::{glyph, tone};
use crate::layout::PageTitle;
use crate::paths;
use crate::session::{use_flash, use_flash_of};
use crate::ui::{
    Badge, Banner, Breadcrumbs, Button, ButtonKind, Card, Field, Glyph, Icon, LinkButton, Load, Size, TextArea,
    TextLink, Tone,
};

/// How the upload is named in a flash; it posts to an address of its own, not to a function.
const UPLOAD: &str = "/evidence/file";

#[component]
pub fn PiecePage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).unwrap_or_default();
    let page = Resource::new_blocking(id, api::page);
    view! {
        <Load resource=page label="Loading the evidence" let:page>
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

#[component]
fn Actions(page: EvidencePage) -> impl IntoView {
    let id = page.id.to_string();
    let (submitted, approved) = (id.clone(), id.clone());
    view! {
        <span class="flex flex-wrap items-center gap-2">
            {page.may_edit.then(|| view! { <LinkButton href=paths::edit_evidence(page.id) icon=Glyph::Edit>"Edit"</LinkButton> })}
            {page
                .may_withdraw
                .then(|| {
                    view! {
                        <Reasoned
                            action=Withdraw::PATH
                            evidence=id.clone()
                            summary="Withdraw …"
                            line="It is taken away for good, and every link to it ends."
                            button="Withdraw evidence"
                            kind=ButtonKind::Danger
                        />
                    }
                })}
            {page
                .may_approve
                .then(|| {
                    view! {
                        <Reasoned
                            action=SendBack::PATH
                            evidence=id.clone()
                            summary="Send back …"
                            line="It becomes a draft again, with your reason."
                            button="Send back"
                            kind=ButtonKind::Secondary
                        />
                        <form method="post" action=Approve::PATH>
                            <input type="hidden" name="evidence" value=approved/>
                            <Button kind=ButtonKind::Primary icon=Glyph::Check submit=true>"Approve"</Button>
                        </form>
                    }
                })}
            {page
                .may_submit
                .then(|| {
                    view! {
                        <form method="post" action=Submit::PATH>
                            <input type="hidden" name="evidence" value=submitted/>
                            <Button kind=ButtonKind::Primary icon=Glyph::Send submit=true>"Put forward"</Button>
                        </form>
                    }
                })}
        </span>
    }
}

/// A step that takes a sentence, behind a summary.
#[component]
fn Reasoned(
    action: &'static str,
    evidence: String,
    summary: &'static str,
    line: &'static str,
    button: &'static str,
    kind: ButtonKind,
) -> impl IntoView {
    let field = [action.rsplit('/').next().unwrap_or_default(), "-reason"].concat();
    view! {
        <details class="relative">
            <summary class="inline-flex h-8 items-center rounded-md border border-line-strong bg-surface px-3 text-sm \
            font-medium shadow-1 hover:bg-hover">{summary}</summary>
            <form
                method="post"
                action=action
                class="absolute right-0 z-10 mt-1 w-72 space-y-3 rounded-lg border border-line bg-raised p-4 shadow-3 \
                max-sm:right-auto max-sm:left-0"
            >
                <input type="hidden" name="evidence" value=evidence/>
                <p class="text-sm">{line}</p>
                <TextArea id=field name="reason" label="Why" rows=2 required=true maxlength=500/>
                <Button kind submit=true>{button}</Button>
            </form>
        </details>
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

/// What somebody outside would see, and the file.
#[component]
fn Shown(page: EvidencePage) -> impl IntoView {
    let is_bare = page.body.is_empty() && page.url.is_none() && page.attachment.is_none();
    let has_file = page.attachment.is_some();
    let file = page.attachment.map(|file| {
        view! {
            <div class="flex flex-wrap items-center gap-3 rounded-lg border border-line p-3.5">
                <Icon glyph=Glyph::FileText class="size-6 text-faint"/>
                <div class="min-w-0 flex-1">
                    <p class="text-sm font-medium break-words">{file.name}</p>
                    <p class="text-xs text-muted tnum">{file.line}</p>
                </div>
                <a
                    href=paths::evidence_file(page.id)
                    rel="external"
                    download=""
                    class="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2.5 text-xs \
                    font-medium shadow-1 hover:bg-hover"
                >
                    <Icon glyph=Glyph::Download class="size-3.5"/>
                    "Save"
                </a>
            </div>
        }
    });
    view! {
        <Card id="shown" title="What is shown">
            <div class="space-y-4 p-4">
                {(!page.body.is_empty()).then(|| view! { <p class="text-base whitespace-pre-line break-words">{page.body}</p> })}
                {page
                    .url
                    .map(|url| {
                        let address = url.clone();
                        view! {
                            <p class="text-sm break-all">
                                <a
                                    href=address
                                    rel="external noopener noreferrer"
                                    class="font-medium text-brand-ink underline-offset-2 hover:underline"
                                >
                                    {url}
                                </a>
                            </p>
                        }
                    })}
                {file}
                {is_bare.then(|| view! { <p class="text-sm text-muted">"Nothing so far: add a text or a link, or bring in a file."</p> })}
                {page.may_edit.then(|| view! { <Upload id=page.id has_file/> })}
            </div>
        </Card>
    }
}

#[component]
fn Upload(id: domain::ids::EvidenceId, has_file: bool) -> impl IntoView {
    let (label, button) = if has_file { ("Another file", "Replace file") } else { ("File", "Add file") };
    view! {
        <form
            method="post"
            action=paths::evidence_file(id)
            enctype="multipart/form-data"
            class="space-y-3 border-t border-line-faint pt-4"
        >
            <Field
                id="file"
                label
                hint="Image, PDF, PowerPoint, MP4, captions or text, up to 25 MB. Images are saved anew without their metadata".to_owned()
            >
                <input
                    id="file"
                    name="file"
                    type="file"
                    required
                    accept=".png,.jpg,.jpeg,.webp,.pdf,.pptx,.mp4,.vtt,.txt"
                    aria-describedby="file-hint"
                    class="block w-full rounded-md border border-line-control bg-surface p-2 text-sm file:mr-3 \
                    file:h-8 file:rounded-md file:border file:border-solid file:border-line-strong file:bg-surface file:px-3 file:text-sm \
                    file:font-medium file:text-ink"
                />
            </Field>
            <Button size=Size::Small icon=Glyph::Upload submit=true>{button}</Button>
        </form>
    }
}

#[component]
fn Facts(page: EvidencePage) -> impl IntoView {
    let until = match page.until {
        Some(day) => date_short(day),
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
