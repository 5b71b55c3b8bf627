//! Whose clock a prospect is told times by, from the calendar to the mails.

use super::*;

const NEW_YORK: &str = "America/New_York";
const KATHMANDU: &str = "Asia/Kathmandu";

async fn booked(visit: &Visit) -> BookedPage {
    scheduling::booked_page(visit, &Asked::default()).await.unwrap().unwrap()
}

/// Nobody knows where the invited live.
async fn forget_zones(world: &World) {
    sqlx::query("update booking_links set time_zone = null").execute(&mut world.test.superuser().await).await.unwrap();
}

/// The last mail about a call to Callum.
async fn told(world: &World) -> String {
    world.test.run_jobs().await;
    let mails = world.mails("call_changed").await;
    mails.into_iter().rfind(|(to, ..)| to == "callum@marlowestreet.example").unwrap().1
}

#[tokio::test]
async fn a_call_that_is_moved_stays_in_the_zone_the_new_time_was_shown_in() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let call = world.book(&visit, TUESDAY_NINE).await;

    scheduling::move_by_prospect(&visit, TUESDAY_TEN, NEW_YORK).await.unwrap();
    let moved = booked(&visit).await;
    let mail = told(&world).await;
    // Neither the advocate's move nor a zone that is none changes it.
    scheduling::move_call(&world.ingrid, call, "2026-11-24T11:00Z").await.unwrap();
    scheduling::move_by_prospect(&visit, TUESDAY_NINE, "Mars/Olympus").await.unwrap();
    let again = booked(&visit).await;

    assert_eq!((moved.spoken.as_str(), moved.zone.as_str()), ("Tuesday, 05:00 to 05:30", NEW_YORK));
    assert!(mail.contains("05:00 to 05:30, New York time (EST)"), "{mail}");
    assert_eq!((again.spoken.as_str(), again.zone.as_str()), ("Tuesday, 04:00 to 04:30", NEW_YORK));
}

#[tokio::test]
async fn a_call_is_booked_in_the_zone_shown_beside_the_button_whatever_another_tab_held() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    let (other, _) = world.invited(1).await;

    scheduling::hold(&visit, TUESDAY_NINE, KATHMANDU, None).await.unwrap();
    scheduling::hold(&visit, TUESDAY_NINE, NEW_YORK, None).await.unwrap();
    scheduling::book(&visit, TUESDAY_NINE, KATHMANDU, &callum()).await.unwrap();
    scheduling::hold(&other, TUESDAY_TEN, "Europe/Paris", None).await.unwrap();
    scheduling::book(&other, TUESDAY_TEN, "Mars/Olympus", &callum()).await.unwrap();

    assert_eq!(booked(&visit).await.spoken, "Tuesday, 14:45 to 15:15");
    assert_eq!(booked(&other).await.spoken, "Tuesday, 11:00 to 11:30");
}

#[tokio::test]
async fn while_a_prospects_zone_is_unknown_every_page_says_whose_times_these_are() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    forget_zones(&world).await;
    let borrowed = Some("Ingrid’s, London (GMT)");

    let page = choose(&visit, &Asked::default()).await;
    scheduling::hold(&visit, TUESDAY_NINE, "", None).await.unwrap();
    let details = scheduling::details_page(&visit, &Asked::default()).await.unwrap().unwrap();
    scheduling::book(&visit, TUESDAY_NINE, "", &callum()).await.unwrap();
    let done = booked(&visit).await;
    let moving = scheduling::move_page(&visit, &Asked::default()).await.unwrap().unwrap();
    let mail = told(&world).await;

    assert_eq!((page.zone.as_str(), page.borrowed.as_deref()), ("", borrowed));
    assert_eq!(page.day.unwrap().speakers_clock, "");
    assert_eq!((details.zone.as_str(), details.spoken_zone.as_str()), ("", "Ingrid’s time in London (GMT)"));
    assert_eq!((done.zone.as_str(), done.borrowed.as_deref()), ("", borrowed));
    assert_eq!(done.spoken_zone, "Ingrid’s time in London (GMT)");
    assert_eq!((moving.zone.as_str(), moving.borrowed.as_deref()), ("", borrowed));
    assert!(mail.contains("09:00 to 09:30, London time (GMT)"), "{mail}");
}

#[tokio::test]
async fn a_zone_that_is_chosen_is_the_prospects_own_from_then_on() {
    let world = World::new().await;
    let (visit, _) = world.invited(0).await;
    forget_zones(&world).await;
    let asked = Asked { tz: Some(NEW_YORK.into()), ..Asked::default() };

    let page = choose(&visit, &asked).await;
    scheduling::hold(&visit, TUESDAY_NINE, NEW_YORK, None).await.unwrap();
    let details = scheduling::details_page(&visit, &Asked::default()).await.unwrap().unwrap();

    assert_eq!((page.zone.as_str(), page.borrowed), (NEW_YORK, None));
    assert_eq!(page.day.unwrap().speakers_clock, "Ingrid’s clock in London is 5 hours later");
    assert_eq!((details.zone.as_str(), details.spoken_zone.as_str()), (NEW_YORK, "New York time (EST)"));
}
