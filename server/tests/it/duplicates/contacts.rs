//! Contacts that are one person: found, told apart, made one and two again.

use std::collections::BTreeSet;

use domain::duplicates::{ContactField, ContactPicks, DuplicateKind, Pick};
use domain::ids::{ContactId, MergeId};
use domain::imports::Kind;
use domain::lists::Query;
use domain::organisations::ContactThereForm;
use server::ctx::Ctx;
use server::duplicates::contacts::{MakeContactOne, compare, merge};
use server::duplicates::references::OF_CONTACTS_REPLACED;
use server::error::Result;
use server::testing::TestApp;
use server::{duplicates, organisations};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{ADAEZE, JUNO, digests, id, said};
use crate::imports::land;

/// A contact of an organisation of Quillstone, who takes part in nothing.
async fn add(superuser: &mut PgConnection, organisation: &str, name: &str, email: Option<&str>) -> ContactId {
    let organisation = id(superuser, organisation).await;
    let contact = ContactId::new();
    sqlx::query(
        "insert into contacts (company_id, id, organisation_id, name, email, title)
         select company_id, $2, id, $3, $4, 'Controller' from organisations where id = $1",
    )
    .bind(organisation.0)
    .bind(contact.0)
    .bind(name)
    .bind(email)
    .execute(superuser)
    .await
    .unwrap();
    contact
}

/// A contact of Quillstone who takes part in a deal and is a guest of a request, and the name of their organisation.
async fn busy(superuser: &mut PgConnection) -> (ContactId, String) {
    let (contact, organisation): (Uuid, String) = sqlx::query_as(
        "select c.id, g.name from contacts c join companies k on k.id = c.company_id
         join organisations g on g.company_id = c.company_id and g.id = c.organisation_id
         where k.slug = 'quillstone' and exists (select from opportunity_contacts x where x.contact_id = c.id)
         order by exists (select from request_guests r where r.contact_id = c.id) desc, c.id limit 1",
    )
    .fetch_one(&mut *superuser)
    .await
    .unwrap();
    sqlx::query(
        "insert into request_guests (company_id, request_id, contact_id)
         select r.company_id, r.id, $1 from requests r where r.company_id = (select company_id from contacts where id = $1)
         order by r.id limit 1 on conflict do nothing",
    )
    .bind(contact)
    .execute(superuser)
    .await
    .unwrap();
    (ContactId(contact), organisation)
}

/// Makes one of two as the page does it.
async fn make_one(ctx: &Ctx, kept: ContactId, other: ContactId, picks: ContactPicks) -> Result<MergeId> {
    let page = compare(ctx, &kept.to_string(), &other.to_string(), Some(&kept.to_string())).await?;
    let (kept_version, other_version) = (page.kept.version, page.other.version);
    merge(ctx, &MakeContactOne { kept, other, kept_version, other_version, picks }).await
}

async fn deals_of(superuser: &mut PgConnection, contact: ContactId) -> Vec<(Uuid, String, bool)> {
    sqlx::query_as("select opportunity_id, role, is_primary from opportunity_contacts where contact_id = $1 order by 1")
        .bind(contact.0)
        .fetch_all(superuser)
        .await
        .unwrap()
}

#[tokio::test]
async fn every_column_that_points_at_contacts_is_handled() {
    let t = TestApp::new().await;
    let found: Vec<(String, String)> = sqlx::query_as(
        "select f.conrelid::regclass::text, a.attname::text
         from pg_constraint f
         cross join lateral unnest(f.conkey) as k(place)
         join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.place
         where f.contype = 'f' and f.confrelid = 'contacts'::regclass and a.attname <> 'company_id'",
    )
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();

    let handled: BTreeSet<(String, String)> =
        OF_CONTACTS_REPLACED.iter().map(|one| (one.table.to_owned(), one.column.to_owned())).collect();

    assert_eq!(
        found.into_iter().collect::<BTreeSet<_>>(),
        handled,
        "say in server/src/duplicates/references.rs what a merge does with a new column"
    );
}

#[tokio::test]
async fn two_contacts_of_one_name_are_found_with_why_and_can_be_told_apart() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let one = add(&mut superuser, "Skylark Mutual", "Mei Oakhollow", Some("mei@skylarkmutual.example")).await;
    let twin = add(&mut superuser, "Skylark Mutual", "Oakhollow, Mei", Some("Mei+calls@skylarkmutual.example")).await;
    let contacts = Query::parse("of=contact");
    duplicates::look_again(&adaeze).await.unwrap();

    let page = duplicates::list(&adaeze, &contacts).await.unwrap();
    let row = page.page.rows.iter().find(|row| [row.one.id, row.other.id].contains(&twin.0)).unwrap();
    assert_eq!((page.kind, row.score), (DuplicateKind::Contact, 100));
    assert_eq!(row.speaks_for, "same e-mail address, same name, same organisation");
    assert_eq!(row.one.line, "Controller, Skylark Mutual");
    assert_eq!(row.one.hangs, "no opportunities, no requests");
    assert_eq!(row.one.home, id(&mut superuser, "Skylark Mutual").await.0, "there is no page of a contact alone");

    duplicates::tell_apart(&adaeze, DuplicateKind::Contact, one.0, twin.0).await.unwrap();
    duplicates::look_again(&adaeze).await.unwrap();
    let open = duplicates::list(&adaeze, &contacts).await.unwrap();
    assert!(open.page.rows.iter().all(|row| row.one.id != twin.0 && row.other.id != twin.0));
    duplicates::take_back(&adaeze, DuplicateKind::Contact, twin.0, one.0).await.unwrap();
    let juno = t.sign_in(JUNO).await;
    assert_eq!(said(duplicates::list(&juno, &contacts).await), "403");
    assert_eq!(said(compare(&juno, &one.to_string(), &twin.to_string(), None).await), "403");
}

#[tokio::test]
async fn what_a_contact_takes_part_in_moves_and_undo_puts_back_every_row() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let (busy, organisation) = busy(&mut superuser).await;
    let twin = add(&mut superuser, &organisation, "Mei Oakhollow", Some("mei@twin.example")).await;
    // Both take part in one deal; the twin alone has a role there.
    sqlx::query(
        "insert into opportunity_contacts (company_id, opportunity_id, contact_id, role)
         select company_id, opportunity_id, $2, 'Decides' from opportunity_contacts where contact_id = $1 limit 1",
    )
    .bind(busy.0)
    .bind(twin.0)
    .execute(&mut superuser)
    .await
    .unwrap();
    let deals: BTreeSet<Uuid> = deals_of(&mut superuser, busy).await.into_iter().map(|(deal, ..)| deal).collect();

    for (kept, other) in [(busy, twin), (twin, busy)] {
        let before = digests(&t).await;
        let picks = ContactPicks::from([(ContactField::Email, Pick::Other), (ContactField::Name, Pick::Other)]);
        let merge = make_one(&adaeze, kept, other, picks).await.unwrap();

        let after = deals_of(&mut superuser, kept).await;
        assert_eq!(after.iter().map(|(deal, ..)| *deal).collect::<BTreeSet<_>>(), deals);
        assert!(deals_of(&mut superuser, other).await.is_empty());
        let guests: i64 = sqlx::query_scalar("select count(*) from request_guests where contact_id = $1")
            .bind(kept.0)
            .fetch_one(&mut superuser)
            .await
            .unwrap();
        assert!(guests > 0);
        assert_eq!(said(compare(&adaeze, &kept.to_string(), &other.to_string(), None).await), "already_merged");

        duplicates::undo(&adaeze, merge).await.unwrap();

        assert_eq!(digests(&t).await, before);
        assert_eq!(said(duplicates::undo(&adaeze, merge).await), "already_undone");
    }
    let list = duplicates::merged(&adaeze, &Query::parse("of=contact")).await.unwrap().page;
    assert_eq!(list.rows.len(), 2);
    assert!(list.rows.iter().all(|row| row.undone.is_some() && row.is_there));
    // The latest stands first: in it the busy one was given up.
    assert!(
        list.rows[0].moved.contains("opportunit") && list.rows[0].moved.contains(" request"),
        "{}",
        list.rows[0].moved
    );
    assert_eq!(list.rows[1].moved, "1 opportunity");
}

#[tokio::test]
async fn undo_is_refused_after_a_later_change_with_its_reason() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let (busy, organisation) = busy(&mut superuser).await;
    let twin = add(&mut superuser, &organisation, "Mei Oakhollow", Some("mei@twin.example")).await;
    let merge = make_one(&adaeze, twin, busy, ContactPicks::from([(ContactField::Title, Pick::Other)])).await.unwrap();
    let home = id(&mut superuser, &organisation).await;
    let refused = async || duplicates::undo(&adaeze, merge).await.unwrap_err().problem().unwrap().to_string();

    let page = organisations::contacts(&adaeze, &home.to_string()).await.unwrap();
    let form = ContactThereForm {
        organisation: home.to_string(),
        contact: twin.to_string(),
        version: page.version.to_string(),
        name: "Mei Oakhollow".into(),
        email: "mei@twin.example".into(),
        title: "Chief of everything".into(),
        ..ContactThereForm::default()
    };
    organisations::save_contact(&adaeze, &form).await.unwrap();
    let words = refused().await;
    assert!(
        words.starts_with("This merge cannot be taken back: ") && words.contains("of Mei Oakhollow changed since"),
        "{words}"
    );

    sqlx::query("delete from opportunity_contacts where contact_id = $1")
        .bind(twin.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    let words = refused().await;
    assert!(words.contains("their deals or requests were changed since"), "{words}");
}

#[tokio::test]
async fn contacts_of_two_organisations_stay_two_and_who_comes_late_is_told() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let here = add(&mut superuser, "Skylark Mutual", "Mei Oakhollow", None).await;
    let there = add(&mut superuser, "Marlowe Street Bank", "Mei Oakhollow", None).await;

    assert_eq!(said(make_one(&adaeze, here, there, ContactPicks::new()).await), "contacts_of_two");
    let page = compare(&adaeze, &here.to_string(), &there.to_string(), None).await.unwrap();
    assert!(page.obstacles[0].contains("Skylark Mutual") && page.obstacles[0].contains("Marlowe Street Bank"));
    let twin = add(&mut superuser, "Skylark Mutual", "M. Oakhollow", Some("m@skylarkmutual.example")).await;
    let stale =
        MakeContactOne { kept: here, other: twin, kept_version: 1, other_version: 1, picks: ContactPicks::new() };
    assert_eq!(said(merge(&adaeze, &stale).await), "changed_meanwhile");
    assert_eq!(said(make_one(&adaeze, here, here, ContactPicks::new()).await), "same_record");

    // Somebody who left under one of two names, and is there under the other, is there.
    sqlx::query("update contacts set left_at = now() where id = $1")
        .bind(here.0)
        .execute(&mut superuser)
        .await
        .unwrap();
    let page = compare(&adaeze, &here.to_string(), &twin.to_string(), None).await.unwrap();
    assert_eq!(page.kept.id, twin.0);
    assert_eq!(page.settled.iter().map(|row| row.after.as_str()).collect::<Vec<_>>(), ["Works there"]);
    make_one(&adaeze, here, twin, ContactPicks::new()).await.unwrap();
    let left: Option<chrono::DateTime<chrono::Utc>> = sqlx::query_scalar("select left_at from contacts where id = $1")
        .bind(here.0)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(left, None);
}

#[tokio::test]
async fn a_file_that_names_a_former_address_finds_the_contact_who_stayed() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Skylark Mutual", "Mei Oakhollow", Some("mei@skylarkmutual.example")).await;
    let other = add(&mut superuser, "Skylark Mutual", "M. Oakhollow", Some("m.oakhollow@skylarkmutual.example")).await;
    make_one(&adaeze, kept, other, ContactPicks::new()).await.unwrap();
    let csv = "Name,Account,Stage,Contact name,Contact e-mail\n\
               Ledger,Skylark Mutual,Discovery,Mei,M.Oakhollow@skylarkmutual.example\n\
               Close,Skylark Mutual,Discovery,Mei,mei@skylarkmutual.example\n";

    land(&t, &adaeze, Kind::Opportunities, csv.as_bytes()).await;

    assert_eq!(deals_of(&mut superuser, kept).await.len(), 2, "by either address");
}
