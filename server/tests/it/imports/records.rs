//! Organisations and opportunities.

use super::*;

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "where the sample lies comes from outside; a skipped test says so")]
async fn a_real_crm_export_lands_once_and_is_taken_back_exactly() {
    let Ok(folder) = std::env::var("PEERCHAMPS_SAMPLE_DATA") else {
        println!("skipped: PEERCHAMPS_SAMPLE_DATA is not set");
        return;
    };
    let read = |name: &str| std::fs::read(format!("{folder}/{name}")).unwrap();
    let (accounts, pipeline) = (read("accounts.csv"), read("sales_pipeline.csv"));
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let before = digests(&t).await;

    let (organisations, landed) = land(&t, &ctx, Kind::Organisations, &accounts).await;
    assert_eq!((landed.created, landed.errors), (85, 0));
    let with_accounts = digests(&t).await;
    let (opportunities, landed) = land(&t, &ctx, Kind::Opportunities, &pipeline).await;

    assert_eq!(landed.total(), 8_800);
    assert_eq!((landed.created, landed.errors), (8_800, 0), "every row lands or is named with a reason");
    let facts: (i64, i64, i64, i64, i64) = sqlx::query_as(
        "select count(*), count(*) filter (where organisation_id is null), count(distinct stage_id), sum(amount_minor)::bigint,
           count(*) filter (where opened_on = '2016-10-20')
         from opportunities where source = 'import' and created_at = (select max(landed_at) from imports)",
    )
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap();
    // 1,425 rows of the file name no account; its deals are worth 10,005,534 and one began on 20 October 2016.
    assert_eq!(facts, (8_800, 1_425, 4, 1_000_553_400, 1));
    let after = digests(&t).await;

    for (kind, file) in [(Kind::Organisations, &accounts), (Kind::Opportunities, &pipeline)] {
        let again = check(&t, &ctx, kind, file).await;
        let counts = foreseen(&ctx, kind, again).await;
        assert_eq!(counts.landing(), 0, "{kind}: {counts:?}");
        assert_eq!(refused_code(imports::start(&ctx, kind, again).await).as_deref(), Some("nothing_to_import"));
    }
    assert_eq!(digests(&t).await, after, "importing again changed something");

    assert_eq!(
        refused_code(imports::undo(&ctx, Kind::Organisations, organisations).await).as_deref(),
        Some("used_since")
    );
    imports::undo(&ctx, Kind::Opportunities, opportunities).await.unwrap();
    assert_eq!(digests(&t).await, with_accounts);
    imports::undo(&ctx, Kind::Organisations, organisations).await.unwrap();
    assert_eq!(digests(&t).await, before);
    assert_eq!(
        refused_code(imports::undo(&ctx, Kind::Organisations, organisations).await).as_deref(),
        Some("already_undone")
    );
}

#[tokio::test]
async fn a_changed_record_is_put_back_to_the_last_digit() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let first = b"name,city,parent organisation\nAlder Import,Leeds,\nBirch Import,York,Alder Import\n";
    land(&t, &ctx, Kind::Organisations, first).await;
    let before = digests(&t).await;
    let second = b"name,city,parent organisation\nALDER IMPORT,Hull,\nBirch Import,,Cedar Import\nCedar Import,,\n";

    let (second, counts) = land(&t, &ctx, Kind::Organisations, second).await;
    assert_eq!((counts.created, counts.updated), (1, 2));
    assert_ne!(digests(&t).await, before);
    imports::undo(&ctx, Kind::Organisations, second).await.unwrap();

    assert_eq!(digests(&t).await, before);
}

#[tokio::test]
async fn every_encoding_and_delimiter_brings_the_same_records() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let text = "name;city;employees\nMüller & Söhne;Köln;1250\n";
    land(&t, &ctx, Kind::Organisations, text.as_bytes()).await;

    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [latin, utf16, text.replace(';', "\t").into_bytes(), text.replace(';', "|").into_bytes()] {
        let id = check(&t, &ctx, Kind::Organisations, &bytes).await;
        let counts = foreseen(&ctx, Kind::Organisations, id).await;
        assert_eq!((counts.unchanged, counts.total()), (1, 1));
    }
}

#[tokio::test]
async fn bad_rows_are_named_and_good_ones_land() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    land(&t, &ctx, Kind::Organisations, b"name\nElm Import\nFir Import\n").await;
    let file = b"id,account,stage,close date,amount,contact email,owner\n\
        1,Elm Import,Trial,2027-01-31,100,mei@elm.example,Nobody Known\n\
        1,Elm Import,Trial,2027-01-31,100,,\n\
        2,Atlantis Import,Trial,2027-01-31,100,,\n\
        3,Elm Import,Trial,2027-02-31,lots,,\n\
        4,Fir Import,Trial,,,MEI@elm.example,\n\
        5,Elm Import\n\
        6,,Trial,,5,,\n";
    let before = digests(&t).await;

    let (id, counts) = land(&t, &ctx, Kind::Opportunities, file).await;

    assert_eq!((counts.created, counts.errors), (2, 5));
    let told = reasons(&ctx, Kind::Opportunities, id).await;
    let said = |row: i32| told.iter().find(|(number, ..)| *number == row).map_or("", |(_, _, text)| text.as_str());
    assert!(said(2).contains("Nobody Known"), "{told:?}");
    assert!(said(3).contains("row 2 already"), "{told:?}");
    assert!(said(4).contains("“Atlantis Import”"), "{told:?}");
    assert!(said(5).contains("close date “2027-02-31”") && said(5).contains("amount “lots”"), "{told:?}");
    assert!(said(6).contains("MEI@elm.example"), "{told:?}");
    assert!(said(7).contains("2 cells"), "{told:?}");
    assert!(said(8).contains("no organisation"), "{told:?}");
    let again = check(&t, &ctx, Kind::Opportunities, file).await;
    assert_eq!(foreseen(&ctx, Kind::Opportunities, again).await.landing(), 0);
    imports::undo(&ctx, Kind::Opportunities, id).await.unwrap();
    assert_eq!(digests(&t).await, before, "a new stage or contact stayed behind");
}

#[tokio::test]
async fn formulas_stay_text_and_leave_as_text() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let file = b"name,city,industry\n=HYPERLINK(1),@SUM(A1),=unknown\n";

    let (id, _) = land(&t, &ctx, Kind::Organisations, file).await;

    let stored: (String, String) = sqlx::query_as("select name, city from organisations where name like '=%'")
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();
    assert_eq!(stored, ("=HYPERLINK(1)".to_owned(), "@SUM(A1)".to_owned()));
    let (_, csv) = imports::problems_csv(&ctx, Kind::Organisations, id).await.unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("'=HYPERLINK(1),'@SUM(A1),'=unknown"), "{csv}");
}

#[tokio::test]
async fn dates_that_read_both_ways_are_asked_about() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let id =
        imports::upload(&ctx, Kind::Opportunities, "d.csv", b"id,close date\n1,3/4/2027\n".to_vec()).await.unwrap();
    let mut chosen = suggested(&ctx, Kind::Opportunities, id).await;

    let error = imports::save_columns(&ctx, Kind::Opportunities, id, chosen.clone()).await.unwrap_err();
    chosen.date_order = "month_first".into();
    imports::save_columns(&ctx, Kind::Opportunities, id, chosen).await.unwrap();

    assert!(error.problem().unwrap().of_field("date_order").is_some());
    t.run_jobs().await;
}

#[tokio::test]
async fn a_crash_in_the_middle_leaves_nothing_and_the_next_try_lands_everything() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let rows: String = (0..5_000).map(|n| format!("Crash Import {n}\n")).collect();
    let id = check(&t, &ctx, Kind::Organisations, format!("name\n{rows}").as_bytes()).await;
    let before = digests(&t).await;
    let mut superuser = t.superuser().await;
    // The last batch of three fails.
    sqlx::raw_sql(
        "create function crash() returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$;
         create trigger crash before insert on organisations for each row when (new.name = 'Crash Import 4999') execute function crash();",
    )
    .execute(&mut superuser)
    .await
    .unwrap();

    imports::start(&ctx, Kind::Organisations, id).await.unwrap();
    server::jobs::run_due(&t.app).await.unwrap();

    assert_eq!(digests(&t).await, before);
    assert_eq!(imports::run_page(&ctx, Kind::Organisations, id).await.unwrap().file.state, State::Failed);
    sqlx::raw_sql(
        "drop trigger crash on organisations; update jobs set state = 'cancelled' where state in ('retrying', 'dead')",
    )
    .execute(&mut superuser)
    .await
    .unwrap();
    imports::start(&ctx, Kind::Organisations, id).await.unwrap();
    t.run_jobs().await;
    assert_eq!(imports::run_page(&ctx, Kind::Organisations, id).await.unwrap().counts.created, 5_000);
}

#[tokio::test]
async fn a_hundred_thousand_rows_land_and_are_taken_back() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let before = digests(&t).await;
    let rows: String = (0..100_000).map(|n| format!("Mass Import {n},{},GB\n", n % 900 + 1)).collect();

    let (id, counts) = land(&t, &ctx, Kind::Organisations, format!("name,employees,country\n{rows}").as_bytes()).await;

    assert_eq!(counts.created, 100_000);
    imports::undo(&ctx, Kind::Organisations, id).await.unwrap();
    assert_eq!(digests(&t).await, before);
}
