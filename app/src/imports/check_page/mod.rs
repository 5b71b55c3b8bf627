mod figures;
mod rows;
mod stages;
mod values;

use domain::imports::{self, CheckRows, FileFacts, State, thousands};
use domain::paging::counted;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use self::figures::Figures;
use self::rows::Rows;
use self::stages::StageCard;
use self::values::ValueCard;
use super::api::{self, ChooseStages, ChooseValues, StartImport};
use super::frame::{FileCard, Frame, Named, address_of_page, percent};
use super::look_again::LookAgain;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Banner, Button, ButtonKind, EmptyState, Glyph, LinkButton, Load, Meter, Progress, SegmentLink, Segments, Size, Tone,
};

/// The third step: what the import would do, row by row.
#[component]
pub fn CheckPage() -> impl IntoView {
    let (kind, id) = address_of_page();
    let query = use_query_map().get_untracked();
    let shown = query.get("rows").and_then(|rows| rows.parse().ok()).unwrap_or(CheckRows::Problems);
    let after = query.get("after").and_then(|after| after.parse::<i32>().ok()).unwrap_or(0);
    let page = api::check_page(kind, id, shown, after);
    view! {
        <Load read=page let:page>
            {match page.file.state {
                State::Uploaded => view! { <NotYet file=page.file/> }.into_any(),
                State::Checking => view! { <UnderWay file=page.file progress=page.progress/> }.into_any(),
                _ => view! { <Checked page/> }.into_any(),
            }}
        </Load>
    }
}

#[component]
fn NotYet(file: FileFacts) -> impl IntoView {
    let back = paths::import_columns(file.kind, file.id);
    view! {
        <Frame kind=file.kind step=2>
            <EmptyState
                glyph=Glyph::Columns
                title="Match the columns first"
                line="The check begins once it is clear which column is what."
            >
                <LinkButton href=back kind=ButtonKind::Primary>"Match columns"</LinkButton>
            </EmptyState>
        </Frame>
    }
}

#[component]
fn UnderWay(file: FileFacts, progress: usize) -> impl IntoView {
    let text = format!("Checking, {} of {}", thousands(progress), counted(file.rows, "row", "rows"));
    let (done, of) = (progress, file.rows);
    view! {
        <Frame kind=file.kind step=2>
            <FileCard file/>
            <div class="mt-6 max-w-140 space-y-3">
                <Progress text=text/>
                <Meter percent=percent(done, of)/>
                <p class="text-xs text-muted">"You can leave this page and come back. Nothing is saved yet."</p>
            </div>
            <LookAgain/>
        </Frame>
    }
}

#[component]
fn Checked(page: imports::CheckPage) -> impl IntoView {
    let (kind, id, state) = (page.file.kind, page.file.id, page.file.state);
    let refusal = use_flash::<StartImport>()
        .problem()
        .or_else(|| use_flash::<ChooseStages>().problem())
        .or_else(|| use_flash::<ChooseValues>().problem());
    let landing = page.counts.landing();
    let base = paths::import_check(kind, id);
    let open = matches!(state, State::Checked | State::Failed);
    let foot = view! { <Foot file=page.file.clone() landing/> };
    let rows_at = |shown: CheckRows| match shown {
        CheckRows::Problems => base.clone(),
        CheckRows::Changes | CheckRows::All => [base.as_str(), "?rows=", shown.as_str()].concat(),
    };
    let more = page.more_after.map(|after| format!("{base}?rows={}&after={after}", page.shown));
    let first = (!page.is_first).then(|| rows_at(page.shown));
    let segments = [
        (CheckRows::Problems, "Problems, ", page.counts.problems()),
        (CheckRows::Changes, "Changes, ", page.counts.updated),
        (CheckRows::All, "All rows, ", page.counts.total()),
    ];
    let segments = segments
        .into_iter()
        .map(|(shown, label, rows)| {
            let label = [label, &thousands(rows)].concat();
            view! { <SegmentLink href=rows_at(shown) label on=shown == page.shown/> }
        })
        .collect_view();
    view! {
        <Frame kind step=2 foot=foot.into_any()>
            {refusal.map(|problem| view! { <div class="mb-5"><Banner tone=Tone::Danger fact=problem.to_string()/></div> })}
            <Figures kind counts=page.counts/>
            {(open && !page.stages.is_empty())
                .then(|| view! { <StageCard kind id stages=page.stages known=page.known_stages/> })}
            {(open && !page.values.is_empty())
                .then(|| {
                    view! { <ValueCard kind id values=page.values more=page.more_values offers=page.offers/> }
                })}
            <div class="mt-5 flex flex-wrap items-center justify-between gap-2">
                <Segments label="Rows">{segments}</Segments>
                <span class="flex flex-wrap gap-2">
                    {(page.counts.updated > 0)
                        .then(|| view! { <Download href=paths::import_changes(kind, id) label="Download changes"/> })}
                    {(page.counts.problems() > 0)
                        .then(|| view! { <Download href=paths::import_problems(kind, id) label="Download problems"/> })}
                </span>
            </div>
            <Rows rows=page.rows shown=page.shown/>
            <nav aria-label="Pages of rows" class="mt-3 flex justify-end gap-2">
                {first.map(|href| view! { <LinkButton href size=Size::Small>"First rows"</LinkButton> })}
                {more.map(|href| view! { <LinkButton href size=Size::Small>"More rows"</LinkButton> })}
            </nav>
        </Frame>
    }
}

/// Rows of this check as a file.
#[component]
fn Download(href: String, label: &'static str) -> impl IntoView {
    view! {
        <a
            href=href
            rel="external"
            download=""
            class="inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md border border-line-strong \
            bg-surface px-2.5 text-xs font-medium whitespace-nowrap text-ink shadow-1 hover:bg-hover"
        >
            <crate::ui::Icon glyph=Glyph::Download class="size-3.5"/>
            {label}
        </a>
    }
}

/// The way on: importing, or to where the import already is.
#[component]
fn Foot(file: FileFacts, landing: usize) -> impl IntoView {
    let (kind, id) = (file.kind, file.id);
    let go = match file.state {
        State::Checked | State::Failed if landing > 0 => view! {
            <form method="post" action=StartImport::PATH>
                <Named kind id/>
                <Button submit=true kind=ButtonKind::Primary icon=Glyph::Check>
                    {["Import ", &kind.counted(landing)].concat()}
                </Button>
            </form>
        }
        .into_any(),
        State::Checked | State::Failed => {
            view! { <span class="self-center text-sm text-muted">"Nothing to import"</span> }.into_any()
        }
        _ => {
            view! { <LinkButton href=paths::import_run(kind, id) kind=ButtonKind::Primary>"To the import"</LinkButton> }
                .into_any()
        }
    };
    let back = matches!(file.state, State::Checked | State::Failed).then(|| paths::import_columns(kind, id));
    view! {
        <p class="hidden text-xs text-muted sm:block">
            "The whole import can be undone, as long as nobody has changed or used its records"
        </p>
        <div class="flex flex-1 justify-end gap-2">
            {back.map(|href| view! { <LinkButton href>"Back"</LinkButton> })} {go}
        </div>
    }
}
