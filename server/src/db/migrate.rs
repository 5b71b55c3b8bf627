//! Migrations: forward only, run by the owner role.

use anyhow::Context;
use sqlx::Connection;
use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnection;

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// The migrations of this binary, in order.
#[cfg(feature = "testing")]
pub fn migrations() -> impl Iterator<Item = &'static sqlx::migrate::Migration> {
    MIGRATIONS.iter()
}

/// Brings the schema up to date. Returns how many migrations were new.
pub async fn migrate(owner_url: &str) -> anyhow::Result<usize> {
    let mut connection = PgConnection::connect(owner_url).await.context("connecting as owner")?;
    let before = applied(&mut connection).await?;
    MIGRATIONS.run(&mut connection).await.context("running the migrations")?;
    let after = applied(&mut connection).await?;
    connection.close().await?;
    Ok(after - before)
}

/// Whether every migration of this binary has been applied.
pub async fn is_current(owner_url: &str) -> anyhow::Result<bool> {
    let mut connection = PgConnection::connect(owner_url).await.context("connecting as owner")?;
    let count = applied(&mut connection).await?;
    connection.close().await?;
    Ok(count == MIGRATIONS.iter().count())
}

async fn applied(connection: &mut PgConnection) -> anyhow::Result<usize> {
    let exists: bool = sqlx::query_scalar("select to_regclass('public._sqlx_migrations') is not null")
        .fetch_one(&mut *connection)
        .await?;
    if !exists {
        return Ok(0);
    }
    let count: i64 =
        sqlx::query_scalar("select count(*) from _sqlx_migrations where success").fetch_one(&mut *connection).await?;
    Ok(usize::try_from(count)?)
}
