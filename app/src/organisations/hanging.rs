//! What hangs on an organisation: advocates, opportunities, evidence, and what happened.

use domain::advocates::ReferenceStatus;
use domain::evidence::EvidenceState;
use domain::organisations::{AdvocateThere, ContactThere, DealThere, EvidenceThere, Happened};
use domain::time::date_short;
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Avatar, Badge, Card, FaceSize, Glyph, Icon, LinkButton, Size, Status, Tone};

/// A card with its number, or the fact that there is nothing.
#[component]
fn Rows(
    id: &'static str,
    title: &'static str,
    nothing: &'static str,
    number: usize,
    rows: AnyView,
    #[prop(optional_no_strip)] action: Option<AnyView>,
) -> impl IntoView {
    let aside = view! { <Badge>{number}</Badge> }.into_any();
    let body = if number == 0 {
        view! { <p class="px-4 py-3 text-sm text-faint">{nothing}</p> }.into_any()
    } else {
        view! { <ul class="divide-y divide-line-faint">{rows}</ul> }.into_any()
    };
    view! {
        <Card id title aside action>
            {body}
        </Card>
    }
}

#[component]
pub(super) fn Advocates(rows: Vec<AdvocateThere>) -> impl IntoView {
    let number = rows.len();
    let lines = rows
        .into_iter()
        .map(|row| {
            let tone = match row.status {
                ReferenceStatus::Active => Tone::Success,
                ReferenceStatus::Caution | ReferenceStatus::Paused => Tone::Warning,
                ReferenceStatus::DoNotUse => Tone::Danger,
            };
            view! {
                <li>
                    <a
                        href=paths::advocate(row.id)
                        class="focus-inset flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-hover"
                    >
                        <Avatar name=row.name.clone() id=row.id.0 size=FaceSize::S32/>
                        <span class="min-w-40 flex-1">
                            <span class="block truncate text-sm font-medium">{row.name}</span>
                            <span class="block truncate text-xs text-muted">{row.title}</span>
                        </span>
                        <span class="flex shrink-0 flex-col items-end text-xs">
                            <Status tone>{row.status.label()}</Status>
                            <span class="text-faint">{row.stage}</span>
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view()
        .into_any();
    view! { <Rows id="advocates" title="Advocates" nothing="Nobody there speaks for you yet" number rows=lines/> }
}

/// People who can be met in deals; `edit` is where they are changed, for whoever may.
#[component]
pub(super) fn Contacts(rows: Vec<ContactThere>, edit: Option<String>) -> impl IntoView {
    let number = rows.len();
    let action = edit.map(|href| {
        view! {
            <LinkButton href size=Size::Small>
                "Edit"
                <span class="sr-only">" the contacts"</span>
            </LinkButton>
        }
        .into_any()
    });
    let lines = rows
        .into_iter()
        .map(|row| {
            let deals = match row.deals {
                0 => String::new(),
                1 => "1 deal".to_owned(),
                many => format!("{many} deals"),
            };
            let line: Vec<String> =
                [Some(row.title).filter(|title| !title.is_empty()), row.email].into_iter().flatten().collect();
            view! {
                <li class="flex items-center gap-3 px-4 py-2.5">
                    <Avatar name=row.name.clone() id=row.id.0 size=FaceSize::S32/>
                    <span class="min-w-0 flex-1">
                        <span class="block truncate text-sm font-medium">{row.name}</span>
                        <span class="block truncate text-xs text-muted">{line.join(", ")}</span>
                    </span>
                    <span class="shrink-0 text-xs text-faint tnum">{deals}</span>
                </li>
            }
        })
        .collect_view()
        .into_any();
    view! { <Rows id="contacts" title="Contacts" nothing="Nobody there is known to you" number rows=lines action/> }
}

#[component]
pub(super) fn Deals(rows: Vec<DealThere>) -> impl IntoView {
    let number = rows.len();
    let lines = rows
        .into_iter()
        .map(|row| {
            let closes = row.closes_on.map(|day| {
                let word = if row.is_closed { "Closed " } else { "Closes " };
                [word, &date_short(day)].concat()
            });
            let line: Vec<String> = [Some(row.stage), closes, row.owner].into_iter().flatten().collect();
            view! {
                <li>
                    <a href=paths::opportunity(row.id) class="focus-inset flex items-center gap-3 px-4 py-2.5 hover:bg-hover">
                        <Icon glyph=Glyph::Target class="size-4 shrink-0 text-faint"/>
                        <span class="min-w-0 flex-1">
                            <span class="block truncate text-sm font-medium">{row.name}</span>
                            <span class="block truncate text-xs text-muted">{line.join(", ")}</span>
                        </span>
                        <span class="shrink-0 text-sm tnum">{row.amount}</span>
                    </a>
                </li>
            }
        })
        .collect_view()
        .into_any();
    view! { <Rows id="deals" title="Opportunities" nothing="No opportunity with them that you may see" number rows=lines/> }
}

#[component]
pub(super) fn Proof(rows: Vec<EvidenceThere>) -> impl IntoView {
    let number = rows.len();
    let lines = rows
        .into_iter()
        .map(|row| {
            let tone = match row.state {
                EvidenceState::Approved => Tone::Success,
                EvidenceState::InReview => Tone::Brand,
                EvidenceState::Expired => Tone::Warning,
                EvidenceState::Draft | EvidenceState::Withdrawn => Tone::Neutral,
            };
            view! {
                <li>
                    <a href=paths::evidence(row.id) class="focus-inset flex items-center gap-3 px-4 py-2.5 hover:bg-hover">
                        <Icon glyph=Glyph::Quote class="size-4 shrink-0 text-faint"/>
                        <span class="min-w-0 flex-1">
                            <span class="block truncate text-sm font-medium">{row.title}</span>
                            <span class="block truncate text-xs text-muted">{row.kind.label()}</span>
                        </span>
                        <span class="shrink-0 text-xs">
                            <Status tone>{row.state.label()}</Status>
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view()
        .into_any();
    view! { <Rows id="evidence" title="Evidence" nothing="Nothing of theirs is in the library" number rows=lines/> }
}

#[component]
pub(super) fn Activity(rows: Vec<Happened>) -> impl IntoView {
    let number = rows.len();
    let lines = rows
        .into_iter()
        .map(|row| {
            view! {
                <li class="flex items-baseline justify-between gap-4 px-4 py-2.5">
                    <span class="min-w-0">
                        <span class="block text-sm">{row.title}</span>
                        <span class="block truncate text-xs text-muted">{row.line}</span>
                    </span>
                    <span class="shrink-0 text-right text-xs text-faint">
                        <span class="block">{row.when}</span>
                        {row.who}
                    </span>
                </li>
            }
        })
        .collect_view()
        .into_any();
    view! { <Rows id="activity" title="Activity" nothing="Nothing happened yet" number rows=lines/> }
}
