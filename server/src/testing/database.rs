//! One database per test, cloned from a template that is made once per schema and story.

use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

/// A clone; removed when the test ends.
pub struct TestDatabase {
    maintenance: PgConnectOptions,
    name: String,
}

impl TestDatabase {
    /// Clones the template, making it first where it is missing.
    #[expect(clippy::disallowed_methods, reason = "the address of the test database comes from outside")]
    pub async fn new() -> Self {
        let url = std::env::var("TEST_DATABASE_URL")
            .expect("TEST_DATABASE_URL is not set: run tests by `make test`, or eval \"$(scripts/test-db start)\"");
        let maintenance: PgConnectOptions = url.parse().unwrap();
        let template = template(&maintenance).await;
        let name = format!("test_{}", Uuid::now_v7().simple());
        let mut connection = maintenance.connect().await.unwrap();
        // Two clones of one template at a time disturb each other.
        connection.execute("select pg_advisory_lock(7461)").await.unwrap();
        connection
            .execute(AssertSqlSafe(format!("create database {name} template {template} owner peerchamps_owner")))
            .await
            .unwrap();
        connection.close().await.unwrap();
        Self { maintenance, name }
    }

    pub fn url(&self, role: &str) -> String {
        url(&self.maintenance.clone().username(role).database(&self.name))
    }

    pub fn superuser_url(&self) -> String {
        url(&self.maintenance.clone().database(&self.name))
    }

    /// Removes the database once its connections are gone; a thread of its own, because the test's
    /// runtime ends first.
    pub(super) fn forget_soon(&self) {
        let (maintenance, name) = (self.maintenance.clone(), self.name.clone());
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                if let Ok(mut connection) = maintenance.connect().await {
                    let _ =
                        connection.execute(AssertSqlSafe(format!("drop database if exists {name} with (force)"))).await;
                }
            });
        });
        let _ = thread.join();
    }
}

/// The name of the template of this schema and story; made when it does not exist.
async fn template(maintenance: &PgConnectOptions) -> String {
    let mut digest = Sha256::new();
    for migration in crate::db::migrations() {
        digest.update(&migration.checksum);
    }
    digest.update(include_bytes!("../db/bootstrap.sql"));
    digest.update(crate::story::fingerprint());
    let name: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("template_{name}");

    let mut connection = maintenance.connect().await.unwrap();
    connection.execute("select pg_advisory_lock(7460)").await.unwrap();
    let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(&name)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    if !exists {
        make_template(maintenance, &mut connection, &name).await;
    }
    connection.close().await.unwrap();
    name
}

async fn make_template(maintenance: &PgConnectOptions, connection: &mut PgConnection, name: &str) {
    let unfinished = format!("{name}_unfinished");
    connection.execute(AssertSqlSafe(format!("drop database if exists {unfinished} with (force)"))).await.unwrap();
    connection.execute(AssertSqlSafe(format!("create database {unfinished}"))).await.unwrap();
    let there = maintenance.clone().database(&unfinished);
    let mut superuser = there.connect().await.unwrap();
    superuser.execute(include_str!("../db/bootstrap.sql")).await.unwrap();
    superuser.close().await.unwrap();
    let owner = url(&there.clone().username("peerchamps_owner"));
    crate::db::migrate(&owner).await.unwrap();
    crate::jobs::install_engine(&url(&there.username("peerchamps_worker"))).await.unwrap();
    crate::story::seed(&owner, super::story_now()).await.unwrap();
    connection.execute(AssertSqlSafe(format!("alter database {unfinished} rename to {name}"))).await.unwrap();
}

fn url(options: &PgConnectOptions) -> String {
    options.to_url_lossy().to_string()
}
