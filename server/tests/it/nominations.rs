//! Nominations from a colleague's hint to the first visit of the portal, on the story world.

use axum::body::Body;
use domain::lists::Query;
use domain::nominations::{NominationForm, OnboardingForm};
use domain::problem::Problem;
use http::{Request, StatusCode, header};
use server::error::Error;
use server::nominations;
use server::testing::TestApp;
use sqlx::Connection as _;
use tower::ServiceExt as _;

const JUNO: &str = "juno@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const SUNNIVA: &str = "sunniva@quillstone.example";

fn brigid() -> NominationForm {
    NominationForm {
        name: "Brigid Oakhollow".into(),
        email: "brigid@skylarkmutual.example".into(),
        title: "Finance Systems Lead".into(),
        organisation: "Skylark Mutual".into(),
        why: "Ran the second migration and talks well.".into(),
        topics: "Migration, Training".into(),
        somebody_else: None,
        another_customer: None,
    }
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().problem().and_then(Problem::refusal_code).unwrap_or_default().to_owned()
}

fn status<T: std::fmt::Debug>(result: Result<T, Error>) -> u16 {
    result.unwrap_err().problem().map_or(500, Problem::status)
}

async fn one(t: &TestApp, sql: &'static str, value: &str) -> String {
    sqlx::query_scalar(sql).bind(value.to_owned()).fetch_one(&mut t.superuser().await).await.unwrap()
}

#[tokio::test]
async fn nobody_is_nominated_twice_and_a_similar_name_is_asked_about_first() {
    let t = TestApp::new().await;
    let (juno, sunniva) = (t.sign_in(JUNO).await, t.sign_in(SUNNIVA).await);
    let with = |change: fn(&mut NominationForm)| {
        let mut form = brigid();
        change(&mut form);
        form
    };

    let ingrid = with(|form| form.email = "Ingrid@Skylarkmutual.example".into());
    assert_eq!(code(nominations::nominate(&juno, &ingrid).await), "known");
    let colleague = with(|form| form.email = "rafael@quillstone.example".into());
    assert_eq!(code(nominations::nominate(&juno, &colleague).await), "known");
    let misspelt = with(|form| form.name = "Ingrid Thistelwood".into());
    assert_eq!(code(nominations::nominate(&juno, &misspelt).await), "maybe_known");
    let elsewhere =
        NominationForm { organisation: "Another House".into(), email: "i@another.example".into(), ..misspelt.clone() };
    nominations::nominate(&juno, &elsewhere).await.unwrap();
    let sure = NominationForm { somebody_else: Some("on".into()), email: "t@skylarkmutual.example".into(), ..misspelt };
    nominations::nominate(&juno, &sure).await.unwrap();

    nominations::nominate(&sunniva, &brigid()).await.unwrap();
    assert_eq!(code(nominations::nominate(&juno, &brigid()).await), "known");
    let alike = with(|form| {
        form.name = "Brigit Oakhollow".into();
        form.email = "b.oakhollow@skylarkmutual.example".into();
    });
    assert_eq!(code(nominations::nominate(&juno, &alike).await), "maybe_known");
}

#[tokio::test]
async fn a_customer_of_nearly_that_name_is_asked_about_and_a_mistyped_one_is_not_added_unasked() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;

    let at = |organisation: &str| NominationForm { organisation: organisation.into(), ..brigid() };

    for name in ["Skylark Mutul", "skylark  mutual society", "Skylark"] {
        assert_eq!(code(nominations::nominate(&juno, &at(name)).await), "maybe_customer", "{name}");
    }
    let sure = NominationForm { another_customer: Some("on".into()), ..at("Skylark Mutul") };
    nominations::nominate(&juno, &sure).await.unwrap();
    for (name, email) in
        [("SKYLARK MUTUAL", "b1@skylarkmutual.example"), ("Zephyr Quartz Holding", "b2@zephyr.example")]
    {
        let form = NominationForm { email: email.into(), name: "Odalys Fennwick".into(), ..at(name) };
        nominations::nominate(&juno, &form).await.unwrap();
    }
}

#[tokio::test]
async fn those_who_look_after_the_customer_decide_and_everybody_sees_their_own() {
    let t = TestApp::new().await;
    let (juno, tamsin, sunniva) = (t.sign_in(JUNO).await, t.sign_in(TAMSIN).await, t.sign_in(SUNNIVA).await);
    let at_skylark = nominations::nominate(&juno, &brigid()).await.unwrap();
    let elsewhere =
        NominationForm { organisation: "Another House".into(), email: "x@another.example".into(), ..brigid() };
    let elsewhere = nominations::nominate(&juno, &elsewhere).await.unwrap();
    let listed = |rows: Vec<domain::nominations::NominationRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();

    let own = nominations::list(&juno, &Query::default()).await.unwrap();
    assert_eq!(own.page.rows.len(), 2);
    assert!(own.page.rows.iter().all(|row| !row.may_decide && row.email.is_some()));
    assert!(nominations::list(&sunniva, &Query::default()).await.unwrap().page.rows.is_empty());
    assert_eq!(listed(nominations::list(&tamsin, &Query::default()).await.unwrap().page.rows), [at_skylark]);

    assert_eq!(status(nominations::approve(&juno, at_skylark).await), 403);
    assert_eq!(status(nominations::approve(&tamsin, elsewhere).await), 404);
    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_eq!(status(nominations::decline(&ottoline, at_skylark, "No").await), 404);
    assert_eq!(status(nominations::decline(&tamsin, at_skylark, " ").await), 422);
    nominations::decline(&tamsin, at_skylark, "She is about to move on").await.unwrap();
    assert_eq!(code(nominations::approve(&t.sign_in(ADAEZE).await, at_skylark).await), "decided");

    t.run_jobs().await;
    let row = nominations::list(&juno, &Query::parse("state=declined")).await.unwrap().page.rows.remove(0);
    assert_eq!(row.decline_reason, "She is about to move on");
    let told = one(&t, "select body_text from mails where kind = 'nomination' and to_email = $1", JUNO).await;
    assert!(told.contains("She is about to move on"), "{told}");
}

#[tokio::test]
async fn an_approved_person_is_invited_chooses_and_is_part_of_it() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let id = nominations::nominate(&juno, &brigid()).await.unwrap();
    nominations::approve(&adaeze, id).await.unwrap();
    assert_eq!(code(nominations::approve(&adaeze, id).await), "decided");
    let lifecycle = "select a.lifecycle from advocates a join companies c on c.id = a.company_id where c.slug = 'quillstone' and a.email = $1";
    assert_eq!(one(&t, lifecycle, "brigid@skylarkmutual.example").await, "nominated");

    t.run_jobs().await;
    assert_eq!(one(&t, lifecycle, "brigid@skylarkmutual.example").await, "invited");
    let letter = one(
        &t,
        "select body_text from mails where kind = 'advocate_invitation' and to_email = $1",
        "brigid@skylarkmutual.example",
    )
    .await;
    let key = letter.split("/portal/welcome/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();

    // Opening the link signs in and decides nothing, as often as a scanner likes.
    let router = server::http::wrap(server::http::edges(t.app.clone()), t.app.clone());
    let open = |key: String| {
        let request = Request::get(format!("/portal/welcome/{key}")).body(Body::empty()).unwrap();
        router.clone().oneshot(request)
    };
    for _ in 0..2 {
        let response = open(key.clone()).await.unwrap();
        assert_eq!(response.headers()[header::LOCATION], "/portal/onboarding");
        assert!(response.headers().contains_key(header::SET_COOKIE));
    }
    assert_eq!(one(&t, lifecycle, "brigid@skylarkmutual.example").await, "invited");

    let brigid = t.sign_in("brigid@skylarkmutual.example").await;
    let page = nominations::onboarding(&brigid).await.unwrap();
    assert!(!page.is_done && page.form.consents.is_empty(), "nobody agrees for her");
    let form = OnboardingForm { consents: vec!["reference_call".into(), "quote".into()], ..page.form };
    let refused = nominations::finish(&brigid, &OnboardingForm { time_zone: "Atlantis".into(), ..form.clone() }).await;
    assert!(refused.unwrap_err().problem().unwrap().of_field("time_zone").is_some());
    nominations::finish(&brigid, &form).await.unwrap();

    assert_eq!(one(&t, lifecycle, "brigid@skylarkmutual.example").await, "active");
    let moves =
        "select string_agg(m.from_state || ' to ' || m.to_state, ', ' order by m.moved_at, m.id) from advocate_moves m
        join advocates a on a.company_id = m.company_id and a.id = m.advocate_id where a.email = $1";
    assert_eq!(one(&t, moves, "brigid@skylarkmutual.example").await, "nominated to invited, invited to active");
    let agreed = one(
        &t,
        "select string_agg(x.activity || ' ' || x.source, ', ' order by x.activity) from consents x join advocates a on a.id = x.advocate_id where a.email = $1",
        "brigid@skylarkmutual.example",
    )
    .await;
    assert_eq!(agreed, "quote portal, reference_call portal");
    let hours = one(
        &t,
        "select count(*)::text from advocate_hours h join advocates a on a.id = h.advocate_id where a.email = $1",
        "brigid@skylarkmutual.example",
    )
    .await;
    assert_eq!(hours, "5");
    assert_eq!(code(nominations::finish(&brigid, &form).await), "done");
    assert!(nominations::onboarding(&brigid).await.unwrap().is_done);
    assert_eq!(open(key).await.unwrap().status(), StatusCode::GONE, "the link has done its work");
}

#[tokio::test]
async fn an_invitation_ends_after_a_month_and_a_made_up_key_opens_nothing() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = nominations::nominate(&adaeze, &brigid()).await.unwrap();
    nominations::approve(&adaeze, id).await.unwrap();
    t.run_jobs().await;
    let letter = one(
        &t,
        "select body_text from mails where kind = 'advocate_invitation' and to_email = $1",
        "brigid@skylarkmutual.example",
    )
    .await;
    let key = letter.split("/portal/welcome/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let browser = server::accounts::Browser::default();
    let enter = |key: String| {
        let (app, browser) = (t.app.clone(), browser.clone());
        async move { nominations::enter(&app, uuid::Uuid::now_v7(), &key, &browser).await.map(|_| ()) }
    };

    let other = if key.starts_with('A') { 'B' } else { 'A' };
    assert_eq!(status(enter(format!("{other}{}", &key[1..])).await), 410);
    enter(key.clone()).await.unwrap();
    t.clock.advance(chrono::Duration::days(31));
    assert_eq!(status(enter(key).await), 410);
}

#[tokio::test]
async fn words_that_stand_apart_find_a_nomination_and_an_address_only_for_who_sees_it() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let id = nominations::nominate(&juno, &brigid()).await.unwrap();
    let found = async |ctx: &server::ctx::Ctx, text: &str| {
        let list = nominations::list(ctx, &Query::default().with("q", text)).await.unwrap();
        list.page.rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };

    for text in ["BRIGID talks", "skylark migration", "juno oakhollow", "brigid@skylark", "training lead"] {
        assert_eq!(found(&adaeze, text).await, [id], "{text}");
        assert_eq!(found(&juno, text).await, [id], "{text}");
    }
    for text in ["brigid zanzibar", "%", "_rigid", "'; drop table nominations --"] {
        assert!(found(&adaeze, text).await.is_empty(), "{text}");
    }
    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert!(found(&ottoline, "brigid").await.is_empty());
    // Facets of nothing still say what there would be.
    let none = nominations::list(&adaeze, &Query::parse("topic=Nothing")).await.unwrap();
    let topics = none.head.facets.iter().find(|facet| facet.name == "topic").unwrap();
    assert!(none.page.rows.is_empty() && topics.options.iter().any(|option| option.value == "Migration"), "{topics:?}");
}

#[tokio::test]
async fn whoever_lost_their_invitation_gets_another_and_the_older_one_ends() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    let id = nominations::nominate(&juno, &brigid()).await.unwrap();
    assert_eq!(code(nominations::invite_again(&adaeze, id).await), "here");
    nominations::approve(&adaeze, id).await.unwrap();
    t.run_jobs().await;
    let station = async || {
        let row = nominations::list(&adaeze, &Query::default()).await.unwrap().page.rows.remove(0);
        (row.advocate.unwrap().1, row.may_invite_again)
    };
    assert!(station().await.0.starts_with("Invited, until "));
    t.clock.advance(chrono::Duration::days(31));
    assert_eq!(station().await, ("The invitation has ended".to_owned(), true));

    nominations::invite_again(&adaeze, id).await.unwrap();
    t.run_jobs().await;

    let mut letters: Vec<String> = sqlx::query_scalar(
        "select body_text from mails where kind = 'advocate_invitation' and to_email = $1 order by created_at, id",
    )
    .bind("brigid@skylarkmutual.example")
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();
    let key =
        |letter: String| letter.split("/portal/welcome/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    assert_eq!(letters.len(), 2);
    let (newer, older) = (key(letters.pop().unwrap()), key(letters.pop().unwrap()));
    let enter = async |key: &str| {
        let browser = server::accounts::Browser::default();
        nominations::enter(&t.app, uuid::Uuid::now_v7(), key, &browser).await.map(|_| ())
    };
    assert_eq!(status(enter(&older).await), 410);
    enter(&newer).await.unwrap();

    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_eq!(status(nominations::invite_again(&ottoline, id).await), 404);
    assert_eq!(status(nominations::invite_again(&juno, id).await), 403);
    nominations::invite_again(&adaeze, id).await.unwrap();
    nominations::invite_again(&adaeze, id).await.unwrap();
    assert_eq!(status(nominations::invite_again(&adaeze, id).await), 429);
    let brigid = t.sign_in("brigid@skylarkmutual.example").await;
    let form = nominations::onboarding(&brigid).await.unwrap().form;
    nominations::finish(&brigid, &form).await.unwrap();
    t.clock.advance(chrono::Duration::days(1));
    assert_eq!(code(nominations::invite_again(&adaeze, id).await), "here");
    assert_eq!(station().await, ("Part of it".to_owned(), false));
}

/// How often the organisations are looked up for one page of everything, as Postgres counts it.
async fn organisations_looked_up(t: &TestApp) -> f64 {
    fn of_organisations(node: &serde_json::Value) -> f64 {
        let below = node["Plans"].as_array().into_iter().flatten().map(of_organisations).sum::<f64>();
        let here = node["Relation Name"] == "organisations";
        below + if here { node["Actual Loops"].as_f64().unwrap() } else { 0.0 }
    }
    let mut superuser = t.superuser().await;
    let (company, reader): (uuid::Uuid, uuid::Uuid) =
        sqlx::query_as("select company_id, id from users where email = $1 and company_id = (select id from companies where slug = 'quillstone')")
            .bind(ADAEZE)
            .fetch_one(&mut superuser)
            .await
            .unwrap();
    let mut tx = superuser.begin().await.unwrap();
    sqlx::query("set local role peerchamps_app").execute(&mut *tx).await.unwrap();
    sqlx::query("select set_config('app.company', $1, true)")
        .bind(company.to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
    let explained = ["explain (analyze, format json) ", include_str!("../../src/nominations/store/list.sql")].concat();
    let none: &[String] = &[];
    let plan: serde_json::Value = sqlx::query_scalar(sqlx::AssertSqlSafe(explained))
        .bind(true)
        .bind(reader)
        .bind(true)
        .bind(none)
        .bind(true)
        .bind(none)
        .bind(none)
        .bind(none)
        .bind(none)
        .bind("customer")
        .bind(false)
        .bind(false)
        .bind(None::<i32>)
        .bind(None::<String>)
        .bind(None::<uuid::Uuid>)
        .bind(26_i64)
        .bind(false)
        .bind(true)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    of_organisations(&plan[0]["Plan"])
}

#[tokio::test]
async fn the_list_looks_up_the_customers_of_its_page_and_no_others() {
    let t = TestApp::new().await;
    let mut superuser = t.superuser().await;
    sqlx::query(
        "with houses as (
           insert into organisations (company_id, id, name)
           select c.id, gen_random_uuid(), 'House ' || n from companies c, generate_series(1, 400) n
           where c.slug = 'quillstone' returning company_id, id, name
         )
         insert into nominations (company_id, id, name, email, organisation_id, organisation_name, why, nominated_by, nominated_at)
         select h.company_id, gen_random_uuid(), 'Somebody at ' || h.name, md5(h.name) || '@house.example', h.id, h.name, 'Speaks well.',
           (select u.id from users u where u.company_id = h.company_id order by u.id limit 1), now()
         from houses h",
    )
    .execute(&mut superuser)
    .await
    .unwrap();

    let page = nominations::list(&t.sign_in(ADAEZE).await, &Query::parse("sort=customer")).await.unwrap();
    let looked_up = organisations_looked_up(&t).await;

    assert!(page.page.total.number >= 400, "{:?}", page.page.total);
    assert!((1.0..=26.0).contains(&looked_up), "{looked_up} look-ups for a page of 25");
}

/// The customers that nominations know, where they differ from the organisations they name.
async fn out_of_step(t: &TestApp) -> i64 {
    sqlx::query_scalar(
        "select count(*) from nominations n
         left join organisations o on o.company_id = n.company_id and o.id = n.organisation_id
         where (n.customer_name, n.customer_owner_id) is distinct from (o.name, o.owner_id)",
    )
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_nomination_knows_its_customer_whatever_becomes_of_it() {
    let t = TestApp::new().await;
    let (juno, adaeze) = (t.sign_in(JUNO).await, t.sign_in(ADAEZE).await);
    nominations::nominate(&juno, &brigid()).await.unwrap();
    let known: i64 = sqlx::query_scalar("select count(*) from nominations where customer_name is not null")
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();
    assert!(known > 0);
    let mut superuser = t.superuser().await;
    let changed = "select array_agg(updated_at order by id) from nominations";
    let before: Vec<chrono::DateTime<chrono::Utc>> =
        sqlx::query_scalar(changed).fetch_one(&mut superuser).await.unwrap();

    for what in [
        "update organisations set name = name || ' Ltd', website = 'x.example'",
        "update organisations o set owner_id = (select u.id from users u where u.company_id = o.company_id order by u.email limit 1)",
        "update organisations set owner_id = null where name like 'S%'",
        "update nominations set customer_name = 'Somebody else'",
    ] {
        sqlx::query(what).execute(&mut superuser).await.unwrap();
        assert_eq!(out_of_step(&t).await, 0, "after {what}");
    }
    let after: Vec<chrono::DateTime<chrono::Utc>> =
        sqlx::query_scalar(changed).fetch_one(&mut superuser).await.unwrap();
    assert_eq!(after, before, "a customer's new name is no change of the nomination");
    let found = nominations::list(&adaeze, &Query::parse("customer=Skylark+Mutual+Ltd")).await.unwrap();
    assert!(found.page.rows.iter().any(|row| row.name == "Brigid Oakhollow"));

    // It stays with the name it was made under when the organisation goes.
    sqlx::query("update nominations set organisation_id = null").execute(&mut superuser).await.unwrap();
    assert_eq!(out_of_step(&t).await, 0);
    let found = nominations::list(&adaeze, &Query::parse("customer=Skylark+Mutual")).await.unwrap();
    assert!(found.page.rows.iter().any(|row| row.name == "Brigid Oakhollow"));
}
