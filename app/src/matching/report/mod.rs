//! The match report, `/opportunities/:id/match/:advocate`: what every number of one score is made of. The numbers of
//! the ranking lead here, each to its own row; printed, it is a sheet to take along.

mod brief;
mod inputs;
mod prices;
mod words;

use domain::matching::{Amount, Counterfactual, MatchReport, Weights, reason};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use self::brief::Brief;
use self::inputs::Inputs;
use self::prices::{Chance, Confidence, Deal, Load, Scarcity};
use self::words::Words;
use super::address::{Address, SCORE, anchor};
use super::api;
use super::ranking::columns;
use crate::layout::PageTitle;
use crate::paths;
use crate::ui::{
    Avatar, Banner, Breadcrumbs, ButtonKind, Card, FaceSize, FitPrint, Glyph, LinkButton, Load as Loading, Size,
    TextLink, Tone,
};

#[component]
pub fn MatchReportPage() -> impl IntoView {
    let part = |name: &str| use_params_map().with_untracked(|params| params.get(name)).unwrap_or_default();
    let address = use_query_map().with_untracked(|query| Address::read(|key| query.get(key)));
    let w = address.weights.as_ref().map(Weights::text);
    let read = api::report(part("id"), part("advocate"), address.preset.clone(), w);
    view! {
        <Loading read let:report>
            <Report report address=address.clone()/>
        </Loading>
    }
}

#[component]
fn Report(report: MatchReport, address: Address) -> impl IntoView {
    let computed = reason(&report.points, &report.explanation.terms, &report.explanation.evidence);
    let words = api::in_words(report.opportunity.to_string(), report.advocate.to_string());
    let printed = address.printed_report(report.opportunity, report.advocate);
    let ranking = address.with_advocate(Some(report.advocate)).href(report.opportunity);
    let above =
        vec![(paths::opportunities().to_owned(), "Opportunities".to_owned()), (ranking, report.need.prospect.clone())];
    let title = report.title();
    let line = report.setting();
    let changes = (!report.changes.is_empty()).then(|| {
        let line = |change: &Counterfactual| {
            let (href, text) = (["#", anchor(change.row)].concat(), change.text.clone());
            view! { <li><a href=href class="hover:underline">{text}</a></li> }
        };
        let lines = report.changes.iter().map(line).collect_view();
        view! {
            <Card id="change" title="What would change the place">
                <ul class="list-disc space-y-1 px-4 py-3 pl-8 text-sm">{lines}</ul>
            </Card>
        }
    });
    view! {
        <PageTitle title=title.clone()/>
        <div class="border-b border-line px-4 py-3 lg:px-6">
            <div class="print:hidden">
                <Breadcrumbs above here="Match report"/>
            </div>
            <div class="mt-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
                <div class="min-w-0">
                    <h1 class="text-lg font-semibold wrap-anywhere">{title}</h1>
                    <p class="mt-0.5 text-sm text-muted">{line}</p>
                </div>
                <Ways report=report.clone() printed/>
            </div>
        </div>
        <div class="max-w-240 space-y-5 px-4 py-5 lg:px-6">
            <Held gates=report.gates.clone()/>
            <Score report=report.clone()/>
            <Words computed read=words/>
            <Brief report=report.clone()/>
            <Inputs report=report.clone()/>
            <div class="grid items-start gap-5 lg:grid-cols-2">
                <Chance report=report.clone() address=address.clone()/>
                <Load report=report.clone() address=address.clone()/>
                <Scarcity report=report.clone() address=address.clone()/>
                <Deal report=report.clone() address=address.clone()/>
            </div>
            <Confidence report=report.clone() address/>
            {changes}
        </div>
    }
    .into_any()
}

/// Where to go from here, for whoever may.
#[component]
fn Ways(report: MatchReport, printed: String) -> impl IntoView {
    let may_ask = report.may_request && report.gates.is_empty();
    view! {
        <div class="flex flex-wrap gap-2 print:hidden">
            <LinkButton href=printed size=Size::Small icon=Glyph::Download is_file=true>
                "Download PDF"
            </LinkButton>
            <LinkButton href=paths::advocate(report.advocate) size=Size::Small>
                "Profile"
            </LinkButton>
            {may_ask
                .then(|| {
                    view! {
                        <LinkButton
                            href=paths::new_request(report.opportunity, report.advocate)
                            kind=ButtonKind::Primary
                            size=Size::Small
                            icon=Glyph::Send
                        >
                            "Request reference"
                        </LinkButton>
                    }
                })}
        </div>
    }
}

/// Why they may not be asked now.
#[component]
fn Held(gates: Vec<String>) -> impl IntoView {
    let (first, others) = gates.split_first()?;
    let line = others.join(". ");
    Some(view! { <Banner tone=Tone::Warning fact=["Not to be asked now. ", first].concat() line/> })
}

#[component]
fn Score(report: MatchReport) -> impl IntoView {
    let drawn = columns(&report.weights, &report.explanation.terms);
    let (place, role) = (report.place_words(), report.role());
    view! {
        <section id=SCORE aria-labelledby="place" class="flex flex-wrap items-center gap-x-5 gap-y-3 rounded-lg border border-line p-4">
            <Avatar
                name=report.person.name.clone()
                id=report.advocate.0
                size=FaceSize::S56
                organisation=(report.person.organisation.0, report.person.organisation_name.clone())
            />
            <div class="min-w-0 flex-1">
                <p class="text-sm text-muted">{role}</p>
                <h2 id="place" class="text-base font-semibold">
                    {place}
                </h2>
                <p class="text-xs text-faint">{report.about.place.clone()}</p>
            </div>
            <FitPrint columns=drawn class="order-last h-10 w-full sm:order-none sm:w-48" label="Match by factor, drawn by weight. The table below has the same numbers."/>
            <p class="text-right">
                <span class="block text-3xl/9 font-semibold tnum">{report.points.shown()}</span>
                <span class="block text-xs text-faint tnum">{[Amount(report.points.in_tenths().score).to_string().as_str(), " points"].concat()}</span>
            </p>
        </section>
    }
}

/// A link to where an input is kept, for whoever may change it.
fn source(href: String, may: bool, words: &'static str) -> Option<AnyView> {
    let link = || view! { <TextLink href class="text-xs print:hidden">{words}</TextLink> }.into_any();
    may.then(link)
}
