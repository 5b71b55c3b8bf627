//! Below the ranking: who a rule holds back, those who would fit best first.

use domain::advocates::ProfileSection;
use domain::matching::{Held, Rule};
use leptos::prelude::*;

use super::address::{Address, SCORE};
use super::bench::Bench;
use crate::paths;
use crate::ui::{Avatar, Badge, FaceSize, Glyph, TextLink, Tone};

#[component]
pub fn HeldBack(bench: Bench, held: Vec<Held>, count: u32) -> impl IntoView {
    let shown = u32::try_from(held.len()).unwrap_or(u32::MAX);
    let data = bench.data();
    let address = untrack(|| bench.address());
    let title = match data.held_by {
        Some(rule) => ["Held back: ", rule.badge()].concat(),
        None => "Held back by rules, close to fitting".to_owned(),
    };
    let all = Address { all_held: true, held_by: None, ..address.clone() }.href(data.opportunity);
    // The list of everybody is cut, too: whoever scores least is of no use here.
    let is_whole_list = address.all_held || data.held_by.is_some();
    let cut = (is_whole_list && shown < data.held_asked()).then(|| {
        let line = format!("{shown} of {} are listed: those who would score best.", data.held_asked());
        view! { <p class="border-b border-line-faint px-4 py-3 text-center text-xs text-muted">{line}</p> }
    });
    let rows = held.into_iter().map(|held| view! { <HeldRow bench held/> }).collect_view();
    (count > 0).then(|| {
        view! {
            <div id="held">
                <h3 class="flex h-9 items-center justify-between border-b border-line-faint bg-sunken px-4 text-xs font-medium \
                text-muted">
                    <span>{title}</span>
                    {(shown < count && (!address.all_held || data.held_by.is_some()))
                        .then(|| {
                            view! {
                                <TextLink href=[&all, "#held"].concat() class="font-normal">
                                    {format!("All {count}")}
                                </TextLink>
                            }
                        })}
                </h3>
                <ul>{rows}</ul>
                {cut}
            </div>
        }
    })
}

#[component]
fn HeldRow(bench: Bench, held: Held) -> impl IntoView {
    let (glyph, tone) = look(held.rule);
    let (id, kept) = (held.id, kept(&held));
    let report = move || bench.address_at_rest().report(bench.data().opportunity, id, SCORE);
    let also = held.also.iter().map(|rule| rule.badge().to_lowercase()).collect::<Vec<_>>().join(", ");
    let line = if also.is_empty() {
        format!("{}. {}", held.organisation_name, held.sentence)
    } else {
        format!("{}. {} (also: {also})", held.organisation_name, held.sentence)
    };
    view! {
        <li class="grid grid-cols-[1.25rem_2.5rem_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line-faint px-4 \
        py-1.5">
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
                        class="truncate py-0.5 font-medium text-muted hover:text-ink hover:underline"
                    >
                        {held.name}
                    </a>
                    <Badge tone glyph>
                        {held.rule.badge()}
                    </Badge>
                </span>
                <a href=kept class="block py-1 text-xs text-faint hover:underline" title="Where this is kept">
                    {line}
                </a>
                {held
                    .back
                    .map(|back| {
                        view! {
                            <a href=report class="block py-1 text-xs text-muted hover:underline" title="What this is made of">
                                {back}
                            </a>
                        }
                    })}
            </span>
            <a
                href=report
                class="hidden text-2xs text-faint tnum hover:underline sm:inline"
                title="What this is made of"
            >
                {format!("Would score {}", held.would.shown())}
            </a>
        </li>
    }
    .into_any()
}

/// Where the fact stands that closed the decisive rule.
fn kept(held: &Held) -> String {
    let section = |section| paths::advocate_section(held.id, section);
    match held.rule {
        Rule::Consent => section(ProfileSection::Consent),
        Rule::AlreadySpoke | Rule::AlreadyAsked => section(ProfileSection::References),
        Rule::Blackout | Rule::MonthlyCap | Rule::QuarterlyCap | Rule::NoCommonHours => {
            section(ProfileSection::Availability)
        }
        Rule::CoolDown => section(ProfileSection::Timeline),
        Rule::Rival | Rule::SameOrganisation => paths::organisation_relations(held.organisation),
        Rule::Renewal => paths::organisation(held.organisation),
        Rule::DoNotAsk | Rule::ReferenceStatus | Rule::Lifecycle | Rule::Veto | Rule::Language => {
            section(ProfileSection::Overview)
        }
    }
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
