//! One week drawn from the list: half hours from 07:00 to 19:00 as an SVG. The list has the words.

use domain::scheduling::{BlockKind, WeekBlock, WeekView};
use leptos::prelude::*;

use crate::ui::{Glyph, Icon, IconLink};

/// What is drawn begins and ends with these minutes of the day; longer blocks are cut at the edge.
const FIRST: i64 = 7 * 60;
const LAST: i64 = 19 * 60;
const COLUMN: i64 = 100;
/// Height of an hour.
const HOUR: i64 = 36;
const LEFT: i64 = 44;
const TOP: i64 = 26;

/// The week with the ways to the weeks beside it.
#[component]
pub fn WeekDrawing(week: WeekView) -> impl IntoView {
    let address = |monday: chrono::NaiveDate| format!("/portal/availability?week={monday}");
    let before = match week.before {
        Some(monday) => {
            view! { <IconLink href=address(monday) glyph=Glyph::ChevronLeft label="Week before"/> }.into_any()
        }
        None => view! {
            <span class="inline-flex size-8 items-center justify-center text-disabled" aria-hidden="true">
                <Icon glyph=Glyph::ChevronLeft/>
            </span>
        }
        .into_any(),
    };
    let height = TOP + (LAST - FIRST) / 60 * HOUR;
    let width = LEFT + 7 * COLUMN;
    let said = week.days.iter().map(said).collect::<Vec<_>>().join(". ");
    let hours = (FIRST / 60..LAST / 60)
        .map(|hour| {
            let y = TOP + (hour - FIRST / 60) * HOUR;
            view! {
                <line x1=LEFT y1=y x2=width y2=y class="stroke-line-faint"></line>
                <text x=LEFT - 8 y=y + 4 text-anchor="end" class="fill-faint text-2xs tnum">
                    {format!("{hour:02}:00")}
                </text>
            }
        })
        .collect_view();
    let days = week
        .days
        .iter()
        .enumerate()
        .map(|(index, day)| {
            let x = LEFT + index as i64 * COLUMN;
            let blocks = day.blocks.iter().filter_map(|block| drawn(block, x)).collect_view();
            view! {
                <line x1=x y1=TOP x2=x y2=height class="stroke-line-faint"></line>
                <text x=x + COLUMN / 2 y=16 text-anchor="middle" class="fill-ink text-xs">
                    {format!("{} {}", day.name, day.number)}
                </text>
                {blocks}
            }
        })
        .collect_view();
    view! {
        <div class="mb-3 flex flex-wrap items-center gap-1">
            <h2 class="mr-auto text-md font-semibold">{week.title.clone()}</h2>
            {before}
            <IconLink href=address(week.after) glyph=Glyph::ChevronRight label="Week after"/>
        </div>
        <svg
            viewBox=format!("0 0 {width} {height}")
            class="w-full"
            role="img"
            aria-label=format!("Week of {}: {said}", week.title)
        >
            {hours}
            {days}
        </svg>
        <ul class="mt-3 flex flex-wrap gap-x-5 gap-y-1.5 text-sm text-muted" aria-hidden="true">
            <Key class="size-3 rounded-xs border border-brand-line bg-brand-soft" word="Open to calls"/>
            <Key class="size-3 rounded-xs bg-brand" word="Booked or held"/>
            <Key class="size-3 rounded-xs border border-warning-line bg-warning-soft" word="Day off"/>
        </ul>
    }
}

#[component]
fn Key(class: &'static str, word: &'static str) -> impl IntoView {
    view! {
        <li class="flex items-center gap-1.5">
            <span class=class></span>
            {word}
        </li>
    }
}

fn drawn(block: &WeekBlock, x: i64) -> Option<impl IntoView + use<>> {
    let (from, until) = (block.from.minutes().max(FIRST), block.until.minutes().min(LAST));
    if from >= until {
        return None;
    }
    let y = TOP + (from - FIRST) * HOUR / 60;
    let class = match block.kind {
        BlockKind::Open => "fill-brand-soft stroke-brand-line",
        BlockKind::Held | BlockKind::Booked => "fill-brand stroke-brand",
        BlockKind::Off => "fill-warning-soft stroke-warning-line",
    };
    Some(view! {
        <rect x=x + 2 y=y + 1 width=COLUMN - 4 height=(until - from) * HOUR / 60 - 2 rx="4" class=class>
            <title>{block.label.clone()}</title>
        </rect>
    })
}

fn said(day: &domain::scheduling::WeekDay) -> String {
    let blocks: Vec<&str> = day.blocks.iter().map(|block| block.label.as_str()).collect();
    let what = if blocks.is_empty() { "closed".to_owned() } else { blocks.join(", ") };
    format!("{} {}: {what}", day.name, day.number)
}
