//! The check and the import as jobs. Each belongs to one turn of its import; a job of an earlier turn
//! does nothing, and a job that is killed begins again from a clean slate.

use domain::event::Event;
use domain::ids::ImportId;
use domain::imports::State;
use serde::{Deserialize, Serialize};

use super::plan::{self, Purpose};
use super::store::{self, Import};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;
use crate::jobs::Job;

/// From so many new rows on the planner is told of them at once.
const MANY_ROWS: usize = 1_000;

/// Says for every row what the import would do.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CheckFile {
    pub import: ImportId,
    pub turn: i32,
}

impl Job for CheckFile {
    const KIND: &'static str = "check_file";
    const QUEUE: &'static str = "imports";
    const MAX_ATTEMPTS: i32 = 3;

    fn key(&self) -> String {
        format!("{}:{}", self.import, self.turn)
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let outcome = Box::pin(self.check(ctx)).await;
        or_failed(ctx, self.import, self.turn, outcome).await
    }
}

impl CheckFile {
    async fn check(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        let Some(import) = due(&mut tx, self.import, self.turn, State::Checking).await? else { return Ok(()) };
        let walked = Box::pin(plan::walk(ctx, &mut tx, &import, Purpose::Check)).await?;
        store::end_check(&mut tx, import.id, self.turn, &walked, ctx.now()).await?;
        tx.commit().await
    }
}

/// Imports every row that can land, all in one transaction.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct LandFile {
    pub import: ImportId,
    pub turn: i32,
}

impl Job for LandFile {
    const KIND: &'static str = "land_file";
    const QUEUE: &'static str = "imports";
    const MAX_ATTEMPTS: i32 = 3;

    fn key(&self) -> String {
        format!("{}:{}", self.import, self.turn)
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let outcome = Box::pin(self.land(ctx)).await;
        or_failed(ctx, self.import, self.turn, outcome).await
    }
}

impl LandFile {
    async fn land(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        store::wait_for_turn(&mut tx, ctx.company()).await?;
        let Some(import) = due(&mut tx, self.import, self.turn, State::Running).await? else { return Ok(()) };
        let walked = Box::pin(plan::walk(ctx, &mut tx, &import, Purpose::Land)).await?;
        store::end_run(&mut tx, import.id, &walked, ctx.now()).await?;
        events::record(&mut tx, ctx, Event::ImportFinished { import: import.id }).await?;
        tx.commit().await?;
        if walked.counts.created >= MANY_ROWS {
            let mut tx = ctx.begin().await?;
            store::refresh_statistics(&mut tx).await?;
            tx.commit().await?;
        }
        tracing::info!(import.id = %import.id, created = walked.counts.created, updated = walked.counts.updated, "a file was imported");
        Ok(())
    }
}

/// The import, if this turn of it still waits for its work. After a failure the engine tries the same
/// turn again.
async fn due(tx: &mut Tx, id: ImportId, turn: i32, state: State) -> Result<Option<Import>> {
    let import = store::import(tx, id).await?;
    Ok(import.filter(|import| import.turn == turn && (import.state == state || import.state == State::Failed)))
}

/// Notes a failure where the page shows it, and passes it on to be tried again.
async fn or_failed(ctx: &Ctx, id: ImportId, turn: i32, outcome: Result<()>) -> Result<()> {
    if outcome.is_err() {
        let mut tx = ctx.begin().await?;
        store::fail(&mut tx, id, turn).await?;
        tx.commit().await?;
    }
    outcome
}
