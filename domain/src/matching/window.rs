//! The days of a run, and where a shared time may lie.

use super::factor::Value;
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

/// Half hours of a grid.
const HALF_HOURS: usize = WORDS * 64;

/// The earliest shared time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot(u16);

#[expect(clippy::cast_possible_truncation, reason = "a grid has some thousand half hours")]
impl Slot {
    /// Hours are known and nothing is shared before the date.
    pub const NEVER: Self = Self(HALF_HOURS as u16);
    /// Not asked for, or no hours known.
    pub const UNKNOWN: Self = Self(HALF_HOURS as u16 + 1);
    const COUNT: usize = HALF_HOURS + 2;

    const fn at(half_hour: usize) -> Self {
        Self(half_hour as u16)
    }

    /// The half hour on the grid.
    pub fn half_hour(self) -> Option<usize> {
        Some(usize::from(self.0)).filter(|at| *at < HALF_HOURS)
    }
}

/// Where on the grid a shared time may lie.
pub(super) struct Window {
    /// The first half hour that starts now or later.
    pub from: usize,
    pub until_day: NaiveDate,
    /// When the prospect can talk before the date, and a word of nothing.
    pub open: [u64; WORDS + 1],
    /// The half hour after the last.
    until: usize,
    half_hours: u32,
    grid: DateTime<Utc>,
    /// Whether the activity needs a shared time at all and the grid still covers it.
    pub matters: bool,
    /// How early each slot is: in a straight line from now (whole) to the end of the last day (nothing).
    earliness: [Value; Slot::COUNT],
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
        let theirs = need.open_hours.as_ref().map_or([u64::MAX; WORDS], |hours| hours.words_from(index.grid));
        let mut open = [0; WORDS + 1];
        for (at, (word, theirs)) in open.iter_mut().zip(theirs).enumerate() {
            *word = theirs & below(until.saturating_sub(at * 64));
        }
        let span = until.saturating_sub(from);
        let earliness = std::array::from_fn(|at| match until.saturating_sub(at.max(from)) {
            _ if Slot::at(at) == Slot::UNKNOWN => Value::UNKNOWN,
            #[expect(clippy::cast_possible_truncation, reason = "at most 10,000")]
            left if span > 0 => Value::of(((left * 10_000 + span / 2) / span) as u16),
            _ => Value::NONE,
        });
        Self {
            earliness,
            from,
            until_day,
            open,
            until,
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

    #[inline]
    pub fn earliness(&self, slot: Slot) -> Value {
        self.earliness.get(usize::from(slot.0)).copied().unwrap_or(Value::UNKNOWN)
    }

    /// How early a half hour is, whoever is free.
    pub fn earliness_at(&self, half_hour: usize) -> Value {
        self.earliness(Slot::at(half_hour.min(HALF_HOURS)))
    }

    /// The first shared stretch long enough that starts after the notice of one advocate.
    pub fn soonest(&self, notice: Option<u16>, free: impl Fn(usize) -> u64) -> Slot {
        let Some(notice) = notice.filter(|_| self.matters) else { return Slot::UNKNOWN };
        let words = self.first_word(notice)..self.last_word();
        let mut slots = words.map(|word| self.in_word(word, notice, free(word), free(word + 1)));
        slots.find(|slot| *slot != Slot::NEVER).unwrap_or(Slot::NEVER)
    }

    /// The word of the grid in which somebody's notice ends.
    #[inline]
    pub fn first_word(&self, notice: u16) -> usize {
        (self.from + usize::from(notice)) / 64
    }

    /// The word after the last that lies in the window.
    pub const fn last_word(&self) -> usize {
        self.until.div_ceil(64)
    }

    /// The first stretch that starts in one word of somebody's free half hours; `next` is the word after it.
    #[inline]
    pub fn in_word(&self, word: usize, notice: u16, free: u64, next: u64) -> Slot {
        let Some([open, open_next]) = self.open.get(word..).and_then(|open| open.first_chunk()) else {
            return Slot::NEVER;
        };
        let first = self.from + usize::from(notice);
        let soon = free & open & !below(first.saturating_sub(word * 64));
        let next = next & open_next;
        let mut starts = soon;
        for step in 1..self.half_hours {
            starts &= soon >> step | next << (64 - step);
        }
        if starts == 0 { Slot::NEVER } else { Slot::at(word * 64 + starts.trailing_zeros() as usize) }
    }
}

/// The lowest `count` bits.
const fn below(count: usize) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}
