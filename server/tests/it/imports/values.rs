//! Values that are not plain, and what a person takes them for.

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

    let page = imports::check_page(&ctx, Kind::Organisations, id, true, 0).await.unwrap();
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

    let page = imports::check_page(&ctx, Kind::Opportunities, id, true, 0).await.unwrap();
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
