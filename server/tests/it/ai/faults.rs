//! A vendor that is slow, broken, busy or gone.

use super::{ADAEZE, Desk, there, why};
use chrono::TimeDelta;
use domain::ai::AiState;
use server::ai;
use server::integrations::openai::stand_in::Mode;

#[tokio::test]
async fn each_fault_of_the_vendor_is_told_and_leaves_nothing_behind() {
    for (mode, told, retries) in [
        (Mode::Refusing, "The model declined to answer.", false),
        (Mode::CutShort, "The answer was cut off.", false),
        (Mode::Filtering, "The vendor's filter held the answer back.", false),
        (Mode::Rambling, "The answer could not be read.", false),
        (Mode::Malformed, "The answer could not be read.", false),
        (Mode::HalfBody, "The answer could not be read.", false),
        (Mode::Inventing, "Nothing in the answer held against the record.", false),
        (Mode::Busy, "The model is busy.", true),
        (Mode::OutOfCredit, "The account with the vendor has no credit.", false),
        (Mode::Broken, "The model could not be reached.", true),
        (Mode::Rejecting, "The vendor did not accept the question.", false),
        (Mode::Slow, "The model did not answer in time.", true),
    ] {
        let desk = Desk::new().await;
        desk.model.stand_in.set(mode);

        let suggested = desk.ask().await;

        assert_eq!(why(&suggested.facets), (told, retries), "{mode:?}");
        let kept: i64 = sqlx::query_scalar("select count(*) from ai_answers where body is not null")
            .fetch_one(&mut desk.app.superuser().await)
            .await
            .unwrap();
        assert_eq!(kept, 0, "{mode:?}");
    }
}

#[tokio::test]
async fn a_vendor_that_is_gone_is_told_and_asked_again_when_it_is_back() {
    let desk = Desk::new().await;
    desk.model.stand_in.set(Mode::Broken);
    let suggested = desk.ask().await;
    assert_eq!(why(&suggested.facets), ("The model could not be reached.", true));

    desk.model.stand_in.set(Mode::Answering);
    // Before half past, when the next free times pass and others stand among the first.
    for _ in 0..2 {
        desk.app.clock.advance(TimeDelta::minutes(2));
        desk.app.run_jobs().await;
    }

    let suggested = desk.look().await.unwrap();
    assert!(!there(&suggested.facets).is_empty());
    there(&suggested.rationale);
    there(&suggested.order);

    desk.model.vanish();
    desk.note("Ironbook once more.").await;
    let suggested = desk.ask().await;
    assert_eq!(why(&suggested.facets).0, "The model could not be reached.");
}

#[tokio::test]
async fn after_three_outages_the_vendor_is_left_alone_and_then_tried_once() {
    let desk = Desk::new().await;
    desk.model.stand_in.set(Mode::Broken);
    desk.ask().await;
    assert_eq!(desk.outcomes().await, ["down", "down", "down"]);

    let suggested = desk.ask().await;

    assert_eq!(desk.model.stand_in.asked().len(), 3, "a fourth question was not sent");
    assert_eq!(why(&suggested.facets), ("The model failed several times and is left alone for a while.", true));
    let page = ai::settings(&desk.app.sign_in(ADAEZE).await).await.unwrap();
    assert_eq!(page.resting_until.as_deref(), Some("10:25"));
    assert_eq!(page.failures.len(), 3);
    assert_eq!(page.failures[0].opportunity.as_ref().map(|(_, name)| name.as_str()), Some("Marlowe Street Bank"));
}

#[tokio::test]
async fn a_vendor_that_says_when_is_not_asked_before() {
    let desk = Desk::new().await;
    desk.model.stand_in.set(Mode::Busy);

    let suggested = desk.ask().await;

    assert_eq!(desk.model.stand_in.asked().len(), 1, "the others waited");
    assert!(matches!(&suggested.facets, AiState::Unavailable { next_try: Some(next), .. } if next == "in a moment"));
    desk.model.stand_in.set(Mode::Answering);
    desk.app.clock.advance(TimeDelta::seconds(21));
    desk.app.run_jobs().await;
    there(&desk.look().await.unwrap().facets);
}
