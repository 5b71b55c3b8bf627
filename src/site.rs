//! The router: pages, server functions, built files, edges.

use std::path::Path;

use app::shell::{Assets, Document, is_alive, shell};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header, request::Parts};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use leptos::nonce::Nonce;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, file_and_error_handler_with_context, generate_route_list};
use server::app::App;
use server::http::cookies;
use tower_http::services::ServeDir;

/// Everything that answers on the server's address.
pub fn router(app: App) -> Router {
    let site_root = app.config().site_root.clone();
    let options = LeptosOptions::builder().output_name("peerchamps").site_root(site_root.to_string_lossy()).build();
    let routes = generate_route_list(app::app::App);
    let assets = Assets::find();
    let document = move || shell(document_of_this_request(&assets));
    let context = {
        let app = app.clone();
        move || provide_request_context(&app)
    };
    let fallback = {
        let document = document.clone();
        file_and_error_handler_with_context::<LeptosOptions, _>(context.clone(), move |_| document())
    };
    let pages = Router::new()
        .leptos_routes_with_context(&options, routes, context, document)
        .fallback(fallback)
        .with_state(options);
    let built_files = ServeDir::new(site_root.join("pkg")).precompressed_br().precompressed_gzip();
    let router = Router::new()
        .nest_service("/pkg", built_files)
        .merge(server::http::edges(app.clone()))
        .merge(pages)
        .layer(from_fn(cache_files));
    server::http::wrap(router, app)
}

/// What server functions and the renderer find beside the request: the server, and the nonce the
/// header carries (the renderer would otherwise make one of its own).
fn provide_request_context(app: &App) {
    provide_context(app.clone());
    let nonce = use_context::<Parts>().and_then(|parts| parts.extensions.get::<server::http::Nonce>().cloned());
    if let Some(nonce) = nonce {
        provide_context(Nonce::from_value(nonce.0));
    }
}

fn document_of_this_request(assets: &Assets) -> Document {
    let parts = use_context::<Parts>();
    let path = parts.as_ref().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    let theme = parts.as_ref().and_then(|parts| match cookies::read(&parts.headers, cookies::THEME) {
        Some("dark") => Some("dark"),
        Some("light") => Some("light"),
        _ => None,
    });
    let keys = parts
        .as_ref()
        .filter(|parts| cookies::read(&parts.headers, cookies::KEYS) == Some(cookies::KEYS_OFF))
        .map(|_| cookies::KEYS_OFF);
    Document { assets: assets.clone(), theme, keys, alive: is_alive(&path) }
}

/// Files with a hash in their name never change; the rest is asked about again.
async fn cache_files(request: Request, next: Next) -> Response {
    let hashed = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    if response.status().is_success() && !response.headers().contains_key(header::CACHE_CONTROL) {
        let value = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    response
}

/// `/pkg/name.hash.ext`: three parts.
fn is_hashed(path: &str) -> bool {
    Path::new(path).parent() == Some(Path::new("/pkg"))
        && path.rsplit('/').next().is_some_and(|name| name.split('.').count() == 3)
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn only_built_files_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("/pkg/peerchamps.8nqkPdmAZt5fq8cKz_lP9w.wasm"));
        for path in ["/pkg/peerchamps.wasm", "/icons.svg", "/fonts/a.b.woff2", "/pkg/snippets/a.b.js"] {
            assert!(!is_hashed(path), "{path}");
        }
    }
}
