//! What the model offers beside the ranking, who takes it, and that the ranking stays as it is.

use super::{ADAEZE, Desk, JUNO, marlowe, ranking, refusal, there};
use chrono::TimeDelta;
use domain::ai::{AiForm, AiState, FacetKind};
use domain::problem::Problem;
use server::integrations::openai::stand_in::Mode;
use server::matching::{self, View, suggest};
use server::testing::TestApp;
use server::{ai, opportunities};

#[tokio::test]
async fn without_a_key_or_until_it_is_switched_on_nothing_is_sent() {
    let bare = TestApp::new().await;
    let juno = bare.sign_in(JUNO).await;
    let deal = marlowe(&mut bare.superuser().await).await;
    assert_eq!(suggest::beside(&juno, deal).await.unwrap().suggested, None);
    let on = AiForm { is_on: "on".into(), budget: "20".into(), version: "0".into() };
    let error = ai::save_settings(&bare.sign_in(ADAEZE).await, &on).await.unwrap_err();
    assert_eq!(refusal(&error), Some("no_model"));

    let desk = Desk::off().await;
    desk.note("They fear that Ironbook was cheaper.").await;
    matching::run(&desk.juno, desk.marlowe, View::default()).await.unwrap();
    let error = suggest::ask_model(&desk.juno, desk.marlowe).await.unwrap_err();
    desk.later().await;

    assert_eq!(refusal(&error), Some("ai_off"));
    assert_eq!(desk.look().await, None);
    assert!(desk.model.stand_in.asked().is_empty());
}

#[tokio::test]
async fn a_need_that_the_notes_name_is_offered_with_its_quote_and_taken_by_a_person_only() {
    let desk = Desk::new().await;
    let before = opportunities::form(&desk.juno, Some(&desk.marlowe.to_string())).await.unwrap().form;

    let facets = there(&desk.ask().await.facets);

    let ironbook = facets.iter().find(|facet| facet.value == "Ironbook").unwrap();
    assert_eq!((ironbook.kind, ironbook.source.as_str()), (FacetKind::Competitor, "Background"));
    assert_eq!(ironbook.quote, "Eleven entities on Ironbook and an audit in March.");
    let after = opportunities::form(&desk.juno, Some(&desk.marlowe.to_string())).await.unwrap().form;
    assert_eq!(before, after, "nothing is applied by itself");

    suggest::accept_facet(&desk.juno, desk.marlowe, FacetKind::Competitor, "Ironbook").await.unwrap();
    let taken = opportunities::form(&desk.juno, Some(&desk.marlowe.to_string())).await.unwrap().form;
    assert_eq!(taken.competitors, "Tallyforge, Ironbook");
    assert_eq!(taken.version, "2");
    let left = there(&desk.look().await.unwrap().facets);
    assert!(left.iter().all(|facet| facet.value != "Ironbook"));
    let again = suggest::accept_facet(&desk.juno, desk.marlowe, FacetKind::Competitor, "Ironbook").await.unwrap_err();
    assert_eq!(refusal(&again), Some("not_on_offer"));
}

#[tokio::test]
async fn a_suggestion_that_was_turned_down_does_not_come_back() {
    let desk = Desk::new().await;
    desk.ask().await;

    suggest::dismiss_facet(&desk.juno, desk.marlowe, FacetKind::Competitor, "Ironbook").await.unwrap();
    desk.note("Ironbook again, from another angle.").await;
    let facets = there(&desk.ask().await.facets);

    assert!(facets.iter().all(|facet| facet.value != "Ironbook"), "{facets:?}");
}

#[tokio::test]
async fn only_what_is_on_offer_can_be_taken_and_only_by_those_who_may_change_the_deal() {
    let desk = Desk::new().await;
    desk.ask().await;

    let other = suggest::accept_facet(&desk.juno, desk.marlowe, FacetKind::Product, "Perpetual Ledger").await;
    assert_eq!(refusal(&other.unwrap_err()), Some("not_on_offer"));
    let stranger = desk.app.sign_in("halvard@quillstone.example").await;
    let unseen = suggest::accept_facet(&stranger, desk.marlowe, FacetKind::Competitor, "Ironbook").await.unwrap_err();
    assert_eq!(unseen.problem(), Some(&Problem::NotFound));
}

#[tokio::test]
async fn the_first_place_is_explained_and_another_order_is_told_beside_the_computed_one() {
    let desk = Desk::new().await;

    let suggested = desk.ask().await;

    let rationale = there(&suggested.rationale);
    assert_eq!(rationale.name, "Ingrid Thistlewood");
    assert!(rationale.text.contains("Skylark Mutual") && !rationale.sources.is_empty(), "{rationale:?}");
    let order = there(&suggested.order);
    let moves: Vec<_> = order.moves.iter().map(|moved| (moved.from, moved.to)).collect();
    assert_eq!(moves, [(3, 2), (2, 3)]);
}

#[tokio::test]
async fn the_ranking_is_the_same_to_the_byte_with_ai_on_off_and_broken() {
    let off = Desk::off().await;
    let expected = ranking(&off).await;

    let on = Desk::new().await;
    on.ask().await;
    assert_eq!(ranking(&on).await, expected, "on");
    assert!(!on.model.stand_in.asked().is_empty());

    for mode in [Mode::Broken, Mode::Inventing, Mode::Rambling, Mode::Obeying] {
        let broken = Desk::new().await;
        broken.model.stand_in.set(mode);
        broken.ask().await;
        assert_eq!(ranking(&broken).await, expected, "{mode:?}");
    }
}

#[tokio::test]
async fn a_note_or_a_new_run_asks_by_itself() {
    let desk = Desk::new().await;
    assert_eq!(desk.look().await.unwrap().facets, AiState::NotAsked);

    desk.note("Ironbook is what they leave.").await;
    matching::run(&desk.juno, desk.marlowe, View::default()).await.unwrap();
    desk.later().await;

    let suggested = desk.look().await.unwrap();
    there(&suggested.facets);
    there(&suggested.rationale);
    there(&suggested.order);
}

#[tokio::test]
async fn the_page_says_that_the_model_was_asked_and_does_not_wait() {
    let desk = Desk::new().await;

    suggest::ask_model(&desk.juno, desk.marlowe).await.unwrap();

    let suggested = desk.look().await.unwrap();
    assert_eq!(suggested.facets, AiState::Working);
    assert_eq!(suggested.order, AiState::Working);
    assert!(desk.model.stand_in.asked().is_empty());
    desk.app.clock.advance(TimeDelta::minutes(11));
    assert_eq!(desk.look().await.unwrap().facets, AiState::NotAsked, "what was lost is not waited for");
}

#[tokio::test]
async fn settings_are_for_those_who_manage_integrations_and_tell_of_a_change_meanwhile() {
    let desk = Desk::off().await;
    assert!(matches!(ai::settings(&desk.juno).await.unwrap_err().problem(), Some(Problem::Forbidden(_))));
    let adaeze = desk.app.sign_in(ADAEZE).await;
    let form = |version: &str| AiForm { is_on: "on".into(), budget: "30".into(), version: version.into() };

    ai::save_settings(&adaeze, &form("0")).await.unwrap();
    let late = ai::save_settings(&adaeze, &form("0")).await.unwrap_err();

    assert_eq!(refusal(&late), Some("changed_meanwhile"));
    ai::save_settings(&adaeze, &form("1")).await.unwrap();
    let page = ai::settings(&adaeze).await.unwrap();
    assert_eq!((page.form.version.as_str(), page.form.budget.as_str()), ("2", "30"));
    assert_eq!(page.day_limit, "$5.00");
}
