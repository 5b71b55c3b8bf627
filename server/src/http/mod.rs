//! The edges that are not pages, and the layers around everything.
//!
//! Order of the layers, outside in: panics, headers with the nonce, compression, limits of time
//! and size, the request's id and who is signed in (and the way to sign-in), the CSRF check, forms without JavaScript.

mod address;
pub mod cookies;
mod csrf;
mod edges;
pub mod forms;
mod headers;
mod health;
mod identity;
mod patience;

pub use address::Network;
pub use edges::local_path;
pub(crate) use edges::plain_problem;
pub use headers::Nonce;
pub use identity::{Identity, PUBLIC_PAGES, is_public};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

use crate::app::App;

/// Routes that are not pages: health, theme, sign-out, links of mails.
pub fn edges(app: App) -> Router {
    Router::new()
        .merge(health::routes())
        .merge(edges::routes())
        .merge(crate::advocates::routes::routes())
        .merge(crate::evidence::routes::routes())
        .merge(crate::exports::routes::routes())
        .merge(crate::imports::routes::routes())
        .merge(crate::matching::report::routes::routes())
        .merge(crate::nominations::routes::routes())
        .merge(crate::progress::routes::routes())
        .merge(crate::scheduling::routes::routes())
        .with_state(app)
}

/// Wraps all routes, pages included.
pub fn wrap(router: Router, app: App) -> Router {
    let compress = CompressionLayer::new()
        .quality(CompressionLevel::Precise(5))
        .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("text/event-stream")));
    router
        .layer(from_fn_with_state(app.clone(), forms::without_javascript))
        .layer(from_fn_with_state(app.clone(), csrf::check))
        .layer(from_fn_with_state(app.clone(), identity::identify))
        .layer(from_fn(patience::limit))
        .layer(compress)
        .layer(from_fn_with_state(app, headers::secure))
        .layer(CatchPanicLayer::new())
}

/// A whole page with one sentence, for the few answers that have no page of their own.
fn problem_page(sentence: &str) -> String {
    let escaped = sentence.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>PeerChamps</title></head>\
         <body><main><h1>PeerChamps</h1><p>{escaped}</p><p><a href=\"/\">Go to the start page</a></p></main></body></html>"
    )
}
