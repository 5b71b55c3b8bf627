//! What no choice between two values can settle stands in the way, and says what to do.

use domain::ids::AdvocateId;
use server::duplicates::people;
use server::testing::TestApp;
use sqlx::PgConnection;

use super::super::{ADAEZE, said};
use super::{add, ingrid, make_one, run};

/// An ask of this person that waits for an answer; the rules of asking are not the matter here.
async fn open_ask(superuser: &mut PgConnection, of: AdvocateId, place: AdvocateId) {
    for sql in [
        "insert into requests (company_id, id, opportunity_id, requested_by, needed_by, state, activity)
         select a.company_id, $1, o.id, o.owner_id, '2026-12-01', 'outreach', 'review'
         from advocates a join opportunities o on o.company_id = a.company_id where a.id = $2 and o.owner_id is not null
         order by o.name limit 1",
        "insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at)
         select q.company_id, $1, $1, $2, 'withdrawn', q.requested_by, '2026-11-18', '2027-11-27' from requests q where q.id = $1",
        "update asks set state = 'sent' where id = $1 and $2::uuid is not null",
    ] {
        run(superuser, sql, place, of).await;
    }
}

async fn consent(superuser: &mut PgConnection, of: AdvocateId, activity: &str, decision: &str, at: &str) {
    sqlx::query(
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at)
         select company_id, gen_random_uuid(), id, $2, $3, $4::timestamptz from advocates where id = $1",
    )
    .bind(of.0)
    .bind(activity)
    .bind(decision)
    .bind(at)
    .execute(superuser)
    .await
    .unwrap();
}

#[tokio::test]
async fn two_open_asks_of_one_person_are_refused_and_one_that_loses_its_consent() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Olga Bergstrand", "olga@skylarkmutual.example").await;
    let other = add(&mut superuser, "Bergstrand, Olga", "o.bergstrand@gmail.com").await;
    let id = AdvocateId::new;
    let first = id();
    open_ask(&mut superuser, kept, first).await;
    consent(&mut superuser, kept, "review", "granted", "2026-05-01").await;
    consent(&mut superuser, other, "review", "withdrawn", "2026-06-01").await;

    assert_eq!(said(make_one(&adaeze, kept, other).await), "ask_loses_consent");
    let page = people::compare(&adaeze, &kept.to_string(), &other.to_string(), None).await.unwrap();
    assert!(
        page.obstacles[0].starts_with("Review has no consent on the other record any more"),
        "{:?}",
        page.obstacles
    );
    consent(&mut superuser, other, "review", "granted", "2026-07-01").await;
    open_ask(&mut superuser, other, id()).await;
    assert_eq!(said(make_one(&adaeze, kept, other).await), "both_asked");
    run(
        &mut superuser,
        "update asks set state = 'withdrawn' where advocate_id = $1 and $2::uuid is not null",
        other,
        kept,
    )
    .await;
    run(
        &mut superuser,
        "insert into asks (company_id, id, request_id, advocate_id, state, asked_by, asked_at, expires_at)
         select company_id, gen_random_uuid(), request_id, $2, 'withdrawn', asked_by, asked_at, expires_at from asks where id = $1",
        first,
        other,
    )
    .await;
    assert_eq!(said(make_one(&adaeze, kept, other).await), "one_request");
}

#[tokio::test]
async fn two_organisations_a_colleague_and_evidence_without_consent_stand_in_the_way() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let first = ingrid(&mut superuser).await;
    let kept = add(&mut superuser, "Olga Bergstrand", "olga@skylarkmutual.example").await;
    let other = add(&mut superuser, "Bergstrand, Olga", "o.bergstrand@gmail.com").await;
    run(
        &mut superuser,
        "insert into evidence (company_id, id, kind, organisation_id, advocate_id, title)
         select company_id, gen_random_uuid(), 'quote', organisation_id, id, 'In her words' from advocates where id = $1 and $2::uuid is not null",
        other,
        kept,
    )
    .await;
    consent(&mut superuser, other, "quote", "granted", "2026-05-01").await;
    consent(&mut superuser, kept, "quote", "withdrawn", "2026-06-01").await;

    assert_eq!(said(make_one(&adaeze, kept, other).await), "evidence_loses_consent");
    run(
        &mut superuser,
        "update evidence set state = 'withdrawn' where advocate_id = $1 and $2::uuid is not null",
        other,
        kept,
    )
    .await;
    run(
        &mut superuser,
        "update advocates set user_id = (select u.id from users u where u.company_id = advocates.company_id and 'rep' = any(u.roles)
           and not exists (select from advocates x where x.user_id = u.id) limit 1) where id = $1 and $2::uuid is not null",
        other,
        kept,
    )
    .await;
    run(
        &mut superuser,
        "update advocates set user_id = (select u.id from users u where u.company_id = advocates.company_id and 'programme' = any(u.roles)
           and not exists (select from advocates x where x.user_id = u.id) limit 1) where id = $1 and $2::uuid is not null",
        kept,
        other,
    )
    .await;
    assert_eq!(said(make_one(&adaeze, kept, other).await), "colleague");
    run(&mut superuser, "update advocates set user_id = null where id in ($1, $2)", kept, other).await;
    run(
        &mut superuser,
        "update advocates set organisation_id = (select g.id from organisations g where g.company_id = advocates.company_id
           and g.id <> (select organisation_id from advocates where id = $2) order by g.name limit 1) where id = $1",
        other,
        first,
    )
    .await;
    assert_eq!(said(make_one(&adaeze, kept, other).await), "two_organisations");
}
