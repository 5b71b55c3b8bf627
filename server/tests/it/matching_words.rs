//! What advocates said, in matching on the story world: the right sentence is quoted, it counts at once and only in its
//! own company, and a run is replayed from what it found.

use domain::ids::{AdvocateId, OpportunityId};
use domain::matching::{Evidence, Factor, Workbench};
use domain::opportunities::NoteForm;
use server::ctx::Ctx;
use server::matching::{self, View};
use server::opportunities;
use server::testing::TestApp;
use sqlx::PgConnection;

use super::matching::{advocate, look, marlowe};

/// What is quoted of somebody for a deal.
fn quotation(page: &Workbench, id: AdvocateId) -> Option<Evidence> {
    let detail = page.detail(id)?;
    detail.explanation.of(Factor::UseCase).find(|evidence| evidence.is_quotation()).cloned()
}

fn marked(evidence: &Evidence) -> Vec<&str> {
    evidence.pieces().into_iter().filter(|(_, is_marked)| *is_marked).map(|(piece, _)| piece).collect()
}

fn use_case(page: &Workbench, id: AdvocateId) -> u16 {
    page.terms.iter().find(|terms| terms.id == id).unwrap().value(Factor::UseCase).counted()
}

/// The part of the use case that words have, in ten-thousandths.
async fn words(ctx: &Ctx, deal: OpportunityId, id: AdvocateId) -> Option<u16> {
    let report = matching::report(ctx, deal, id, None, None).await.unwrap();
    report.factors[Factor::UseCase.position()].parts[1].value.known()
}

/// They tell this, and of outcomes nothing.
async fn tell(superuser: &mut PgConnection, id: AdvocateId, story: &str) {
    let told = sqlx::query("update advocates set story = $2 where id = $1").bind(id).bind(story);
    told.execute(&mut *superuser).await.unwrap();
    sqlx::query("delete from advocate_outcomes where advocate_id = $1").bind(id).execute(superuser).await.unwrap();
}

async fn withdraw_evidence(superuser: &mut PgConnection, id: AdvocateId) {
    let withdrawn = sqlx::query("update evidence set state = 'withdrawn' where advocate_id = $1").bind(id);
    withdrawn.execute(superuser).await.unwrap();
}

#[tokio::test]
async fn ingrid_is_quoted_for_marlowe_street_bank_with_the_words_it_asked_for() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let page = look(&juno, deal).await;
    let ingrid = advocate(&page, "Ingrid Thistlewood");

    let quoted = quotation(&page, ingrid).unwrap();
    let report = matching::report(&juno, deal, ingrid, None, None).await.unwrap();

    assert_eq!(quoted.field, "story");
    assert_eq!(
        quoted.text,
        "Two years ago our month-end ran on Ironbook and took nine working days, and every quarter the regulator asked \
         for more evidence than the last."
    );
    for word in ["month", "end", "Ironbook", "regulator", "evidence"] {
        assert!(marked(&quoted).contains(&word), "{word} in {:?}", marked(&quoted));
    }
    assert!(!marked(&quoted).contains(&"and"));
    let of_report = report.explanation.of(Factor::UseCase).find(|evidence| evidence.is_quotation());
    assert_eq!(of_report, Some(&quoted));
    let sources = &report.factors[Factor::UseCase.position()];
    assert!(sources.asked.last().unwrap().starts_with("in their own words: "), "{sources:?}");
    assert!(sources.known.last().unwrap().starts_with("says: "), "{sources:?}");
    let [tags, words] = &sources.parts[..] else { panic!("{sources:?}") };
    assert_eq!((tags.tenths, words.tenths), (7, 3));
    let others = page.terms.iter().map(|terms| terms.id).filter(|id| *id != ingrid);
    let mut most = 0;
    for other in others {
        most = most.max(self::words(&juno, deal, other).await.unwrap_or(0));
    }
    assert!(words.value.counted() >= most, "nobody says more of it: {} against {most}", words.value.counted());
}

#[tokio::test]
async fn what_a_note_says_is_looked_for_at_once_and_counts_less_than_what_was_named() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let mut superuser = app.superuser().await;
    let page = look(&juno, deal).await;
    let ingrid = advocate(&page, "Ingrid Thistlewood");
    tell(&mut superuser, ingrid, "Our turbines stand in the sea. We close the month in four days.").await;
    withdraw_evidence(&mut superuser, ingrid).await;
    let before = quotation(&look(&juno, deal).await, ingrid).unwrap();

    let note = NoteForm {
        opportunity: deal.to_string(),
        text: "They run turbines at sea and would love to hear from somebody who stands in the sea with turbines."
            .into(),
        ..NoteForm::default()
    };
    opportunities::save_note(&juno, &note).await.unwrap();
    let after = quotation(&look(&juno, deal).await, ingrid).unwrap();

    assert_eq!(before.text, "We close the month in four days.");
    assert_eq!(marked(&before), ["close", "month"]);
    let report = matching::report(&juno, deal, ingrid, None, None).await.unwrap();
    let asked = report.factors[Factor::UseCase.position()].asked.join(" ");
    assert!(asked.contains("in their own words"), "{asked}");
    assert_eq!(after.text, "Our turbines stand in the sea.", "two rare words of a note beat two common ones");
    assert_eq!(marked(&after), ["turbines", "stand", "sea"]);
}

#[tokio::test]
async fn approved_evidence_is_quoted_with_its_piece_and_is_gone_the_moment_it_is_withdrawn() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let mut superuser = app.superuser().await;
    let ingrid = advocate(&look(&juno, deal).await, "Ingrid Thistlewood");
    tell(&mut superuser, ingrid, "").await;

    let approved = look(&juno, deal).await;
    let quoted = quotation(&approved, ingrid).unwrap();
    withdraw_evidence(&mut superuser, ingrid).await;
    let withdrawn = look(&juno, deal).await;

    assert_eq!(quoted.field, "evidence");
    let title: String = sqlx::query_scalar("select title from evidence where id = $1")
        .bind(quoted.piece.unwrap())
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(title, "Evidence on a Tuesday");
    assert!(use_case(&approved, ingrid) > use_case(&withdrawn, ingrid));
    assert_eq!(quotation(&withdrawn, ingrid), None);
    assert_eq!(words(&juno, deal, ingrid).await, None, "without a word of theirs nothing is known of it");
}

#[tokio::test]
async fn evidence_in_a_colleagues_name_is_the_colleagues_and_what_is_no_longer_to_be_shown_counts_nothing() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let mut superuser = app.superuser().await;
    let ingrid = advocate(&look(&juno, deal).await, "Ingrid Thistlewood");
    tell(&mut superuser, ingrid, "Nothing of it.").await;
    let pieces = "update evidence set body = 'Ironbook', title = 'Ironbook', language = 'en' where advocate_id = $1";
    sqlx::query(pieces).bind(ingrid).execute(&mut superuser).await.unwrap();
    let today = juno.now().date_naive();

    for (change, counts) in [
        (
            "update evidence set state = 'approved', expires_on = null, consent_until = null where title = 'Ironbook'",
            true,
        ),
        ("update evidence set expires_on = $1 where title = 'Ironbook'", true),
        ("update evidence set expires_on = $1 - 1 where title = 'Ironbook'", false),
        ("update evidence set expires_on = null, consent_until = $1 - 1 where title = 'Ironbook'", false),
        ("update evidence set consent_until = null, advocate_id = null where title = 'Ironbook'", true),
        (
            "update evidence set advocate_id = (select id from advocates where name = 'Kofi Brambleworth' limit 1)
             where title = 'Ironbook'",
            false,
        ),
    ] {
        let statement = sqlx::query(change);
        let statement = if change.contains("$1") { statement.bind(today) } else { statement };
        statement.execute(&mut superuser).await.unwrap();

        assert_eq!(quotation(&look(&juno, deal).await, ingrid).is_some(), counts, "{change}");
    }
}

#[tokio::test]
async fn another_companys_texts_neither_count_nor_are_quoted() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let mut superuser = app.superuser().await;
    let before = look(&juno, deal).await;
    let report = async || {
        let ingrid = advocate(&before, "Ingrid Thistlewood");
        matching::report(&juno, deal, ingrid, None, None).await.unwrap().factors
    };
    let made = report().await;

    sqlx::query(
        "update advocates set story = 'Month-end close on Ironbook and Tallyforge, regulators and audit evidence. CANARY.'
         where company_id = (select id from companies where slug = 'quarrystone')",
    )
    .execute(&mut superuser)
    .await
    .unwrap();
    let after = look(&juno, deal).await;

    assert_eq!(after.terms, before.terms, "how rare a word is, is counted within one company");
    assert_eq!(report().await, made);
    assert!(!serde_json::to_string(&after).unwrap().contains("CANARY"));
}

#[tokio::test]
async fn a_run_is_replayed_from_the_scores_it_found_also_one_from_before_words_were_marked() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let mut superuser = app.superuser().await;
    let run = matching::run(&juno, deal, View::default()).await.unwrap();
    let kept: serde_json::Value = sqlx::query_scalar("select need from match_runs where id = $1")
        .bind(run)
        .fetch_one(&mut superuser)
        .await
        .unwrap();

    sqlx::query("update advocates set story = 'Nothing.'").execute(&mut superuser).await.unwrap();
    sqlx::query("delete from advocate_outcomes").execute(&mut superuser).await.unwrap();
    let now = matching::replay(&juno, run).await.unwrap();
    // As such a run was kept: every hit with its sentence, no marks, and not which words were looked for.
    let mut former = kept.clone();
    former.as_object_mut().unwrap().remove("words");
    for hit in former["text"].as_array_mut().unwrap() {
        let hit = hit.as_object_mut().unwrap();
        hit.retain(|field, _| !["marks", "said", "piece"].contains(&field.as_str()));
        hit.insert("field".into(), "story".into());
        hit.insert("sentence".into(), "We closed.".into());
    }
    sqlx::query("update match_runs set need = $2 where id = $1")
        .bind(run)
        .bind(&former)
        .execute(&mut superuser)
        .await
        .unwrap();
    let then = matching::replay(&juno, run).await.unwrap();

    assert!(now.is_equal && then.is_equal);
    assert_eq!(now.order, then.order);
    assert!(!kept["words"].as_array().unwrap().is_empty());
    let quoted = kept["text"].as_array().unwrap().iter().filter(|hit| hit["sentence"] != "").count();
    assert!((1..=10).contains(&quoted), "only the first places are kept with their sentence: {quoted}");
    // A score that is taken away is missed: it is what the run was computed from.
    former["text"] = serde_json::json!([]);
    sqlx::query("update match_runs set need = $2 where id = $1")
        .bind(run)
        .bind(&former)
        .execute(&mut superuser)
        .await
        .unwrap();
    assert!(!matching::replay(&juno, run).await.unwrap().is_equal);
}
