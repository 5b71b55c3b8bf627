//! NDCG@5 of what was shown, with the runs behind it.

use domain::matching::learning::{FEWEST, Period, RunLine, Shown, ShownQuality};
use domain::paging::counted;
use leptos::prelude::*;

use super::percent;
use crate::paths;
use crate::ui::{Card, Table, TableBody, TableHead, TextLink, Th};

#[component]
pub(super) fn QualityCard(
    period: Period,
    quality: ShownQuality,
    runs: Option<Vec<RunLine>>,
    cut: bool,
) -> impl IntoView {
    let ShownQuality { runs: count, without, mean } = quality;
    let figure = match mean {
        Some(mean) => {
            let runs = counted(mean.n, "run", "runs");
            let interval = format!("95% interval {} to {}, {runs}", percent(mean.low), percent(mean.high));
            view! {
                <p class="text-2xl font-semibold tnum">{percent(mean.after)}" of 100"</p>
                <p class="text-xs text-muted">{interval}</p>
            }
            .into_any()
        }
        None => view! {
            <p class="text-md font-semibold">"Too few to say"</p>
            <p class="text-xs text-muted">
                {format!("{count} of at least {FEWEST} runs out of which somebody was asked")}
            </p>
        }
        .into_any(),
    };
    let left_out = match without {
        0 => String::new(),
        1 => " One ask of the period was made without a kept run of its deal in the month before, and is left out."
            .to_owned(),
        n => format!(
            " {n} asks of the period were made without a kept run of their deal in the month before, and are left out."
        ),
    };
    let is_open = runs.is_some();
    let link = match (count, is_open) {
        (0, _) => None,
        (_, true) => Some((paths::matching_evaluation_of(period, None, None), "Hide the runs".to_owned())),
        (n, false) => {
            let href = [&paths::matching_evaluation_of(period, Some(Shown::Runs), None), "#quality"].concat();
            Some((href, if n == 1 { "Show the run".to_owned() } else { format!("Show the {n} runs") }))
        }
    };
    view! {
        <Card id="quality" title="What was shown">
            <div class="space-y-2 p-4">
                {figure}
                <p class="max-w-160 text-sm text-muted">
                    "NDCG@5: how near the first five places came to the best order of what happened. Chosen counts 1, a yes 2, \
                    a held call 3, a prospect's grade of 4 or 5 as much as the grade."
                    {left_out}
                </p>
                {link.map(|(href, label)| view! { <p class="text-sm"><TextLink href>{label}</TextLink></p> })}
            </div>
            {runs.map(|runs| view! { <Runs runs cut/> })}
        </Card>
    }
}

#[component]
fn Runs(runs: Vec<RunLine>, cut: bool) -> impl IntoView {
    let count = runs.len();
    let rows = runs
        .into_iter()
        .map(|run| {
            let came = run.came.into_iter().map(|line| view! { <span class="block">{line}</span> }).collect_view();
            view! {
                <tr>
                    <td class="py-2.5 pr-3 pl-4 align-top whitespace-nowrap text-muted tnum">{run.on}</td>
                    <td class="px-3 py-2.5 align-top">
                        <TextLink href=paths::opportunity(run.opportunity)>{run.deal}</TextLink>
                    </td>
                    <td class="px-3 py-2.5 align-top">{came}</td>
                    <td class="py-2.5 pr-4 pl-3 text-right align-top tnum">{percent(run.ndcg)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table label="Runs out of which somebody was asked" min_width="min-w-150" class="border-t border-line-faint">
            <TableHead>
                <Th label="Run" class="pl-4"/>
                <Th label="Deal"/>
                <Th label="Asked, and what came of it"/>
                <Th label="NDCG@5" numeric=true class="pr-4"/>
            </TableHead>
            <TableBody>{rows}</TableBody>
        </Table>
        {cut.then(|| view! { <p class="px-4 py-2 text-xs text-muted">{format!("The latest {count}.")}</p> })}
    }
}
