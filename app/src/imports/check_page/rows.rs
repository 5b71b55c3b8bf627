//! The rows of the file with what becomes of each.

use domain::imports::{CheckRows, Outcome, RowView};
use leptos::prelude::*;

use crate::ui::{EmptyState, Glyph, Status, Table, TableBody, TableHead, Th, Tone};

#[component]
pub fn Rows(rows: Vec<RowView>, shown: CheckRows) -> impl IntoView {
    if rows.is_empty() {
        let (title, line) = match shown {
            CheckRows::Problems => ("No row has a problem", "Every row can be imported as it stands."),
            CheckRows::Changes => ("No row changes what you have", "What is new stands under All rows."),
            CheckRows::All => ("No more rows", "You have seen them all."),
        };
        return view! { <EmptyState glyph=Glyph::CheckCircle title line/> }.into_any();
    }
    let list = rows.clone().into_iter().map(|row| view! { <PhoneRow row/> }).collect_view();
    let table = rows.into_iter().map(|row| view! { <TableRow row/> }).collect_view();
    view! {
        <ul class="mt-3 divide-y divide-line-faint rounded-lg border border-line md:hidden">{list}</ul>
        <Table label="Rows checked" class="mt-3 hidden rounded-lg border border-line md:block" min_width="min-w-180">
            <TableHead>
                <Th label="Row" numeric=true/>
                <Th label="Name"/>
                <Th label="Details"/>
                <Th label="Result"/>
            </TableHead>
            <TableBody>{table}</TableBody>
        </Table>
    }
    .into_any()
}

#[component]
fn TableRow(row: RowView) -> impl IntoView {
    view! {
        <tr class="hover:bg-hover">
            <td class="h-11 px-3 text-right align-top tnum text-faint">
                <span class="inline-block pt-3">{row.number}</span>
            </td>
            <td class="max-w-60 px-3 py-3 align-top font-medium break-words">{row.title.clone()}</td>
            <td class="max-w-60 px-3 py-3 align-top break-words text-muted">{row.line.clone()}</td>
            <td class="px-3 py-3 align-top">
                <Verdict row/>
            </td>
        </tr>
    }
}

#[component]
fn PhoneRow(row: RowView) -> impl IntoView {
    view! {
        <li class="px-3.5 py-3">
            <p class="flex items-baseline justify-between gap-3">
                <span class="min-w-0 truncate font-medium">{row.title.clone()}</span>
                <span class="shrink-0 text-xs tnum text-faint">"Row " {row.number}</span>
            </p>
            <p class="truncate text-xs text-muted">{row.line.clone()}</p>
            <div class="mt-1 text-sm">
                <Verdict row/>
            </div>
        </li>
    }
}

/// What becomes of a row, and why.
#[component]
fn Verdict(row: RowView) -> impl IntoView {
    let tone = match row.outcome {
        Outcome::Error => Tone::Danger,
        _ if !row.reasons.is_empty() => Tone::Warning,
        Outcome::Create | Outcome::Created => Tone::Success,
        Outcome::Update | Outcome::Updated => Tone::Brand,
        Outcome::Unchanged => Tone::Neutral,
    };
    let reasons = row
        .reasons
        .into_iter()
        .map(|reason| view! { <li class="mt-0.5 text-xs break-words text-muted">{reason}</li> })
        .collect_view();
    let changes = row
        .changes
        .iter()
        .map(|change| view! { <li class="mt-0.5 text-xs break-words">{change.in_words()}</li> })
        .collect_view();
    view! {
        <Status tone>{row.outcome.label()}</Status>
        <ul>{changes} {reasons}</ul>
    }
}
