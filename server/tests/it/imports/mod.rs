//! Bringing files in, through the use cases and over HTTP.

mod advocates;
mod crowd;
mod edges;
mod looking;
mod records;
mod round_trip;
mod scale;
mod undo;
mod users;
mod values;

use domain::ids::ImportId;
use domain::imports::{CheckRows, Counts, Field, Kind, Outcome, State};
use server::ctx::Ctx;
use server::imports::{self, SaveColumns};
use server::testing::TestApp;
use sqlx::AssertSqlSafe;

const PROGRAMME_LEAD: &str = "adaeze@quillstone.example";

/// Every table an import can write but its own.
const TOUCHED: [&str; 11] = [
    "organisations",
    "organisation_relations",
    "opportunities",
    "opportunity_stages",
    "contacts",
    "opportunity_contacts",
    "advocates",
    "advocate_outcomes",
    "consents",
    "users",
    "teams",
];

/// Row count and digest over all rows of every touched table.
async fn digests(t: &TestApp) -> Vec<(String, i64, String)> {
    let mut superuser = t.superuser().await;
    let mut all = Vec::new();
    for table in TOUCHED {
        let sql =
            format!("select count(*), md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t");
        let (count, digest): (i64, String) =
            sqlx::query_as(AssertSqlSafe(sql)).fetch_one(&mut superuser).await.unwrap();
        all.push((table.to_owned(), count, digest));
    }
    all
}

/// The choices as the columns page suggests them.
async fn suggested(ctx: &Ctx, kind: Kind, id: ImportId) -> SaveColumns {
    let page = imports::columns_page(ctx, kind, id).await.unwrap();
    SaveColumns {
        mapping: page.columns.iter().map(|column| column.field.map_or("", Field::as_str).to_owned()).collect(),
        currency: page.reading.currency,
        revenue_unit: page.reading.revenue_unit.as_str().to_owned(),
        ..SaveColumns::default()
    }
}

/// Uploads, takes the suggested columns and checks.
async fn check(t: &TestApp, ctx: &Ctx, kind: Kind, bytes: &[u8]) -> ImportId {
    let id = imports::upload(ctx, kind, "test.csv", bytes.to_vec()).await.unwrap();
    let chosen = suggested(ctx, kind, id).await;
    imports::save_columns(ctx, kind, id, chosen).await.unwrap();
    t.run_jobs().await;
    id
}

/// What the check of a file foresees.
async fn foreseen(ctx: &Ctx, kind: Kind, id: ImportId) -> Counts {
    let page = imports::check_page(ctx, kind, id, CheckRows::Problems, 0).await.unwrap();
    assert_eq!(page.file.state, State::Checked);
    page.counts
}

/// Checks and imports; gives what became of the rows.
pub(crate) async fn land(t: &TestApp, ctx: &Ctx, kind: Kind, bytes: &[u8]) -> (ImportId, Counts) {
    let id = check(t, ctx, kind, bytes).await;
    let foreseen = foreseen(ctx, kind, id).await;
    imports::start(ctx, kind, id).await.unwrap();
    t.run_jobs().await;
    let page = imports::run_page(ctx, kind, id).await.unwrap();
    assert_eq!(page.file.state, State::Done);
    assert_eq!(page.counts, foreseen, "the check foresaw something else than what happened");
    (id, page.counts)
}

/// The sentences of all problem rows, with their row numbers.
async fn reasons(ctx: &Ctx, kind: Kind, id: ImportId) -> Vec<(i32, Outcome, String)> {
    let page = imports::check_page(ctx, kind, id, CheckRows::Problems, 0).await.unwrap();
    page.rows.into_iter().map(|row| (row.number, row.outcome, row.reasons.join(" "))).collect()
}

fn refused_code(outcome: server::error::Result<()>) -> Option<String> {
    outcome.err()?.problem()?.refusal_code().map(str::to_owned)
}

/// Somebody who runs the company.
async fn administrator(t: &TestApp) -> Ctx {
    sqlx::raw_sql(
        "update users set roles = array['admin', 'programme'] where email = 'adaeze@quillstone.example'
           and company_id = (select id from companies where slug = 'quillstone')",
    )
    .execute(&mut t.superuser().await)
    .await
    .unwrap();
    t.sign_in(PROGRAMME_LEAD).await
}

/// An administrator of another company.
async fn stranger(t: &TestApp) -> Ctx {
    let (slug, email): (String, String) = sqlx::query_as(
        "select c.slug, u.email_key from users u join companies c on c.id = u.company_id
         where c.slug <> 'quillstone' and 'admin' = any(u.roles) limit 1",
    )
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap();
    t.sign_in_to(&slug, &email).await
}
