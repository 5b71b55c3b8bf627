//! Work outside a request: each event causes its jobs once, failures are tried again, then shown and
//! replayed, and the engine underneath runs what the relay hands it.

use std::time::Duration;

use domain::ids::JobId;
use domain::jobs::JobState;
use domain::problem::Problem;
use serde_json::{Value, json};
use server::ctx::Ctx;
use server::error::{Error, Result};
use server::jobs::{self, Engine};
use server::testing::TestApp;
use tokio::sync::watch;
use uuid::Uuid;

/// What a mail job without its mail holds: nothing of this shape can be read.
fn broken() -> Value {
    json!({ "mail": "not an id" })
}

/// What a mail job holds whose mail is gone: it has nothing to do and ends well.
fn mended() -> Value {
    json!({ "mail": Uuid::now_v7() })
}

/// Writes a job of Quillstone's past the use cases.
async fn plant(test: &TestApp, ctx: &Ctx, body: Value, max_attempts: i32) -> JobId {
    let job = JobId(Uuid::now_v7());
    sqlx::query(
        "insert into jobs (company_id, id, queue, kind, key, body, max_attempts, run_at)
         values ($1, $2, 'mail_out', 'send_mail', $2::text, $3, $4, $5)",
    )
    .bind(ctx.company())
    .bind(job)
    .bind(body)
    .bind(max_attempts)
    .bind(ctx.now())
    .execute(&mut test.superuser().await)
    .await
    .unwrap();
    job
}

/// State, attempts and the last error.
async fn row(test: &TestApp, job: JobId) -> (String, i32, Option<String>) {
    sqlx::query_as("select state, attempts, last_error from jobs where id = $1")
        .bind(job)
        .fetch_one(&mut test.superuser().await)
        .await
        .unwrap()
}

async fn mend(test: &TestApp, job: JobId) {
    sqlx::query("update jobs set body = $2 where id = $1")
        .bind(job)
        .bind(mended())
        .execute(&mut test.superuser().await)
        .await
        .unwrap();
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::Problem(Problem::Refused(refusal))) => refusal.code,
        Err(Error::Problem(problem)) => problem.status().to_string(),
        other => panic!("expected a problem, got {other:?}"),
    }
}

/// Runs the engine until `done` or half a minute is over.
async fn with_engine(test: &TestApp, done: impl AsyncFn() -> bool) {
    let engine = Engine::new(test.app.clone()).await.unwrap();
    let (stop, stopped) = watch::channel(false);
    let watching = async {
        for _ in 0..300 {
            if done().await {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        stop.send(true).unwrap();
    };
    let (ended, ()) = tokio::join!(Box::pin(engine.run(stopped)), watching);
    ended.unwrap();
}

#[tokio::test]
async fn an_event_causes_its_job_once_however_often_the_relay_passes() {
    let test = TestApp::new().await;
    let ctx = test.sign_in("adaeze@quillstone.example").await;
    let mut superuser = test.superuser().await;
    // The story's own asks: one event for one of them.
    let ask: Uuid = sqlx::query_scalar("select id from asks where company_id = $1 and state = 'declined' limit 1")
        .bind(ctx.company())
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let event = Uuid::now_v7();
    let body = json!({ "kind": "ask_declined", "ask": ask, "request": Uuid::now_v7(), "advocate": Uuid::now_v7() });
    sqlx::query("insert into events (company_id, id, kind, body, occurred_at) values ($1, $2, 'ask_declined', $3, $4)")
        .bind(ctx.company())
        .bind(event)
        .bind(body)
        .bind(ctx.now())
        .execute(&mut superuser)
        .await
        .unwrap();

    let (one, other) = tokio::join!(jobs::relay_pass(&test.app), jobs::relay_pass(&test.app));
    one.unwrap();
    other.unwrap();
    jobs::relay_pass(&test.app).await.unwrap();
    // As after a crash between the two steps: the event is told again.
    sqlx::query("update events set relayed_at = null where id = $1").bind(event).execute(&mut superuser).await.unwrap();
    jobs::relay_pass(&test.app).await.unwrap();

    let told: i64 = sqlx::query_scalar("select count(*) from jobs where kind = 'mail_answer' and key = $1")
        .bind(format!("{ask}/declined"))
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(told, 1);
    let handed: i64 = sqlx::query_scalar(
        "select count(*) from graphile_worker._private_jobs where payload->>'job' in
           (select id::text from jobs where kind = 'mail_answer' and key = $1)",
    )
    .bind(format!("{ask}/declined"))
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    assert_eq!(handed, 1, "the engine knows it once");
}

#[tokio::test]
async fn what_fails_too_often_is_shown_with_its_cause_and_can_be_run_again_once() {
    let test = TestApp::new().await;
    let adaeze = test.sign_in("adaeze@quillstone.example").await;
    let job = plant(&test, &adaeze, broken(), 3).await;

    jobs::run_due(&test.app).await.unwrap();

    let (state, attempts, error) = row(&test, job).await;
    assert_eq!((state.as_str(), attempts), ("dead", 3));
    let page = jobs::list(&adaeze, Some(JobState::Dead)).await.unwrap();
    let shown = page.rows.iter().find(|row| row.id == job).unwrap();
    assert_eq!(shown.last_error, error);
    assert!(shown.last_error.as_deref().is_some_and(|error| !error.is_empty()));

    // Who may not manage the company and whose job it is not are turned away.
    let juno = test.sign_in("juno@quillstone.example").await;
    let ottoline = test.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_eq!(code(jobs::replay(&juno, job).await), "403");
    assert_eq!(code(jobs::replay(&ottoline, job).await), "404");
    assert!(jobs::list(&ottoline, None).await.unwrap().rows.iter().all(|row| row.id != job));

    mend(&test, job).await;
    jobs::replay(&adaeze, job).await.unwrap();
    assert_eq!(code(jobs::replay(&adaeze, job).await), "not_dead");
    jobs::run_due(&test.app).await.unwrap();
    let (state, attempts, error) = row(&test, job).await;
    assert_eq!((state.as_str(), attempts, error), ("done", 1, None));
}

#[tokio::test]
async fn a_kind_this_version_does_not_know_fails_and_stops_nothing_else() {
    let test = TestApp::new().await;
    let ctx = test.sign_in("adaeze@quillstone.example").await;
    let (unknown, good) = (plant(&test, &ctx, broken(), 1).await, plant(&test, &ctx, mended(), 1).await);
    sqlx::query("update jobs set kind = 'from_tomorrow' where id = $1")
        .bind(unknown)
        .execute(&mut test.superuser().await)
        .await
        .unwrap();

    jobs::run_due(&test.app).await.unwrap();

    let (state, _, error) = row(&test, unknown).await;
    assert_eq!(state, "dead");
    assert!(error.unwrap().contains("from_tomorrow"));
    assert_eq!(row(&test, good).await.0, "done");
}

#[tokio::test]
async fn the_engine_runs_what_the_relay_hands_it_tries_again_what_failed_and_finds_what_was_left_running() {
    let test = TestApp::new().await;
    let ctx = test.sign_in("adaeze@quillstone.example").await;
    let good = plant(&test, &ctx, mended(), 3).await;
    let failing = plant(&test, &ctx, broken(), 3).await;
    // A process was killed in the middle of this one, before its end was noted.
    let killed = plant(&test, &ctx, mended(), 3).await;
    sqlx::query("update jobs set state = 'running', attempts = 1 where id = $1")
        .bind(killed)
        .execute(&mut test.superuser().await)
        .await
        .unwrap();

    with_engine(&test, async || {
        if row(&test, failing).await.0 == "retrying" {
            mend(&test, failing).await;
        }
        let mut all_done = true;
        for job in [good, failing, killed] {
            all_done &= row(&test, job).await.0 == "done";
        }
        all_done
    })
    .await;

    assert_eq!(row(&test, good).await, ("done".into(), 1, None));
    assert_eq!(row(&test, failing).await, ("done".into(), 2, None));
    assert_eq!(row(&test, killed).await, ("done".into(), 2, None));
}

#[tokio::test]
async fn an_engine_takes_up_what_another_left_when_it_stopped() {
    let test = TestApp::new().await;
    let ctx = test.sign_in("adaeze@quillstone.example").await;
    with_engine(&test, async || true).await;
    let job = plant(&test, &ctx, mended(), 3).await;
    jobs::relay_pass(&test.app).await.unwrap();
    assert_eq!(row(&test, job).await.0, "queued", "nobody runs it yet");

    with_engine(&test, async || row(&test, job).await.0 == "done").await;

    assert_eq!(row(&test, job).await, ("done".into(), 1, None));
}

#[tokio::test]
async fn an_event_nobody_can_read_waits_as_a_job_and_stops_no_other() {
    let test = TestApp::new().await;
    let ctx = test.sign_in("adaeze@quillstone.example").await;
    let mut superuser = test.superuser().await;
    let ask: Uuid = sqlx::query_scalar("select id from asks where company_id = $1 and state = 'declined' limit 1")
        .bind(ctx.company())
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let (unreadable, good) = (Uuid::now_v7(), Uuid::now_v7());
    let body = json!({ "kind": "ask_declined", "ask": ask, "request": Uuid::now_v7(), "advocate": Uuid::now_v7() });
    for (event, body) in [(unreadable, json!({ "kind": "from_tomorrow" })), (good, body.clone())] {
        sqlx::query("insert into events (company_id, id, kind, body, occurred_at) values ($1, $2, 'any', $3, $4)")
            .bind(ctx.company())
            .bind(event)
            .bind(body)
            .bind(ctx.now())
            .execute(&mut superuser)
            .await
            .unwrap();
    }
    let told = async || -> i64 {
        sqlx::query_scalar("select count(*) from jobs where kind = 'mail_answer' and key = $1")
            .bind(format!("{ask}/declined"))
            .fetch_one(&mut test.superuser().await)
            .await
            .unwrap()
    };

    jobs::run_due(&test.app).await.unwrap();

    assert_eq!(told().await, 1, "the event behind it was told");
    let dead = jobs::list(&ctx, Some(JobState::Dead)).await.unwrap();
    let parked = dead.rows.iter().find(|row| row.kind == "read_event").expect("the page shows it");
    assert!(parked.last_error.as_deref().is_some_and(|error| error.contains("from_tomorrow")), "{parked:?}");

    // A version that knows it reads it when it is run again.
    sqlx::query("update events set body = $2 where id = $1")
        .bind(unreadable)
        .bind(body)
        .execute(&mut superuser)
        .await
        .unwrap();
    sqlx::query("delete from jobs where kind = 'mail_answer'").execute(&mut superuser).await.unwrap();
    jobs::replay(&ctx, parked.id).await.unwrap();
    jobs::run_due(&test.app).await.unwrap();
    assert_eq!(told().await, 1);
}

#[tokio::test]
async fn an_engine_that_cannot_start_is_started_again_until_it_can() {
    let test = TestApp::new().await;
    let ctx = test.sign_in("adaeze@quillstone.example").await;
    // What the engine stands on is not there, and it may not make it.
    let arrange = async |sql: &'static str| sqlx::raw_sql(sql).execute(&mut test.superuser().await).await.unwrap();
    arrange("alter schema graphile_worker rename to away").await;
    arrange(
        "do $$ begin execute format('revoke create on database %I from peerchamps_worker', current_database()); end $$",
    )
    .await;
    assert!(Engine::new(test.app.clone()).await.is_err(), "it cannot start");
    let (stop, stopped) = watch::channel(false);
    let keeping = jobs::keep_running(test.app.clone(), stopped);
    let watching = async {
        let job = plant(&test, &ctx, mended(), 3).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        arrange("alter schema away rename to graphile_worker").await;
        for _ in 0..300 {
            if row(&test, job).await.0 == "done" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        stop.send(true).unwrap();
        row(&test, job).await.0
    };

    let (kept, state) = tokio::join!(Box::pin(keeping), watching);

    kept.unwrap();
    assert_eq!(state, "done");
}
