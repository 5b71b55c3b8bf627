//! Values that are not plain, and what a person takes them for.

use domain::imports::Fit;

use super::*;

#[tokio::test]
async fn values_that_are_not_plain_are_offered_and_taken_as_chosen() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let file = b"name,industry,employees,country\n\
        Dune Import,Sand trade,Enterprise,Dunland\n\
        Elder Import,Sand trade,1001-5000,Germany\n\
        Fern Import,sand  trade,\"1,200\",Dunland\n";
    let id = check(&t, &ctx, Kind::Organisations, file).await;

    let page = imports::check_page(&ctx, Kind::Organisations, id, CheckRows::Problems, 0).await.unwrap();
    let offered: Vec<(Field, &str, usize, Option<&str>)> =
        page.values.iter().map(|v| (v.field, v.name.as_str(), v.rows, v.target.as_deref())).collect();
    assert_eq!(
        offered,
        [
            (Field::Industry, "Sand trade", 3, None),
            (Field::Country, "Dunland", 2, None),
            (Field::Employees, "Enterprise", 1, Some("7500")),
        ]
    );
    let choose = |field: &str, name: &str, target: &str| (field.to_owned(), name.to_owned(), target.to_owned());
    let wrong = [choose("country", "Dunland", "XX")];
    let refused = imports::choose_values(&ctx, Kind::Organisations, id, &wrong).await.unwrap_err();
    assert!(refused.problem().unwrap().of_field("targets[0]").is_some());
    let chosen = [
        choose("industry", "Sand trade", "retail"),
        choose("country", "Dunland", ""),
        choose("employees", "Enterprise", "10001"),
    ];
    imports::choose_values(&ctx, Kind::Organisations, id, &chosen).await.unwrap();
    t.run_jobs().await;

    let counts = foreseen(&ctx, Kind::Organisations, id).await;
    assert_eq!((counts.created, counts.remarked), (3, 0));
    imports::start(&ctx, Kind::Organisations, id).await.unwrap();
    t.run_jobs().await;
    let landed: Vec<(Option<String>, Option<i32>, Option<String>)> = sqlx::query_as(
        "select industry, employees, country from organisations where name like '% Import' order by name",
    )
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();
    let retail = || Some("retail".to_owned());
    assert_eq!(
        landed,
        [(retail(), Some(10_001), None), (retail(), Some(3_000), Some("DE".into())), (retail(), Some(1_200), None)]
    );
}

#[tokio::test]
async fn a_product_nobody_knew_can_be_taken_for_one_of_the_companys() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    land(&t, &ctx, Kind::Organisations, b"name\nGorse Import\n").await;
    land(&t, &ctx, Kind::Opportunities, b"id,account,product\np1,Gorse Import,Abacus Ledger\n").await;
    let id = check(&t, &ctx, Kind::Opportunities, b"id,account,product\np2,Gorse Import,AL\n").await;

    let page = imports::check_page(&ctx, Kind::Opportunities, id, CheckRows::Problems, 0).await.unwrap();
    let offered: Vec<(&str, Option<&str>)> =
        page.values.iter().map(|v| (v.name.as_str(), v.target.as_deref())).collect();
    assert_eq!(offered, [("AL", Some("AL"))]);
    let chosen = [("product".to_owned(), "AL".to_owned(), "Abacus Ledger".to_owned())];
    imports::choose_values(&ctx, Kind::Opportunities, id, &chosen).await.unwrap();
    t.run_jobs().await;
    imports::start(&ctx, Kind::Opportunities, id).await.unwrap();
    t.run_jobs().await;

    let products: Vec<String> = sqlx::query_scalar("select products from opportunities where external_id = 'p2'")
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();
    assert_eq!(products, ["Abacus Ledger"]);
}

#[tokio::test]
async fn what_was_chosen_for_a_file_is_chosen_for_the_next_one() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let file = b"Company,Kind of trade,Land,Nick\nDune Import,Sand trade,Dunland,Du\n";
    let id = imports::upload(&ctx, Kind::Organisations, "1.csv", file.to_vec()).await.unwrap();
    let chosen = SaveColumns {
        mapping: ["name", "industry", "", "city"].map(str::to_owned).to_vec(),
        ..suggested(&ctx, Kind::Organisations, id).await
    };
    imports::save_columns(&ctx, Kind::Organisations, id, chosen).await.unwrap();
    t.run_jobs().await;
    let value = [("industry".to_owned(), "Sand trade".to_owned(), "retail".to_owned())];
    imports::choose_values(&ctx, Kind::Organisations, id, &value).await.unwrap();
    t.run_jobs().await;

    let next = b"COMPANY,nick,Kind  of trade,Land,City\nFern Import,Fe,SAND TRADE,Germany,Ulm\n";
    let next = imports::upload(&ctx, Kind::Organisations, "2.csv", next.to_vec()).await.unwrap();

    let page = imports::columns_page(&ctx, Kind::Organisations, next).await.unwrap();
    let fields: Vec<(Option<Field>, Option<Fit>)> = page.columns.iter().map(|c| (c.field, c.fit)).collect();
    let remembered = Some(Fit::Remembered);
    assert_eq!(
        fields,
        [
            (Some(Field::Name), remembered),
            (Some(Field::City), remembered),
            (Some(Field::Industry), remembered),
            (None, None),
            // Its field is taken by a column that was chosen for it.
            (None, None),
        ]
    );
    imports::save_columns(&ctx, Kind::Organisations, next, suggested(&ctx, Kind::Organisations, next).await)
        .await
        .unwrap();
    t.run_jobs().await;
    assert_eq!(foreseen(&ctx, Kind::Organisations, next).await.remarked, 0);
    let page = imports::check_page(&ctx, Kind::Organisations, next, CheckRows::Problems, 0).await.unwrap();
    assert_eq!(page.values[0].target.as_deref(), Some("retail"));
}

#[tokio::test]
async fn another_company_remembers_nothing_of_it() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let file = b"Strange,Name\nDune Import,x\n".to_vec();
    let id = imports::upload(&ctx, Kind::Organisations, "1.csv", file.clone()).await.unwrap();
    let chosen = SaveColumns {
        mapping: ["name", "city"].map(str::to_owned).to_vec(),
        ..suggested(&ctx, Kind::Organisations, id).await
    };
    imports::save_columns(&ctx, Kind::Organisations, id, chosen).await.unwrap();
    let stranger = stranger(&t).await;

    let id = imports::upload(&stranger, Kind::Organisations, "1.csv", file).await.unwrap();

    let page = imports::columns_page(&stranger, Kind::Organisations, id).await.unwrap();
    let fields: Vec<Option<Field>> = page.columns.iter().map(|column| column.field).collect();
    assert_eq!(fields, [None, Some(Field::Name)]);
    t.run_jobs().await;
}
