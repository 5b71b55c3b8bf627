//! Some of the ranking side by side, as a dialog over the page: what is best in each row is marked.
//!
//! It stands in the address, so it can be shared and needs no script; `public/palette.js` makes it modal where there
//! is one. Whom it shows and who leads a row is `domain::matching::Comparison`.

mod cells;

use domain::advocates::ProfileSection;
use domain::ids::AdvocateId;
use domain::matching::{Column, Comparison, Row, Workbench, reason};
use leptos::prelude::*;

use self::cells::{fact, head, kept, or_dash, said, score_row, shared_hours, support};
use super::address::{Address, FIT, SCORE};
use crate::paths;
use crate::ui::{Banner, ButtonKind, Glyph, IconLink, LinkButton, Size, Tone};

/// The dialog, when the address asks for one.
pub fn compare(workbench: &Workbench, address: &Address) -> Option<AnyView> {
    if address.compared.is_empty() {
        return None;
    }
    let comparison = Comparison::of(workbench, &address.compared);
    let leave = Address { compared: Vec::new(), ..address.clone() }.href(workbench.opportunity);
    let title = match comparison.columns.len() {
        0 => "Nobody to compare",
        1 => "Compare one match",
        2 => "Compare two matches",
        3 => "Compare three matches",
        _ => "Compare four matches",
    };
    let preset = workbench.preset();
    let moved = if workbench.weights == preset.weights { "" } else { ", moved" };
    let line = [&workbench.need.prospect, ", weights ", &preset.label, moved].concat();
    let ids: Vec<AdvocateId> = comparison.columns.iter().map(|column| column.ranked.id).collect();
    let with = |ids: Vec<AdvocateId>| Address { compared: ids, ..address.clone() }.href(workbench.opportunity);
    let add = comparison.next.map(|next| {
        let href = with(ids.iter().copied().chain([next]).collect());
        view! {
            <LinkButton href size=Size::Small icon=Glyph::Plus>
                "Add"
            </LinkButton>
        }
    });
    let absent = match comparison.absent {
        0 => None,
        1 => Some("One of them cannot be asked for this deal now, and is left out.".to_owned()),
        count => Some(format!("{count} of them cannot be asked for this deal now, and are left out.")),
    };
    let shown = (!ids.is_empty()).then(|| {
        let without = |id: AdvocateId| with(ids.iter().copied().filter(|other| *other != id).collect());
        table(workbench, &comparison, address, without)
    });
    let view = view! {
        <dialog
            open
            data-arrives=""
            aria-labelledby="compare-title"
            class="fixed inset-0 z-50 m-0 size-full max-h-none max-w-none items-center justify-center bg-scrim p-0 text-ink \
            backdrop:bg-transparent open:flex sm:p-6"
        >
            <div class="flex max-h-full w-full max-w-250 flex-col overflow-hidden bg-raised shadow-4 max-sm:h-dvh sm:rounded-xl \
            sm:border sm:border-line">
                <div class="flex items-center justify-between gap-3 border-b border-line px-5 py-3">
                    <div class="min-w-0">
                        <h2 id="compare-title" class="text-md font-semibold">
                            {title}
                        </h2>
                        <p class="truncate text-xs text-muted">{line}</p>
                    </div>
                    <div class="flex items-center gap-1">
                        {add}
                        <IconLink href=leave glyph=Glyph::X label="Close" attr:data-leave=""/>
                    </div>
                </div>
                {absent.map(|fact| view! { <div class="px-5 pt-3"><Banner tone=Tone::Warning fact/></div> })}
                {shown}
            </div>
        </dialog>
    };
    Some(view.into_any())
}

fn table(
    workbench: &Workbench,
    compared: &Comparison<'_>,
    address: &Address,
    without: impl Fn(AdvocateId) -> String,
) -> AnyView {
    let may_leave = compared.columns.len() > 2;
    // Every figure leads to what it is made of, by the same weights.
    let report = |column: &Column<'_>, at| address.report(workbench.opportunity, column.ranked.id, at);
    let heads = compared
        .columns
        .iter()
        .map(|column| head(workbench, column, report(column, SCORE), may_leave.then(|| without(column.ranked.id))));
    let rows = Row::all()
        .filter(|row| counts(workbench, compared, *row))
        .map(|row| score_row(workbench, compared, address, row));
    let (hours, references) = (ProfileSection::Availability, ProfileSection::References);
    let facts = [
        fact("This month", compared, |column| {
            let person = column.person;
            let asked = format!("{} of {}", person.asked_this_month, person.asks_per_month);
            kept(column, hours, asked.into_any())
        }),
        fact("Support", compared, support),
        fact("Shared hours", compared, |column| kept(column, hours, shared_hours(column))),
        fact("First free slot", compared, |column| {
            kept(column, hours, or_dash(column.detail.about.slots.first().cloned()))
        }),
        fact("Replies in about", compared, |column| {
            kept(column, references, or_dash(column.detail.about.replies.clone()))
        }),
        fact("Deals won", compared, |column| {
            let about = &column.detail.about;
            let won = (about.deals_closed > 0).then(|| format!("{} of {}", about.deals_won, about.deals_closed));
            kept(column, references, or_dash(won))
        }),
        fact("In their words", compared, said),
        fact("In short", compared, |column| {
            let explanation = &column.detail.explanation;
            let text = reason(&column.ranked.points, &explanation.terms, &explanation.evidence);
            let href = report(column, FIT);
            view! { <a href=href class="text-muted hover:underline">{text}</a> }.into_any()
        }),
    ];
    let asks = workbench.may_request.then(|| {
        let cells = compared.columns.iter().enumerate().map(|(at, column)| {
            let first_name = column.person.name.split(' ').next().unwrap_or_default().to_owned();
            let kind = if at == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
            view! {
                <td class="px-4 py-3">
                    <LinkButton href=paths::new_request(workbench.opportunity, column.ranked.id) kind class="w-full">
                        {["Request ", &first_name].concat()}
                    </LinkButton>
                </td>
            }
        });
        view! {
            <tfoot>
                <tr class="border-t border-line">
                    <td class="sticky left-0 bg-raised"></td>
                    {cells.collect_view()}
                </tr>
            </tfoot>
        }
    });
    view! {
        <div class="scroll-thin relative min-h-0 flex-1 overflow-auto focus-inset" tabindex="0" role="region" aria-label="Comparison">
            <table class="w-full min-w-190 text-sm">
                <thead>
                    <tr>
                        <th scope="col" class="sticky left-0 w-28 bg-raised sm:w-40">
                            <span class="sr-only">"Factor"</span>
                        </th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()} {facts.into_iter().collect_view()}</tbody>
                {asks}
            </table>
        </div>
    }
    .into_any()
}

/// A row that is nought for everybody says nothing beside others.
fn counts(workbench: &Workbench, compared: &Comparison<'_>, row: Row) -> bool {
    match row {
        Row::Factor(factor) => workbench.weights.share(factor) > 0,
        row => compared.columns.iter().any(|column| column.ranked.points.of(row) != 0),
    }
}
