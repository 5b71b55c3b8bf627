//! The lists kept in memory say what the records say: on every day, and after every kind of change.

use std::collections::BTreeMap;

use chrono::Duration;
use domain::advocates::{AdvocateRow, Directory};
use domain::bulk::BulkForm;
use domain::duplicates::Picks;
use domain::imports::Kind;
use domain::lists::Query;
use server::ctx::Ctx;
use server::duplicates::MakeOne;
use server::testing::TestApp;
use server::{advocates, bulk, duplicates, imports, roster};

const ADAEZE: &str = "adaeze@quillstone.example";

/// Every line of the directory, judged in SQL.
async fn lines(ctx: &Ctx) -> Vec<AdvocateRow> {
    let (mut query, mut rows) = (Query::default(), Vec::new());
    loop {
        let Directory::Full { page, .. } = advocates::directory(ctx, &query).await.unwrap() else {
            panic!("the full directory expected")
        };
        rows.extend(page.rows);
        match page.next {
            Some(next) => query = query.turned("after", &next),
            None => return rows,
        }
    }
}

#[tokio::test]
async fn everybody_stands_in_memory_where_their_line_says_on_every_day() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut met = BTreeMap::new();
    // Over months, quarters, the fading of touches and the year in which calls count.
    for days in [0, 1, 2, 3, 5, 8, 11, 13, 20, 29, 30, 31, 42, 59, 60, 61, 90, 121, 250, 364, 366] {
        t.clock.set(server::testing::story_now() + Duration::days(days));

        let standings = roster::testing::standings(&adaeze).await.unwrap();
        let lines = lines(&adaeze).await;

        assert_eq!(standings.len(), lines.len());
        for (id, judged, last_call) in standings {
            let line = lines.iter().find(|line| line.id == id).unwrap();
            let load = domain::matching::Load::of(std::iter::once((0, u32::from(judged.load))));
            assert_eq!(judged.status, line.status, "{} after {days} days", line.name);
            assert_eq!(load.fatigue(), line.fatigue, "{} after {days} days", line.name);
            assert_eq!(u32::from(judged.calls), line.calls, "{} after {days} days", line.name);
            assert_eq!(last_call, line.last_call, "{} after {days} days", line.name);
            *met.entry(judged.status).or_insert(0) += 1;
        }
    }
    assert!(met.len() >= 7, "the story meets too few of the rules: {met:?}");
}

async fn says_what_the_records_say(ctx: &Ctx, after: &str) {
    let kept = roster::testing::kept(ctx).await.unwrap();
    let anew = roster::testing::read_anew(ctx).await.unwrap();
    for (kept, anew) in kept.iter().zip(&anew) {
        assert_eq!(kept, anew, "after {after}");
    }
    assert_eq!(kept.len(), anew.len(), "after {after}");
}

/// A bulk edit of everybody that the address shows.
async fn change_all(ctx: &Ctx, query: &str, act: &str, value: (&str, &str)) -> domain::ids::BulkEditId {
    let fields = [("list", "advocates"), ("query", query), ("all", "yes"), ("act", act), value];
    let object = fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).into())).collect();
    let form: BulkForm = serde_json::from_value(serde_json::Value::Object(object)).unwrap();
    bulk::change(ctx, &form).await.unwrap()
}

#[tokio::test]
async fn bulk_edits_and_their_undo_reach_the_lists_in_memory() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let before = roster::testing::kept(&adaeze).await.unwrap();

    let edit = change_all(&adaeze, "industry=finance", "owner", ("owner", "nobody")).await;

    says_what_the_records_say(&adaeze, "a bulk edit").await;
    assert_ne!(roster::testing::kept(&adaeze).await.unwrap(), before);

    bulk::undo(&adaeze, edit).await.unwrap();

    says_what_the_records_say(&adaeze, "its undo").await;
    assert_eq!(roster::testing::kept(&adaeze).await.unwrap(), before);
}

#[tokio::test]
async fn imports_and_their_undo_reach_the_lists_in_memory() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let before = roster::testing::kept(&adaeze).await.unwrap();
    let csv = "name\nAardvark Holdings\nZebra Freight\n";

    let (id, _) = crate::imports::land(&t, &adaeze, Kind::Organisations, csv.as_bytes()).await;

    says_what_the_records_say(&adaeze, "an import").await;
    assert_eq!(roster::testing::kept(&adaeze).await.unwrap().len(), before.len() + 2);

    imports::undo(&adaeze, Kind::Organisations, id).await.unwrap();
    t.run_jobs().await;

    says_what_the_records_say(&adaeze, "its undo").await;
    assert_eq!(roster::testing::kept(&adaeze).await.unwrap(), before);
}

#[tokio::test]
async fn a_merge_and_its_undo_reach_the_lists_in_memory() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let before = roster::testing::kept(&adaeze).await.unwrap();
    let rows = lines(&adaeze).await;
    let kept = rows[0].organisation;
    let other = rows.iter().find(|row| row.organisation != kept).unwrap().organisation;
    let page =
        duplicates::compare(&adaeze, &kept.to_string(), &other.to_string(), Some(&kept.to_string())).await.unwrap();
    let make = MakeOne {
        kept,
        other,
        kept_version: page.kept.version,
        other_version: page.other.version,
        picks: Picks::new(),
    };

    let merge = duplicates::merge(&adaeze, &make).await.unwrap();

    says_what_the_records_say(&adaeze, "a merge").await;
    assert_eq!(roster::testing::kept(&adaeze).await.unwrap().len(), before.len() - 1);

    duplicates::undo(&adaeze, merge).await.unwrap();

    says_what_the_records_say(&adaeze, "its undo").await;
    assert_eq!(roster::testing::kept(&adaeze).await.unwrap(), before);
}

/// What no page does at once: rows that change hands, rows that go, many that come, names that change.
#[tokio::test]
async fn whatever_the_records_do_the_lists_in_memory_follow() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    says_what_the_records_say(&adaeze, "nothing").await;
    for sql in [
        "update touches set advocate_id = (select a.id from advocates a where a.company_id = touches.company_id order by a.name limit 1)",
        "delete from touches where kind = 'call'",
        "update organisations set name = 'Ä ' || name, renewal_on = renewal_on + 40, industry = 'finance/banking', products = '{Close}'",
        "update advocates set name = reverse(name), owner_id = null, languages = '{de,fr}'",
        "delete from shields",
        "delete from consents where id in (select id from consents limit 20)",
        "delete from organisation_relations where kind = 'prospect'",
        "insert into advocates (company_id, id, organisation_id, name, email)
           select g.company_id, gen_random_uuid(), g.id, 'New ' || g.name || n, n || g.id::text || '@new.example'
           from organisations g, generate_series(1, 4) n",
        // More than a change names one by one.
        // More than are named one by one.
        "insert into availability_exceptions (company_id, id, advocate_id, day, kind)
           select a.company_id, gen_random_uuid(), a.id, date '2027-01-01' + n, 'off'
           from (select company_id, id from advocates order by name limit 1) a, generate_series(1, 50001) n",
        "delete from advocates where name like 'New %'",
    ] {
        sqlx::raw_sql(sql).execute(&mut superuser).await.unwrap();

        says_what_the_records_say(&adaeze, sql).await;
    }
}
