//! The evidence library through its use cases and its edges, on the story world.

mod files;
mod life;
mod shown;

use axum::body::{Body, to_bytes};
use chrono::Duration;
use domain::evidence::{EvidenceForm, EvidencePage, EvidenceState, ProofOffers};
use domain::ids::{EvidenceId, OpportunityId};
use domain::lists::Query;
use domain::problem::Problem;
use http::{Request, StatusCode, header};
use server::ctx::Ctx;
use server::error::Error;
use server::evidence;
use server::testing::TestApp;
use tower::ServiceExt as _;
use uuid::Uuid;

const JUNO: &str = "juno@quillstone.example";
const TAMSIN: &str = "tamsin@quillstone.example";
const ADAEZE: &str = "adaeze@quillstone.example";
const SUNNIVA: &str = "sunniva@quillstone.example";

fn quote() -> EvidenceForm {
    EvidenceForm {
        kind: "quote".into(),
        title: "Close in four days".into(),
        organisation: "Skylark Mutual".into(),
        advocate: "Ingrid Thistlewood".into(),
        body: "Day four, every month, since.".into(),
        language: "en".into(),
        use_cases: "month-end close, audit evidence".into(),
        products: "Close".into(),
        competitors: "Ironbook".into(),
        ..EvidenceForm::default()
    }
}

/// A piece that may be shown.
async fn approved(adaeze: &Ctx, form: EvidenceForm) -> EvidenceId {
    let id = evidence::save(adaeze, form).await.unwrap();
    evidence::submit(adaeze, id).await.unwrap();
    evidence::approve(adaeze, id).await.unwrap();
    id
}

async fn page(ctx: &Ctx, id: EvidenceId) -> EvidencePage {
    evidence::page(ctx, &id.to_string()).await.unwrap()
}

fn status<T: std::fmt::Debug>(result: Result<T, Error>) -> u16 {
    result.unwrap_err().problem().map_or(500, Problem::status)
}

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().problem().and_then(Problem::refusal_code).unwrap_or_default().to_owned()
}

/// The token of the newest link of a piece.
async fn token(ctx: &Ctx, id: EvidenceId) -> String {
    let links = page(ctx, id).await.links;
    links[0].url.as_deref().unwrap().rsplit('/').next().unwrap().to_owned()
}

async fn visit(t: &TestApp, token: &str) -> Result<evidence::Visit, Error> {
    evidence::open_link(&t.app, Uuid::now_v7(), "203.0.113.7", None, token).await
}

async fn deal(t: &TestApp, name: &str) -> OpportunityId {
    sqlx::query_scalar("select o.id from opportunities o join companies c on c.id = o.company_id where c.slug = 'quillstone' and o.name = $1")
        .bind(name)
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap()
}
