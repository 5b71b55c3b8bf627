//! What the tabs besides the overview show; the overview shows some of it too.

use chrono::Datelike as _;
use domain::advocates::{Available, ConsentRow, Given, HistoryRow, LedgerRow};
use domain::paging::counted;
use domain::time::date_short;
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Card, FaceSize, Glyph, Icon, OrgLogo, Timeline};

#[component]
pub fn History(rows: Vec<HistoryRow>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <HistoryLine row/> }).collect_view();
    view! { <Timeline label="History">{rows}</Timeline> }
}

#[component]
fn HistoryLine(row: HistoryRow) -> impl IntoView {
    let mark = match row.organisation {
        Some(id) => view! { <OrgLogo name=row.title.clone() id=id.0 size=FaceSize::S28/> }.into_any(),
        None => view! {
            <span class="inline-flex size-7 shrink-0 items-center justify-center rounded-sm bg-active text-muted">
                <Icon glyph=Glyph::Send/>
            </span>
        }
        .into_any(),
    };
    let title = match row.opportunity {
        Some(id) => view! {
            <a href=paths::opportunity_section(id, domain::opportunities::Section::Requests) class="font-medium hover:underline">
                {row.title}
            </a>
        }
        .into_any(),
        None => view! { <span class="font-medium">{row.title}</span> }.into_any(),
    };
    let outcome_class = match row.given {
        Given::Won => "font-medium text-success-ink",
        Given::Neutral => "text-muted",
    };
    view! {
        <li class="relative flex gap-3 py-2.5">
            <span class="thread absolute top-9 bottom-[-0.4rem] left-3.5 w-px bg-line" aria-hidden="true"></span>
            {mark}
            <div class="min-w-0 flex-1 sm:flex sm:items-baseline sm:justify-between sm:gap-4">
                <div class="min-w-0">
                    <p class="text-sm">{title}</p>
                    <p class="text-xs text-muted">{row.line}</p>
                </div>
                <div class="shrink-0 text-xs sm:text-right">
                    {row.outcome.map(|outcome| view! { <p class=outcome_class>{outcome}</p> })}
                    <p class="text-faint">{row.when}</p>
                </div>
            </div>
        </li>
    }
}

#[component]
pub fn Consents(rows: Vec<ConsentRow>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let (glyph, icon, text) = if row.is_given {
                (Glyph::Check, "mt-0.5 size-4 text-success", "text-sm")
            } else {
                (Glyph::X, "mt-0.5 size-4 text-faint", "text-sm text-muted")
            };
            let ends =
                row.expires_on.filter(|_| row.is_given).map(|day| format!(". Ends {} {}", date_short(day), day.year()));
            view! {
                <li class="flex gap-2 px-4 py-2.5">
                    <Icon glyph class=icon/>
                    <span class="min-w-0">
                        <span class=text>{row.label}</span>
                        <span class="block text-xs text-faint">{row.line} {ends}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="divide-y divide-line-faint">{rows}</ul> }
}

/// Every decision on consent; nothing is ever taken out of it.
#[component]
pub fn Ledger(rows: Vec<LedgerRow>) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            let by = row.by.map(|by| [", by ", &by].concat());
            view! {
                <li class="px-4 py-2.5">
                    <p class="text-sm">{row.label} ": " <span class="text-muted">{row.what}</span></p>
                    <p class="text-xs text-faint">{row.when} {by}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <Card id="ledger" title="Ledger">
            <ul class="divide-y divide-line-faint">{rows}</ul>
        </Card>
    }
    .into_any()
}

#[component]
pub fn Availability(available: Available) -> impl IntoView {
    let week = if available.week.is_empty() {
        view! { <p class="px-4 py-3 text-sm text-faint">"No weekly hours yet"</p> }.into_any()
    } else {
        let rows = available
            .week
            .into_iter()
            .map(|row| {
                view! {
                    <div class="flex justify-between gap-3 px-4 py-2">
                        <dt class="text-muted">{row.day}</dt>
                        <dd class="text-right tnum">{row.hours}</dd>
                    </div>
                }
            })
            .collect_view();
        view! { <dl class="divide-y divide-line-faint text-sm">{rows}</dl> }.into_any()
    };
    let exceptions = if available.exceptions.is_empty() {
        view! { <p class="px-4 py-3 text-sm text-faint">"None planned"</p> }.into_any()
    } else {
        let rows = available
            .exceptions
            .into_iter()
            .map(|row| {
                let kind = if row.is_off { "Off" } else { "Extra hours" };
                view! {
                    <li class="flex justify-between gap-3 px-4 py-2">
                        <span>{date_short(row.day)}</span>
                        <span class="text-right text-muted tnum">{kind} ", " {row.hours}</span>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="divide-y divide-line-faint text-sm">{rows}</ul> }.into_any()
    };
    let limits = [
        ("Notice", counted(available.notice_hours, "hour", "hours")),
        ("Between calls", counted(available.buffer_minutes, "minute", "minutes")),
        ("Calls a day", ["At most ", &available.daily_cap.to_string()].concat()),
    ]
    .into_iter()
    .map(|(name, value)| {
        view! {
            <div class="flex justify-between gap-3 px-4 py-2">
                <dt class="text-muted">{name}</dt>
                <dd class="text-right tnum">{value}</dd>
            </div>
        }
    })
    .collect_view();
    let pauses = (!available.pauses.is_empty()).then(|| {
        let rows = available
            .pauses
            .into_iter()
            .map(|row| {
                let by = row.by.map(|by| [", by ", &by].concat());
                view! {
                    <li class="px-4 py-2.5">
                        <p class="text-sm">{row.what}</p>
                        <p class="text-xs text-faint">{row.when} {by}</p>
                    </li>
                }
            })
            .collect_view();
        view! {
            <Card id="pauses" title="New requests">
                <ul class="divide-y divide-line-faint">{rows}</ul>
            </Card>
        }
    });
    view! {
        <div class="grid items-start gap-4 p-4 lg:grid-cols-3 lg:p-6">
            <Card id="week" title="A usual week">
                {week}
                <p class="border-t border-line-faint px-4 py-2.5 text-xs text-faint">"Times in " {available.zone}</p>
            </Card>
            <Card id="exceptions" title="Days off and extra hours">
                {exceptions}
            </Card>
            <Card id="limits" title="Their own rules">
                <dl class="divide-y divide-line-faint text-sm">{limits}</dl>
            </Card>
            {pauses}
        </div>
    }
}
