//! Everything that happened with one advocate, newest first, page by page.

use domain::advocates::{ProfileSection, Timeline as Page, TimelineKind, TimelineRow};
use domain::ids::AdvocateId;
use domain::opportunities::Section;
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Avatar, Card, EmptyState, FaceSize, Glyph, Icon, OlderPages, Timeline, TimelineItem};

#[component]
pub fn TimelineTab(timeline: Page, id: AdvocateId) -> impl IntoView {
    let address = paths::advocate_section(id, ProfileSection::Timeline);
    if timeline.rows.is_empty() && !timeline.is_later_page {
        return view! {
            <EmptyState
                glyph=Glyph::History
                title="Nothing happened yet"
                line="Asks, answers, calls, surveys, moves and consent are listed here."
            />
        }
        .into_any();
    }
    let items = timeline.rows.into_iter().map(|row| view! { <Line row/> }).collect_view();
    let older = timeline.older.map(|cursor| paths::with_query(&address, &[("after", Some(&cursor))]));
    view! {
        <div class="max-w-200 p-4 lg:p-6">
            <Card id="timeline" title="Timeline">
                <Timeline label="Timeline">{items}</Timeline>
                <OlderPages newest=timeline.is_later_page.then_some(address) older/>
            </Card>
            <p class="mt-3 text-xs text-faint">
                "Every ask, call and survey of any team counts as a touch. Times in " {timeline.zone}
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Line(row: TimelineRow) -> impl IntoView {
    let mark = match &row.who {
        Some(who) => view! { <Avatar name=who.name.clone() id=who.id.0 size=FaceSize::S28/> }.into_any(),
        None => {
            let glyph = glyph(row.kind);
            view! {
                <span class="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-active text-muted">
                    <Icon glyph/>
                </span>
            }
            .into_any()
        }
    };
    let line: Vec<String> = [row.line, row.who.map(|who| who.name)].into_iter().flatten().collect();
    let line = line.join(". ");
    let outcome = row.cost.unwrap_or_default();
    match row.opportunity {
        Some(id) => {
            let href = paths::opportunity_section(id, Section::Requests);
            view! { <TimelineItem mark title=row.title href line outcome when=row.when/> }.into_any()
        }
        None => view! { <TimelineItem mark title=row.title line outcome when=row.when/> }.into_any(),
    }
}

fn glyph(kind: TimelineKind) -> Glyph {
    match kind {
        TimelineKind::Ask => Glyph::Send,
        TimelineKind::Answer => Glyph::Reply,
        TimelineKind::Call => Glyph::Phone,
        TimelineKind::Touch => Glyph::Megaphone,
        TimelineKind::Lifecycle => Glyph::Swap,
        TimelineKind::ReferenceStatus => Glyph::Flag,
        TimelineKind::Consent => Glyph::ShieldCheck,
        TimelineKind::Veto => Glyph::Ban,
    }
}
