//! Learning without being asked: each night, and when somebody wants to see it now.

use chrono::{DateTime, Days, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::look;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::{self, Job, NewJob};

/// By the clock of UTC: after the nightly matching and the plan.
const NIGHT: NaiveTime = match NaiveTime::from_hms_opt(5, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Learns from what was asked, answered and graded.
#[derive(Debug, Serialize, Deserialize)]
pub struct LearnWeights {
    pub at: DateTime<Utc>,
    /// Learns the next night, too.
    pub nightly: bool,
}

impl LearnWeights {
    pub(super) fn by_hand(now: DateTime<Utc>) -> Self {
        Self { at: now, nightly: false }
    }
}

impl Job for LearnWeights {
    const KIND: &'static str = "learn_weights";
    const QUEUE: &'static str = "matching";

    fn key(&self) -> String {
        // Pressed twice within a second it is one look.
        if self.nightly { format!("night/{}", self.at.date_naive()) } else { self.at.timestamp().to_string() }
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        look(&mut tx, ctx).await?;
        if self.nightly {
            let tomorrow = ctx.now().date_naive() + Days::new(1);
            let next = Self { at: tomorrow.and_time(NIGHT).and_utc(), nightly: true };
            jobs::enqueue(&mut tx, ctx, &next, next.at).await?;
        }
        tx.commit().await
    }
}

/// The first sign-in of a day begins the nights of a company; every other one finds it done.
pub fn from_today(now: DateTime<Utc>) -> Result<NewJob> {
    let today = now.date_naive().and_time(NaiveTime::MIN).and_utc();
    NewJob::of(&LearnWeights { at: today, nightly: true }, now)
}
