//! Distances from today, as the data files write them, turned into dates and instants.
//!
//! `-24` is 24 days ago, `+5` in five days; what falls on a weekend moves away from today to a working
//! day. `fri+5` is the first Friday at least five days ahead. `-6m` is six days ago, but never before
//! this month began: it keeps "two of two asks this month" true on the first of a month, too.

use anyhow::{Context, bail};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use domain::time::zones;

/// Today, and the way from it to every other date of the story.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    now: DateTime<Utc>,
}

impl Clock {
    pub fn new(now: DateTime<Utc>) -> Self {
        Self { now }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// The working day a text stands for.
    pub fn day(&self, text: &str) -> anyhow::Result<NaiveDate> {
        if let Some(least) = text.strip_prefix("fri") {
            let mut day = self.plus(number(least)?)?;
            while day.weekday() != Weekday::Fri {
                day = day.succ_opt().context("the calendar ended")?;
            }
            return Ok(day);
        }
        let days = number(text.trim_end_matches('m'))?;
        let mut day = self.plus(days)?;
        while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            day = if days < 0 { day.pred_opt() } else { day.succ_opt() }.context("the calendar ended")?;
        }
        Ok(day)
    }

    /// The calendar day a text stands for, weekends included: renewals, days off.
    pub fn calendar_day(&self, text: &str) -> anyhow::Result<NaiveDate> {
        if text.starts_with("fri") { self.day(text) } else { self.plus(number(text)?) }
    }

    /// A time of that day on the clock of a place. What should lie in the past never lies ahead.
    pub fn at(&self, text: &str, time: NaiveTime, zone: &str) -> anyhow::Result<DateTime<Utc>> {
        let instant = at(self.day(text)?, time, zone)?;
        if !text.starts_with('-') {
            // A call "today" that is already over would be strange: it is tomorrow then.
            return Ok(if instant <= self.now { self.next_working(instant) } else { instant });
        }
        let instant = instant.min(self.now - TimeDelta::minutes(20));
        if !text.ends_with('m') {
            return Ok(instant);
        }
        let month = self.today().with_day(1).context("every month has a first day")?.and_time(NaiveTime::MIN).and_utc();
        Ok(instant.max(month).min(self.now))
    }

    fn next_working(&self, instant: DateTime<Utc>) -> DateTime<Utc> {
        let mut next = instant + Days::new(1);
        while next <= self.now || matches!(next.weekday(), Weekday::Sat | Weekday::Sun) {
            next = next + Days::new(1);
        }
        next
    }

    fn plus(&self, days: i64) -> anyhow::Result<NaiveDate> {
        self.today().checked_add_signed(TimeDelta::days(days)).context("the calendar ended")
    }
}

/// A clock time at a place as an instant; a time skipped in spring is read an hour later.
fn at(day: NaiveDate, time: NaiveTime, zone: &str) -> anyhow::Result<DateTime<Utc>> {
    let zone: Tz = zones::find(zone).with_context(|| format!("{zone:?} is not a time zone"))?;
    let local = day.and_time(time);
    local
        .and_local_timezone(zone)
        .earliest()
        .or_else(|| (local + TimeDelta::hours(1)).and_local_timezone(zone).earliest())
        .map(|instant| instant.to_utc())
        .with_context(|| format!("{local} does not exist in {zone}"))
}

fn number(text: &str) -> anyhow::Result<i64> {
    if !text.starts_with(['+', '-']) {
        bail!("{text:?} is not a distance from today such as +5 or -24");
    }
    text.parse().with_context(|| format!("{text:?} is not a number of days"))
}
