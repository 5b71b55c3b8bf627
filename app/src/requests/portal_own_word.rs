//! What the advocate allows, on the portal's home: their week, this month's load, their topics.

use domain::requests::PortalHome;
use domain::scheduling::{SketchDay, WeekSketch};
use leptos::prelude::*;

use crate::advocates::PauseSwitch;
use crate::paths;
use crate::ui::{Chip, Glyph, Icon, Meter, TextLink};

const CARD: &str = "rounded-xl border border-line bg-surface p-5";

/// The usual week in small, and how much of the month is used.
#[component]
pub(super) fn Availability(home: PortalHome) -> impl IntoView {
    let cap = i64::from(home.monthly_cap);
    let percent = if cap > 0 { (home.asked_this_month * 100 / cap).clamp(0, 100) } else { 100 };
    let of = format!("{} of {cap} {}", home.asked_this_month, if cap == 1 { "request" } else { "requests" });
    view! {
        <section class=CARD aria-labelledby="availability">
            <div class="flex items-center justify-between">
                <h2 id="availability" class="text-md font-semibold">
                    "Your availability"
                </h2>
                <TextLink href=paths::portal_availability() class="text-sm">
                    "Edit"
                    <span class="sr-only">" your availability"</span>
                </TextLink>
            </div>
            <Week week=home.week/>
            <div class="mt-4 border-t border-line-faint pt-4">
                <p class="flex items-baseline justify-between text-sm">
                    <span>"This month"</span>
                    <span class="tnum">{of}</span>
                </p>
                <div class="mt-2">
                    <Meter percent=u32::try_from(percent).unwrap_or(0)/>
                </div>
            </div>
            <div class="mt-4 border-t border-line-faint pt-4">
                <PauseSwitch pause=home.pause today=home.today/>
            </div>
        </section>
    }
}

/// A bar a day. The words under it and the name of the drawing say the same.
#[component]
fn Week(week: WeekSketch) -> impl IntoView {
    if week.words.is_empty() {
        return view! {
            <p class="mt-3 text-sm text-muted">
                "No hours are open yet, so nobody can book a time with you."
            </p>
        }
        .into_any();
    }
    let said = week.days.iter().map(|day| day.said.as_str()).collect::<Vec<_>>().join(". ");
    let label = ["Your usual week: ", &said].concat();
    let (from, until) = (week.from, week.until);
    let width = i64::try_from(week.days.len()).unwrap_or(5) * STEP - GAP;
    let bars = (0..).zip(&week.days).map(|(at, day)| drawn(day, at * STEP, from, until)).collect_view();
    view! {
        <svg class="mt-4 w-full" viewBox=format!("0 0 {width} {HEIGHT}") role="img" aria-label=label>
            {bars}
        </svg>
        <p class="mt-3 text-sm text-muted">{week.words} ". " {week.zone} "."</p>
    }
    .into_any()
}

/// Width of a day with the gap after it, the gap, the height of the bars, and with the names below.
const STEP: i64 = 56;
const GAP: i64 = 8;
const BARS: i64 = 80;
const HEIGHT: i64 = 104;

fn drawn(day: &SketchDay, x: i64, from: i64, until: i64) -> impl IntoView + use<> {
    let scale = |minute: i64| (minute - from) * BARS / (until - from).max(1);
    let bars = day
        .bars
        .iter()
        .map(|(start, end)| {
            let (y, height) = (scale(*start), (scale(*end) - scale(*start)).max(2));
            view! { <rect x=x y=y width=STEP - GAP height=height rx="3" class="fill-brand"></rect> }
        })
        .collect_view();
    view! {
        <rect x=x y="0" width=STEP - GAP height=BARS rx="3" class="fill-active"></rect>
        {bars}
        <text x=x + (STEP - GAP) / 2 y=HEIGHT - 6 text-anchor="middle" class="fill-muted text-xs">
            {day.name.clone()}
        </text>
    }
}

/// What the programme knows the advocate speaks about, and what they leave out.
#[component]
pub(super) fn Topics(topics: Vec<String>, avoid: String) -> impl IntoView {
    if topics.is_empty() && avoid.is_empty() {
        return ().into_any();
    }
    let chips = topics.into_iter().map(|topic| view! { <li><Chip label=topic/></li> }).collect_view();
    let avoid = (!avoid.is_empty()).then(|| {
        view! {
            <p class="mt-3 flex items-start gap-1.5 text-sm text-muted">
                <Icon glyph=Glyph::X class="mt-0.5 size-4 shrink-0 text-faint"/>
                <span>
                    <span class="sr-only">"Left out: "</span>
                    {avoid}
                </span>
            </p>
        }
    });
    view! {
        <section class=CARD aria-labelledby="topics">
            <h2 id="topics" class="text-md font-semibold">
                "What you talk about"
            </h2>
            <ul class="mt-3 flex flex-wrap gap-1.5">{chips}</ul>
            {avoid}
        </section>
    }
    .into_any()
}
