//! Asking the model, beside the page and never in its way.

use chrono::{DateTime, DurationRound as _, SubsecRound as _, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::accounts::Scope;
use domain::ai::{Fault, Purpose};
use domain::ids::{OpportunityId, UserId};
use domain::problem::Problem;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::need::Asked;
use super::super::store::suggest as store;
use super::material::{Facets, Notes, Ordered, Places, vocabulary, vocabulary_digest};
use crate::ai::{self, Held, Outcome, Question};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::jobs::{self, Job, NewJob};

/// Asks the model one question about one deal.
#[derive(Debug, Serialize, Deserialize)]
pub struct AskModel {
    pub opportunity: OpportunityId,
    pub purpose: Purpose,
    /// When it was asked for: a later asking replaces this one.
    pub asked_at: DateTime<Utc>,
    pub tries: u32,
}

impl Job for AskModel {
    const KIND: &'static str = "ask_model";
    const QUEUE: &'static str = "ai";

    fn key(&self) -> String {
        format!("{}/{}/{}/{}", self.opportunity, self.purpose, self.asked_at.timestamp_micros(), self.tries)
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let Some(prepared) = self.prepare(ctx).await? else { return Ok(()) };
        let Prepared { digest, question, material } = &prepared;
        let outcome = match question {
            Some(question) => {
                let check = |text: &str| material.check(self.purpose, text);
                Box::pin(ai::ask(ctx, self.purpose, self.opportunity, question, check)).await?
            }
            // Without a word to read there is nothing to find.
            None => Outcome::Answered(material.nothing()?),
        };
        let now = ctx.now();
        let mut tx = ctx.begin().await?;
        match outcome {
            Outcome::Answered(body) => {
                store::keep(&mut tx, self.opportunity, self.purpose, digest, &body, now).await?;
            }
            Outcome::Failed { fault, retry_after } => {
                let next_try_at = fault.wait(self.tries, retry_after).map(|wait| (now + wait).trunc_subsecs(6));
                let failed = store::Failed { fault, at: now, next_try_at };
                store::fail(&mut tx, self.opportunity, self.purpose, digest, &failed).await?;
                if let Some(at) = next_try_at {
                    jobs::enqueue(&mut tx, ctx, &Self { tries: self.tries + 1, ..self }, at).await?;
                }
            }
        }
        tx.commit().await
    }
}

/// A question that has to be asked.
struct Prepared {
    digest: Vec<u8>,
    /// Nothing when the answer is known without asking.
    question: Option<Question>,
    material: Material,
}

enum Material {
    Notes(Notes, Vec<domain::ai::Word>),
    Places(Places),
}

impl Material {
    fn check(&self, purpose: Purpose, text: &str) -> Result<Held<Value>, Fault> {
        match self {
            Self::Notes(notes, vocabulary) => notes.check(vocabulary, text),
            Self::Places(places) if purpose == Purpose::Rationale => places.check_rationale(text),
            Self::Places(places) => places.check_reorder(text),
        }
    }

    fn nothing(&self) -> Result<Value> {
        let vocabulary = match self {
            Self::Notes(_, vocabulary) => vocabulary_digest(vocabulary),
            Self::Places(_) => String::new(),
        };
        Ok(serde_json::to_value(Facets { facets: Vec::new(), vocabulary })?)
    }
}

impl AskModel {
    /// Reads what the question is about. Nothing when it need not be asked: the switch is off, the deal is gone,
    /// somebody asked again meanwhile or stopped the run that asked, or the same was answered before.
    async fn prepare(&self, ctx: &Ctx) -> Result<Option<Prepared>> {
        let mut tx = ctx.begin().await?;
        let model = ctx.app().config().ai.as_ref().map(|config| config.model.clone()).unwrap_or_default();
        if !ai::is_on(ctx, &mut tx).await? {
            store::forget(&mut tx, self.opportunity, self.purpose).await?;
            tx.commit().await?;
            return Ok(None);
        }
        let Some((digest, question, material)) = self.material(&mut tx, ctx, &model).await? else { return Ok(None) };
        let kept = store::lock(&mut tx, self.opportunity, self.purpose).await?;
        // Somebody asked again meanwhile, or stopped the run that asked.
        if kept.as_ref().is_some_and(|kept| kept.asked_at > self.asked_at || kept.cancelled_at.is_some()) {
            return Ok(None);
        }
        if kept.as_ref().is_none_or(|kept| kept.asked_at < self.asked_at) {
            store::ask(&mut tx, ctx.company(), self.opportunity, self.purpose, self.asked_at).await?;
        }
        let known = kept.filter(|kept| kept.digest.as_ref() == Some(&digest)).and_then(|kept| kept.body);
        if let Some(body) = known.filter(|body| material.is_answered_by(self.purpose, body)) {
            store::keep(&mut tx, self.opportunity, self.purpose, &digest, &body, ctx.now()).await?;
            tx.commit().await?;
            return Ok(None);
        }
        store::begin(&mut tx, self.opportunity, self.purpose, &digest).await?;
        tx.commit().await?;
        Ok(Some(Prepared { digest, question, material }))
    }

    async fn material(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        model: &str,
    ) -> Result<Option<(Vec<u8>, Option<Question>, Material)>> {
        let nobody = UserId(uuid::Uuid::nil());
        let asked = match Asked::load(tx, self.opportunity, Scope::All, nobody, ctx.now()).await {
            Err(error) if error.problem() == Some(&Problem::NotFound) => return Ok(None),
            asked => asked?,
        };
        if self.purpose == Purpose::Facets {
            let notes = Notes::load(tx, self.opportunity, Tz::UTC).await?;
            let vocabulary = vocabulary(tx).await?;
            let question = (!notes.sources.is_empty()).then(|| notes.question(&vocabulary));
            return Ok(Some((notes.digest(model), question, Material::Notes(notes, vocabulary))));
        }
        let places = Places::load(tx, ctx, asked).await?;
        // Nobody to tell about, or nobody to change places with.
        let least = if self.purpose == Purpose::Rationale { 1 } else { 2 };
        if places.0.len() < least {
            store::forget(tx, self.opportunity, self.purpose).await?;
            return Ok(None);
        }
        let question = if self.purpose == Purpose::Rationale { places.rationale() } else { places.reorder() };
        Ok(Some((places.digest(self.purpose, model), Some(question), Material::Places(places))))
    }
}

impl Material {
    /// An answer about notes chose from the words of its time, one about the order moves from where they stood.
    fn is_answered_by(&self, purpose: Purpose, body: &Value) -> bool {
        match self {
            Self::Notes(_, vocabulary) => body["vocabulary"] == vocabulary_digest(vocabulary),
            Self::Places(places) if purpose == Purpose::Reorder => {
                serde_json::from_value::<Ordered>(body.clone()).is_ok_and(|body| places.moves_to(&body.order).is_some())
            }
            Self::Places(_) => true,
        }
    }
}

/// After somebody wrote about a deal: once for all that was written in a minute.
pub fn after_note(opportunity: OpportunityId, now: DateTime<Utc>) -> Result<NewJob> {
    let minute = TimeDelta::minutes(1);
    let at = now.duration_trunc(minute).unwrap_or(now) + minute;
    NewJob::of(&AskModel { opportunity, purpose: Purpose::Facets, asked_at: at, tries: 0 }, at)
}

/// After somebody matched again: what depends on the order.
pub fn after_run(opportunity: OpportunityId, now: DateTime<Utc>) -> Result<Vec<NewJob>> {
    let asked_at = now.trunc_subsecs(6);
    [Purpose::Rationale, Purpose::Reorder]
        .into_iter()
        .map(|purpose| NewJob::of(&AskModel { opportunity, purpose, asked_at, tries: 0 }, now))
        .collect()
}
