//! Below the ranking: who a rule holds back, those who would fit best first.

use domain::matching::{Held, Rule};
use leptos::prelude::*;

use super::address::Address;
use super::bench::Bench;
use crate::paths;
use crate::ui::{Avatar, Badge, FaceSize, Glyph, TextLink, Tone};

#[component]
pub fn HeldBack(bench: Bench, held: Vec<Held>, count: u32) -> impl IntoView {
    let shown = held.len();
    let opportunity = bench.data().opportunity;
    let all = Address { all_held: true, ..untrack(|| bench.address()) }.href(opportunity);
    let rows = held.into_iter().map(|held| view! { <HeldRow held/> }).collect_view();
    (count > 0).then(|| {
        view! {
            <div id="held">
                <h3 class="flex h-9 items-center justify-between border-b border-line-faint bg-sunken px-4 text-xs font-medium \
                text-muted">
                    <span>"Held back by rules, close to fitting"</span>
                    {((shown as u32) < count)
                        .then(|| {
                            view! {
                                <TextLink href=[&all, "#held"].concat() class="font-normal">
                                    {format!("All {count}")}
                                </TextLink>
                            }
                        })}
                </h3>
                <ul>{rows}</ul>
            </div>
        }
    })
}

#[component]
fn HeldRow(held: Held) -> impl IntoView {
    let (glyph, tone) = look(held.rule);
    let also = held.also.iter().map(|rule| rule.badge().to_lowercase()).collect::<Vec<_>>().join(", ");
    let line = if also.is_empty() {
        format!("{}. {}", held.organisation_name, held.sentence)
    } else {
        format!("{}. {} (also: {also})", held.organisation_name, held.sentence)
    };
    view! {
        <li class="grid grid-cols-[1.25rem_2.5rem_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line-faint px-4 \
        py-2.5">
            <span></span>
            <span class="grayscale">
                <Avatar
                    name=held.name.clone()
                    id=held.id.0
                    size=FaceSize::S40
                    organisation=(held.organisation.0, held.organisation_name)
                />
            </span>
            <span class="min-w-0">
                <span class="flex items-center gap-2">
                    <a
                        href=paths::advocate(held.id)
                        class="truncate font-medium text-muted hover:text-ink hover:underline"
                    >
                        {held.name}
                    </a>
                    <Badge tone glyph>
                        {held.rule.badge()}
                    </Badge>
                </span>
                <span class="block text-xs text-faint">{line}</span>
                {held.back.map(|back| view! { <span class="block text-xs text-muted">{back}</span> })}
            </span>
            <span class="hidden text-2xs text-faint tnum sm:inline">
                {format!("Would score {}", held.would.shown())}
            </span>
        </li>
    }
    .into_any()
}

/// Red stops, amber waits for a limit, grey is only a matter of time or fact.
const fn look(rule: Rule) -> (Glyph, Tone) {
    match rule {
        Rule::DoNotAsk => (Glyph::Ban, Tone::Danger),
        Rule::Consent | Rule::Veto | Rule::Rival => (Glyph::Lock, Tone::Danger),
        Rule::MonthlyCap | Rule::QuarterlyCap => (Glyph::Calendar, Tone::Warning),
        Rule::Renewal => (Glyph::Refresh, Tone::Warning),
        Rule::CoolDown => (Glyph::Snowflake, Tone::Neutral),
        Rule::NoCommonHours => (Glyph::Clock, Tone::Neutral),
        Rule::Language => (Glyph::Globe, Tone::Neutral),
        _ => (Glyph::Pause, Tone::Neutral),
    }
}
