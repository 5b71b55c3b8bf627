//! Forms without JavaScript. A plain form posts to the same server function as the script would; this
//! layer turns the answer into a redirect. A refused form goes back to its page with a short-lived
//! sealed cookie holding what went wrong and what was typed, so nothing is lost and no error ever
//! stands in the address.

use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::lists::encoded;
use domain::problem::{Flash, Problem};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};

use super::{cookies, edges, identity};
use crate::app::App;
use crate::error::{Error, Result};
use crate::meanwhile;

/// Set by the server function's error path, read and removed here.
pub const PROBLEM_HEADER: HeaderName = HeaderName::from_static("x-peerchamps-problem");
/// A form that was sent after the session had ended, and what its page says once somebody has signed in again.
pub const NOT_SAVED: &str = "not_saved";
const NOT_SAVED_WORDS: &str =
    "Your session had ended, so this was not saved. What you typed is still here: look it over and save it.";
/// The largest plain form.
const FORM_BYTES: usize = 64 * 1024;
/// The largest cookie a browser keeps, less its name and attributes.
const COOKIE_BYTES: usize = 3_800;

/// The problem header's value: JSON in ASCII.
pub fn problem_header(problem: &Problem) -> Option<HeaderValue> {
    let json = serde_json::to_vec(problem).ok()?;
    HeaderValue::from_str(&base64::Engine::encode(&base64::engine::general_purpose::STANDARD_NO_PAD, json)).ok()
}

fn read_problem(response: &mut Response) -> Option<Problem> {
    let value = response.headers_mut().remove(PROBLEM_HEADER)?;
    let json = base64::Engine::decode(&base64::engine::general_purpose::STANDARD_NO_PAD, value.as_bytes()).ok()?;
    serde_json::from_slice(&json).ok()
}

/// The layer. Reads the flash for pages; answers plain forms.
pub async fn without_javascript(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if request.method() == Method::GET {
        return show_flash(&app, request, next).await;
    }
    let is_plain_form = request.uri().path().starts_with("/_fn/")
        && header_starts(&request, header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        && header_contains(&request, header::ACCEPT, "text/html");
    if !is_plain_form {
        let mut response = next.run(request).await;
        read_problem(&mut response);
        return response;
    }

    let action = request.uri().path().to_owned();
    let back = edges::referer(&app, request.headers()).unwrap_or_else(|| "/".to_owned());
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, FORM_BYTES).await else {
        return edges::plain_problem(&Problem::TooLarge(
            "This form is larger than 64 KB, which is the most we take.".to_owned(),
        ));
    };
    request = Request::from_parts(parts, Body::from(bytes.clone()));
    let mut response = next.run(request).await;

    match read_problem(&mut response) {
        None => turn_into_see_other(response, &back),
        Some(Problem::SignedOut) => {
            let flash = Flash { action, problem: Problem::refused(NOT_SAVED, NOT_SAVED_WORDS), values: typed(&bytes) };
            go_back(&app, &format!("/sign-in?next={}", encoded(&back)), flash, cookies::SIGN_IN_SECONDS)
        }
        Some(problem) => {
            let flash = Flash { action, problem, values: typed(&bytes) };
            go_back(&app, &back, flash, cookies::FLASH_SECONDS)
        }
    }
}

/// Hands the flash to the page and forgets it.
async fn show_flash(app: &App, mut request: Request, next: Next) -> Response {
    let flash = cookies::read(request.headers(), cookies::FLASH)
        .and_then(|sealed| app.secrets().open("flash", sealed))
        .and_then(|json| serde_json::from_slice::<Flash>(&json).ok());
    let wants_page = header_contains(&request, header::ACCEPT, "text/html");
    let Some(flash) = flash.filter(|_| wants_page) else {
        let mut response = next.run(request).await;
        response.headers_mut().remove(PROBLEM_HEADER);
        return response;
    };
    // On the way to the sign-in and back, what was typed waits for the page it belongs to.
    let waits = flash.problem.refusal_code() == Some(NOT_SAVED) && request.uri().path().starts_with("/sign-in");
    request.extensions_mut().insert(flash);
    let mut response = next.run(request).await;
    response.headers_mut().remove(PROBLEM_HEADER);
    if waits {
        return response;
    }
    if let Some(cookie) = cookies::no_flash(app) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// A function that named a place goes there; else back to the page.
fn turn_into_see_other(mut response: Response, back: &str) -> Response {
    if !(response.status().is_redirection() || response.status().is_success()) {
        return response;
    }
    let named = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    // The framework's own default is the full address of the page before.
    let target = named.and_then(edges::local_path).unwrap_or(back).to_owned();
    let cookies: Vec<HeaderValue> = response.headers_mut().get_all(header::SET_COOKIE).iter().cloned().collect();
    let mut answer = identity::see_other(&target);
    for cookie in cookies {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

/// Back to the form, with everything typed. Long texts that a cookie cannot hold are shortened from
/// the longest on, and the page says so by the problem itself staying.
fn go_back(app: &App, back: &str, mut flash: Flash, seconds: i64) -> Response {
    loop {
        let sealed =
            serde_json::to_vec(&flash).map_err(anyhow::Error::from).and_then(|json| app.secrets().seal("flash", &json));
        let Ok(sealed) = sealed else { return (StatusCode::INTERNAL_SERVER_ERROR, "").into_response() };
        if sealed.len() <= COOKIE_BYTES {
            let mut response = identity::see_other(back);
            if let Some(cookie) = cookies::flash(app, &sealed, seconds) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            return response;
        }
        let Some(longest) = flash.values.values_mut().max_by_key(|value| value.len()).filter(|value| !value.is_empty())
        else {
            return edges::plain_problem(&flash.problem);
        };
        let keep = longest.char_indices().nth(longest.chars().count() / 2).map_or(0, |(index, _)| index);
        longest.truncate(keep);
    }
}

/// The fields of a plain form, without passwords. Of a repeated field all values, one a line.
fn typed(body: &[u8]) -> BTreeMap<String, String> {
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    let pairs = form_pairs(body);
    // What nobody touched is on the page anyway, as it is stored by then; and a long text of it needs no room here.
    let untouched = meanwhile::untouched(&pairs);
    for (name, value) in pairs.into_iter().filter(|(name, _)| !untouched.contains(name)) {
        // Server functions nest their one argument: `input[email]`; a list ends in `[]`.
        let name = name.trim_end_matches("[]");
        let name = name.rsplit_once('[').map_or(name, |(_, field)| field.trim_end_matches(']')).to_owned();
        if name.contains("password") {
            continue;
        }
        values
            .entry(name)
            .and_modify(|all| {
                all.push('\n');
                all.push_str(&value);
            })
            .or_insert(value);
    }
    values
}

/// To another page of ours, whatever the request was.
pub fn see_other(path: &str) -> Response {
    identity::see_other(path)
}

/// After an upload: back to the page, with what went wrong in its flash. `form` names the form on that page.
pub fn back_from_upload(
    app: &App,
    identity: &identity::Identity,
    back: &str,
    form: &str,
    outcome: Result<()>,
) -> Response {
    let Some(back) = edges::local_path(back) else { return edges::plain_problem(&Problem::NotFound) };
    match outcome.map_err(|error| told(identity, error)) {
        Ok(()) => identity::see_other(back),
        Err(Problem::SignedOut) => identity::see_other(&format!("/sign-in?next={}", encoded(back))),
        // There is no page to go back to, or not for this reader.
        Err(problem @ (Problem::NotFound | Problem::Forbidden(_))) => edges::plain_problem(&problem),
        Err(problem) => {
            let flash = Flash { action: form.to_owned(), problem, values: BTreeMap::new() };
            go_back(app, back, flash, cookies::FLASH_SECONDS)
        }
    }
}

/// An error as a small page of its own, for addresses that have none.
pub fn plain_answer(identity: &identity::Identity, error: Error) -> Response {
    edges::plain_problem(&told(identity, error))
}

/// What the user is told; a cause is logged, once.
fn told(identity: &identity::Identity, error: Error) -> Problem {
    match error {
        Error::Problem(problem) => problem,
        Error::Internal(cause) => {
            tracing::error!(request.id = %identity.request, error = format!("{cause:#}"), "a request failed");
            Problem::Broken { request_id: identity.request.to_string() }
        }
    }
}

fn form_pairs(body: &[u8]) -> Vec<(String, String)> {
    serde_urlencoded::from_bytes(body).unwrap_or_default()
}

fn header_starts(request: &Request, name: HeaderName, start: &str) -> bool {
    request.headers().get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.starts_with(start))
}

fn header_contains(request: &Request, name: HeaderName, part: &str) -> bool {
    request.headers().get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_kept_without_secrets() {
        let values = typed(b"input%5Bemail%5D=juno%40quillstone.example&password=secret&topics%5B%5D=a&topics%5B%5D=b");

        assert_eq!(values.get("email").map(String::as_str), Some("juno@quillstone.example"));
        assert!(!values.keys().any(|name| name.contains("password")));
        assert_eq!(values.get("topics").map(String::as_str), Some("a\nb"));
    }
}
