//! Records that are perhaps the same: found, told apart, made one and two again, on the story world.

mod contacts;
mod finding;
mod importing;
mod merging;
mod people;
mod searching;
mod undoing;

use domain::duplicates::Picks;
use domain::ids::{MergeId, OrganisationId};
use server::ctx::Ctx;
use server::duplicates::{self, MakeOne};
use server::error::{Error, Result};
use server::testing::TestApp;
use sqlx::PgConnection;
use uuid::Uuid;

const ADAEZE: &str = "adaeze@quillstone.example";
const JUNO: &str = "juno@quillstone.example";

/// The id of an organisation of Quillstone.
async fn id(superuser: &mut PgConnection, name: &str) -> OrganisationId {
    let id: Uuid = sqlx::query_scalar(
        "select g.id from organisations g join companies c on c.id = g.company_id where c.slug = 'quillstone' and g.name = $1",
    )
    .bind(name)
    .fetch_one(superuser)
    .await
    .unwrap();
    OrganisationId(id)
}

/// An organisation of Quillstone with this name and website, without anything that hangs on it.
async fn add(superuser: &mut PgConnection, name: &str, website: &str) -> OrganisationId {
    let id = OrganisationId::new();
    sqlx::query(
        "insert into organisations (company_id, id, name, website)
         select id, $1, $2, $3 from companies where slug = 'quillstone'",
    )
    .bind(id.0)
    .bind(name)
    .bind(website)
    .execute(superuser)
    .await
    .unwrap();
    id
}

/// Makes one of two as the page does it, with what it suggests.
async fn make_one(ctx: &Ctx, kept: OrganisationId, other: OrganisationId) -> Result<MergeId> {
    let kept_text = kept.to_string();
    let page = duplicates::compare(ctx, &kept_text, &other.to_string(), Some(&kept_text)).await?;
    let make = MakeOne {
        kept,
        other,
        kept_version: page.kept.version,
        other_version: page.other.version,
        picks: Picks::new(),
    };
    duplicates::merge(ctx, &make).await
}

/// The code of a refusal, or the status of another problem; "fine" when it went well.
fn said<T>(result: Result<T>) -> String {
    match result {
        Ok(_) => "fine".to_owned(),
        Err(Error::Problem(problem)) => {
            problem.refusal_code().map_or_else(|| problem.status().to_string(), str::to_owned)
        }
        Err(Error::Internal(cause)) => panic!("{cause:#}"),
    }
}

/// Number and digest of the rows of every table, but for the record of what happened itself: merges and their rows,
/// events, the work they cause, and what matching notes of changes.
async fn digests(t: &TestApp) -> Vec<(String, i64, String)> {
    const RECORDS: [&str; 11] = [
        "merges",
        "merge_rows",
        "events",
        "jobs",
        "duplicate_pairs",
        "duplicate_searches",
        "duplicate_progress",
        "matching_changes",
        "roster_changes",
        "sessions",
        "_sqlx_migrations",
    ];
    let mut superuser = t.superuser().await;
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    let mut all = Vec::new();
    for table in tables.into_iter().filter(|table| !RECORDS.contains(&table.as_str())) {
        let sql =
            format!("select count(*), md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t");
        let (count, digest): (i64, String) =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_one(&mut superuser).await.unwrap();
        all.push((table, count, digest));
    }
    all
}
