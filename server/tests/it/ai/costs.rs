//! What calls cost, and what is kept of them.

use super::{ADAEZE, Desk, JUNO, marlowe, why};
use chrono::TimeDelta;
use server::ai;
use server::testing::{TestApp, TestModel};

#[tokio::test]
async fn a_budget_that_is_spent_stops_the_calls_and_says_so() {
    let desk = Desk::off().await;
    desk.switch("on", "0").await;

    let suggested = desk.ask().await;

    assert_eq!(why(&suggested.facets), ("The budget is spent.", false));
    assert!(desk.model.stand_in.asked().is_empty());

    let day = TestModel::start().await;
    let app = TestApp::with(|config| {
        config.ai = Some(server::config::AiConfig { day_budget_micros: 0, ..day.config.clone() });
    })
    .await;
    let (juno, deal) = (app.sign_in(JUNO).await, marlowe(&mut app.superuser().await).await);
    let desk = Desk { app, model: day, juno, marlowe: deal };
    desk.switch("on", "20").await;
    assert_eq!(why(&desk.ask().await.facets).0, "The budget is spent.");
    assert!(desk.model.stand_in.asked().is_empty());
}

#[tokio::test]
async fn the_same_question_is_paid_for_once() {
    let desk = Desk::new().await;
    let first = desk.ask().await;
    assert_eq!(desk.model.stand_in.asked().len(), 3);

    desk.app.clock.advance(TimeDelta::minutes(1));
    let second = desk.ask().await;

    assert_eq!(desk.model.stand_in.asked().len(), 3);
    assert_eq!(first, second);
    desk.note("Ironbook costs them a week each month.").await;
    desk.ask().await;
    assert_eq!(desk.model.stand_in.asked().len(), 4, "new notes are a new question, the order is the old one");
}

#[tokio::test]
async fn each_call_is_kept_with_what_it_cost_and_without_a_word_of_it() {
    let desk = Desk::new().await;
    desk.ask().await;

    let row: serde_json::Value = sqlx::query_scalar("select to_jsonb(c) from ai_calls c where purpose = 'facets'")
        .fetch_one(&mut desk.app.superuser().await)
        .await
        .unwrap();

    assert_eq!((&row["model"], &row["outcome"]), (&"gpt-test".into(), &"answered".into()));
    assert!(row["prompt_tokens"].as_i64() > Some(100) && row["completion_tokens"].as_i64() > Some(10), "{row}");
    let cost = row["prompt_tokens"].as_f64().unwrap() * 0.15 + row["completion_tokens"].as_f64().unwrap() * 0.60;
    assert_eq!(row["cost_micros"].as_f64().unwrap(), cost.ceil());
    assert!(row["latency_ms"].as_i64().is_some());
    assert!(!row.to_string().contains("Ironbook"), "{row}");
    let prompts: i64 = sqlx::query_scalar("select count(distinct prompt_version) from ai_calls")
        .fetch_one(&mut desk.app.superuser().await)
        .await
        .unwrap();
    assert_eq!(prompts, 3, "each purpose has a prompt of its own, and its version tells");
    let page = ai::settings(&desk.app.sign_in(ADAEZE).await).await.unwrap();
    assert_eq!((page.calls, page.answered, page.month.as_str()), (3, 3, "November 2026"));
    assert_eq!(page.spent, "under $0.01");
}
