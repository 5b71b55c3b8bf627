//! The match report as a PDF, saved by a plain link.

use axum::Router;
use axum::extract::{Extension, Path, RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use domain::files::FileKind;
use domain::ids::{AdvocateId, OpportunityId};
use domain::lists::Query;
use domain::matching::Weights;
use domain::problem::Problem;

use crate::app::App;
use crate::error::Result;
use crate::http::{Identity, forms};
use crate::storage::{self, Kept};

pub fn routes() -> Router<App> {
    Router::new().route("/opportunities/{id}/match/{advocate}/report.pdf", get(save))
}

async fn save(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path((opportunity, advocate)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let outcome: Result<_> = async {
        let ctx = identity.ctx(&app)?;
        let opportunity: OpportunityId = opportunity.parse().map_err(|_| Problem::NotFound)?;
        let advocate: AdvocateId = advocate.parse().map_err(|_| Problem::NotFound)?;
        let query = Query::parse(query.as_deref().unwrap_or_default());
        let preset = query.one("preset").filter(|key| !key.is_empty()).map(str::to_owned);
        let weights = query.one("w").and_then(Weights::from_text);
        super::printed(&ctx, opportunity, advocate, preset, weights).await
    }
    .await;
    match outcome {
        Ok(file) => storage::attachment(Kept { kind: FileKind::Pdf, bytes: file.bytes }, &file.name),
        Err(error) => forms::plain_answer(&identity, error),
    }
}
