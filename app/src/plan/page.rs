//! The page: figures, the question, the shortlists, and the trade.

use domain::ids::AdvocateId;
use domain::paging::{Count, counted};
use domain::plan::{Figures, PlanPage as Page};
use domain::requests::RequestTab;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, Renew};
use super::curve::TradeCurve;
use super::rows::Shortlists;
use super::what_if::{Taken, Tried, WhatIf};
use crate::layout::PageHeader;
use crate::paths;
use crate::ui::{Button, EmptyState, Glyph, Kpi, KpiRow, Load};

#[component]
pub fn PlanPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name);
    let chosen = Chosen { away: get("away"), recruits: get("recruits"), segment: get("segment") };
    let page = api::page(get("away"), get("recruits"), get("segment"), get("request"), get("take"));
    view! {
        <Load read=page let:page>
            <Whole page chosen/>
        </Load>
    }
}

/// What stands in the form: as it was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    pub away: Option<String>,
    pub recruits: Option<String>,
    pub segment: Option<String>,
}

#[component]
fn Whole(page: Page, chosen: Chosen) -> impl IntoView {
    let line = ["Who is held for which open request, all of them weighed at once. Planned ", &page.planned_at].concat();
    let is_empty = page.rows.is_empty() && page.to_ask.number == 0;
    view! {
        <PageHeader title="Plan" line>
            <form method="post" action=Renew::PATH>
                <Button submit=true icon=Glyph::Refresh>
                    "Plan again"
                </Button>
            </form>
        </PageHeader>
        {if is_empty {
            view! {
                <EmptyState
                    glyph=Glyph::Scale
                    title="No request needs anybody"
                    line="As soon as a reference is requested, the plan says whom to ask and whom to keep for others."
                />
            }
                .into_any()
        } else {
            view! { <Filled page chosen/> }.into_any()
        }}
    }
}

#[component]
fn Filled(page: Page, chosen: Chosen) -> impl IntoView {
    view! {
        <div class="space-y-4 px-4 pb-6 lg:px-6">
            <FigureRow figures=page.figures to_ask=page.to_ask busiest=page.busiest kept_by_turn=page.kept_by_turn/>
            {page.taking.map(|taking| view! { <Taken taking/> })}
            {page.tried.map(|tried| view! { <Tried tried/> })}
            <div class="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
                <Shortlists rows=page.rows/>
                <div class="min-w-0 space-y-4">
                    <WhatIf advocates=page.advocates segments=page.segments chosen/>
                    <TradeCurve curve=page.curve/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn FigureRow(figures: Figures, to_ask: Count, busiest: Vec<(AdvocateId, String)>, kept_by_turn: i64) -> impl IntoView {
    let turn = format!("of what each would have alone; {}", beside_turns(figures.kept, kept_by_turn));
    let asks = if figures.busiest == 1 { "ask" } else { "asks" };
    let busy = match busiest.as_slice() {
        [] => "nobody is held".to_owned(),
        [(_, only)] => [asks, " for ", only].concat(),
        several => format!("{asks} for each of {} advocates", several.len()),
    };
    let gaps = if figures.gaps == 0 { "every place is filled" } else { "places nobody can fill" };
    // A plan is made again some minutes after a request came; until then it is not in it.
    let names = counted(figures.names, "name held", "names held");
    let held = match to_ask.or_more || to_ask.number as usize == figures.requests {
        true => format!("{names} for them"),
        false => format!("{names} for {} of them", figures.requests),
    };
    let to_ask_is = if to_ask.number == 1 && !to_ask.or_more {
        "Request that needs somebody"
    } else {
        "Requests that need somebody"
    };
    view! {
        <KpiRow label="The plan in figures">
            <Kpi label=to_ask_is value=to_ask.to_string() note=held href=paths::requests_tab(RequestTab::ToAsk)/>
            <Kpi label="Quality kept" value=percent(figures.kept) note=turn href="#trade"/>
            <Kpi label="Busiest" value=figures.busiest.to_string() note=busy href="#shortlists"/>
            <Kpi label="Gaps" value=figures.gaps.to_string() note=gaps href="#shortlists"/>
        </KpiRow>
    }
}

/// The plan beside asking request by request. It weighs what asking costs too, so now and then it keeps a little less.
fn beside_turns(kept: i64, by_turn: i64) -> String {
    let words = if kept < by_turn { "by turns, which tires people more, " } else { "by turns it would be " };
    [words, &percent(by_turn)].concat()
}

/// Ten-thousandths with one decimal: "98.1%".
pub(super) fn percent(parts: i64) -> String {
    let tenths = (parts + 5) / 10;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_shown_with_one_decimal() {
        for (parts, shown) in [(9_806, "98.1%"), (10_000, "100.0%"), (4, "0.0%"), (9_995, "100.0%")] {
            assert_eq!(percent(parts), shown);
        }
    }
}
