//! The hours an advocate opens, by their own clock.

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use crate::time::{ClockTime, TimeRange, TimeRanges, ZoneRules, local, readings, weekday_long};

/// One stretch of one weekday, such as Tuesday 09:00 to 13:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OpenHours {
    pub weekday: Weekday,
    pub from: ClockTime,
    pub until: ClockTime,
}

/// Why hours cannot be kept as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursFault {
    #[error("{}: the end is not after the start", weekday_long(*.0))]
    EndsBeforeStart(Weekday),
    #[error("The end is not after the start")]
    ExceptionBackwards,
}

/// The usual week: per weekday sorted stretches that neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<OpenHours>", into = "Vec<OpenHours>")]
pub struct WeeklyHours(Vec<OpenHours>);

impl WeeklyHours {
    /// Sorts the stretches and joins those that overlap or touch.
    pub fn new(mut stretches: Vec<OpenHours>) -> Result<Self, HoursFault> {
        if let Some(bad) = stretches.iter().find(|stretch| stretch.from >= stretch.until) {
            return Err(HoursFault::EndsBeforeStart(bad.weekday));
        }
        stretches.sort_by_key(|stretch| (stretch.weekday.num_days_from_monday(), stretch.from));
        let mut joined: Vec<OpenHours> = Vec::with_capacity(stretches.len());
        for stretch in stretches {
            match joined.last_mut() {
                Some(last) if last.weekday == stretch.weekday && stretch.from <= last.until => {
                    last.until = last.until.max(stretch.until);
                }
                _ => joined.push(stretch),
            }
        }
        Ok(Self(joined))
    }

    pub fn stretches(&self) -> &[OpenHours] {
        &self.0
    }

    pub fn on(&self, weekday: Weekday) -> impl Iterator<Item = &OpenHours> {
        self.0.iter().filter(move |stretch| stretch.weekday == weekday)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<Vec<OpenHours>> for WeeklyHours {
    type Error = HoursFault;
    fn try_from(stretches: Vec<OpenHours>) -> Result<Self, HoursFault> {
        Self::new(stretches)
    }
}

impl From<WeeklyHours> for Vec<OpenHours> {
    fn from(hours: WeeklyHours) -> Self {
        hours.0
    }
}

crate::text_enum! {
    /// How a day differs from the usual week.
    pub enum ExceptionKind {
        Off => "off",
        /// Offered too, even on a day off: a person who names these hours means them.
        Extra => "extra",
    }
}

/// A deviation from the usual week on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    pub day: NaiveDate,
    pub kind: ExceptionKind,
    pub from: ClockTime,
    pub until: ClockTime,
}

impl Exception {
    pub fn day_off(day: NaiveDate) -> Self {
        Self { day, kind: ExceptionKind::Off, from: ClockTime::MIDNIGHT, until: ClockTime::END_OF_DAY }
    }

    pub fn extra_hours(day: NaiveDate, from: ClockTime, until: ClockTime) -> Result<Self, HoursFault> {
        let extra = Self { day, kind: ExceptionKind::Extra, from, until };
        if from < until { Ok(extra) } else { Err(HoursFault::ExceptionBackwards) }
    }
}

/// The instants of a window that the advocate opens, before anything is taken away.
pub(super) fn open_time(
    hours: &WeeklyHours,
    exceptions: &[Exception],
    window: TimeRange,
    zone: &impl ZoneRules,
) -> TimeRanges {
    let dates = dates_in(window, zone);
    let usual = dates
        .iter()
        .flat_map(|date| hours.on(date.weekday()).flat_map(|hours| clock_range(*date, hours.from, hours.until, zone)));
    let these = |kind| {
        let affected = exceptions.iter().filter(move |exception| exception.kind == kind);
        affected
            .filter(|exception| dates.contains(&exception.day))
            .flat_map(|exception| clock_range(exception.day, exception.from, exception.until, zone))
            .collect::<TimeRanges>()
    };
    let usual: TimeRanges = usual.collect();
    usual.minus(&these(ExceptionKind::Off)).union(&these(ExceptionKind::Extra)).intersection(&window.into())
}

/// The calendar days a window touches.
fn dates_in(window: TimeRange, zone: &impl ZoneRules) -> Vec<NaiveDate> {
    let last = local(window.until, zone).date();
    let first = local(window.from, zone).date();
    first.iter_days().take_while(|date| *date <= last).collect()
}

fn clock_range(date: NaiveDate, from: ClockTime, until: ClockTime, zone: &impl ZoneRules) -> Vec<TimeRange> {
    let start = date.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(from.minutes());
    readings(start, TimeDelta::minutes(until.minutes() - from.minutes()), zone).as_slice().to_vec()
}

/// The first day of the month a date lies in, and of the month after.
pub(super) fn month_bounds(date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let first = date.with_day(1)?;
    let next = (first + Days::new(31)).with_day(1)?;
    Some((first, next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hours(weekday: Weekday, from: &str, until: &str) -> OpenHours {
        OpenHours { weekday, from: from.parse().unwrap(), until: until.parse().unwrap() }
    }

    #[test]
    fn overlapping_hours_of_a_day_are_joined() {
        let week = WeeklyHours::new(vec![
            hours(Weekday::Tue, "14:00", "16:00"),
            hours(Weekday::Mon, "09:00", "12:00"),
            hours(Weekday::Mon, "11:00", "13:00"),
            hours(Weekday::Mon, "13:00", "13:30"),
        ]);

        let expected = vec![hours(Weekday::Mon, "09:00", "13:30"), hours(Weekday::Tue, "14:00", "16:00")];
        assert_eq!(week.map(Vec::from), Ok(expected));
    }

    #[test]
    fn hours_that_end_before_they_start_are_named_by_their_day() {
        let fault = WeeklyHours::new(vec![hours(Weekday::Thu, "12:00", "12:00")]).unwrap_err();

        assert_eq!(fault.to_string(), "Thursday: the end is not after the start");
    }

    #[test]
    fn hours_from_the_wire_obey_the_same_rules() {
        let backwards = r#"[{"weekday":"Mon","from":"12:00","until":"09:00"}]"#;

        assert!(serde_json::from_str::<WeeklyHours>(backwards).is_err());
    }

    proptest! {
        #[test]
        fn the_order_in_which_hours_are_typed_does_not_matter(
            mut typed in prop::collection::vec((0u8..7, 0i64..48, 1i64..12), 0..12), seed in any::<u64>()
        ) {
            let week = |typed: &[(u8, i64, i64)]| WeeklyHours::new(typed.iter().map(|(weekday, from, len)| OpenHours {
                weekday: Weekday::try_from(*weekday).unwrap(),
                from: ClockTime::from_minutes(from * 30).unwrap(),
                until: ClockTime::from_minutes((from + len).min(48) * 30).unwrap(),
            }).collect());

            let before = week(&typed);
            let turn = if typed.is_empty() { 0 } else { seed as usize % typed.len() };
            typed.rotate_left(turn);

            prop_assert_eq!(week(&typed), before);
        }
    }
}
