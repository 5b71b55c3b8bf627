//! Everything a running server holds, built once at start.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret as _;
use uuid::Uuid;

use crate::config::Config;
use crate::db::{Pools, Tx};
use crate::error::Result;
use crate::secrets::Secrets;

/// Cheap to clone; one per process (or per test).
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    config: Config,
    pools: Pools,
    secrets: Secrets,
    clock: Box<dyn Clock>,
    shelf: crate::accounts::PasswordShelf,
    matching: crate::matching::Shelf,
    rosters: crate::roster::Shelf,
    streams: crate::progress::Streams,
    storage: crate::storage::Storage,
    model: Option<Arc<dyn crate::ai::LanguageModel>>,
}

/// The one door to the time.
pub trait Clock: Send + Sync {
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one door to the time")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

impl App {
    pub fn new(config: Config, pools: Pools, clock: impl Clock + 'static) -> Self {
        let secrets = Secrets::new(*config.secret_key.expose_secret());
        let storage = crate::storage::Storage::new(config.data_folder.join("files"));
        let model = crate::integrations::language_model(&config);
        let rosters = crate::roster::Shelf::with_room_for(config.list_rows);
        Self(Arc::new(Parts {
            config,
            pools,
            secrets,
            clock: Box::new(clock),
            shelf: Default::default(),
            matching: Default::default(),
            rosters,
            streams: Default::default(),
            storage,
            model,
        }))
    }

    pub fn config(&self) -> &Config {
        &self.0.config
    }

    pub fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// The public address of a path, for links in mail: never taken from the request.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.config.public_url)
    }

    pub(crate) fn pools(&self) -> &Pools {
        &self.0.pools
    }

    pub(crate) fn passwords(&self) -> &crate::accounts::PasswordShelf {
        &self.0.shelf
    }

    /// Candidates that were read before, by company.
    pub(crate) fn matching(&self) -> &crate::matching::Shelf {
        &self.0.matching
    }

    /// Advocates and organisations as they stood when they were read, by company.
    pub(crate) fn rosters(&self) -> &crate::roster::Shelf {
        &self.0.rosters
    }

    /// The streams that are open in this process.
    pub(crate) fn streams(&self) -> &crate::progress::Streams {
        &self.0.streams
    }

    /// Lets go of every stream, before a process that serves stops: otherwise it would wait for them.
    pub fn end_streams(&self) {
        self.0.streams.end_all();
    }

    /// The language model of this installation; nothing without a key.
    pub(crate) fn model(&self) -> Option<&dyn crate::ai::LanguageModel> {
        self.0.model.as_deref()
    }

    /// Where files lie.
    pub(crate) fn storage(&self) -> &crate::storage::Storage {
        &self.0.storage
    }

    /// A transaction that sees no company: for looking things up before the tenant is known, by
    /// the definer functions. The reason is logged.
    pub(crate) async fn begin_system(&self, reason: &'static str) -> Result<Tx> {
        Tx::begin_system(&self.0.pools.app, reason).await
    }

    /// What the catalogue says against tenancy; empty means safe.
    pub async fn check_gate(&self) -> Result<Vec<crate::db::Finding>> {
        let mut findings = crate::db::check_gate(&self.0.pools.app).await?;
        findings.extend(crate::db::check_gate(&self.0.pools.worker).await?);
        findings.dedup();
        Ok(findings)
    }

    /// Closes the pools; for the end of a process or a test.
    pub async fn close(&self) {
        self.0.pools.close().await;
    }
}

/// The id of one request, in logs and in what a user is told when something broke.
pub fn new_request_id() -> Uuid {
    Uuid::now_v7()
}
