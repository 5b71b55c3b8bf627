//! Calls by month, drawn as bars under the line of the monthly limit, with the same figures as a
//! table for whoever does not see the drawing.

use domain::advocates::LoadMonth;
use domain::time::{month_short, month_year};
use leptos::prelude::*;

const WIDTH: u32 = 240;
const HEIGHT: u32 = 90;
const BAR: u32 = 10;

#[component]
pub fn LoadChart(months: Vec<LoadMonth>, monthly_cap: u32) -> impl IntoView {
    let highest = months.iter().map(|month| month.calls).max().unwrap_or(0).max(monthly_cap).max(1);
    let step = WIDTH / u32::try_from(months.len().max(1)).unwrap_or(12);
    let last = months.len().saturating_sub(1);
    let bars = months
        .iter()
        .zip(0_u32..)
        .filter(|(month, _)| month.calls > 0)
        .map(|(month, at)| {
            let height = month.calls * HEIGHT / highest;
            let class = if usize::try_from(at).is_ok_and(|at| at == last) { "fill-chart-1" } else { "fill-chart-base" };
            view! {
                <rect x=at * step + (step - BAR) / 2 y=HEIGHT - height width=BAR height=height rx="1.5" class=class></rect>
            }
        })
        .collect_view();
    let cap_y = HEIGHT - monthly_cap * HEIGHT / highest;
    let cap_line = ["M0 ", &cap_y.to_string(), "H240"].concat();
    let numbers: Vec<String> = months.iter().map(|month| month.calls.to_string()).collect();
    let name =
        ["Calls a month over the last year: ", &numbers.join(", "), ". The limit is ", &monthly_cap.to_string(), "."]
            .concat();
    let limit = ["Limit: ", &monthly_cap.to_string(), " a month"].concat();
    let labels = months.iter().map(|month| view! { <span>{month_short(month.month)}</span> }).collect_view();
    let rows = months
        .into_iter()
        .map(|month| {
            view! {
                <tr>
                    <th scope="row" class="py-1 text-left font-normal">
                        {month_year(month.month)}
                    </th>
                    <td class="py-1 text-right tnum">{month.calls}</td>
                    <td class="py-1 text-right tnum">{month.asks}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure>
            <div class="h-32">
                <svg class="h-full w-full" viewBox="0 0 240 90" preserveAspectRatio="none" role="img" aria-label=name>
                    <path d="M0 30H240M0 60H240M0 90H240" class="stroke-chart-grid" vector-effect="non-scaling-stroke"></path>
                    {bars}
                    <path
                        d=cap_line
                        class="stroke-warning"
                        stroke-dasharray="3 3"
                        vector-effect="non-scaling-stroke"
                    ></path>
                </svg>
            </div>
            <div class="mt-1.5 grid grid-cols-12 text-center text-2xs text-faint" aria-hidden="true">
                {labels}
            </div>
            <figcaption class="mt-1 text-2xs text-warning-ink">{limit}</figcaption>
            <details class="mt-2 text-xs text-muted">
                <summary class="cursor-pointer">"As a table"</summary>
                <table class="mt-1 w-full">
                    <caption class="sr-only">"Calls and asks by month"</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="py-1 text-left font-medium">
                                "Month"
                            </th>
                            <th scope="col" class="py-1 text-right font-medium">
                                "Calls"
                            </th>
                            <th scope="col" class="py-1 text-right font-medium">
                                "Asks"
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
}
