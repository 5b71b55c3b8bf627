//! Planned calls and held ones: who may change them, and what follows for the request.

use super::*;

#[tokio::test]
async fn prospects_change_a_call_until_two_hours_before_and_advocates_cancel_until_it_begins() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let call = world.book(&visit, TUESDAY_TEN).await;

    world.test.clock.set(at("2026-11-24T08:30:00Z"));

    assert_eq!(
        code(scheduling::move_by_prospect(&visit, "2026-12-01T09:00Z", "Europe/London").await),
        "too_late_to_change"
    );
    assert_eq!(code(scheduling::cancel_by_prospect(&visit, "").await), "too_late_to_change");
    assert_eq!(code(scheduling::cancel_call(&world.juno, call, "").await), "too_late_to_change");
    scheduling::cancel_call(&world.ingrid, call, "Ill today").await.unwrap();
    assert_eq!(world.state(call).await.0, "cancelled");
    assert_eq!(code(scheduling::cancel_by_prospect(&visit, "").await), "nothing_planned");
}

#[tokio::test]
async fn an_advocate_moves_a_call_to_a_free_time_of_their_own() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let (other, _) = world.invited(1).await;
    let call = world.book(&visit, TUESDAY_NINE).await;
    world.book(&other, TUESDAY_TEN).await;

    assert_eq!(code(scheduling::move_call(&world.ingrid, call, TUESDAY_TEN).await), "slot_taken");
    assert_eq!(code(scheduling::move_call(&world.ingrid, call, "2026-11-25T09:00Z").await), "slot_not_offered");
    scheduling::move_call(&world.ingrid, call, "2026-11-24T11:00Z").await.unwrap();

    assert_eq!(world.state(call).await, ("scheduled".into(), 1));
    let page = scheduling::booked_page(&visit, &Asked::default()).await.unwrap().unwrap();
    assert_eq!(page.spoken, "Tuesday, 11:00 to 11:30");
}

#[tokio::test]
async fn a_call_exists_for_those_it_concerns_and_for_nobody_else() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let call = world.book(&visit, TUESDAY_NINE).await;
    let stranger = world.test.sign_in_to("quarrystone", "corwin@quarrystone.example").await;
    let agent = world.test.sign_in("sunniva@quillstone.example").await;

    let seen = scheduling::call_page(&world.juno, call).await.unwrap();
    assert_eq!((seen.line.state, seen.guests.len()), (CallState::Scheduled, 2));
    assert!(scheduling::upcoming_calls(&world.juno).await.unwrap().iter().any(|line| line.id == call));
    assert!(scheduling::upcoming_calls(&world.ingrid).await.unwrap().iter().any(|line| line.id == call));
    assert_eq!(code(scheduling::call_page(&stranger, call).await), "404");
    assert_eq!(code(scheduling::cancel_call(&stranger, call, "").await), "404");
    assert_eq!(code(scheduling::call_page(&agent, call).await), "403");
}

#[tokio::test]
async fn the_request_follows_its_call() {
    let world = World::new().await;
    let (visit, ask) = world.invited(0).await;
    let state = async || -> String {
        let mut superuser = world.test.superuser().await;
        sqlx::query_scalar("select r.state from requests r join asks a on a.request_id = r.id where a.id = $1")
            .bind(ask.0)
            .fetch_one(&mut superuser)
            .await
            .unwrap()
    };

    assert_eq!(state().await, "accepted");
    world.book(&visit, TUESDAY_NINE).await;
    assert_eq!(state().await, "scheduled");
    scheduling::cancel_by_prospect(&visit, "").await.unwrap();
    assert_eq!(state().await, "accepted");
}

#[tokio::test]
async fn a_call_that_took_place_is_recorded_once_and_begins_the_rest() {
    let world = World::new().await;
    let (visit, ask) = world.invited(1).await;
    let call = world.book(&visit, "2026-11-24T10:00Z").await;
    let early = scheduling::record_attendance(&world.juno, call, Attendance::TookPlace).await;
    assert_eq!(code(early), "not_begun");

    assert!(!world.rules_for_marlowe().await.contains(&Rule::CoolDown));

    world.until("2026-11-24T11:30:00Z");
    world.test.run_jobs().await;
    let asked = world.mails("ask_attendance").await;
    assert_eq!((asked.len(), asked[0].0.as_str()), (1, "juno@quillstone.example"));
    let (one, two) = tokio::join!(
        scheduling::record_attendance(&world.juno, call, Attendance::TookPlace),
        scheduling::record_attendance(&world.juno, call, Attendance::TookPlace)
    );
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1, "{one:?} {two:?}");

    assert_eq!(world.state(call).await.0, "completed");
    let touches: Vec<(String, DateTime<Utc>)> =
        sqlx::query_as("select kind, at from touches where ask_id = $1 and kind = 'call'")
            .bind(ask)
            .fetch_all(&mut world.test.superuser().await)
            .await
            .unwrap();
    assert_eq!(touches, [("call".to_owned(), "2026-11-24T10:00:00Z".parse().unwrap())]);
    assert_eq!(world.request_state(ask).await, "completed");
    let page = scheduling::call_page(&world.juno, call).await.unwrap();
    assert_eq!((page.attendance, page.may_record.len()), (Some(Attendance::TookPlace), 0));
    let again = scheduling::record_attendance(&world.juno, call, Attendance::NobodyCame).await;
    assert_eq!(code(again), "already_took_place");
    assert!(world.rules_for_marlowe().await.contains(&Rule::CoolDown), "her rest is a rule for the next request");
}

#[tokio::test]
async fn a_missed_call_goes_back_to_the_rep_and_the_link_offers_times_again() {
    let world = World::new().await;
    let (visit, ask) = world.invited(1).await;
    let call = world.book(&visit, "2026-11-24T10:00Z").await;
    world.until("2026-11-24T11:30:00Z");

    scheduling::record_attendance(&world.juno, call, Attendance::ProspectMissing).await.unwrap();

    assert_eq!((world.state(call).await.0.as_str(), world.request_state(ask).await.as_str()), ("missed", "missed"));
    let page = choose(&visit, &Asked::default()).await;
    assert!(page.cancelled.as_deref().unwrap_or_default().contains("did not happen"), "{:?}", page.cancelled);
    let second = world.book(&visit, "2026-12-01T10:00Z").await;
    assert_eq!(
        (world.state(second).await.0.as_str(), world.request_state(ask).await.as_str()),
        ("scheduled", "scheduled")
    );
    // They talked after all: the first call is corrected.
    scheduling::record_attendance(&world.juno, call, Attendance::TookPlace).await.unwrap();
    assert_eq!(world.state(call).await.0, "completed");
}

#[tokio::test]
async fn only_staff_who_ask_for_references_record_who_came() {
    let world = World::new().await;
    let (visit, _) = world.invited(1).await;
    let call = world.book(&visit, "2026-11-24T10:00Z").await;
    world.until("2026-11-24T11:30:00Z");

    let by_herself = scheduling::record_attendance(&world.ingrid, call, Attendance::TookPlace).await;
    assert!(matches!(by_herself, Err(Error::Problem(Problem::Forbidden(_)))), "{by_herself:?}");
    let corwin = world.test.sign_in_to("quarrystone", "corwin@quarrystone.example").await;
    let foreign = scheduling::record_attendance(&corwin, call, Attendance::TookPlace).await;
    assert!(matches!(foreign, Err(Error::Problem(Problem::NotFound))), "{foreign:?}");
    assert_eq!(scheduling::call_page(&world.ingrid, call).await.unwrap().may_record, []);
}
