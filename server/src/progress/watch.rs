//! The work of a run, driven by whoever watches it: one step at a time, each in a transaction of its own.

use std::time::{Duration, Instant};

use domain::ids::{MatchProgressId, OpportunityId};
use domain::matching::{Done, Stage, Step};
use domain::paging::{counted, grouped};
use domain::problem::Problem;
use serde_json::json;

use super::store::{self, ProgressRow};
use super::{View, done};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::matching::suggest::{Waited, waited};
use crate::matching::{Judged, Reading, may_watch};
use crate::plan;

/// How long the model is waited for, and how often it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub look: Duration,
    pub patience: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { look: Duration::from_millis(700), patience: Duration::from_secs(25) }
    }
}

/// One who watches.
pub struct Watch {
    opportunity: OpportunityId,
    id: MatchProgressId,
    pace: Pace,
    /// So many stages were told as over.
    told: usize,
    /// The stage that was told as begun.
    begun: Option<Stage>,
    /// What was read and judged, while this watcher does the work; kept nowhere else than in the digest.
    reading: Option<Reading>,
    judged: Option<Judged>,
    waits_since: Option<Instant>,
}

/// What comes of doing a stage.
enum Outcome {
    Over {
        found: String,
    },
    /// Not yet, and it need not be held on to meanwhile.
    Wait,
}

impl Watch {
    /// Begins to watch, after so many stages that are known to be over.
    pub fn new(opportunity: OpportunityId, id: MatchProgressId, told: usize, pace: Pace) -> Self {
        Self { opportunity, id, pace, told, begun: None, reading: None, judged: None, waits_since: None }
    }

    /// How many stages were told as over.
    pub fn told(&self) -> usize {
        self.told
    }

    /// The next thing to tell; does what has to be done before. `Ctx` is given anew each time, because who watches may
    /// have lost the right to. Dropped under way, it has done nothing of the stage it was at. Nothing: look again later.
    pub async fn next(&mut self, ctx: &Ctx) -> Result<Option<Step>> {
        let mut tx = ctx.begin().await?;
        may_watch(&mut tx, ctx, self.opportunity).await?;
        let row = store::find(&mut tx, self.id).await?;
        let row = row.filter(|row| row.opportunity == self.opportunity).ok_or(Problem::NotFound)?;
        tx.commit().await?;
        let over = done(&row.done)?;
        if let Some(next) = over.get(self.told) {
            self.told += 1;
            return Ok(Some(Step::Over(next.clone())));
        }
        let Some(stage) = Stage::after(over.len()) else { return Ok(Some(Step::Finished)) };
        if row.stopped_at.is_some() {
            return Ok(Some(Step::Stopped));
        }
        if self.begun != Some(stage) {
            self.begun = Some(stage);
            return Ok(Some(Step::Began(stage)));
        }
        self.advance(ctx, stage).await
    }

    /// Does the stage, unless another stream did meanwhile.
    async fn advance(&mut self, ctx: &Ctx, stage: Stage) -> Result<Option<Step>> {
        let mut tx = ctx.begin().await?;
        let row = store::lock(&mut tx, self.id).await?.ok_or(Problem::NotFound)?;
        let is_next = Stage::after(done(&row.done)?.len()) == Some(stage);
        if !is_next || row.stopped_at.is_some() {
            return Ok(None);
        }
        let started = *self.waits_since.get_or_insert_with(Instant::now);
        let outcome = match stage {
            Stage::Loading => self.load(&mut tx, ctx, &row).await?,
            Stage::Rules => self.apply_rules(&mut tx, ctx, &row).await?,
            Stage::Scoring => self.score(&mut tx, ctx, &row).await?,
            Stage::Plan => self.look_at_the_plan(&mut tx, ctx, &row).await?,
            Stage::Ai => self.wait_for_the_model(&mut tx, ctx, &row, started).await?,
        };
        let Outcome::Over { found } = outcome else {
            tx.commit().await?;
            return Ok(None);
        };
        let took_ms = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
        let over = Done { stage, found, took_ms };
        store::append(&mut tx, self.id, &json!([over])).await?;
        tx.commit().await?;
        self.waits_since = None;
        self.told += 1;
        Ok(Some(Step::Over(over)))
    }

    async fn load(&mut self, tx: &mut Tx, ctx: &Ctx, row: &ProgressRow) -> Result<Outcome> {
        let view: View = serde_json::from_value(row.asked.clone())?;
        let reading = Reading::anew(tx, ctx, row.opportunity, &view, row.started_at).await?;
        store::keep_reading(tx, self.id, reading.digest(), &reading.inputs()?).await?;
        let found = counted(reading.len(), "advocate read", "advocates read");
        self.judged = None;
        self.reading = Some(reading);
        Ok(Outcome::Over { found })
    }

    async fn apply_rules(&mut self, tx: &mut Tx, ctx: &Ctx, row: &ProgressRow) -> Result<Outcome> {
        let (_, judged) = self.judged(tx, ctx, row).await?;
        let found = match judged.held() {
            0 => "nobody held back".to_owned(),
            held => [&grouped(held as u64), " held back by ", &counted(judged.rules(), "rule", "rules")].concat(),
        };
        Ok(Outcome::Over { found })
    }

    async fn score(&mut self, tx: &mut Tx, ctx: &Ctx, row: &ProgressRow) -> Result<Outcome> {
        let id = self.id;
        let (reading, judged) = self.judged(tx, ctx, row).await?;
        let run = reading.keep(tx, ctx, row.opportunity, judged).await?;
        let open = i32::try_from(judged.open()).unwrap_or(i32::MAX);
        store::keep_run(tx, id, run, open).await?;
        Ok(Outcome::Over { found: counted(judged.open(), "scored", "scored") })
    }

    async fn look_at_the_plan(&mut self, tx: &mut Tx, ctx: &Ctx, row: &ProgressRow) -> Result<Outcome> {
        let (_, judged) = self.judged(tx, ctx, row).await?;
        let held = plan::held_elsewhere(tx, ctx, row.opportunity, |id| judged.is_open(id)).await?;
        let found = match held {
            None => "no plan yet".to_owned(),
            Some(0) => "nobody held for other deals".to_owned(),
            Some(held) => [&grouped(held as u64), " held for other deals"].concat(),
        };
        // Waiting for a model needs none of it.
        (self.reading, self.judged) = (None, None);
        Ok(Outcome::Over { found })
    }

    async fn wait_for_the_model(&self, tx: &mut Tx, ctx: &Ctx, row: &ProgressRow, since: Instant) -> Result<Outcome> {
        let open = row.open.and_then(|open| usize::try_from(open).ok()).unwrap_or_default();
        let asked_at = row.model_since.unwrap_or(row.started_at);
        let found = match waited(tx, ctx, row.opportunity, asked_at, open).await? {
            Waited::Off => "AI is off".to_owned(),
            Waited::Nothing => "AI had nobody to write about".to_owned(),
            Waited::Answered => Done::ANSWERED.to_owned(),
            Waited::Failed(why) => ["AI did not answer: ", why.trim_end_matches('.')].concat(),
            Waited::Working if since.elapsed() >= self.pace.patience => {
                "AI is late and will be shown when it comes".to_owned()
            }
            Waited::Working => return Ok(Outcome::Wait),
        };
        Ok(Outcome::Over { found })
    }

    /// What was read, and who of it may be asked: of this watcher, or of the one who did the first stages, judged again.
    /// The same inputs give the same bytes.
    async fn judged(&mut self, tx: &mut Tx, ctx: &Ctx, row: &ProgressRow) -> Result<(&Reading, &Judged)> {
        let reading = match self.reading.take() {
            Some(reading) => reading,
            None => {
                let kept = row.snapshot_digest.clone().zip(row.inputs.clone());
                let (digest, inputs) = kept.ok_or(Problem::NotFound)?;
                Reading::again(tx, ctx, digest, inputs, row.started_at).await?.ok_or(Problem::NotFound)?
            }
        };
        let judged = self.judged.take().unwrap_or_else(|| reading.judge());
        Ok((self.reading.insert(reading), self.judged.insert(judged)))
    }

    /// How long to wait until looking again.
    pub fn pause(&self) -> Duration {
        self.pace.look
    }
}
