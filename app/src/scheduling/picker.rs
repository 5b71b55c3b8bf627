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

/// A place of the picker. A zone nobody chose is not carried on as if somebody had.
fn address(base: &str, zone: &str, name: &str, value: &str) -> String {
    paths::with_query(base, &[("tz", Some(zone)), (name, Some(value))])
}

/// The month and the zone select, which comes first while the reader's zone is unknown.
#[component]
pub fn MonthPicker(
    base: String,
    /// Empty while the reader's zone is unknown.
    zone: String,
    zones: Vec<ZoneChoice>,
    /// Whose clock stands in while it is.
    borrowed: Option<String>,
    month: MonthView,
) -> impl IntoView {
    const NO_MONTH: &str = "inline-flex size-10 items-center justify-center text-disabled";
    let beside = |month: &Option<String>, glyph: Glyph, label: &'static str| match month {
        Some(month) => {
            let href = address(&base, &zone, "month", month);
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
    let is_known = borrowed.is_none();
    let chooser = view! { <ZoneChooser base zone zones borrowed/> }.into_any();
    let (above, below) = if is_known { (None, Some(chooser)) } else { (Some(chooser), None) };
    view! {
        {above.map(|chooser| view! { <div class="mb-5">{chooser}</div> })}
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
        {below.map(|chooser| view! { <div class="mt-5">{chooser}</div> })}
    }
}

/// The zone select. While the reader's zone is unknown it says whose times these are, and stands out.
#[component]
pub fn ZoneChooser(base: String, zone: String, zones: Vec<ZoneChoice>, borrowed: Option<String>) -> impl IntoView {
    let (frame, label) = match borrowed {
        Some(_) => ("rounded-lg border border-brand-line bg-brand-soft p-4", "Choose your own time zone"),
        None => ("", "Your time zone"),
    };
    let none = borrowed.is_some().then(|| Choice::new("", "Not chosen yet"));
    let choices =
        none.into_iter().chain(zones.into_iter().map(|zone| Choice::new(zone.name, zone.label))).collect::<Vec<_>>();
    let whose = borrowed.map(|borrowed| {
        view! { <p class="mb-3 text-base font-medium">{["These times are ", &borrowed, "."].concat()}</p> }
    });
    view! {
        <form method="get" action=base class=frame>
            {whose}
            <div class="flex items-end gap-2">
                <Select
                    id="tz"
                    name="tz"
                    label
                    choices
                    value=zone
                    size=Size::ExtraLarge
                    icon=Glyph::Globe
                    class="min-w-0 flex-1"
                />
                <Button submit=true size=Size::ExtraLarge>
                    "Go"
                </Button>
            </div>
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
    let href = address(&base, &zone, "day", &date.to_string());
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
            let href = address(&base, &zone, "slot", &time.key);
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
    let other = Some(day.speakers_clock).filter(|clock| !clock.is_empty());
    view! {
        <h2 id="times" class="scroll-mt-6 text-md font-semibold">
            {day.title}
        </h2>
        <p class="mt-0.5 text-sm text-muted">{zone_label}</p>
        {other.map(|clock| view! { <p class="text-sm text-muted">{clock}</p> })}
        <ul class="mt-4 space-y-2">{times}</ul>
    }
    .into_any()
}

/// "London (GMT)" of the zone in use: its label without the running clock.
pub fn zone_label(zone: &str, zones: &[ZoneChoice]) -> String {
    let label = zones.iter().find(|choice| choice.name == zone).map_or(zone, |choice| choice.label.as_str());
    format!("Times in {}", label.split(", now").next().unwrap_or(label))
}
