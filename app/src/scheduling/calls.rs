//! `/calls`: what comes, and what is over. Plain links; the address holds the tab and the page.

use domain::scheduling::{CallLine, CallsPage as Page, CallsTab};
use leptos::prelude::*;

use super::api;
use super::call::{DealLink, StateBadge};
use crate::layout::PageHeader;
use crate::lists::{IgnoredBar, use_list_query};
use crate::paths;
use crate::ui::{EmptyState, Glyph, LinkButton, Load, Tab, Tabs, TextLink};

/// The page.
#[component]
pub fn CallsPage() -> impl IntoView {
    let query = use_list_query();
    let chosen = query.one("tab").and_then(|tab| tab.parse().ok()).unwrap_or(CallsTab::Planned);
    let page = api::calls_page(chosen, query.one("after").map(str::to_owned));
    let ignored = query.ignored(|name, value| name == "tab" && value.parse::<CallsTab>().is_ok());
    let tabs: Vec<Tab> =
        CallsTab::ALL.iter().map(|tab| Tab::new(paths::calls_tab(*tab), tab.label(), *tab == chosen)).collect();
    view! {
        <PageHeader title="Calls" line="Every call you may see, in your own time zone"/>
        <Tabs label="Calls" tabs/>
        <IgnoredBar ignored here=query path=paths::calls()/>
        <Load read=page let:page>
            <Calls page tab=chosen/>
        </Load>
    }
}

#[component]
fn Calls(page: Page, tab: CallsTab) -> impl IntoView {
    if page.lines.is_empty() {
        let (title, line) = match tab {
            CallsTab::Planned => {
                ("No calls are planned", "A call appears here as soon as a prospect books a time with their link.")
            }
            CallsTab::ToRecord => (
                "Nothing is left to record",
                "A call waits here when it is over, until somebody says whether it took place.",
            ),
            CallsTab::Over => {
                ("No calls are over yet", "Calls move here once they have taken place or were cancelled.")
            }
        };
        return view! { <EmptyState glyph=Glyph::Phone title line/> }.into_any();
    }
    let lines = page.lines.into_iter().map(|line| view! { <Line line/> }).collect_view();
    let next = page.next.map(|next| {
        let href = paths::with_query(paths::calls(), &[("tab", Some(tab.as_str())), ("after", Some(&next))]);
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
