//! The last stage: a model that is asked, waited for, and not asked after all.

use std::time::Duration;

use chrono::TimeDelta;
use domain::ai::AiForm;
use domain::ids::OpportunityId;
use domain::matching::{Done, Stage, Step};
use server::ai;
use server::ctx::Ctx;
use server::matching::{self, View};
use server::progress::{self, Pace, Watch};
use server::testing::{TestApp, TestModel};

use super::{JUNO, begin, drive, found, runs};
use crate::matching::marlowe;

/// The story with a model that Adaeze has switched on.
pub(super) async fn with_a_model() -> (TestApp, TestModel, Ctx, OpportunityId) {
    let model = TestModel::start().await;
    let app = TestApp::with(|config| config.ai = Some(model.config.clone())).await;
    let adaeze = app.sign_in("adaeze@quillstone.example").await;
    let version = ai::settings(&adaeze).await.unwrap().form.version;
    ai::save_settings(&adaeze, &AiForm { is_on: "on".into(), budget: "20".into(), version }).await.unwrap();
    let juno = app.sign_in(JUNO).await;
    let deal = marlowe(&app).await;
    (app, model, juno, deal)
}

async fn calls(app: &TestApp) -> i64 {
    let sql = "select count(*) from ai_calls where purpose <> 'facets'";
    sqlx::query_scalar(sql).fetch_one(&mut app.superuser().await).await.unwrap()
}

#[tokio::test]
async fn the_order_is_there_before_the_model_has_said_anything() {
    let (app, _model, juno, deal) = with_a_model().await;
    let (_, mut watch) = begin(&juno, deal).await;

    let told = drive(&mut watch, &juno).await;
    let before = matching::workbench(&juno, deal, View::default()).await.unwrap();
    let asked = calls(&app).await;
    app.run_jobs().await;
    let rest = drive(&mut watch, &juno).await;

    assert_eq!(told.last(), Some(&Step::Began(Stage::Ai)));
    assert!(before.last_run.is_some());
    assert_eq!((asked, calls(&app).await), (0, 2));
    assert_eq!(found(&rest, Stage::Ai), Done::ANSWERED);
    assert_eq!(rest.last(), Some(&Step::Finished));
}

#[tokio::test]
async fn a_model_that_does_not_answer_is_late_and_the_run_is_over() {
    let (_app, _model, juno, deal) = with_a_model().await;
    let id = progress::begin(&juno, deal, &View::default()).await.unwrap();
    let mut watch = Watch::new(deal, id, 0, Pace { look: Duration::ZERO, patience: Duration::ZERO });

    let told = drive(&mut watch, &juno).await;

    assert_eq!(found(&told, Stage::Ai), "AI is late and will be shown when it comes");
}

#[tokio::test]
async fn stopped_while_the_model_is_asked_it_is_not_asked_and_resumed_it_is() {
    let (app, _model, juno, deal) = with_a_model().await;
    let (id, mut watch) = begin(&juno, deal).await;
    drive(&mut watch, &juno).await;

    progress::stop(&juno, id).await.unwrap();
    app.run_jobs().await;
    let while_stopped = calls(&app).await;
    app.clock.advance(TimeDelta::milliseconds(1));
    progress::resume(&juno, id).await.unwrap();
    app.run_jobs().await;
    let told = drive(&mut watch, &juno).await;

    assert_eq!(while_stopped, 0, "the model was asked although the run was stopped");
    assert_eq!(found(&told, Stage::Ai), Done::ANSWERED);
    assert_eq!(runs(&app, deal).await.len(), 1, "the run was kept again");
}

#[tokio::test]
async fn the_next_run_asks_the_model_again() {
    let (app, _model, juno, deal) = with_a_model().await;
    let (id, mut watch) = begin(&juno, deal).await;
    drive(&mut watch, &juno).await;
    progress::stop(&juno, id).await.unwrap();
    app.run_jobs().await;

    app.clock.advance(TimeDelta::milliseconds(1));
    matching::run(&juno, deal, View::default()).await.unwrap();
    app.run_jobs().await;

    assert_eq!(calls(&app).await, 2);
}
