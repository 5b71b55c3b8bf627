//! The usual week in small: bars a day, and the same in words.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use super::{OpenHours, WeeklyHours};
use crate::time::{weekday_long, weekday_short};

/// What is drawn unless somebody talks earlier or later.
const FIRST: i64 = 7 * 60;
const LAST: i64 = 19 * 60;
const DAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
/// From this share on a part of the day is what somebody mostly offers, in hundredths.
const MOSTLY: i64 = 60;

/// The usual week as the portal's home draws it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekSketch {
    /// Monday to Friday, and the weekend when it is open.
    pub days: Vec<SketchDay>,
    /// First and last minute of the day that are drawn.
    pub from: i64,
    pub until: i64,
    /// "Mon to Thu, mostly mornings"; empty when nothing is open.
    pub words: String,
    /// "London time (GMT)"
    pub zone: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SketchDay {
    /// "Mon"
    pub name: String,
    /// "Monday 10:00 to 13:00", "Monday closed"
    pub said: String,
    /// Start and end of each open stretch, in minutes of the day.
    pub bars: Vec<(i64, i64)>,
}

impl WeekSketch {
    pub fn of(hours: &WeeklyHours, zone: String) -> Self {
        let stretches = hours.stretches();
        let weekend = stretches.iter().any(|stretch| stretch.weekday.num_days_from_monday() > 4);
        let days = DAYS.into_iter().take(if weekend { 7 } else { 5 });
        Self {
            days: days.map(|weekday| SketchDay::of(weekday, hours)).collect(),
            from: stretches.iter().map(|stretch| stretch.from.minutes()).fold(FIRST, i64::min),
            until: stretches.iter().map(|stretch| stretch.until.minutes()).fold(LAST, i64::max),
            words: words(hours),
            zone,
        }
    }
}

impl SketchDay {
    fn of(weekday: Weekday, hours: &WeeklyHours) -> Self {
        let open: Vec<String> =
            hours.on(weekday).map(|stretch| format!("{} to {}", stretch.from, stretch.until)).collect();
        let what = if open.is_empty() { "closed".to_owned() } else { open.join(" and ") };
        Self {
            name: weekday_short(weekday).to_owned(),
            said: format!("{} {what}", weekday_long(weekday)),
            bars: hours.on(weekday).map(|stretch| (stretch.from.minutes(), stretch.until.minutes())).collect(),
        }
    }
}

fn words(hours: &WeeklyHours) -> String {
    if hours.is_empty() {
        return String::new();
    }
    let open = DAYS.map(|weekday| hours.on(weekday).next().is_some());
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in (0..7).filter(|at| open[*at]) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == at => *last = at,
            _ => runs.push((at, at)),
        }
    }
    let name = |at: usize| weekday_short(DAYS[at]);
    let mut parts: Vec<String> = Vec::new();
    for (first, last) in runs {
        match last - first {
            0 => parts.push(name(first).to_owned()),
            1 => parts.extend([name(first).to_owned(), name(last).to_owned()]),
            _ => parts.push(format!("{} to {}", name(first), name(last))),
        }
    }
    let days = match parts.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => parts.concat(),
    };
    match mostly(hours.stretches()) {
        Some(part) => format!("{days}, mostly {part}"),
        None => days,
    }
}

/// The part of the day that holds most of the open time, if one does.
fn mostly(stretches: &[OpenHours]) -> Option<&'static str> {
    const PARTS: [(&str, i64, i64); 3] =
        [("mornings", 0, 12 * 60), ("afternoons", 12 * 60, 17 * 60), ("evenings", 17 * 60, 24 * 60)];
    let within = |from: i64, until: i64| -> i64 {
        let overlap =
            |stretch: &OpenHours| (stretch.until.minutes().min(until) - stretch.from.minutes().max(from)).max(0);
        stretches.iter().map(overlap).sum()
    };
    let all = within(0, 24 * 60);
    PARTS.into_iter().find(|(_, from, until)| within(*from, *until) * 100 >= all * MOSTLY).map(|(name, ..)| name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::ClockTime;

    fn week(stretches: &[(Weekday, i64, i64)]) -> WeeklyHours {
        let hours = stretches.iter().map(|(weekday, from, until)| OpenHours {
            weekday: *weekday,
            from: ClockTime::from_minutes(from * 30).unwrap(),
            until: ClockTime::from_minutes(until * 30).unwrap(),
        });
        WeeklyHours::new(hours.collect()).unwrap()
    }

    fn drawn(stretches: &[(Weekday, i64, i64)]) -> WeekSketch {
        WeekSketch::of(&week(stretches), "London time (GMT)".to_owned())
    }

    #[test]
    fn a_week_in_words_by_example() {
        use Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};
        let table = [
            (vec![], ""),
            (vec![(Mon, 20, 24), (Tue, 18, 24), (Wed, 20, 24), (Thu, 20, 22)], "Mon to Thu, mostly mornings"),
            (vec![(Mon, 20, 24), (Wed, 28, 32)], "Mon and Wed"),
            (vec![(Mon, 28, 32), (Tue, 28, 32), (Fri, 26, 30)], "Mon, Tue and Fri, mostly afternoons"),
            (vec![(Sat, 34, 40)], "Sat, mostly evenings"),
        ];

        for (stretches, expected) in table {
            assert_eq!(drawn(&stretches).words, expected);
        }
    }

    #[test]
    fn the_weekend_is_drawn_only_when_it_is_open() {
        assert_eq!(drawn(&[(Weekday::Mon, 20, 24)]).days.len(), 5);
        assert_eq!(drawn(&[(Weekday::Sun, 20, 24)]).days.len(), 7);
    }

    #[test]
    fn a_day_is_said_with_its_hours() {
        let sketch = drawn(&[(Weekday::Mon, 18, 24), (Weekday::Mon, 28, 32)]);

        assert_eq!(sketch.days[0].said, "Monday 09:00 to 12:00 and 14:00 to 16:00");
        assert_eq!(sketch.days[1].said, "Tuesday closed");
    }

    proptest! {
        #[test]
        fn every_bar_lies_within_what_is_drawn(days in prop::collection::vec((0u8..7, 0i64..47, 1i64..10), 0..12)) {
            let stretches: Vec<_> = days
                .into_iter()
                .map(|(day, from, length)| (Weekday::try_from(day).unwrap(), from, (from + length).min(48)))
                .collect();

            let sketch = drawn(&stretches);

            for (from, until) in sketch.days.iter().flat_map(|day| &day.bars) {
                prop_assert!(sketch.from <= *from && from < until && *until <= sketch.until);
            }
            prop_assert_eq!(sketch.words.is_empty(), stretches.is_empty());
        }
    }
}
