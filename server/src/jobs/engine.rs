//! The engine: graphile_worker claims jobs with `for update skip locked`, backs off and recovers
//! what a killed process left behind.

use std::time::Duration;

use anyhow::Context;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, Worker, WorkerContext, WorkerOptions, WorkerRecoveryConfig};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::runner::{self, Ended};
use super::{Carried, relay};
use crate::app::App;

/// The engine of one process and its relay.
pub struct Engine {
    worker: Worker,
    app: App,
}

#[derive(Serialize, Deserialize)]
struct RunJob(Carried);

impl TaskHandler for RunJob {
    const IDENTIFIER: &'static str = "run_job";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let app =
            context.get_ext::<Shared>().ok_or_else(|| "the engine was built without its app".to_owned())?.0.clone();
        let (company, job) = self.0.ids();
        match runner::attempt(&app, company, job).await {
            Ok(Ended::Finished) => Ok(()),
            Ok(Ended::Retry(why)) => Err(why),
            Err(error) => Err(error.to_string()),
        }
    }
}

#[derive(Clone)]
struct Shared(App);

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shared")
    }
}

/// Brings the engine's own schema up to date, without running it.
pub async fn install(worker_url: &str) -> anyhow::Result<()> {
    let worker =
        WorkerOptions::default().schema("graphile_worker").database_url(worker_url).max_pg_conn(1).init().await;
    worker.map(drop).context("installing the job engine")
}

impl Engine {
    /// Connects and brings the engine's own schema up to date.
    pub async fn new(app: App) -> anyhow::Result<Self> {
        let worker = WorkerOptions::default()
            .concurrency(4)
            .schema("graphile_worker")
            .poll_interval(Duration::from_secs(1))
            .listen_os_shutdown_signals(false)
            // A job whose process was killed is free again within a minute.
            .worker_recovery(WorkerRecoveryConfig::default())
            .heartbeat_interval(Duration::from_secs(10))
            .sweep_interval(Duration::from_secs(15))
            .sweep_threshold(Duration::from_secs(45))
            .recovery_delay(Duration::from_secs(1))
            .add_extension(Shared(app.clone()))
            .define_job::<RunJob>()
            .pg_pool(app.pools().worker.clone())
            .init()
            .await
            .context("starting the job engine")?;
        Ok(Self { worker, app })
    }

    /// Relays and runs jobs until told to stop; jobs that run are finished first.
    pub async fn run(self, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let relay = async {
            loop {
                let busy = relay::pass(&self.app).await.unwrap_or_else(|error| {
                    tracing::error!(error = %error, "the relay failed; it tries again");
                    false
                });
                if !busy {
                    tokio::time::sleep(Duration::from_millis(250)).await;
                }
            }
        };
        // Whichever comes first: a worker that fails must not wait for somebody to stop it.
        let working = async {
            let mut working = std::pin::pin!(self.worker.run());
            let told = async {
                let _ = stop.wait_for(|stop| *stop).await;
            };
            tokio::select! {
                finished = &mut working => finished,
                () = told => {
                    self.worker.request_shutdown();
                    working.await
                }
            }
        };
        tokio::select! {
            () = relay => Ok(()),
            finished = working => finished.context("the job engine"),
        }
    }
}
