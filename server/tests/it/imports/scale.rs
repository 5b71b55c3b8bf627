//! Large files of advocates.

use std::fmt::Write as _;
use std::time::Instant;

use super::*;

const CUSTOMERS: usize = 500;
/// Every row of this kind repeats the address of the one before it.
const DOUBLED: usize = 1_009;
/// Every row of this kind names a zone that nobody knows.
const STRANGE: usize = 97;

/// A file of so many advocates, always the same.
fn people(rows: usize) -> String {
    let mut file =
        String::from("name,email,organisation,job title,languages,time zone,products,tags,agreed to references\n");
    for row in 0..rows {
        let address = if row % DOUBLED == DOUBLED - 1 { row - 1 } else { row };
        let zone = if row % STRANGE == 0 { "Middle Earth" } else { "Europe/Berlin" };
        let agreed = ["Y", "N", ""][row % 3];
        let customer = row * 7 % CUSTOMERS;
        writeln!(
            file,
            "Renée Person {row},person{address}@mass.example,Mass Customer {customer},Lead {},\"Deutsch, English\",{zone},Ledger,\"a, b\",{agreed}",
            row % 40
        )
        .unwrap();
    }
    file
}

async fn many_advocates_land_and_are_taken_back(rows: usize) {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let customers: String = (0..CUSTOMERS).map(|n| format!("Mass Customer {n}\n")).collect();
    let id =
        imports::upload(&ctx, Kind::Organisations, "c.csv", format!("name\n{customers}").into_bytes()).await.unwrap();
    let chosen = SaveColumns { relation: "customer".into(), ..suggested(&ctx, Kind::Organisations, id).await };
    imports::save_columns(&ctx, Kind::Organisations, id, chosen).await.unwrap();
    t.run_jobs().await;
    imports::start(&ctx, Kind::Organisations, id).await.unwrap();
    t.run_jobs().await;
    let before = digests(&t).await;
    let file = people(rows);
    let began = Instant::now();

    let (id, counts) = land(&t, &ctx, Kind::Advocates, file.as_bytes()).await;
    eprintln!("{rows} rows of {} KB checked and landed in {:?}", file.len() / 1_024, began.elapsed());

    let doubled = rows / DOUBLED;
    assert_eq!((counts.total(), counts.errors, counts.created), (rows, doubled, rows - doubled));
    assert_eq!(counts.agreed, rows.div_ceil(3));
    let stored: (i64, i64, i64) = sqlx::query_as(
        "select count(*), count(distinct a.organisation_id),
           (select count(*) from consents c where c.source = 'import' and c.decision = 'withdrawn')
         from advocates a where a.email like '%@mass.example'",
    )
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap();
    let landed = |row: &usize| row % DOUBLED != DOUBLED - 1;
    let refused = (0..rows).filter(|row| row % 3 == 1).filter(landed).count();
    let size = |count: usize| i64::try_from(count).unwrap();
    assert_eq!(stored, (size(rows - doubled), size(CUSTOMERS), size(refused)));
    let began = Instant::now();
    imports::undo(&ctx, Kind::Advocates, id).await.unwrap();
    eprintln!("taken back in {:?}", began.elapsed());
    assert_eq!(digests(&t).await, before);
}

#[tokio::test]
async fn twenty_thousand_advocates_land_and_are_taken_back() {
    many_advocates_land_and_are_taken_back(20_000).await;
}

#[tokio::test]
#[ignore = "minutes in a build without optimisation; docs/testing.md says how long"]
async fn a_hundred_thousand_advocates_land_and_are_taken_back() {
    many_advocates_land_and_are_taken_back(100_000).await;
}
