//! The plan over all open requests, on the story world.

use std::collections::BTreeSet;

use domain::plan::PlanPage;
use domain::problem::Problem;
use domain::requests::RequestTab;
use server::plan::{self, Question};
use server::testing::TestApp;

const PROGRAMME: &str = "adaeze@quillstone.example";

fn busiest(page: &PlanPage) -> usize {
    let names: Vec<_> = page.rows.iter().flat_map(|row| &row.names).map(|name| name.advocate).collect();
    names.iter().map(|one| names.iter().filter(|other| *other == one).count()).max().unwrap_or(0)
}

#[tokio::test]
async fn every_open_request_has_its_shortlist_and_nobody_is_on_one_twice() {
    let app = TestApp::new().await;
    let lead = app.sign_in(PROGRAMME).await;

    let page = plan::page(&lead, Question::default()).await.unwrap();

    assert!(page.rows.len() >= 3, "the story has open requests: {}", page.rows.len());
    assert_eq!(page.figures.requests, page.rows.len());
    assert_eq!(page.figures.names, page.rows.iter().map(|row| row.names.len()).sum::<usize>());
    assert_eq!(page.figures.busiest, busiest(&page));
    for row in &page.rows {
        let mut names: Vec<_> = row.names.iter().map(|name| name.advocate).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), row.names.len(), "{}", row.prospect);
        assert_eq!(row.names.len() + row.gaps, 3, "{}", row.prospect);
    }
    // By what is planned for, greedy never beats it (laws in domain/src/plan); of points alone the plan may give up one in a
    // hundred for the sake of those who are tired.
    let (kept, by_turn) = (page.figures.kept, page.kept_by_turn);
    assert!(kept + 100 >= by_turn, "{kept} of the plan, {by_turn} by turns");
    assert!(page.curve.is_sorted_by_key(|point| point.kept), "{:?}", page.curve);
}

#[tokio::test]
async fn the_requests_of_the_plan_are_the_rows_of_the_list_they_lead_to() {
    let app = TestApp::new().await;
    let lead = app.sign_in(PROGRAMME).await;
    plan::renew(&lead).await.unwrap();

    let page = plan::page(&lead, Question::default()).await.unwrap();

    let list = server::requests::list(&lead, RequestTab::ToAsk, None, None).await.unwrap();
    let open = server::requests::list(&lead, RequestTab::Open, None, None).await.unwrap();
    let listed: BTreeSet<_> = list.rows.iter().map(|row| row.id).collect();
    let planned: BTreeSet<_> = page.rows.iter().map(|row| row.request).collect();
    assert_eq!(planned, listed);
    assert_eq!(page.to_ask.number as usize, listed.len());
    let count = list.counts.iter().find(|(tab, _)| *tab == RequestTab::ToAsk).unwrap().1;
    assert_eq!(usize::try_from(count).unwrap(), listed.len());
    assert!(open.rows.len() > listed.len(), "the story has requests that wait for nobody to be asked");
    // Who is named as the busiest is held for so many.
    let held = |id| page.rows.iter().filter(|row| row.names.iter().any(|name| name.advocate == id)).count();
    assert!(!page.busiest.is_empty());
    assert!(page.busiest.iter().all(|(id, _)| held(*id) == page.figures.busiest), "{:?}", page.busiest);

    // A request that ended since the plan was made counts no more, on either side.
    sqlx::query("update requests set state = 'cancelled' where id = $1")
        .bind(page.rows[0].request.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let after = plan::page(&lead, Question::default()).await.unwrap();
    let list = server::requests::list(&lead, RequestTab::ToAsk, None, None).await.unwrap();
    assert_eq!((after.to_ask.number as usize, after.figures.requests), (list.rows.len(), list.rows.len()));
    assert_eq!(list.rows.len() + 1, listed.len());
}

#[tokio::test]
async fn the_plan_in_force_is_read_until_it_is_made_again() {
    let app = TestApp::new().await;
    let lead = app.sign_in(PROGRAMME).await;
    plan::renew(&lead).await.unwrap();
    let before = plan::page(&lead, Question::default()).await.unwrap();
    let away = before.rows[0].names[0].advocate;
    let mut superuser = app.superuser().await;
    sqlx::query("update advocates set lifecycle = 'paused' where id = $1")
        .bind(away.0)
        .execute(&mut superuser)
        .await
        .unwrap();

    let still = plan::page(&lead, Question::default()).await.unwrap();
    plan::renew(&lead).await.unwrap();
    let after = plan::page(&lead, Question::default()).await.unwrap();

    let holds = |page: &PlanPage| page.rows.iter().flat_map(|row| &row.names).any(|name| name.advocate == away);
    assert!(holds(&still), "the page planned although it should have read");
    assert!(!holds(&after), "somebody behind a closed gate is in the plan");
}

#[tokio::test]
async fn somebody_on_leave_is_planned_around_and_recruits_are_planned_in() {
    let app = TestApp::new().await;
    let lead = app.sign_in(PROGRAMME).await;
    let page = plan::page(&lead, Question::default()).await.unwrap();
    let away = &page.rows[0].names[0];

    let question = Question { away: Some(away.advocate), ..Question::default() };
    let tried = plan::page(&lead, question).await.unwrap().tried.unwrap();

    assert_eq!(tried.what, format!("{} on leave", away.name));
    assert!(tried.rows.iter().any(|row| row.gone.contains(&away.name)), "{:?}", tried.rows);
    assert!(tried.rows.iter().all(|row| !row.new.contains(&away.name)));
    let question = Question { recruits: 3, segment: Some("finance".to_owned()), ..Question::default() };
    let tried = plan::page(&lead, question).await.unwrap().tried.unwrap();
    assert_eq!(tried.what, "3 recruits in Finance");
    let worth = |figures: domain::plan::Figures| (figures.gaps, -figures.kept);
    assert!(tried.rows.is_empty() || tried.rows.iter().any(|row| row.new.iter().any(|name| name == "A recruit")));
    assert!(worth(tried.after).0 <= worth(tried.before).0, "recruits opened a gap");
}

#[tokio::test]
async fn taking_somebody_all_the_same_says_whom_it_costs_what() {
    let app = TestApp::new().await;
    let lead = app.sign_in(PROGRAMME).await;
    let page = plan::page(&lead, Question::default()).await.unwrap();
    let row = page.rows.iter().find(|row| !row.names.is_empty()).unwrap();

    let take = Some((row.request, row.names[0].advocate));
    let taking = plan::page(&lead, Question { take, ..Question::default() }).await.unwrap().taking.unwrap();

    assert_eq!((taking.prospect.as_str(), taking.name.as_str()), (row.prospect.as_str(), row.names[0].name.as_str()));
    assert!(taking.loss >= -1_000, "taking one who is held already gains hardly anything: {}", taking.loss);
}

#[tokio::test]
async fn only_those_who_run_the_programme_see_the_whole_book() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;

    let refused = plan::page(&juno, Question::default()).await.unwrap_err();

    assert!(matches!(refused.problem(), Some(Problem::Forbidden(_))), "{refused}");
}
