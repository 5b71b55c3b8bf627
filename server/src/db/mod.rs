//! Postgres: the pools, the one door to a transaction, the gate that checks tenancy, paging,
//! and whether rows kept in memory are still true.

pub mod embedded;
pub mod freshness;
mod gate;
mod migrate;
pub mod paging;
mod tx;

pub use gate::{Finding, check as check_gate};
#[cfg(feature = "testing")]
pub(crate) use migrate::migrations;
pub use migrate::{is_current, migrate};
pub use tx::Tx;

use std::str::FromStr;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

/// The pools of a running server. The raw pools stay inside this crate: use `ctx.begin()`.
#[derive(Clone, Debug)]
pub struct Pools {
    pub(crate) app: PgPool,
    pub(crate) worker: PgPool,
}

impl Pools {
    /// Connects lazily, so that a start does not wait for connections it does not need yet.
    pub fn connect(app_url: &str, worker_url: &str) -> anyhow::Result<Self> {
        Ok(Self { app: pool(app_url, 16)?, worker: pool(worker_url, 6)? })
    }

    /// Waits for the connections in use and closes all.
    pub async fn close(&self) {
        tokio::join!(self.app.close(), self.worker.close());
    }
}

fn pool(url: &str, size: u32) -> anyhow::Result<PgPool> {
    let options = PgConnectOptions::from_str(url)?.application_name("peerchamps").options([
        ("statement_timeout", "30s"),
        ("idle_in_transaction_session_timeout", "60s"),
        ("timezone", "UTC"),
        // Every statement reads a page or less. Compiling it costs more than it saves: 1.7 of 1.9 s, measured on a list.
        ("jit", "off"),
    ]);
    Ok(PgPoolOptions::new().max_connections(size).acquire_timeout(Duration::from_secs(10)).connect_lazy_with(options))
}
