//! Work outside a request: mail, reminders, imports.
//!
//! A job is a row of `jobs` written in the commit of its cause; that row is the truth about its
//! attempts and its end, and what the page of dead letters shows and replays. The relay (`relay`)
//! turns outbox events into such rows and hands rows to the engine (graphile_worker), which only
//! carries two ids and knows when to try again. An event that cannot be read becomes a job of its own. Jobs run at least once: each re-reads the state it
//! acts on and may run twice.

mod engine;
mod keeper;
mod registry;
mod relay;
mod runner;
mod store;

pub use engine::{Engine, install as install_engine};
pub use keeper::keep_running;
pub use relay::pass as relay_pass;
pub use runner::run_due;

use chrono::{DateTime, Utc};
use domain::accounts::Permission;
use domain::ids::{CompanyId, JobId};
use domain::jobs::JobList;
use domain::problem::Problem;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// One kind of work. Fields are ids only, never names or text.
pub trait Job: Serialize + DeserializeOwned + Send {
    /// Stable name, stored.
    const KIND: &'static str;
    /// Groups kinds for people: `mail_out`, `reminders`, `imports`.
    const QUEUE: &'static str;
    /// After so many failures the job is a dead letter.
    const MAX_ATTEMPTS: i32 = 8;

    /// The same work has the same key, so that it exists once.
    fn key(&self) -> String;

    /// Does it, for the company of `ctx`.
    fn run(self, ctx: &Ctx) -> impl Future<Output = Result<()>> + Send;
}

/// A job to be written.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub(crate) kind: &'static str,
    pub(crate) queue: &'static str,
    pub(crate) key: String,
    pub(crate) body: serde_json::Value,
    pub(crate) max_attempts: i32,
    pub(crate) run_at: DateTime<Utc>,
}

impl NewJob {
    pub fn of<J: Job>(job: &J, run_at: DateTime<Utc>) -> Result<Self> {
        Ok(Self {
            kind: J::KIND,
            queue: J::QUEUE,
            key: job.key(),
            body: serde_json::to_value(job)?,
            max_attempts: J::MAX_ATTEMPTS,
            run_at,
        })
    }
}

/// Writes a job in this commit, to run now or later. The same key twice is one job.
pub async fn enqueue<J: Job>(tx: &mut Tx, ctx: &Ctx, job: &J, run_at: DateTime<Utc>) -> Result<()> {
    store::insert(tx, ctx.company(), &NewJob::of(job, run_at)?).await
}

/// The page of background work: what waits, what failed for good, newest first.
pub async fn list(ctx: &Ctx, state: Option<domain::jobs::JobState>) -> Result<JobList> {
    ctx.allow(Permission::ManageCompany)?;
    let mut tx = ctx.begin().await?;
    store::list(&mut tx, state, ctx.now()).await
}

/// Runs a dead letter again from its first attempt.
pub async fn replay(ctx: &Ctx, job: JobId) -> Result<()> {
    ctx.allow(Permission::ManageCompany)?;
    let mut tx = ctx.begin().await?;
    let state = store::lock_state(&mut tx, job).await?.ok_or(Problem::NotFound)?;
    if state != domain::jobs::JobState::Dead {
        return Err(Problem::refused("not_dead", "Only work that failed for good can be run again. This one was not: it may have been replayed a moment ago.").into());
    }
    store::replay(&mut tx, job, ctx.user(), ctx.now()).await?;
    crate::events::record(&mut tx, ctx, domain::event::Event::JobReplayed { job }).await?;
    tx.commit().await
}

/// What the engine carries.
#[derive(Clone, Debug, Serialize, serde::Deserialize)]
struct Carried {
    company: Uuid,
    job: Uuid,
}

impl Carried {
    fn ids(&self) -> (CompanyId, JobId) {
        (CompanyId(self.company), JobId(self.job))
    }
}
