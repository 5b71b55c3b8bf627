//! What stands in the head of every page.

use domain::accounts::Role;

use crate::world::{World, person};

/// A browser that comes from another page of ours takes fonts from there, and complains of a preload that nobody used.
/// Nor may a preload stand there without a nonce: the policy refuses it.
#[tokio::test]
async fn no_page_preloads_what_it_may_not_use() {
    let world = World::new().await;
    let rep = world.test.cookie(person(Role::Rep)).await;

    for (address, cookie) in [("/sign-in", None), ("/", Some(&*rep)), ("/opportunities", Some(&*rep))] {
        let page = world.open(address, cookie).await;

        assert_eq!(page.status.as_u16(), 200, "{address}");
        let head = page.text.split("</head>").next().unwrap();
        assert!(!head.contains("rel=\"preload\""), "{address}: {head}");
    }
}
