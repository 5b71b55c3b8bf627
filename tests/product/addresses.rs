//! Addresses that ask what a page does not know.

use domain::accounts::Role;

use crate::world::{Ids, World, person};

#[tokio::test]
async fn a_list_says_which_filters_of_its_address_it_did_not_understand() {
    let world = World::new().await;
    let programme = world.test.cookie(person(Role::Programme)).await;

    for (address, ignored) in [
        ("/requests?tab=all&shoe_size=44", Some("shoe_size 44")),
        ("/requests?tab=gone", Some("tab gone")),
        ("/requests?tab=all", None),
        ("/calls?tab=over&shoe_size=44", Some("shoe_size 44")),
        ("/calls?tab=gone", Some("tab gone")),
        ("/calls?tab=planned", None),
        ("/search?q=marlowe&kind=gone", Some("kind gone")),
        ("/search?shoe_size=44", Some("shoe_size 44")),
        ("/search?q=marlowe&kind=advocates", None),
        ("/organisations?shoe_size=44", Some("shoe_size 44")),
        ("/advocates?shoe_size=44", Some("shoe_size 44")),
        ("/opportunities?shoe_size=44", Some("shoe_size 44")),
    ] {
        let page = world.open(address, Some(&programme)).await;

        assert_eq!(page.status.as_u16(), 200, "{address}");
        match ignored {
            Some(ignored) => assert!(page.text.contains(&["Ignored filter: ", ignored].concat()), "{address}"),
            None => assert!(!page.text.contains("Ignored filter"), "{address}"),
        }
    }
}

#[tokio::test]
async fn the_matching_of_a_deal_says_what_of_its_address_it_did_not_understand() {
    let world = World::new().await;
    let rep = world.test.cookie(person(Role::Rep)).await;
    let deal = world.fill("/opportunities/$opportunity", Ids::Quillstones);

    for (query, ignored) in [
        ("preset=balanced&held=all&rows=75", None),
        ("w=2000-1600-1000-1000-1000-800-800-600-500-400-300&ai=open", None),
        ("use_case=50&industry=50", None),
        ("preset=retired", Some("preset retired")),
        ("w=1-2-x", Some("w 1-2-x")),
        ("advocate=me", Some("advocate me")),
        ("held=nobody", Some("held nobody")),
        ("rows=7", Some("rows 7")),
        ("compare=x", Some("compare x")),
        ("use_case=-4", Some("use_case -4")),
    ] {
        let address = [&deal, "?", query].concat();
        let page = world.open(&address, Some(&rep)).await;

        assert_eq!(page.status.as_u16(), 200, "{address}");
        match ignored {
            Some(ignored) => assert!(page.text.contains(&["Ignored filter: ", ignored].concat()), "{address}"),
            None => assert!(!page.text.contains("Ignored filter"), "{address}"),
        }
    }
}
