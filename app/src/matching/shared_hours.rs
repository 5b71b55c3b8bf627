//! When both sides are free: one day drawn, and times to name.

use chrono::NaiveDate;
use domain::advocates::ProfileSection;
use domain::ids::AdvocateId;
use domain::matching::{About, Bar, SharedDay};
use domain::time::date_short;
use leptos::prelude::*;

use crate::paths;

const DAY_MINUTES: u16 = 24 * 60;

#[component]
pub fn SharedHours(id: AdvocateId, about: About, needed_by: Option<NaiveDate>) -> impl IntoView {
    let kept = paths::advocate_section(id, ProfileSection::Availability);
    let until = needed_by.map_or_else(String::new, |day| [" before ", &date_short(day)].concat());
    let line = if about.slots.is_empty() {
        format!("No time in common{until} is known.")
    } else {
        format!("{}. Free{until}:", about.clock)
    };
    let slots = about
        .slots
        .into_iter()
        .map(|slot| {
            view! {
                <span class="inline-flex h-6 items-center rounded-sm bg-brand-soft px-2 text-xs tnum text-brand-ink">
                    {slot}
                </span>
            }
        })
        .collect_view();
    view! {
        <section class="border-t border-line-faint px-5 py-4" aria-labelledby="shared">
            <h3 id="shared" class="mb-2 text-sm font-semibold">
                "Shared hours"
            </h3>
            // Computed from the hours they keep, which stand on their profile.
            <a href=kept class="block hover:underline" title="Their hours">
                {about.shared.map(|day| view! { <Day day/> })}
                <span class="mt-2 block text-xs text-faint">{line}</span>
                <span class="mt-1.5 flex flex-wrap gap-1.5">{slots}</span>
            </a>
        </section>
    }
}

#[component]
fn Day(day: SharedDay) -> impl IntoView {
    let minutes: u16 = day.both.iter().map(|(from, until)| until - from).sum();
    let hours = if minutes == 60 { "hour" } else { "hours" };
    let label = format!("{}: {} {hours} in common", day.day, f64::from(minutes) / 60.0);
    let note = if day.assumed { ", usual office hours there" } else { "" };
    let caption = format!("{}, by the clock in {}{note}", day.day, day.prospect.place);
    view! {
        <span
            class="grid grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1 text-xs"
            role="img"
            aria-label=label
        >
            <HoursBar bar=day.prospect both=day.both.clone()/>
            <HoursBar bar=day.advocate both=day.both/>
            <span></span>
            <span class="flex justify-between text-2xs tnum text-faint">
                <span>"00"</span>
                <span>"06"</span>
                <span>"12"</span>
                <span>"18"</span>
                <span>"24"</span>
            </span>
        </span>
        <span class="mt-1 block text-xs text-faint">{caption}</span>
    }
}

#[component]
fn HoursBar(bar: Bar, both: Vec<(u16, u16)>) -> impl IntoView {
    let draw = |stretches: Vec<(u16, u16)>, class: &'static str| {
        stretches
            .into_iter()
            .map(|(from, until)| {
                view! { <rect x=from y="0" width=until.saturating_sub(from) height="8" rx="1.5" class=class></rect> }
            })
            .collect_view()
    };
    view! {
        <span class="truncate text-muted">{bar.place}</span>
        <svg
            class="h-2.5 w-full"
            viewBox=format!("0 0 {DAY_MINUTES} 8")
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <rect x="0" y="0" width=DAY_MINUTES height="8" class="fill-active"></rect>
            {draw(bar.free, "fill-chart-base")}
            {draw(both, "fill-brand")}
        </svg>
    }
}
