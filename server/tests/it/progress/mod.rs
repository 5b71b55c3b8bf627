//! A run of matching that somebody watches: what each stage tells, stopping, resuming, losing the connection.

mod model;
mod stream;

use std::time::Duration;

use chrono::TimeDelta;
use domain::ids::{MatchProgressId, OpportunityId};
use domain::matching::{Done, Stage, Step};
use domain::problem::Problem;
use server::ctx::Ctx;
use server::matching::{self, View};
use server::plan;
use server::progress::{self, Pace, Watch};
use server::testing::TestApp;

use crate::matching::{assert_not_found, marlowe};

const JUNO: &str = "juno@quillstone.example";

async fn begin(ctx: &Ctx, deal: OpportunityId) -> (MatchProgressId, Watch) {
    let id = progress::begin(ctx, deal, &View::default()).await.unwrap();
    (id, watch(deal, id))
}

fn watch(deal: OpportunityId, id: MatchProgressId) -> Watch {
    Watch::new(deal, id, 0, Pace::default())
}

/// Everything until it is over, or until there is nothing to do but wait.
async fn drive(watch: &mut Watch, ctx: &Ctx) -> Vec<Step> {
    let mut told = Vec::new();
    while let Some(step) = watch.next(ctx).await.unwrap() {
        let is_last = step.is_last();
        told.push(step);
        if is_last {
            break;
        }
    }
    told
}

async fn until(watch: &mut Watch, ctx: &Ctx, stage: Stage) {
    while watch.next(ctx).await.unwrap() != Some(Step::Began(stage)) {}
}

fn over(told: &[Step]) -> Vec<Done> {
    let done = |step: &Step| if let Step::Over(done) = step { Some(done.clone()) } else { None };
    told.iter().filter_map(done).collect()
}

fn found(told: &[Step], stage: Stage) -> String {
    over(told).into_iter().find(|done| done.stage == stage).unwrap_or_else(|| panic!("{stage}: {told:?}")).found
}

/// Kept runs of a deal: what they saw and what they decided.
async fn runs(app: &TestApp, deal: OpportunityId) -> Vec<(Vec<u8>, Vec<u8>)> {
    let sql = "select snapshot_digest, order_digest from match_runs where opportunity_id = $1 order by id";
    sqlx::query_as(sql).bind(deal).fetch_all(&mut app.superuser().await).await.unwrap()
}

async fn do_all(app: &TestApp, statement: &'static str) {
    sqlx::query(statement).execute(&mut app.superuser().await).await.unwrap();
}

#[tokio::test]
async fn each_stage_tells_what_it_found_and_the_run_is_the_same_to_the_byte_as_one_that_nobody_watches() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;
    let deal = marlowe(&app).await;
    plan::renew(&app.sign_in("adaeze@quillstone.example").await).await.unwrap();
    let page = matching::workbench(&juno, deal, View::default()).await.unwrap();

    let (_, mut watch) = begin(&juno, deal).await;
    let told = drive(&mut watch, &juno).await;
    matching::run(&juno, deal, View::default()).await.unwrap();

    let order: Vec<Stage> = over(&told).iter().map(|done| done.stage).collect();
    assert_eq!(order, Stage::ALL);
    assert_eq!(told.last(), Some(&Step::Finished));
    assert_eq!(found(&told, Stage::Loading), format!("{} advocates read", page.candidates));
    assert_eq!(found(&told, Stage::Rules), format!("{} held back by {} rules", page.held_count, page.rules.len()));
    assert_eq!(found(&told, Stage::Scoring), format!("{} scored", page.ungated));
    assert!(found(&told, Stage::Plan).ends_with("held for other deals"), "{told:?}");
    assert_eq!(found(&told, Stage::Ai), "AI is off");
    let kept = runs(&app, deal).await;
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[0], kept[1], "a watched run saw or decided something else");
}

#[tokio::test]
async fn a_stopped_run_does_nothing_and_resumed_it_goes_on_with_what_it_read_on_another_instance_too() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;
    let deal = marlowe(&app).await;
    let page = matching::workbench(&juno, deal, View::default()).await.unwrap();
    let (id, mut first) = begin(&juno, deal).await;
    until(&mut first, &juno, Stage::Scoring).await;

    progress::stop(&juno, id).await.unwrap();
    assert_eq!(first.next(&juno).await.unwrap(), Some(Step::Stopped), "it went on although it was stopped");
    assert!(runs(&app, deal).await.is_empty(), "a stopped run was kept");

    do_all(&app, "update advocates set reference_status = 'paused'").await;
    progress::resume(&juno, id).await.unwrap();
    let other = Ctx::for_viewer(app.another(), juno.viewer().unwrap().clone(), juno.request());
    let told = drive(&mut watch(deal, id), &other).await;

    assert_eq!(found(&told, Stage::Scoring), format!("{} scored", page.ungated), "it read again");
    assert_eq!(told.last(), Some(&Step::Finished));
    assert_eq!(runs(&app, deal).await.len(), 1);
}

#[tokio::test]
async fn what_was_read_a_quarter_of_an_hour_ago_is_read_again() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;
    let deal = marlowe(&app).await;
    let (id, mut first) = begin(&juno, deal).await;
    until(&mut first, &juno, Stage::Scoring).await;
    progress::stop(&juno, id).await.unwrap();
    do_all(&app, "update advocates set reference_status = 'paused'").await;

    app.clock.advance(TimeDelta::minutes(16));
    progress::resume(&juno, id).await.unwrap();
    let told = drive(&mut watch(deal, id), &juno).await;

    assert_eq!(found(&told, Stage::Scoring), "0 scored");
}

#[tokio::test]
async fn a_watcher_who_goes_in_the_middle_of_a_stage_leaves_nothing_of_it_and_the_next_one_does_it() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;
    let deal = marlowe(&app).await;
    let (id, mut first) = begin(&juno, deal).await;
    until(&mut first, &juno, Stage::Scoring).await;

    // Polled once, which begins the work, and let go.
    let gone = tokio::time::timeout(Duration::ZERO, first.next(&juno)).await;
    assert!(gone.is_err(), "the stage was over at once: {gone:?}");
    drop(first);
    let told = drive(&mut watch(deal, id), &juno).await;

    assert_eq!(over(&told).len(), Stage::ALL.len());
    assert_eq!(runs(&app, deal).await.len(), 1);
}

#[tokio::test]
async fn two_who_watch_the_same_run_are_told_the_same_and_it_is_kept_once() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;
    let adaeze = app.sign_in("adaeze@quillstone.example").await;
    let deal = marlowe(&app).await;
    let (id, mut one) = begin(&juno, deal).await;
    let mut other = watch(deal, id);

    // A watcher who finds a stage done meanwhile has nothing to tell for a moment.
    let to_the_end = async |watch: &mut Watch, ctx: &Ctx| {
        let mut told = Vec::new();
        while told.last() != Some(&Step::Finished) {
            told.extend(watch.next(ctx).await.unwrap());
        }
        over(&told)
    };
    let (first, second) = tokio::join!(to_the_end(&mut one, &juno), to_the_end(&mut other, &adaeze));

    assert_eq!(first, second);
    assert_eq!(first.len(), Stage::ALL.len());
    assert_eq!(runs(&app, deal).await.len(), 1);
}

#[tokio::test]
async fn nobody_else_watches_stops_or_resumes_it() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;
    let corwin = app.sign_in_to("quarrystone", "corwin@quarrystone.example").await;
    let sunniva = app.sign_in("sunniva@quillstone.example").await;
    let deal = marlowe(&app).await;
    let (id, mut watch) = begin(&juno, deal).await;

    assert_not_found(watch.next(&corwin).await);
    assert_not_found(progress::stop(&corwin, id).await);
    assert_not_found(progress::resume(&corwin, id).await);
    for refused in [
        watch.next(&sunniva).await.map(drop),
        progress::stop(&sunniva, id).await,
        progress::resume(&sunniva, id).await,
        progress::begin(&sunniva, deal, &View::default()).await.map(drop),
    ] {
        assert!(matches!(refused.unwrap_err().problem(), Some(Problem::Forbidden(_))));
    }
    assert_eq!(watch.next(&juno).await.unwrap(), Some(Step::Began(Stage::Loading)), "somebody else moved it on");
}

#[tokio::test]
async fn a_run_that_is_begun_again_takes_the_place_of_the_one_before() {
    let app = TestApp::new().await;
    let juno = app.sign_in(JUNO).await;
    let deal = marlowe(&app).await;
    let (_, mut before) = begin(&juno, deal).await;
    let (_, mut after) = begin(&juno, deal).await;

    assert_not_found(before.next(&juno).await);
    assert_eq!(drive(&mut after, &juno).await.last(), Some(&Step::Finished));
}
