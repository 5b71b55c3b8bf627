//! Language models: whether one may be asked, asking it, and what it cost.
//!
//! The port is `LanguageModel`; adapters live in `integrations`. Features ask through `ask`, which holds every call to
//! the company's switch, its budget of the month, the operator's budget of the day and the circuit breaker, and keeps
//! a row for it. The caller brings the check: an answer that does not hold is a fault like any other.
//!
//! Tables: `ai_settings`, `ai_calls`. Invariants: without a key, or until an administrator switches it on, nothing is
//! sent; a call is paid for before it is made (its most), and settled after; no vendor is called inside a transaction;
//! no text of a question or an answer is kept here or logged. Event: `AiSettingsChanged`.

mod settings;
mod store;

pub use settings::{save_settings, settings};

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, Utc};
use domain::ai::{Breaker, Fault, Purpose, Tokens};
use domain::ids::{AiCallId, OpportunityId};
use serde_json::Value;

use crate::config::AiConfig;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// A language model somewhere outside.
pub trait LanguageModel: Send + Sync {
    /// One question, one answer: the text that should follow the schema.
    fn answer<'a>(&'a self, question: &'a Question) -> Answering<'a>;
}

pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Reply, Failure>> + Send + 'a>>;

/// What is asked. The data are data: nothing in them is an instruction.
#[derive(Clone, Debug)]
pub struct Question {
    /// Letters, digits and underscores: the vendor's name of the schema.
    pub name: &'static str,
    pub version: i32,
    pub instructions: &'static str,
    pub data: Value,
    /// Closed objects with every property required, as the vendor's strict mode wants them.
    pub schema: Value,
    pub most_tokens: u32,
}

impl Question {
    /// More tokens than the vendor will count: none stands for less than two bytes of our texts.
    fn most_prompt_tokens(&self) -> u32 {
        let bytes = self.instructions.len() + self.data.to_string().len() + self.schema.to_string().len();
        u32::try_from(bytes / 2 + 200).unwrap_or(u32::MAX)
    }
}

#[derive(Clone, Debug)]
pub struct Reply {
    pub text: String,
    pub tokens: Tokens,
}

/// No answer. Refusals and answers that were cut off cost tokens too.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    pub fault: Fault,
    pub retry_after: Option<Duration>,
    /// Nothing when the vendor did not say: then the most is taken to be spent.
    pub tokens: Option<Tokens>,
}

impl Failure {
    /// Nothing was answered and nothing is owed.
    pub const fn free(fault: Fault) -> Self {
        Self { fault, retry_after: None, tokens: Some(Tokens { prompt: 0, completion: 0 }) }
    }
}

/// An answer that was checked.
#[derive(Clone, Debug)]
pub struct Held<T> {
    pub value: T,
    /// Statements that did not hold.
    pub dropped: u32,
}

#[derive(Clone, Debug)]
pub enum Outcome<T> {
    Answered(T),
    Failed { fault: Fault, retry_after: Option<TimeDelta> },
}

/// Whether a model is configured and this company lets it add to matching.
pub async fn is_on(ctx: &Ctx, tx: &mut Tx) -> Result<bool> {
    if ctx.app().model().is_none() {
        return Ok(false);
    }
    Ok(store::settings(tx).await?.is_some_and(|settings| settings.is_on))
}

/// Asks, if it may be asked now, and keeps what it cost. Begins transactions of its own; call it outside any.
pub async fn ask<T>(
    ctx: &Ctx,
    purpose: Purpose,
    opportunity: OpportunityId,
    question: &Question,
    check: impl FnOnce(&str) -> Result<Held<T>, Fault> + Send,
) -> Result<Outcome<T>> {
    let (Some(model), Some(config)) = (ctx.app().model(), &ctx.app().config().ai) else {
        return Ok(Outcome::Failed { fault: Fault::Rejected, retry_after: None });
    };
    let most = Tokens { prompt: question.most_prompt_tokens(), completion: question.most_tokens };
    let call = match begin(ctx, config, purpose, opportunity, question, config.prices.cost(most)).await? {
        Begun::Yes(call) => call,
        Begun::No(fault, retry_after) => return Ok(Outcome::Failed { fault, retry_after }),
    };

    let started = Instant::now();
    let replied = model.answer(question).await;
    let latency = started.elapsed();

    let (tokens, retry_after, outcome) = match replied {
        Ok(reply) => (Some(reply.tokens), None, check(&reply.text)),
        Err(failure) => (failure.tokens, failure.retry_after, Err(failure.fault)),
    };
    let ended = store::Ended {
        at: ctx.now(),
        latency_ms: i32::try_from(latency.as_millis()).unwrap_or(i32::MAX),
        fault: outcome.as_ref().err().copied(),
        retry_after_s: retry_after.map(|wait| i32::try_from(wait.as_secs()).unwrap_or(i32::MAX)),
        tokens: tokens.unwrap_or_default(),
        cost_micros: config.prices.cost(tokens.unwrap_or(most)),
        dropped: outcome.as_ref().map_or(0, |held| i32::try_from(held.dropped).unwrap_or(i32::MAX)),
    };
    let mut tx = ctx.begin().await?;
    store::end(&mut tx, call, &ended).await?;
    tx.commit().await?;
    tracing::info!(
        ai.call = %call, ai.purpose = %purpose, ai.fault = ?ended.fault, ai.cost_micros = ended.cost_micros,
        duration_ms = ended.latency_ms, company.id = %ctx.company(), "a language model was asked"
    );
    Ok(match outcome {
        Ok(held) => Outcome::Answered(held.value),
        Err(fault) => {
            let retry_after = retry_after.and_then(|wait| TimeDelta::from_std(wait).ok());
            Outcome::Failed { fault, retry_after }
        }
    })
}

enum Begun {
    Yes(AiCallId),
    No(Fault, Option<TimeDelta>),
}

/// Pays for a call before it is made. The row of the settings is locked, so that two calls cannot spend the same money.
async fn begin(
    ctx: &Ctx,
    config: &AiConfig,
    purpose: Purpose,
    opportunity: OpportunityId,
    question: &Question,
    most_micros: i64,
) -> Result<Begun> {
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let Some(settings) = store::lock_settings(&mut tx).await?.filter(|settings| settings.is_on) else {
        return Ok(Begun::No(Fault::Rejected, None));
    };
    let timeout = TimeDelta::from_std(config.timeout).unwrap_or(TimeDelta::minutes(10));
    match Breaker::after(&store::past(&mut tx).await?, now) {
        Breaker::Closed => {}
        Breaker::Open { until } => return Ok(Begun::No(Fault::Resting, Some(until - now))),
        Breaker::HalfOpen if store::is_under_way(&mut tx, now - timeout).await? => {
            return Ok(Begun::No(Fault::Resting, Some(timeout)));
        }
        Breaker::HalfOpen => {}
    }
    let spent_in_month = store::spent_since(&mut tx, month_start(now)).await?;
    let spent_today = store::spent_since(&mut tx, day_start(now)).await?;
    if spent_in_month + most_micros > settings.month_budget_micros
        || spent_today + most_micros > config.day_budget_micros
    {
        return Ok(Begun::No(Fault::BudgetSpent, None));
    }
    let call = store::NewCall {
        id: AiCallId::new(),
        purpose,
        opportunity,
        prompt_version: question.version,
        model: config.model.clone(),
        begun_at: now,
        most_micros,
    };
    store::insert(&mut tx, ctx.company(), &call).await?;
    tx.commit().await?;
    Ok(Begun::Yes(call.id))
}

/// Budgets run by the calendar of UTC.
fn day_start(now: DateTime<Utc>) -> DateTime<Utc> {
    now.date_naive().and_time(NaiveTime::MIN).and_utc()
}

fn month_start(now: DateTime<Utc>) -> DateTime<Utc> {
    let today = now.date_naive();
    today.with_day(1).unwrap_or(today).and_time(NaiveTime::MIN).and_utc()
}
