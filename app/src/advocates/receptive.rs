//! When somebody is receptive, week by week: the higher the column, the likelier a yes, the paler, the more fatigue asking
//! costs. With the same figures as a table, and what to make of them in a sentence.

use domain::matching::{Advice, Amount, Forecast, Week};
use domain::time::date_short;
use leptos::prelude::*;

use crate::ui::Card;

const WIDTH: usize = 240;
const HEIGHT: usize = 48;
const GAP: usize = 4;
/// Milli-points of fatigue from which a column is drawn paler, and palest.
const FELT: u16 = 1_000;
const HEAVY: u16 = 3_500;

#[component]
pub fn Receptive(forecast: Forecast) -> impl IntoView {
    let weeks = forecast.0.clone();
    let first = weeks.first().map(|week| date_short(week.on)).unwrap_or_default();
    let last = weeks.last().map(|week| date_short(week.on)).unwrap_or_default();
    let step = WIDTH / weeks.len().max(1);
    let columns = weeks.iter().enumerate().map(|(at, week)| column(at * step, step - GAP, week)).collect_view();
    let rows = weeks.iter().map(row).collect_view();
    view! {
        <Card id="receptive" title="Receptive by week">
            <div class="p-4">
                <p class="text-sm">{sentence(&forecast)}</p>
                <svg
                    class="mt-3 h-12 w-full"
                    viewBox="0 0 240 48"
                    preserveAspectRatio="none"
                    role="img"
                    aria-label="The chance of a yes week by week; the table below has the figures"
                >
                    {columns}
                </svg>
                <p class="mt-1.5 flex justify-between text-2xs text-faint" aria-hidden="true">
                    <span>{first}</span>
                    <span>{last}</span>
                </p>
                <details class="mt-2 text-xs text-muted">
                    <summary class="cursor-pointer">"As a table"</summary>
                    <table class="mt-1 w-full">
                        <caption class="sr-only">"What asking would be like by week"</caption>
                        <thead>
                            <tr>
                                <th scope="col" class="py-1 text-left font-medium">
                                    "From"
                                </th>
                                <th scope="col" class="py-1 text-right font-medium">
                                    "Yes"
                                </th>
                                <th scope="col" class="py-1 text-right font-medium">
                                    "Fatigue"
                                </th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <p class="mt-1 text-faint">"If nobody asks, surveys or hears from them until then; calls that are booked are counted. Rules of a deal are not."</p>
                </details>
            </div>
        </Card>
    }
    .into_any()
}

fn column(x: usize, width: usize, week: &Week) -> AnyView {
    if week.closed.is_some() {
        return view! { <rect x=x y=HEIGHT - 3 width=width height="3" rx="1" class="fill-warning"></rect> }.into_any();
    }
    let height = (usize::from(week.chance) * HEIGHT / 1_000).max(3);
    let class = match week.price {
        0..FELT => "fill-chart-1",
        FELT..HEAVY => "fill-chart-1/70",
        _ => "fill-chart-1/45",
    };
    view! { <rect x=x y=HEIGHT - height width=width height=height rx="1.5" class=class></rect> }.into_any()
}

fn row(week: &Week) -> AnyView {
    let (chance, price) = match week.closed {
        Some(rule) => (rule.badge().to_owned(), "\u{2013}".to_owned()),
        None => (percent(week.chance), cost(week.price)),
    };
    view! {
        <tr>
            <th scope="row" class="py-1 text-left font-normal">
                {date_short(week.on)}
            </th>
            <td class="py-1 text-right tnum">{chance}</td>
            <td class="py-1 text-right tnum">{price}</td>
        </tr>
    }
    .into_any()
}

fn sentence(forecast: &Forecast) -> String {
    let lower = |text: &str| text.to_lowercase();
    match forecast.advice() {
        None => String::new(),
        Some(Advice::Closed(rule)) => format!("Not to be asked in the coming weeks: {}.", lower(rule.badge())),
        Some(Advice::OpensOn(rule, week)) => {
            format!("Not to be asked now: {}. Open in the week of {}.", lower(rule.badge()), date_short(week.on))
        }
        Some(Advice::AskNow(week)) => {
            let price =
                if week.price == 0 { "no fatigue".to_owned() } else { [&cost(week.price), " of fatigue"].concat() };
            format!("Asking now costs {price}, {} chance of a yes. Waiting gains nothing.", percent(week.chance))
        }
        Some(Advice::CheaperOn { now, then }) => format!(
            "Asking now costs {} of fatigue, from {} {}. The chance of a yes is {} now, {} then.",
            cost(now.price),
            date_short(then.on),
            if then.price == 0 { "nothing".to_owned() } else { cost(then.price) },
            percent(now.chance),
            percent(then.chance),
        ),
    }
}

fn cost(milli_points: u16) -> String {
    match Amount(milli_points.into()).to_string().as_str() {
        "1.0" => "1.0 point".to_owned(),
        amount => [amount, " points"].concat(),
    }
}

fn percent(thousandths: u16) -> String {
    format!("{}%", (thousandths + 5) / 10)
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};
    use domain::matching::Rule;

    use super::*;

    fn weeks(weeks: &[(u16, u16, Option<Rule>)]) -> Forecast {
        let first = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default();
        let week = |(at, (chance, price, closed)): (u64, &(u16, u16, Option<Rule>))| Week {
            on: first + Days::new(7 * at),
            chance: *chance,
            price: *price,
            closed: *closed,
        };
        Forecast((0..).zip(weeks).map(week).collect())
    }

    #[test]
    fn the_sentence_says_what_waiting_is_worth() {
        let cooling = Some(Rule::CoolDown);
        for (forecast, said) in [
            (
                weeks(&[(640, 0, None), (630, 0, None)]),
                "Asking now costs no fatigue, 64% chance of a yes. Waiting gains nothing.",
            ),
            (
                weeks(&[(640, 400, None), (630, 0, None)]),
                "Asking now costs 0.4 points of fatigue, 64% chance of a yes. Waiting gains nothing.",
            ),
            (
                weeks(&[(640, 2_000, None), (632, 900, None), (620, 0, None)]),
                "Asking now costs 2.0 points of fatigue, from Sat 5 Dec nothing. The chance of a yes is 64% now, 62% then.",
            ),
            (
                weeks(&[(640, 0, cooling), (630, 0, None)]),
                "Not to be asked now: cooling off. Open in the week of Sat 28 Nov.",
            ),
            (weeks(&[(640, 0, cooling)]), "Not to be asked in the coming weeks: cooling off."),
        ] {
            assert_eq!(sentence(&forecast), said);
        }
    }
}
