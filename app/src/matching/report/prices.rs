//! What is added to fit or taken from it: the chance of a yes, fatigue, rarity, the deal, each with its record.

use domain::advocates::ProfileSection;
use domain::matching::{Amount, Factor, Felt, MatchReport, Row, TouchKind, Urgency};
use domain::time::date_short;
use leptos::prelude::*;

use super::super::address::{CONFIDENCE, anchor};
use crate::paths;
use crate::ui::{Card, TextLink};

const LINE: &str = "flex items-start justify-between gap-4 py-1.5";

/// A card of one row of the score, with its points in the head.
#[component]
fn Price(row: Row, report: MatchReport, children: Children) -> impl IntoView {
    let points = report.points.of(row);
    let amount = view! {
        <span class="text-sm font-semibold tnum" class:text-warning-ink=points < 0>
            {Amount(points).to_string()}
        </span>
    };
    view! {
        <Card id=anchor(row) title=row.label() action=amount.into_any() class="has-target:ring-2 has-target:ring-brand">
            <div class="px-4 py-3 text-sm">{children()}</div>
        </Card>
    }
    .into_any()
}

#[component]
fn Line(#[prop(into)] what: AnyView, #[prop(into)] figure: String) -> impl IntoView {
    view! {
        <div class=LINE>
            <dt class="min-w-0 text-muted">{what}</dt>
            <dd class="text-right tnum whitespace-nowrap">{figure}</dd>
        </div>
    }
}

#[component]
pub fn Chance(report: MatchReport) -> impl IntoView {
    let chance = report.chance.clone();
    let acceptance = report.explanation.terms.acceptance;
    let silence = match chance.last_heard {
        Some(day) => format!("Still there: last heard {}, {} days ago", date_short(day), chance.silent_days),
        None => format!("Still there: never heard, counted as {} days", chance.silent_days),
    };
    let of = |accepted: u32, asked: u32| format!("{accepted} of {asked}");
    let references = paths::advocate_section(report.advocate, ProfileSection::References);
    let own = view! { <a href=references class="hover:underline">"Their own answers"</a> };
    let segment = chance.segment.map(|(name, asks)| {
        let what = ["Everybody in ", &name].concat();
        view! { <Line what=what.into_any() figure=of(asks.accepted, asks.asked)/> }
    });
    let fit = report.points.fit_total();
    let kept = format!(
        "{} of {} points of fit are kept: the preset takes the chance to the power of {}.{:02}",
        Amount(fit + report.points.chance),
        Amount(fit),
        report.prices.chance_exponent / 100,
        report.prices.chance_exponent % 100,
    );
    view! {
        <Price row=Row::ChanceOfAYes report=report>
            <dl>
                <Line what=silence.into_any() figure=percent(chance.active)/>
                <Line what="Would say yes".into_any() figure=percent(chance.willing)/>
                <Line what="Chance of a yes, the product of both".into_any() figure=percent(acceptance.chance)/>
            </dl>
            <h3 class="mt-3 text-xs font-medium text-faint">"Yes among the asks that were answered or ran out"</h3>
            <dl>
                <Line what=own.into_any() figure=of(chance.own.accepted.into(), chance.own.asked.into())/>
                {segment}
                <Line what="Everybody you ask".into_any() figure=of(chance.company.accepted, chance.company.asked)/>
            </dl>
            <p class="mt-2 text-xs text-faint">
                "Few own answers lean on those of the sector and the company, many stand for themselves. " {kept} "."
            </p>
        </Price>
    }
}

#[component]
pub fn Load(report: MatchReport) -> impl IntoView {
    let load = report.explanation.terms.load;
    let timeline = paths::advocate_section(report.advocate, ProfileSection::Timeline);
    let lines = report.touches.iter().map(felt).collect_view();
    let none = report.touches.is_empty().then(|| {
        view! { <p class="text-muted">"Nobody asked, surveyed or called on them in 60 days."</p> }
    });
    let share = match report.prices.load {
        100 => String::new(),
        percent => format!(", of which this preset takes {percent}%"),
    };
    view! {
        <Price row=Row::Load report=report.clone()>
            {none}
            <dl>{lines}</dl>
            <dl class="border-t border-line-faint">
                <Line what=load.fatigue().label().into_any() figure=format!("{} asks", asks(load.asks))/>
            </dl>
            <p class="mt-2 text-xs text-faint">
                "A touch weighs fully for 30 days and fades until day 60. Two asks cost 2 points, four 5, six and a half or more 10"
                {share} ". " <TextLink href=timeline class="print:hidden">"Timeline"</TextLink>
            </p>
        </Price>
    }
}

fn felt(felt: &Felt) -> AnyView {
    let kind = match felt.kind {
        TouchKind::Ask => "Ask",
        TouchKind::Call => "Call",
        TouchKind::Survey => "Survey",
        TouchKind::Review => "Review",
        TouchKind::Event => "Event",
    };
    let what = format!("{kind}, {}", date_short(felt.on));
    let figure = if felt.left == felt.cost {
        asks(felt.left)
    } else {
        format!("{} left of {}", asks(felt.left), asks(felt.cost))
    };
    view! { <Line what=what.into_any() figure/> }.into_any()
}

#[component]
pub fn Scarcity(report: MatchReport) -> impl IntoView {
    let kind = report.explanation.of_their_kind;
    let industry = known(&report, Factor::Industry);
    let line = match kind {
        0 => "Their industry is not known, so nothing is kept for others.".to_owned(),
        1 => format!("The only active advocate of their kind ({industry})."),
        count => format!("One of {count} active advocates of their kind ({industry})."),
    };
    view! {
        <Price row=Row::Scarcity report>
            <p>{line}</p>
            <p class="mt-2 text-xs text-faint">
                "The only one of a kind costs deals of other kinds 3 points, one of two 1.5, one of three 1. Deals of their own \
                kind pay nothing."
            </p>
        </Price>
    }
}

fn known(report: &MatchReport, factor: Factor) -> String {
    let found = report.factors.iter().find(|sources| sources.factor == factor);
    found.map(|sources| sources.known.join(", ")).unwrap_or_default()
}

#[component]
pub fn Deal(report: MatchReport) -> impl IntoView {
    let deal = report.deal;
    let amount = match deal.amount_percentile {
        Some(percentile) => format!("larger than {percentile}% of what is open"),
        None => "not known".to_owned(),
    };
    let urgency = match deal.urgency {
        Urgency::High => "high, 2 points",
        Urgency::Normal => "normal, nothing",
        Urgency::Low => "low, less 1 point",
    };
    view! {
        <Price row=Row::Deal report>
            <dl>
                <Line what="Amount, up to 2 points".into_any() figure=amount/>
                <Line what="Urgency".into_any() figure=urgency/>
            </dl>
            <p class="mt-2 text-xs text-faint">"The same for everybody here; it weighs one deal against another."</p>
        </Price>
    }
}

/// How far the place can be trusted, and what is not known.
#[component]
pub fn Confidence(report: MatchReport) -> impl IntoView {
    let asked_for = |factor: &&Factor| report.weights.share(**factor) > 0;
    let unknown = Factor::ALL.iter().filter(|factor| !report.explanation.terms.value(**factor).is_known());
    let unknown: Vec<&str> = unknown.filter(asked_for).map(|factor| factor.label()).collect();
    let unknown = if unknown.is_empty() { "nothing".to_owned() } else { unknown.join(", ") };
    let asked = report.explanation.terms.acceptance.asked;
    let (word, margin) = match report.place {
        Some(place) => (place.confidence.label(), format!("{} points", Amount(place.margin))),
        None => ("Confidence", "no place".to_owned()),
    };
    view! {
        <Card id=CONFIDENCE title=word>
            <dl class="px-4 py-3 text-sm">
                <Line what="Weight that rests on facts".into_any() figure=format!("{}%", (report.coverage + 50) / 100)/>
                <Line what="Lead over the next".into_any() figure=margin/>
                <Line what="Own asks behind the chance of a yes".into_any() figure=asked.to_string()/>
            </dl>
            <p class="border-t border-line-faint px-4 py-3 text-xs text-faint">{["Not known on one side or the other: ", &unknown, "."].concat()}</p>
        </Card>
    }
}

/// Thousandths as percent: 934 is "93.4%".
fn percent(thousandths: u16) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// Thousandths of an ask as asks: 1,250 is "1.25".
fn asks(thousandths: u16) -> String {
    let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_asks_are_read_without_needless_noughts() {
        assert_eq!([934, 5, 1_000].map(percent), ["93.4%", "0.5%", "100.0%"]);
        assert_eq!([1_250, 1_000, 33, 0].map(asks), ["1.25", "1", "0.033", "0"]);
    }
}
