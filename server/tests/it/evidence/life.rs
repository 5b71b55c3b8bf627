//! From a draft to its last day.

use super::*;

#[tokio::test]
async fn a_piece_goes_from_draft_to_approval_and_says_who_did_what() {
    let t = TestApp::new().await;
    let (adaeze, juno) = (t.sign_in(ADAEZE).await, t.sign_in(JUNO).await);
    let id = evidence::save(&adaeze, quote()).await.unwrap();
    assert_eq!(page(&adaeze, id).await.state, EvidenceState::Draft);

    evidence::submit(&adaeze, id).await.unwrap();
    evidence::send_back(&adaeze, id, "Name the month").await.unwrap();
    evidence::submit(&adaeze, id).await.unwrap();
    evidence::approve(&adaeze, id).await.unwrap();

    let shown = page(&juno, id).await;
    assert_eq!(shown.state, EvidenceState::Approved);
    let states: Vec<_> = shown.moves.iter().map(|row| row.state).collect();
    assert_eq!(
        states,
        [
            EvidenceState::Approved,
            EvidenceState::InReview,
            EvidenceState::Draft,
            EvidenceState::InReview,
            EvidenceState::Draft
        ]
    );
    assert_eq!(shown.moves[2].reason, "Name the month");
    assert!(shown.moves.iter().all(|row| row.by.as_deref() == adaeze.viewer().ok().map(|viewer| viewer.name.as_str())));
    assert!(shown.may_share && !shown.may_edit && !shown.may_approve);
}

#[tokio::test]
async fn nothing_is_approved_without_the_consent_to_just_that() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    // Ingrid agreed to quotes and recordings, and not to case studies.
    let story = evidence::save(&adaeze, EvidenceForm { kind: "case_study".into(), ..quote() }).await.unwrap();
    evidence::submit(&adaeze, story).await.unwrap();

    assert_eq!(code(evidence::approve(&adaeze, story).await), "no_consent");
    assert_eq!(page(&adaeze, story).await.consent, Some(false));
    assert_eq!(page(&adaeze, story).await.state, EvidenceState::InReview);

    // What is nobody's words needs nobody's consent.
    let deck = EvidenceForm { kind: "slides".into(), advocate: String::new(), ..quote() };
    assert_eq!(page(&adaeze, approved(&adaeze, deck).await).await.state, EvidenceState::Approved);
}

#[tokio::test]
async fn withdrawing_consent_takes_down_what_stands_on_it_at_once_whoever_writes_the_ledger() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = approved(&adaeze, quote()).await;
    let clip = approved(&adaeze, EvidenceForm { kind: "clip".into(), title: "Clip".into(), ..quote() }).await;
    evidence::share(&adaeze, id, None, 30).await.unwrap();
    let token = token(&adaeze, id).await;
    let link = visit(&t, &token).await.unwrap();
    assert_eq!(evidence::shared(&link).await.unwrap().title, "Close in four days");
    t.clock.advance(Duration::minutes(1));

    sqlx::query(
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at)
         select company_id, gen_random_uuid(), advocate_id, 'quote', 'withdrawn', $2 from evidence where id = $1",
    )
    .bind(id)
    .bind(t.app.now())
    .execute(&mut t.superuser().await)
    .await
    .unwrap();

    assert_eq!(status(evidence::shared(&link).await), 410);
    let gone = page(&adaeze, id).await;
    assert_eq!((gone.state, gone.moves[0].by.as_deref()), (EvidenceState::Withdrawn, None));
    assert_eq!(gone.moves[0].reason, "The advocate withdrew consent");
    assert_eq!(page(&adaeze, clip).await.state, EvidenceState::Approved, "recordings are another consent");
    assert_eq!(status(evidence::share(&adaeze, id, None, 30).await), 409);
}

#[tokio::test]
async fn changing_what_is_shown_makes_it_a_draft_again_and_ends_its_links_until_it_is_approved() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = approved(&adaeze, quote()).await;
    evidence::share(&adaeze, id, None, 7).await.unwrap();
    let link = visit(&t, &token(&adaeze, id).await).await.unwrap();
    let mut form = evidence::form(&adaeze, Some(&id.to_string()), None).await.unwrap();
    assert!(form.loses_approval);
    form.form.body = "Day three.".into();

    evidence::save(&adaeze, form.form.clone()).await.unwrap();

    assert_eq!(page(&adaeze, id).await.state, EvidenceState::Draft);
    assert_eq!(status(evidence::shared(&link).await), 410);
    let late = EvidenceForm { body: "Day four.".into(), ..form.form };
    assert_eq!(code(evidence::save(&adaeze, late).await), "changed_meanwhile", "the form is older than the piece");
    evidence::submit(&adaeze, id).await.unwrap();
    evidence::approve(&adaeze, id).await.unwrap();
    assert_eq!(evidence::shared(&link).await.unwrap().body, "Day three.");
}

#[tokio::test]
async fn a_piece_ends_with_its_last_day_before_and_after_the_job_has_run() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = approved(&adaeze, EvidenceForm { expires_on: "2026-11-20".into(), ..quote() }).await;
    evidence::share(&adaeze, id, None, 30).await.unwrap();
    let link = visit(&t, &token(&adaeze, id).await).await.unwrap();
    t.run_jobs().await;
    assert_eq!(page(&adaeze, id).await.state, EvidenceState::Approved);

    t.clock.advance(Duration::days(2));
    assert_eq!(page(&adaeze, id).await.state, EvidenceState::Expired, "the page looks at the day itself");
    assert_eq!(status(evidence::shared(&link).await), 410);
    t.run_jobs().await;

    let ended = page(&adaeze, id).await;
    assert_eq!((ended.moves[0].state, ended.moves[0].by.clone()), (EvidenceState::Expired, None));
}

#[tokio::test]
async fn everybody_sees_and_does_what_their_role_says() {
    let t = TestApp::new().await;
    let (adaeze, juno, tamsin) = (t.sign_in(ADAEZE).await, t.sign_in(JUNO).await, t.sign_in(TAMSIN).await);
    // Skylark is Tamsin's customer: she writes and puts forward, and does not approve alone.
    let id = evidence::save(&tamsin, quote()).await.unwrap();
    evidence::submit(&tamsin, id).await.unwrap();
    assert_eq!(status(evidence::approve(&tamsin, id).await), 403);
    assert_eq!(status(evidence::withdraw(&juno, id, "No").await), 403);
    assert_eq!(status(evidence::save(&juno, quote()).await), 403);
    assert_eq!(status(evidence::share(&juno, id, None, 30).await), 409);
    assert_eq!(status(evidence::page(&t.sign_in(SUNNIVA).await, &id.to_string()).await), 403);
    evidence::approve(&adaeze, id).await.unwrap();

    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_eq!(status(evidence::page(&ottoline, &id.to_string()).await), 404);
    assert_eq!(status(evidence::share(&ottoline, id, None, 30).await), 404);
    let theirs = evidence::list(&ottoline, &Query::parse("q=four")).await.unwrap();
    assert!(theirs.page.rows.iter().all(|row| row.id != id));
}
