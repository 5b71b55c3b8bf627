//! The story world in Postgres: planted once, reproducible, and matched by the engine itself.

use chrono::{DateTime, Utc};
use domain::ids::OpportunityId;
use domain::matching::{Rule, Workbench, rank};
use server::matching::{View, workbench};
use server::story::{self, Planted};
use server::testing::{TestApp, story_now};
use sqlx::PgConnection;

/// A digest of every row of a table of the company with this slug.
async fn digest(superuser: &mut PgConnection, table: &str, columns: &str, company: &str) -> String {
    let sql = format!(
        "select count(*) || ' ' || coalesce(md5(string_agg(md5(row({columns})::text), '' order by t.id)), '')
         from {table} t join companies c on c.id = t.company_id where c.slug = '{company}'"
    );
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(superuser).await.unwrap()
}

async fn marlowe(app: &TestApp) -> Workbench {
    let juno = app.sign_in("juno@quillstone.example").await;
    let id: OpportunityId = sqlx::query_scalar(
        "select o.id from opportunities o join companies c on c.id = o.company_id
         where c.slug = 'quillstone' and o.name = 'Marlowe Street Bank'",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    workbench(&juno, id, View { all_held: true, ..View::default() }).await.unwrap()
}

fn names_in_order(found: &Workbench) -> Vec<&str> {
    let order = rank(&found.terms, &found.preset(), found.deal);
    order.iter().map(|ranked| found.people[ranked.at as usize].name.as_str()).collect()
}

#[tokio::test]
async fn planting_the_story_again_changes_nothing() {
    let app = TestApp::new().await;
    let mut superuser = app.superuser().await;
    let mut before = Vec::new();
    for table in ["advocates", "opportunities", "asks", "touches", "reference_calls", "users"] {
        before.push(digest(&mut superuser, table, "t.*", "quillstone").await);
    }

    let planted = story::seed(&app.url("peerchamps_owner"), story_now() + chrono::Days::new(3)).await.unwrap();

    assert_eq!(planted, Planted::AlreadyThere);
    let mut after = Vec::new();
    for table in ["advocates", "opportunities", "asks", "touches", "reference_calls", "users"] {
        after.push(digest(&mut superuser, table, "t.*", "quillstone").await);
    }
    assert_eq!(before, after);
}

#[tokio::test]
async fn ingrid_is_the_best_match_for_marlowe_street_bank_by_the_engine_itself() {
    let app = TestApp::new().await;

    let found = marlowe(&app).await;

    assert_eq!(found.candidates, 64);
    let names = names_in_order(&found);
    assert_eq!(names[..2], ["Ingrid Thistlewood", "Kofi Brambleworth"]);
    for name in ["Mei-Lin Oakenshaw", "Anders Puddlemere", "Soraya Windlemere"] {
        let place = names.iter().position(|other| *other == name).unwrap();
        assert!(place < 10, "{name} comes {place}th: {names:?}");
    }
    for (name, rule) in [
        ("Efe Rainsworth", Rule::DoNotAsk),
        ("Priya Moonbrook", Rule::MonthlyCap),
        ("Gareth Applecross", Rule::CoolDown),
    ] {
        let held = found.held.iter().find(|held| held.name == name).unwrap();
        assert_eq!(held.rule, rule, "{name}: {}", held.sentence);
    }
}

#[tokio::test]
async fn ingrid_leads_whatever_day_the_story_is_told() {
    let app = TestApp::new().await;
    for day in [
        "2026-11-21T22:00:00Z",
        "2026-11-22T09:00:00Z",
        "2026-11-30T23:30:00Z",
        "2026-12-01T00:10:00Z",
        "2027-03-29T12:00:00Z",
    ] {
        let now: DateTime<Utc> = day.parse().unwrap();
        let wipe = "truncate companies, logins cascade";
        sqlx::raw_sql(wipe).execute(&mut app.superuser().await).await.unwrap();
        app.clock.set(now);
        story::seed(&app.url("peerchamps_owner"), now).await.unwrap();

        let found = marlowe(&app).await;

        assert_eq!(names_in_order(&found)[0], "Ingrid Thistlewood", "{day}");
        let held: Vec<_> = found.held.iter().map(|held| (held.name.as_str(), held.rule)).collect();
        assert!(held.contains(&("Priya Moonbrook", Rule::MonthlyCap)), "{day}: {held:?}");
    }
}

#[tokio::test]
async fn the_company_of_numbers_is_the_same_each_time() {
    let mut digests = Vec::new();
    for _ in 0..2 {
        let app = TestApp::new().await;
        let owner = app.url("peerchamps_owner");

        assert_eq!(story::scale(&owner, "scale", 400, story_now()).await.unwrap(), Planted::New);
        assert_eq!(story::scale(&owner, "scale", 400, story_now()).await.unwrap(), Planted::AlreadyThere);
        assert!(story::scale(&owner, "scale", 500, story_now()).await.is_err());
        // Another company beside it has the same ids, and its own sign-in.
        assert_eq!(story::scale(&owner, "scale-small", 100, story_now()).await.unwrap(), Planted::New);
        assert!(story::scale(&owner, "Scale Big", 100, story_now()).await.is_err());

        let mut superuser = app.superuser().await;
        let profile = "t.id, t.name, t.email, t.story, t.use_cases, t.organisation_id, t.enrolled_on";
        digests.push([
            digest(&mut superuser, "advocates", profile, "scale").await,
            digest(&mut superuser, "touches", "t.id, t.kind, t.at", "scale").await,
            digest(&mut superuser, "asks", "t.id, t.state, t.advocate_id", "scale").await,
        ]);
    }

    assert!(digests[0][0].starts_with("400 "));
    assert_eq!(digests[0], digests[1]);
}
