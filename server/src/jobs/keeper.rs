//! Keeps the engine of a process running: one that fails is reported and started again, later and later.

use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Engine;
use crate::app::App;

const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Runs jobs until told to stop, whatever becomes of one engine. The error is that of an engine that did not stop well.
pub async fn keep_running(app: App, stop: watch::Receiver<bool>) -> anyhow::Result<()> {
    let run = |stop| {
        let app = app.clone();
        async move { Engine::new(app).await?.run(stop).await }
    };
    keep(stop, FIRST_WAIT, run).await
}

/// Starts `run` again each time it ends before it was told to.
async fn keep<R>(
    mut stop: watch::Receiver<bool>,
    first_wait: Duration,
    run: impl Fn(watch::Receiver<bool>) -> R,
) -> anyhow::Result<()>
where
    R: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let mut wait = first_wait;
    loop {
        let began = Instant::now();
        #[expect(clippy::disallowed_methods, reason = "a panic must end the engine and not its keeper")]
        let ended = tokio::spawn(run(stop.clone())).await;
        let ended = ended.unwrap_or_else(|panic| Err(panic.into()));
        if *stop.borrow() {
            return ended;
        }
        let why =
            ended.err().map_or_else(|| "it ended without being asked to".to_owned(), |cause| format!("{cause:#}"));
        if began.elapsed() > LONGEST_WAIT {
            wait = first_wait;
        }
        tracing::error!(error = why, wait_ms = wait.as_millis(), "the job engine failed; it is started again");
        tokio::select! {
            () = tokio::time::sleep(wait) => wait = (wait * 2).min(LONGEST_WAIT),
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn an_engine_that_fails_panics_or_gives_up_is_started_again_until_it_is_told_to_stop() {
        let (stop, stopped) = watch::channel(false);
        let stop = Arc::new(stop);
        let starts = Arc::new(AtomicU32::new(0));

        let kept = keep(stopped, Duration::from_millis(1), {
            let starts = starts.clone();
            move |_| {
                let (stop, start) = (stop.clone(), starts.fetch_add(1, Ordering::SeqCst));
                async move {
                    match start {
                        0 => anyhow::bail!("no connection"),
                        1 => panic!("a bug"),
                        2 => Ok(()),
                        _ => {
                            stop.send(true)?;
                            Ok(())
                        }
                    }
                }
            }
        })
        .await;

        assert!(kept.is_ok());
        assert_eq!(starts.load(Ordering::SeqCst), 4);
    }

    #[tokio::test]
    async fn nobody_waits_for_an_engine_that_does_not_come_back() {
        let (stop, stopped) = watch::channel(false);
        let failures = Arc::new(AtomicU32::new(0));
        let keeping = keep(stopped, Duration::from_secs(3_600), {
            let failures = failures.clone();
            move |_| {
                failures.fetch_add(1, Ordering::SeqCst);
                async { anyhow::bail!("no connection") }
            }
        });
        let stopping = async {
            while failures.load(Ordering::SeqCst) == 0 {
                tokio::task::yield_now().await;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            stop.send(true)
        };

        let (kept, sent) = tokio::join!(keeping, stopping);

        assert!(sent.is_ok() && kept.is_ok());
    }
}
