//! A stand-in for the vendor: the same requests, answers and faults, on this machine. Tests, journeys and
//! demonstrations ask it instead; `peerchamps stand-in openai` runs it.
//!
//! It answers by what it is given, never by chance. `POST /mode` with the name of a mode as body makes it fail in that
//! way until told otherwise.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Answering,
    Refusing,
    CutShort,
    Filtering,
    /// The content is no JSON.
    Rambling,
    /// The content has the form, and nothing in it is true.
    Inventing,
    /// Does what it reads: answers with whatever stands between << and >> in the data.
    Obeying,
    /// Answers when nobody waits any more.
    Slow,
    /// 429, with the time to wait.
    Busy,
    OutOfCredit,
    Broken,
    /// The body ends in the middle.
    HalfBody,
    /// 200, and a page of some proxy.
    Malformed,
    Rejecting,
}

/// A stand-in and what it was asked.
#[derive(Clone, Debug, Default)]
pub struct StandIn(Arc<Mutex<Inside>>);

#[derive(Debug, Default)]
struct Inside {
    mode: Option<Mode>,
    script: Option<String>,
    asked: Vec<Value>,
    answered: Vec<Value>,
}

impl StandIn {
    fn inside(&self) -> std::sync::MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set(&self, mode: Mode) {
        let mut inside = self.inside();
        inside.mode = Some(mode);
        inside.script = None;
    }

    /// Answers with exactly this content.
    pub fn say(&self, content: &str) {
        let mut inside = self.inside();
        inside.mode = None;
        inside.script = Some(content.to_owned());
    }

    /// Every request so far, as it was sent.
    pub fn asked(&self) -> Vec<Value> {
        self.inside().asked.clone()
    }

    /// Every body it answered with, as far as it was JSON.
    pub fn answered(&self) -> Vec<Value> {
        self.inside().answered.clone()
    }

    pub fn router(&self) -> Router {
        Router::new()
            .route("/v1/chat/completions", post(complete))
            .route("/mode", post(change))
            .with_state(self.clone())
    }
}

async fn change(State(stand_in): State<StandIn>, mode: String) -> (StatusCode, String) {
    match serde_json::from_value::<Mode>(json!(mode.trim())) {
        Ok(mode) => {
            stand_in.set(mode);
            (StatusCode::OK, format!("{mode:?}"))
        }
        Err(unknown) => (StatusCode::BAD_REQUEST, unknown.to_string()),
    }
}

async fn complete(State(stand_in): State<StandIn>, headers: HeaderMap, body: String) -> Response {
    let Ok(request) = serde_json::from_str::<Value>(&body) else {
        return error(&stand_in, StatusCode::BAD_REQUEST, "invalid_request_error", None, "This is no JSON.");
    };
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !bearer.starts_with("Bearer ") || bearer.len() < 10 {
        return error(
            &stand_in,
            StatusCode::UNAUTHORIZED,
            "invalid_request_error",
            Some("invalid_api_key"),
            "Which key?",
        );
    }
    if let Some(wrong) = mistake(&request) {
        return error(&stand_in, StatusCode::BAD_REQUEST, "invalid_request_error", Some("unknown_parameter"), wrong);
    }
    let (mode, script) = {
        let mut inside = stand_in.inside();
        inside.asked.push(request.clone());
        (inside.mode.unwrap_or(Mode::Answering), inside.script.clone())
    };
    if let Some(content) = script {
        return completion(&stand_in, &request, message(Some(&content), None), "stop");
    }
    match mode {
        Mode::Answering => answer(&stand_in, &request, &answers::of(&request)),
        Mode::Inventing => answer(&stand_in, &request, &answers::invented(&request)),
        Mode::Obeying => {
            let told = data(&request).to_string();
            let told = told.split_once("<<").and_then(|(_, rest)| rest.split_once(">>")).map(|(told, _)| told);
            // Quotes inside the note came escaped.
            let content = told.unwrap_or("{}").replace("\\\"", "\"");
            completion(&stand_in, &request, message(Some(&content), None), "stop")
        }
        Mode::Refusing => {
            completion(&stand_in, &request, message(None, Some("I'm sorry, I can't help with that.")), "stop")
        }
        Mode::CutShort => {
            completion(&stand_in, &request, message(Some("{\"facets\":[{\"kind\":\"use"), None), "length")
        }
        Mode::Filtering => completion(&stand_in, &request, message(Some(""), None), "content_filter"),
        Mode::Rambling => {
            completion(&stand_in, &request, message(Some("Sure! Here is the JSON you asked for:"), None), "stop")
        }
        Mode::Slow => {
            tokio::time::sleep(Duration::from_secs(20)).await;
            answer(&stand_in, &request, &answers::of(&request))
        }
        Mode::Busy => {
            let mut response = error(
                &stand_in,
                StatusCode::TOO_MANY_REQUESTS,
                "tokens",
                Some("rate_limit_exceeded"),
                "Rate limit reached.",
            );
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("20"));
            response
        }
        Mode::OutOfCredit => error(
            &stand_in,
            StatusCode::TOO_MANY_REQUESTS,
            "insufficient_quota",
            Some("insufficient_quota"),
            "You exceeded your current quota.",
        ),
        Mode::Broken => {
            error(&stand_in, StatusCode::INTERNAL_SERVER_ERROR, "server_error", None, "The server had an error.")
        }
        Mode::Rejecting => error(
            &stand_in,
            StatusCode::UNAUTHORIZED,
            "invalid_request_error",
            Some("invalid_api_key"),
            "Incorrect API key.",
        ),
        Mode::HalfBody => {
            ([(header::CONTENT_TYPE, "application/json")], Body::from("{\"id\":\"chatcmpl-1\",\"choices\":[{"))
                .into_response()
        }
        Mode::Malformed => ([(header::CONTENT_TYPE, "text/html")], "<html><body>Welcome</body></html>").into_response(),
    }
}

/// What the vendor would not take.
fn mistake(request: &Value) -> Option<&'static str> {
    let format = &request["response_format"]["json_schema"];
    if request["model"].as_str().is_none_or(str::is_empty) {
        return Some("A model is required.");
    }
    if request["messages"].as_array().is_none_or(Vec::is_empty) {
        return Some("Messages are required.");
    }
    if format["strict"] != json!(true) || !is_closed(&format["schema"]) {
        return Some("A strict schema has closed objects with every property required.");
    }
    None
}

/// The vendor's rule for strict schemas.
fn is_closed(schema: &Value) -> bool {
    match schema {
        Value::Object(map) => {
            let is_fine = match map.get("properties").and_then(Value::as_object) {
                Some(properties) => {
                    let required = map.get("required").and_then(Value::as_array);
                    let names = |name: &String| required.is_some_and(|required| required.contains(&json!(name)));
                    map.get("additionalProperties") == Some(&json!(false)) && properties.keys().all(names)
                }
                None => true,
            };
            is_fine && map.values().all(is_closed)
        }
        Value::Array(list) => list.iter().all(is_closed),
        _ => true,
    }
}

/// What the user message holds.
fn data(request: &Value) -> Value {
    let last = request["messages"].as_array().and_then(|messages| messages.last()).cloned().unwrap_or_default();
    last["content"].as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

fn message(content: Option<&str>, refusal: Option<&str>) -> Value {
    json!({"role": "assistant", "content": content, "refusal": refusal, "annotations": []})
}

fn answer(stand_in: &StandIn, request: &Value, content: &Value) -> Response {
    completion(stand_in, request, message(Some(&content.to_string()), None), "stop")
}

fn completion(stand_in: &StandIn, request: &Value, message: Value, finish_reason: &str) -> Response {
    let tokens = |text: &str| text.len().div_ceil(4);
    let prompt = tokens(&request["messages"].to_string());
    let written = tokens(&message.to_string());
    let body = json!({
        "id": "chatcmpl-standin", "object": "chat.completion", "created": 1_772_465_472, "model": request["model"],
        "choices": [{"index": 0, "message": message, "logprobs": null, "finish_reason": finish_reason}],
        "usage": {"prompt_tokens": prompt, "completion_tokens": written, "total_tokens": prompt + written},
        "service_tier": "default",
    });
    send(stand_in, StatusCode::OK, body)
}

fn error(stand_in: &StandIn, status: StatusCode, kind: &str, code: Option<&str>, words: &str) -> Response {
    send(stand_in, status, json!({"error": {"message": words, "type": kind, "param": null, "code": code}}))
}

fn send(stand_in: &StandIn, status: StatusCode, body: Value) -> Response {
    stand_in.inside().answered.push(body.clone());
    (status, axum::Json(body)).into_response()
}

/// What it says to each question.
mod answers {
    use serde_json::{Value, json};

    use super::data;

    pub fn of(request: &Value) -> Value {
        let data = data(request);
        match request["response_format"]["json_schema"]["name"].as_str() {
            Some("facets") => facets(&data),
            Some("rationale") => rationale(&data),
            Some("reorder") => reorder(&data),
            _ => json!({}),
        }
    }

    pub fn invented(request: &Value) -> Value {
        match request["response_format"]["json_schema"]["name"].as_str() {
            Some("facets") => json!({"facets": [
                {"kind": "product", "value": "Perpetual Ledger", "quote": "They love Perpetual Ledger."},
                {"kind": "use_case", "value": "month-end close", "quote": "Nobody ever wrote this sentence."},
            ]}),
            Some("rationale") => json!({
                "text": "Barnaby Quill saved 97 percent with Perpetual Ledger.",
                "brief": "Ask Barnaby Quill about Perpetual Ledger.",
            }),
            _ => json!({"order": ["00000000-0000-7000-8000-000000000000"], "reason": "Barnaby is better."}),
        }
    }

    /// Every word of the vocabulary that a source names, with the sentence that names it.
    fn facets(data: &Value) -> Value {
        let empty = Vec::new();
        let words = data["vocabulary"].as_array().unwrap_or(&empty);
        let sources = data["sources"].as_array().unwrap_or(&empty);
        let texts: Vec<&str> = sources.iter().filter_map(|source| source["text"].as_str()).collect();
        let found = words.iter().filter_map(|word| {
            let name = word["value"].as_str()?.to_lowercase();
            let sentences = texts.iter().flat_map(|text| text.split_inclusive(['.', '!', '?', '\n']));
            let quote = sentences.map(str::trim).find(|sentence| sentence.to_lowercase().contains(&name))?;
            Some(json!({"kind": word["kind"], "value": word["value"], "quote": quote}))
        });
        json!({"facets": found.collect::<Vec<_>>()})
    }

    /// The first facts, one after the other.
    fn rationale(data: &Value) -> Value {
        let facts: Vec<&str> =
            data["facts"].as_array().into_iter().flatten().filter_map(Value::as_str).take(2).collect();
        let organisation = data["organisation"].as_str().unwrap_or_default();
        let first = facts.first().map_or("", |fact| fact.trim_end_matches('.'));
        json!({
            "text": format!("{organisation} fits this deal. {}.", facts.join(". ").trim_end_matches('.')),
            "brief": format!("Begin with what is nearest. {first}. Then let them tell the rest."),
        })
    }

    /// The second and the third change places.
    fn reorder(data: &Value) -> Value {
        let candidates: Vec<&Value> = data["candidates"].as_array().into_iter().flatten().collect();
        let mut order: Vec<&Value> = candidates.iter().map(|candidate| &candidate["id"]).collect();
        let mut reason = "The computed order is fine.".to_owned();
        if order.len() >= 3 {
            order.swap(1, 2);
            let organisation = candidates[2]["organisation"].as_str().unwrap_or_default();
            reason = format!("What {organisation} tells is nearer to this deal.");
        }
        json!({"order": order, "reason": reason})
    }
}
