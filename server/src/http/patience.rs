//! How long an answer may take and how much a request may send. Uploads bring their own limit and as long as the line
//! takes; taking a large import back has its own in the database.

use std::time::Duration;

use axum::RequestExt as _;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::problem::Problem;
use http::{StatusCode, header};

use super::edges::plain_problem;

/// Until the head of the answer is there; what is streamed after it takes the time it takes.
const LONGEST: Duration = Duration::from_secs(30);
/// The largest body that is not an upload: what axum reads by itself at most, which also holds when no length is said.
const LARGEST: u64 = 2 * 1024 * 1024;
/// Work that somebody waits for and that may take minutes.
const PATIENT: &[&str] = &["/_fn/imports/undo"];

pub(super) async fn limit(request: Request, next: Next) -> Response {
    limit_to(LONGEST, request, next).await
}

async fn limit_to(longest: Duration, request: Request, next: Next) -> Response {
    if is_upload(&request) {
        return next.run(request).await;
    }
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > LARGEST) {
        return plain_problem(&Problem::TooLarge(
            "This is larger than 2 MB, which is the most we take here.".to_owned(),
        ));
    }
    let path = request.uri().path().to_owned();
    let request = request.with_limited_body();
    if PATIENT.contains(&path.as_str()) {
        return next.run(request).await;
    }
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!(
                http.path = path,
                longest_ms = longest.as_millis(),
                "a request took too long and was ended"
            );
            let sentence = "This took too long, so it was stopped and nothing was changed. Try again in a moment.";
            (StatusCode::SERVICE_UNAVAILABLE, Html(super::problem_page(sentence))).into_response()
        }
    }
}

fn is_upload(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn;
    use axum::routing::{any, post};
    use tower::ServiceExt as _;

    use super::*;

    fn router() -> Router {
        let slow = any(|| async { tokio::time::sleep(Duration::from_secs(5)).await });
        Router::new()
            .route("/slow", slow.clone())
            .route("/_fn/imports/undo", any(|| async { tokio::time::sleep(Duration::from_millis(60)).await }))
            .route("/read", post(|body: axum::body::Bytes| async move { body.len().to_string() }))
            .layer(from_fn(|request, next| limit_to(Duration::from_millis(30), request, next)))
    }

    async fn status(request: http::request::Builder, body: Body) -> StatusCode {
        router().oneshot(request.body(body).unwrap()).await.unwrap().status()
    }

    #[tokio::test]
    async fn an_answer_that_takes_too_long_is_ended_and_patient_work_is_not() {
        assert_eq!(status(Request::get("/slow"), Body::empty()).await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(status(Request::post("/_fn/imports/undo"), Body::empty()).await, StatusCode::OK);
    }

    #[tokio::test]
    async fn a_body_over_the_limit_is_refused_whether_or_not_it_says_its_length() {
        let whole = vec![b'x'; usize::try_from(LARGEST).unwrap()];
        let more = [whole.as_slice(), b"x"].concat();
        assert_eq!(status(Request::post("/read"), Body::from(whole)).await, StatusCode::OK);
        let said = Request::post("/read").header(header::CONTENT_LENGTH, more.len());
        assert_eq!(status(said, Body::from(more.clone())).await, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(status(Request::post("/read"), Body::from(more)).await, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
