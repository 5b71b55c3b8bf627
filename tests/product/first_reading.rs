//! The lists of a large company while it is read into memory.

use domain::accounts::Role;
use http::{StatusCode, header};
use server::roster::testing::{read_aside_from, until_read};

use crate::world::{World, person};

#[tokio::test]
async fn a_list_that_is_being_read_says_so_and_asks_again_by_itself() {
    let world = World::new().await;
    let email = person(Role::Admin);
    let (cookie, reader) = (world.test.cookie(email).await, world.test.sign_in(email).await);
    read_aside_from(&reader, 10);

    let told = world.open("/advocates", Some(&cookie)).await;
    until_read(&reader).await;
    let there = world.open("/advocates", Some(&cookie)).await;

    assert_eq!((told.status, there.status), (StatusCode::SERVICE_UNAVAILABLE, StatusCode::OK));
    assert!(told.text.contains("The lists of your company are being read."), "{}", told.text);
    assert_eq!(told.headers[header::REFRESH], "2");
    assert_eq!(told.headers[header::RETRY_AFTER], "2");
    assert!(!there.headers.contains_key(header::REFRESH));
}
