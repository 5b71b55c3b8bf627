//! What a language model adds, above the ranking it does not touch: labelled, each with its source.

use std::future::Future;

use domain::ai::{AiState, Beside, Rationale, Suggested, SuggestedFacet, SuggestedMove, SuggestedOrder};
use domain::ids::OpportunityId;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::address;
use super::api::{AcceptFacet, AskModel, DismissFacet};
use crate::api::ApiResult;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{Badge, Banner, Button, ButtonKind, Chip, Glyph, Icon, Renewing, Size, TextLink, Tone, load};

/// Off, asked for, there or unavailable; the people below are ranked the same in all of them.
#[component]
pub fn Suggestions(read: impl Future<Output = ApiResult<Beside>> + Send + 'static, is_open: bool) -> impl IntoView {
    load(
        read,
        move |Beside { opportunity, suggested }| match suggested {
            Some(suggested) => view! { <Block opportunity suggested is_open/> }.into_any(),
            None => view! {
                <p class="border-b border-line-faint px-4 py-2 text-xs text-faint">
                    "AI is off. Order, scores and reasons are computed and complete."
                </p>
            }
            .into_any(),
        },
        |problem| {
            let fact = ["AI suggestions could not be read. ", &problem.to_string()].concat();
            view! { <div class="p-3 pb-0"><Banner tone=Tone::Warning fact/></div> }.into_any()
        },
    )
}

#[component]
fn Block(opportunity: OpportunityId, suggested: Suggested, is_open: bool) -> impl IntoView {
    let Suggested { facets, rationale, order, may_accept } = suggested;
    let refused = use_flash::<AskModel>()
        .problem()
        .or_else(|| use_flash::<AcceptFacet>().problem())
        .or_else(|| use_flash::<DismissFacet>().problem());
    let is_open = is_open || refused.is_some();
    let outage = outage(&facets).or_else(|| outage(&rationale)).or_else(|| outage(&order));
    let line = summary(&facets, &rationale, &order);
    let is_new = matches!(facets, AiState::NotAsked)
        && matches!(rationale, AiState::NotAsked)
        && matches!(order, AiState::NotAsked);
    let is_waiting = is_working(&facets, &rationale, &order);
    let told = if outage.is_some() { "AI is unavailable." } else { "AI answered." };
    view! {
        <Renewing id="beside" address=address::suggestions(opportunity) is_waiting told>
            {outage.map(|(why, when)| view! { <Unavailable opportunity why when/> })}
            <section class="border-b border-ai-line" aria-labelledby="ai">
                <details open=is_open>
                    <summary class="focus-inset cursor-pointer px-4 py-2.5 hover:bg-hover">
                        <h2 id="ai" class="inline text-sm font-semibold text-ai-ink">
                            "AI suggestions"
                        </h2>
                        <span class="ml-2 text-xs text-faint">{line}</span>
                    </summary>
                    <div class="space-y-4 px-4 pt-1 pb-4">
                        {refused.map(|problem| view! { <Banner tone=Tone::Warning fact=problem.to_string()/> })}
                        <p class="text-xs text-muted">
                            "Written by a language model and checked against the record. The order below is computed and does not change."
                        </p>
                        <Part title="From the notes" state=facets shown=move |facets| {
                            view! { <Facets opportunity facets may_accept/> }.into_any()
                        }/>
                        <Part title="Why the first" state=rationale shown=|rationale| view! { <Why rationale/> }.into_any()/>
                        <Part title="Another order" state=order shown=move |order| {
                            view! { <Order opportunity order/> }.into_any()
                        }/>
                        <AskAgain opportunity label=if is_new { "Ask AI" } else { "Ask again" }/>
                    </div>
                </details>
            </section>
        </Renewing>
    }
}

/// Why there is nothing, and when it was and will be tried.
fn outage<T>(state: &AiState<T>) -> Option<(String, String)> {
    let AiState::Unavailable { why, tried_at, next_try } = state else { return None };
    let next = match next_try {
        Some(next) => [", next automatic try ", next, "."].concat(),
        None => ".".to_owned(),
    };
    Some((why.clone(), ["Last try ", tried_at, &next].concat()))
}

#[component]
fn Unavailable(opportunity: OpportunityId, why: String, when: String) -> impl IntoView {
    let line =
        [&why, " Scores, rules and signals are complete. Reasons below come from the scoring rules. ", &when].concat();
    view! {
        <div class="p-3">
            <Banner tone=Tone::Warning fact="AI is unavailable." line>
                <form method="post" action=AskModel::PATH>
                    <input type="hidden" name="opportunity" value=opportunity.to_string()/>
                    <Button size=Size::Small submit=true>"Try now"</Button>
                </form>
            </Banner>
        </div>
    }
}

/// The whole in one line, for the folded head.
fn summary(
    facets: &AiState<Vec<SuggestedFacet>>,
    rationale: &AiState<Rationale>,
    order: &AiState<SuggestedOrder>,
) -> String {
    let mut parts = Vec::new();
    match facets {
        AiState::There(facets) if facets.len() == 1 => parts.push("1 need found in the notes".to_owned()),
        AiState::There(facets) if !facets.is_empty() => {
            parts.push(format!("{} needs found in the notes", facets.len()))
        }
        _ => {}
    }
    if let AiState::There(rationale) = rationale {
        parts.push(["why ", &rationale.name].concat());
    }
    if let AiState::There(order) = order {
        parts.push(if order.moves.is_empty() { "agrees with the order" } else { "another order" }.to_owned());
    }
    if is_working(facets, rationale, order) {
        parts.push("working".to_owned());
    }
    if parts.is_empty() { "nothing yet".to_owned() } else { parts.join(" · ") }
}

/// Whether the model was asked for any of it and has not answered.
fn is_working(
    facets: &AiState<Vec<SuggestedFacet>>,
    rationale: &AiState<Rationale>,
    order: &AiState<SuggestedOrder>,
) -> bool {
    matches!(facets, AiState::Working) || matches!(rationale, AiState::Working) || matches!(order, AiState::Working)
}

/// One kind of suggestion in whichever state it is.
#[component]
fn Part<T: 'static>(
    title: &'static str,
    state: AiState<T>,
    shown: impl FnOnce(T) -> AnyView + 'static,
) -> impl IntoView {
    let (badge, content) = match state {
        AiState::There(value) => (None, shown(value)),
        AiState::Working => (
            Some("Working"),
            view! { <p class="text-sm text-muted">"The model was asked. What it says comes here; the ranking does not wait for it."</p> }
                .into_any(),
        ),
        AiState::NotAsked => {
            (None, view! { <p class="text-sm text-faint">"Not asked since the deal last changed."</p> }.into_any())
        }
        AiState::Unavailable { why, .. } => (Some("Unavailable"), view! { <p class="text-sm text-muted">{why}</p> }.into_any()),
    };
    view! {
        <div>
            <h3 class="mb-1 flex items-center gap-2 text-sm font-semibold">
                {title} {badge.map(|badge| view! { <Badge tone=Tone::Ai>{badge}</Badge> })}
            </h3>
            {content}
        </div>
    }
}

#[component]
fn Facets(opportunity: OpportunityId, facets: Vec<SuggestedFacet>, may_accept: bool) -> impl IntoView {
    if facets.is_empty() {
        return view! { <p class="text-sm text-muted">"The notes name no need that the deal does not have."</p> }
            .into_any();
    }
    let rows = facets.into_iter().map(|facet| view! { <Facet opportunity facet may_accept/> }).collect_view();
    view! { <ul class="divide-y divide-line-faint rounded-lg border border-ai-line bg-ai-soft">{rows}</ul> }.into_any()
}

#[component]
fn Facet(opportunity: OpportunityId, facet: SuggestedFacet, may_accept: bool) -> impl IntoView {
    let SuggestedFacet { kind, value, quote, source } = facet;
    let quote = ["“", &quote, "”"].concat();
    let named = [" ", kind.label(), " ", &value].concat();
    let fields = {
        let value = value.clone();
        move || {
            view! {
                <input type="hidden" name="opportunity" value=opportunity.to_string()/>
                <input type="hidden" name="kind" value=kind.as_str()/>
                <input type="hidden" name="value" value=value.clone()/>
            }
        }
    };
    let (accepted, dismissed) = (fields.clone(), fields);
    let named_too = named.clone();
    view! {
        <li class="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-3 py-2.5">
            <div class="min-w-0 flex-1 basis-60">
                <p class="text-sm">
                    <span class="text-muted">{kind.label()} ": "</span>
                    <span class="font-medium">{value}</span>
                </p>
                <blockquote class="mt-0.5 text-xs break-words text-muted">{quote} " " <cite class="not-italic">{source}</cite></blockquote>
            </div>
            {may_accept
                .then(|| {
                    view! {
                        <div class="flex gap-1.5">
                            <form method="post" action=AcceptFacet::PATH>
                                {accepted()} <Button size=Size::Small icon=Glyph::Check submit=true>
                                    "Accept"
                                    <span class="sr-only">{named}</span>
                                </Button>
                            </form>
                            <form method="post" action=DismissFacet::PATH>
                                {dismissed()} <Button kind=ButtonKind::Ghost size=Size::Small submit=true>
                                    "Dismiss"
                                    <span class="sr-only">{named_too}</span>
                                </Button>
                            </form>
                        </div>
                    }
                })}
        </li>
    }
}

#[component]
fn Why(rationale: Rationale) -> impl IntoView {
    let Rationale { advocate, name, text, sources, .. } = rationale;
    let chips = sources.into_iter().map(|source| view! { <li><Chip label=source/></li> }).collect_view();
    view! {
        <div class="rounded-lg border border-ai-line bg-ai-soft p-3">
            <p class="flex items-center gap-1.5 text-sm font-semibold text-ai-ink">
                <Icon glyph=Glyph::Sparkle class="size-4"/>
                "Why " <TextLink href=paths::advocate(advocate)>{name}</TextLink>
            </p>
            <p class="mt-1 text-sm break-words">{text}</p>
            <ul class="mt-2 flex flex-wrap gap-1.5" aria-label="Computed terms it rests on">{chips}</ul>
        </div>
    }
}

#[component]
fn Order(opportunity: OpportunityId, order: SuggestedOrder) -> impl IntoView {
    let SuggestedOrder { moves, reason } = order;
    if moves.is_empty() {
        return view! { <p class="text-sm text-muted">"The model agrees with the computed order."</p> }.into_any();
    }
    let rows = moves.into_iter().map(|moved| view! { <Moved opportunity moved/> }).collect_view();
    view! {
        <div class="rounded-lg border border-ai-line bg-ai-soft p-3">
            <p class="text-sm break-words">{reason}</p>
            <ul class="mt-2 space-y-1">{rows}</ul>
        </div>
    }
    .into_any()
}

#[component]
fn Moved(opportunity: OpportunityId, moved: SuggestedMove) -> impl IntoView {
    let SuggestedMove { advocate, name, organisation_name, from, to } = moved;
    let report = address::Address::default().report(opportunity, advocate, address::SCORE);
    view! {
        <li class="flex flex-wrap items-center gap-x-2 text-sm">
            <TextLink href=paths::advocate(advocate) class="py-0.5">{name}</TextLink>
            <span class="text-muted">{organisation_name}</span>
            <a href=report class="py-1 text-xs text-muted tnum hover:underline" title="What the computed place is made of">
                {format!("computed {from}, suggested {to}")}
            </a>
        </li>
    }
}

#[component]
fn AskAgain(opportunity: OpportunityId, label: &'static str) -> impl IntoView {
    view! {
        <div class="flex flex-wrap items-center gap-3">
            <form method="post" action=AskModel::PATH>
                <input type="hidden" name="opportunity" value=opportunity.to_string()/>
                <Button size=Size::Small icon=Glyph::Sparkle submit=true>
                    {label}
                </Button>
            </form>
            <TextLink href=address::suggestions(opportunity) class="text-xs">"Look again"</TextLink>
        </div>
    }
}
