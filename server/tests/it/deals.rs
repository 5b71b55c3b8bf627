//! Notes, contacts and activity of a deal through their use cases, on the story world.

use chrono::Duration;
use domain::ids::{NoteId, OpportunityId};
use domain::lists::Query;
use domain::opportunities::{Activity, ContactForm, NoteForm, Notes, OpportunityForm, Section, Shown, UNDO_WINDOW};
use domain::problem::Problem;
use server::ctx::Ctx;
use server::opportunities;
use server::testing::TestApp;

const JUNO: &str = "juno@quillstone.example";
const RAFAEL: &str = "rafael@quillstone.example";

async fn deal(ctx: &Ctx, name: &str) -> OpportunityId {
    let address = Query::parse("view=all").with("q", name);
    opportunities::list(ctx, &address).await.unwrap().page.rows[0].id
}

async fn notes(ctx: &Ctx, id: OpportunityId) -> Notes {
    match opportunities::workplace(ctx, &id.to_string(), Section::Notes, None).await.unwrap().shown {
        Shown::Notes(notes) => notes,
        other => panic!("notes expected, not {other:?}"),
    }
}

async fn activity(ctx: &Ctx, id: OpportunityId, after: Option<&str>) -> Activity {
    match opportunities::workplace(ctx, &id.to_string(), Section::Activity, after).await.unwrap().shown {
        Shown::Activity(activity) => activity,
        other => panic!("activity expected, not {other:?}"),
    }
}

fn note(id: OpportunityId, text: &str) -> NoteForm {
    NoteForm { opportunity: id.to_string(), text: text.to_owned(), ..NoteForm::default() }
}

fn status(error: &server::error::Error) -> Option<u16> {
    error.problem().map(Problem::status)
}

#[tokio::test]
async fn a_note_is_read_by_everybody_and_changed_by_its_author_alone() {
    let t = TestApp::new().await;
    let (juno, rafael) = (t.sign_in(JUNO).await, t.sign_in(RAFAEL).await);
    let id = deal(&juno, "Marlowe Street Bank").await;
    opportunities::save_note(&juno, &note(id, "The board meets in May")).await.unwrap();
    let written = notes(&rafael, id).await.rows[0].clone();
    assert_eq!((written.text.as_str(), written.is_own), ("The board meets in May", false));
    let change = |version: i32, text: &str| NoteForm {
        note: written.id.to_string(),
        version: version.to_string(),
        ..note(id, text)
    };

    let foreign = opportunities::save_note(&rafael, &change(1, "In June")).await.unwrap_err();
    let taken = opportunities::delete_note(&rafael, id, written.id).await.unwrap_err();
    opportunities::save_note(&juno, &change(1, "The board meets in June")).await.unwrap();
    let late = opportunities::save_note(&juno, &change(1, "In July")).await.unwrap_err();

    assert_eq!((status(&foreign), status(&taken)), (Some(403), Some(403)));
    assert_eq!(late.problem().and_then(Problem::refusal_code), Some("changed_meanwhile"));
    let row = notes(&juno, id).await.rows[0].clone();
    assert_eq!((row.text.as_str(), row.version, row.is_own), ("The board meets in June", 2, true));
    assert!(row.edited.is_some());
}

#[tokio::test]
async fn an_empty_note_is_not_kept() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let id = deal(&juno, "Marlowe Street Bank").await;

    let error = opportunities::save_note(&juno, &note(id, " \n ")).await.unwrap_err();

    assert!(error.problem().unwrap().of_field("text").is_some());
    assert!(notes(&juno, id).await.rows.is_empty());
}

#[tokio::test]
async fn a_deleted_note_comes_back_for_ten_minutes_and_is_then_gone_from_the_database() {
    let t = TestApp::new().await;
    let (juno, rafael) = (t.sign_in(JUNO).await, t.sign_in(RAFAEL).await);
    let id = deal(&juno, "Marlowe Street Bank").await;
    opportunities::save_note(&juno, &note(id, "Only a draft")).await.unwrap();
    let written: NoteId = notes(&juno, id).await.rows[0].id;

    opportunities::delete_note(&juno, id, written).await.unwrap();
    assert!(notes(&rafael, id).await.rows.is_empty());
    let own = notes(&juno, id).await.rows[0].clone();
    assert_eq!((own.undo_until.as_deref(), own.text.as_str()), (Some("10:34"), ""));
    opportunities::restore_note(&juno, id, written).await.unwrap();
    assert_eq!(notes(&rafael, id).await.rows[0].text, "Only a draft");

    opportunities::delete_note(&juno, id, written).await.unwrap();
    t.run_jobs().await;
    t.clock.advance(UNDO_WINDOW + Duration::seconds(1));
    let late = opportunities::restore_note(&juno, id, written).await.unwrap_err();
    assert_eq!(late.problem().and_then(Problem::refusal_code), Some("undo_over"));
    assert!(notes(&juno, id).await.rows.is_empty());
    t.run_jobs().await;

    let left: i64 = sqlx::query_scalar("select count(*) from opportunity_notes where id = $1")
        .bind(written.0)
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_note_that_came_back_outlives_the_job_of_its_deletion() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let id = deal(&juno, "Marlowe Street Bank").await;
    opportunities::save_note(&juno, &note(id, "Keep me")).await.unwrap();
    let written = notes(&juno, id).await.rows[0].id;
    opportunities::delete_note(&juno, id, written).await.unwrap();
    t.run_jobs().await;
    opportunities::restore_note(&juno, id, written).await.unwrap();

    t.clock.advance(UNDO_WINDOW + Duration::minutes(1));
    t.run_jobs().await;

    assert_eq!(notes(&juno, id).await.rows[0].text, "Keep me");
}

#[tokio::test]
async fn older_notes_and_events_are_on_pages_that_visit_each_once() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let id = deal(&juno, "Marlowe Street Bank").await;
    for number in 0..60 {
        opportunities::save_note(&juno, &note(id, &format!("Note {number}"))).await.unwrap();
    }

    let mut texts = Vec::new();
    let (mut after, mut pages) = (None, 0);
    loop {
        let shown = opportunities::workplace(&juno, &id.to_string(), Section::Notes, after.as_deref()).await.unwrap();
        let Shown::Notes(page) = shown.shown else { panic!("notes expected") };
        texts.extend(page.rows.into_iter().map(|row| row.text));
        (after, pages) = (page.older, pages + 1);
        if after.is_none() {
            break;
        }
    }
    assert_eq!(texts, (0..60).rev().map(|number| format!("Note {number}")).collect::<Vec<_>>());
    assert_eq!(pages, 3);

    let (mut written, mut after) = (0, None);
    loop {
        let page = activity(&juno, id, after.as_deref()).await;
        written += page.rows.iter().filter(|row| row.title == "Note written").count();
        after = page.older;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(written, 60);
    let foreign = deal(&juno, "Cobalt Ridge Energy").await.to_string();
    let cursor = activity(&juno, id, None).await.older;
    let wrong = opportunities::workplace(&juno, &foreign, Section::Activity, cursor.as_deref()).await.unwrap_err();
    assert_eq!(status(&wrong), Some(422));
}

#[tokio::test]
async fn the_activity_says_who_moved_the_deal_from_where_to_where() {
    let t = TestApp::new().await;
    let (juno, rafael) = (t.sign_in(JUNO).await, t.sign_in(RAFAEL).await);
    let id = deal(&juno, "Marlowe Street Bank").await;
    let mut superuser = t.superuser().await;
    sqlx::query("update opportunities set source = 'manual' where id = $1")
        .bind(id.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    let page = opportunities::form(&rafael, Some(&id.to_string())).await.unwrap();
    let name = |id: &str| page.stages.iter().find(|stage| stage.id.to_string() == id).unwrap().name.clone();
    let next = page.stages.iter().find(|stage| stage.id.to_string() != page.form.stage).unwrap().id.to_string();
    let line = format!("From {} to {}", name(&page.form.stage), name(&next));

    opportunities::save(&rafael, OpportunityForm { stage: next, ..page.form.clone() }).await.unwrap();

    let latest = activity(&juno, id, None).await.rows[0].clone();
    assert_eq!(latest.title, "Changed the stage");
    assert_eq!(latest.line, Some(line));
    assert_eq!(latest.who.map(|who| who.name).as_deref(), Some("Rafael Ambergate"));
}

async fn person(ctx: &Ctx, id: OpportunityId, name: &str, email: &str) -> ContactForm {
    let page = opportunities::contacts(ctx, &id.to_string()).await.unwrap();
    ContactForm {
        opportunity: id.to_string(),
        version: page.version.to_string(),
        name: name.into(),
        email: email.into(),
        role: "Evaluates".into(),
        ..ContactForm::default()
    }
}

#[tokio::test]
async fn a_deal_with_contacts_always_has_exactly_one_primary_contact() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let id = deal(&juno, "Marlowe Street Bank").await;
    let primaries = async || {
        let page = opportunities::contacts(&juno, &id.to_string()).await.unwrap();
        let names: Vec<_> = page.contacts.iter().filter(|one| one.is_primary).map(|one| one.name.clone()).collect();
        (names, page)
    };
    let (before, _) = primaries().await;
    assert_eq!(before.len(), 1);

    let odile = person(&juno, id, "Odile Fenwick", "odile@marlowestreet.example").await;
    opportunities::save_contact(&juno, &ContactForm { primary: Some("on".into()), ..odile }).await.unwrap();
    let (named, page) = primaries().await;
    assert_eq!(named, ["Odile Fenwick"]);

    let odile = page.contacts.iter().find(|one| one.is_primary).unwrap().clone();
    let unticked = ContactForm {
        contact: odile.id.to_string(),
        ..person(&juno, id, "Odile Fenwick", "odile@marlowestreet.example").await
    };
    let error = opportunities::save_contact(&juno, &unticked).await.unwrap_err();
    assert!(error.problem().unwrap().of_field("primary").is_some());

    let version = page.version.to_string();
    opportunities::remove_contact(&juno, id, odile.id, &version).await.unwrap();
    let (left, page) = primaries().await;
    assert_eq!(left.len(), 1, "somebody else is the primary contact now");
    assert!(page.contacts.iter().all(|one| one.id != odile.id));
}

#[tokio::test]
async fn somebody_known_by_their_address_is_the_same_contact_and_one_of_another_company_is_refused() {
    let t = TestApp::new().await;
    let juno = t.sign_in(JUNO).await;
    let (marlowe, cobalt) = (deal(&juno, "Marlowe Street Bank").await, deal(&juno, "Cobalt Ridge Energy").await);
    let known = opportunities::contacts(&juno, &marlowe.to_string()).await.unwrap().contacts;
    let known = known.into_iter().find(|one| one.email.is_some()).unwrap();
    let email = known.email.clone().unwrap();
    let version = opportunities::contacts(&juno, &marlowe.to_string()).await.unwrap().version.to_string();
    opportunities::remove_contact(&juno, marlowe, known.id, &version).await.unwrap();

    let again = person(&juno, marlowe, &known.name, &email.to_uppercase()).await;
    opportunities::save_contact(&juno, &again).await.unwrap();
    let elsewhere = person(&juno, cobalt, &known.name, &email).await;
    let error = opportunities::save_contact(&juno, &elsewhere).await.unwrap_err();

    let contacts = opportunities::contacts(&juno, &marlowe.to_string()).await.unwrap().contacts;
    assert!(contacts.iter().any(|one| one.id == known.id));
    assert!(error.problem().unwrap().of_field("email").is_some());
}

#[tokio::test]
async fn a_colleague_who_changed_the_contacts_meanwhile_is_named_and_other_changes_do_not_matter() {
    let t = TestApp::new().await;
    let (juno, rafael) = (t.sign_in(JUNO).await, t.sign_in(RAFAEL).await);
    let id = deal(&juno, "Marlowe Street Bank").await;
    let junos = person(&juno, id, "Odile Fenwick", "odile@marlowestreet.example").await;
    let form = opportunities::form(&rafael, Some(&id.to_string())).await.unwrap().form;
    opportunities::save(&rafael, OpportunityForm { topics: "Treasury".into(), ..form }).await.unwrap();
    opportunities::save_contact(&juno, &junos).await.unwrap();
    let late = person(&rafael, id, "Perpetua Lindqvist", "perpetua@marlowestreet.example").await;
    let version = opportunities::contacts(&juno, &id.to_string()).await.unwrap().version.to_string();
    let odile = opportunities::contacts(&juno, &id.to_string()).await.unwrap().contacts;
    let odile = odile.iter().find(|one| one.name == "Odile Fenwick").unwrap().id;
    opportunities::remove_contact(&juno, id, odile, &version).await.unwrap();

    let error = opportunities::save_contact(&rafael, &late).await.unwrap_err();

    let problem = error.problem().unwrap();
    assert_eq!(problem.refusal_code(), Some("changed_meanwhile"));
    assert!(problem.to_string().starts_with("Juno Pemberwick changed the contacts"), "{problem}");
}
