//! Free time as bits, for questions asked about thousands of people at once.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{TimeRange, TimeRanges};

/// How far free time looks ahead.
pub const FREE_TIME_DAYS: usize = 28;

const HALF_HOUR_SECONDS: i64 = 30 * 60;
const HALF_HOURS: usize = FREE_TIME_DAYS * 48;
/// Words of 64 half hours each.
pub(crate) const WORDS: usize = HALF_HOURS / 64;

/// Which half hours after `start` are free, one bit each, for 28 days.
///
/// A bit is set only when its whole half hour is free, so a zone whose clock is off the half-hour
/// grid of UTC (Kathmandu) loses an edge and never gains one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FreeTime {
    start: DateTime<Utc>,
    words: [u64; WORDS],
}

impl FreeTime {
    /// No free time. The start is rounded up to a half hour, so that two people's bits line up.
    pub fn none(start: DateTime<Utc>) -> Self {
        let seconds = start.timestamp() + i64::from(start.timestamp_subsec_nanos() > 0);
        let rounded = (seconds + HALF_HOUR_SECONDS - 1).div_euclid(HALF_HOUR_SECONDS) * HALF_HOUR_SECONDS;
        let start = DateTime::from_timestamp(rounded, 0).unwrap_or(start);
        Self { start, words: [0; WORDS] }
    }

    pub fn from_ranges(start: DateTime<Utc>, free: &TimeRanges) -> Self {
        let mut time = Self::none(start);
        for range in free.as_slice() {
            time.open(range);
        }
        time
    }

    pub fn start(&self) -> DateTime<Utc> {
        self.start
    }

    /// The bits of this free time on a grid that begins at another instant; what falls outside is
    /// not free. Matching lines thousands of people up with this.
    pub(crate) fn words_from(&self, start: DateTime<Utc>) -> [u64; WORDS] {
        let shift = (start - self.start).num_seconds().div_euclid(HALF_HOUR_SECONDS);
        let word = |at: i64| usize::try_from(at).ok().and_then(|at| self.words.get(at)).copied().unwrap_or(0);
        std::array::from_fn(|index| {
            let first = index as i64 * 64 + shift;
            let (at, bit) = (first.div_euclid(64), first.rem_euclid(64));
            if bit == 0 { word(at) } else { word(at) >> bit | word(at + 1) << (64 - bit) }
        })
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many half hours are free.
    pub fn half_hours(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// What both have free. Starts that differ are lined up; what only one of them covers is not free.
    pub fn shared_with(&self, other: &Self) -> Self {
        let mut shared = *self;
        if self.start == other.start {
            for (word, others) in shared.words.iter_mut().zip(&other.words) {
                *word &= others;
            }
            return shared;
        }
        let free: TimeRanges = other.ranges();
        shared.shared_with(&Self::from_ranges(self.start, &free))
    }

    /// What of it begins at this instant or later.
    #[must_use]
    pub fn not_before(mut self, earliest: DateTime<Utc>) -> Self {
        let past = ((earliest - self.start).num_seconds() + HALF_HOUR_SECONDS - 1).div_euclid(HALF_HOUR_SECONDS);
        let past = usize::try_from(past).unwrap_or(0);
        for (index, word) in self.words.iter_mut().enumerate() {
            *word &= match past.saturating_sub(index * 64) {
                gone @ 0..64 => u64::MAX << gone,
                _ => 0,
            };
        }
        self
    }

    /// The first instant from which `half_hours` in a row are free and end by `deadline`.
    pub fn soonest(&self, half_hours: usize, deadline: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
        let mut run = 0;
        for index in 0..HALF_HOURS {
            run = if self.bit(index) { run + 1 } else { 0 };
            if run == half_hours.max(1) {
                let end = self.instant(index + 1);
                return deadline.is_none_or(|deadline| end <= deadline).then(|| self.instant(index + 1 - run));
            }
        }
        None
    }

    /// The free half hours, joined into ranges.
    pub fn ranges(&self) -> TimeRanges {
        (0..HALF_HOURS)
            .filter(|index| self.bit(*index))
            .map(|index| TimeRange { from: self.instant(index), until: self.instant(index + 1) })
            .collect()
    }

    fn open(&mut self, range: &TimeRange) {
        let first = (range.from - self.start).num_seconds();
        let last = (range.until - self.start).num_seconds();
        let from = (first + HALF_HOUR_SECONDS - 1).div_euclid(HALF_HOUR_SECONDS).max(0);
        let until = last.div_euclid(HALF_HOUR_SECONDS).min(HALF_HOURS as i64);
        for index in from..until {
            let index = index as usize;
            self.words[index / 64] |= 1 << (index % 64);
        }
    }

    fn bit(&self, index: usize) -> bool {
        self.words[index / 64] >> (index % 64) & 1 == 1
    }

    fn instant(&self, index: usize) -> DateTime<Utc> {
        self.start + TimeDelta::seconds(index as i64 * HALF_HOUR_SECONDS)
    }
}

impl fmt::Debug for FreeTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FreeTime({} half hours from {:?})", self.half_hours(), self.start)
    }
}

/// `1795000000:` and one hexadecimal word of 64 half hours after another, empty words at the end
/// left out: a page carries thousands of these.
impl Serialize for FreeTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let used = self.words.iter().rposition(|word| *word != 0).map_or(0, |last| last + 1);
        let mut text = self.start.timestamp().to_string();
        for word in &self.words[..used] {
            text.push(if text.contains(':') { '.' } else { ':' });
            text.push_str(&format!("{word:x}"));
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for FreeTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (start, words) = text.split_once(':').unwrap_or((&text, ""));
        let start = start.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        let mut time = Self::none(start.ok_or_else(|| de::Error::custom("free time needs a start"))?);
        for (index, word) in words.split('.').filter(|word| !word.is_empty()).enumerate() {
            let place = time.words.get_mut(index);
            let place = place.ok_or_else(|| de::Error::custom("free time ends after 28 days"))?;
            *place = u64::from_str_radix(word, 16).map_err(de::Error::custom)?;
        }
        Ok(time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn start() -> DateTime<Utc> {
        "2026-11-23T00:00:00Z".parse().unwrap()
    }

    fn at(minute: i64) -> DateTime<Utc> {
        start() + TimeDelta::minutes(minute)
    }

    prop_compose! {
        fn any_ranges()(pairs in prop::collection::vec((-600i64..45_000, 1i64..600), 0..12)) -> TimeRanges {
            pairs.into_iter().filter_map(|(from, len)| TimeRange::new(at(from), at(from + len))).collect()
        }
    }

    proptest! {
        #[test]
        fn what_is_free_was_open_for_its_whole_half_hour(open in any_ranges()) {
            let free = FreeTime::from_ranges(start(), &open);

            for range in free.ranges().as_slice() {
                prop_assert!(open.covers(range));
            }
        }

        #[test]
        fn sharing_is_the_intersection_of_both(a in any_ranges(), b in any_ranges()) {
            let (a, b) = (FreeTime::from_ranges(start(), &a), FreeTime::from_ranges(start(), &b));

            let shared = a.shared_with(&b);

            prop_assert_eq!(shared.ranges(), a.ranges().intersection(&b.ranges()));
            prop_assert_eq!(shared, b.shared_with(&a));
        }

        #[test]
        fn what_begins_before_an_instant_is_gone_and_nothing_else(open in any_ranges(), minutes in -3_000i64..45_000) {
            let (free, earliest) = (FreeTime::from_ranges(start(), &open), at(minutes));

            let left = free.not_before(earliest);

            for index in 0..HALF_HOURS {
                prop_assert_eq!(left.bit(index), free.bit(index) && free.instant(index) >= earliest, "{}", index);
            }
        }

        #[test]
        fn free_time_survives_the_wire(open in any_ranges()) {
            let free = FreeTime::from_ranges(start(), &open);

            let text = serde_json::to_string(&free).unwrap();

            prop_assert_eq!(serde_json::from_str::<FreeTime>(&text).unwrap(), free);
        }

        #[test]
        fn the_soonest_hour_is_free_and_nothing_earlier_is(open in any_ranges()) {
            let free = FreeTime::from_ranges(start(), &open);
            let fits = |from: DateTime<Utc>| {
                free.ranges().covers(&TimeRange { from, until: from + TimeDelta::hours(1) })
            };

            let soonest = free.soonest(2, None);

            let expected = (0..HALF_HOURS as i64).map(|half| at(half * 30)).find(|from| fits(*from));
            prop_assert_eq!(soonest, expected);
        }
    }

    proptest! {
        #[test]
        fn bits_on_another_grid_are_the_same_instants(open in any_ranges(), shift in -1_400i64..1_400) {
            let free = FreeTime::from_ranges(start(), &open);
            let moved = FreeTime { start: at(shift * 30), words: free.words_from(at(shift * 30)) };

            prop_assert_eq!(moved, FreeTime::from_ranges(at(shift * 30), &free.ranges()));
        }
    }

    #[test]
    fn the_start_is_rounded_up_to_a_half_hour() {
        assert_eq!(FreeTime::none(at(1)).start(), at(30));
        assert_eq!(FreeTime::none(at(30)).start(), at(30));
    }

    #[test]
    fn free_time_with_another_start_is_lined_up() {
        let open = TimeRanges::from(TimeRange { from: at(60), until: at(180) });
        let early = FreeTime::from_ranges(at(0), &open);
        let late = FreeTime::from_ranges(at(90), &open);

        assert_eq!(early.shared_with(&late).soonest(1, None), Some(at(90)));
        assert_eq!(late.shared_with(&early).soonest(1, None), Some(at(90)));
    }

    #[test]
    fn a_deadline_cuts_what_ends_after_it() {
        let free = FreeTime::from_ranges(start(), &TimeRange { from: at(60), until: at(120) }.into());

        assert_eq!(free.soonest(2, Some(at(120))), Some(at(60)));
        assert_eq!(free.soonest(2, Some(at(119))), None);
    }
}
