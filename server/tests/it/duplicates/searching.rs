//! The search through a whole company: the same as comparing each with each, in batches that do not grow with the company,
//! and from where it stood after it was broken off.

use std::collections::BTreeSet;

use domain::duplicates::DuplicateKind;
use domain::lists::Query;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use server::ctx::Ctx;
use server::duplicates;
use server::duplicates::search::{Batch, Pace, look, testing};
use server::error::Error;
use server::testing::TestApp;
use sqlx::PgConnection;
use uuid::Uuid;

use super::ADAEZE;

const SMALL: Pace = Pace { rows: 300, entries: 6_000, members: 90 };

/// The pairs that are kept, with their scores.
async fn kept(superuser: &mut PgConnection) -> Vec<(Uuid, Uuid, u16)> {
    let rows: Vec<(Uuid, Uuid, i32)> = sqlx::query_as(
        "select p.one_id, p.other_id, p.score from duplicate_pairs p join companies c on c.id = p.company_id
         where c.slug = 'quillstone' and p.different_at is null order by 1, 2",
    )
    .fetch_all(superuser)
    .await
    .unwrap();
    rows.into_iter().map(|(one, other, score)| (one, other, u16::try_from(score).unwrap())).collect()
}

/// Organisations with two people each, some of whom are there twice.
async fn plant(superuser: &mut PgConnection, organisations: i32) {
    sqlx::query(
        "with houses as (
           insert into organisations (company_id, id, name, website, country)
           select c.id, gen_random_uuid(), initcap(translate(md5((n / 2)::text), '0123456789', 'ghijklmnop')) || case when n % 2 = 0 then ' Ltd' else ' GmbH' end,
             case when n % 3 = 0 then 'house' || n / 4 || '.example' else '' end, case when n % 5 = 0 then 'DE' end
           from companies c, generate_series(1, $1) n where c.slug = 'quillstone'
           returning company_id, id, name
         )
         insert into advocates (company_id, id, organisation_id, name, email)
         select h.company_id, gen_random_uuid(), h.id, split_part(h.name, ' ', 1) || case when k = 1 then ' Thistlewood' else ' Thistelwood' end,
           'someone' || k || '@' || md5(h.id::text) || '.example'
         from houses h, generate_series(1, 2) k",
    )
    .bind(organisations)
    .execute(superuser)
    .await
    .unwrap();
}

async fn look_at(ctx: &Ctx, pace: Pace) -> Vec<Batch> {
    let mut batches = Vec::new();
    look(ctx, "test", pace, &mut |batch| {
        batches.push(batch);
        Ok(())
    })
    .await
    .unwrap();
    batches
}

#[tokio::test]
async fn a_search_finds_what_comparing_each_with_each_finds() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let mut runner = TestRunner::deterministic();
    let name = "(Loam|Larch|Birch|Lom|Ab)( (Loam|Larch|and Birch|Ltd|GmbH|X)){0,2}";
    let person = "(Ingrid|Olav|I|O)( van)? (Thistlewood|Thistelwood|Bergstrand)";
    let row =
        (name, 0..4_usize, proptest::option::of(0..2_usize), proptest::collection::vec((person, 0..3_usize), 0..3));
    let companies = proptest::collection::vec(row, 1..14);

    for _ in 0..6 {
        sqlx::query("delete from advocates where email like '%.random.example'").execute(&mut superuser).await.unwrap();
        sqlx::query("delete from organisations where source = 'import' and city = 'Random'")
            .execute(&mut superuser)
            .await
            .unwrap();
        for (n, (name, website, country, people)) in
            companies.new_tree(&mut runner).unwrap().current().into_iter().enumerate()
        {
            let id = Uuid::now_v7();
            sqlx::query(
                "insert into organisations (company_id, id, name, website, country, source, external_id, city)
                 select id, $1, $2, $3, $4, 'import', $5, 'Random' from companies where slug = 'quillstone'",
            )
            .bind(id)
            .bind(name)
            .bind(["", "loam.random.example", "larch.random.example", "birch.random.example"][website])
            .bind(country.map(|at| ["DE", "FR"][at]))
            .bind(n.to_string())
            .execute(&mut superuser)
            .await
            .unwrap();
            for (k, (person, house)) in people.into_iter().enumerate() {
                sqlx::query(
                    "insert into advocates (company_id, id, organisation_id, name, email)
                     select company_id, gen_random_uuid(), id, $2, $3 from organisations where id = $1",
                )
                .bind(id)
                .bind(person)
                .bind(format!("p{n}+{k}@{}.random.example", ["loam", "larch", "birch"][house]))
                .execute(&mut superuser)
                .await
                .unwrap();
            }
        }

        look_at(&adaeze, SMALL).await;

        assert_eq!(kept(&mut superuser).await, testing::each_with_each(&adaeze).await.unwrap());
    }
}

#[tokio::test]
async fn no_batch_grows_with_the_company() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    plant(&mut superuser, 200).await;
    let pace = Pace { rows: 100, entries: 1_600, members: 150 };

    let batches = look_at(&adaeze, pace).await;

    let mut parts = BTreeSet::new();
    for batch in &batches {
        match *batch {
            Batch::Read { rows, .. } => assert!(rows <= pace.rows, "{batch:?}"),
            Batch::Gathered { entries, kind, part } => {
                assert!(entries <= pace.entries, "{batch:?}");
                parts.insert((kind.as_str(), part));
            }
            Batch::Compared { members, .. } => assert!(members <= pace.members, "{batch:?}"),
        }
    }
    assert!(parts.len() >= 6, "so much does not fit into memory at once: {parts:?}");
    let found = kept(&mut superuser).await;
    assert!(found.len() > 100, "{} pairs", found.len());
    look_at(&adaeze, Pace::USUAL).await;
    assert_eq!(kept(&mut superuser).await, found, "the pace changes nothing");
}

#[tokio::test]
async fn a_search_that_was_broken_off_goes_on_where_it_stood() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    plant(&mut superuser, 20).await;
    let compared = |batches: &[Batch]| batches.iter().filter(|batch| matches!(batch, Batch::Compared { .. })).count();
    let at_once = look_at(&adaeze, SMALL).await;
    let found = kept(&mut superuser).await;
    sqlx::query("delete from duplicate_pairs").execute(&mut superuser).await.unwrap();

    // Killed after each batch that was compared, and once in every few that were only read.
    let (mut done, mut kills) = (Vec::new(), 0);
    loop {
        let mut seen = 0;
        let ended = look(&adaeze, "test", SMALL, &mut |batch| {
            done.push(batch);
            seen += 1;
            let is_kept = matches!(batch, Batch::Compared { .. });
            if is_kept || (kills % 5 == 0 && seen == 2) {
                Err(Error::Internal(anyhow::anyhow!("killed")))
            } else {
                Ok(())
            }
        })
        .await;
        if ended.is_ok() {
            break;
        }
        kills += 1;
        assert!(kills < 500, "it comes no further");
    }

    assert!(kills > 10, "{kills}");
    assert_eq!(kept(&mut superuser).await, found);
    assert_eq!(compared(&done), compared(&at_once), "nothing was compared twice");
    let left: i64 =
        sqlx::query_scalar("select count(*) from duplicate_progress").fetch_one(&mut superuser).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn whoever_asks_while_a_search_goes_on_has_it_begin_again() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    plant(&mut superuser, 5).await;
    let killed = look(&adaeze, "first", SMALL, &mut |_| Err(Error::Internal(anyhow::anyhow!("killed")))).await;
    assert!(killed.is_err());
    let shown = duplicates::list(&adaeze, &Query::default()).await.unwrap();
    assert_eq!(shown.looking.as_deref(), Some("They are being compared now: part 1 of 1"));

    let mut gathered = Vec::new();
    look(&adaeze, "second", Pace::USUAL, &mut |batch| {
        if let Batch::Gathered { kind, .. } = batch {
            gathered.push(kind);
        }
        Ok(())
    })
    .await
    .unwrap();

    let once = DuplicateKind::ALL;
    assert_eq!(gathered, [once, once].concat());
    assert_eq!(duplicates::list(&adaeze, &Query::default()).await.unwrap().looking, None);
}

#[tokio::test]
async fn what_too_many_share_is_told_on_the_page_and_of_a_large_company_that_it_waits() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    sqlx::query(
        "insert into organisations (company_id, id, name)
         select c.id, gen_random_uuid(), 'Loam and Larch' from companies c, generate_series(1, 65) where c.slug = 'quillstone'",
    )
    .execute(&mut superuser)
    .await
    .unwrap();
    duplicates::look_again(&adaeze).await.unwrap();

    let page = duplicates::list(&adaeze, &Query::default()).await.unwrap();
    assert_eq!(
        page.left_out,
        [
            "1 name or key is shared by more than 20 organisations: of each, only the first 20 were compared with each other.",
            "Names that have in common only what stands in more than 60 others, too, were not compared for likeness.",
        ]
    );
    assert_eq!(page.counts[0].1, 20 * 19 / 2);
    assert!(!page.waits_for_the_night);

    sqlx::query("update duplicate_searches set records = 60000, looked_at = looked_at - interval '1 day'")
        .execute(&mut superuser)
        .await
        .unwrap();
    let before = duplicates::list(&adaeze, &Query::default()).await.unwrap();
    assert!(before.waits_for_the_night);
    let form = server::organisations::form(&adaeze, &super::id(&mut superuser, "Skylark Mutual").await.to_string())
        .await
        .unwrap()
        .form;
    let form = domain::organisations::OrganisationForm { city: "Kiel".into(), ..form };
    server::organisations::save(&adaeze, &form).await.unwrap();
    t.run_jobs().await;
    sqlx::query("delete from jobs where body ->> 'nightly' = 'true' and state = 'queued'")
        .execute(&mut superuser)
        .await
        .unwrap();
    t.clock.advance(chrono::TimeDelta::minutes(10));
    t.run_jobs().await;
    assert_eq!(duplicates::list(&adaeze, &Query::default()).await.unwrap().looked, before.looked, "a change waits");
}
