//! `seed --scale N`: a company of N advocates for benchmarks, the same for the same N and day. Several of different names
//! may live in one database: a small one beside a large one, say.
//!
//! Made by Postgres itself, one statement per table over `generate_series`, in one transaction. Every
//! choice is a hash of the row number; ids count up, so that indexes fill in order. The statements,
//! with a sentence each, are in `scale.sql`.

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use domain::ids::CompanyId;
use domain::organisations::Industry;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

use super::ids::derived;
use super::{DEMO_PASSWORD, Planted, rows};

const STATEMENTS: &str = include_str!("scale.sql");

/// What the company is called when nothing else is said.
pub const SCALE_COMPANY: &str = "scale";

/// The sign-in of the benchmarks: sees everything in the company.
fn scale_sign_in(company: &str) -> String {
    format!("bench@{company}.example")
}

/// Makes a company of this name with that many advocates. It is left alone when it is there already.
pub async fn scale(owner_url: &str, company: &str, advocates: u32, now: DateTime<Utc>) -> anyhow::Result<Planted> {
    let is_fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if company.is_empty() || !company.chars().all(is_fine) {
        bail!("call the company in small letters, digits and hyphens, not \"{company}\"");
    }
    let mut connection = PgConnection::connect(owner_url).await.context("connecting as owner")?;
    let planted = plant(&mut connection, company, advocates, now).await;
    connection.close().await?;
    planted
}

async fn plant(
    connection: &mut PgConnection,
    name: &str,
    advocates: u32,
    now: DateTime<Utc>,
) -> anyhow::Result<Planted> {
    let company = CompanyId(derived(name, "company", name));
    let wanted = i64::from(advocates);
    let mut tx = connection.begin().await?;
    rows::name_tenant(&mut tx, company).await?;
    let there: i64 = sqlx::query_scalar("select count(*) from advocates where company_id = $1")
        .bind(company)
        .fetch_one(&mut *tx)
        .await?;
    if there == wanted && wanted > 0 {
        return Ok(Planted::AlreadyThere);
    }
    if there > 0 {
        bail!("the company \"{name}\" holds {there} advocates already; give the one with {wanted} another name");
    }
    let industries: Vec<String> = Industry::leaves().map(|leaf| leaf.key().to_owned()).collect();
    let hash = crate::accounts::hash_password(DEMO_PASSWORD)?;
    for (name, value) in [
        ("scale.advocates", wanted.to_string()),
        ("scale.company", company.to_string()),
        ("scale.now", now.to_rfc3339()),
        ("scale.industries", industries.join(",")),
        ("scale.password_hash", hash),
        ("scale.name", name.to_owned()),
        ("scale.login", derived(name, "login", "bench").to_string()),
        ("scale.sign_in", scale_sign_in(name)),
        ("statement_timeout", "0".to_owned()),
    ] {
        sqlx::query("select set_config($1, $2, true)").bind(name).bind(value).execute(&mut *tx).await?;
    }
    for statement in statements() {
        let what = statement.lines().find_map(|line| line.strip_prefix("-- ")).unwrap_or("rows");
        tracing::info!(advocates = wanted, "scale: {what}");
        sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut *tx).await.with_context(|| what.to_owned())?;
    }
    tx.commit().await?;
    tracing::info!("scale: statistics for the planner");
    super::rows::refresh_statistics(connection).await?;
    // What an index alone answers, it answers of rows that were vacuumed. By itself that happens some minutes later, which
    // whoever measures next would not see.
    sqlx::raw_sql("vacuum opportunities, requests").execute(connection).await.context("vacuum")?;
    Ok(Planted::New)
}

/// The parts of `scale.sql`, which are parted by empty lines.
fn statements() -> impl Iterator<Item = &'static str> {
    STATEMENTS.split("\n\n").map(str::trim).filter(|part| part.lines().any(|line| !line.starts_with("--")))
}
