//! Planning without being asked: soon after a change, and each night.

use chrono::{DateTime, Days, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::{make, soon};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::{self, Job, NewJob};

/// By the clock of UTC: after the nightly matching, before Europe begins to work.
const NIGHT: NaiveTime = match NaiveTime::from_hms_opt(4, 30, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Plans the book of a company. One for each minute in which something changed, and one for each night.
#[derive(Debug, Serialize, Deserialize)]
pub struct MakePlan {
    pub at: DateTime<Utc>,
    /// Plans the next night too.
    pub nightly: bool,
}

impl Job for MakePlan {
    const KIND: &'static str = "make_plan";
    const QUEUE: &'static str = "matching";

    fn key(&self) -> String {
        if self.nightly { format!("night/{}", self.at.date_naive()) } else { self.at.timestamp().to_string() }
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        make(&mut tx, ctx).await?;
        if self.nightly {
            let tomorrow = ctx.now().date_naive() + Days::new(1);
            let next = Self { at: tomorrow.and_time(NIGHT).and_utc(), nightly: true };
            jobs::enqueue(&mut tx, ctx, &next, next.at).await?;
        }
        tx.commit().await
    }
}

/// After a change of something the plan rests on.
pub fn after_change(now: DateTime<Utc>) -> Result<NewJob> {
    let at = soon(now);
    NewJob::of(&MakePlan { at, nightly: false }, at)
}

/// The first sign-in of a day begins the nights of a company; every other one finds it done.
pub fn from_today(now: DateTime<Utc>) -> Result<NewJob> {
    let today = now.date_naive().and_time(NaiveTime::MIN).and_utc();
    NewJob::of(&MakePlan { at: today, nightly: true }, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_one_minute_are_one_job_and_those_of_the_next_another() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let first = after_change(at("2026-11-19T10:24:03Z")).unwrap();
        let same = after_change(at("2026-11-19T10:24:59.5Z")).unwrap();
        let later = after_change(at("2026-11-19T10:25:00Z")).unwrap();

        assert_eq!(first.key, same.key);
        assert_ne!(first.key, later.key);
        assert_eq!(first.run_at, at("2026-11-19T10:25:00Z"));
        assert_eq!(
            from_today(at("2026-11-19T08:00:00Z")).unwrap().key,
            from_today(at("2026-11-19T18:00:00Z")).unwrap().key
        );
    }
}
