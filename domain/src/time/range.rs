//! Half-open ranges of time and sets of them.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// From an instant until just before another. Never empty: [`TimeRange::new`] refuses that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TimeRange {
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl TimeRange {
    /// The range, unless it would be empty or run backwards.
    pub fn new(from: DateTime<Utc>, until: DateTime<Utc>) -> Option<Self> {
        (from < until).then_some(Self { from, until })
    }

    pub fn duration(&self) -> TimeDelta {
        self.until - self.from
    }

    pub fn contains(&self, instant: DateTime<Utc>) -> bool {
        self.from <= instant && instant < self.until
    }

    pub fn covers(&self, other: &Self) -> bool {
        self.from <= other.from && other.until <= self.until
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.from < other.until && other.from < self.until
    }

    pub fn intersection(&self, other: &Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.until.min(other.until))
    }

    /// The range with room before and after it.
    pub fn widened(&self, by: TimeDelta) -> Self {
        Self { from: self.from - by, until: self.until + by }
    }
}

/// A set of instants as sorted ranges that neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeRanges(Vec<TimeRange>);

impl TimeRanges {
    pub fn as_slice(&self) -> &[TimeRange] {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn contains(&self, instant: DateTime<Utc>) -> bool {
        self.0.iter().any(|range| range.contains(instant))
    }

    /// Whether one uninterrupted range covers all of `wanted`.
    pub fn covers(&self, wanted: &TimeRange) -> bool {
        self.0.iter().any(|range| range.covers(wanted))
    }

    pub fn union(&self, other: &Self) -> Self {
        self.0.iter().chain(&other.0).copied().collect()
    }

    pub fn intersection(&self, other: &Self) -> Self {
        let (mut left, mut right, mut shared) = (0, 0, Vec::new());
        while let (Some(a), Some(b)) = (self.0.get(left), other.0.get(right)) {
            shared.extend(a.intersection(b));
            if a.until <= b.until {
                left += 1;
            } else {
                right += 1;
            }
        }
        shared.into_iter().collect()
    }

    pub fn minus(&self, other: &Self) -> Self {
        let mut kept = Vec::with_capacity(self.0.len() + other.0.len());
        for range in &self.0 {
            let mut from = range.from;
            for taken in other.0.iter().filter(|taken| taken.overlaps(range)) {
                kept.extend(TimeRange::new(from, taken.from));
                from = taken.until;
            }
            kept.extend(TimeRange::new(from, range.until));
        }
        Self(kept)
    }
}

impl FromIterator<TimeRange> for TimeRanges {
    fn from_iter<I: IntoIterator<Item = TimeRange>>(ranges: I) -> Self {
        let mut sorted: Vec<TimeRange> = ranges.into_iter().collect();
        sorted.sort_unstable();
        let mut joined: Vec<TimeRange> = Vec::with_capacity(sorted.len());
        for range in sorted {
            match joined.last_mut() {
                Some(last) if range.from <= last.until => last.until = last.until.max(range.until),
                _ => joined.push(range),
            }
        }
        Self(joined)
    }
}

impl From<TimeRange> for TimeRanges {
    fn from(range: TimeRange) -> Self {
        Self(vec![range])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + minute * 60, 0).unwrap()
    }

    prop_compose! {
        fn any_ranges()(pairs in prop::collection::vec((0i64..600, 1i64..90), 0..8)) -> TimeRanges {
            pairs.into_iter().filter_map(|(from, len)| TimeRange::new(at(from), at(from + len))).collect()
        }
    }

    fn minutes(ranges: &TimeRanges) -> Vec<bool> {
        (0..700).map(|minute| ranges.contains(at(minute))).collect()
    }

    proptest! {
        #[test]
        fn the_operations_agree_with_sets_of_minutes(a in any_ranges(), b in any_ranges()) {
            let (in_a, in_b) = (minutes(&a), minutes(&b));

            let each = |decide: fn(bool, bool) -> bool| -> Vec<bool> {
                in_a.iter().zip(&in_b).map(|(a, b)| decide(*a, *b)).collect()
            };

            prop_assert_eq!(minutes(&a.union(&b)), each(|a, b| a || b));
            prop_assert_eq!(minutes(&a.intersection(&b)), each(|a, b| a && b));
            prop_assert_eq!(minutes(&a.minus(&b)), each(|a, b| a && !b));
        }

        #[test]
        fn the_laws_of_set_algebra_hold(a in any_ranges(), b in any_ranges(), c in any_ranges()) {
            prop_assert_eq!(a.union(&b), b.union(&a));
            prop_assert_eq!(a.intersection(&b), b.intersection(&a));
            prop_assert_eq!(a.union(&a), a.clone());
            prop_assert_eq!(a.intersection(&a), a.clone());
            prop_assert!(a.minus(&a).is_empty());
            prop_assert!(a.minus(&b).intersection(&b).is_empty());
            prop_assert_eq!(a.minus(&b).union(&a.intersection(&b)), a.clone());
            prop_assert_eq!(a.minus(&b).minus(&c), a.minus(&b.union(&c)));
            prop_assert_eq!(
                a.intersection(&b.union(&c)),
                a.intersection(&b).union(&a.intersection(&c))
            );
        }

        #[test]
        fn the_ranges_of_a_set_are_sorted_and_apart(a in any_ranges(), b in any_ranges()) {
            for set in [a.union(&b), a.minus(&b), a.intersection(&b)] {
                for pair in set.as_slice().windows(2) {
                    prop_assert!(pair[0].until < pair[1].from);
                }
            }
        }
    }

    #[test]
    fn a_range_is_never_empty_or_backwards() {
        assert_eq!(TimeRange::new(at(1), at(1)), None);
        assert_eq!(TimeRange::new(at(2), at(1)), None);
    }
}
