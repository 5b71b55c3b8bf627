//! The days of a run, and where a shared time may lie.

use super::index::{Index, day_number};
use super::need::{DEFAULT_HORIZON_DAYS, Need};
use crate::time::WORDS;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};

/// Days of the run as numbers. Months and quarters are those of UTC, as in the touch ledger's own
/// check at the moment of asking.
pub(super) struct Calendar {
    pub today: u16,
    /// First day and the day after the last.
    pub month: (u16, u16),
    pub quarter: (u16, u16),
}

/// Where on the grid a shared time may lie.
pub(super) struct Window {
    /// The first half hour that starts now or later.
    pub from: usize,
    /// The half hour after the last.
    pub until: usize,
    pub until_day: NaiveDate,
    pub open: [u64; WORDS],
    half_hours: u32,
    grid: DateTime<Utc>,
    /// Whether the activity needs a shared time at all and the grid still covers it.
    pub matters: bool,
    /// How early each half hour is, in ten-thousandths: from the whole now to nothing at the end.
    pub earliness: Vec<u16>,
}

impl Calendar {
    pub fn of(today: NaiveDate) -> Self {
        let month = today.with_day(1).unwrap_or(today);
        let quarter = month.with_month0(month.month0() / 3 * 3).unwrap_or(month);
        let after =
            |first: NaiveDate, months| first.checked_add_months(Months::new(months)).map_or(u16::MAX, day_number);
        Self {
            today: day_number(today),
            month: (day_number(month), after(month, 1)),
            quarter: (day_number(quarter), after(quarter, 3)),
        }
    }
}

impl Window {
    pub fn of(index: &Index, need: &Need, now: DateTime<Utc>) -> Self {
        let today = now.date_naive();
        // A date that has passed cannot be met; looking two weeks ahead still helps.
        let until_day = need
            .needed_by
            .filter(|day| *day >= today)
            .or_else(|| today.checked_add_days(Days::new(DEFAULT_HORIZON_DAYS.into())))
            .unwrap_or(today);
        let end = until_day.succ_opt().unwrap_or(until_day).and_time(chrono::NaiveTime::MIN).and_utc();
        // Rounded up to the next half hour, and kept on the grid.
        let on_grid = |at: DateTime<Utc>| {
            let half_hours = ((at - index.grid).num_seconds() + 1_799).div_euclid(1_800);
            usize::try_from(half_hours).unwrap_or(0).min(WORDS * 64)
        };
        let (from, until) = (on_grid(now), on_grid(end));
        let mut open = need.open_hours.as_ref().map_or([u64::MAX; WORDS], |hours| hours.words_from(index.grid));
        for (at, word) in open.iter_mut().enumerate() {
            *word &= below(until.saturating_sub(at * 64));
        }
        let span = until.saturating_sub(from);
        let earliness = (0..=until)
            .map(|at| match until - at.max(from).min(until) {
                #[expect(clippy::cast_possible_truncation, reason = "at most 10,000")]
                left if span > 0 => ((left * 10_000 + span / 2) / span) as u16,
                _ => 0,
            })
            .collect();
        Self {
            earliness,
            from,
            until,
            until_day,
            open,
            half_hours: u32::from(need.half_hours.clamp(1, 48)),
            grid: index.grid,
            matters: need.activity.needs_a_shared_time() && from < until,
        }
    }

    /// The instant of a half hour on the grid.
    pub fn instant(&self, half_hour: usize) -> Option<DateTime<Utc>> {
        let minutes = i64::try_from(half_hour).ok()? * 30;
        self.grid.checked_add_signed(TimeDelta::minutes(minutes))
    }

    /// The half hour on the grid that an instant lies in.
    pub fn half_hour(&self, at: DateTime<Utc>) -> usize {
        usize::try_from((at - self.grid).num_minutes().div_euclid(30)).unwrap_or(0)
    }

    /// The first shared stretch long enough that starts after the notice.
    #[inline]
    pub fn soonest(&self, free: impl Fn(usize) -> u64, notice: u16) -> Option<usize> {
        let first = self.from + usize::from(notice);
        let mut word = first / 64;
        let mut keep = !below(first % 64);
        while word < WORDS && word * 64 < self.until {
            let mut shared = free(word) & self.open[word] & keep;
            if self.half_hours > 1 && shared != 0 {
                let next = self.open.get(word + 1).map_or(0, |open| free(word + 1) & open);
                let wide = u128::from(next) << 64 | u128::from(shared);
                let mut starts = wide;
                for step in 1..self.half_hours {
                    starts &= wide >> step;
                }
                #[expect(clippy::cast_possible_truncation, reason = "the lower word is meant")]
                {
                    shared = starts as u64;
                }
            }
            if shared != 0 {
                return Some(word * 64 + shared.trailing_zeros() as usize);
            }
            keep = u64::MAX;
            word += 1;
        }
        None
    }
}

/// The lowest `count` bits.
const fn below(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}
