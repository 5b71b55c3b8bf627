//! The test harness: a database per test cloned from a migrated, seeded template; a clock that only
//! moves when told; people of the story signed in; jobs run when asked.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot be set up fails")]

mod clock;
mod database;
mod model;

pub use clock::TestClock;
pub use database::TestDatabase;
pub use model::TestModel;

use chrono::{DateTime, TimeZone as _, Utc};
use domain::accounts::Viewer;
use domain::ids::{CompanyId, UserId};
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

use crate::app::App;
use crate::config::Config;
use crate::ctx::Ctx;
use crate::db::Pools;

/// When every test begins: a Thursday morning in the story.
pub fn story_now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 19, 10, 24, 0).single().unwrap_or_default()
}

/// A whole server without its network.
pub struct TestApp {
    pub app: App,
    pub clock: TestClock,
    database: TestDatabase,
}

impl TestApp {
    /// A fresh copy of the story world.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A fresh copy, with the configuration changed.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let database = TestDatabase::new().await;
        let mut config = test_config();
        config.data_folder = std::env::temp_dir().join(format!("peerchamps-test-{}", Uuid::now_v7().simple()));
        change(&mut config);
        let pools = Pools::connect(&database.url("peerchamps_app"), &database.url("peerchamps_worker")).unwrap();
        let clock = TestClock::new(story_now());
        Self { app: App::new(config, pools, clock.clone()), clock, database }
    }

    /// Another instance of the server beside this one: the same database and clock, a memory of its own.
    pub fn another(&self) -> App {
        let config = Config { data_folder: self.app.config().data_folder.clone(), ..test_config() };
        let pools =
            Pools::connect(&self.database.url("peerchamps_app"), &self.database.url("peerchamps_worker")).unwrap();
        App::new(config, pools, self.clock.clone())
    }

    /// A person of Quillstone, by e-mail.
    pub async fn sign_in(&self, email: &str) -> Ctx {
        self.sign_in_to("quillstone", email).await
    }

    /// A person of a company, by its slug and their e-mail.
    pub async fn sign_in_to(&self, company: &str, email: &str) -> Ctx {
        Ctx::for_viewer(self.app.clone(), self.viewer(company, email).await, Uuid::now_v7())
    }

    /// Who somebody of the story is.
    pub async fn viewer(&self, company: &str, email: &str) -> Viewer {
        let mut superuser = self.superuser().await;
        let (company, user): (CompanyId, UserId) = sqlx::query_as(
            "select u.company_id, u.id from users u join companies c on c.id = u.company_id where c.slug = $1 and u.email_key = $2",
        )
        .bind(company)
        .bind(email)
        .fetch_one(&mut superuser)
        .await
        .unwrap_or_else(|error| panic!("{email} at {company}: {error}"));
        crate::accounts::viewer(&self.app, company, user, Uuid::now_v7()).await.unwrap().unwrap()
    }

    /// Opens a session like the sign-in page and returns the cookie header.
    pub async fn cookie(&self, email: &str) -> String {
        self.cookie_at("quillstone", email).await
    }

    /// Opens a session in a company and returns the cookie header.
    pub async fn cookie_at(&self, company: &str, email: &str) -> String {
        let viewer = self.viewer(company, email).await;
        let session = crate::accounts::open_session(
            &self.app,
            Uuid::now_v7(),
            viewer.company,
            viewer.user,
            &crate::accounts::Browser::default(),
        )
        .await
        .unwrap();
        format!("pc={}", session.token)
    }

    /// Runs everything that is due. Panics when a job is left retrying or dead.
    pub async fn run_jobs(&self) -> usize {
        let attempts = crate::jobs::run_due(&self.app).await.unwrap();
        let mut superuser = self.superuser().await;
        let failed: Vec<(String, Option<String>)> =
            sqlx::query_as("select kind, last_error from jobs where state in ('retrying', 'dead')")
                .fetch_all(&mut superuser)
                .await
                .unwrap();
        assert!(failed.is_empty(), "jobs failed: {failed:?}");
        attempts
    }

    /// A connection that sees everything, to look at and to arrange what no use case does.
    pub async fn superuser(&self) -> PgConnection {
        PgConnection::connect(&self.database.superuser_url()).await.unwrap()
    }

    /// The database of this test, as one of its roles.
    pub fn url(&self, role: &str) -> String {
        self.database.url(role)
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.database.forget_soon();
        // Only there when a file was kept.
        let _ = std::fs::remove_dir_all(&self.app.config().data_folder);
    }
}

fn test_config() -> Config {
    let key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    Config::read(|name| (name == "PEERCHAMPS_SECRET_KEY").then(|| key.to_owned())).unwrap()
}
