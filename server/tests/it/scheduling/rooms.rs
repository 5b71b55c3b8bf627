//! Where calls meet.

use super::*;
use domain::scheduling::{MeetingRooms, MeetingRoomsForm};

fn form(address: &str, rooms: &str, before: &str) -> MeetingRoomsForm {
    MeetingRoomsForm { address: address.into(), rooms: rooms.into(), before: before.into() }
}

async fn room(world: &World, call: CallId) -> String {
    sqlx::query_scalar("select meeting_url from reference_calls where id = $1")
        .bind(call.0)
        .fetch_one(&mut world.test.superuser().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn calls_meet_in_the_companys_own_rooms_from_now_on() {
    let world = World::new().await;
    let adaeze = world.test.sign_in("adaeze@quillstone.example").await;
    let first = world.book(&world.invited(0).await.0, TUESDAY_NINE).await;
    let page = scheduling::meeting_rooms(&adaeze).await.unwrap();
    assert_eq!(page.rooms, MeetingRooms { address: MeetingRooms::FIRST.into(), per_call: true });

    let own = form("https://meet.example.com/quillstone", "each", MeetingRooms::FIRST);
    scheduling::save_meeting_rooms(&adaeze, &own).await.unwrap();
    let second = world.book(&world.invited(1).await.0, TUESDAY_TEN).await;
    let one = form("https://meet.example.com/j/7", "one", "https://meet.example.com/quillstone/");
    scheduling::save_meeting_rooms(&adaeze, &one).await.unwrap();
    let third = world.book(&world.invited(2).await.0, "2026-11-24T11:00Z").await;

    assert!(room(&world, first).await.starts_with(MeetingRooms::FIRST), "a planned call keeps its room");
    let second = room(&world, second).await;
    assert!(second.starts_with("https://meet.example.com/quillstone/") && second.len() > 45, "{second}");
    assert_eq!(room(&world, third).await, "https://meet.example.com/j/7");
}

#[tokio::test]
async fn a_page_that_is_out_of_date_changes_no_room_and_names_the_one_in_force() {
    let world = World::new().await;
    let adaeze = world.test.sign_in("adaeze@quillstone.example").await;
    let mine = form("https://meet.example.com/a", "one", MeetingRooms::FIRST);
    scheduling::save_meeting_rooms(&adaeze, &mine).await.unwrap();

    let late = scheduling::save_meeting_rooms(&adaeze, &form("https://b.example/", "one", MeetingRooms::FIRST)).await;

    assert_eq!(code(late), "rooms_changed");
    let page = scheduling::meeting_rooms(&adaeze).await.unwrap();
    assert_eq!(
        (page.rooms.address.as_str(), page.example.as_str()),
        ("https://meet.example.com/a", "https://meet.example.com/a")
    );
    assert_eq!(code(scheduling::save_meeting_rooms(&world.juno, &mine).await), "403");
}
