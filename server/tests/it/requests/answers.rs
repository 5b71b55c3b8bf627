//! Yes, no, silence, and taking a request back.

use super::*;

#[tokio::test]
async fn a_yes_tells_the_rep_and_sends_the_prospect_a_link() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    world.test.run_jobs().await;

    requests::accept(&world.ingrid, ask).await.unwrap();
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("accepted".into(), "accepted".into()));
    let told = world.mails("ask_answer").await;
    assert_eq!((told[0].0.as_str(), told.len()), ("juno@quillstone.example", 1));
    assert!(told[0].1.starts_with("Ingrid Thistlewood said yes"), "{}", told[0].1);
    let links = world.mails("booking_link").await;
    assert!(links[0].2.contains("/b/"), "{links:?}");
}

#[tokio::test]
async fn a_no_with_its_reason_tells_the_rep_and_frees_the_request_for_somebody_else() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;

    let again = "2027-01-11".parse().unwrap();
    requests::decline(&world.ingrid, ask, Some(DeclineReason::TooBusy), Some(again)).await.unwrap();
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("declined".into(), "declined".into()));
    let told = world.mails("ask_answer").await;
    assert!(told[0].1.starts_with("Ingrid Thistlewood cannot help"), "{told:?}");
    assert!(world.mails("booking_link").await.is_empty());
    // She was asked for this request already; the next one can be.
    let twice = requests::submit(&world.juno, &world.form(world.marlowe).await, Some(request)).await;
    assert!(["asked_before", "held_back"].contains(&code(twice).as_str()));
    let found = matching::workbench(&world.juno, world.marlowe, matching::View::default()).await.unwrap();
    let next = found.terms.iter().map(|terms| terms.id).find(|id| *id != world.advocate()).unwrap();
    let form = RequestForm { advocate: next.to_string(), ..world.form(world.marlowe).await };
    assert_eq!(requests::submit(&world.juno, &form, Some(request)).await.unwrap(), request);
    assert_eq!(world.states(request).await, ("outreach".into(), "sent".into()));
}

#[tokio::test]
async fn the_next_round_holds_guests_to_the_deal_and_keeps_those_of_the_form() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    requests::decline(&world.ingrid, ask, None, None).await.unwrap();
    let next = requests::page(&world.juno, request).await.unwrap().next_best[0].advocate;
    let mut form = RequestForm { advocate: next.to_string(), ..world.form(world.marlowe).await };
    let stranger: ContactId = sqlx::query_scalar(
        "select n.id from contacts n where n.company_id = $1
           and not exists (select from opportunity_contacts k where k.contact_id = n.id and k.opportunity_id = $2) limit 1",
    )
    .bind(world.juno.company())
    .bind(world.marlowe)
    .fetch_one(&mut world.test.superuser().await)
    .await
    .unwrap();

    let foreign = RequestForm { guests: vec![stranger.to_string()], ..form.clone() };
    let refused = requests::submit(&world.juno, &foreign, Some(request)).await.unwrap_err();
    assert!(refused.problem().unwrap().of_field("guests").is_some());

    let kept = form.guests.split_off(1);
    form.guests = kept.clone();
    requests::submit(&world.juno, &form, Some(request)).await.unwrap();
    let guests: Vec<ContactId> = sqlx::query_scalar("select contact_id from request_guests where request_id = $1")
        .bind(request)
        .fetch_all(&mut world.test.superuser().await)
        .await
        .unwrap();
    let mut guests: Vec<String> = guests.iter().map(ToString::to_string).collect();
    guests.sort_by_key(|id| kept.iter().position(|other| other == id));
    assert_eq!(guests, kept);
}

#[tokio::test]
async fn of_two_tabs_that_decide_at_once_the_second_is_told_what_the_first_decided() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;

    let (yes, no) =
        tokio::join!(requests::accept(&world.ingrid, ask), requests::decline(&world.ingrid, ask, None, None));

    let (decided, refused) = match (yes, no) {
        (Ok(()), refused) => ("accepted", refused),
        (refused, Ok(())) => ("declined", refused),
        both => panic!("nobody decided: {both:?}"),
    };
    let problem = refused.unwrap_err();
    let problem = problem.problem().unwrap();
    assert_eq!(problem.refusal_code(), Some("already_answered"));
    assert!(problem.to_string().contains(&format!("{decided} a moment ago")), "{problem}");
    assert_eq!(world.states(request).await.1, decided);
    assert_eq!(code(requests::accept(&world.ingrid, ask).await), "already_answered");
}

#[tokio::test]
async fn an_ask_nobody_answers_runs_out_and_the_rep_hears_of_it() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    world.test.run_jobs().await;

    // Time is over even while the job that says so has not run.
    world.test.clock.advance(Duration::days(5));
    assert_eq!(code(requests::accept(&world.ingrid, ask).await), "already_answered");
    assert_eq!(world.states(request).await.1, "sent");
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("expired".into(), "expired".into()));
    let told = world.mails("ask_answer").await;
    assert!(told[0].1.starts_with("No answer from Ingrid Thistlewood"), "{told:?}");
    assert_eq!(code(requests::accept(&world.ingrid, ask).await), "already_answered");
}

#[tokio::test]
async fn an_answer_in_time_is_not_undone_by_the_clock() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    world.test.run_jobs().await;
    requests::accept(&world.ingrid, ask).await.unwrap();

    world.test.clock.advance(Duration::days(5));
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("accepted".into(), "accepted".into()));
}

#[tokio::test]
async fn withdrawing_calls_off_the_booked_call_closes_the_link_and_tells_everybody() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    requests::accept(&world.ingrid, ask).await.unwrap();
    world.test.run_jobs().await;
    let token = word_after(&world.mails("booking_link").await[0].2, "/b/");
    let visit = scheduling::open_link(&world.test.app, Uuid::now_v7(), "127.0.0.1", &token).await.unwrap();
    let mut tx = world.juno.begin().await.unwrap();
    let (slots, _) = scheduling::free_times(&mut tx, world.advocate(), 30, world.juno.now()).await.unwrap();
    tx.commit().await.unwrap();
    let slot = slots[0].key().to_string();
    scheduling::hold(&visit, &slot, "Europe/London", None).await.unwrap();
    let guest = BookingDetails {
        name: "Callum Birchwhistle".into(),
        email: "callum@marlowestreet.example".into(),
        colleague: String::new(),
        note: String::new(),
    };
    let call = scheduling::book(&visit, &slot, "Europe/London", &guest).await.unwrap();
    world.test.run_jobs().await;

    requests::cancel(&world.juno, request).await.unwrap();
    world.test.run_jobs().await;

    assert_eq!(world.states(request).await, ("cancelled".into(), "withdrawn".into()));
    let state: String = sqlx::query_scalar("select state from reference_calls where id = $1")
        .bind(call)
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    assert_eq!(state, "cancelled");
    let taken_back: Vec<String> =
        sqlx::query_scalar("select to_email from mails where ics_method = 'CANCEL' order by 1")
            .fetch_all(&mut world.test.superuser().await)
            .await
            .unwrap();
    for to in ["callum@marlowestreet.example", INGRID, "juno@quillstone.example"] {
        assert!(taken_back.iter().any(|address| address == to), "{to} is not in {taken_back:?}");
    }
    assert_eq!(world.mails("ask_withdrawn").await[0].0, INGRID);
    assert_eq!(code(scheduling::hold(&visit, &slot, "Europe/London", None).await), "410");
    assert_eq!(code(requests::cancel(&world.juno, request).await), "too_late");
}

#[tokio::test]
async fn somebody_elses_ask_does_not_exist() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    let other: String = sqlx::query_scalar(
        "select u.email from advocates a join users u on u.company_id = a.company_id and u.id = a.user_id
         where a.company_id = $1 and a.id <> $2 order by u.email limit 1",
    )
    .bind(world.juno.company())
    .bind(world.advocate())
    .fetch_one(&mut world.test.superuser().await)
    .await
    .unwrap();
    let colleague = world.test.sign_in(&other).await;
    // The same person, e-mail and name in the other company is somebody else.
    let namesake = world.test.sign_in_to("quarrystone", INGRID).await;

    for stranger in [&colleague, &namesake] {
        assert_eq!(code(requests::portal_ask(stranger, ask).await), "404");
        assert_eq!(code(requests::accept(stranger, ask).await), "404");
        assert_eq!(code(requests::decline(stranger, ask, None, None).await), "404");
    }
    // Nor may the rep who asked answer for her.
    assert_eq!(code(requests::accept(&world.juno, ask).await), "403");
    assert_eq!(world.states(request).await.1, "sent");
}

#[tokio::test]
async fn opening_the_link_in_the_mail_decides_nothing_however_often() {
    let world = World::new().await;
    let (request, ask) = world.submit().await;
    world.test.run_jobs().await;
    let path = format!("/portal/enter/{}", word_after(&world.mails("ask").await[0].2, "/portal/enter/"));
    let router = server::http::wrap(server::http::edges(world.test.app.clone()), world.test.app.clone());

    for method in [Method::HEAD, Method::GET, Method::GET] {
        let opened = http::Request::builder().method(method).uri(&path).body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(opened).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(answer.headers()[header::LOCATION], format!("/portal/requests/{ask}"));
    }

    assert_eq!(world.states(request).await, ("outreach".into(), "sent".into()));
    // A letter more or less, and the link leads nowhere; a real one whose time is over says so.
    let shorter = path[..path.len() - 1].to_owned();
    for bad in [format!("{path}x"), shorter, "/portal/enter/abc".to_owned()] {
        assert_eq!(opened(&router, &bad).await.0, StatusCode::NOT_FOUND, "{bad}");
    }
    let (_, words) = opened(&router, "/portal/enter/abc").await;
    assert!(words.contains("This link leads nowhere. It may be cut off or mistyped."), "{words}");
    world.test.clock.advance(Duration::days(40));
    let (status, words) = opened(&router, &path).await;
    assert_eq!(status, StatusCode::GONE);
    assert!(words.contains("expired"), "{words}");
}

/// What a link in a mail answers when it signs nobody in.
async fn opened(router: &axum::Router, path: &str) -> (StatusCode, String) {
    let request = http::Request::get(path).body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    assert!(!answer.headers().contains_key(header::SET_COOKIE), "{path}");
    let status = answer.status();
    let bytes = axum::body::to_bytes(answer.into_body(), 64 * 1024).await.unwrap();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}
