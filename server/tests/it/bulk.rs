//! Changing many rows of a list at once and taking it back, through the use cases, on the story world.

use std::time::{Duration, Instant};

use domain::advocates::Directory;
use domain::bulk::{BulkEditPage, BulkForm, ROWS_MOST, WhyNot};
use domain::ids::BulkEditId;
use domain::lists::{ListName, Query};
use domain::opportunities::OpportunityForm;
use domain::problem::Problem;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use server::ctx::Ctx;
use server::testing::TestApp;
use server::{advocates, bulk, opportunities};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

const JUNO: &str = "juno@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";
const SUNNIVA: &str = "sunniva@quillstone.example";
const OTTOLINE: &str = "ottoline@quarrystone.example";

/// Count and digest of both tables of all companies: every column but the version, which only rises,
/// and the moment of the last write.
async fn digests(t: &TestApp) -> Vec<(i64, String)> {
    let mut superuser = t.superuser().await;
    let mut all = Vec::new();
    for table in ["advocates", "opportunities"] {
        let row = "(to_jsonb(t) - 'version' - 'updated_at')::text";
        let sql = format!("select count(*), md5(string_agg({row}, '|' order by t.company_id, t.id)) from {table} t");
        all.push(sqlx::query_as(AssertSqlSafe(sql)).fetch_one(&mut superuser).await.unwrap());
    }
    all
}

async fn count(t: &TestApp, sql: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&mut t.superuser().await).await.unwrap()
}

async fn run(t: &TestApp, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut t.superuser().await).await.unwrap();
}

/// The ids on the first page of a list.
async fn listed(ctx: &Ctx, list: ListName, query: &str) -> Vec<String> {
    let query = Query::parse(query);
    match list {
        ListName::Opportunities => {
            let list = opportunities::list(ctx, &query).await.unwrap();
            list.page.rows.iter().map(|row| row.id.to_string()).collect()
        }
        _ => match advocates::directory(ctx, &query).await.unwrap() {
            Directory::Full { page, .. } => page.rows.iter().map(|row| row.id.to_string()).collect(),
            Directory::Names { .. } => panic!("the full directory expected"),
        },
    }
}

fn form(list: ListName, ids: &[String], act: &str, value: (&str, &str)) -> BulkForm {
    let fields = [("list", list.as_str()), ("act", act), value];
    let object = fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).into())).collect();
    let form: BulkForm = serde_json::from_value(serde_json::Value::Object(object)).unwrap();
    BulkForm { ids: ids.to_vec(), ..form }
}

async fn change(ctx: &Ctx, form: &BulkForm) -> (BulkEditId, BulkEditPage) {
    let id = bulk::change(ctx, form).await.unwrap();
    (id, bulk::page(ctx, id).await.unwrap())
}

/// How many rows were left out, and why.
fn left_out(page: &BulkEditPage) -> Vec<(WhyNot, u32, Vec<&str>)> {
    page.left_out
        .iter()
        .map(|left| (left.why, left.rows, left.named.iter().map(|row| row.name.as_str()).collect()))
        .collect()
}

fn code(outcome: server::error::Result<impl std::fmt::Debug>) -> Option<String> {
    outcome.unwrap_err().problem()?.refusal_code().map(str::to_owned)
}

fn status(outcome: server::error::Result<impl std::fmt::Debug>) -> Option<u16> {
    outcome.unwrap_err().problem().map(Problem::status)
}

async fn user(t: &TestApp, email: &str) -> String {
    t.viewer("quillstone", email).await.user.to_string()
}

#[tokio::test]
async fn ticked_advocates_get_a_tag_and_each_has_its_version_and_event() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let ids: Vec<String> = listed(&adaeze, ListName::Advocates, "sort=name").await.into_iter().take(5).collect();
    let version = "select sum(version)::bigint from advocates";
    let (versions, events) = (count(&t, version).await, count(&t, "select count(*) from events").await);

    let tag = form(ListName::Advocates, &ids, "add_tags", ("tags", "Board ready, User day"));
    let (id, page) = change(&adaeze, &tag).await;

    assert_eq!((page.counts.changed, page.counts.chosen(), page.may_undo), (5, 5, true));
    assert_eq!(page.what, "Tags added: “Board ready” and “User day”");
    assert_eq!(count(&t, "select count(*) from advocates where tags @> array['Board ready', 'User day']").await, 5);
    assert_eq!(count(&t, version).await, versions + 5);
    // One for each row, and one for the bulk edit.
    assert_eq!(count(&t, "select count(*) from events").await, events + 6);
    let told = format!(
        "select count(*) from events e join bulk_edit_rows r on r.record_id = e.about_advocate and r.edit_id = '{id}'
         where e.kind = 'advocate_changed' and (e.body ->> 'version')::int = r.version and e.actor_id is not null"
    );
    assert_eq!(count(&t, &told).await, 5);

    // The same again finds nothing to do.
    let (_, again) = change(&adaeze, &tag).await;
    assert_eq!((again.counts.changed, again.counts.unchanged, again.may_undo), (0, 5, false));
    t.run_jobs().await;
}

/// Whatever is done to whichever rows: undo puts the tables back to the byte.
#[tokio::test]
async fn undo_after_any_bulk_edit_is_as_if_it_had_never_been() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let (tamsin, juno) = (user(&t, TAMSIN).await, user(&t, JUNO).await);
    run(&t, "update opportunities set source = 'salesforce', external_id = id::text where name like 'C%'").await;
    let acts = [
        (ListName::Advocates, "add_tags", ("tags", "Board ready")),
        (ListName::Advocates, "remove_tags", ("tags", "board, close, User group")),
        (ListName::Advocates, "owner", ("owner", tamsin.as_str())),
        (ListName::Advocates, "owner", ("owner", "nobody")),
        (ListName::Advocates, "status", ("status", "paused")),
        (ListName::Advocates, "status", ("status", "active")),
        (ListName::Opportunities, "owner", ("owner", juno.as_str())),
        (ListName::Opportunities, "needed_by", ("needed_by", "2026-12-11")),
        (ListName::Opportunities, "not_needed", ("needed_by", "")),
        (ListName::Opportunities, "urgency", ("urgency", "high")),
        (ListName::Opportunities, "add_tags", ("tags", "Regulators")),
        (ListName::Opportunities, "remove_tags", ("tags", "regulators")),
    ];
    let before = digests(&t).await;
    let mut runner = TestRunner::deterministic();
    let mut landed = 0;
    for (list, act, value) in acts {
        let ids = listed(&adaeze, list, "view=all&sort=name").await;
        let ticked = proptest::sample::subsequence(ids.clone(), 1..=ids.len());
        let ticked = ticked.new_tree(&mut runner).unwrap().current();
        let chosen = BulkForm { status_reason: "A merger".to_owned(), ..form(list, &ticked, act, value) };

        let (id, page) = change(&adaeze, &chosen).await;
        assert_eq!(usize::try_from(page.counts.chosen()).unwrap(), ticked.len(), "{act}");
        assert_eq!(digests(&t).await == before, page.counts.changed == 0, "{act}");
        landed += page.counts.changed;
        bulk::undo(&adaeze, id).await.unwrap();

        assert_eq!(digests(&t).await, before, "{list} {act} {value:?}");
        let page = bulk::page(&adaeze, id).await.unwrap();
        assert_eq!((page.counts.undone, page.counts.kept), (page.counts.landed(), 0));
    }

    assert!(landed > 50, "{landed}");
    // The ledger of moves keeps both ways: out of use, and back.
    assert_eq!(
        count(&t, "select count(*) from advocate_moves where reason = 'A merger' and to_state = 'paused'").await,
        count(
            &t,
            "select count(*) from advocate_moves where reason = 'A bulk edit was undone' and from_state = 'paused'"
        )
        .await
    );
}

#[tokio::test]
async fn rows_that_cannot_be_changed_are_counted_and_named_and_the_rest_lands() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let mine = listed(&juno, ListName::Opportunities, "view=mine&sort=name").await;
    let (kept, free) = (mine[0].clone(), mine[1].clone());
    run(&t, &format!("update opportunities set source = 'hubspot', external_id = 'h-1' where id = '{kept}'")).await;
    let name: String = sqlx::query_scalar("select name from opportunities where id = $1::uuid")
        .bind(&kept)
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();
    let ottoline = t.sign_in_to("quarrystone", OTTOLINE).await;
    let foreign = listed(&ottoline, ListName::Opportunities, "view=all").await.remove(0);
    let others: Vec<String> = listed(&adaeze, ListName::Opportunities, "view=all&sort=name").await;
    let colleagues = others.into_iter().find(|id| !mine.contains(id)).unwrap();
    let ids = [kept.clone(), free, foreign.clone(), colleagues, Uuid::from_u128(7).to_string(), "no id".to_owned()];
    let before = digests(&t).await;

    let owner = user(&t, JUNO).await;
    let (_, page) = change(&adaeze, &form(ListName::Opportunities, &ids, "owner", ("owner", &owner))).await;

    assert_eq!(page.counts.chosen(), 5, "what is no id is none of the rows");
    assert!(page.counts.changed >= 1 && page.counts.changed + page.counts.unchanged == 2, "{:?}", page.counts);
    assert_eq!(left_out(&page), [(WhyNot::Gone, 2, vec![]), (WhyNot::KeptByCrm, 1, vec![name.as_str()])]);
    bulk::undo(&adaeze, page.id).await.unwrap();
    assert_eq!(digests(&t).await, before);

    // A rep does not see the deals of other teams, so they do not exist for them; what a CRM keeps
    // of one's own deals is refused, what the prospect needs is not.
    let (_, page) = change(&juno, &form(ListName::Opportunities, &ids, "needed_by", ("needed_by", "2026-12-04"))).await;
    assert_eq!(page.counts.refused, 3);
    assert_eq!(left_out(&page), [(WhyNot::Gone, 3, vec![])]);
    let theirs = format!("select count(*) from opportunities where id = '{foreign}' and needed_by = '2026-12-04'");
    assert_eq!(count(&t, &theirs).await, 0);
}

#[tokio::test]
async fn somebody_elses_advocates_are_not_changed_by_a_success_manager() {
    let t = TestApp::new().await;
    let (tamsin, adaeze) = (t.sign_in(TAMSIN).await, t.sign_in(ADAEZE).await);
    let hers = listed(&tamsin, ListName::Advocates, "sort=name").await;
    let all = listed(&adaeze, ListName::Advocates, "sort=name").await;
    let foreign = all.iter().find(|id| !hers.contains(id)).unwrap().clone();
    let ids = [hers[0].clone(), foreign];
    let before = digests(&t).await;

    // She gives one away, which takes it out of her own reach where nothing else keeps it there.
    let owner = user(&t, ADAEZE).await;
    let (id, page) = change(&tamsin, &form(ListName::Advocates, &ids, "owner", ("owner", &owner))).await;

    assert_eq!((page.counts.changed, page.counts.refused), (1, 1));
    assert_eq!(left_out(&page), [(WhyNot::Gone, 1, vec![])]);
    bulk::undo(&tamsin, id).await.unwrap();
    assert_eq!(digests(&t).await, before);
}

#[tokio::test]
async fn undo_leaves_what_somebody_changed_since_and_names_it() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let ids: Vec<String> =
        listed(&adaeze, ListName::Opportunities, "view=all&sort=name").await.into_iter().take(4).collect();
    let before: Vec<(String, String)> = urgencies(&t, &ids).await;
    let low = form(ListName::Opportunities, &ids, "urgency", ("urgency", "low"));
    let (id, page) = change(&adaeze, &low).await;
    assert_eq!(page.counts.changed, 4, "none of the story's first deals is of low urgency");

    // A colleague changes the same of the first, and something else of the third; the second is gone.
    let typed = opportunities::form(&adaeze, Some(&ids[0])).await.unwrap().form;
    let name = typed.name.clone();
    opportunities::save(&adaeze, OpportunityForm { urgency: "high".to_owned(), ..typed }).await.unwrap();
    let typed = opportunities::form(&adaeze, Some(&ids[2])).await.unwrap().form;
    let noted = OpportunityForm { notes: "They moved the decision.".to_owned(), ..typed };
    opportunities::save(&adaeze, noted).await.unwrap();
    run(&t, &format!("delete from opportunities where id = '{}'", ids[1])).await;
    bulk::undo(&adaeze, id).await.unwrap();

    let page = bulk::page(&adaeze, id).await.unwrap();
    assert_eq!((page.counts.undone, page.counts.kept, page.may_undo), (2, 2, false));
    assert_eq!(left_out(&page), [(WhyNot::ChangedSince, 1, vec![name.as_str()]), (WhyNot::GoneSince, 1, vec![])]);
    let after = urgencies(&t, &ids).await;
    assert_eq!(after[0].1, "high", "what was changed since stays as it is");
    assert_eq!(after[1..], before[2..]);
    assert_eq!(code(bulk::undo(&adaeze, id).await).as_deref(), Some("already_undone"));
}

#[tokio::test]
async fn bulk_edits_of_the_same_rows_are_undone_one_after_the_other() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let ids: Vec<String> =
        listed(&adaeze, ListName::Opportunities, "view=all&sort=name").await.into_iter().take(3).collect();
    let before = urgencies(&t, &ids).await;
    let (first, _) = change(&adaeze, &form(ListName::Opportunities, &ids, "urgency", ("urgency", "low"))).await;
    let (second, _) = change(&adaeze, &form(ListName::Opportunities, &ids, "urgency", ("urgency", "high"))).await;

    // The first alone cannot be taken back, and is not used up by trying.
    assert_eq!(code(bulk::undo(&adaeze, first).await).as_deref(), Some("nothing_to_undo"));
    assert!(bulk::page(&adaeze, first).await.unwrap().may_undo);
    bulk::undo(&adaeze, second).await.unwrap();
    bulk::undo(&adaeze, first).await.unwrap();

    assert_eq!(urgencies(&t, &ids).await, before);
}

async fn urgencies(t: &TestApp, ids: &[String]) -> Vec<(String, String)> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.parse().unwrap()).collect();
    sqlx::query_as("select id::text, urgency from opportunities where id = any($1) order by array_position($1, id)")
        .bind(ids)
        .fetch_all(&mut t.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_bulk_edit_is_seen_and_undone_by_its_author_and_those_who_may_change_everything() {
    let t = TestApp::new().await;
    let (tamsin, adaeze, juno) = (t.sign_in(TAMSIN).await, t.sign_in(ADAEZE).await, t.sign_in(JUNO).await);
    let ids = listed(&tamsin, ListName::Advocates, "sort=name").await;
    let tag = |ids: &[String]| form(ListName::Advocates, ids, "add_tags", ("tags", "Board ready"));
    let (hers, _) = change(&tamsin, &tag(&ids[..1])).await;
    let (others, _) = change(&adaeze, &tag(&ids[..1])).await;

    assert!(bulk::page(&adaeze, hers).await.unwrap().may_undo);
    assert_eq!(status(bulk::page(&tamsin, others).await), Some(404));
    assert_eq!(status(bulk::undo(&tamsin, others).await), Some(404));
    for nobody in [&juno, &t.sign_in(SUNNIVA).await] {
        assert_eq!(status(bulk::page(nobody, hers).await), Some(403));
        assert_eq!(status(bulk::change(nobody, &tag(&ids[..1])).await), Some(403));
    }
    let ottoline = t.sign_in_to("quarrystone", OTTOLINE).await;
    assert_eq!(status(bulk::page(&ottoline, hers).await), Some(404));
    bulk::undo(&adaeze, hers).await.unwrap();
}

#[tokio::test]
async fn nothing_ticked_or_nothing_said_changes_nothing() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let ids = listed(&adaeze, ListName::Advocates, "sort=name").await;
    let before = digests(&t).await;
    let refused = [
        (form(ListName::Advocates, &[], "add_tags", ("tags", "Board ready")), "ids"),
        (form(ListName::Advocates, &ids, "add_tags", ("tags", " ")), "tags"),
        (form(ListName::Advocates, &ids, "status", ("status", "paused")), "status_reason"),
        (form(ListName::Advocates, &ids, "owner", ("owner", &user(&t, JUNO).await)), "owner"),
        (form(ListName::Opportunities, &ids, "owner", ("owner", "nobody")), "owner"),
    ];

    for (form, field) in refused {
        let problem = bulk::change(&adaeze, &form).await.unwrap_err().problem().cloned().unwrap();
        assert!(problem.of_field(field).is_some(), "{form:?}: {problem:?}");
    }

    assert_eq!(digests(&t).await, before);
    assert_eq!(count(&t, "select count(*) from bulk_edits").await, 0);
}

/// Everything that fits a filter, thousands of rows: within what somebody waits for, and back again.
#[tokio::test]
async fn ten_thousand_rows_are_changed_and_put_back_while_somebody_waits() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let company = adaeze.company();
    run(
        &t,
        &format!(
            "insert into opportunities (company_id, id, stage_id, name)
             select '{company}', gen_random_uuid(), (select id from opportunity_stages where company_id = '{company}' limit 1), 'Bulk deal ' || n
             from generate_series(1, {ROWS_MOST}) n;
             insert into advocates (company_id, id, organisation_id, name, email)
             select '{company}', gen_random_uuid(), (select id from organisations where company_id = '{company}' limit 1),
               'Bulk person ' || n, 'bulk' || n || '@example.com'
             from generate_series(1, {ROWS_MOST}) n"
        ),
    )
    .await;
    let before = digests(&t).await;
    // The server ends an answer that takes thirty seconds; this is not optimised code.
    let patience = Duration::from_secs(20);
    for (list, query, act, value) in [
        (ListName::Opportunities, "view=all&q=bulk+deal", "needed_by", ("needed_by", "2026-12-11")),
        (ListName::Advocates, "q=bulk+person", "status", ("status", "paused")),
    ] {
        let all = BulkForm {
            all: Some("true".to_owned()),
            query: query.to_owned(),
            status_reason: "A merger".to_owned(),
            ..form(list, &[], act, value)
        };
        let began = Instant::now();
        let (id, page) = change(&adaeze, &all).await;
        let changed = began.elapsed();
        bulk::undo(&adaeze, id).await.unwrap();
        let undone = began.elapsed() - changed;

        assert_eq!(usize::try_from(page.counts.changed).unwrap(), ROWS_MOST, "{list}");
        assert_eq!(digests(&t).await, before, "{list}");
        println!("{list}: {ROWS_MOST} rows changed in {changed:?}, put back in {undone:?}");
        assert!(changed < patience && undone < patience, "{list}: {changed:?}, {undone:?}");
    }

    // One row more is too many, and is said before anything is changed.
    let everything = BulkForm {
        all: Some("true".to_owned()),
        query: "view=all".to_owned(),
        ..form(ListName::Opportunities, &[], "urgency", ("urgency", "low"))
    };
    assert_eq!(code(bulk::change(&adaeze, &everything).await).as_deref(), Some("too_many_rows"));
    assert_eq!(digests(&t).await, before);
}

#[tokio::test]
async fn all_that_match_means_the_list_as_it_was_filtered() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let query = "status=can_be_asked&language=en";
    let Directory::Full { page, .. } = advocates::directory(&adaeze, &Query::parse(query)).await.unwrap() else {
        panic!("the full directory expected")
    };

    let all = BulkForm {
        all: Some("true".to_owned()),
        query: query.to_owned(),
        ..form(ListName::Advocates, &[], "add_tags", ("tags", "Board ready"))
    };
    let (_, made) = change(&adaeze, &all).await;

    assert_eq!(made.counts.chosen(), page.total.number);
    assert!(page.rows.len() < usize::try_from(page.total.number).unwrap(), "more than a page is meant");
}

#[tokio::test]
async fn earlier_bulk_edits_are_listed_for_who_made_them_and_for_who_may_change_everything() {
    let t = TestApp::new().await;
    let (adaeze, tamsin, ottoline) =
        (t.sign_in(ADAEZE).await, t.sign_in(TAMSIN).await, t.sign_in_to("quarrystone", OTTOLINE).await);
    let ids: Vec<String> = listed(&adaeze, ListName::Advocates, "sort=name").await.into_iter().take(2).collect();
    for number in 0..26 {
        t.clock.advance(chrono::Duration::seconds(1));
        change(&adaeze, &form(ListName::Advocates, &ids, "add_tags", ("tags", &format!("Tag {}", number % 5)))).await;
    }
    t.clock.advance(chrono::Duration::seconds(1));
    let owner = user(&t, TAMSIN).await;
    let (given, _) = change(&adaeze, &form(ListName::Advocates, &ids, "owner", ("owner", &owner))).await;
    bulk::undo(&adaeze, given).await.unwrap();
    t.clock.advance(chrono::Duration::seconds(1));
    let hers = listed(&tamsin, ListName::Advocates, "sort=name").await;
    let (own, _) = change(&tamsin, &form(ListName::Advocates, &hers[..1], "add_tags", ("tags", "Mine"))).await;
    let earlier = async |ctx: &Ctx, query: &str| bulk::earlier(ctx, &Query::parse(query)).await.unwrap();

    let all = earlier(&adaeze, "list=advocates").await;

    assert_eq!((all.page.total.number, all.page.rows.len(), all.only_own), (28, 25, false));
    assert_eq!(all.page.rows[0].id, own);
    let second = &all.page.rows[1];
    assert_eq!((second.id, second.what.as_str()), (given, "Success manager: Tamsin Roe-Gullwick"));
    assert!(second.undone.is_some() && !second.may_undo());
    let next = earlier(&adaeze, &format!("list=advocates&after={}", all.page.next.clone().unwrap())).await;
    assert_eq!(next.page.rows.len(), 3);
    let back = earlier(&adaeze, &format!("list=advocates&before={}", next.page.previous.unwrap())).await;
    assert_eq!(back.page.rows, all.page.rows);
    assert!(next.page.rows.iter().all(|row| row.changed == 2 && row.may_undo()));

    let of_tamsin = earlier(&tamsin, "").await;
    assert!(of_tamsin.only_own);
    assert_eq!(of_tamsin.page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [own]);
    assert_eq!(earlier(&ottoline, "list=advocates").await.page.total.number, 0);
    let juno = t.sign_in(JUNO).await;
    assert_eq!(status(bulk::earlier(&juno, &Query::parse("list=advocates")).await), Some(403));
    assert_eq!(earlier(&juno, "").await.list, ListName::Opportunities);
    let sunniva = t.sign_in(SUNNIVA).await;
    assert_eq!(status(bulk::earlier(&sunniva, &Query::default()).await), Some(403));
}
