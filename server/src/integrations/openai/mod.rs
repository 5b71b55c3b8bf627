//! OpenAI's chat API, and whatever speaks it, as a language model.
//!
//! The library brings the types and the call; what is sent and read on the wire goes through `Wire`: no try of its own
//! (jobs try again), the vendor's Retry-After kept, bodies of bounded length, and an answer that cannot be read is told
//! apart before the library would log it.

pub mod stand_in;

use std::time::Duration;

use async_openai::Client;
use async_openai::error::OpenAIError;
use async_openai::middleware::HttpRequestFactory;
use async_openai::types::chat::{
    ChatCompletionRequestMessage, ChatCompletionRequestSystemMessage, ChatCompletionRequestUserMessage,
    CreateChatCompletionRequest, CreateChatCompletionResponse, FinishReason, ResponseFormat, ResponseFormatJsonSchema,
};
use domain::ai::{Fault, Tokens};
use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

use super::http;
use crate::ai::{Answering, Failure, LanguageModel, Question, Reply};
use crate::config::AiConfig;

/// An answer of ours has a few kilobytes.
const MOST_BYTES: usize = 1 << 20;

pub struct OpenAi {
    client: Client<Account>,
    model: String,
}

impl OpenAi {
    pub fn new(config: &AiConfig) -> anyhow::Result<Self> {
        let http = http::client(config.timeout)?;
        let account = Account::new(config)?;
        let wire = tower::service_fn(move |request: HttpRequestFactory| send(http.clone(), request));
        // `build` takes a client that is never used: `wire` has its own.
        let client = Client::build(http::client(config.timeout)?, account).with_http_service(wire);
        Ok(Self { client, model: config.model.clone() })
    }

    async fn ask(&self, question: &Question) -> Result<Reply, Failure> {
        let response = self.client.chat().create(self.request(question)).await.map_err(failure)?;
        read(response)
    }

    fn request(&self, question: &Question) -> CreateChatCompletionRequest {
        let system = ChatCompletionRequestSystemMessage { content: question.instructions.into(), name: None };
        let user = ChatCompletionRequestUserMessage { content: question.data.to_string().into(), name: None };
        CreateChatCompletionRequest {
            model: self.model.clone(),
            messages: vec![ChatCompletionRequestMessage::System(system), ChatCompletionRequestMessage::User(user)],
            response_format: Some(ResponseFormat::JsonSchema {
                json_schema: ResponseFormatJsonSchema {
                    description: None,
                    name: question.name.to_owned(),
                    schema: question.schema.clone(),
                    strict: Some(true),
                },
            }),
            max_completion_tokens: Some(question.most_tokens),
            store: Some(false),
            ..CreateChatCompletionRequest::default()
        }
    }
}

impl LanguageModel for OpenAi {
    fn answer<'a>(&'a self, question: &'a Question) -> Answering<'a> {
        Box::pin(self.ask(question))
    }
}

/// Where it is and who pays. The library's own configuration would read the environment.
#[derive(Clone)]
struct Account {
    url: String,
    key: SecretString,
    headers: HeaderMap,
}

impl Account {
    fn new(config: &AiConfig) -> anyhow::Result<Self> {
        let mut bearer = HeaderValue::try_from(format!("Bearer {}", config.key.expose_secret()))?;
        bearer.set_sensitive(true);
        let headers = HeaderMap::from_iter([(AUTHORIZATION, bearer)]);
        Ok(Self { url: config.url.clone(), key: config.key.clone(), headers })
    }
}

impl async_openai::config::Config for Account {
    fn headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    fn url(&self, path: &str) -> String {
        [self.url.as_str(), path].concat()
    }

    fn query(&self) -> Vec<(&str, &str)> {
        Vec::new()
    }

    fn api_base(&self) -> &str {
        &self.url
    }

    fn api_key(&self) -> &SecretString {
        &self.key
    }
}

/// What the wire said instead of an answer, carried through the library.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the vendor gave no answer: {fault}")]
struct Said {
    fault: Fault,
    retry_after: Option<Duration>,
    /// Whether it is certain that nothing was billed.
    is_free: bool,
}

impl From<Said> for OpenAIError {
    fn from(said: Said) -> Self {
        Self::Boxed(Box::new(said))
    }
}

async fn send(http: reqwest::Client, request: HttpRequestFactory) -> Result<reqwest::Response, OpenAIError> {
    let response = http.execute(request.build().await?).await.map_err(|error| {
        let fault = if error.is_timeout() && !error.is_connect() { Fault::TimedOut } else { Fault::Down };
        Said { fault, retry_after: None, is_free: fault == Fault::Down }
    })?;
    let status = response.status();
    let retry_after = http::retry_after(response.headers());
    let body = http::body(response, MOST_BYTES).await;
    if !status.is_success() {
        let fault = fault_of(status, body.as_deref().unwrap_or_default());
        return Err(Said { fault, retry_after, is_free: true }.into());
    }
    let body = body.filter(|body| serde_json::from_slice::<CreateChatCompletionResponse>(body).is_ok());
    let body = body.ok_or(Said { fault: Fault::Malformed, retry_after: None, is_free: false })?;
    Ok(::http::Response::new(body).into())
}

/// What a status means. The two 429 differ by their code alone.
fn fault_of(status: StatusCode, body: &[u8]) -> Fault {
    let error: Option<serde_json::Value> = serde_json::from_slice(body).ok();
    let code = error.as_ref().and_then(|error| error["error"]["code"].as_str());
    match status.as_u16() {
        429 if code == Some("insufficient_quota") => Fault::OutOfCredit,
        429 => Fault::Busy,
        408 | 409 | 500.. => Fault::Down,
        _ => Fault::Rejected,
    }
}

fn failure(error: OpenAIError) -> Failure {
    let said = match &error {
        OpenAIError::Boxed(error) => error.downcast_ref::<Said>().copied(),
        _ => None,
    };
    match said {
        Some(Said { fault, retry_after, is_free: true }) => Failure { retry_after, ..Failure::free(fault) },
        Some(Said { fault, retry_after, is_free: false }) => Failure { fault, retry_after, tokens: None },
        None => Failure { fault: Fault::Malformed, retry_after: None, tokens: None },
    }
}

/// The text of the answer. Refusals, answers that were cut off and filtered ones come with status 200 and cost tokens.
fn read(response: CreateChatCompletionResponse) -> Result<Reply, Failure> {
    let tokens =
        response.usage.map(|usage| Tokens { prompt: usage.prompt_tokens, completion: usage.completion_tokens });
    let failed = |fault| Failure { fault, retry_after: None, tokens };
    let choice = response.choices.into_iter().next().ok_or(failed(Fault::Malformed))?;
    if choice.message.refusal.is_some() {
        return Err(failed(Fault::Refused));
    }
    match choice.finish_reason {
        Some(FinishReason::Length) => return Err(failed(Fault::CutShort)),
        Some(FinishReason::ContentFilter) => return Err(failed(Fault::Filtered)),
        _ => {}
    }
    let text = choice.message.content.ok_or(failed(Fault::Malformed))?;
    let tokens = tokens.ok_or(failed(Fault::Malformed))?;
    Ok(Reply { text, tokens })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(name: &str) -> CreateChatCompletionResponse {
        let body = match name {
            "refusal" => r#"{"message":{"role":"assistant","content":null,"refusal":"No."},"finish_reason":"stop"}"#,
            "length" => r#"{"message":{"role":"assistant","content":"{\"a\":"},"finish_reason":"length"}"#,
            "filter" => r#"{"message":{"role":"assistant","content":""},"finish_reason":"content_filter"}"#,
            "empty" => r#"{"message":{"role":"assistant","content":null},"finish_reason":"stop"}"#,
            _ => r#"{"message":{"role":"assistant","content":"{}"},"finish_reason":"stop"}"#,
        };
        let mut choice: serde_json::Value = serde_json::from_str(body).unwrap();
        choice["index"] = 0.into();
        let whole = serde_json::json!({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice],
            "usage": {"prompt_tokens": 812, "completion_tokens": 64, "total_tokens": 876},
        });
        serde_json::from_value(whole).unwrap()
    }

    #[test]
    fn each_way_of_not_answering_is_told_apart_and_paid_for() {
        for (name, fault) in [
            ("refusal", Fault::Refused),
            ("length", Fault::CutShort),
            ("filter", Fault::Filtered),
            ("empty", Fault::Malformed),
        ] {
            let failure = read(example(name)).unwrap_err();

            assert_eq!(failure.fault, fault, "{name}");
            assert_eq!(failure.tokens, Some(Tokens { prompt: 812, completion: 64 }), "{name}");
        }
        assert_eq!(read(example("answer")).unwrap().text, "{}");
    }

    #[test]
    fn a_status_says_who_can_help() {
        let quota = br#"{"error":{"message":"m","type":"t","param":null,"code":"insufficient_quota"}}"#;
        for (status, body, fault) in [
            (429, &quota[..], Fault::OutOfCredit),
            (429, b"slow down", Fault::Busy),
            (401, b"", Fault::Rejected),
            (400, b"", Fault::Rejected),
            (408, b"", Fault::Down),
            (500, b"<html>", Fault::Down),
            (503, b"", Fault::Down),
        ] {
            assert_eq!(fault_of(StatusCode::from_u16(status).unwrap(), body), fault, "{status}");
        }
    }
}
