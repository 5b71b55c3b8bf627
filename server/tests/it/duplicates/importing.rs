//! An import that names a record which is no more finds what it became.

use domain::imports::{Field, Kind};
use server::ctx::Ctx;
use server::duplicates;
use server::imports::{self, SaveColumns};
use server::testing::TestApp;

use super::{ADAEZE, add, make_one};

/// Brings a file of organisations in, as far as it has something to bring; what became of its rows.
async fn land(t: &TestApp, ctx: &Ctx, csv: &str) -> Vec<(String, Vec<String>)> {
    let kind = Kind::Organisations;
    let id = imports::upload(ctx, kind, "again.csv", csv.as_bytes().to_vec()).await.unwrap();
    let page = imports::columns_page(ctx, kind, id).await.unwrap();
    let chosen = SaveColumns {
        mapping: page.columns.iter().map(|column| column.field.map_or("", Field::as_str).to_owned()).collect(),
        currency: page.reading.currency,
        revenue_unit: page.reading.revenue_unit.as_str().to_owned(),
        ..SaveColumns::default()
    };
    imports::save_columns(ctx, kind, id, chosen).await.unwrap();
    t.run_jobs().await;
    let rows = imports::check_page(ctx, kind, id, domain::imports::CheckRows::All, 0).await.unwrap().rows;
    rows.into_iter().map(|row| (row.outcome.as_str().to_owned(), row.reasons)).collect()
}

#[tokio::test]
async fn a_file_that_names_what_was_merged_finds_the_survivor_and_changes_nothing_of_it() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Loam and Larch", "loam.example").await;
    let other = add(&mut superuser, "LARCH WORKS", "").await;
    sqlx::query("update organisations set source = 'import', external_id = 'L-7' where id = $1")
        .bind(other.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    let third = add(&mut superuser, "Larch Group", "").await;
    make_one(&adaeze, kept, other).await.unwrap();
    let merge = make_one(&adaeze, third, kept).await.unwrap();
    let csv = "name,city\nLarch Works,Kiel\nLoam and Larch,Kiel\n";

    let rows = land(&t, &adaeze, csv).await;

    let said = |name: &str| vec![format!("“{name}” was merged into “Larch Group”; this row changes nothing.")];
    assert_eq!(rows, [("unchanged".to_owned(), said("LARCH WORKS")), ("unchanged".to_owned(), said("Loam and Larch"))]);
    // Once it is back under its name, the row means it again.
    duplicates::undo(&adaeze, merge).await.unwrap();
    let rows = land(&t, &adaeze, csv).await;
    assert_eq!(rows[1].0, "update", "{rows:?}");
}
