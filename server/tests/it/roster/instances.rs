//! Several instances, several companies, and what becomes of memory.

use domain::problem::Problem;
use server::testing::TestApp;
use server::{advocates, roster};
use sqlx::Connection as _;

use super::{ADAEZE, Watch, at, follows};

#[tokio::test]
async fn what_one_instance_committed_the_others_show_even_when_it_died_at_once() {
    let watch = Watch::new().await;
    let doomed = at(&watch.t.another(), &watch.adaeze);
    let form = advocates::advocate_form(&doomed, &first(&watch).await).await.unwrap().form;

    advocates::save_advocate(&doomed, &domain::advocates::AdvocateForm { name: "Aagot Only".into(), ..form })
        .await
        .unwrap();
    doomed.app().close().await;
    drop(doomed);

    watch.agrees("a write of an instance that is gone").await;
    assert!(roster::testing::kept(&watch.elsewhere).await.unwrap()[0].starts_with("aagot only "));
}

async fn first(watch: &Watch) -> String {
    let id: uuid::Uuid =
        sqlx::query_scalar("select a.id from advocates a where a.company_id = $1 order by a.id limit 1")
            .bind(watch.adaeze.company().0)
            .fetch_one(&mut watch.t.superuser().await)
            .await
            .unwrap();
    id.to_string()
}

/// A transaction that began before a reading and commits after it, and one that commits while another still runs.
#[tokio::test]
async fn the_order_of_commits_hides_nothing() {
    let watch = Watch::new().await;
    let rename =
        |to: &'static str| format!("update advocates set name = '{to} ' || name where md5(id::text || '{to}') < '30'");
    let (mut early, mut late) = (watch.t.superuser().await, watch.t.superuser().await);
    let mut early = early.begin().await.unwrap();
    let mut late = late.begin().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(rename("Early"))).execute(&mut *early).await.unwrap();

    watch.agrees("a write that is not committed").await;
    // (of others: an update of an advocate keeps their touches waiting)
    let touched = "insert into touches (company_id, id, advocate_id, kind, cost, at)
        select company_id, gen_random_uuid(), id, 'ask', 5000, '2026-11-18' from advocates where md5(id::text || 'Early') > '80'";
    sqlx::raw_sql(touched).execute(&mut *late).await.unwrap();
    late.commit().await.unwrap();
    watch.agrees("a write that was committed before an earlier one").await;
    early.commit().await.unwrap();

    watch.agrees("the earlier one").await;
}

#[tokio::test]
async fn a_commit_between_the_question_and_the_reading_is_seen_by_the_next_reader() {
    let watch = Watch::new().await;
    let (mut one, mut two) = (watch.t.superuser().await, watch.t.superuser().await);
    sqlx::raw_sql("update advocates set name = 'One ' || name where md5(id::text) < '40'")
        .execute(&mut one)
        .await
        .unwrap();

    let commit = async {
        let sql = "update advocates set name = 'Two ' || name where md5(id::text) > '80'";
        sqlx::raw_sql(sql).execute(&mut two).await.unwrap();
    };
    roster::testing::overtaken_by(&watch.adaeze, commit).await.unwrap();

    watch.agrees("a commit that overtook a reader").await;
}

#[tokio::test]
async fn what_is_rolled_back_was_never_there() {
    let watch = Watch::new().await;
    let before = roster::testing::kept(&watch.adaeze).await.unwrap();
    let mut superuser = watch.t.superuser().await;
    let mut tx = superuser.begin().await.unwrap();
    sqlx::raw_sql("delete from touches; update advocates set name = 'Nobody'").execute(&mut *tx).await.unwrap();
    tx.rollback().await.unwrap();

    assert_eq!(roster::testing::kept(&watch.adaeze).await.unwrap(), before);

    // Nor may a transaction bring into memory what it has not committed.
    let mut tx = watch.adaeze.begin().await.unwrap();
    sqlx::query("update advocates set name = 'Nobody'").execute(&mut *tx).await.unwrap();
    let refused = roster::testing::ask_in(&watch.adaeze, &mut tx).await;
    drop(tx);

    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(roster::testing::kept(&watch.adaeze).await.unwrap(), before);
}

#[tokio::test]
async fn two_companies_in_one_memory_never_mix() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    let hers = roster::testing::kept(&ottoline).await.unwrap();
    roster::testing::kept(&adaeze).await.unwrap();
    let noted = async || -> i64 {
        let changes = sqlx::query_scalar("select count(*) from roster_changes where company_id = $1");
        changes.bind(ottoline.company().0).fetch_one(&mut t.superuser().await).await.unwrap()
    };
    let before = noted().await;

    let all = "update advocates set name = 'Aa ' || name where company_id = $1";
    sqlx::query(all).bind(adaeze.company().0).execute(&mut t.superuser().await).await.unwrap();

    follows(&adaeze, "a write in her company").await;
    follows(&ottoline, "a write in another company").await;
    assert_eq!(roster::testing::kept(&ottoline).await.unwrap(), hers);
    assert_eq!(noted().await, before, "nothing is noted of a company in which nothing was written");
}

/// A company too large to be read within a request is read beside it: whoever asks meanwhile is told, and nobody holds a
/// connection for it.
#[tokio::test]
async fn a_large_company_is_read_beside_its_requests() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    roster::testing::read_aside_from(&adaeze, 10);

    let told = advocates::directory(&adaeze, &domain::lists::Query::default()).await.unwrap_err();
    assert_eq!(told.problem().map(Problem::status), Some(503));

    roster::testing::until_read(&adaeze).await;
    advocates::directory(&adaeze, &domain::lists::Query::default()).await.unwrap();
    follows(&adaeze, "a reading aside").await;

    // What changes of a large company is read at once, as long as it is not everything.
    let some = "update advocates set name = 'Aa ' || name where md5(id::text) < '80'";
    sqlx::query(some).execute(&mut t.superuser().await).await.unwrap();
    follows(&adaeze, "a change of a large company").await;
}
