//! The stream: server-sent events that do the work they tell of. Its number of a stage that is over is the event's id, so
//! a browser that lost the connection asks for what comes after.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::{Extension, Path, Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::ids::{MatchProgressId, OpportunityId};
use domain::matching::{Stage, Step};
use domain::problem::Problem;
use futures_util::stream;
use http::HeaderMap;
use serde::Deserialize;

use super::streams::Place;
use super::{Pace, Watch};
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::http::{Identity, cookies, forms};

/// Says that the line is open, before proxies take it for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// When a browser that lost the connection asks again.
const RETRY: Duration = Duration::from_millis(1_500);

pub fn routes() -> Router<App> {
    Router::new().route("/opportunities/{id}/matching/{progress}", get(watch))
}

#[derive(Deserialize)]
struct After {
    /// For a stream that is opened anew: a browser sends the header only when it reconnects by itself.
    after: Option<usize>,
}

async fn watch(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Path((opportunity, progress)): Path<(String, String)>,
    Query(after): Query<After>,
    headers: HeaderMap,
) -> Response {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    let after = last.or(after.after).unwrap_or(0).min(Stage::ALL.len());
    let outcome = async {
        let ctx = identity.ctx(&app)?;
        let (Ok(opportunity), Ok(progress)) = (opportunity.parse(), progress.parse()) else {
            return Err(Problem::NotFound.into());
        };
        Stream::open(app.clone(), &ctx, &headers, opportunity, progress, after).await
    };
    match outcome.await {
        Ok(open) => {
            let events = stream::unfold(open, |open| Box::pin(open.next()));
            Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
        }
        Err(error) => forms::plain_answer(&identity, error),
    }
}

struct Stream {
    app: App,
    watch: Watch,
    place: Place,
    token: String,
    request: uuid::Uuid,
    /// What was found out before the head of the answer was sent.
    first: Option<Step>,
    is_over: bool,
}

impl Stream {
    /// Takes the first step too, so that what may not be watched is answered as such and not as a stream.
    async fn open(
        app: App,
        ctx: &Ctx,
        headers: &HeaderMap,
        opportunity: OpportunityId,
        progress: MatchProgressId,
        after: usize,
    ) -> Result<Self> {
        let place = app.streams().enter(ctx.viewer()?.user)?;
        let token = cookies::read(headers, cookies::session_name(&app)).unwrap_or_default().to_owned();
        let mut watch = Watch::new(opportunity, progress, after, Pace::default());
        let first = watch.next(ctx).await?;
        Ok(Self { app, watch, place, token, request: ctx.request(), first, is_over: false })
    }

    async fn next(mut self) -> Option<(std::result::Result<Event, Infallible>, Self)> {
        if self.is_over {
            return None;
        }
        let step = match self.first.take() {
            Some(step) => step,
            None => self.step().await?,
        };
        self.is_over = step.is_last();
        let event = Event::default().id(self.watch.told().to_string()).retry(RETRY).data(step.line());
        Some((Ok(event), self))
    }

    /// Nothing when the process stops: the browser asks again, and another instance goes on.
    async fn step(&mut self) -> Option<Step> {
        loop {
            let Self { app, watch, place, token, request, .. } = self;
            let step = async {
                let ctx = session(app, token, *request).await?;
                watch.next(&ctx).await
            };
            let outcome = tokio::select! {
                biased;
                () = place.ended() => return None,
                outcome = step => outcome,
            };
            match outcome {
                Ok(Some(step)) => return Some(step),
                Ok(None) => {
                    let pause = self.watch.pause();
                    tokio::select! {
                        () = self.place.ended() => return None,
                        () = tokio::time::sleep(pause) => {}
                    }
                }
                Err(error) => return Some(Step::Failed(self.told(&error))),
            }
        }
    }

    /// What may be said of it; the cause goes to the log, once.
    fn told(&self, error: &Error) -> String {
        match error {
            Error::Problem(problem) => problem.to_string(),
            Error::Internal(cause) => {
                tracing::error!(request.id = %self.request, error = format!("{cause:#}"), "a watched run of matching failed");
                Problem::Broken { request_id: self.request.to_string() }.to_string()
            }
        }
    }
}

/// Who holds the cookie now: a session that ended, or a role that was taken, ends the stream.
async fn session(app: &App, token: &str, request: uuid::Uuid) -> Result<Ctx> {
    let viewer = crate::accounts::resolve(app, token, request).await?.ok_or(Problem::SignedOut)?;
    Ok(Ctx::for_viewer(app.clone(), viewer, request))
}
