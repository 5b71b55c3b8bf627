//! A prospect's own time zone through the pages and forms of a booking link, which carry no script.

use http::StatusCode;

use crate::world::{Ids, World};

/// The keys of the times a page offers, as its links write them.
fn slots(page: &str) -> Vec<String> {
    page.split("slot=").skip(1).map(|rest| rest.chars().take_while(|c| !"\"#&".contains(*c)).collect()).collect()
}

#[tokio::test]
async fn a_prospect_whose_zone_is_unknown_is_told_whose_times_these_are_and_asked_for_theirs() {
    let world = World::new().await;
    let link = world.fill("/b/$token", Ids::Quillstones);
    sqlx::query("update booking_links set time_zone = null").execute(&mut world.test.superuser().await).await.unwrap();

    let unknown = world.open(&link, None).await;
    let chosen = world.open(&format!("{link}?tz=America%2FNew_York"), None).await;

    assert_eq!((unknown.status, chosen.status), (StatusCode::OK, StatusCode::OK));
    for words in ["These times are Ingrid’s, London (GMT).", "Choose your own time zone", "Not chosen yet"] {
        assert!(unknown.text.contains(words), "{words} is not in {}", unknown.text);
        assert!(!chosen.text.contains(words), "{words} is in {}", chosen.text);
    }
    assert!(!unknown.text.contains("Your time zone") && !unknown.text.contains("?tz="), "{}", unknown.text);
    assert!(
        chosen.text.contains("Your time zone") && chosen.text.contains("Times in New York (EST)"),
        "{}",
        chosen.text
    );
}

#[tokio::test]
async fn the_forms_send_the_zone_beside_the_button_and_the_call_keeps_it() {
    let world = World::new().await;
    let link = world.fill("/b/$token", Ids::Quillstones);
    let slots = slots(&world.open(&link, None).await.text);
    let (first, last) = (slots.first().unwrap(), slots.last().unwrap());
    let sends = |page: &str, zone: &str| page.contains(&format!("name=\"tz\" value=\"{zone}\""));
    let zones = ["America/New_York", "Asia/Kathmandu"];
    let [in_new_york, in_kathmandu] = zones.map(|zone| format!("tz={}", app::paths::encoded(zone)));
    let form = |rest: String| world.fill(&format!("token=$token&{rest}"), Ids::Quillstones);

    world.call("/_fn/scheduling/hold", &form(format!("slot={first}&{in_new_york}")), None).await;
    let details = world.open(&format!("{link}/details?{in_kathmandu}"), None).await;
    let typed = "name=Callum&email=callum@marlowestreet.example";
    world.call("/_fn/scheduling/book", &form(format!("slot={first}&{in_kathmandu}&{typed}")), None).await;
    let booked = world.open(&format!("{link}/done"), None).await;
    let moving = world.open(&format!("{link}/move?{in_new_york}&slot={last}"), None).await;
    world.call("/_fn/scheduling/move_booking", &form(format!("slot={last}&{in_new_york}")), None).await;
    let moved = world.open(&format!("{link}/done"), None).await;

    assert!(sends(&details.text, zones[1]), "{}", details.text);
    assert!(booked.text.contains("Kathmandu time (UTC+5:45)"), "{}", booked.text);
    assert!(sends(&moving.text, zones[0]), "{}", moving.text);
    assert!(moved.text.contains("New York time (EST)"), "{}", moved.text);
}
