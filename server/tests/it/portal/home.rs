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
