//! What the advocate agreed to, and taking it back.

use super::*;

#[tokio::test]
async fn withdrawing_consent_ends_what_rests_on_it_and_tells_the_rep() {
    let world = World::new().await;
    let (request, waiting) = world.asked().await;
    let (call, booked) = world.planned().await;
    let before = world.consent(Purpose::ReferenceCall).await;

    requests::withdraw_consent(&world.ingrid, Purpose::ReferenceCall).await.unwrap();
    let refused = refusal(&world).await;
    world.test.run_jobs().await;
    world.test.run_jobs().await;

    assert_eq!(before.ends.len(), 2, "{:?}", before.ends);
    assert!(before.ends.iter().any(|line| line.contains("Cobalt Ridge Energy, Today, 15:00")), "{:?}", before.ends);
    let after = world.consent(Purpose::ReferenceCall).await;
    assert!(!after.is_given && after.line.starts_with("Withdrawn Thu 19 Nov in the portal"), "{}", after.line);
    assert!(after.ends.is_empty(), "{:?}", after.ends);
    for ask in [waiting, booked] {
        assert_eq!(world.states(ask).await, ("declined".into(), "withdrawn".into()));
    }
    let line = requests::page(&world.juno, request).await.unwrap().line;
    assert_eq!(line.label(), "Consent ended", "nobody said no to it");
    let deal = line.opportunity.to_string();
    let tab = opportunities::workplace(&world.juno, &deal, Section::Requests, None).await.unwrap();
    let Shown::Requests(rows) = tab.shown else { panic!("another tab") };
    assert!(rows.iter().any(|row| row.id == request && row.state == "Consent ended"), "{rows:?}");
    let (state, by): (String, String) = sqlx::query_as("select state, cancelled_by from reference_calls where id = $1")
        .bind(call)
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    assert_eq!((state.as_str(), by.as_str()), ("cancelled", "advocate"));
    assert!(refused.starts_with("Consent for a reference call") || refused.starts_with("No consent"), "{refused}");
    let told = world.mails("consent_ended", "juno@quillstone.example").await;
    assert_eq!(
        told,
        [
            "Ingrid Thistlewood withdrew consent: Cobalt Ridge Energy",
            "Ingrid Thistlewood withdrew consent: Marlowe Street Bank"
        ]
    );
    assert!(world.mails("ask_withdrawn", INGRID).await.is_empty(), "she knows that she withdrew");
}

#[tokio::test]
async fn consent_given_again_opens_the_gate_and_the_ledger_keeps_both() {
    let world = World::new().await;
    requests::withdraw_consent(&world.ingrid, Purpose::ReferenceCall).await.unwrap();
    world.test.clock.advance(chrono::Duration::minutes(1));

    requests::give_consent(&world.ingrid, Purpose::ReferenceCall, ConsentTerm::Year).await.unwrap();
    world.asked().await;

    let now = world.consent(Purpose::ReferenceCall).await;
    assert!(now.is_given);
    assert_eq!(now.until.as_deref(), Some("Fri 19 Nov 2027"));
    let id = world.advocate().to_string();
    let profile = advocates::profile(&world.juno, &id, ProfileSection::Consent, None).await.unwrap();
    let ProfileShown::Consent { ledger, .. } = profile.shown else { panic!("another tab") };
    let of_calls: Vec<(&str, Option<&str>)> = ledger
        .iter()
        .filter(|row| row.label == "Reference call")
        .map(|row| (row.what.as_str(), row.by.as_deref()))
        .take(2)
        .collect();
    let ingrid = Some("Ingrid Thistlewood");
    assert_eq!(of_calls, [("Given in the portal, until Fri 19 Nov 2027", ingrid), ("Withdrawn in the portal", ingrid)]);
}

#[tokio::test]
async fn withdrawing_another_purpose_leaves_calls_alone() {
    let world = World::new().await;
    let (_, waiting) = world.asked().await;

    requests::withdraw_consent(&world.ingrid, Purpose::Quote).await.unwrap();
    requests::withdraw_consent(&world.ingrid, Purpose::Recording).await.unwrap();

    assert_eq!(world.states(waiting).await, ("outreach".into(), "sent".into()));
    assert!(world.consent(Purpose::ReferenceCall).await.is_given);
    assert!(!world.consent(Purpose::Quote).await.is_given);
}

#[tokio::test]
async fn the_booking_link_of_a_yes_leads_nowhere_once_consent_is_withdrawn() {
    let world = World::new().await;
    let (_, ask) = world.asked().await;
    requests::accept(&world.ingrid, ask).await.unwrap();
    world.test.run_jobs().await;
    let text: String = sqlx::query_scalar("select body_text from mails where kind = 'booking_link'")
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap();
    let token = text.split_once("/b/").unwrap().1.split_whitespace().next().unwrap();
    let visit = scheduling::open_link(&world.test.app, Uuid::now_v7(), "127.0.0.1", token).await.unwrap();

    requests::withdraw_consent(&world.ingrid, Purpose::ReferenceCall).await.unwrap();

    assert_eq!(world.states(ask).await, ("declined".into(), "withdrawn".into()));
    assert!(requests::accept(&world.ingrid, ask).await.is_err(), "a withdrawn ask is not answered again");
    let held = scheduling::hold(&visit, "2026-11-24T10:00Z", "Europe/London", None).await.unwrap_err();
    assert_eq!(held.problem().unwrap().status(), 410);
}

#[tokio::test]
async fn the_database_itself_refuses_an_ask_without_consent() {
    let world = World::new().await;
    let (request, ask) = world.asked().await;
    requests::withdraw_consent(&world.ingrid, Purpose::ReferenceCall).await.unwrap();
    world.forget(ask).await;

    let forced = force_ask(&world, request).await;

    assert_eq!(forced.as_deref(), Some("asks_by_consent"));
}
