//! The download. A plain link leads here, so it works without a script.

use axum::Router;
use axum::extract::{Extension, Path, RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::lists::{Format, ListName, Query};
use domain::problem::Problem;
use http::header;

use crate::app::App;
use crate::error::Error;
use crate::http::{Identity, plain_problem};

pub fn routes() -> Router<App> {
    Router::new().route("/export/{list}/{format}", get(download))
}

async fn download(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path((list, format)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let (Ok(list), Ok(format)) = (list.parse::<ListName>(), format.parse::<Format>()) else {
        return plain_problem(&Problem::NotFound);
    };
    let query = Query::parse(query.as_deref().unwrap_or_default());
    let outcome = async {
        let ctx = identity.ctx(&app)?;
        super::export(&ctx, list, format, &query).await
    };
    match outcome.await {
        Ok(bytes) => {
            let name = format!("{list}-{}.{}", app.now().date_naive(), format.extension());
            let headers = [
                (header::CONTENT_TYPE, format.content_type().to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(Error::Problem(problem)) => plain_problem(&problem),
        Err(Error::Internal(cause)) => {
            tracing::error!(request.id = %identity.request, error = format!("{cause:#}"), "an export failed");
            plain_problem(&Problem::Broken { request_id: identity.request.to_string() })
        }
    }
}
