//! Around the number of candidates up to which the browser ranks by itself: the same order to the byte on both sides of it.

use domain::ids::{AdvocateId, OpportunityId};
use domain::matching::{BROWSER_LIMIT, Factor, Preset, Ranked, SHOWN_BY_SERVER, Weights, Workbench, rank};
use server::ctx::Ctx;
use server::matching::{self, View};
use server::testing::TestApp;

use crate::matching::{advocate, marlowe};

/// Colleagues of somebody: their like with other use cases, tags and languages, consent included.
async fn add_likes_of(app: &TestApp, of: AdvocateId, count: i64) {
    let mut superuser = app.superuser().await;
    sqlx::query(
        "insert into advocates (company_id, id, organisation_id, name, email, title, persona, seniority, languages, time_zone,
                                story, use_cases, products, expertise, lifecycle, reference_status, enrolled_on, notice_hours)
         select company_id, gen_random_uuid(), organisation_id, 'Like ' || gen_random_uuid(), gen_random_uuid() || '@like.example',
                title, (array['executive', 'finance', 'operations'])[1 + i % 3], seniority, languages, time_zone,
                case i % 2 when 0 then story else '' end, use_cases[1 : (i % 4)::int], products, expertise[1 : (i % 3)::int],
                lifecycle, reference_status, enrolled_on, notice_hours
         from advocates, generate_series(1, $2) i where id = $1",
    )
    .bind(of)
    .bind(count)
    .execute(&mut superuser)
    .await
    .unwrap();
    sqlx::query(
        "insert into consents (company_id, id, advocate_id, activity, decision, decided_at, expires_on, source)
         select c.company_id, gen_random_uuid(), a.id, c.activity, c.decision, c.decided_at, c.expires_on, c.source
         from consents c join advocates a on a.company_id = c.company_id and a.email like '%@like.example'
           and not exists (select from consents k where k.advocate_id = a.id)
         where c.advocate_id = $1",
    )
    .bind(of)
    .execute(&mut superuser)
    .await
    .unwrap();
}

/// The whole order of a kept run with this view, as a replay computes it.
async fn whole_order(juno: &Ctx, deal: OpportunityId, view: &View) -> Vec<Ranked> {
    let run = matching::run(juno, deal, view.clone()).await.unwrap();
    let replay = matching::replay(juno, run).await.unwrap();
    assert!(replay.is_equal);
    replay.order
}

/// The first places as bytes; where somebody stood in what was ranked is no part of the order.
fn places(order: &[Ranked]) -> Vec<u8> {
    let first: Vec<Ranked> = order.iter().take(SHOWN_BY_SERVER).map(|ranked| Ranked { at: 0, ..*ranked }).collect();
    serde_json::to_vec(&first).unwrap()
}

/// What stands beside each place on the page.
fn are_the_rows_of(page: &Workbench, order: &[Ranked]) -> bool {
    order.iter().all(|ranked| page.terms.get(ranked.at as usize).is_some_and(|terms| terms.id == ranked.id))
        && page.people.len() == page.terms.len()
}

#[tokio::test]
async fn two_thousand_are_ranked_by_the_browser_one_more_by_the_server_and_to_the_same_bytes() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let before = matching::workbench(&juno, deal, View::default()).await.unwrap();
    let ingrid = advocate(&before, "Ingrid Thistlewood");
    let limit = i64::try_from(BROWSER_LIMIT).unwrap();
    let views = [
        View::default(),
        View { preset: Some("same-industry".into()), ..View::default() },
        View { weights: Some(Weights::BALANCED.with(Factor::Persona, 60)), ..View::default() },
    ];

    add_likes_of(&app, ingrid, limit - i64::from(before.ungated)).await;
    for view in &views {
        let page = matching::workbench(&juno, deal, view.clone()).await.unwrap();
        assert_eq!((page.ungated, page.terms.len(), page.order.is_none()), (2_000, 2_000, true));
        // What the browser does with what it was sent.
        let order = rank(&page.terms, &Preset { weights: page.weights, ..page.preset() }, page.deal);
        assert!(are_the_rows_of(&page, &order));
        assert_eq!(places(&order), places(&whole_order(&juno, deal, view).await), "{view:?}");
    }

    add_likes_of(&app, ingrid, 1).await;
    let mut orders = Vec::new();
    for view in &views {
        let page = matching::workbench(&juno, deal, view.clone()).await.unwrap();
        let order = page.order.clone().unwrap();
        assert_eq!((page.ungated, page.terms.len(), order.len()), (2_001, SHOWN_BY_SERVER, SHOWN_BY_SERVER));
        assert!(are_the_rows_of(&page, &order));
        assert_eq!(places(&order), places(&whole_order(&juno, deal, view).await), "{view:?}");
        orders.push(places(&order));
    }
    orders.sort_unstable();
    orders.dedup();
    assert_eq!(orders.len(), views.len(), "presets and weights made no difference, so nothing was shown");
}
