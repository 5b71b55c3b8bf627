//! Lists as files, through the use case, on the story world.

use domain::accounts::Role;
use domain::event::Event;
use domain::lists::{Format, ListName, Query};
use domain::problem::Problem;
use serde_json::Value;
use server::ctx::Ctx;
use server::testing::TestApp;
use server::{advocates, exports, opportunities};
use uuid::Uuid;

const JUNO: &str = "juno@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const SUNNIVA: &str = "sunniva@quillstone.example";

async fn json(ctx: &Ctx, list: ListName, query: &str) -> Vec<Value> {
    let bytes = exports::export(ctx, list, Format::Json, &Query::parse(query)).await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn column(rows: &[Value], key: &str) -> Vec<String> {
    rows.iter().map(|row| row[key].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_file_holds_every_row_of_the_list_in_its_order_whatever_page_is_open() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let query = Query::parse("sort=calls&dir=down");
    let mut listed = Vec::new();
    let mut place = query.clone();
    loop {
        let domain::advocates::Directory::Full { page, .. } = advocates::directory(&juno, &place).await.unwrap() else {
            panic!("the full directory expected")
        };
        listed.extend(page.rows.iter().map(|row| row.id.to_string()));
        match page.next {
            Some(next) => place = query.turned("after", &next),
            None => break,
        }
    }

    // The address of the last page, as it stands in the browser.
    let rows = json(&juno, ListName::Advocates, &place.to_string()).await;

    assert!(listed.len() > 25, "more than a page: {}", listed.len());
    assert_eq!(column(&rows, "id"), listed);
}

#[tokio::test]
async fn nobody_takes_away_what_they_cannot_see() {
    let t = TestApp::new().await;
    let (adaeze, tamsin, sunniva) = (t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await, t.sign_in(SUNNIVA).await);
    let mut viewer = t.viewer("quillstone", ADAEZE).await;
    viewer.roles = vec![Role::Analyst];
    let analyst = Ctx::for_viewer(t.app.clone(), viewer, Uuid::now_v7());

    let all = json(&adaeze, ListName::Advocates, "").await;
    let customers = json(&tamsin, ListName::Advocates, "").await;
    let names = json(&sunniva, ListName::Advocates, "").await;
    let without_addresses = json(&analyst, ListName::Advocates, "").await;

    assert!(!customers.is_empty() && customers.len() < all.len());
    assert!(column(&all, "email").iter().all(|email| email.contains('@')));
    assert!(without_addresses.len() == all.len() && without_addresses.iter().all(|row| row.get("email").is_none()));
    let keys: Vec<&String> = names[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "name", "organisation"]);
    for list in [ListName::Opportunities, ListName::Requests] {
        let refused = exports::export(&sunniva, list, Format::Csv, &Query::default()).await.unwrap_err();
        assert_eq!(refused.problem().map(Problem::status), Some(403), "{list}");
    }
}

#[tokio::test]
async fn names_that_look_like_formulas_leave_as_text_and_come_out_as_they_are() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let odd = "=HYPERLINK(\"http://elsewhere.example\",\"Zoë 東京\")\r\nand more";
    sqlx::query("update opportunities set name = $1 where company_id = $2 and name = 'Marlowe Street Bank'")
        .bind(odd)
        .bind(adaeze.company())
        .execute(&mut t.superuser().await)
        .await
        .unwrap();
    let query = Query::parse("view=all&q=hyperlink");

    let csv = exports::export(&adaeze, ListName::Opportunities, Format::CsvMarked, &query).await.unwrap();
    let rows = json(&adaeze, ListName::Opportunities, &query.to_string()).await;
    let book = exports::export(&adaeze, ListName::Opportunities, Format::Xlsx, &query).await.unwrap();

    let text = String::from_utf8(csv).unwrap();
    assert!(text.starts_with("\u{feff}PeerChamps ID,Name,"), "{text}");
    assert!(text.contains(&format!("\"'{}\"", odd.replace('"', "\"\""))), "{text}");
    assert_eq!(column(&rows, "name"), [odd]);
    assert!(book.starts_with(b"PK"));
}

#[tokio::test]
async fn amounts_requests_and_their_days_are_written_for_programs() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let listed = opportunities::list(&adaeze, &Query::parse("view=all&sort=amount")).await.unwrap().page.rows;

    let deals = json(&adaeze, ListName::Opportunities, "view=all&sort=amount").await;
    let requests = json(&adaeze, ListName::Requests, "tab=all").await;

    let first = listed[0].amount.as_ref().unwrap();
    assert_eq!(
        (deals[0]["amount"].as_str(), deals[0]["currency"].as_str()),
        (Some(first.typed().as_str()), Some("GBP"))
    );
    assert!(!requests.is_empty());
    for row in &requests {
        assert!(row["needed_by"].as_str().unwrap().parse::<chrono::NaiveDate>().is_ok(), "{row}");
        assert!(row["created_at"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().is_ok(), "{row}");
    }
}

#[tokio::test]
async fn who_took_what_away_is_on_record_and_somebody_who_takes_too_much_waits() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let rows = json(&juno, ListName::Requests, "tab=all").await.len();

    let body: Value = sqlx::query_scalar("select body from events where kind = 'list_exported' and actor_id = $1")
        .bind(juno.viewer().unwrap().user)
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();
    let mut waits = None;
    for _ in 0..40 {
        if let Err(error) = exports::export(&juno, ListName::Requests, Format::Csv, &Query::default()).await {
            waits = error.problem().map(Problem::status);
        }
    }

    let event: Event = serde_json::from_value(body).unwrap();
    let expected = u32::try_from(rows).unwrap();
    assert_eq!(event, Event::ListExported { list: ListName::Requests, format: Format::Json, rows: expected });
    assert_eq!(waits, Some(429));
}
