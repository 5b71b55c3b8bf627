//! The stream over HTTP: what a browser gets, and what it gets after the connection was lost.

use axum::body::{Body, BodyDataStream};
use domain::ids::{MatchProgressId, OpportunityId};
use domain::matching::{Stage, Step};
use domain::problem::Problem;
use futures_util::StreamExt as _;
use http::{Request, StatusCode, header};
use server::app::App;
use server::testing::TestApp;
use tower::ServiceExt as _;

use super::model::with_a_model;
use super::{JUNO, begin, over, runs};
use crate::matching::marlowe;

fn router(app: &App) -> axum::Router {
    server::http::wrap(server::http::edges(app.clone()), app.clone())
}

async fn open(
    app: &App,
    deal: OpportunityId,
    id: MatchProgressId,
    cookie: &str,
    last: Option<&str>,
) -> http::Response<Body> {
    let mut request = Request::get(format!("/opportunities/{deal}/matching/{id}")).header(header::COOKIE, cookie);
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    router(app).oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

/// The next steps of a stream, up to one of them or to its end.
async fn hear(stream: &mut BodyDataStream, until: Option<&Step>) -> Vec<(String, Step)> {
    let mut heard = Vec::new();
    while let Some(bytes) = stream.next().await {
        let text = String::from_utf8(bytes.unwrap().to_vec()).unwrap();
        for event in text.split("\n\n").filter(|event| event.contains("data:")) {
            let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
            heard.push((field("id:").to_owned(), Step::read(field("data:")).unwrap_or_else(|| panic!("{event}"))));
        }
        if until.is_some_and(|until| heard.last().is_some_and(|(_, step)| step == until)) {
            break;
        }
    }
    heard
}

#[tokio::test]
async fn a_browser_that_lost_the_connection_hears_what_it_missed_and_nothing_twice() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;
    let cookie = app.cookie(JUNO).await;
    let deal = marlowe(&app).await;
    let (id, _) = begin(&juno, deal).await;

    let response = open(&app.app, deal, id, &cookie, None).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache");
    let mut stream = response.into_body().into_data_stream();
    let first = hear(&mut stream, Some(&Step::Began(Stage::Scoring))).await;
    drop(stream);
    let (last, _) = first.last().unwrap();
    let mut stream = open(&app.app, deal, id, &cookie, Some(last)).await.into_body().into_data_stream();
    let second = hear(&mut stream, None).await;

    let done = |heard: &[(String, Step)]| over(&heard.iter().map(|(_, step)| step.clone()).collect::<Vec<_>>());
    let stages: Vec<Stage> = done(&first).iter().chain(&done(&second)).map(|done| done.stage).collect();
    assert_eq!(stages, Stage::ALL);
    assert_eq!(second.last(), Some(&("5".to_owned(), Step::Finished)), "{second:?}");
    assert_eq!(runs(&app, deal).await.len(), 1);
}

#[tokio::test]
async fn the_stream_ends_with_the_session_and_says_so() {
    let (app, _model, juno, deal) = with_a_model().await;
    let cookie = app.cookie(JUNO).await;
    let (id, _) = begin(&juno, deal).await;
    let mut stream = open(&app.app, deal, id, &cookie, None).await.into_body().into_data_stream();
    hear(&mut stream, Some(&Step::Began(Stage::Ai))).await;

    server::accounts::sign_out(&app.app, cookie.trim_start_matches("pc=")).await.unwrap();
    let rest = hear(&mut stream, None).await;

    assert_eq!(rest.last().map(|(_, step)| step), Some(&Step::Failed(Problem::SignedOut.to_string())), "{rest:?}");
}

#[tokio::test]
async fn a_process_that_stops_lets_its_streams_go_and_another_goes_on() {
    let (app, _model, juno, deal) = with_a_model().await;
    let cookie = app.cookie(JUNO).await;
    let (id, _) = begin(&juno, deal).await;
    let mut stream = open(&app.app, deal, id, &cookie, None).await.into_body().into_data_stream();
    hear(&mut stream, Some(&Step::Began(Stage::Ai))).await;

    app.app.end_streams();
    let rest = hear(&mut stream, None).await;
    let other = app.another();
    let mut stream = open(&other, deal, id, &cookie, Some("4")).await.into_body().into_data_stream();
    let taken_up = hear(&mut stream, None).await;

    assert!(rest.is_empty(), "{rest:?}");
    // The other instance of this test has no model.
    assert_eq!(taken_up.last(), Some(&("5".to_owned(), Step::Finished)), "{taken_up:?}");
}

#[tokio::test]
async fn nobody_holds_more_streams_open_than_a_few_windows_need() {
    let (app, _model, juno, deal) = with_a_model().await;
    let cookie = app.cookie(JUNO).await;
    let (id, _) = begin(&juno, deal).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        let response = open(&app.app, deal, id, &cookie, None).await;
        assert_eq!(response.status(), StatusCode::OK);
        held.push(response);
    }

    let refused = open(&app.app, deal, id, &cookie, None).await.status();
    held.pop();
    let after = open(&app.app, deal, id, &cookie, None).await.status();

    assert_eq!((refused, after), (StatusCode::TOO_MANY_REQUESTS, StatusCode::OK));
}
