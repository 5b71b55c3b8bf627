//! What to take into a call with them, from the computed terms and from their own wish. Each point leads to the row of
//! its factor.

use domain::matching::{BriefPoint, MatchReport, Row};
use leptos::prelude::*;

use super::super::address::anchor;
use crate::ui::Card;

#[component]
pub fn Brief(report: MatchReport) -> impl IntoView {
    let point = |point: BriefPoint| {
        let BriefPoint { factor, words } = point;
        let href = ["#", anchor(Row::Factor(factor))].concat();
        view! {
            <li class="wrap-anywhere">
                <a href=href class="font-medium hover:underline">{factor.label()}</a>
                ". "
                {words}
            </li>
        }
    };
    let parts = report.brief().parts().map(|(heading, points)| {
        view! {
            <div>
                <h3 class="text-xs font-medium text-muted">{heading}</h3>
                <ul class="mt-1 space-y-1 text-sm">{points.into_iter().map(point).collect_view()}</ul>
            </div>
        }
    });
    let parts = parts.collect_view();
    let wish = report.about.leaves_out().map(|words| {
        view! {
            <p class="px-4 pt-3 text-sm wrap-anywhere">
                <span class="font-medium">"They leave out: "</span>
                {words.to_owned()}
            </p>
        }
    });
    (wish.is_some() || !parts.is_empty()).then(|| {
        view! {
            <Card id="brief" title="Brief for the call">
                {wish}
                <div class="grid gap-x-6 gap-y-4 px-4 py-3 sm:grid-cols-[repeat(auto-fit,minmax(14rem,1fr))]">{parts}</div>
            </Card>
        }
    })
}
