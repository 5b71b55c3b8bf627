//! What a request causes outside of requests: mails, and asks that run out of time.

use chrono::{DateTime, Utc};
use domain::ids::AskId;
use domain::requests::AskState;
use serde::{Deserialize, Serialize};

use super::{mails, store};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::{self, Job, NewJob};

/// Writes to the advocate, and sets the clock of the answer.
#[derive(Debug, Serialize, Deserialize)]
pub struct MailAsk {
    pub ask: AskId,
}

impl Job for MailAsk {
    const KIND: &'static str = "mail_ask";
    const QUEUE: &'static str = "mail_out";

    fn key(&self) -> String {
        self.ask.to_string()
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        if let Some(expires_at) = store::waits_until(&mut tx, self.ask).await? {
            mails::ask(&mut tx, ctx, self.ask).await?;
            jobs::enqueue(&mut tx, ctx, &ExpireAsk { ask: self.ask }, expires_at).await?;
        }
        tx.commit().await
    }
}

/// Tells the rep what became of an ask, or the advocate that it was withdrawn.
#[derive(Debug, Serialize, Deserialize)]
pub struct MailAnswer {
    pub ask: AskId,
    /// An accepted ask can be withdrawn later: each is told once.
    pub became: AskState,
}

impl Job for MailAnswer {
    const KIND: &'static str = "mail_answer";
    const QUEUE: &'static str = "mail_out";

    fn key(&self) -> String {
        format!("{}/{}", self.ask, self.became)
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        mails::answer(&mut tx, ctx, self.ask, self.became).await?;
        tx.commit().await
    }
}

/// Tells the rep that an ask ended because the advocate no longer agrees to such asks.
#[derive(Debug, Serialize, Deserialize)]
pub struct MailConsentEnded {
    pub ask: AskId,
}

impl Job for MailConsentEnded {
    const KIND: &'static str = "mail_consent_ended";
    const QUEUE: &'static str = "mail_out";

    fn key(&self) -> String {
        self.ask.to_string()
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        mails::consent_ended(&mut tx, ctx, self.ask).await?;
        tx.commit().await
    }
}

/// Ends an ask nobody answered.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExpireAsk {
    pub ask: AskId,
}

impl Job for ExpireAsk {
    const KIND: &'static str = "expire_ask";
    const QUEUE: &'static str = "reminders";

    fn key(&self) -> String {
        self.ask.to_string()
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        super::expire(ctx, self.ask).await
    }
}

/// The job that tells what an ask became.
pub fn tell(ask: AskId, became: AskState, now: DateTime<Utc>) -> Result<Vec<NewJob>> {
    Ok(vec![NewJob::of(&MailAnswer { ask, became }, now)?])
}
