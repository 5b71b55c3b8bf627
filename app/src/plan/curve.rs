//! The trade: quality kept against how often the busiest advocate is asked.

use domain::plan::Tradeoff;
use leptos::prelude::*;

use super::page::percent;
use crate::ui::Card;

const WIDTH: i64 = 240;
const HEIGHT: i64 = 90;
/// The ends of the line stay clear of the edges.
const MARGIN: i64 = 10;

#[component]
pub(super) fn TradeCurve(curve: Vec<Tradeoff>) -> impl IntoView {
    let drawing = Drawing::of(&curve);
    let name = curve
        .iter()
        .map(|point| format!("{} with at most {}", percent(point.kept), asks(point.most)))
        .collect::<Vec<_>>()
        .join(", ");
    let name = ["Quality kept: ", &name, "."].concat();
    let dots = drawing
        .points
        .iter()
        .map(|(x, y)| view! { <rect x=x - 3 y=y - 3 width="6" height="6" rx="1.5" class="fill-chart-1"></rect> })
        .collect_view();
    let labels = curve.iter().map(|point| view! { <span>{point.most}</span> }).collect_view();
    let rows = curve.into_iter().map(|point| view! { <PointRow point/> }).collect_view();
    view! {
        <Card id="trade" title="Quality against load">
            <div class="p-4">
                <p class="mb-2 text-xs text-muted">
                    "What is kept when nobody is asked more often than so many times"
                </p>
                <div class="flex gap-2">
                    <div class="flex flex-col justify-between text-right text-2xs text-faint tnum" aria-hidden="true">
                        <span>"100%"</span>
                        <span>{percent(drawing.floor)}</span>
                    </div>
                    <div class="h-32 min-w-0 flex-1">
                        <svg class="h-full w-full" viewBox="0 0 240 90" preserveAspectRatio="none" role="img" aria-label=name>
                            <path d="M0 1H240M0 45H240M0 89H240" class="stroke-chart-grid" vector-effect="non-scaling-stroke"></path>
                            <path
                                d=drawing.line
                                fill="none"
                                stroke-width="2"
                                class="stroke-chart-1"
                                vector-effect="non-scaling-stroke"
                            ></path>
                            {dots}
                        </svg>
                    </div>
                </div>
                <div class="mt-1.5 flex justify-between pl-12 pr-1 text-2xs text-faint tnum" aria-hidden="true">
                    {labels}
                </div>
                <details class="mt-2 text-xs text-muted">
                    <summary class="cursor-pointer">"As a table"</summary>
                    <table class="mt-1 w-full">
                        <caption class="sr-only">"Quality kept by the most that anybody is asked"</caption>
                        <thead>
                            <tr>
                                <th scope="col" class="py-1 text-left font-medium">
                                    "At most"
                                </th>
                                <th scope="col" class="py-1 text-right font-medium">
                                    "Kept"
                                </th>
                                <th scope="col" class="py-1 text-right font-medium">
                                    "Gaps"
                                </th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </details>
                <p class="mt-2 text-2xs text-faint">"The scale does not begin at zero."</p>
            </div>
        </Card>
    }
}

#[component]
fn PointRow(point: Tradeoff) -> impl IntoView {
    view! {
        <tr>
            <th scope="row" class="py-1 text-left font-normal">
                {asks(point.most)}
            </th>
            <td class="py-1 text-right tnum">{percent(point.kept)}</td>
            <td class="py-1 text-right tnum">{point.gaps}</td>
        </tr>
    }
}

fn asks(count: usize) -> String {
    if count == 1 { "1 ask".to_owned() } else { format!("{count} asks") }
}

/// Where the points lie.
struct Drawing {
    /// What the foot of the drawing stands for, in ten-thousandths.
    floor: i64,
    points: Vec<(i64, i64)>,
    line: String,
}

impl Drawing {
    fn of(curve: &[Tradeoff]) -> Self {
        let least = curve.iter().map(|point| point.kept).min().unwrap_or(0);
        // The next ten percent below, so that the lowest point is not the foot.
        let floor = ((least - 1).max(0) / 1_000) * 1_000;
        let steps = i64::try_from(curve.len().saturating_sub(1)).unwrap_or(0).max(1);
        let points: Vec<(i64, i64)> = (0..)
            .zip(curve)
            .map(|(at, point)| {
                let x = MARGIN + at * (WIDTH - 2 * MARGIN) / steps;
                let y = HEIGHT - 1 - (point.kept - floor) * (HEIGHT - 2) / (10_000 - floor).max(1);
                (x, y)
            })
            .collect();
        let line = points
            .iter()
            .enumerate()
            .map(|(at, (x, y))| format!("{}{x} {y}", if at == 0 { 'M' } else { 'L' }))
            .collect();
        Self { floor, points, line }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_rises_with_what_is_kept_and_stays_inside() {
        let point = |most, kept| Tradeoff { most, busiest: most, kept, gaps: 0 };
        let drawing = Drawing::of(&[point(1, 8_200), point(2, 9_400), point(3, 10_000)]);

        assert_eq!(drawing.floor, 8_000);
        assert_eq!(drawing.points, [(10, 81), (120, 28), (230, 1)]);
        assert_eq!(drawing.line, "M10 81L120 28L230 1");
        assert_eq!(Drawing::of(&[point(1, 10_000)]).points, [(10, 1)]);
        assert!(Drawing::of(&[]).points.is_empty());
    }
}
