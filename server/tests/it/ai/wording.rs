//! Why any one of the ranked fits, in words of a model.

use domain::ai::{AiState, Rationale};
use domain::ids::AdvocateId;
use domain::matching::rank;
use domain::problem::Problem;
use server::integrations::openai::stand_in::Mode;
use server::matching::{self, View, suggest};

use super::{Desk, refusal, there, why};
use crate::match_report::text_of;

async fn third(desk: &Desk) -> AdvocateId {
    let page = matching::workbench(&desk.juno, desk.marlowe, View::default()).await.unwrap();
    rank(&page.terms, &page.usual(), page.deal)[2].id
}

async fn state(desk: &Desk, advocate: AdvocateId) -> Option<AiState<Rationale>> {
    suggest::in_words(&desk.juno, desk.marlowe, advocate).await.unwrap().state
}

async fn ask(desk: &Desk, advocate: AdvocateId) -> AiState<Rationale> {
    desk.app.clock.advance(chrono::TimeDelta::milliseconds(1));
    suggest::ask_in_words(&desk.juno, desk.marlowe, advocate).await.unwrap();
    desk.app.run_jobs().await;
    state(desk, advocate).await.unwrap()
}

#[tokio::test]
async fn the_third_is_worded_from_the_facts_of_the_third_and_asked_once() {
    let desk = Desk::new().await;
    let third = third(&desk).await;
    assert_eq!(state(&desk, third).await, Some(AiState::NotAsked));

    let said = there(&ask(&desk, third).await);

    let report = matching::report(&desk.juno, desk.marlowe, third, None, None).await.unwrap();
    assert_eq!(said.advocate, third);
    assert!(said.text.starts_with(&report.person.organisation_name), "{}", said.text);
    assert!(!said.text.contains(&report.person.name), "nobody's name leaves: {}", said.text);
    assert!(!said.sources.is_empty());
    assert!(said.brief.starts_with("Begin with what is nearest. "), "{}", said.brief);
    ask(&desk, third).await;
    assert_eq!(desk.outcomes().await, ["answered"], "the same question is not paid for twice");
}

#[tokio::test]
async fn what_a_model_said_stands_on_paper_too_named_as_such_and_only_while_it_is_on() {
    let desk = Desk::new().await;
    let third = third(&desk).await;
    let printed = async || {
        let file = matching::printed(&desk.juno, desk.marlowe, third, None, None).await.unwrap();
        text_of(&file.bytes)
    };
    let before = printed().await;
    assert!(before.contains("In words") && !before.contains(Rationale::ORIGIN), "{before}");

    let said = there(&ask(&desk, third).await);

    let after = printed().await;
    assert!(after.contains(&["AI: ", said.text.as_str()].concat()), "{after}");
    assert!(after.contains(Rationale::ORIGIN), "{after}");
    assert!(after.contains(&[Rationale::BRIEF, ": ", said.brief.as_str()].concat()), "{after}");
    desk.switch("", "20").await;
    assert_eq!(printed().await, before, "off, the sheet is what it was");
}

#[tokio::test]
async fn a_brief_that_does_not_hold_is_dropped_and_counted_and_the_rationale_stays() {
    let desk = Desk::new().await;
    let third = third(&desk).await;
    desk.model.stand_in.say(r#"{"text": "They fit this deal.", "brief": "Ask Barnaby Quill about Perpetual Ledger."}"#);

    let said = there(&ask(&desk, third).await);

    assert_eq!((said.text.as_str(), said.brief.as_str()), ("They fit this deal.", ""));
    let dropped: Vec<i32> =
        sqlx::query_scalar("select dropped from ai_calls").fetch_all(&mut desk.app.superuser().await).await.unwrap();
    assert_eq!(dropped, [1]);
}

#[tokio::test]
async fn what_does_not_hold_is_not_shown_and_the_report_keeps_its_own_sentence() {
    let desk = Desk::new().await;
    let third = third(&desk).await;
    desk.model.stand_in.set(Mode::Inventing);

    let found = ask(&desk, third).await;

    assert_eq!(why(&found), ("Nothing in the answer held against the record.", false));
    desk.model.stand_in.set(Mode::Answering);
    there(&ask(&desk, third).await);
}

#[tokio::test]
async fn nothing_is_asked_while_it_is_off_of_whoever_is_held_back_or_by_another_company() {
    let desk = Desk::new().await;
    let third = third(&desk).await;
    let page = matching::workbench(&desk.juno, desk.marlowe, View::default()).await.unwrap();
    let held = page.held[0].id;
    assert_eq!(state(&desk, held).await, None);
    let refused = suggest::ask_in_words(&desk.juno, desk.marlowe, held).await.unwrap_err();
    assert_eq!(refusal(&refused), Some("held_back"));
    let other = desk.app.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    let hidden = suggest::ask_in_words(&other, desk.marlowe, third).await.unwrap_err();
    assert_eq!(hidden.problem(), Some(&Problem::NotFound));

    desk.switch("", "20").await;
    assert_eq!(state(&desk, third).await, None);
    let refused = suggest::ask_in_words(&desk.juno, desk.marlowe, third).await.unwrap_err();
    assert_eq!(refusal(&refused), Some("ai_off"));
    assert_eq!(desk.outcomes().await, Vec::<String>::new());
}
