//! What an advocate finds on opening the portal.

use super::*;

#[tokio::test]
async fn the_home_says_what_waits_and_leads_to_the_planned_call() {
    let world = World::new().await;
    let (call, _) = world.planned().await;

    let before = requests::portal_home(&world.ingrid).await.unwrap();
    let (_, ask) = world.asked().await;
    let home = requests::portal_home(&world.ingrid).await.unwrap();

    assert_eq!(before.line, "Nothing is waiting for you. Your next conversation is today at 15:00.");
    assert_eq!(home.line, "One request is waiting, and your next conversation is today at 15:00.");
    assert_eq!(home.greeting, "Good morning, Ingrid");
    assert_eq!(home.asks.iter().map(|ask| ask.id).collect::<Vec<_>>(), [ask]);
    let asked = &home.asks[0];
    assert!(asked.is_new && asked.guests.contains(&"Callum Birchwhistle".to_owned()), "{asked:?}");
    assert_eq!(home.calls.iter().map(|call| call.id).collect::<Vec<_>>(), [call]);
    assert_eq!((home.calls[0].day.as_str(), home.calls[0].at.as_str()), ("Today", "15:00"));
    assert!(home.calls[0].line.starts_with("30 min with Wim Hazelgrave"), "{}", home.calls[0].line);
    assert_eq!(requests::waiting(&world.ingrid).await.unwrap(), 1);
    assert!(home.avoid.contains("Treasury"), "{}", home.avoid);
}

#[tokio::test]
async fn the_figures_of_the_home_are_those_of_the_records() {
    let world = World::new().await;
    let (calls, minutes): (i64, i64) = sqlx::query_as(
        "select count(*), sum(extract(epoch from upper(during) - lower(during)) / 60)::bigint
         from reference_calls where advocate_id = $1 and state = 'completed'",
    )
    .bind(world.advocate())
    .fetch_one(&mut world.test.superuser().await)
    .await
    .unwrap();

    let home = requests::portal_home(&world.ingrid).await.unwrap();

    assert!(calls > 1);
    assert_eq!(home.impact.conversations, calls);
    assert_eq!(home.impact.hours, domain::requests::hours_given(chrono::TimeDelta::minutes(minutes)));
    assert!(home.impact.chose + home.impact.deciding <= calls, "each deal counts once: {:?}", home.impact);
}

#[tokio::test]
async fn an_accepted_request_leads_to_its_call_and_a_waiting_one_to_none() {
    let world = World::new().await;
    let (call, accepted) = world.planned().await;
    let (_, waiting) = world.asked().await;

    let booked = requests::portal_ask(&world.ingrid, accepted).await.unwrap();
    let open = requests::portal_ask(&world.ingrid, waiting).await.unwrap();

    assert_eq!(booked.call, Some(call));
    assert_eq!(open.call, None);
}

#[tokio::test]
async fn the_list_has_what_is_open_first_and_a_call_that_is_over_among_the_earlier() {
    let world = World::new().await;
    let (_, ask) = world.asked().await;
    let (_, planned) = world.planned().await;

    let list = requests::portal_requests(&world.ingrid, None).await.unwrap();
    world.test.clock.advance(chrono::Duration::hours(6));
    let tonight = requests::portal_requests(&world.ingrid, None).await.unwrap();

    assert_eq!(list.asks[0].id, ask);
    let moment =
        |list: &domain::requests::PortalRequests, id| list.asks.iter().find(|ask| ask.id == id).unwrap().moment;
    assert_eq!(moment(&list, ask), PortalMoment::Waiting);
    assert_eq!(moment(&list, planned), PortalMoment::ComingUp);
    assert_eq!(moment(&tonight, planned), PortalMoment::Earlier);
    assert!(list.asks.len() > 5, "the earlier ones are listed too");
    let mut ids: Vec<AskId> = list.asks.iter().map(|ask| ask.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), list.asks.len());
}

#[tokio::test]
async fn the_calls_that_come_stand_in_their_order_each_with_its_own_day() {
    let world = World::new().await;
    let (_, today) = world.planned().await;
    // Asked last and therefore first by the day of the question, yet the later call.
    let (_, later) = world.asked().await;
    requests::accept(&world.ingrid, later).await.unwrap();
    world.test.run_jobs().await;
    let text: String = sqlx::query_scalar("select body_text from mails where kind = 'booking_link'")
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    let token = text.split_once("/b/").unwrap().1.split_whitespace().next().unwrap();
    let visit = scheduling::open_link(&world.test.app, Uuid::now_v7(), "127.0.0.1", token).await.unwrap();
    let mut tx = world.juno.begin().await.unwrap();
    let (slots, _) = scheduling::free_times(&mut tx, world.advocate(), 30, world.juno.now()).await.unwrap();
    tx.commit().await.unwrap();
    let slot = slots.last().unwrap().key().to_string();
    scheduling::hold(&visit, &slot, "Europe/London", None).await.unwrap();
    let guest = BookingDetails {
        name: "Callum Birchwhistle".into(),
        email: "callum@marlowestreet.example".into(),
        ..BookingDetails::default()
    };
    scheduling::book(&visit, &slot, "Europe/London", &guest).await.unwrap();

    let list = requests::portal_requests(&world.ingrid, None).await.unwrap();
    let home = requests::portal_home(&world.ingrid).await.unwrap();

    let coming: Vec<_> = list.asks.iter().filter(|ask| ask.moment == PortalMoment::ComingUp).collect();
    assert_eq!(coming.iter().map(|ask| ask.id).collect::<Vec<_>>(), [today, later]);
    let days: Vec<&str> = coming.iter().map(|ask| ask.when.as_str()).collect();
    assert_eq!(days, home.calls.iter().map(|call| call.day.as_str()).collect::<Vec<_>>());
    assert_eq!(coming[0].line, "30 min call at 15:00");
}

#[tokio::test]
async fn a_call_of_the_story_lists_everybody_once() {
    let world = World::new().await;
    let (call, _) = world.planned().await;

    let page = scheduling::call_page(&world.ingrid, call).await.unwrap();

    let wim = page.guests.iter().filter(|guest| guest.name == "Wim Hazelgrave").count();
    assert_eq!(wim, 1, "{:?}", page.guests);
}
