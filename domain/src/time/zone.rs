//! What a clock on a wall shows, across daylight saving and odd offsets.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{TimeRange, TimeRanges};

/// The rules of one time zone. The server reads them from the IANA database (feature `zones`).
pub trait ZoneRules {
    /// The offset from UTC in force at an instant.
    fn offset_at(&self, instant: DateTime<Utc>) -> FixedOffset;
}

/// A place without daylight saving.
impl ZoneRules for FixedOffset {
    fn offset_at(&self, _: DateTime<Utc>) -> FixedOffset {
        *self
    }
}

/// What the clock shows at an instant.
pub fn local(instant: DateTime<Utc>, zone: &impl ZoneRules) -> NaiveDateTime {
    instant.naive_utc() + TimeDelta::seconds(offset_seconds(instant, zone))
}

/// The instants of one calendar day: 23, 24 or 25 hours, and none on a day a place skipped.
pub fn day(date: NaiveDate, zone: &impl ZoneRules) -> TimeRanges {
    readings(date.and_time(NaiveTime::MIN), TimeDelta::days(1), zone)
}

/// Every instant at which the clock reads from `from` up to `length` later.
///
/// In spring the hour the clock skips yields nothing; in autumn the hour it repeats counts twice,
/// because both times the clock reads as the person said.
pub fn readings(from: NaiveDateTime, length: TimeDelta, zone: &impl ZoneRules) -> TimeRanges {
    let until = from + length;
    // Offsets lie between −12 and +14 hours, so a day on each side finds every candidate.
    let search = TimeRange { from: from.and_utc() - TimeDelta::days(1), until: until.and_utc() + TimeDelta::days(1) };
    stretches(search, zone)
        .into_iter()
        .filter_map(|(stretch, offset)| {
            let shift = TimeDelta::seconds(offset);
            let reading = TimeRange::new(from.and_utc() - shift, until.and_utc() - shift)?;
            reading.intersection(&stretch)
        })
        .collect()
}

/// The parts of a range in which the offset stays the same.
fn stretches(range: TimeRange, zone: &impl ZoneRules) -> Vec<(TimeRange, i64)> {
    // No place has ever changed its clocks twice within six hours.
    let step = TimeDelta::hours(6);
    let mut parts = Vec::with_capacity(2);
    let (mut from, mut offset, mut seen) = (range.from, offset_seconds(range.from, zone), range.from);
    while seen < range.until {
        let next = (seen + step).min(range.until);
        let after = offset_seconds(next, zone);
        if after != offset {
            let change = first_change(seen, next, offset, zone);
            parts.extend(TimeRange::new(from, change).map(|part| (part, offset)));
            (from, offset) = (change, after);
        }
        seen = next;
    }
    parts.extend(TimeRange::new(from, range.until).map(|part| (part, offset)));
    parts
}

/// The first second in (`before`, `after`] at which the offset is no longer `offset`.
fn first_change(before: DateTime<Utc>, after: DateTime<Utc>, offset: i64, zone: &impl ZoneRules) -> DateTime<Utc> {
    let (mut same, mut changed) = (before.timestamp(), after.timestamp());
    while changed - same > 1 {
        let middle = same + (changed - same) / 2;
        match DateTime::from_timestamp(middle, 0) {
            Some(instant) if offset_seconds(instant, zone) == offset => same = middle,
            _ => changed = middle,
        }
    }
    DateTime::from_timestamp(changed, 0).unwrap_or(after)
}

fn offset_seconds(instant: DateTime<Utc>, zone: &impl ZoneRules) -> i64 {
    i64::from(zone.offset_at(instant).local_minus_utc())
}

/// A time of day on the half-hour grid, "00:00" to "24:00", where the last ends a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime(u16);

impl ClockTime {
    pub const MIDNIGHT: Self = Self(0);
    pub const END_OF_DAY: Self = Self(24 * 60);

    /// Every time a person can choose, midnight to midnight.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=48).map(|half| Self(half * 30))
    }

    /// The time that many minutes into the day, if it lies on the half-hour grid.
    pub fn from_minutes(minutes: i64) -> Option<Self> {
        let minutes = u16::try_from(minutes).ok()?;
        (minutes <= 24 * 60 && minutes % 30 == 0).then_some(Self(minutes))
    }

    pub const fn minutes(self) -> i64 {
        self.0 as i64
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for ClockTime {
    type Err = UnreadableTime;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (hour, minute) = text.split_once(':').ok_or(UnreadableTime)?;
        let part = |digits: &str| match digits.len() {
            2 if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse::<i64>().ok(),
            _ => None,
        };
        let (Some(hour), Some(minute)) = (part(hour), part(minute)) else {
            return Err(UnreadableTime);
        };
        if minute > 59 {
            return Err(UnreadableTime);
        }
        Self::from_minutes(hour * 60 + minute).ok_or(UnreadableTime)
    }
}

/// Not a time on the half-hour grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Choose a full or half hour, such as 09:30")]
pub struct UnreadableTime;

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_time_is_on_the_half_hour_or_refused() {
        let examples = [
            ("09:30", Some(570)),
            ("00:00", Some(0)),
            ("24:00", Some(1440)),
            ("24:30", None),
            ("9:30", None),
            ("09:15", None),
            ("+9:30", None),
            ("09:90", None),
            ("", None),
            ("09", None),
        ];

        for (text, minutes) in examples {
            assert_eq!(text.parse::<ClockTime>().ok().map(ClockTime::minutes), minutes, "{text}");
        }
    }
}
