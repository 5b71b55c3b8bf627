//! The score and its signed rows, which add up to it exactly.

use domain::ids::AdvocateId;
use domain::matching::{Amount, Explanation, Factor, Ranked, Row};
use leptos::prelude::*;

use super::address::{CONFIDENCE, FIT, SCORE, anchor};
use super::bench::Bench;
use super::quotation::Quotation;
use super::ranking::columns;
use crate::ui::{FitPrint, Glyph, Icon, Meter};

#[component]
pub fn ScoreSection(bench: Bench, id: AdvocateId, explanation: Explanation) -> impl IntoView {
    let place = Memo::new(move |_| bench.place(id));
    let terms = explanation.terms;
    let columns = Signal::derive(move || bench.weights.with(|weights| columns(weights, &terms)));
    let confidence = {
        let asked = terms.acceptance.asked;
        move || {
            place.get().map(|ranked| {
                let asks = if asked == 1 { "1 ask".to_owned() } else { format!("{asked} asks") };
                format!(
                    "{}: {}% of the weight rests on facts, {} points ahead of the next, {asks}",
                    ranked.confidence.label(),
                    (ranked.coverage + 50) / 100,
                    Amount(ranked.margin),
                )
            })
        }
    };
    view! {
        <section class="border-t border-line-faint px-5 py-4" aria-labelledby="score">
            <h3 id="score" class="mb-2 text-sm font-semibold">
                "Score"
            </h3>
            <div class="flex items-end gap-3">
                <p class="text-3xl/9 font-semibold tnum">
                    <Source bench id at=SCORE>
                        {move || place.get().map_or(0, |ranked| ranked.points.shown())}
                    </Source>
                </p>
                <p class="pb-0.5 text-sm text-faint">"of 100"</p>
                <div class="ml-auto">
                    <Source bench id at=FIT class="block" again=true>
                        <FitPrint
                            columns
                            class="h-10 w-48 shrink-0"
                            label="Match by factor, drawn by weight. The table below has the same numbers."
                        />
                    </Source>
                </div>
            </div>
            <ScoreTable bench id place explanation/>
            <p class="mt-3 flex gap-2 rounded-lg border border-line bg-sunken p-3 text-xs text-muted">
                <Icon glyph=Glyph::Scale class="mt-px size-4 text-faint"/>
                <span>
                    <Source bench id at=CONFIDENCE>
                        {confidence}
                    </Source>
                    <Before bench id place/>
                </span>
            </p>
        </section>
    }
    .into_any()
}

/// The place somebody has now, and the one they had before anything was moved, which the page shows again.
#[component]
fn Before(bench: Bench, id: AdvocateId, place: Memo<Option<Ranked>>) -> impl IntoView {
    let now = move || place.get().map(|ranked| format!("Match {} of {}", ranked.rank, bench.data().ungated));
    let moved = move || {
        let by = place.get().map_or(0, |ranked| bench.moved_by(id, ranked.rank));
        let was = place.get().map_or(0, |ranked| i64::from(ranked.rank) + by);
        (by != 0).then(|| {
            let href = bench.usual_address(id).href(bench.data().opportunity);
            let was = format!("place {was} by {}", bench.usual().label);
            view! {
                ", "
                <a href=href class="hover:underline" title="The order this deal begins with">
                    {was}
                </a>
            }
        })
    };
    view! {
        <span class="mt-1 block">
            <Source bench id at=SCORE>
                {now}
            </Source>
            {moved}
        </span>
    }
}

/// A number that leads to what it is made of, by the weights at rest. Where a number of the same row leads there already,
/// `again` keeps it out of the way of the keyboard.
#[component]
pub fn Source(
    bench: Bench,
    id: AdvocateId,
    at: &'static str,
    #[prop(default = "hover:underline")] class: &'static str,
    #[prop(optional)] again: bool,
    children: Children,
) -> impl IntoView {
    let href = move || bench.address_at_rest().report(bench.data().opportunity, id, at);
    view! {
        <a href=href class=class title="What this is made of" tabindex=again.then_some("-1")>
            {children()}
        </a>
    }
    .into_any()
}

#[component]
fn ScoreTable(bench: Bench, id: AdvocateId, place: Memo<Option<Ranked>>, explanation: Explanation) -> impl IntoView {
    let rows = Row::all()
        .enumerate()
        .map(|(at, row)| match row {
            Row::Factor(factor) => {
                view! { <FactorRow bench id place at factor explanation=explanation.clone()/> }.into_any()
            }
            other => {
                let why = why(other, &explanation);
                view! { <PriceRow bench id place at row=other why/> }.into_any()
            }
        })
        .collect_view();
    let total = move || place.get().map(|ranked| Amount(ranked.points.in_tenths().score).to_string());
    view! {
        <table class="mt-3 w-full text-sm">
            <caption class="sr-only">"Points by factor"</caption>
            <thead class="sr-only">
                <tr>
                    <th scope="col">"Factor and evidence"</th>
                    <th scope="col">"Share reached"</th>
                    <th scope="col">"Points"</th>
                </tr>
            </thead>
            <tbody>
                {rows}
                <tr class="border-t border-line">
                    <th scope="row" class="pt-2 text-left font-semibold">
                        "Score"
                    </th>
                    <td></td>
                    <td class="pt-2 text-right font-semibold tnum">
                        <Source bench id at=SCORE>
                            {total}
                        </Source>
                    </td>
                </tr>
            </tbody>
        </table>
    }
}

#[component]
fn FactorRow(
    bench: Bench,
    id: AdvocateId,
    place: Memo<Option<Ranked>>,
    at: usize,
    factor: Factor,
    explanation: Explanation,
) -> impl IntoView {
    let value = explanation.terms.value(factor);
    // What the advocate said in their own words is quoted over the whole width.
    let (said, told): (Vec<_>, Vec<_>) = explanation.of(factor).partition(|evidence| evidence.is_quotation());
    let mut told: Vec<String> = told.into_iter().map(|evidence| evidence.text.clone()).collect();
    if told.is_empty() && !value.is_known() {
        told.push("Not known".to_owned());
    }
    let at_row = anchor(Row::Factor(factor));
    // What is only quoted has no line, and a link without words would be none.
    let lines = (!told.is_empty()).then(|| {
        let line = |text| view! { <span class="block text-xs text-faint">{text}</span> };
        let lines = told.into_iter().map(line).collect_view();
        view! {
            <Source bench id at=at_row again=true>
                {lines}
            </Source>
        }
    });
    let quotes = said
        .into_iter()
        .map(|evidence| {
            view! {
                <tr>
                    <td colspan="3" class="pb-1.5 text-xs text-muted">
                        <Quotation evidence=evidence.clone() advocate=id/>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let share = u32::from(value.percent().unwrap_or(0));
    let reached = if value.is_known() { format!("{share}% reached") } else { "Not known".to_owned() };
    let points = move || place.get().map(|ranked| Amount(ranked.points.in_tenths().rows()[at].1).to_string());
    let most = move || format!(" / {}", bench.percent(factor));
    view! {
        <tr>
            <th scope="row" class="py-1.5 pr-2 text-left font-normal">
                <span class="block">{factor.label()}</span>
                {lines}
            </th>
            <td class="w-18 py-1.5 align-top">
                <Source bench id at=at_row class="block py-1.5" again=true>
                    <Meter percent=share label=reached/>
                </Source>
            </td>
            <td class="w-19 py-1.5 pl-2 text-right align-top whitespace-nowrap tnum">
                <Source bench id at=at_row>
                    {points}
                </Source>
                <a
                    href=["#w-", factor.as_str()].concat()
                    rel="external"
                    class="text-faint hover:underline"
                    title="The weight of this factor"
                    tabindex="-1"
                >
                    {most}
                </a>
            </td>
        </tr>
        {quotes}
    }
}

/// What is added or taken after fit.
#[component]
fn PriceRow(
    bench: Bench,
    id: AdvocateId,
    place: Memo<Option<Ranked>>,
    at: usize,
    row: Row,
    why: String,
) -> impl IntoView {
    let points = move || place.get().map_or(0, |ranked| ranked.points.in_tenths().rows()[at].1);
    let first = matches!(row, Row::ChanceOfAYes);
    view! {
        <tr class=if first { "border-t border-line-faint" } else { "" }>
            <th scope="row" class="py-1.5 pr-2 text-left font-normal">
                <span class="block">{row.label()}</span>
                <Source bench id at=anchor(row) class="block text-xs text-faint hover:underline" again=true>
                    {why}
                </Source>
            </th>
            <td></td>
            <td class="py-1.5 text-right align-top tnum" class:text-warning-ink=move || { points() < 0 }>
                <Source bench id at=anchor(row)>
                    {move || Amount(points()).to_string()}
                </Source>
            </td>
        </tr>
    }
}

fn why(row: Row, explanation: &Explanation) -> String {
    match row {
        Row::ChanceOfAYes => explanation.terms.acceptance.sentence(),
        Row::Load => explanation.terms.load.sentence(),
        Row::Scarcity => match explanation.of_their_kind {
            0 => "Their industry is not known".to_owned(),
            1 => "The only reference of their kind".to_owned(),
            count => format!("One of {count} references of their kind"),
        },
        Row::Deal => "The same for everybody here".to_owned(),
        Row::Factor(_) => String::new(),
    }
}
