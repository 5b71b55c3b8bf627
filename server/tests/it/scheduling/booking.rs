//! The prospect's way: choosing, keeping and booking a time by a link.

use super::*;

#[tokio::test]
async fn two_prospects_who_take_the_same_time_at_once_get_it_once() {
    let world = World::new().await;
    let (first, _) = world.invited(0).await;
    let (second, _) = world.invited(1).await;

    let (one, other) = tokio::join!(
        scheduling::hold(&first, TUESDAY_NINE, "Europe/London", None),
        scheduling::hold(&second, TUESDAY_NINE, "Europe/London", None),
    );

    let (winner, loser, refused) = match (one, other) {
        (Ok(()), refused) => (first, second, refused),
        (refused, Ok(())) => (second, first, refused),
        both => panic!("nobody won: {both:?}"),
    };
    assert_eq!(code(refused), "slot_taken");
    scheduling::book(&winner, TUESDAY_NINE, "Europe/London", &callum()).await.unwrap();
    assert_eq!(times(&loser, "2026-11-24").await, ["09:30", "10:00", "10:30", "11:00", "11:30"]);
}

#[tokio::test]
async fn the_database_itself_refuses_two_calls_at_the_same_time() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let call = world.book(&visit, TUESDAY_NINE).await;
    let mut superuser = world.test.superuser().await;

    let twin = sqlx::query(
        "insert into reference_calls (company_id, id, request_id, ask_id, advocate_id, opportunity_id, state, during, held_until)
         select company_id, $2, request_id, ask_id, advocate_id, opportunity_id, 'held',
                tstzrange(lower(during) + interval '29 minutes', upper(during) + interval '1 hour'), now()
         from reference_calls where id = $1",
    )
    .bind(call.0)
    .bind(Uuid::now_v7())
    .execute(&mut superuser)
    .await;

    let refused = twin.unwrap_err();
    assert_eq!(refused.as_database_error().and_then(|error| error.constraint()), Some("calls_no_overlap"));
}

#[tokio::test]
async fn a_hold_that_ran_out_gives_way_and_what_was_typed_is_kept_with_other_times() {
    let world = World::new().await;
    let (slow, _) = world.invited(0).await;
    let (quick, _) = world.invited(1).await;
    scheduling::hold(&slow, TUESDAY_NINE, "Europe/London", None).await.unwrap();
    assert_eq!(code(scheduling::hold(&quick, TUESDAY_NINE, "Europe/London", None).await), "slot_taken");

    world.test.clock.advance(Duration::minutes(10));
    world.book(&quick, TUESDAY_NINE).await;
    let refused = scheduling::book(&slow, TUESDAY_NINE, "Europe/London", &callum()).await;

    assert_eq!(code(refused), "slot_taken");
    let page = scheduling::details_page(&slow, &Asked::default()).await.unwrap().unwrap();
    assert_eq!(page.typed, callum());
    assert!(!page.is_held);
    assert_eq!(page.others[0].key, "2026-11-24T09:30Z");

    // Another time is taken without typing anything again.
    scheduling::hold(&slow, "2026-11-24T09:30Z", "Europe/London", None).await.unwrap();
    let page = scheduling::details_page(&slow, &Asked::default()).await.unwrap().unwrap();
    assert_eq!((page.typed, page.is_held), (callum(), true));
    scheduling::book(&slow, "2026-11-24T09:30Z", "Europe/London", &callum()).await.unwrap();
}

#[tokio::test]
async fn a_hold_can_be_renewed_with_everything_typed_so_far() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    scheduling::hold(&visit, TUESDAY_NINE, "Europe/London", None).await.unwrap();

    world.test.clock.advance(Duration::minutes(9));
    scheduling::hold(&visit, TUESDAY_NINE, "Europe/London", Some(&callum())).await.unwrap();
    world.test.clock.advance(Duration::minutes(9));

    let page = scheduling::details_page(&visit, &Asked::default()).await.unwrap().unwrap();
    assert_eq!((page.is_held, page.held.as_str(), page.typed), (true, "Held for you until 10:43", callum()));
}

#[tokio::test]
async fn a_form_that_needs_mending_names_the_fields_and_loses_nothing() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    scheduling::hold(&visit, TUESDAY_NINE, "Europe/London", None).await.unwrap();
    let typed = BookingDetails { colleague: "yara@marlowestreet".into(), ..callum() };

    let refused = scheduling::book(&visit, TUESDAY_NINE, "Europe/London", &typed).await.unwrap_err();

    let problem = refused.problem().unwrap();
    assert_eq!(problem.status(), 422);
    assert!(problem.of_field("colleague").is_some());
    let page = scheduling::details_page(&visit, &Asked::default()).await.unwrap().unwrap();
    assert_eq!(page.typed, typed);
}

#[tokio::test]
async fn the_first_form_is_filled_with_what_the_invitation_knows() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;

    scheduling::hold(&visit, TUESDAY_NINE, "Europe/London", None).await.unwrap();

    let page = scheduling::details_page(&visit, &Asked::default()).await.unwrap().unwrap();
    assert!(page.email_is_known);
    assert!(!page.typed.name.is_empty() && page.typed.email.contains('@'));
}

#[tokio::test]
async fn a_tampered_unknown_or_expired_link_says_what_it_is() {
    let world = World::new().await;
    let (visit, ask) = world.invited(0).await;
    let token = visit.path().trim_start_matches("/b/").to_owned();

    let mut tampered = token.clone();
    tampered.replace_range(5..6, if &token[5..6] == "A" { "B" } else { "A" });
    for bad in [tampered.as_str(), "", "x", &token[1..], "../../etc/passwd", "%00"] {
        assert_eq!(code(world.open(bad).await.map(|_| ())), "404", "{bad}");
    }

    world.test.clock.advance(Duration::days(40));
    assert_eq!(code(scheduling::booking_page(&visit, &Asked::default()).await), "410");
    assert_eq!(code(scheduling::hold(&visit, "2027-01-05T09:00Z", "Europe/London", None).await), "410");

    let mut superuser = world.test.superuser().await;
    sqlx::query("update asks set state = 'withdrawn', answered_at = null where id = $1")
        .bind(ask.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    assert_eq!(code(scheduling::booking_page(&visit, &Asked::default()).await), "410");
}

#[tokio::test]
async fn a_link_that_was_used_shows_the_call_even_after_it_expired() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    world.book(&visit, "2026-12-15T09:00Z").await;

    assert_eq!(code(scheduling::hold(&visit, TUESDAY_TEN, "Europe/London", None).await), "already_booked");
    assert_eq!(code(scheduling::book(&visit, TUESDAY_TEN, "Europe/London", &callum()).await), "already_booked");
    assert!(scheduling::details_page(&visit, &Asked::default()).await.unwrap().is_none());
    world.test.clock.set(at("2026-12-14T12:00:00Z"));
    match scheduling::booking_page(&visit, &Asked::default()).await.unwrap() {
        BookingVisit::Booked(page) => assert_eq!(page.spoken, "Tuesday, 09:00 to 09:30"),
        BookingVisit::Choose(_) => panic!("the call is planned"),
    }
}

#[tokio::test]
async fn the_zone_comes_from_the_address_else_the_invitation_else_the_advocate() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let mut superuser = world.test.superuser().await;
    let first_time = async |tz: Option<&str>| {
        let asked = Asked { tz: tz.map(str::to_owned), day: Some("2026-11-24".into()), ..Asked::default() };
        choose(&visit, &asked).await.day.unwrap().times[0].from.clone()
    };

    sqlx::query("update booking_links set time_zone = 'Europe/Paris'").execute(&mut superuser).await.unwrap();
    assert_eq!(first_time(Some("Asia/Kathmandu")).await, "14:45");
    assert_eq!(first_time(Some("Mars/Olympus")).await, "10:00");
    assert_eq!(first_time(None).await, "10:00");

    sqlx::query("update booking_links set time_zone = null").execute(&mut superuser).await.unwrap();
    assert_eq!(first_time(None).await, "09:00");
}
