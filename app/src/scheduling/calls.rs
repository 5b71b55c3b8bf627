//! `/calls`: what comes, and what is over. Plain links; the address holds the tab and the page.

use domain::scheduling::{CallLine, CallsPage as Page};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api;
use super::call::{DealLink, StateBadge};
use crate::layout::PageHeader;
use crate::paths;
use crate::ui::{EmptyState, Glyph, LinkButton, Load, Tab, Tabs, TextLink};

/// The page.
#[component]
pub fn CallsPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let upcoming = query.get("tab").as_deref() != Some("over");
    let page = api::calls_page(upcoming, query.get("after"));
    let tabs = vec![Tab::new(paths::calls(), "Planned", upcoming), Tab::new("/calls?tab=over", "Over", !upcoming)];
    view! {
        <PageHeader title="Calls" line="Every call you may see, in your own time zone"/>
        <Tabs label="Calls" tabs/>
        <Load read=page let:page>
            <Calls page upcoming/>
        </Load>
    }
}

#[component]
fn Calls(page: Page, upcoming: bool) -> impl IntoView {
    if page.lines.is_empty() {
        let (title, line) = if upcoming {
            ("No calls are planned", "A call appears here as soon as a prospect books a time with their link.")
        } else {
            ("No calls are over yet", "Calls move here once they have taken place or were cancelled.")
        };
        return view! { <EmptyState glyph=Glyph::Phone title line/> }.into_any();
    }
    let lines = page.lines.into_iter().map(|line| view! { <Line line/> }).collect_view();
    let tab = if upcoming { "planned" } else { "over" };
    let next = page.next.map(|next| {
        let href = format!("/calls?tab={tab}&after={}", paths::encoded(&next));
        view! {
            <div class="px-4 py-4 lg:px-6">
                <LinkButton href>"Next calls"</LinkButton>
            </div>
        }
    });
    view! {
        <ul data-rows="" class="divide-y divide-line-faint">{lines}</ul>
        {next}
    }
    .into_any()
}

#[component]
fn Line(line: CallLine) -> impl IntoView {
    let pair = [&line.advocate, " and ", &line.prospect].concat();
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 lg:px-6">
            <span class="w-44 shrink-0 text-sm tnum">{line.when.clone()}</span>
            <span class="min-w-48 flex-1">
                <TextLink href=paths::call(line.id)>
                    {pair}
                </TextLink>
                <span class="block text-sm text-muted">
                    {line.organisation.clone()} ", for " <DealLink page=line.clone()/>
                </span>
            </span>
            <StateBadge state=line.state/>
        </li>
    }
}
