//! Which people are found, and that what was said of a pair stays said.

use domain::duplicates::DuplicateKind;
use domain::lists::Query;
use server::duplicates;
use server::testing::TestApp;

use super::super::{ADAEZE, JUNO, said};
use super::{add, ingrid};

#[tokio::test]
async fn two_records_of_one_person_are_found_with_why_and_can_be_told_apart() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let first = ingrid(&mut superuser).await;
    let twin = add(&mut superuser, "Thistlewood, Ingrid", "INGRID+calls@skylarkmutual.example").await;
    let people = Query::parse("of=advocate");
    duplicates::look_again(&adaeze).await.unwrap();

    let page = duplicates::list(&adaeze, &people).await.unwrap();
    let row = page.page.rows.iter().find(|row| [row.one.id, row.other.id].contains(&twin.0)).unwrap();
    assert_eq!(row.speaks_for, "same e-mail address, same name, same organisation");
    assert_eq!((page.kind, row.score), (DuplicateKind::Advocate, 100));
    assert!(row.one.line.contains("Skylark Mutual") && row.other.line.contains("Skylark Mutual"));
    let organisations = duplicates::list(&adaeze, &Query::default()).await.unwrap();
    assert!(organisations.page.rows.iter().all(|row| row.one.id != first.0 && row.other.id != first.0));

    let kind = DuplicateKind::Advocate;
    assert_eq!(said(duplicates::tell_apart(&adaeze, DuplicateKind::Organisation, first.0, twin.0).await), "404");
    duplicates::tell_apart(&adaeze, kind, twin.0, first.0).await.unwrap();
    duplicates::look_again(&adaeze).await.unwrap();

    let open = duplicates::list(&adaeze, &people).await.unwrap();
    assert!(open.page.rows.iter().all(|row| row.one.id != twin.0 && row.other.id != twin.0));
    let apart = duplicates::list(&adaeze, &Query::parse("of=advocate&show=different")).await.unwrap();
    assert_eq!(apart.page.rows.len(), 1);
    duplicates::take_back(&adaeze, kind, first.0, twin.0).await.unwrap();
    duplicates::look_again(&adaeze).await.unwrap();
    let again = duplicates::list(&adaeze, &people).await.unwrap();
    assert!(again.page.rows.iter().any(|row| row.one.id == twin.0 || row.other.id == twin.0));
    let juno = t.sign_in(JUNO).await;
    assert_eq!(said(duplicates::list(&juno, &people).await), "403");
    assert_eq!(said(duplicates::merged(&juno, &people).await), "403");
}
