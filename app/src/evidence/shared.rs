//! `/e/:token`: one piece for somebody outside. A plain page: no script, nothing for search engines.

use domain::evidence::{EvidenceKind, SharedEvidence};
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;

use super::{api, glyph};
use crate::layout::{LostLink, PageTitle, PublicShell};
use crate::paths;
use crate::ui::{FaceSize, Glyph, Icon, OrgLogo, load};

const LOST: &str =
    "It may be cut off or mistyped. Open it again from where you got it, or ask whoever sent it for a new one.";

#[component]
pub fn SharedPage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let page = api::shared(token.clone());
    view! {
        <Meta name="robots" content="noindex, nofollow"/>
        {load(
            page,
            move |shared| view! { <Shared token shared/> }.into_any(),
            |problem| view! { <LostLink problem page="Shared with you" lost=LOST/> }.into_any(),
        )}
    }
}

#[component]
fn Shared(token: String, shared: SharedEvidence) -> impl IntoView {
    let is_quote = shared.kind == EvidenceKind::Quote;
    let body_class = if is_quote {
        "text-lg wrap-anywhere whitespace-pre-line"
    } else {
        "text-md wrap-anywhere whitespace-pre-line"
    };
    let whose = match &shared.speaker {
        Some(speaker) => [speaker, ", ", &shared.organisation_name].concat(),
        None => shared.organisation_name.clone(),
    };
    let body = (!shared.body.is_empty()).then(|| {
        if is_quote {
            view! { <blockquote class=body_class>{shared.body}</blockquote> }.into_any()
        } else {
            view! { <div class=body_class>{shared.body}</div> }.into_any()
        }
    });
    let link = shared.url.map(|url| {
        let host = url.split('/').nth(2).unwrap_or_default().to_owned();
        view! {
            <a
                href=url
                rel="external noopener noreferrer nofollow"
                class="inline-flex min-h-11 items-center gap-2 rounded-lg border border-line-strong bg-surface px-5 text-md \
                font-medium break-all shadow-1 hover:bg-hover"
            >
                <Icon glyph=Glyph::External class="size-5"/>
                "Open at "
                {host}
            </a>
        }
    });
    let file = shared.attachment.map(|file| {
        view! {
            <a
                href=paths::shared_file(&token)
                rel="external"
                download=""
                class="inline-flex min-h-11 items-center gap-2 rounded-lg bg-brand px-5 text-md font-medium text-on-brand shadow-1 \
                hover:bg-brand-hover"
            >
                <Icon glyph=Glyph::Download class="size-5"/>
                <span class="min-w-0 break-words">"Save " {file.name}</span>
                <span class="text-sm">{["(", &file.line, ")"].concat()}</span>
            </a>
        }
    });
    let ends = ["This page can be opened until ", &shared.until, "."].concat();
    view! {
        <PageTitle title=shared.title.clone()/>
        <PublicShell company=Some((shared.company.0, shared.company_name))>
            <article class="mx-auto w-full max-w-180 rounded-2xl border border-line bg-surface p-6 shadow-2 sm:p-8" aria-labelledby="t">
                <p class="flex items-center gap-1.5 text-sm text-muted">
                    <Icon glyph=glyph(shared.kind)/>
                    {shared.kind.label()}
                </p>
                <h1 id="t" class="mt-2 text-2xl font-semibold break-words">
                    {shared.title}
                </h1>
                <p class="mt-4 flex items-center gap-3 text-base">
                    <OrgLogo name=shared.organisation_name.clone() id=shared.organisation.0 size=FaceSize::S32/>
                    {whose}
                </p>
                <div class="mt-6 space-y-6">
                    {body}
                    <div class="flex flex-wrap gap-3">{file} {link}</div>
                </div>
                <p class="mt-8 border-t border-line-faint pt-4 text-sm text-muted">{ends}</p>
            </article>
        </PublicShell>
    }
}
