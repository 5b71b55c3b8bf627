use domain::imports::{
    self, Counts, FileFacts, Kind, KnownStage, Outcome, RowView, StageChoice, StageFate, State, thousands,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::{self, ChooseStages, StartImport};
use super::frame::{FileCard, Frame, Named, address_of_page, percent};
use super::look_again::LookAgain;
use crate::paths;
use crate::session::use_flash;
use crate::ui::{
    Banner, Button, ButtonKind, Card, Choice, EmptyState, Glyph, LinkButton, Load, Meter, Progress, SegmentLink,
    Segments, Select, Size, Status, Table, TableBody, TableHead, Th, Tone,
};

/// The third step: what the import would do, row by row.
#[component]
pub fn CheckPage() -> impl IntoView {
    let (kind, id) = address_of_page();
    let query = use_query_map().get_untracked();
    let only_problems = query.get("rows").as_deref() != Some("all");
    let after = query.get("after").and_then(|after| after.parse::<i32>().ok()).unwrap_or(0);
    let page = api::check_page(kind, id, only_problems, after);
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
    let text = format!("Checking, {} of {} rows", thousands(progress), thousands(file.rows));
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
    let refusal = use_flash::<StartImport>().problem().or_else(|| use_flash::<ChooseStages>().problem());
    let landing = page.counts.landing();
    let base = paths::import_check(kind, id);
    let open = matches!(state, State::Checked | State::Failed);
    let foot = view! { <Foot file=page.file.clone() landing/> };
    let more = page.more_after.map(|after| {
        let rows = if page.only_problems { "problems" } else { "all" };
        format!("{base}?rows={rows}&after={after}")
    });
    let first = (!page.is_first).then(|| if page.only_problems { base.clone() } else { [&base, "?rows=all"].concat() });
    view! {
        <Frame kind step=2 foot=foot.into_any()>
            {refusal.map(|problem| view! { <div class="mb-5"><Banner tone=Tone::Danger fact=problem.to_string()/></div> })}
            <Figures kind counts=page.counts/>
            {(open && !page.stages.is_empty())
                .then(|| view! { <StageCard kind id stages=page.stages known=page.known_stages/> })}
            <div class="mt-5 flex flex-wrap items-center justify-between gap-2">
                <Segments label="Rows">
                    <SegmentLink
                        href=base.clone()
                        label=["Problems, ", &thousands(page.counts.problems())].concat()
                        on=page.only_problems
                    />
                    <SegmentLink
                        href=[&base, "?rows=all"].concat()
                        label=["All rows, ", &thousands(page.counts.total())].concat()
                        on=!page.only_problems
                    />
                </Segments>
                {(page.counts.problems() > 0)
                    .then(|| {
                        view! {
                            <a
                                href=paths::import_problems(kind, id)
                                rel="external"
                                download=""
                                class="inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md border \
                                border-line-strong bg-surface px-2.5 text-xs font-medium whitespace-nowrap text-ink \
                                shadow-1 hover:bg-hover"
                            >
                                <crate::ui::Icon glyph=Glyph::Download class="size-3.5"/>
                                "Download problems"
                            </a>
                        }
                    })}
            </div>
            <Rows rows=page.rows only_problems=page.only_problems/>
            <nav aria-label="Pages of rows" class="mt-3 flex justify-end gap-2">
                {first.map(|href| view! { <LinkButton href size=Size::Small>"First rows"</LinkButton> })}
                {more.map(|href| view! { <LinkButton href size=Size::Small>"More rows"</LinkButton> })}
            </nav>
        </Frame>
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

/// How many rows come to what.
#[component]
fn Figures(kind: Kind, counts: Counts) -> impl IntoView {
    let new = ["new ", kind.plural()].concat();
    let figures = [
        (counts.created, Tone::Success, new),
        (counts.updated, Tone::Brand, "updates".to_owned()),
        (counts.unchanged, Tone::Neutral, "without a change".to_owned()),
        (counts.errors, Tone::Danger, "cannot be imported".to_owned()),
    ];
    let figures = figures
        .into_iter()
        .map(|(count, tone, words)| {
            view! {
                <div class="bg-surface px-4 py-3">
                    <p class="text-lg font-semibold tnum">{thousands(count)}</p>
                    <p class="text-sm text-muted">
                        <Status tone>{words}</Status>
                    </p>
                </div>
            }
        })
        .collect_view();
    view! {
        <section
            class="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-4"
            aria-label="Result of the check"
        >
            {figures}
        </section>
        {(counts.remarked > 0)
            .then(|| {
                view! {
                    <p class="mt-2 text-sm text-muted">
                        {thousands(counts.remarked)} " of the rows that can be imported have a remark."
                    </p>
                }
            })}
    }
}

/// Stage names the company does not have, and what becomes of each.
#[component]
fn StageCard(kind: Kind, id: domain::ids::ImportId, stages: Vec<StageChoice>, known: Vec<KnownStage>) -> impl IntoView {
    let rows = stages
        .into_iter()
        .enumerate()
        .map(|(place, stage)| view! { <StageRow place stage known=known.clone()/> })
        .collect_view();
    view! {
        <div class="mt-5">
            <Card id="stages" title="Stages that are not yours">
                <form method="post" action=ChooseStages::PATH>
                    <Named kind id/>
                    <p class="px-4 pt-3 text-sm text-muted">
                        "The file uses names your pipeline does not have. New stages are taken back when the import is undone."
                    </p>
                    <ul class="divide-y divide-line-faint">{rows}</ul>
                    <div class="flex justify-end px-4 pb-3">
                        <Button submit=true icon=Glyph::Refresh>"Check again"</Button>
                    </div>
                </form>
            </Card>
        </div>
    }
}

#[component]
fn StageRow(place: usize, stage: StageChoice, known: Vec<KnownStage>) -> impl IntoView {
    let new = [
        (StageFate::NewOpen, "New stage, open"),
        (StageFate::NewWon, "New stage, won"),
        (StageFate::NewLost, "New stage, lost"),
    ];
    let new = new.into_iter().map(|(fate, label)| Choice::new(fate.to_form(), label));
    let known = known.into_iter().map(|known| {
        Choice::new(StageFate::Existing { id: known.id }.to_form(), ["Your stage: ", &known.name].concat())
    });
    let rows = if stage.rows == 1 { "1 row".to_owned() } else { [&thousands(stage.rows), " rows"].concat() };
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <input type="hidden" name=format!("names[{place}]") value=stage.name.clone()/>
            <span class="min-w-0 flex-1">
                <span class="font-medium">{stage.name.clone()}</span>
                <span class="ml-2 text-xs text-faint tnum">{rows}</span>
            </span>
            <Select
                id=["stage-", &place.to_string()].concat()
                name=format!("fates[{place}]")
                label=["What becomes of ", &stage.name].concat()
                label_hidden=true
                choices=new.chain(known).collect()
                value=stage.fate.to_form()
                class="w-60 max-w-full"
            />
        </li>
    }
}

#[component]
fn Rows(rows: Vec<RowView>, only_problems: bool) -> impl IntoView {
    if rows.is_empty() {
        let (title, line) = if only_problems {
            ("No row has a problem", "Every row can be imported as it stands.")
        } else {
            ("No more rows", "You have seen them all.")
        };
        return view! { <EmptyState glyph=Glyph::CheckCircle title line/> }.into_any();
    }
    let list = rows.clone().into_iter().map(|row| view! { <PhoneRow row/> }).collect_view();
    let table = rows.into_iter().map(|row| view! { <TableRow row/> }).collect_view();
    view! {
        <ul class="mt-3 divide-y divide-line-faint rounded-lg border border-line md:hidden">{list}</ul>
        <Table label="Rows checked" class="mt-3 hidden rounded-lg border border-line md:block" min_width="min-w-180">
            <TableHead>
                <Th label="Row" numeric=true/>
                <Th label="Name"/>
                <Th label="Details"/>
                <Th label="Result"/>
            </TableHead>
            <TableBody>{table}</TableBody>
        </Table>
    }
    .into_any()
}

#[component]
fn TableRow(row: RowView) -> impl IntoView {
    view! {
        <tr class="hover:bg-hover">
            <td class="h-11 px-3 text-right align-top tnum text-faint">
                <span class="inline-block pt-3">{row.number}</span>
            </td>
            <td class="max-w-60 px-3 py-3 align-top font-medium break-words">{row.title.clone()}</td>
            <td class="max-w-60 px-3 py-3 align-top break-words text-muted">{row.line.clone()}</td>
            <td class="px-3 py-3 align-top">
                <Verdict row/>
            </td>
        </tr>
    }
}

#[component]
fn PhoneRow(row: RowView) -> impl IntoView {
    view! {
        <li class="px-3.5 py-3">
            <p class="flex items-baseline justify-between gap-3">
                <span class="min-w-0 truncate font-medium">{row.title.clone()}</span>
                <span class="shrink-0 text-xs tnum text-faint">"Row " {row.number}</span>
            </p>
            <p class="truncate text-xs text-muted">{row.line.clone()}</p>
            <div class="mt-1 text-sm">
                <Verdict row/>
            </div>
        </li>
    }
}

/// What becomes of a row, and why.
#[component]
fn Verdict(row: RowView) -> impl IntoView {
    let tone = match row.outcome {
        Outcome::Error => Tone::Danger,
        _ if !row.reasons.is_empty() => Tone::Warning,
        Outcome::Create | Outcome::Created => Tone::Success,
        Outcome::Update | Outcome::Updated => Tone::Brand,
        Outcome::Unchanged => Tone::Neutral,
    };
    let reasons = row
        .reasons
        .into_iter()
        .map(|reason| view! { <li class="mt-0.5 text-xs break-words text-muted">{reason}</li> })
        .collect_view();
    view! {
        <Status tone>{row.outcome.label()}</Status>
        <ul>{reasons}</ul>
    }
}
