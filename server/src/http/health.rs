//! For load balancers and people: is the process alive, is it ready for traffic.

use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use http::StatusCode;
use serde_json::json;

use crate::app::App;

pub fn routes() -> Router<App> {
    Router::new().route("/health/live", get(|| async { "alive" })).route("/health/ready", get(ready))
}

/// Ready when the database answers and the catalogue keeps companies apart.
async fn ready(State(app): State<App>) -> impl IntoResponse {
    match app.check_gate().await {
        Ok(findings) if findings.is_empty() => (StatusCode::OK, Json(json!({ "ready": true }))),
        Ok(findings) => {
            let count = findings.len();
            tracing::error!(count, first = %findings[0], "the tenancy gate is not satisfied");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                Json(json!({ "ready": false, "why": "the tenancy gate is not satisfied" })),
            )
        }
        Err(error) => {
            tracing::error!(error = %error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "ready": false, "why": "the database does not answer" })))
        }
    }
}
