//! What a file would change, told before anything is written.

use super::*;

/// The changes of each row that changes something, as sentences.
async fn changes(ctx: &Ctx, kind: Kind, id: ImportId) -> Vec<(i32, Vec<String>)> {
    let page = imports::check_page(ctx, kind, id, CheckRows::Changes, 0).await.unwrap();
    let words = |row: domain::imports::RowView| row.changes.iter().map(domain::imports::Change::in_words).collect();
    page.rows.into_iter().map(|row| (row.number, words(row))).collect()
}

fn told(row: i32, changes: &[&str]) -> (i32, Vec<String>) {
    (row, changes.iter().map(|change| (*change).to_owned()).collect())
}

#[tokio::test]
async fn the_check_says_which_fields_change_from_what_to_what() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let first = b"name,city,country,industry,employees,customer since\n\
        Ash Import,Leeds,GB,Retail banking,1200,2020-01-31\nBirch Import,York,,,,\nCedar Import,,,,,\n";
    let id = imports::upload(&ctx, Kind::Organisations, "o.csv", first.to_vec()).await.unwrap();
    let customers = SaveColumns { relation: "customer".into(), ..suggested(&ctx, Kind::Organisations, id).await };
    imports::save_columns(&ctx, Kind::Organisations, id, customers).await.unwrap();
    t.run_jobs().await;
    imports::start(&ctx, Kind::Organisations, id).await.unwrap();
    t.run_jobs().await;
    let before = digests(&t).await;

    let second = b"name,city,country,industry,employees,customer since,parent organisation\n\
        ASH IMPORT,Hull,Germany,,1300,2021-01-31,Birch Import\nBirch Import,York,,,,,\nCedar Import,Bath,,,,,\nDogwood Import,,,,,,\n";
    let id = check(&t, &ctx, Kind::Organisations, second).await;

    let ash = [
        "Name from “Ash Import” to “ASH IMPORT”",
        "Employees from “1200” to “1300”",
        "Country from “United Kingdom” to “Germany”",
        "City from “Leeds” to “Hull”",
        "Customer since from “2020-01-31” to “2021-01-31”",
        "Parent organisation from blank to “Birch Import”",
    ];
    let foreseen = [told(2, &ash), told(4, &["City from blank to “Bath”"])];
    assert_eq!(changes(&ctx, Kind::Organisations, id).await, foreseen);
    assert_eq!(digests(&t).await, before, "looking wrote something");
    let all = imports::check_page(&ctx, Kind::Organisations, id, CheckRows::All, 0).await.unwrap();
    assert_eq!(all.rows.iter().map(|row| row.changes.len()).collect::<Vec<_>>(), [6, 0, 1, 0]);

    imports::start(&ctx, Kind::Organisations, id).await.unwrap();
    t.run_jobs().await;
    // Afterwards the page says what was changed.
    assert_eq!(changes(&ctx, Kind::Organisations, id).await, foreseen);
}

#[tokio::test]
async fn deals_people_and_colleagues_are_told_by_names_and_never_by_ids() {
    let t = TestApp::new().await;
    let ctx = administrator(&t).await;
    land(&t, &ctx, Kind::Organisations, b"name\nElm Import\nFir Import\n").await;
    let deals = "id,name,account,stage,amount,owner,product\nD-1,Elm deal,Elm Import,Evaluation,100,juno@quillstone.example,Ledger\n";
    land(&t, &ctx, Kind::Opportunities, deals.as_bytes()).await;

    let deals = "id,name,account,stage,amount,owner,product,contact name\n\
        D-1,Elm deal,Fir Import,Trial import,250,adaeze@quillstone.example,Close,Mei Oak\n";
    let id = check(&t, &ctx, Kind::Opportunities, deals.as_bytes()).await;
    let currency: String = sqlx::query_scalar("select currency from companies where id = $1")
        .bind(ctx.company())
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();
    let money = |units: i64| domain::money::Money::new(units * 100, currency.clone()).to_string();
    assert_eq!(
        changes(&ctx, Kind::Opportunities, id).await,
        [told(
            2,
            &[
                "Organisation from “Elm Import” to “Fir Import”",
                "Owner from “Juno Pemberwick” to “Adaeze Winterbourne”",
                "Product from “Ledger” to “Close”",
                "Stage from “Evaluation” to “Trial import”",
                &format!("Amount from “{}” to “{}”", money(100), money(250)),
                "Contact from blank to “Mei Oak”",
            ]
        )]
    );

    let people = "name,email,job title,tags,outcome\nIngrid Thistlewood,ingrid@skylarkmutual.example,Chief of all,look-before,Slept well\n";
    let id = check(&t, &ctx, Kind::Advocates, people.as_bytes()).await;
    let ingrid = changes(&ctx, Kind::Advocates, id).await;
    assert_eq!(ingrid.len(), 1, "{ingrid:?}");
    let said = ingrid[0].1.join("; ");
    assert!(said.contains("to “Chief of all”") && said.contains("look-before"), "{said}");
    assert!(said.ends_with("Outcome from blank to “Slept well”"), "{said}");

    let colleagues = "name,email,roles,team\nJuno Pemberwick,juno@quillstone.example,Analyst,Looking team\n";
    let id = check(&t, &ctx, Kind::Users, colleagues.as_bytes()).await;
    let juno = changes(&ctx, Kind::Users, id).await;
    let said = juno[0].1.join("; ");
    assert!(said.contains("Roles from “Sales rep” to “Analyst”") && said.contains("to “Looking team”"), "{said}");
}

#[tokio::test]
async fn the_page_shows_some_of_the_changes_and_the_file_all_of_them() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let rows = |city: &str| (0..70).map(|n| format!("Look Import {n},{city}\n")).collect::<String>();
    land(&t, &ctx, Kind::Organisations, format!("name,city\n{}", rows("Leeds")).as_bytes()).await;
    let file = format!("name,city\n{}=New,York\n", rows("=Hull"));
    let id = check(&t, &ctx, Kind::Organisations, file.as_bytes()).await;

    let page = imports::check_page(&ctx, Kind::Organisations, id, CheckRows::Changes, 0).await.unwrap();
    let next =
        imports::check_page(&ctx, Kind::Organisations, id, CheckRows::Changes, page.more_after.unwrap()).await.unwrap();
    let (stem, csv) = imports::changes_csv(&ctx, Kind::Organisations, id).await.unwrap();

    assert_eq!((page.rows.len(), page.counts.updated, page.is_first), (50, 70, true));
    assert_eq!((next.rows.len(), next.more_after), (20, None));
    assert_eq!(stem, "test");
    let csv = String::from_utf8(csv).unwrap();
    assert_eq!(csv.lines().count(), 71, "{csv}");
    assert!(csv.starts_with("Row,Name,Field,From,To\n2,Look Import 0,City,Leeds,'=Hull\n"), "{csv}");
    // Nobody else looks at it.
    let stranger = stranger(&t).await;
    let refused = imports::changes_csv(&stranger, Kind::Organisations, id).await.unwrap_err();
    assert_eq!(refused.problem().map(domain::problem::Problem::status), Some(404));
}
