//! Making two of one again: exactly, or not at all with the reason named.

use domain::duplicates::DuplicatesTab;
use domain::lists::Query;
use domain::organisations::OrganisationForm;
use server::ctx::Ctx;
use server::testing::TestApp;
use server::{duplicates, organisations};
use sqlx::PgConnection;

use super::{ADAEZE, add, digests, id, make_one, said};

/// What the tab of the merges says.
async fn counted(ctx: &Ctx) -> u32 {
    let counts = duplicates::merged(ctx, &Query::default()).await.unwrap().counts;
    counts.into_iter().find(|(tab, _)| *tab == DuplicatesTab::Merged).unwrap().1
}

#[tokio::test]
async fn undo_puts_back_every_row_of_every_table_to_the_last_digit() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let skylark = id(&mut superuser, "Skylark Mutual").await;
    let marlowe = id(&mut superuser, "Marlowe Street Bank").await;

    for (kept, other) in [(skylark, marlowe), (marlowe, skylark)] {
        let before = digests(&t).await;
        let merge = make_one(&adaeze, kept, other).await.unwrap();
        assert_ne!(digests(&t).await, before);
        assert_eq!(counted(&adaeze).await, 1);

        duplicates::undo(&adaeze, merge).await.unwrap();

        assert_eq!(digests(&t).await, before);
        assert_eq!(said(duplicates::undo(&adaeze, merge).await), "already_undone");
    }
    assert_eq!(counted(&adaeze).await, 0, "the tab counts those in force");
    let list = duplicates::merged(&adaeze, &Query::default()).await.unwrap().page;
    assert_eq!(list.rows.len(), 2);
    assert!(list.rows.iter().all(|row| row.undone.is_some() && row.is_there));
    assert!(list.rows[1].moved.contains("opportunit"), "{}", list.rows[1].moved);
}

#[tokio::test]
async fn after_an_undo_the_two_are_listed_again_at_once() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Loam and Larch", "loam.example").await;
    let other = add(&mut superuser, "Loam & Larch Ltd", "loam.example").await;
    let listed = async || {
        let page = duplicates::list(&adaeze, &Query::default()).await.unwrap();
        page.page.rows.iter().any(|row| row.one.name.starts_with("Loam") && row.other.name.starts_with("Loam"))
    };
    duplicates::look_again(&adaeze).await.unwrap();
    assert!(listed().await);
    let merge = make_one(&adaeze, kept, other).await.unwrap();
    assert!(!listed().await);

    duplicates::undo(&adaeze, merge).await.unwrap();
    t.run_jobs().await;
    t.run_jobs().await;

    assert!(listed().await, "nobody waits five minutes for it");
}

#[tokio::test]
async fn an_edit_elsewhere_survives_the_undo_and_one_in_its_way_refuses_it() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Loam", "").await;
    let other = add(&mut superuser, "Larch", "larch.example").await;
    let merge = make_one(&adaeze, kept, other).await.unwrap();
    let change = async |field: fn(&mut OrganisationForm)| {
        let mut form = organisations::form(&adaeze, &kept.to_string()).await.unwrap().form;
        field(&mut form);
        organisations::save(&adaeze, &form).await.unwrap();
    };

    change(|form| form.website = "loam.example".into()).await;
    let refused = duplicates::undo(&adaeze, merge).await.unwrap_err();
    let words = refused.problem().unwrap().to_string();
    assert_eq!(words, "This merge cannot be taken back: website of Loam changed since.");
    change(|form| form.website = "larch.example".into()).await;
    change(|form| form.city = "Kiel".into()).await;
    duplicates::undo(&adaeze, merge).await.unwrap();

    let facts = async |superuser: &mut PgConnection, id: domain::ids::OrganisationId| -> (String, String) {
        sqlx::query_as("select website, city from organisations where id = $1")
            .bind(id.0)
            .fetch_one(superuser)
            .await
            .unwrap()
    };
    assert_eq!(facts(&mut superuser, kept).await, (String::new(), "Kiel".to_owned()));
    assert_eq!(facts(&mut superuser, other).await, ("larch.example".to_owned(), String::new()));
}

#[tokio::test]
async fn rows_that_went_elsewhere_and_a_survivor_that_was_merged_stand_in_the_way() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let skylark = id(&mut superuser, "Skylark Mutual").await;
    let loam = add(&mut superuser, "Loam", "").await;
    let larch = add(&mut superuser, "Larch", "").await;
    let first = make_one(&adaeze, loam, skylark).await.unwrap();
    sqlx::query(
        "update advocates set organisation_id = $2
         where id = (select id from advocates where organisation_id = $1 order by id limit 1)",
    )
    .bind(loam.0)
    .bind(larch.0)
    .execute(&mut superuser)
    .await
    .unwrap();

    let refused = duplicates::undo(&adaeze, first).await.unwrap_err();
    let words = refused.problem().unwrap().to_string();
    assert!(words.contains("1 advocate went elsewhere or away since"), "{words}");

    sqlx::query("update advocates set organisation_id = $1 where organisation_id = $2")
        .bind(loam.0)
        .bind(larch.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    let second = make_one(&adaeze, larch, loam).await.unwrap();
    assert_eq!(organisations::page(&adaeze, &skylark.to_string()).await.unwrap().id, larch, "twice merged");
    let refused = duplicates::undo(&adaeze, first).await.unwrap_err();
    let words = refused.problem().unwrap().to_string();
    assert!(words.contains("was itself merged into"), "{words}");
    duplicates::undo(&adaeze, second).await.unwrap();
    duplicates::undo(&adaeze, first).await.unwrap();
    assert_eq!(organisations::page(&adaeze, &skylark.to_string()).await.unwrap().id, skylark);
}
