//! Free half hours in UTC over four weeks, as bits: what finding a shared time needs and no more.
//!
//! Scheduling fills it (weekly hours, minus exceptions, minus busy times); matching only takes the
//! AND of both sides.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

const HALF_HOUR_SECONDS: i64 = 1_800;
pub(super) const WORDS: usize = 21;

/// A grid of 28 days of half hours, each free or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Runs", into = "Runs")]
pub struct FreeTime {
    /// The first half hour, counted from 1970.
    first: i64,
    bits: [u64; WORDS],
}

/// How it is sent: the first half hour and runs of (offset, length).
#[derive(Serialize, Deserialize)]
struct Runs {
    first: i64,
    runs: Vec<(u16, u16)>,
}

impl FreeTime {
    /// 28 days.
    pub const HALF_HOURS: usize = WORDS * 64;

    /// Nothing free, starting with the half hour that `from` lies in.
    pub fn none(from: DateTime<Utc>) -> Self {
        Self { first: from.timestamp().div_euclid(HALF_HOUR_SECONDS), bits: [0; WORDS] }
    }

    pub fn starts_at(&self) -> DateTime<Utc> {
        instant(self.first)
    }

    /// Marks the whole half hours between two instants as free. Outside the grid nothing happens.
    pub fn open(&mut self, from: DateTime<Utc>, until: DateTime<Utc>) {
        let first = -(-from.timestamp()).div_euclid(HALF_HOUR_SECONDS);
        let end = until.timestamp().div_euclid(HALF_HOUR_SECONDS);
        self.each(first, end, |word, bit| *word |= bit);
    }

    /// Marks every half hour touched between two instants as taken.
    pub fn close(&mut self, from: DateTime<Utc>, until: DateTime<Utc>) {
        let first = from.timestamp().div_euclid(HALF_HOUR_SECONDS);
        let end = -(-until.timestamp()).div_euclid(HALF_HOUR_SECONDS);
        self.each(first, end, |word, bit| *word &= !bit);
    }

    fn each(&mut self, first: i64, end: i64, change: impl Fn(&mut u64, u64)) {
        for half_hour in first.max(self.first)..end.min(self.first + Self::HALF_HOURS as i64) {
            let at = usize::try_from(half_hour - self.first).unwrap_or(0);
            change(&mut self.bits[at / 64], 1 << (at % 64));
        }
    }

    pub fn is_free(&self, at: DateTime<Utc>) -> bool {
        usize::try_from(at.timestamp().div_euclid(HALF_HOUR_SECONDS) - self.first)
            .is_ok_and(|at| at < Self::HALF_HOURS && self.bits[at / 64] >> (at % 64) & 1 == 1)
    }

    pub fn half_hours(&self) -> u32 {
        self.bits.iter().map(|word| word.count_ones()).sum()
    }

    /// The same free time on a grid that starts at another half hour; what falls outside is lost.
    pub(super) fn on_grid(&self, first: i64) -> [u64; WORDS] {
        if first == self.first {
            return self.bits;
        }
        let mut moved = [0; WORDS];
        for at in 0..Self::HALF_HOURS {
            let to = self.first + at as i64 - first;
            if self.bits[at / 64] >> (at % 64) & 1 == 1
                && let Ok(to) = usize::try_from(to)
                && to < Self::HALF_HOURS
            {
                moved[to / 64] |= 1 << (to % 64);
            }
        }
        moved
    }

    /// The half hours free on both sides.
    pub fn shared(&self, other: &Self) -> Self {
        let theirs = other.on_grid(self.first);
        let mut bits = self.bits;
        for (word, theirs) in bits.iter_mut().zip(theirs) {
            *word &= theirs;
        }
        Self { first: self.first, bits }
    }

    /// The starts of free half hours, earliest first.
    pub fn starts(&self) -> impl Iterator<Item = DateTime<Utc>> {
        (0..Self::HALF_HOURS)
            .filter(|at| self.bits[at / 64] >> (at % 64) & 1 == 1)
            .map(|at| instant(self.first + at as i64))
    }
}

pub(super) fn half_hour(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(HALF_HOUR_SECONDS)
}

pub(super) fn instant(half_hour: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(half_hour * HALF_HOUR_SECONDS, 0).unwrap_or_default()
}

impl From<Runs> for FreeTime {
    fn from(sent: Runs) -> Self {
        let mut free = Self { first: sent.first, bits: [0; WORDS] };
        for (offset, length) in sent.runs {
            let from = sent.first + i64::from(offset);
            free.each(from, from + i64::from(length), |word, bit| *word |= bit);
        }
        free
    }
}

impl From<FreeTime> for Runs {
    fn from(free: FreeTime) -> Self {
        let mut runs: Vec<(u16, u16)> = Vec::new();
        for at in 0..FreeTime::HALF_HOURS as u16 {
            if free.bits[usize::from(at) / 64] >> (at % 64) & 1 == 1 {
                match runs.last_mut() {
                    Some((offset, length)) if *offset + *length == at => *length += 1,
                    _ => runs.push((at, 1)),
                }
            }
        }
        Self { first: free.first, runs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn only_whole_half_hours_open_and_every_touched_one_closes() {
        let mut free = FreeTime::none(at("2026-11-23T00:00:00Z"));

        free.open(at("2026-11-23T09:10:00Z"), at("2026-11-23T12:20:00Z"));
        assert_eq!(free.half_hours(), 5);
        assert!(!free.is_free(at("2026-11-23T09:00:00Z")));
        assert!(free.is_free(at("2026-11-23T09:30:00Z")));
        assert!(!free.is_free(at("2026-11-23T12:00:00Z")));

        free.close(at("2026-11-23T10:15:00Z"), at("2026-11-23T10:35:00Z"));
        let starts: Vec<_> = free.starts().collect();
        assert_eq!(starts, ["2026-11-23T09:30:00Z", "2026-11-23T11:00:00Z", "2026-11-23T11:30:00Z"].map(at));
    }

    #[test]
    fn two_grids_that_start_apart_share_the_same_instants() {
        let (mut one, mut other) =
            (FreeTime::none(at("2026-11-23T00:00:00Z")), FreeTime::none(at("2026-11-22T15:30:00Z")));
        one.open(at("2026-11-24T08:00:00Z"), at("2026-11-24T12:00:00Z"));
        other.open(at("2026-11-24T11:00:00Z"), at("2026-11-24T16:00:00Z"));

        for shared in [one.shared(&other), other.shared(&one)] {
            let starts: Vec<_> = shared.starts().collect();
            assert_eq!(starts, ["2026-11-24T11:00:00Z", "2026-11-24T11:30:00Z"].map(at));
        }
    }

    #[test]
    fn what_lies_outside_the_grid_is_ignored_and_json_keeps_the_rest() {
        let mut free = FreeTime::none(at("2026-11-23T00:00:00Z"));
        free.open(at("2026-10-01T00:00:00Z"), at("2026-11-23T01:00:00Z"));
        free.open(at("2026-12-20T23:00:00Z"), at("2027-03-01T00:00:00Z"));
        assert_eq!(free.half_hours(), 4);

        let json = serde_json::to_string(&free).unwrap();

        assert_eq!(serde_json::from_str::<FreeTime>(&json).unwrap(), free);
    }
}
