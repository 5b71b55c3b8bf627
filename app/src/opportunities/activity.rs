//! What happened to a deal, newest first, page by page.

use domain::ids::OpportunityId;
use domain::opportunities::{Activity, ActivityRow, Section};
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Avatar, EmptyState, FaceSize, Glyph, Icon, OlderPages, Timeline, TimelineItem};

#[component]
pub fn ActivityTab(activity: Activity, zone: String, id: OpportunityId) -> impl IntoView {
    let address = paths::opportunity_section(id, Section::Activity);
    if activity.rows.is_empty() && !activity.is_later_page && activity.older.is_none() {
        return view! {
            <EmptyState
                glyph=Glyph::Activity
                title="Nothing happened here yet"
                line="Changes, notes, requests and calls of this deal are kept here."
            />
        }
        .into_any();
    }
    let items = activity.rows.into_iter().map(|row| view! { <Happened row/> }).collect_view();
    let older = activity.older.map(|cursor| paths::with_query(&address, &[("after", Some(&cursor))]));
    view! {
        <div class="max-w-180 py-2 lg:px-2">
            <Timeline label="Activity">{items}</Timeline>
            <OlderPages newest=activity.is_later_page.then_some(address) older/>
            <p class="px-4 pt-2 text-xs text-faint">"Times in " {zone}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Happened(row: ActivityRow) -> impl IntoView {
    let mark = match &row.who {
        Some(who) => view! { <Avatar name=who.name.clone() id=who.id.0 size=FaceSize::S28/> }.into_any(),
        None => view! {
            <span class="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-active text-muted">
                <Icon glyph=Glyph::Activity/>
            </span>
        }
        .into_any(),
    };
    let who = row.who.map_or_else(|| "PeerChamps".to_owned(), |who| who.name);
    let line = match row.line {
        Some(line) => [&line, ". ", &who].concat(),
        None => who,
    };
    view! { <TimelineItem mark title=row.title line when=row.when/> }
}
