//! An advocate's board: everything that decides which times are offered.

use std::fmt;

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use serde::{Deserialize, Serialize};

use super::hours::{month_bounds, open_time};
use super::{Exception, WeeklyHours};
use crate::time::{FREE_TIME_DAYS, FreeTime, TimeRange, TimeRanges, ZoneRules, day, local, readings};

/// A time that can be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    pub starts_at: DateTime<Utc>,
    pub minutes: u16,
}

impl Slot {
    pub fn during(&self) -> TimeRange {
        TimeRange { from: self.starts_at, until: self.ends_at() }
    }

    pub fn ends_at(&self) -> DateTime<Utc> {
        self.starts_at + TimeDelta::minutes(i64::from(self.minutes.max(1)))
    }

    /// How a slot is named in addresses and forms: its start, `2026-11-24T14:00Z`.
    pub fn key(&self) -> SlotKey {
        SlotKey(self.starts_at)
    }

    /// Reads a key again. The length is never taken from the address.
    pub fn from_key(key: &str, minutes: u16) -> Option<Self> {
        let (date, time) = key.strip_suffix('Z')?.split_once('T')?;
        let (hour, minute) = time.split_once(':')?;
        let starts_at = date.parse::<NaiveDate>().ok()?.and_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)?;
        Some(Self { starts_at: starts_at.and_utc(), minutes })
    }
}

/// See [`Slot::key`].
#[derive(Clone, Copy, Debug)]
pub struct SlotKey(DateTime<Utc>);

impl fmt::Display for SlotKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}Z", self.0.date_naive(), self.0.hour(), self.0.minute())
    }
}

/// What an advocate puts around and upon their calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingLimits {
    /// The earliest a time may be taken, counted from now.
    pub notice_hours: u16,
    /// Free time before and after each call.
    pub buffer_minutes: u16,
    pub calls_per_day: u16,
    pub calls_per_month: u16,
}

impl Default for BookingLimits {
    fn default() -> Self {
        Self { notice_hours: 24, buffer_minutes: 15, calls_per_day: 2, calls_per_month: 3 }
    }
}

/// A limit outside what makes sense; the sentence names the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitFault {
    #[error("Choose a notice of at most 30 days")]
    Notice,
    #[error("Choose a gap of at most 4 hours")]
    Buffer,
    #[error("Choose 1 to 12 calls a day")]
    PerDay,
    #[error("Choose 0 to 31 calls a month")]
    PerMonth,
}

impl BookingLimits {
    pub fn check(self) -> Result<Self, LimitFault> {
        match self {
            Self { notice_hours: 721.., .. } => Err(LimitFault::Notice),
            Self { buffer_minutes: 241.., .. } => Err(LimitFault::Buffer),
            Self { calls_per_day: 0 | 13.., .. } => Err(LimitFault::PerDay),
            Self { calls_per_month: 32.., .. } => Err(LimitFault::PerMonth),
            fine => Ok(fine),
        }
    }
}

/// One advocate's hours, limits and everything that already takes their time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    pub hours: WeeklyHours,
    pub exceptions: Vec<Exception>,
    pub limits: BookingLimits,
    /// Calls held, planned or had; without the one that is being placed.
    pub calls: Vec<TimeRange>,
    /// Other appointments, which count towards no limit.
    pub busy: Vec<TimeRange>,
}

impl Board {
    /// What the advocate opens in a window, whether or not it is still free.
    pub fn open_time(&self, window: TimeRange, zone: &impl ZoneRules) -> TimeRanges {
        open_time(&self.hours, &self.exceptions, window, zone)
    }

    /// What is left for a new call.
    pub fn free_time(&self, window: TimeRange, zone: &impl ZoneRules, now: DateTime<Utc>) -> TimeRanges {
        let earliest = now + TimeDelta::hours(i64::from(self.limits.notice_hours));
        let Some(window) = TimeRange::new(window.from.max(earliest), window.until) else {
            return TimeRanges::default();
        };
        self.open_time(window, zone).minus(&self.taken()).minus(&self.full_days(zone)).minus(&self.full_months(zone))
    }

    /// Every slot of that length in a window that can be booked now, in order.
    pub fn offered_slots(
        &self,
        window: TimeRange,
        minutes: u16,
        zone: &impl ZoneRules,
        now: DateTime<Utc>,
    ) -> Vec<Slot> {
        let free = self.free_time(window, zone, now);
        free.as_slice().iter().flat_map(|range| slots_in(range, minutes, zone)).collect()
    }

    /// Free time as bits for the matching engine.
    pub fn free_bits(&self, now: DateTime<Utc>, zone: &impl ZoneRules) -> FreeTime {
        let until = now + TimeDelta::days(FREE_TIME_DAYS as i64 + 1);
        FreeTime::from_ranges(now, &self.free_time(TimeRange { from: now, until }, zone, now))
    }

    /// Whether a slot can be booked now.
    pub fn offers(&self, slot: &Slot, zone: &impl ZoneRules, now: DateTime<Utc>) -> bool {
        self.offered_slots(slot.during(), slot.minutes, zone, now).contains(slot)
    }

    /// Whether a slot is out because something else takes its time or the room around it.
    pub fn is_taken(&self, slot: &Slot) -> bool {
        self.taken().as_slice().iter().any(|taken| taken.overlaps(&slot.during()))
    }

    fn taken(&self) -> TimeRanges {
        let buffer = TimeDelta::minutes(i64::from(self.limits.buffer_minutes));
        self.calls.iter().chain(&self.busy).map(|range| range.widened(buffer)).collect()
    }

    fn full_days(&self, zone: &impl ZoneRules) -> TimeRanges {
        let full = crowded(self.dates(zone), self.limits.calls_per_day);
        full.into_iter().flat_map(|date| day(date, zone).as_slice().to_vec()).collect()
    }

    fn full_months(&self, zone: &impl ZoneRules) -> TimeRanges {
        let months = self.dates(zone).filter_map(month_bounds);
        let full = crowded(months, self.limits.calls_per_month);
        let ranges = full.into_iter().flat_map(|(first, next)| {
            readings(first.and_time(chrono::NaiveTime::MIN), next - first, zone).as_slice().to_vec()
        });
        match self.limits.calls_per_month {
            // Nobody has to have had a call for "none at all" to hold.
            0 => TimeRange::new(DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC).into_iter().collect(),
            _ => ranges.collect(),
        }
    }

    fn dates(&self, zone: &impl ZoneRules) -> impl Iterator<Item = NaiveDate> {
        self.calls.iter().map(move |call| local(call.from, zone).date())
    }
}

/// The values that occur at least `cap` times.
fn crowded<T: Ord>(values: impl Iterator<Item = T>, cap: u16) -> Vec<T> {
    let mut counts = std::collections::BTreeMap::new();
    for value in values {
        *counts.entry(value).or_insert(0u16) += 1;
    }
    counts.into_iter().filter_map(|(value, count)| (count >= cap).then_some(value)).collect()
}

/// The slots inside one free range that start when the clock on the wall shows a half hour.
fn slots_in(range: &TimeRange, minutes: u16, zone: &impl ZoneRules) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut slot = Slot { starts_at: next_half_hour(range.from, zone), minutes };
    while slot.ends_at() <= range.until {
        slots.push(slot);
        slot.starts_at = next_half_hour(slot.starts_at + TimeDelta::seconds(1), zone);
    }
    slots
}

/// The first instant from this one on at which the clock shows a full or half hour.
fn next_half_hour(instant: DateTime<Utc>, zone: &impl ZoneRules) -> DateTime<Utc> {
    let shown = local(instant, zone).time();
    let past = i64::from(shown.num_seconds_from_midnight() % 1800);
    let whole = instant - TimeDelta::nanoseconds(i64::from(instant.timestamp_subsec_nanos()));
    match (past, whole == instant) {
        (0, true) => instant,
        _ => whole + TimeDelta::seconds(1800 - past),
    }
}

#[cfg(test)]
#[path = "board_tests.rs"]
mod tests;
