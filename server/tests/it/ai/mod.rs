//! A language model beside matching: what it may suggest, and that nothing of it ever ranks.

mod borders;
mod costs;
mod faults;
mod offers;
mod wording;

use chrono::TimeDelta;
use domain::ai::{AiForm, AiState, Suggested};
use domain::ids::OpportunityId;
use domain::opportunities::NoteForm;
use domain::problem::Problem;
use server::ctx::Ctx;
use server::matching::{self, View, suggest};
use server::testing::{TestApp, TestModel};
use server::{ai, opportunities};
use sqlx::PgConnection;

const JUNO: &str = "juno@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";

/// The story with a model at hand, which Adaeze has switched on.
struct Desk {
    app: TestApp,
    model: TestModel,
    juno: Ctx,
    marlowe: OpportunityId,
}

impl Desk {
    async fn new() -> Self {
        let desk = Self::off().await;
        desk.switch("on", "20").await;
        desk
    }

    async fn off() -> Self {
        let model = TestModel::start().await;
        let app = TestApp::with(|config| config.ai = Some(model.config.clone())).await;
        let juno = app.sign_in(JUNO).await;
        let marlowe = marlowe(&mut app.superuser().await).await;
        Self { app, model, juno, marlowe }
    }

    async fn switch(&self, is_on: &str, budget: &str) {
        let adaeze = self.app.sign_in(ADAEZE).await;
        let version = ai::settings(&adaeze).await.unwrap().form.version;
        let form = AiForm { is_on: is_on.into(), budget: budget.into(), version };
        ai::save_settings(&adaeze, &form).await.unwrap();
    }

    /// Asks and lets the jobs run.
    async fn ask(&self) -> Suggested {
        // Nobody asks twice in the same moment.
        self.app.clock.advance(TimeDelta::milliseconds(1));
        suggest::ask_model(&self.juno, self.marlowe).await.unwrap();
        self.app.run_jobs().await;
        self.look().await.unwrap()
    }

    /// Lets what happened be heard, a minute pass, and what waited for it run.
    async fn later(&self) {
        self.app.run_jobs().await;
        self.app.clock.advance(TimeDelta::minutes(1));
        self.app.run_jobs().await;
    }

    /// How many answers hold this text.
    async fn kept(&self, like: &str) -> i64 {
        let found = sqlx::query_scalar("select count(*) from ai_answers where body::text like $1").bind(like);
        found.fetch_one(&mut self.app.superuser().await).await.unwrap()
    }

    async fn look(&self) -> Option<Suggested> {
        suggest::beside(&self.juno, self.marlowe).await.unwrap().suggested
    }

    async fn note(&self, text: &str) {
        let form = NoteForm { opportunity: self.marlowe.to_string(), text: text.into(), ..NoteForm::default() };
        opportunities::save_note(&self.juno, &form).await.unwrap();
    }

    /// What the calls ended with, in their order.
    async fn outcomes(&self) -> Vec<String> {
        let sql = "select coalesce(outcome, 'under way') from ai_calls order by begun_at, id";
        sqlx::query_scalar(sql).fetch_all(&mut self.app.superuser().await).await.unwrap()
    }
}

async fn marlowe(superuser: &mut PgConnection) -> OpportunityId {
    let sql = "select o.id from opportunities o join companies c on c.id = o.company_id
               where c.slug = 'quillstone' and o.name = 'Marlowe Street Bank' order by o.created_at limit 1";
    sqlx::query_scalar(sql).fetch_one(superuser).await.unwrap()
}

fn refusal(error: &server::error::Error) -> Option<&str> {
    error.problem().and_then(Problem::refusal_code)
}

fn there<T: Clone + std::fmt::Debug>(state: &AiState<T>) -> T {
    match state {
        AiState::There(value) => value.clone(),
        other => panic!("nothing there: {other:?}"),
    }
}

fn why<T: std::fmt::Debug>(state: &AiState<T>) -> (&str, bool) {
    match state {
        AiState::Unavailable { why, next_try, .. } => (why, next_try.is_some()),
        other => panic!("it is there: {other:?}"),
    }
}

/// Everything the ranking shows and keeps.
async fn ranking(desk: &Desk) -> (Vec<u8>, Vec<u8>, serde_json::Value) {
    let run = matching::run(&desk.juno, desk.marlowe, View::default()).await.unwrap();
    desk.app.run_jobs().await;
    let workbench = matching::workbench(&desk.juno, desk.marlowe, View::default()).await.unwrap();
    let (digest, top): (Vec<u8>, serde_json::Value) =
        sqlx::query_as("select order_digest, top from match_runs where id = $1")
            .bind(run)
            .fetch_one(&mut desk.app.superuser().await)
            .await
            .unwrap();
    let seen = (&workbench.terms, &workbench.people, &workbench.rules, &workbench.held, &workbench.details);
    (digest, serde_json::to_vec(&seen).unwrap(), top)
}
