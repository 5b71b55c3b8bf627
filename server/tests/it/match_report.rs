//! The match report on the story world: it says of one score what the ranking says, and of what it is made.

use domain::ids::AdvocateId;
use domain::matching::{Amount, Factor, Rule, Weights, rank};
use server::matching::{self, View};
use server::testing::TestApp;
use uuid::Uuid;

use super::matching::{advocate, assert_not_found, look, marlowe};

#[tokio::test]
async fn the_report_says_what_the_ranking_says_by_whatever_weights() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let moved = Weights::BALANCED.with(Factor::Region, 40);

    for weights in [None, Some(moved)] {
        let view = View { weights, ..View::default() };
        let page = matching::workbench(&juno, deal, view).await.unwrap();
        let order = page.ranked();
        let ingrid = order.iter().find(|ranked| ranked.id == advocate(&page, "Ingrid Thistlewood")).unwrap();

        let report = matching::report(&juno, deal, ingrid.id, None, weights).await.unwrap();

        let place = report.place.unwrap();
        assert_eq!((report.points, place.rank, place.of), (ingrid.points, ingrid.rank, page.ungated));
        assert_eq!(
            (place.margin, place.confidence, report.coverage),
            (ingrid.margin, ingrid.confidence, ingrid.coverage)
        );
        assert_eq!(report.is_moved, weights.is_some());
        assert_eq!(report.explanation, page.detail(ingrid.id).unwrap().explanation);
        assert_eq!(report.gates, Vec::<String>::new());
        let industry = &report.factors[Factor::Industry.position()];
        assert!(!industry.asked.is_empty() && !industry.known.is_empty(), "{industry:?}");
        let own = report.chance.own;
        assert!(own.asked > 0 && own.accepted <= own.asked, "her year of asks is behind the chance of a yes");
    }
}

#[tokio::test]
async fn of_somebody_held_back_it_says_why_and_what_they_would_score() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let page = look(&juno, deal).await;
    let efe = page.held.iter().find(|held| held.name == "Efe Rainsworth").unwrap();

    let report = matching::report(&juno, deal, efe.id, None, None).await.unwrap();

    assert_eq!(report.place, None);
    assert_eq!(report.gates.first(), Some(&efe.sentence));
    assert_eq!(report.points, efe.would);
}

#[tokio::test]
async fn whom_or_what_the_reader_does_not_see_has_no_report() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let ingrid = advocate(&look(&juno, deal).await, "Ingrid Thistlewood");
    let elsewhere = app.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;

    assert_not_found(matching::report(&elsewhere, deal, ingrid, None, None).await);
    assert_not_found(matching::report(&juno, deal, AdvocateId(Uuid::nil()), None, None).await);
}

#[tokio::test]
async fn those_compared_are_explained_however_far_down_they_stand() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let page = look(&juno, deal).await;
    let order = rank(&page.terms, &page.preset(), page.deal);
    let (first, last) = (order[0].id, order[order.len() - 1].id);

    let view = View { compared: vec![last, first], ..View::default() };
    let page = matching::workbench(&juno, deal, view).await.unwrap();

    let compared = domain::matching::Comparison::of(&page, &[last, first]);
    assert_eq!(compared.columns.iter().map(|column| column.ranked.id).collect::<Vec<_>>(), [first, last]);
    assert_eq!(compared.absent, 0);
}

#[tokio::test]
async fn the_forecast_begins_with_what_the_ranking_says_today() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let page = look(&juno, marlowe(&app).await).await;
    let ingrid = advocate(&page, "Ingrid Thistlewood");
    let efe = page.held.iter().find(|held| held.name == "Efe Rainsworth").unwrap();

    let weeks = matching::forecast(&juno, ingrid).await.unwrap().unwrap().0;

    let terms = page.detail(ingrid).unwrap().explanation.terms;
    assert_eq!((weeks[0].chance, weeks[0].price, weeks[0].closed), (terms.acceptance.chance, terms.load.price, None));
    let held = matching::forecast(&juno, efe.id).await.unwrap().unwrap().0;
    assert_eq!(held[0].closed, Some(efe.rule));
    let foreign = app.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    assert_not_found(matching::forecast(&foreign, ingrid).await);
}

/// Lucía has a call tomorrow: the weeks after it rest and cost fatigue, which today's ranking knows nothing of.
#[tokio::test]
async fn a_call_that_is_booked_weighs_on_the_weeks_after_it() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let lucia: AdvocateId =
        sqlx::query_scalar("select id from advocates where company_id = $1 and name = 'Lucía Fernwether'")
            .bind(juno.company())
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();

    let before = matching::forecast(&juno, lucia).await.unwrap().unwrap().0;
    sqlx::query("update reference_calls set state = 'cancelled', cancelled_at = now() where advocate_id = $1 and state = 'scheduled'")
        .bind(lucia)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let without = matching::forecast(&juno, lucia).await.unwrap().unwrap().0;

    assert_eq!(before[0].price, without[0].price, "today nothing was held yet");
    assert!(before[1].price > without[1].price, "{before:?} {without:?}");
    assert_eq!(before[1].closed, Some(Rule::CoolDown), "{before:?}");
    assert_ne!(without[1].closed, Some(Rule::CoolDown), "{without:?}");
}

/// The text of a file, every run of spaces as one.
pub fn text_of(bytes: &[u8]) -> String {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn on_paper_the_report_says_what_its_page_says() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let page = look(&juno, deal).await;
    let efe = page.held.iter().find(|held| held.name == "Efe Rainsworth").unwrap().id;

    for (who, weights) in
        [(advocate(&page, "Ingrid Thistlewood"), None), (efe, Some(Weights::BALANCED.with(Factor::Region, 40)))]
    {
        let report = matching::report(&juno, deal, who, None, weights).await.unwrap();

        let printed = matching::printed(&juno, deal, who, None, weights).await.unwrap();

        let text = text_of(&printed.bytes);
        assert!(
            printed.name.starts_with(&format!("Match report {} for Marlowe", report.person.name)),
            "{}",
            printed.name
        );
        assert!(printed.name.ends_with(".pdf"), "{}", printed.name);
        for words in [&report.title(), &report.setting(), &report.place_words(), "Match report of Quillstone"] {
            assert!(text.contains(words), "{words} is missing: {text}");
        }
        let shown = report.points.in_tenths();
        let rows = shown.rows();
        assert_eq!(rows.iter().map(|(_, points)| points).sum::<i32>(), shown.score);
        for (row, points) in rows {
            let line = [row.label(), " "].concat();
            let at = text.find(&line).unwrap_or_else(|| panic!("{line} is missing: {text}"));
            assert!(text[at..].contains(&Amount(points).to_string()), "{line}: {text}");
        }
        assert!(text.contains(&format!("Points {}", Amount(shown.score))), "{text}");
        // Their own wish goes first, in the brief as beside the score.
        assert_eq!(report.about.leaves_out().is_some(), report.person.name == "Ingrid Thistlewood");
        if let Some(wish) = report.about.leaves_out() {
            assert_eq!(page.detail(who).unwrap().about.leaves_out(), Some(wish));
            assert!(text.contains("They leave out: Treasury."), "{wish}: {text}");
        }
        for gate in &report.gates {
            assert!(text.contains(gate), "{gate}: {text}");
        }
        assert!(!report.brief().talk_about.is_empty(), "the story of each of them answers something of the deal");
        for (heading, points) in report.brief().parts() {
            let at = text.find(heading).unwrap_or_else(|| panic!("{heading} is missing: {text}"));
            for point in points {
                assert!(text[at..].contains(point.factor.label()), "{point:?}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn the_file_is_saved_under_a_name_kept_nowhere_and_hidden_from_others() {
    let app = TestApp::new().await;
    let juno = app.sign_in("juno@quillstone.example").await;
    let deal = marlowe(&app).await;
    let ingrid = advocate(&look(&juno, deal).await, "Ingrid Thistlewood");
    let elsewhere = app.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;

    assert_not_found(matching::printed(&elsewhere, deal, ingrid, None, None).await);
    assert_not_found(matching::printed(&juno, deal, AdvocateId(Uuid::nil()), None, None).await);
    assert!(matching::printed(&juno, deal, ingrid, Some("no such preset".to_owned()), None).await.is_ok());
}
