//! Free times as a calendar of links: a month, the times of one day, and the zone they are told in.
//! Everything is a plain link or form, so it works without a script.

use domain::scheduling::{Asked, DayCell, DayView, MonthView, TimeChoice, ZoneChoice};
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Button, Choice, Glyph, Icon, IconLink, Select, Size};

/// What is asked for by an address of the picker.
pub fn place_of(query: &leptos_router::params::ParamsMap) -> Asked {
    Asked { month: query.get("month"), day: query.get("day"), tz: query.get("tz"), slot: query.get("slot") }
}

fn address(base: &str, tz: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = format!("{base}?tz={}", paths::encoded(tz));
    for (name, value) in pairs {
        address.push_str(&format!("&{name}={}", paths::encoded(value)));
    }
    address
}

/// The month and the zone select.
#[component]
pub fn MonthPicker(base: String, zone: String, zones: Vec<ZoneChoice>, month: MonthView) -> impl IntoView {
    const NO_MONTH: &str = "inline-flex size-10 items-center justify-center text-disabled";
    let beside = |month: &Option<String>, glyph: Glyph, label: &'static str| match month {
        Some(month) => {
            let href = address(&base, &zone, &[("month", month)]);
            view! { <IconLink href glyph label size=Size::Large/> }.into_any()
        }
        None => view! { <span class=NO_MONTH aria-hidden="true"><Icon glyph/></span> }.into_any(),
    };
    let before = beside(&month.before, Glyph::ChevronLeft, "Month before");
    let after = beside(&month.after, Glyph::ChevronRight, "Month after");
    let blanks = (0..month.blanks).map(|_| view! { <li aria-hidden="true"></li> }).collect_view();
    let days =
        month.days.into_iter().map(|cell| view! { <Day base=base.clone() zone=zone.clone() cell/> }).collect_view();
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        .map(|name| view! { <span class="py-1.5">{name}</span> })
        .collect_view();
    let choices = zones.into_iter().map(|zone| Choice::new(zone.name, zone.label)).collect::<Vec<_>>();
    view! {
        <div class="flex items-center justify-between">
            <h2 class="text-md font-semibold">{month.title.clone()}</h2>
            <div class="flex">{before} {after}</div>
        </div>
        <div class="mt-3 grid grid-cols-7 text-center text-xs text-faint" aria-hidden="true">
            {weekdays}
        </div>
        <ul class="grid grid-cols-7 gap-1" aria-label=month.title>
            {blanks} {days}
        </ul>
        <form method="get" action=base class="mt-5 flex items-end gap-2">
            <Select
                id="tz"
                name="tz"
                label="Your time zone"
                choices
                value=zone
                size=Size::ExtraLarge
                icon=Glyph::Globe
                class="min-w-0 flex-1"
            />
            <Button submit=true size=Size::ExtraLarge>
                "Go"
            </Button>
        </form>
    }
}

#[component]
fn Day(base: String, zone: String, cell: DayCell) -> impl IntoView {
    const CELL: &str =
        "relative flex aspect-square max-h-13 min-h-11 w-full items-center justify-center rounded-lg text-base tnum";
    let DayCell { date, number, free, is_today, is_chosen, label } = cell;
    let dot = is_today.then(|| {
        view! {
            <span class="absolute bottom-1.5 size-1 rounded-full bg-current" aria-hidden="true"></span>
            <span class="sr-only">", today"</span>
        }
    });
    if free == 0 {
        return view! {
            <li>
                <span class=[CELL, "text-faint"].join(" ")>{number} {dot}</span>
            </li>
        }
        .into_any();
    }
    let tone = if is_chosen {
        "bg-brand font-semibold text-on-brand"
    } else {
        "bg-brand-soft font-medium text-brand-ink hover:bg-brand-line"
    };
    let href = address(&base, &zone, &[("day", &date.to_string())]);
    view! {
        <li>
            <a
                href=[href.as_str(), "#times"].concat()
                class=[CELL, tone].join(" ")
                aria-label=label
                aria-current=is_chosen.then_some("date")
            >
                {number}
                {dot}
            </a>
        </li>
    }
    .into_any()
}

/// The times of the chosen day. The chosen time opens to what `confirm` gives: the form that takes it.
#[component]
pub fn TimesOfDay<C>(base: String, zone: String, zone_label: String, day: Option<DayView>, confirm: C) -> impl IntoView
where
    C: Fn(&TimeChoice) -> AnyView + Send + 'static,
{
    const TIME: &str = "flex h-11 w-full items-center justify-center rounded-lg border border-line-control bg-surface \
        text-md font-medium tnum text-brand-ink hover:border-brand hover:bg-selected";
    let Some(day) = day else {
        return view! {
            <h2 id="times" class="text-md font-semibold">
                "No free times"
            </h2>
            <p class="mt-1 text-sm text-muted">
                "Nothing is free in this month. Look at the month after, or write to whoever invited you."
            </p>
        }
        .into_any();
    };
    let times = day
        .times
        .iter()
        .map(|time| {
            if time.is_chosen {
                return view! {
                    <li class="rounded-lg border border-brand bg-surface p-1.5">
                        <p class="flex h-9 items-center justify-center text-md font-semibold tnum">
                            {time.range.clone()}
                        </p>
                        {confirm(time)}
                    </li>
                }
                .into_any();
            }
            let date = time.key.split('T').next().unwrap_or_default().to_owned();
            let href = address(&base, &zone, &[("slot", &time.key)]);
            view! {
                <li>
                    <a href=[href.as_str(), "#times"].concat() class=TIME data-day=date>
                        {time.from.clone()}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <h2 id="times" class="scroll-mt-6 text-md font-semibold">
            {day.title}
        </h2>
        <p class="mt-0.5 text-sm text-muted">{zone_label}</p>
        <p class="text-sm text-muted">{day.speakers_clock}</p>
        <ul class="mt-4 space-y-2">{times}</ul>
    }
    .into_any()
}

/// "London (GMT)" of the zone in use: its label without the running clock.
pub fn zone_label(zone: &str, zones: &[ZoneChoice]) -> String {
    let label = zones.iter().find(|choice| choice.name == zone).map_or(zone, |choice| choice.label.as_str());
    format!("Times in {}", label.split(", now").next().unwrap_or(label))
}
