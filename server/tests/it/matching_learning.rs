//! What past asks teach: rows behind each figure, proposals that nobody but a person applies.

use chrono::{DateTime, Utc};
use domain::event::Event;
use domain::ids::{AdvocateId, MatchProposalId, MatchRunId, OpportunityId};
use domain::matching::learning::{EvaluationPage, Period, ProposalState, Proposed, Shown};
use domain::matching::{Factor, Weights, rank};
use domain::problem::Problem;
use domain::requests::RequestForm;
use server::ctx::Ctx;
use server::error::Error;
use server::matching::{self, Rows, View};
use server::requests;
use server::story;
use server::testing::TestApp;

const ADAEZE: &str = "adaeze@quillstone.example";
const JUNO: &str = "juno@quillstone.example";

async fn page(ctx: &Ctx, shown: Option<Shown>) -> EvaluationPage {
    matching::evaluation(ctx, Period::All, Rows { shown, bin: None }).await.unwrap()
}

/// Looks, and gives what is proposed.
async fn learn(app: &TestApp, ctx: &Ctx) -> Proposed {
    // Looks of one second are one.
    app.clock.advance(chrono::TimeDelta::seconds(2));
    matching::learn_now(ctx).await.unwrap();
    app.run_jobs().await;
    page(ctx, None).await.proposed.unwrap()
}

async fn marlowe(app: &TestApp) -> OpportunityId {
    sqlx::query_scalar(
        "select o.id from opportunities o join companies c on c.id = o.company_id
         where c.slug = 'quillstone' and o.name = 'Marlowe Street Bank'",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap()
}

/// The company's first preset as it holds.
async fn weights(ctx: &Ctx) -> (Weights, i32) {
    let settings = matching::settings(ctx, None, None).await.unwrap();
    (settings.presets[0].preset.weights, settings.presets[0].version)
}

fn code(result: Result<(), Error>) -> String {
    result.unwrap_err().problem().and_then(Problem::refusal_code).unwrap_or_default().to_owned()
}

async fn ask(ctx: &Ctx, opportunity: OpportunityId, advocate: AdvocateId) {
    let form = RequestForm {
        opportunity: opportunity.to_string(),
        advocate: advocate.to_string(),
        duration: "30".into(),
        needed_by: "2026-12-11".into(),
        topics: "Month-end close".into(),
        message: "Would you tell them how the first close went?".into(),
        share_company: Some("on".into()),
        ..RequestForm::default()
    };
    requests::submit(ctx, &form, None).await.unwrap();
}

#[tokio::test]
async fn the_chance_of_a_yes_is_held_against_every_settled_ask() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;

    let found = page(&adaeze, Some(Shown::Asks)).await;

    let (settled, accepted): (i64, i64) = sqlx::query_as(
        "select count(*), count(*) filter (where state = 'accepted') from asks
         where company_id = $1 and state in ('accepted', 'declined', 'expired')",
    )
    .bind(adaeze.company())
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    assert_eq!((i64::from(found.calibration.n), i64::from(found.calibration.accepted)), (settled, accepted));
    let asks = found.asks.unwrap();
    assert_eq!(asks.len() as i64, settled, "every number opens the rows behind it");
    let bin = found.calibration.bins[0];
    let rows = Rows { shown: Some(Shown::Asks), bin: Some(bin.tens) };
    let of_bin = matching::evaluation(&adaeze, Period::All, rows).await.unwrap().asks.unwrap();
    assert_eq!(of_bin.len() as u32, bin.n);
    let quarter = matching::evaluation(&adaeze, Period::Quarter, Rows::default()).await.unwrap();
    assert!(quarter.calibration.n < found.calibration.n && quarter.calibration.n > 0);
    // A hundredth for the first weeks, in which the assumptions of a company without any ask still stand.
    let calibration = found.calibration;
    assert!(calibration.brier <= calibration.brier_of_the_share + 100, "counting is better: {calibration:?}");
}

#[tokio::test]
async fn what_was_shown_is_judged_only_where_a_run_was_kept_and_says_when_that_is_too_little() {
    let app = TestApp::new().await;
    let (adaeze, juno) = (app.sign_in(ADAEZE).await, app.sign_in(JUNO).await);
    let deal = marlowe(&app).await;
    let before = page(&adaeze, Some(Shown::Runs)).await;
    assert_eq!((before.quality.runs, before.quality.mean, before.runs), (0, None, Some(Vec::new())));

    matching::run(&juno, deal, View::default()).await.unwrap();
    let shown = matching::workbench(&juno, deal, View::default()).await.unwrap();
    let third = rank(&shown.terms, &shown.preset(), shown.deal)[2].id;
    app.clock.advance(chrono::TimeDelta::minutes(5));
    ask(&juno, deal, third).await;

    let found = page(&adaeze, Some(Shown::Runs)).await;
    assert_eq!((found.quality.runs, found.quality.mean), (1, None), "one is too few to say");
    assert_eq!(found.quality.without, before.quality.without);
    let run = &found.runs.unwrap()[0];
    assert_eq!((run.deal.as_str(), run.ndcg), ("Marlowe Street Bank", 5_000), "third place is worth half the first");
    assert!(run.came[0].contains("place 3: asked, no answer yet"), "{}", run.came[0]);
    let proposed = learn(&app, &adaeze).await;
    assert_eq!((proposed.proposal.counts.choices, proposed.proposal.counts.runs), (1, 1));
}

#[tokio::test]
async fn a_year_of_the_story_proposes_small_steps_and_says_what_it_cannot_show() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;

    let proposed = learn(&app, &adaeze).await;

    let counts = proposed.proposal.counts;
    assert_eq!((proposed.state, counts.choices, counts.runs), (ProposalState::Open, 0, 0));
    assert!(counts.graded > 80 && counts.answers >= 5, "{counts:?}");
    assert!(proposed.rebuilt >= counts.graded, "no run of theirs was kept");
    assert_eq!(proposed.proposal.ndcg, None, "no run, no figure");
    let told = proposed.proposal.told_right.unwrap();
    assert!(told.low <= told.after - told.before && told.after - told.before <= told.high, "{told:?}");
    for factor in Factor::ALL {
        let (old, new) = (proposed.before.share(*factor), proposed.proposal.weights.share(*factor));
        assert!(old.abs_diff(new) <= 600, "{factor} from {old} to {new}: hundred decisions move no weight far");
    }
    assert_eq!(weights(&adaeze).await, (Weights::BALANCED, 0), "nothing applies itself");
}

#[tokio::test]
async fn a_proposal_becomes_a_version_of_the_preset_and_can_be_taken_back() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;
    let proposed = learn(&app, &adaeze).await;
    let prices = matching::settings(&adaeze, None, None).await.unwrap().presets[0].preset.prices;

    matching::apply_proposal(&adaeze, proposed.id).await.unwrap();

    assert_eq!(weights(&adaeze).await, (proposed.proposal.weights, 1));
    assert_eq!(matching::settings(&adaeze, None, None).await.unwrap().presets[0].preset.prices, prices);
    assert_eq!(code(matching::apply_proposal(&adaeze, proposed.id).await), "not_open");
    let after = page(&adaeze, None).await.proposed.unwrap();
    assert_eq!(after.state, ProposalState::Applied);
    assert!(after.decided.unwrap().starts_with("Applied "), "who and when");
    let again = learn(&app, &adaeze).await;
    assert_eq!(again.proposal.weights, proposed.proposal.weights, "the same facts take no second step");
    assert_eq!((again.before, again.state), (proposed.proposal.weights, ProposalState::Open));
    let told: i64 = sqlx::query_scalar("select count(*) from events where kind = $1 and body ->> 'proposal' = $2")
        .bind(Event::ProposalApplied { proposal: proposed.id }.kind())
        .bind(proposed.id.to_string())
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    assert_eq!(told, 1);
    matching::undo_company_preset(&adaeze, "balanced", 1).await.unwrap();
    assert_eq!(weights(&adaeze).await.0, Weights::BALANCED);
}

#[tokio::test]
async fn what_was_dismissed_is_not_proposed_again_on_the_same_evidence() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;
    let proposed = learn(&app, &adaeze).await;

    matching::dismiss_proposal(&adaeze, proposed.id).await.unwrap();
    let again = learn(&app, &adaeze).await;

    assert_eq!((again.id, again.state), (proposed.id, ProposalState::Dismissed));
    assert_eq!(code(matching::dismiss_proposal(&adaeze, proposed.id).await), "not_open");
    sqlx::query("update reference_calls set prospect_rating = 1 where company_id = $1 and prospect_rating = 5")
        .bind(adaeze.company())
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let other = learn(&app, &adaeze).await;
    assert_ne!(other.id, proposed.id, "other evidence, another proposal");
    assert_eq!(other.state, ProposalState::Open);
}

#[tokio::test]
async fn nothing_is_applied_over_a_preset_that_was_saved_since() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;
    let proposed = learn(&app, &adaeze).await;
    let mut form = matching::settings(&adaeze, None, None).await.unwrap().form;
    form.region = "50".into();
    form.in_proportion = form.sum().map(domain::matching::percent_text).unwrap_or_default();
    matching::save_company_preset(&adaeze, &form).await.unwrap();

    assert!(page(&adaeze, None).await.proposed.unwrap().outdated);
    assert_eq!(code(matching::apply_proposal(&adaeze, proposed.id).await), "preset_changed");
    let again = learn(&app, &adaeze).await;
    assert_eq!((again.state, again.outdated), (ProposalState::Open, false));
    assert_ne!(again.id, proposed.id, "learnt from the weights that hold now");
}

#[tokio::test]
async fn another_companys_proposal_does_not_exist_and_a_rep_is_told_who_may() {
    let app = TestApp::new().await;
    let (adaeze, juno) = (app.sign_in(ADAEZE).await, app.sign_in(JUNO).await);
    let proposed = learn(&app, &adaeze).await;
    let theirs = app.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;

    for id in [proposed.id, MatchProposalId(uuid::Uuid::nil())] {
        let gone = matching::apply_proposal(&theirs, id).await.unwrap_err();
        assert_eq!(gone.problem(), Some(&Problem::NotFound));
    }
    assert!(page(&theirs, None).await.proposed.is_none());
    let refused = matching::evaluation(&juno, Period::All, Rows::default()).await.unwrap_err();
    assert!(matches!(refused.problem(), Some(Problem::Forbidden(_))), "{refused}");
}

#[tokio::test]
async fn the_year_of_the_story_is_judged_by_runs_that_saw_what_was_known_then() {
    let app = TestApp::new().await;
    let adaeze = app.sign_in(ADAEZE).await;
    let before = page(&adaeze, None).await;

    let kept = story::match_past_requests(&app.app).await.unwrap();

    assert!(kept > 100, "{kept} runs");
    assert_eq!(story::match_past_requests(&app.app).await.unwrap(), 0, "done once");
    let runs: Vec<(MatchRunId, DateTime<Utc>, Vec<u8>)> = sqlx::query_as(
        "select r.id, r.started_at, s.body from match_runs r
         join match_snapshots s on s.company_id = r.company_id and s.digest = r.snapshot_digest
         where r.company_id = $1 order by r.started_at",
    )
    .bind(adaeze.company())
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let sum = |body: &[u8], of: fn(&serde_json::Value) -> u64| -> u64 {
        let seen: serde_json::Value = serde_json::from_slice(body).unwrap();
        seen["candidates"].as_array().unwrap().iter().map(of).sum()
    };
    for (run, at, body) in &runs {
        assert!(matching::replay(&adaeze, *run).await.unwrap().is_equal, "the run of {at} comes out the same");
        let settled: i64 = sqlx::query_scalar(
            "select count(*) from asks where company_id = $1
             and (answered_at <= $2 or state = 'expired' and expires_at <= $2)",
        )
        .bind(adaeze.company())
        .bind(at)
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
        let seen = sum(body, |candidate| candidate["record"]["asked"].as_u64().unwrap_or_default());
        assert_eq!(seen, settled as u64, "the run of {at} knows no later answer");
    }
    let found = page(&adaeze, Some(Shown::Runs)).await;
    assert_eq!(found.calibration, before.calibration, "the chance of a yes rests on asks alone");
    assert_eq!(found.quality.without, 0, "every ask came out of a run");
    assert!(found.quality.runs >= 20, "{:?}", found.quality);
    let mean = found.quality.mean.unwrap();
    assert!(mean.low <= mean.after && mean.after <= mean.high && mean.after > 0, "{mean:?}");
    let proposed = learn(&app, &adaeze).await;
    let counts = proposed.proposal.counts;
    assert!(counts.choices > 20 && counts.runs >= 20, "{counts:?}");
    assert!(proposed.proposal.ndcg.is_some(), "what the weights change in the order is measured on held-out runs");
}
