//! Why any one of the ranked fits, in words: asked for one by one from the match report, out of the computed terms alone,
//! and held against them. Where there is none the report's own sentence stands.

use chrono::{DateTime, SubsecRound as _, Utc};
use chrono_tz::Tz;
use domain::accounts::{Permission, Scope};
use domain::ai::{InWords, Purpose, Rationale};
use domain::event::Event;
use domain::ids::{AdvocateId, OpportunityId, UserId};
use domain::problem::Problem;
use domain::time::zones;
use serde::{Deserialize, Serialize};

use super::super::need::Asked;
use super::super::store::suggest::Failed;
use super::super::store::wordings::{self as store, About};
use super::material::{Places, Worded};
use super::{Desk, off};
use crate::ai::{self, Outcome};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;
use crate::jobs::{self, Job};

/// What a model said of one advocate for one deal. Never waits for the model.
pub async fn in_words(ctx: &Ctx, opportunity: OpportunityId, advocate: AdvocateId) -> Result<InWords> {
    let reach = ctx.allow(Permission::RunMatching)?;
    let viewer = ctx.viewer()?;
    let mut tx = ctx.begin().await?;
    let asked = Asked::load(&mut tx, opportunity, reach, viewer.user, ctx.now()).await?;
    if !ai::is_on(ctx, &mut tx).await? {
        return Ok(InWords { opportunity, advocate, state: None });
    }
    let places = Places::of(&mut tx, ctx, asked, advocate).await?;
    let row = store::find(&mut tx, About { opportunity, advocate }).await?;
    tx.commit().await?;
    // Whoever may not be asked is not spoken for.
    let Some(place) = places.0.first() else { return Ok(InWords { opportunity, advocate, state: None }) };
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let desk = Desk { rows: row.into_iter().collect(), now: ctx.now(), zone };
    let state = desk.state(Purpose::Rationale, &places.digest(Purpose::Rationale, &model(ctx)), |body: Worded| {
        let (name, sources) = (place.name.clone(), place.labels.clone());
        (body.advocate == advocate).then_some(Rationale { advocate, name, text: body.text, brief: body.brief, sources })
    });
    Ok(InWords { opportunity, advocate, state: Some(state) })
}

/// Asks the model about one advocate; the page does not wait for it.
pub async fn ask_in_words(ctx: &Ctx, opportunity: OpportunityId, advocate: AdvocateId) -> Result<()> {
    let reach = ctx.allow(Permission::RunMatching)?;
    let now = ctx.now().trunc_subsecs(6);
    let mut tx = ctx.begin().await?;
    let asked = Asked::load(&mut tx, opportunity, reach, ctx.viewer()?.user, now).await?;
    if !ai::is_on(ctx, &mut tx).await? {
        return Err(off().into());
    }
    if Places::of(&mut tx, ctx, asked, advocate).await?.0.is_empty() {
        let words = "They may not be asked for this deal now, so there is nothing to word.";
        return Err(Problem::refused("held_back", words).into());
    }
    store::ask(&mut tx, ctx.company(), About { opportunity, advocate }, now).await?;
    let job = AskInWords { opportunity, advocate, asked_at: now, tries: 0 };
    jobs::enqueue(&mut tx, ctx, &job, now).await?;
    events::record(&mut tx, ctx, Event::AiAsked { opportunity }).await?;
    tx.commit().await
}

fn model(ctx: &Ctx) -> String {
    ctx.app().config().ai.as_ref().map(|config| config.model.clone()).unwrap_or_default()
}

/// Asks the model why one advocate fits one deal.
#[derive(Debug, Serialize, Deserialize)]
pub struct AskInWords {
    pub opportunity: OpportunityId,
    pub advocate: AdvocateId,
    /// When it was asked for: a later asking replaces this one.
    pub asked_at: DateTime<Utc>,
    pub tries: u32,
}

impl Job for AskInWords {
    const KIND: &'static str = "ask_in_words";
    const QUEUE: &'static str = "ai";

    fn key(&self) -> String {
        format!("{}/{}/{}/{}", self.opportunity, self.advocate, self.asked_at.timestamp_micros(), self.tries)
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let about = self.about();
        let Some((digest, places)) = self.prepare(ctx).await? else { return Ok(()) };
        let question = places.rationale();
        let check = |text: &str| places.check_rationale(text);
        let outcome = Box::pin(ai::ask(ctx, Purpose::Rationale, self.opportunity, &question, check)).await?;
        let now = ctx.now();
        let mut tx = ctx.begin().await?;
        match outcome {
            Outcome::Answered(body) => store::keep(&mut tx, about, &digest, &body, now).await?,
            Outcome::Failed { fault, retry_after } => {
                let next_try_at = fault.wait(self.tries, retry_after).map(|wait| (now + wait).trunc_subsecs(6));
                store::fail(&mut tx, about, &digest, &Failed { fault, at: now, next_try_at }).await?;
                if let Some(at) = next_try_at {
                    jobs::enqueue(&mut tx, ctx, &Self { tries: self.tries + 1, ..self }, at).await?;
                }
            }
        }
        tx.commit().await
    }
}

impl AskInWords {
    const fn about(&self) -> About {
        About { opportunity: self.opportunity, advocate: self.advocate }
    }

    /// Reads what the question is about. Nothing when it need not be asked: the switch is off, the deal is gone, they
    /// may not be asked any more, somebody asked again meanwhile, or the same was answered before.
    async fn prepare(&self, ctx: &Ctx) -> Result<Option<(Vec<u8>, Places)>> {
        let about = self.about();
        let mut tx = ctx.begin().await?;
        if !ai::is_on(ctx, &mut tx).await? {
            store::forget(&mut tx, about).await?;
            tx.commit().await?;
            return Ok(None);
        }
        let nobody = UserId(uuid::Uuid::nil());
        let asked = match Asked::load(&mut tx, self.opportunity, Scope::All, nobody, ctx.now()).await {
            Err(error) if error.problem() == Some(&Problem::NotFound) => return Ok(None),
            asked => asked?,
        };
        let places = Places::of(&mut tx, ctx, asked, self.advocate).await?;
        if places.0.is_empty() {
            store::forget(&mut tx, about).await?;
            tx.commit().await?;
            return Ok(None);
        }
        let digest = places.digest(Purpose::Rationale, &model(ctx));
        let kept = store::find(&mut tx, about).await?;
        if kept.as_ref().is_none_or(|kept| kept.asked_at > self.asked_at) {
            return Ok(None);
        }
        let known = kept.filter(|kept| kept.digest.as_ref() == Some(&digest)).and_then(|kept| kept.body);
        if let Some(body) = known {
            store::keep(&mut tx, about, &digest, &body, ctx.now()).await?;
            tx.commit().await?;
            return Ok(None);
        }
        store::begin(&mut tx, about, &digest).await?;
        tx.commit().await?;
        Ok(Some((digest, places)))
    }
}
