//! What everybody is sent: the link, the calendar entry and its changes, the reminders.

use super::*;

#[tokio::test]
async fn everybody_gets_the_invitation_once_in_their_own_time() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    scheduling::hold(&visit, TUESDAY_NINE, "Asia/Kathmandu", None).await.unwrap();
    scheduling::book(&visit, TUESDAY_NINE, "Asia/Kathmandu", &callum()).await.unwrap();

    world.test.run_jobs().await;
    world.test.run_jobs().await;

    let mails = world.mails("call_changed").await;
    let mut to: Vec<&str> = mails.iter().map(|(to, ..)| to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(
        to,
        [
            "callum@marlowestreet.example",
            "ingrid@skylarkmutual.example",
            "juno@quillstone.example",
            "yara@marlowestreet.example"
        ]
    );
    for (to, text, ics) in &mails {
        let ics = ics.as_deref().unwrap();
        assert!(
            ics.contains("METHOD:REQUEST") && ics.contains("SEQUENCE:0") && ics.contains("DTSTART:20261124T090000Z")
        );
        let expected = match to.as_str() {
            "callum@marlowestreet.example" | "yara@marlowestreet.example" => {
                "14:45 to 15:15, Kathmandu time (UTC+5:45)"
            }
            _ => "09:00 to 09:30, London time (GMT)",
        };
        assert!(text.contains(expected), "{to}: {text}");
        // Only who booked holds the link that can move and cancel.
        assert_eq!(text.contains("/b/"), to == "callum@marlowestreet.example", "{to}");
        assert_eq!(text.contains("eleven entities"), to == "ingrid@skylarkmutual.example", "{to}");
    }
}

#[tokio::test]
async fn moving_and_cancelling_reach_the_calendars_as_the_same_entry() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let call = world.book(&visit, TUESDAY_NINE).await;
    world.test.run_jobs().await;

    scheduling::move_by_prospect(&visit, TUESDAY_TEN, "Europe/London").await.unwrap();
    world.test.run_jobs().await;
    scheduling::cancel_by_prospect(&visit, "Our audit moved").await.unwrap();
    world.test.run_jobs().await;

    assert_eq!(world.state(call).await, ("cancelled".into(), 2));
    let mails = world.mails("call_changed").await;
    assert_eq!(mails.len(), 12);
    let uid = format!("UID:call-{call}@localhost");
    let of = |sequence: &str| {
        mails.iter().filter(|(_, _, ics)| ics.as_deref().unwrap().contains(sequence)).collect::<Vec<_>>()
    };
    for (sequence, method) in
        [("SEQUENCE:0", "METHOD:REQUEST"), ("SEQUENCE:1", "METHOD:REQUEST"), ("SEQUENCE:2", "METHOD:CANCEL")]
    {
        let written = of(sequence);
        assert_eq!(written.len(), 4, "{sequence}");
        for (_, _, ics) in written {
            let ics = ics.as_deref().unwrap().replace("\r\n ", "");
            assert!(ics.contains(method) && ics.contains(&uid), "{ics}");
        }
    }
    // The time is free again, and the link offers times again.
    assert!(times(&visit, "2026-11-24").await.contains(&"10:00".to_owned()));
    let page = choose(&visit, &Asked::default()).await;
    assert!(page.cancelled.unwrap().starts_with("You cancelled the call on Tuesday 24 November"));
}

#[tokio::test]
async fn a_call_is_reminded_of_a_day_and_an_hour_before_and_not_after_it_moved() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    world.book(&visit, TUESDAY_NINE).await;
    world.test.run_jobs().await;
    scheduling::move_by_prospect(&visit, TUESDAY_TEN, "Europe/London").await.unwrap();

    world.test.clock.set(at("2026-11-23T09:30:00Z"));
    world.test.run_jobs().await;
    assert_eq!(world.mails("call_tomorrow").await.len(), 0, "the old time is nobody's business");
    world.test.clock.set(at("2026-11-23T10:00:00Z"));
    world.test.run_jobs().await;
    assert_eq!(world.mails("call_tomorrow").await.len(), 4);
    world.test.clock.set(at("2026-11-24T09:00:00Z"));
    world.test.run_jobs().await;
    assert_eq!(world.mails("call_soon").await.len(), 4);
}

#[tokio::test]
async fn an_accepted_ask_sends_the_link_that_works() {
    let world = World::new().await;
    let (_, ask) = world.invited(0).await;
    let mut tx = world.ingrid.begin().await.unwrap();
    let mut superuser = world.test.superuser().await;
    let (request, advocate): (Uuid, Uuid) = sqlx::query_as("select request_id, advocate_id from asks where id = $1")
        .bind(ask.0)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let event = domain::event::Event::AskAccepted {
        ask,
        request: RequestId(request),
        advocate: domain::ids::AdvocateId(advocate),
    };
    server::events::record(&mut tx, &world.ingrid, event).await.unwrap();
    tx.commit().await.unwrap();

    world.test.run_jobs().await;

    let mails = world.mails("booking_link").await;
    assert_eq!(mails.len(), 1);
    let text = &mails[0].1;
    let token = text.split("/b/").nth(1).unwrap().split_whitespace().next().unwrap();
    assert!(world.open(token).await.is_ok());
}

#[tokio::test]
async fn somebody_who_stands_among_the_guests_twice_is_listed_and_told_once() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let call = world.book(&visit, TUESDAY_NINE).await;
    sqlx::query("update call_guests set name = 'Callum', email = 'CALLUM@MarloweStreet.example' where call_id = $1 and position = 1")
        .bind(call.0)
        .execute(&mut world.test.superuser().await)
        .await
        .unwrap();

    world.test.run_jobs().await;

    for reader in [&world.juno, &world.ingrid] {
        let guests = scheduling::call_page(reader, call).await.unwrap().guests;
        let emails: Vec<&str> = guests.iter().map(|guest| guest.email.as_str()).collect();
        assert_eq!(emails, ["callum@marlowestreet.example"]);
    }
    let page = scheduling::booked_page(&visit, &Asked::default()).await.unwrap().unwrap();
    assert_eq!(page.invited, "you and Ingrid");
    let mails = world.mails("call_changed").await;
    assert_eq!(mails.len(), 3);
    for (to, _, ics) in &mails {
        let ics = ics.as_deref().unwrap().replace("\r\n ", "").to_lowercase();
        assert_eq!(ics.matches("mailto:callum@marlowestreet.example").count(), 1, "{to}: {ics}");
    }
}
