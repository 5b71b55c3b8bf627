//! A pause of the advocate's own.

use super::*;

#[tokio::test]
async fn a_pause_closes_the_gate_for_the_next_ask_and_switching_back_opens_it() {
    let world = World::new().await;

    advocates::pause(&world.ingrid, "").await.unwrap();
    let refused = refusal(&world).await;
    let paused = requests::portal_home(&world.ingrid).await.unwrap();
    advocates::resume(&world.ingrid).await.unwrap();
    let open = requests::portal_home(&world.ingrid).await.unwrap();
    let (_, ask) = world.asked().await;

    assert!(refused.starts_with("They have paused new requests"), "{refused}");
    assert_eq!(paused.pause.map(|pause| pause.resumes_on), Some(None));
    assert_eq!(paused.calls.len(), 1, "booked calls stay");
    assert_eq!(open.pause, None);
    assert_eq!(requests::portal_ask(&world.ingrid, ask).await.unwrap().id, ask);
}

#[tokio::test]
async fn a_pause_with_a_day_ends_on_it_by_itself() {
    let world = World::new().await;

    advocates::pause(&world.ingrid, "2026-11-21").await.unwrap();
    let refused = refusal(&world).await;
    world.test.clock.advance(chrono::Duration::days(2));

    assert!(refused.contains("Can be asked from Sat 21 Nov"), "{refused}");
    world.asked().await;
}

#[tokio::test]
async fn the_database_itself_refuses_an_ask_during_a_pause() {
    let world = World::new().await;
    let (request, ask) = world.asked().await;
    world.forget(ask).await;
    advocates::pause(&world.ingrid, "").await.unwrap();

    let forced = force_ask(&world, request).await;

    assert_eq!(forced.as_deref(), Some("asks_paused"));
}

#[tokio::test]
async fn a_day_that_cannot_be_is_named_and_pauses_nothing() {
    let world = World::new().await;

    for typed in ["2026-11-19", "yesterday", "2030-01-01"] {
        let error = advocates::pause(&world.ingrid, typed).await.unwrap_err();
        assert!(matches!(error.problem(), Some(Problem::Invalid(_))), "{typed}");
    }

    assert_eq!(requests::portal_home(&world.ingrid).await.unwrap().pause, None);
}

#[tokio::test]
async fn staff_see_the_pause_with_who_and_when() {
    let world = World::new().await;
    advocates::pause(&world.ingrid, "2026-12-07").await.unwrap();
    advocates::resume(&world.ingrid).await.unwrap();
    advocates::resume(&world.ingrid).await.unwrap();
    advocates::pause(&world.ingrid, "2026-12-10").await.unwrap();

    let id = world.advocate().to_string();
    let profile = advocates::profile(&world.juno, &id, ProfileSection::Availability, None).await.unwrap();

    assert_eq!(profile.header.status, Status::Paused);
    assert_eq!(profile.header.returns_on, "2026-12-10".parse().ok());
    let ProfileShown::Availability(shown) = profile.shown else { panic!("another tab") };
    let lines: Vec<&str> = shown.pauses.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(lines, ["Paused until Thu 10 Dec", "Switched back", "Paused until Mon 7 Dec"]);
    assert!(shown.pauses.iter().all(|row| row.by.as_deref() == Some("Ingrid Thistlewood")), "{:?}", shown.pauses);
}
