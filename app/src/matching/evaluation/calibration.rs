//! Whether the chance of a yes came true: Brier score, and the reliability curve with its table.

use domain::matching::learning::{AskLine, Bin, Calibration, Period, Shown};
use leptos::prelude::*;

use super::percent;
use crate::paths;
use crate::ui::{Card, Table, TableBody, TableHead, TextLink, Th};

/// Below so many asks no score is told.
const FEWEST_ASKS: u32 = 30;
/// A bin of fewer is drawn hollow.
const FEWEST_IN_BIN: u32 = 5;
/// Both axes run from 0 to 100 in a drawing of this size.
const SIZE: u32 = 200;

#[component]
pub(super) fn CalibrationCard(
    period: Period,
    calibration: Calibration,
    asks: Option<Vec<AskLine>>,
    bin: Option<u8>,
    cut: bool,
) -> impl IntoView {
    let Calibration { n, accepted, brier, brier_of_the_share, brier_of_the_mean, bins } = calibration;
    let hundredths = |parts: u32| format!("0.{:03}", (parts + 5) / 10);
    let figure = if n < FEWEST_ASKS {
        view! {
            <p class="text-md font-semibold">"Too few to say"</p>
            <p class="text-xs text-muted">{format!("{n} of at least {FEWEST_ASKS} asks that were settled")}</p>
        }
        .into_any()
    } else {
        let share = accepted * 10_000 / n.max(1);
        let against = format!(
            "Brier score over {n} asks; whoever says the share of yes until then has {}, whoever knew {}% beforehand {}",
            hundredths(brier_of_the_share),
            percent(i32::try_from(share).unwrap_or(0)),
            hundredths(brier_of_the_mean),
        );
        view! {
            <p class="text-2xl font-semibold tnum">{hundredths(brier)}</p>
            <p class="text-xs text-muted">{against}</p>
        }
        .into_any()
    };
    let is_open = asks.is_some();
    let link = match (n, is_open) {
        (0, _) => None,
        (_, true) => Some((paths::matching_evaluation_of(period, None, None), "Hide the asks".to_owned())),
        (n, false) => {
            let href = [&paths::matching_evaluation_of(period, Some(Shown::Asks), None), "#calibration"].concat();
            Some((href, if n == 1 { "Show the ask".to_owned() } else { format!("Show the {n} asks") }))
        }
    };
    let has_bins = !bins.is_empty();
    view! {
        <Card id="calibration" title="The chance of a yes">
            <div class="space-y-2 p-4">
                {figure}
                <p class="max-w-160 text-sm text-muted">
                    "The mean square of the chance less what happened: 0 is a seer, 0.25 a coin. Each ask has the chance that \
                    would have been computed when it was made, from answers known by then; silence counts as no."
                </p>
                {link.map(|(href, label)| view! { <p class="text-sm"><TextLink href>{label}</TextLink></p> })}
            </div>
            {has_bins.then(|| view! { <Curve bins period/> })}
            {asks.map(|asks| view! { <Asks asks bin cut/> })}
        </Card>
    }
}

#[component]
fn Curve(bins: Vec<Bin>, period: Period) -> impl IntoView {
    let name = bins
        .iter()
        .map(|bin| format!("foretold {}%, {} of {} said yes", bin.chance.div_ceil(10), bin.accepted, bin.n))
        .collect::<Vec<_>>()
        .join("; ");
    let name = ["Reliability: ", &name, "."].concat();
    let solid: Vec<(u32, u32)> = bins.iter().filter(|bin| bin.n >= FEWEST_IN_BIN).map(spot).collect();
    let line: String =
        solid.iter().enumerate().map(|(at, (x, y))| format!("{}{x} {y}", if at == 0 { 'M' } else { 'L' })).collect();
    let dots = bins
        .iter()
        .map(|bin| {
            let (x, y) = spot(bin);
            let class =
                if bin.n >= FEWEST_IN_BIN { "fill-chart-1 stroke-chart-1" } else { "fill-surface stroke-chart-1" };
            view! { <circle cx=x cy=y r="4" stroke-width="2" class=class></circle> }
        })
        .collect_view();
    let rows = bins.into_iter().map(|bin| view! { <BinRow bin period/> }).collect_view();
    view! {
        <div class="grid gap-5 border-t border-line-faint p-4 sm:grid-cols-[15rem_minmax(0,1fr)]">
            <figure>
                <p class="mb-1 text-xs text-muted">"Said yes, in percent, by the chance foretold"</p>
                <div class="flex gap-1.5">
                    <div class="flex flex-col justify-between text-right text-2xs text-faint tnum" aria-hidden="true">
                        <span>"100"</span>
                        <span>"50"</span>
                        <span>"0"</span>
                    </div>
                    <svg class="aspect-square min-w-0 flex-1 overflow-visible" viewBox="0 0 200 200" role="img" aria-label=name>
                        <path d="M0 0H200M0 100H200M0 200H200M0 0V200M100 0V200M200 0V200" class="stroke-chart-grid"></path>
                        <path d="M0 200L200 0" class="stroke-chart-base" stroke-dasharray="4 4"></path>
                        <path d=line fill="none" stroke-width="2" class="stroke-chart-1"></path>
                        {dots}
                    </svg>
                </div>
                <div class="mt-1 flex justify-between pl-6 text-2xs text-faint tnum" aria-hidden="true">
                    <span>"0"</span>
                    <span>"50"</span>
                    <span>"100"</span>
                </div>
                <figcaption class="mt-2 text-2xs text-faint">
                    {format!("On the broken line chances come true. Hollow: fewer than {FEWEST_IN_BIN} asks, not joined.")}
                </figcaption>
            </figure>
            <Table label="Reliability by bins" min_width="min-w-90">
                <TableHead>
                    <Th label="Foretold"/>
                    <Th label="Asks" numeric=true/>
                    <Th label="Mean" numeric=true/>
                    <Th label="Said yes" numeric=true/>
                </TableHead>
                <TableBody>{rows}</TableBody>
            </Table>
        </div>
    }
}

#[component]
fn BinRow(bin: Bin, period: Period) -> impl IntoView {
    let range = format!("{} to {}%", u32::from(bin.tens) * 10, u32::from(bin.tens) * 10 + 10);
    let href = [&paths::matching_evaluation_of(period, Some(Shown::Asks), Some(bin.tens)), "#asks"].concat();
    let said = if bin.n < FEWEST_IN_BIN {
        format!("{} of {}, too few", bin.accepted, bin.n)
    } else {
        format!("{}%", tenths(bin.share()))
    };
    view! {
        <tr>
            <th scope="row" class="px-3 py-2 text-left font-normal">
                <TextLink href>{range}</TextLink>
            </th>
            <td class="px-3 py-2 text-right tnum">{bin.n}</td>
            <td class="px-3 py-2 text-right tnum">{tenths(bin.chance)}"%"</td>
            <td class="px-3 py-2 text-right tnum">{said}</td>
        </tr>
    }
}

#[component]
fn Asks(asks: Vec<AskLine>, bin: Option<u8>, cut: bool) -> impl IntoView {
    let title = match bin {
        Some(bin) => format!("Asks with a chance of {} to {}%", u32::from(bin) * 10, u32::from(bin) * 10 + 10),
        None => "Asks that were settled".to_owned(),
    };
    let count = asks.len();
    let rows = asks
        .into_iter()
        .map(|ask| {
            view! {
                <tr>
                    <td class="py-2.5 pr-3 pl-4 whitespace-nowrap text-muted tnum">{ask.on}</td>
                    <td class="px-3 py-2.5">
                        <TextLink href=paths::advocate(ask.advocate)>{ask.name}</TextLink>
                    </td>
                    <td class="px-3 py-2.5">
                        <TextLink href=paths::request(ask.request)>"The request"</TextLink>
                    </td>
                    <td class="px-3 py-2.5 text-right tnum">{tenths(ask.chance)}"%"</td>
                    <td class="py-2.5 pr-4 pl-3">{if ask.accepted { "Yes" } else { "No" }}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div id="asks" class="border-t border-line-faint">
            <h3 class="px-4 pt-3 pb-2 text-sm font-medium">{title.clone()}</h3>
            <Table label=title min_width="min-w-130">
                <TableHead>
                    <Th label="Asked" class="pl-4"/>
                    <Th label="Advocate"/>
                    <Th label="For"/>
                    <Th label="Chance" numeric=true/>
                    <Th label="Said yes" class="pr-4"/>
                </TableHead>
                <TableBody>{rows}</TableBody>
            </Table>
            {cut.then(|| view! { <p class="px-4 py-2 text-xs text-muted">{format!("The latest {count}.")}</p> })}
        </div>
    }
}

/// Thousandths as percent with one decimal.
fn tenths(thousandths: u16) -> String {
    format!("{}.{}", thousandths / 10, thousandths % 10)
}

/// Where a bin lies in the drawing.
fn spot(bin: &Bin) -> (u32, u32) {
    (u32::from(bin.chance) * SIZE / 1_000, SIZE - u32::from(bin.share()) * SIZE / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chance_that_came_true_lies_on_the_diagonal() {
        let bin = |chance, n, accepted| Bin { tens: 0, n, chance, accepted };
        assert_eq!(spot(&bin(500, 10, 5)), (100, 100));
        assert_eq!(spot(&bin(1_000, 4, 4)), (200, 0));
        assert_eq!(spot(&bin(0, 4, 0)), (0, 200));
        assert_eq!(tenths(864), "86.4");
    }
}
