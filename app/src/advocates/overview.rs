//! The overview of a profile: figures, story, outcomes and history on the left; load, facts, support
//! and consent on the right.

use domain::advocates::{OutcomeRow, ProfileKpis, ProfileOverview};
use domain::ids::AdvocateId;
use domain::paging::counted;
use domain::time::{date_short, month_year};
use leptos::prelude::*;

use super::life::Life;
use super::load_chart::LoadChart;
use super::receptive::Receptive;
use super::sections::{Consents, History};
use super::standing::SupportLight;
use crate::matching;
use crate::ui::{Badge, Card, Kpi, KpiRow, Pips, load};

#[component]
pub fn Overview(overview: ProfileOverview, id: AdvocateId) -> impl IntoView {
    // Beside the profile and not in it: it is the ranking's knowledge, not the record's.
    let forecast = matching::api::forecast(id);
    let latest = overview.history.clone();
    let history = (!latest.is_empty()).then(|| {
        view! {
            <Card id="history" title="Latest references">
                <History rows=latest/>
            </Card>
        }
    });
    let notes = overview.private_notes.clone();
    let notes = notes.map(|notes| {
        view! {
            <Card id="team-notes" title="Team notes">
                <p class="px-4 py-3 text-sm wrap-anywhere whitespace-pre-line text-muted">{notes}</p>
            </Card>
        }
    });
    view! {
        <div class="grid items-start gap-5 p-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:p-6">
            <div class="min-w-0 space-y-5">
                <Figures kpis=overview.kpis.clone()/>
                <Story story=overview.story.clone() outcomes=overview.outcomes.clone()/>
                {history}
                {notes}
            </div>
            <aside class="min-w-0 space-y-5" aria-label="Facts">
                <Load overview=overview.clone()/>
                {load(
                    forecast,
                    |forecast| forecast.map(|forecast| view! { <Receptive forecast/> }).into_any(),
                    |_| ().into_any(),
                )}
                <Life life=overview.life/>
                <About facts=overview.about/>
                <Card id="support" title="Support health" action=view! { <SupportLight support=overview.support/> }.into_any()>
                    <p class="px-4 py-3 text-sm text-muted">{overview.support.sentence()}</p>
                </Card>
                <Card id="consents" title="Consent">
                    <Consents rows=overview.consents/>
                </Card>
            </aside>
        </div>
    }
}

#[component]
fn Figures(kpis: ProfileKpis) -> impl IntoView {
    let since = kpis.since.map_or_else(|| "no call held yet".to_owned(), |day| ["since ", &month_year(day)].concat());
    let decided = match kpis.decided {
        0 => "no deal decided yet".to_owned(),
        decided => [kpis.won.to_string().as_str(), " of ", &decided.to_string(), " decided deals won"].concat(),
    };
    let ratings = match kpis.ratings {
        0 => "no ratings yet".to_owned(),
        1 => "from 1 rating".to_owned(),
        many => ["from ", &many.to_string(), " ratings"].concat(),
    };
    let team = kpis.team_median_reply.map_or_else(String::new, |span| ["all advocates: ", &span].concat());
    let none = || "–".to_owned();
    let rating = kpis.rating.map_or_else(none, |rating| [&rating, " of 5"].concat());
    view! {
        <KpiRow label="References in figures">
            <Kpi label="References given" value=kpis.references.to_string() note=since/>
            <Kpi label="Influenced revenue" value=kpis.influenced.unwrap_or_else(none) note=decided/>
            <Kpi label="Buyer rating" value=rating note=ratings/>
            <Kpi label="Median reply" value=kpis.median_reply.unwrap_or_else(none) note=team/>
        </KpiRow>
    }
}

#[component]
fn Story(story: String, outcomes: Vec<OutcomeRow>) -> impl IntoView {
    let story = if story.is_empty() {
        view! { <p class="px-4 py-3 text-sm text-faint">"No story written down yet"</p> }.into_any()
    } else {
        view! { <p class="px-4 py-3 text-base wrap-anywhere whitespace-pre-line">{story}</p> }.into_any()
    };
    let outcomes = outcomes
        .into_iter()
        .map(|row| {
            view! {
                <li class="px-4 py-3">
                    <p class="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
                        <span class="font-medium">{row.headline}</span>
                        <span class="text-xs text-muted tnum">{row.figures}</span>
                    </p>
                    {(!row.quote.is_empty())
                        .then(|| view! { <p class="mt-1 text-sm wrap-anywhere text-muted">"“" {row.quote} "”"</p> })}
                    {row.use_case.map(|use_case| view! { <p class="mt-1.5"><Badge>{use_case}</Badge></p> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <Card id="story" title="What they can tell">
            {story}
            <ul class="divide-y divide-line-faint border-t border-line-faint">{outcomes}</ul>
        </Card>
    }
}

#[component]
fn Load(overview: ProfileOverview) -> impl IntoView {
    let of = |used: u32, cap: u32| [used.to_string().as_str(), " of ", &cap.to_string(), " used"].concat();
    let rows = [
        ("This month", of(overview.asked_this_month, overview.monthly_cap)),
        ("This quarter", of(overview.asked_this_quarter, overview.quarterly_cap)),
        ("Cooling off", [&counted(overview.cool_down_days, "day", "days"), " after a call"].concat()),
        ("Last call", overview.last_call.map_or_else(|| "Never".to_owned(), date_short)),
    ];
    let action = view! {
        <span class="flex items-center gap-1.5 text-xs text-muted">
            <Pips filled=overview.fatigue.pips()/>
            {overview.fatigue.label()}
        </span>
    }
    .into_any();
    view! {
        <Card id="load" title="Load" action>
            <div class="p-4">
                <LoadChart months=overview.load monthly_cap=overview.monthly_cap/>
                <dl class="mt-4 space-y-2 text-sm">
                    {rows.into_iter().map(|(name, value)| view! { <Fact name=name.to_owned() value/> }).collect_view()}
                </dl>
            </div>
        </Card>
    }
}

#[component]
fn About(facts: Vec<(String, String)>) -> impl IntoView {
    let facts = facts.into_iter().map(|(name, value)| view! { <Fact name value/> }).collect_view();
    view! {
        <Card id="about" title="About">
            <dl class="space-y-2 p-4 text-sm">{facts}</dl>
        </Card>
    }
}

#[component]
fn Fact(name: String, value: String) -> impl IntoView {
    view! {
        <div class="flex justify-between gap-3">
            <dt class="shrink-0 text-muted">{name}</dt>
            <dd class="min-w-0 text-right break-words">{value}</dd>
        </div>
    }
}
