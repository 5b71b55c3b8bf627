//! Making one of two: everything moves, nothing is forgotten, and who comes late is told.

use std::collections::BTreeSet;

use domain::duplicates::{MergeField, Pick, Picks};
use server::duplicates::references::{MOVED, REPLACED};
use server::duplicates::{self, MakeOne};
use server::organisations;
use server::testing::TestApp;

use super::{ADAEZE, JUNO, add, id, make_one, said};

#[tokio::test]
async fn every_column_that_points_at_organisations_is_handled() {
    let t = TestApp::new().await;
    let found: Vec<(String, String)> = sqlx::query_as(
        "select f.conrelid::regclass::text, a.attname::text
         from pg_constraint f
         cross join lateral unnest(f.conkey) as k(place)
         join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.place
         where f.contype = 'f' and f.confrelid = 'organisations'::regclass and a.attname <> 'company_id'",
    )
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();

    let handled: BTreeSet<(String, String)> = MOVED
        .iter()
        .map(|reference| (reference.table, reference.column))
        .chain(REPLACED)
        .map(|(table, column)| (table.to_owned(), column.to_owned()))
        .collect();

    assert_eq!(
        found.into_iter().collect::<BTreeSet<_>>(),
        handled,
        "say in server/src/duplicates/references.rs what a merge does with a new column"
    );
}

#[tokio::test]
async fn everything_that_hung_on_the_one_that_goes_hangs_on_the_one_that_stays() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let skylark = id(&mut superuser, "Skylark Mutual").await;
    let twin = add(&mut superuser, "Skylark Mutual Ltd", "skylark.example").await;
    let before = organisations::page(&adaeze, &skylark.to_string()).await.unwrap();
    assert!(!before.advocates.is_empty() && !before.evidence.is_empty());

    make_one(&adaeze, twin, skylark).await.unwrap();

    let page = organisations::page(&adaeze, &twin.to_string()).await.unwrap();
    let ids = |page: &domain::organisations::OrganisationPage| {
        let advocates: BTreeSet<_> = page.advocates.iter().map(|row| row.id).collect();
        let evidence: BTreeSet<_> = page.evidence.iter().map(|row| row.id).collect();
        let deals: BTreeSet<_> = page.deals.iter().map(|row| row.id).collect();
        (advocates, evidence, deals)
    };
    assert_eq!(ids(&page), ids(&before));
    assert_eq!(page.relations, before.relations);
    assert_eq!(page.name, "Skylark Mutual Ltd");
    assert!(page.facts.iter().any(|fact| fact.label == "Employees" && fact.value == "4,100"), "taken of the other");
    // Its old address leads to the one that stayed, for whoever may see that.
    let old = organisations::page(&adaeze, &skylark.to_string()).await.unwrap();
    assert_eq!(old.id, twin);
    let left: i64 = sqlx::query_scalar("select count(*) from organisations where id = $1")
        .bind(skylark.0)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_field_takes_the_value_that_was_chosen() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Loam", "loam.example").await;
    let other = add(&mut superuser, "Larch", "larch.example").await;
    let page =
        duplicates::compare(&adaeze, &kept.to_string(), &other.to_string(), Some(&kept.to_string())).await.unwrap();
    let fields: Vec<&str> = page.fields.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(fields, ["name", "website"]);

    let picks = Picks::from([(MergeField::Name, Pick::Other), (MergeField::Website, Pick::Kept)]);
    let make = MakeOne { kept, other, kept_version: page.kept.version, other_version: page.other.version, picks };
    duplicates::merge(&adaeze, &make).await.unwrap();

    let one: (String, String, i32) = sqlx::query_as("select name, website, version from organisations where id = $1")
        .bind(kept.0)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!((one.0.as_str(), one.1.as_str()), ("Larch", "loam.example"));
    assert!(one.2 > 1, "a form that was opened before is told");
}

#[tokio::test]
async fn the_same_relation_and_rival_on_both_is_kept_once_and_nothing_belongs_to_itself() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Loam", "").await;
    let other = add(&mut superuser, "Larch", "").await;
    let rival = id(&mut superuser, "Skylark Mutual").await;
    for sql in [
        "insert into organisation_relations (company_id, organisation_id, kind, since)
         select company_id, id, 'customer', case when id = $1 then date '2025-01-01' else '2024-01-01' end
         from organisations where id in ($1, $2) and $3::uuid is not null",
        "insert into organisation_relations (company_id, organisation_id, kind, since)
         select company_id, id, 'partner', '2023-01-01' from organisations where id in ($1, $2) and $3::uuid is not null",
        "insert into organisation_rivalries (company_id, one_id, other_id)
         select company_id, least(id, $3), greatest(id, $3) from organisations where id in ($1, $2)",
        "insert into organisation_rivalries (company_id, one_id, other_id)
         select company_id, least($1, $2), greatest($1, $2) from organisations where id = $1 and $3::uuid is not null",
        // Each belongs to the other in turn: larch is above loam, a third stands below larch.
        "update organisations set parent_id = $2 where id = $1 and $3::uuid is not null",
    ] {
        sqlx::query(sql).bind(kept.0).bind(other.0).bind(rival.0).execute(&mut superuser).await.unwrap();
    }

    let before = super::digests(&t).await;
    let merge = make_one(&adaeze, kept, other).await.unwrap();

    let relations: Vec<(String, String)> = sqlx::query_as(
        "select kind, since::text from organisation_relations where organisation_id = $1 order by kind, since",
    )
    .bind(kept.0)
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    let relation = |kind: &str, since: &str| (kind.to_owned(), since.to_owned());
    assert_eq!(relations, [relation("customer", "2024-01-01"), relation("partner", "2023-01-01")]);
    let (rivals, parent): (i64, Option<uuid::Uuid>) = sqlx::query_as(
        "select (select count(*) from organisation_rivalries where one_id = $1 or other_id = $1), parent_id
         from organisations where id = $1",
    )
    .bind(kept.0)
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    assert_eq!((rivals, parent), (1, None));
    duplicates::undo(&adaeze, merge).await.unwrap();
    assert_eq!(super::digests(&t).await, before);
}

#[tokio::test]
async fn what_is_merged_already_or_was_changed_meanwhile_is_refused_and_said() {
    let t = TestApp::new().await;
    let (adaeze, juno) = (t.sign_in(ADAEZE).await, t.sign_in(JUNO).await);
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Loam", "").await;
    let other = add(&mut superuser, "Larch", "").await;
    let make = MakeOne { kept, other, kept_version: 1, other_version: 1, picks: Picks::new() };

    assert_eq!(said(duplicates::merge(&juno, &make).await), "403");
    assert_eq!(said(duplicates::merge(&adaeze, &MakeOne { other: kept, ..make.clone() }).await), "same_record");
    assert_eq!(
        said(duplicates::merge(&adaeze, &MakeOne { other_version: 2, ..make.clone() }).await),
        "changed_meanwhile"
    );
    // Two at once: one of them makes it, the other is told.
    let (first, second) = tokio::join!(duplicates::merge(&adaeze, &make), duplicates::merge(&adaeze, &make));
    let mut both = [said(first), said(second)];
    both.sort();
    assert_eq!(both, ["already_merged", "fine"]);
    let refused = duplicates::compare(&adaeze, &kept.to_string(), &other.to_string(), None).await.unwrap_err();
    let words = refused.problem().unwrap().to_string();
    assert!(words.starts_with("Adaeze Winterbourne merged Larch into Loam ("), "{words}");
}

#[tokio::test]
async fn another_company_is_not_there() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut superuser = t.superuser().await;
    let kept = add(&mut superuser, "Loam", "").await;
    let foreign: uuid::Uuid = sqlx::query_scalar(
        "select g.id from organisations g join companies c on c.id = g.company_id where c.slug <> 'quillstone' limit 1",
    )
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    let other = domain::ids::OrganisationId(foreign);
    let make = MakeOne { kept, other, kept_version: 1, other_version: 1, picks: Picks::new() };

    assert_eq!(said(duplicates::merge(&adaeze, &make).await), "404");
    assert_eq!(said(duplicates::compare(&adaeze, &kept.to_string(), &other.to_string(), None).await), "404");
}
