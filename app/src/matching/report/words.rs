//! Why they fit, in words: the computed sentence, and on demand that of a language model, labelled and checked.

use std::future::Future;

use domain::ai::{AiState, InWords, Rationale};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::AskInWords;
use crate::api::ApiResult;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Badge, Banner, Button, Card, Chip, Glyph, Renewing, Size, TextLink, Tone, load};

#[component]
pub fn Words(
    /// What the rules say of them.
    computed: String,
    read: impl Future<Output = ApiResult<InWords>> + Send + 'static,
) -> impl IntoView {
    let refused = use_flash::<AskInWords>().problem();
    let beside = load(
        read,
        |words| view! { <OfModel words/> }.into_any(),
        |problem| {
            let fact = ["What AI adds could not be read. ", &problem.to_string()].concat();
            view! { <Banner tone=Tone::Warning fact/> }.into_any()
        },
    );
    view! {
        <Card id="words" title="In words">
            <div class="space-y-3 px-4 py-3">
                {refused.map(|problem| view! { <Banner tone=Tone::Warning fact=problem.to_string()/> })}
                <p class="text-sm wrap-anywhere">{computed}</p>
                {beside}
            </div>
        </Card>
    }
    .into_any()
}

#[component]
fn OfModel(words: InWords) -> impl IntoView {
    let InWords { opportunity, advocate, state } = words;
    let Some(state) = state else { return ().into_any() };
    let here = paths::match_report(opportunity, advocate);
    let is_waiting = matches!(state, AiState::Working);
    let told = if matches!(state, AiState::Unavailable { .. }) { "AI is unavailable." } else { "AI answered." };
    let (shown, label) = match state {
        AiState::There(rationale) => (view! { <Said rationale/> }.into_any(), None),
        AiState::Working => {
            let shown = view! {
                <p class="text-sm text-muted">
                    "The model was asked, and what it says comes here. " <TextLink href=here.clone()>"Look again"</TextLink>
                </p>
            };
            (shown.into_any(), None)
        }
        AiState::NotAsked => (().into_any(), Some("Word it with AI")),
        AiState::Unavailable { why, tried_at, next_try } => {
            let next = next_try.map(|next| [", next automatic try ", &next].concat()).unwrap_or_default();
            let line = ["The sentence above is computed. Last try ", &tried_at, &next, "."].concat();
            let fact = ["AI is unavailable. ", &why].concat();
            (view! { <Banner tone=Tone::Warning fact line/> }.into_any(), Some("Try now"))
        }
    };
    let ask = label.map(|label| {
        view! {
            <form method="post" action=AskInWords::PATH class="print:hidden">
                <input type="hidden" name="opportunity" value=opportunity.to_string()/>
                <input type="hidden" name="advocate" value=advocate.to_string()/>
                <Button size=Size::Small icon=Glyph::Sparkle submit=true>
                    {label}
                </Button>
            </form>
        }
    });
    view! {
        <Renewing id="of-model" address=here is_waiting told>
            <div class="space-y-3">{shown} {ask}</div>
        </Renewing>
    }
    .into_any()
}

#[component]
fn Said(rationale: Rationale) -> impl IntoView {
    let Rationale { text, brief, sources, .. } = rationale;
    let brief = (!brief.is_empty()).then(|| {
        view! {
            <p class="mt-1.5 text-sm wrap-anywhere">
                <span class="font-medium">{Rationale::BRIEF}</span>
                ": "
                {brief}
            </p>
        }
    });
    let chips = sources.into_iter().map(|source| view! { <li><Chip label=source/></li> }).collect_view();
    view! {
        <div class="rounded-lg border border-ai-line bg-ai-soft p-3">
            <p class="flex flex-wrap items-center gap-2 text-xs text-muted">
                <Badge tone=Tone::Ai>"AI"</Badge>
                {Rationale::ORIGIN}
            </p>
            <p class="mt-1.5 text-sm wrap-anywhere">{text}</p>
            {brief}
            <ul class="mt-2 flex flex-wrap gap-1.5" aria-label="Computed terms it rests on">{chips}</ul>
        </div>
    }
}
