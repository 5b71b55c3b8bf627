//! A row of the directory, as a table shows it and as a phone does.

use domain::advocates::{AdvocateRow, NameRow};
use domain::time::date_short;
use leptos::prelude::*;

use super::standing::{StatusLines, SupportLight, tone_of};
use crate::bulk::{TickCell, Ticking};
use crate::paths;
use crate::ui::{Avatar, FaceSize, Pips, Status};

/// "1 of 3 this month"
fn used(row: &AdvocateRow) -> String {
    [row.asked_this_month.to_string().as_str(), " of ", &row.monthly_cap.to_string(), " this month"].concat()
}

/// "VP Finance Operations, Skylark Mutual"
fn role(row: &AdvocateRow) -> String {
    if row.title.is_empty() {
        row.organisation_name.clone()
    } else {
        [row.title.as_str(), ", ", &row.organisation_name].concat()
    }
}

#[component]
pub fn TableRow(row: AdvocateRow, ticking: Ticking) -> impl IntoView {
    let (used, role, win_rate) = (used(&row), role(&row), row.win_rate());
    let organisation = (row.organisation.0, row.organisation_name.clone());
    view! {
        <tr class="hover:bg-hover has-checked:bg-selected">
            <TickCell ticking id=row.id.to_string() name=row.name.clone()/>
            <td class="max-w-72 px-3 py-2.5 first:pl-4 lg:first:pl-6">
                <div class="flex items-center gap-3">
                    <Avatar name=row.name.clone() id=row.id.0 size=FaceSize::S32 organisation/>
                    <div class="min-w-0">
                        <a href=paths::advocate(row.id) class="block truncate font-medium hover:underline">
                            {row.name}
                        </a>
                        <p class="truncate text-xs text-faint">{role}</p>
                    </div>
                </div>
            </td>
            <td class="max-w-60 min-w-44 px-3 py-2">
                <p class="break-words">{row.speaks_about}</p>
                <p class="truncate text-xs text-faint">{row.place}</p>
            </td>
            <td class="px-3"><StatusLines status=row.status returns_on=row.returns_on/></td>
            <td class="px-3">
                <p class="flex items-center gap-2 whitespace-nowrap">
                    <Pips filled=row.fatigue.pips()/>
                    {row.fatigue.label()}
                </p>
                <p class="text-xs whitespace-nowrap text-faint tnum">{used}</p>
            </td>
            <td class="px-3"><SupportLight support=row.support/></td>
            <td class="px-3 text-right tnum">{row.calls}</td>
            <td class="px-3 text-right tnum">{win_rate.unwrap_or_else(|| "–".to_owned())}</td>
            <td class="py-2 pr-4 pl-3 whitespace-nowrap text-muted lg:pr-6">
                {row.last_call.map_or_else(|| "Never".to_owned(), date_short)}
            </td>
        </tr>
    }
}

#[component]
pub fn PhoneRow(row: AdvocateRow) -> impl IntoView {
    let (used, role, win_rate) = (used(&row), role(&row), row.win_rate());
    let organisation = (row.organisation.0, row.organisation_name.clone());
    let won = win_rate.map(|rate| view! { <span class="ml-auto tnum">{rate} " won"</span> });
    view! {
        <li>
            <a href=paths::advocate(row.id) class="focus-inset flex gap-3 px-4 py-3">
                <Avatar name=row.name.clone() id=row.id.0 size=FaceSize::S40 organisation/>
                <span class="min-w-0 flex-1">
                    <span class="flex items-baseline justify-between gap-2">
                        <span class="truncate font-medium">{row.name}</span>
                        <span class="shrink-0 text-xs">
                            <Status tone=tone_of(row.status.readiness())>{row.status.label()}</Status>
                        </span>
                    </span>
                    <span class="block truncate text-xs text-muted">{role}</span>
                    <span class="mt-1.5 flex items-center gap-3 text-xs text-faint">
                        <span class="flex items-center gap-1.5">
                            <Pips filled=row.fatigue.pips()/>
                            {row.fatigue.label()}
                        </span>
                        <span class="tnum">{used}</span>
                        {won}
                    </span>
                </span>
            </a>
        </li>
    }
}

/// A name and an organisation: all that some readers may know.
#[component]
pub fn NameLine(row: NameRow) -> impl IntoView {
    let organisation = (row.organisation.0, row.organisation_name.clone());
    view! {
        <tr>
            <td class="h-11 py-2 pr-3 pl-4 lg:pl-6">
                <span class="flex items-center gap-3">
                    <Avatar name=row.name.clone() id=row.id.0 size=FaceSize::S28 organisation/>
                    <span class="font-medium">{row.name}</span>
                </span>
            </td>
            <td class="py-2 pr-4 pl-3 lg:pr-6">{row.organisation_name}</td>
        </tr>
    }
}
