//! What a customer said is shown as text, whatever they typed.

use domain::accounts::Role;
use domain::matching::Comparison;
use server::matching::{self, View};

use crate::world::{Ids, World, person};

const STORY: &str = "Month-end close <script>alert(1)</script> on Ironbook <img src=x onerror=alert(2)> & \"quoted\".";

/// The texts of the marks of a page, without the comments that divide views.
fn marks(page: &str) -> Vec<String> {
    let mark = |rest: &str| {
        let inside = rest.split("</mark>").next().unwrap_or_default();
        inside.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect::<String>()
    };
    page.split("<mark").skip(1).map(|rest| mark(&["<mark", rest].concat())).collect()
}

#[tokio::test]
async fn markup_in_a_story_is_quoted_as_text_with_its_words_marked() {
    let world = World::new().await;
    let mut superuser = world.test.superuser().await;
    sqlx::query("update advocates set story = $1").bind(STORY).execute(&mut superuser).await.unwrap();
    sqlx::query("delete from advocate_outcomes").execute(&mut superuser).await.unwrap();
    sqlx::query("update evidence set state = 'withdrawn'").execute(&mut superuser).await.unwrap();
    let juno = world.test.sign_in(person(Role::Rep)).await;
    let cookie = world.test.cookie(person(Role::Rep)).await;
    let deal = world.fill("$opportunity", Ids::Quillstones).parse().unwrap();
    let page = matching::workbench(&juno, deal, View::default()).await.unwrap();
    let order = page.ranked();
    let (first, second) = (order[0].id, order[1].id);
    assert_eq!(Comparison::of(&page, &[first, second]).columns.len(), 2);

    for path in [
        app::paths::opportunity(deal),
        format!("{}?advocate={first}", app::paths::opportunity(deal)),
        format!("{}?compare={first},{second}", app::paths::opportunity(deal)),
        app::paths::match_report(deal, first),
    ] {
        let answer = world.open(&path, Some(&cookie)).await;

        assert!(answer.status.is_success(), "{path}: {}", answer.status);
        assert!(answer.text.contains("&lt;script&gt;"), "{path} does not quote the story");
        assert!(!answer.text.contains("<script>alert(1)") && !answer.text.contains("<img src=x"), "{path}");
        assert!(marks(&answer.text).iter().any(|word| word == "Ironbook"), "{path}: {:?}", marks(&answer.text));
    }
}
