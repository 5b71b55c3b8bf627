//! Looking for duplicates without being asked: soon after a change, and each night.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::search::{Pace, look};
use super::store::search::is_larger;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::{self, Job, NewJob};

/// By the clock of UTC: after the nightly matching and planning.
const NIGHT: NaiveTime = match NaiveTime::from_hms_opt(4, 45, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};
/// Changes within this time are looked at together.
const TOGETHER_SECONDS: i64 = 300;

/// With more records of a kind than these, a change waits for the night: all of them take minutes.
pub(super) const LARGE: i64 = 50_000;

/// Compares the records of a company. One for each few minutes in which something changed, and one for each night.
#[derive(Debug, Serialize, Deserialize)]
pub struct LookForDuplicates {
    pub at: DateTime<Utc>,
    /// Looks again the next night.
    pub nightly: bool,
    /// Nobody waits for it.
    #[serde(default)]
    pub can_wait: bool,
}

impl Job for LookForDuplicates {
    const KIND: &'static str = "look_for_duplicates";
    const QUEUE: &'static str = "records";

    fn key(&self) -> String {
        if self.nightly { format!("night/{}", self.at.date_naive()) } else { self.at.timestamp().to_string() }
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        if self.nightly {
            let tomorrow = ctx.now().date_naive() + Days::new(1);
            let next = Self { at: tomorrow.and_time(NIGHT).and_utc(), ..self };
            jobs::enqueue(&mut tx, ctx, &next, next.at).await?;
        }
        let waits = self.can_wait && is_larger(&mut tx, LARGE).await?;
        tx.commit().await?;
        if waits { Ok(()) } else { look(ctx, &self.key(), Pace::USUAL, &mut |_| Ok(())).await }
    }
}

/// After a change of something that is compared.
pub fn after_change(now: DateTime<Utc>) -> Result<NewJob> {
    let into = now.timestamp().rem_euclid(TOGETHER_SECONDS);
    let at = now + TimeDelta::seconds(TOGETHER_SECONDS - into);
    NewJob::of(&LookForDuplicates { at, nightly: false, can_wait: true }, at)
}

/// After a merge was taken back: the pair is there again at once, unless the company is so large that it waits for the
/// night.
pub fn after_undo(now: DateTime<Utc>) -> Result<NewJob> {
    NewJob::of(&LookForDuplicates { at: now, nightly: false, can_wait: true }, now)
}

/// After many records came at once: somebody waits for it.
pub fn after_import(now: DateTime<Utc>) -> Result<NewJob> {
    NewJob::of(&LookForDuplicates { at: now, nightly: false, can_wait: false }, now)
}

/// The first sign-in of a day begins the nights of a company; every other one finds it done.
pub fn from_today(now: DateTime<Utc>) -> Result<NewJob> {
    let today = now.date_naive().and_time(NaiveTime::MIN).and_utc();
    NewJob::of(&LookForDuplicates { at: today, nightly: true, can_wait: false }, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_that_come_together_are_one_job_and_later_ones_another() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let key = |text: &str| after_change(at(text)).unwrap().key;

        assert_eq!(key("2026-11-19T10:20:03Z"), key("2026-11-19T10:24:59Z"));
        assert_ne!(key("2026-11-19T10:24:59Z"), key("2026-11-19T10:25:00Z"));
        assert_eq!(after_change(at("2026-11-19T10:24:03Z")).unwrap().run_at, at("2026-11-19T10:25:00Z"));
    }
}
