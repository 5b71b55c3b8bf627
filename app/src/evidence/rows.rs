//! A row of the library, as a table shows it and as a phone does.

use domain::evidence::{EvidenceRow, EvidenceState};
use leptos::prelude::*;

use super::glyph;
use crate::paths;
use crate::ui::{FaceSize, Icon, OrgLogo, Status, Tone};

pub(super) fn tone(state: EvidenceState) -> Tone {
    match state {
        EvidenceState::Approved => Tone::Success,
        EvidenceState::InReview => Tone::Brand,
        EvidenceState::Expired => Tone::Warning,
        EvidenceState::Draft | EvidenceState::Withdrawn => Tone::Neutral,
    }
}

/// "Quote. Close and Controls. Retail banking, UK"
fn line(row: &EvidenceRow) -> String {
    if row.about.is_empty() { row.kind.label().to_owned() } else { [row.kind.label(), ". ", &row.about].concat() }
}

/// "Until Fri 27 Nov", while that still matters.
fn until(row: &EvidenceRow) -> Option<String> {
    let day = row.until.as_deref().filter(|_| matches!(row.state, EvidenceState::Approved | EvidenceState::Expired))?;
    let word = if row.state == EvidenceState::Approved { "Until " } else { "Ended " };
    Some([word, day].concat())
}

#[component]
pub fn TableRow(row: EvidenceRow) -> impl IntoView {
    let (line, glyph) = (line(&row), glyph(row.kind));
    view! {
        <tr class="hover:bg-hover">
            <td class="max-w-96 py-2.5 pr-3 pl-4 lg:pl-6">
                <div class="flex items-center gap-3">
                    <span class="inline-flex size-8 shrink-0 items-center justify-center rounded-md bg-active text-muted">
                        <Icon glyph/>
                    </span>
                    <div class="min-w-0">
                        <a href=paths::evidence(row.id) class="block truncate font-medium hover:underline">
                            {row.title}
                        </a>
                        <p class="truncate text-xs text-faint">{line}</p>
                    </div>
                </div>
            </td>
            <td class="max-w-56 px-3">
                <div class="flex items-center gap-2.5">
                    <OrgLogo name=row.organisation_name.clone() id=row.organisation.0 size=FaceSize::S24/>
                    <div class="min-w-0">
                        <p class="truncate">{row.organisation_name}</p>
                        {row.advocate_name.map(|name| view! { <p class="truncate text-xs text-faint">{name}</p> })}
                    </div>
                </div>
            </td>
            <td class="px-3 whitespace-nowrap">
                <Status tone=tone(row.state)>{row.state.label()}</Status>
            </td>
            <td class="px-3 whitespace-nowrap">{row.until.unwrap_or_else(|| "–".to_owned())}</td>
            <td class="px-3 whitespace-nowrap">{row.language}</td>
            <td class="px-3 text-right tnum">{row.uses}</td>
            <td class="px-3 text-right tnum">{row.views}</td>
            <td class="py-2 pr-4 pl-3 whitespace-nowrap text-muted lg:pr-6">{row.added_on}</td>
        </tr>
    }
}

#[component]
pub fn PhoneRow(row: EvidenceRow) -> impl IntoView {
    let (line, until, glyph) = (line(&row), until(&row), glyph(row.kind));
    let uses = match row.uses {
        0 => "Not shared".to_owned(),
        1 => "Shared once".to_owned(),
        many => ["Shared ", &many.to_string(), " times"].concat(),
    };
    view! {
        <li>
            <a href=paths::evidence(row.id) class="focus-inset flex gap-3 px-4 py-3">
                <span class="inline-flex size-9 shrink-0 items-center justify-center rounded-md bg-active text-muted">
                    <Icon glyph/>
                </span>
                <span class="min-w-0 flex-1">
                    <span class="block font-medium">{row.title}</span>
                    <span class="block truncate text-xs text-muted">{row.organisation_name}</span>
                    <span class="block truncate text-xs text-faint">{line}</span>
                    <span class="mt-1 flex flex-wrap items-center gap-x-3 text-xs text-faint">
                        <Status tone=tone(row.state)>{row.state.label()}</Status>
                        {until}
                        <span>{uses}</span>
                    </span>
                </span>
            </a>
        </li>
    }
}
