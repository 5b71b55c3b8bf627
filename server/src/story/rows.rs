//! Rows as JSON and the one statement per table that inserts them.

use anyhow::Context;
use domain::ids::CompanyId;
use serde_json::{Map, Value};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

/// Rows of one table. Every row has the same columns.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    rows: Vec<Value>,
}

impl Table {
    pub fn new(name: &'static str, rows: Vec<Value>) -> Self {
        Self { name, rows }
    }

    pub fn rows(&self) -> impl Iterator<Item = &Map<String, Value>> {
        self.rows.iter().filter_map(Value::as_object)
    }
}

pub async fn company_exists(connection: &mut PgConnection, company: CompanyId) -> anyhow::Result<bool> {
    let mut tx = connection.begin().await?;
    name_tenant(&mut tx, company).await?;
    let exists = sqlx::query_scalar("select exists (select from companies where id = $1)")
        .bind(company)
        .fetch_one(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(exists)
}

/// Inserts all tables of one company in one transaction: it is there as a whole or not at all.
pub async fn insert(connection: &mut PgConnection, company: CompanyId, tables: &[Table]) -> anyhow::Result<()> {
    let mut tx = connection.begin().await?;
    name_tenant(&mut tx, company).await?;
    for table in tables {
        insert_table(&mut tx, table).await.with_context(|| format!("inserting into {}", table.name))?;
    }
    tx.commit().await?;
    Ok(())
}

/// Tells the planner of everything that was planted.
pub async fn refresh_statistics(connection: &mut PgConnection) -> anyhow::Result<()> {
    let tables: Vec<String> =
        sqlx::query_scalar("select quote_ident(tablename) from pg_tables where schemaname = 'public' order by 1")
            .fetch_all(&mut *connection)
            .await?;
    let statement = format!("analyze {}", tables.join(", "));
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await.context("statistics for the planner")?;
    Ok(())
}

pub async fn name_tenant(connection: &mut PgConnection, company: CompanyId) -> anyhow::Result<()> {
    sqlx::query("select set_config('app.company', $1, true), set_config('timezone', 'UTC', true)")
        .bind(company.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Postgres reads the JSON by the table's own column types, so the columns are named once, here.
async fn insert_table(connection: &mut PgConnection, table: &Table) -> anyhow::Result<()> {
    let Some(first) = table.rows().next() else { return Ok(()) };
    if let Some(odd) = table.rows().find(|row| !row.keys().eq(first.keys())) {
        anyhow::bail!("a row with other columns than the first: {odd:?}");
    }
    let columns = first.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    // A sign-in belongs to no company: the other story company may have made it already.
    let conflict = if table.name == "logins" { " on conflict (email_key) do nothing" } else { "" };
    let sql = format!(
        "insert into {name} ({columns}) select {columns} from jsonb_populate_recordset(null::{name}, $1){conflict}",
        name = table.name
    );
    sqlx::query(AssertSqlSafe(sql)).bind(Value::Array(table.rows.clone())).execute(connection).await?;
    Ok(())
}
