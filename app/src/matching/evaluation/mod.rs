//! `/settings/matching/evaluation`: how good the order was, whether chances came true, and what could be weighed better.
//! The period and the rows that stand open are in the address.

pub mod api;
mod calibration;
mod proposal;
mod quality;

use domain::matching::learning::{EvaluationPage, Period, Shown};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use self::calibration::CalibrationCard;
use self::proposal::ProposalCard;
use self::quality::QualityCard;
use crate::layout::{PageHeader, SettingsShell};
use crate::paths;
use crate::session::use_viewer;
use crate::ui::{Load, SegmentLink, Segments, TextLink};

#[component]
pub fn MatchingEvaluationPage() -> impl IntoView {
    let (period, shown, bin) = use_query_map().with_untracked(|query| {
        let read = |key: &str| query.get(key).unwrap_or_default();
        (
            read("period").parse().unwrap_or(Period::Year),
            read("rows").parse::<Shown>().ok(),
            read("bin").parse::<u8>().ok().filter(|bin| *bin < 10),
        )
    });
    let read = api::evaluation(period, shown, bin);
    let segments = Period::ALL
        .iter()
        .map(|one| {
            view! { <SegmentLink href=paths::matching_evaluation_of(*one, None, None) label=one.label() on=*one == period/> }
        })
        .collect_view();
    use_viewer()
        .map(|viewer| {
            view! {
                <SettingsShell viewer>
                    <PageHeader
                        title="How good matching is"
                        line="What was shown against what happened, from runs and asks that are kept"
                    />
                    <div class="px-4 pb-3 lg:px-6">
                        <Segments label="Period">{segments}</Segments>
                    </div>
                    <Load read let:page>
                        <Cards page/>
                    </Load>
                </SettingsShell>
            }
        })
        .into_any()
}

#[component]
fn Cards(page: EvaluationPage) -> impl IntoView {
    let EvaluationPage { period, quality, calibration, runs, asks, bin, cut, proposed } = page;
    view! {
        <div class="max-w-250 space-y-5 px-4 pb-8 lg:px-6">
            <p class="text-sm">
                <TextLink href=paths::matching_settings()>"Weights, rules and teams"</TextLink>
            </p>
            <QualityCard period quality runs cut/>
            <CalibrationCard period calibration asks bin cut/>
            <ProposalCard proposed/>
        </div>
    }
}

/// Hundredths of a percent with one decimal: "62.4".
fn percent(parts: i32) -> String {
    let tenths = (parts.unsigned_abs() + 5) / 10;
    let sign = if parts < 0 && tenths > 0 { "\u{2212}" } else { "" };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_with_one_decimal_and_a_true_minus_sign() {
        for (parts, said) in [(6_241, "62.4"), (10_000, "100.0"), (-154, "\u{2212}1.5"), (-4, "0.0"), (0, "0.0")] {
            assert_eq!(percent(parts), said);
        }
    }
}
