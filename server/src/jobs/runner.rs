//! Runs one job of one company and notes how it ended.

use domain::ids::{CompanyId, JobId};
use domain::jobs::JobState;

use super::{registry, store};
use crate::app::App;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Error, Result};

/// How an attempt ended, for the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Done, dead, or not needed any more: the engine may forget it.
    Finished,
    /// To be tried again after the engine's back-off.
    Retry(String),
}

/// One attempt. A job that was killed in the middle is found `running` and starts again.
pub async fn attempt(app: &App, company: CompanyId, job: JobId) -> Result<Ended> {
    let mut tx = Tx::begin_system(&app.pools().worker, "start a job").await?;
    let started = store::start(&mut tx, company, job).await?;
    tx.commit().await?;
    let Some(started) = started else { return Ok(Ended::Finished) };

    let ctx = Ctx::for_job(app.clone(), company);
    let outcome = Box::pin(registry::run(&ctx, &started.kind, started.body)).await;

    let (state, error) = match outcome {
        Ok(()) => (JobState::Done, None),
        Err(error) => {
            let text = shown(&error);
            let last = started.attempts >= started.max_attempts;
            tracing::warn!(job.id = %job, job.kind = started.kind, company.id = %company, attempt = started.attempts, last, error = %text, "a job failed");
            (if last { JobState::Dead } else { JobState::Retrying }, Some(text))
        }
    };
    let mut tx = Tx::begin_system(&app.pools().worker, "end a job").await?;
    store::end(&mut tx, company, job, state, error.as_deref(), app.now()).await?;
    tx.commit().await?;
    Ok(match (state, error) {
        (JobState::Retrying, Some(text)) => Ended::Retry(text),
        _ => Ended::Finished,
    })
}

/// The cause as the page of dead letters shows it, cut to a readable length.
fn shown(error: &Error) -> String {
    error.to_string().chars().take(500).collect()
}

/// Relays and runs everything that is due, here and now, without the engine: for tests and the seed.
/// Returns how many attempts were made.
pub async fn run_due(app: &App) -> Result<usize> {
    let mut attempts = 0;
    loop {
        super::relay::to_jobs(app).await?;
        let mut tx = Tx::begin_system(&app.pools().worker, "list due jobs").await?;
        let due = store::due(&mut tx, app.now()).await?;
        tx.commit().await?;
        if due.is_empty() {
            return Ok(attempts);
        }
        for (company, job) in due {
            attempt(app, company, job).await?;
            attempts += 1;
        }
    }
}
