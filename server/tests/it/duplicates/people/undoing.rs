//! Making two people of one again: exactly, or not at all with the reason named.

use domain::lists::Query;
use server::duplicates;
use server::testing::TestApp;

use super::super::{ADAEZE, digests, said};
use super::{add, full_twin, ingrid, make_one, run};

#[tokio::test]
async fn undo_puts_back_every_row_of_every_table_whichever_stayed() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let first = ingrid(&mut superuser).await;
    let twin = full_twin(&mut superuser).await;
    // Two words of one moment: the merge adds the stricter once more.
    run(
        &mut superuser,
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at)
         select company_id, gen_random_uuid(), id, 'event', case when id = $1 then 'granted' else 'withdrawn' end, '2026-11-01'::timestamptz
         from advocates where id in ($1, $2)",
        first,
        twin,
    )
    .await;

    for (kept, other) in [(first, twin), (twin, first)] {
        let before = digests(&t).await;
        let merge = make_one(&adaeze, kept, other).await.unwrap();
        let word: String = sqlx::query_scalar(
            "select decision from consents where advocate_id = $1 and activity = 'event' order by decided_at desc, id desc limit 1",
        )
        .bind(kept.0)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
        assert_eq!(word, "withdrawn");

        duplicates::undo(&adaeze, merge).await.unwrap();

        assert_eq!(digests(&t).await, before);
        assert_eq!(said(duplicates::undo(&adaeze, merge).await), "already_undone");
    }
    let list = duplicates::merged(&adaeze, &Query::parse("of=advocate")).await.unwrap().page;
    assert_eq!(list.rows.len(), 2);
    assert!(list.rows.iter().all(|row| row.undone.is_some() && row.is_there));
    assert!(
        list.rows[1].moved.contains("3 touches") && list.rows[1].moved.contains("4 words on consent"),
        "{}",
        list.rows[1].moved
    );
    assert!(duplicates::merged(&adaeze, &Query::default()).await.unwrap().page.rows.is_empty());
}

#[tokio::test]
async fn a_word_since_the_merge_stands_in_the_way_and_a_touch_does_not() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Olga Bergstrand", "olga@skylarkmutual.example").await;
    let other = add(&mut superuser, "Bergstrand, Olga", "o.bergstrand@gmail.com").await;
    let merge = make_one(&adaeze, kept, other).await.unwrap();
    run(
        &mut superuser,
        "insert into touches (company_id, id, advocate_id, kind, at)
         select company_id, $2, id, 'survey', '2026-11-03' from advocates where id = $1",
        kept,
        other,
    )
    .await;
    run(
        &mut superuser,
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at)
         select company_id, $2, id, 'quote', 'withdrawn', now() from advocates where id = $1",
        kept,
        other,
    )
    .await;

    let words = duplicates::undo(&adaeze, merge).await.unwrap_err().problem().unwrap().to_string();
    assert_eq!(words, "This merge cannot be taken back: 1 word on consent since the merge.");
    run(&mut superuser, "delete from consents where id = $2 and $1::uuid is not null", kept, other).await;
    run(
        &mut superuser,
        "update advocates set monthly_cap = 1, version = version + 1 where id = $1 and $2::uuid is not null",
        kept,
        other,
    )
    .await;
    let words = duplicates::undo(&adaeze, merge).await.unwrap_err().problem().unwrap().to_string();
    assert_eq!(words, "This merge cannot be taken back: limits of Olga Bergstrand changed since.");
    run(&mut superuser, "update advocates set monthly_cap = null where id = $1 and $2::uuid is not null", kept, other)
        .await;
    let third = add(&mut superuser, "Olga Bergstrand", "bergstrand@skylarkmutual.example").await;
    let second = make_one(&adaeze, third, kept).await.unwrap();
    let words = duplicates::undo(&adaeze, merge).await.unwrap_err().problem().unwrap().to_string();
    assert!(words.contains("was itself merged into Olga Bergstrand; take that back first"), "{words}");

    duplicates::undo(&adaeze, second).await.unwrap();
    duplicates::undo(&adaeze, merge).await.unwrap();

    let of: uuid::Uuid = sqlx::query_scalar("select advocate_id from touches where id = $1")
        .bind(other.0)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(of, kept.0, "with the one who stayed");
}
