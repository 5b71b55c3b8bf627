//! The largest file that an import takes: every row lands or is named with its reason, the file does nothing a second
//! time, and all of it can be taken back.

use std::collections::BTreeMap;
use std::time::Instant;

use super::crowd::{CUSTOMERS, Crowd, crowd, customers};
use super::*;

const ROWS: usize = 100_000;

#[tokio::test]
async fn a_hundred_thousand_advocates_land_or_are_named_once_and_are_taken_back() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    bring_customers(&t, &ctx).await;
    let before = digests(&t).await;
    let crowd = crowd(ROWS);

    let mut clock = Instant::now();
    let (id, counts) = land(&t, &ctx, Kind::Advocates, &crowd.file).await;
    tell(&format!("{ROWS} rows of {} KB checked and landed", crowd.file.len() / 1_024), &mut clock);
    let faults: usize = crowd.faults.values().sum();
    assert_eq!((counts.created, counts.errors, counts.total()), (crowd.landing, faults, ROWS));
    assert_eq!((counts.updated, counts.unchanged, counts.agreed), (0, 0, crowd.agreed));
    assert_eq!(counts.remarked, crowd.oddities.values().sum::<usize>());
    assert_eq!(named(&t, id, &crowd, true).await, crowd.faults);
    assert_eq!(named(&t, id, &crowd, false).await, crowd.oddities);
    assert_eq!(stored(&t).await, (crowd.landing, crowd.at_known, crowd.refusing));
    hold_samples(&t, &crowd).await;
    let landed = digests(&t).await;
    tell("looked at", &mut clock);

    let again = check(&t, &ctx, Kind::Advocates, &crowd.file).await;
    let foreseen = foreseen(&ctx, Kind::Advocates, again).await;
    assert_eq!((foreseen.unchanged, foreseen.errors, foreseen.landing()), (crowd.landing, faults, 0));
    let refused = imports::start(&ctx, Kind::Advocates, again).await;
    assert_eq!(refused_code(refused).as_deref(), Some("nothing_to_import"));
    assert_eq!(digests(&t).await, landed);
    tell("read again, and nothing to do", &mut clock);

    imports::undo(&ctx, Kind::Advocates, id).await.unwrap();
    tell("taken back", &mut clock);
    assert_eq!(digests(&t).await, before);
}

async fn bring_customers(t: &TestApp, ctx: &Ctx) {
    let id = imports::upload(ctx, Kind::Organisations, "customers.csv", customers()).await.unwrap();
    let chosen = SaveColumns { relation: "customer".into(), ..suggested(ctx, Kind::Organisations, id).await };
    imports::save_columns(ctx, Kind::Organisations, id, chosen).await.unwrap();
    t.run_jobs().await;
    imports::start(ctx, Kind::Organisations, id).await.unwrap();
    t.run_jobs().await;
    let counts = imports::run_page(ctx, Kind::Organisations, id).await.unwrap().counts;
    // Every tenth is in an industry nobody has heard of: they land, and it is said.
    assert_eq!((counts.created, counts.remarked), (CUSTOMERS, CUSTOMERS / 10));
}

/// How many rows were given each of the reasons that the crowd knows of; one with another reason, or with none where it
/// did not land, counts under its own words.
async fn named(t: &TestApp, id: ImportId, crowd: &Crowd, did_not_land: bool) -> BTreeMap<&'static str, usize> {
    let rows: Vec<Vec<String>> = sqlx::query_scalar(
        "select reasons from import_rows
         where import_id = $1 and (outcome = 'error') = $2 and (outcome = 'error' or cardinality(reasons) > 0)",
    )
    .bind(id)
    .bind(did_not_land)
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();
    let known: Vec<&'static str> = if did_not_land { &crowd.faults } else { &crowd.oddities }.keys().copied().collect();
    let mut named = BTreeMap::new();
    for reasons in rows {
        let [reason] = reasons.as_slice() else { panic!("not one reason: {reasons:?}") };
        let known = known.iter().find(|words| reason.contains(**words));
        *named.entry(*known.unwrap_or_else(|| panic!("an unknown reason: {reason}"))).or_default() += 1;
    }
    named
}

/// How many are there, how many of them at the customer that was there before, how many said no.
async fn stored(t: &TestApp) -> (usize, usize, usize) {
    let (people, at_known, refusing): (i64, i64, i64) = sqlx::query_as(
        "select count(*), count(*) filter (where o.name = 'Skylark Mutual'),
           (select count(*) from consents c where c.source = 'import' and c.decision = 'withdrawn')
         from advocates a join organisations o on o.company_id = a.company_id and o.id = a.organisation_id
         where a.email_key like '%@mass.example'",
    )
    .fetch_one(&mut t.superuser().await)
    .await
    .unwrap();
    let size = |count: i64| usize::try_from(count).unwrap();
    (size(people), size(at_known), size(refusing))
}

/// Commas, quotes, lines, accents and formulas are kept as they were written; only names have one space between words.
async fn hold_samples(t: &TestApp, crowd: &Crowd) {
    let kept: Vec<(String, String, String)> = sqlx::query_as("select email_key, name, story from advocates")
        .fetch_all(&mut t.superuser().await)
        .await
        .unwrap();
    let kept: BTreeMap<String, (String, String)> =
        kept.into_iter().map(|(email, name, story)| (email, (name, story))).collect();
    assert!(crowd.samples.len() > 900);
    for (email, name, story) in &crowd.samples {
        assert_eq!(kept.get(&email.to_lowercase()), Some(&(name.clone(), story.clone())), "{email}");
    }
}

/// How long it took, for docs/testing.md: nothing here passes or fails by a clock.
fn tell(what: &str, clock: &mut Instant) {
    eprintln!("{what}: {:?}", clock.elapsed());
    *clock = Instant::now();
}
