//! Comparing all records of a company, so many at a time that neither memory nor a transaction grows with the company.
//!
//! For each kind: one pass counts what is common (`Survey`); then, part by part of all that brings records together, one
//! pass gathers who holds what (`Blocks`), and those who hold something together are read again, compared and kept, some
//! hundred at a time. Every such batch is a transaction of its own that notes how far the search came. Whoever goes on
//! after the process ended gathers one part again and compares what was not compared yet.

mod sources;
#[cfg(feature = "testing")]
pub mod testing;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::duplicates::{Block, Blocks, DuplicateKind, Found, LeftOut, NAME_CROWD, Survey, TooMany, compare, pair};
use domain::event::Event;
use uuid::Uuid;

use self::sources::{Contacts, Organisations, People, Source};
use super::store;
use super::store::search::{self as progress, Progress};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;

/// How much of a company is in memory at a time.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Records of one pass that are read at once.
    pub rows: usize,
    /// Entries of who holds what, of 24 bytes each.
    pub entries: usize,
    /// Records that are compared at once.
    pub members: usize,
}

impl Pace {
    pub const USUAL: Self = Self { rows: 5_000, entries: 4_000_000, members: 5_000 };
}

/// What was just done; whoever watches may break the search off by an error, as a killed process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    Read { kind: DuplicateKind, rows: usize },
    Gathered { kind: DuplicateKind, part: i32, entries: usize },
    Compared { kind: DuplicateKind, members: usize },
}

pub type Watch<'a> = &'a mut (dyn FnMut(Batch) -> Result<()> + Send);

/// Compares the records of the company now, as the job of the night does it.
pub async fn look_again(ctx: &Ctx) -> Result<()> {
    look(ctx, "now", Pace::USUAL, &mut |_| Ok(())).await
}

/// Begins a search, or goes on with the one that is under way, until it is done or somebody else takes the next step.
pub async fn look(ctx: &Ctx, cause: &str, pace: Pace, watch: Watch<'_>) -> Result<()> {
    let mut tx = ctx.begin().await?;
    progress::begin(&mut tx, ctx, cause).await?;
    tx.commit().await?;
    loop {
        let mut tx = ctx.begin().await?;
        let at = progress::next(&mut tx).await?;
        tx.commit().await?;
        let Some(at) = at else { return Ok(()) };
        let search = Search { ctx, cause, pace };
        let is_ours = match at.kind {
            DuplicateKind::Organisation => Box::pin(search.step::<Organisations>(at, watch)).await?,
            DuplicateKind::Advocate => Box::pin(search.step::<People>(at, watch)).await?,
            DuplicateKind::Contact => Box::pin(search.step::<Contacts>(at, watch)).await?,
        };
        if !is_ours {
            return Ok(());
        }
    }
}

struct Search<'a> {
    ctx: &'a Ctx,
    cause: &'a str,
    pace: Pace,
}

impl Search<'_> {
    /// One step on; whether nobody else took it.
    async fn step<S: Source>(&self, at: Progress, watch: Watch<'_>) -> Result<bool> {
        let Some(survey) = at.survey.as_deref().and_then(Survey::from_bytes) else {
            return self.survey::<S>(&at, watch).await;
        };
        if at.part >= at.parts {
            return self.finish(&at, survey.records()).await;
        }
        let survey = Arc::new(survey);
        match self.gather::<S>(&at, &survey, watch).await? {
            Ok(blocks) => self.compare::<S>(at, &survey, blocks, watch).await,
            Err(TooMany) => {
                let mut tx = self.ctx.begin().await?;
                let parts = u32::try_from(at.parts).unwrap_or(1).saturating_mul(2);
                let is_ours = progress::surveyed(&mut tx, &at, &survey.to_bytes(), parts).await?;
                tx.commit().await?;
                Ok(is_ours)
            }
        }
    }

    async fn survey<S: Source>(&self, at: &Progress, watch: Watch<'_>) -> Result<bool> {
        let mut survey = Survey::default();
        let mut after = Uuid::nil();
        while let Some((records, last)) = self.read::<S>(after, watch).await? {
            after = last;
            let count = move || {
                records.iter().for_each(|record| survey.count(record));
                survey
            };
            survey = tokio::task::spawn_blocking(count).await?;
        }
        survey.finish();
        let mut tx = self.ctx.begin().await?;
        let is_ours = progress::surveyed(&mut tx, at, &survey.to_bytes(), survey.parts(self.pace.entries)).await?;
        tx.commit().await?;
        Ok(is_ours)
    }

    /// The next records of a pass, and the last id of them.
    async fn read<S: Source>(&self, after: Uuid, watch: Watch<'_>) -> Result<Option<(Vec<S::Record>, Uuid)>> {
        let limit = i64::try_from(self.pace.rows).unwrap_or(i64::MAX);
        let mut tx = self.ctx.begin().await?;
        let ids = progress::ids(&mut tx, S::KIND, after, limit).await?;
        let Some(last) = ids.last().copied() else { return Ok(None) };
        let mut records = S::read(&mut tx, &ids).await?;
        tx.commit().await?;
        records.sort_unstable_by_key(domain::duplicates::Comparable::id);
        watch(Batch::Read { kind: S::KIND, rows: records.len() })?;
        Ok(Some((records, last)))
    }

    /// Who holds what of the part.
    async fn gather<S: Source>(
        &self,
        at: &Progress,
        survey: &Arc<Survey>,
        watch: Watch<'_>,
    ) -> Result<Result<Blocks, TooMany>> {
        let whole = |number: i32| u32::try_from(number).unwrap_or(0);
        let mut blocks = Blocks::of(whole(at.part), whole(at.parts), self.pace.entries);
        let mut after = Uuid::nil();
        while let Some((mut records, last)) = self.read::<S>(after, watch).await? {
            after = last;
            let survey = survey.clone();
            let take = move || {
                for record in &mut records {
                    survey.prepare(record);
                    blocks.take(&survey, &*record)?;
                }
                Ok::<_, TooMany>(blocks)
            };
            blocks = match tokio::task::spawn_blocking(take).await? {
                Ok(blocks) => blocks,
                Err(too_many) => return Ok(Err(too_many)),
            };
        }
        watch(Batch::Gathered { kind: S::KIND, part: at.part, entries: blocks.len() })?;
        Ok(Ok(blocks))
    }

    /// Compares those of the part who hold something together.
    async fn compare<S: Source>(
        &self,
        mut at: Progress,
        survey: &Arc<Survey>,
        blocks: Blocks,
        watch: Watch<'_>,
    ) -> Result<bool> {
        let mut tx = self.ctx.begin().await?;
        let different = told_apart(&mut tx, S::KIND).await?;
        tx.commit().await?;
        let after = at.after();
        let mut blocks = tokio::task::spawn_blocking(move || blocks.finish(after)).await?;
        loop {
            let (batch, left_out) = next_batch(&mut blocks, self.pace.members);
            let until = batch.last().map(|block| block.key);
            let members: BTreeSet<Uuid> = batch.iter().flat_map(|block| block.members.iter().copied()).collect();
            let number = members.len();
            let mut found = if number == 0 { Vec::new() } else { self.judge::<S>(members, batch, survey).await? };
            found.retain(|found| !different.contains(&(found.one, found.other)));
            let mut tx = self.ctx.begin().await?;
            if !progress::compared(&mut tx, &at, until, left_out).await? {
                return Ok(false);
            }
            progress::keep(&mut tx, self.ctx, &at, &found).await?;
            tx.commit().await?;
            at.step += 1;
            watch(Batch::Compared { kind: S::KIND, members: number })?;
            if until.is_none() {
                return Ok(true);
            }
        }
    }

    async fn judge<S: Source>(
        &self,
        members: BTreeSet<Uuid>,
        batch: Vec<Block>,
        survey: &Arc<Survey>,
    ) -> Result<Vec<Found>> {
        let ids: Vec<Uuid> = members.into_iter().collect();
        let mut tx = self.ctx.begin().await?;
        let records = S::read(&mut tx, &ids).await?;
        tx.commit().await?;
        let survey = survey.clone();
        let judge = move || {
            let ready = records.into_iter().map(|mut record| {
                survey.prepare(&mut record);
                (domain::duplicates::Comparable::id(&record), record)
            });
            compare(&batch, &ready.collect::<HashMap<Uuid, S::Record>>())
        };
        Ok(tokio::task::spawn_blocking(judge).await?)
    }

    /// Ends the search of a kind, and the whole of it after the last; it begins again if somebody asked meanwhile.
    async fn finish(&self, at: &Progress, records: u64) -> Result<bool> {
        let mut tx = self.ctx.begin().await?;
        let Some(ended) = progress::finish(&mut tx, self.ctx, at, records).await? else { return Ok(false) };
        if progress::next(&mut tx).await?.is_none() {
            let pairs = u32::try_from(progress::found(&mut tx, at.search).await?).unwrap_or(u32::MAX);
            events::record(&mut tx, self.ctx, Event::DuplicatesLookedFor { pairs }).await?;
            if ended.again {
                progress::begin(&mut tx, self.ctx, self.cause).await?;
            }
        }
        tx.commit().await?;
        Ok(true)
    }
}

/// The next blocks that are compared together; none at the end.
fn next_batch(blocks: &mut impl Iterator<Item = Block>, members_most: usize) -> (Vec<Block>, LeftOut) {
    let (mut batch, mut members, mut left_out) = (Vec::new(), 0, LeftOut::default());
    // The next one may have as many as make a crowd.
    while members + NAME_CROWD <= members_most.max(NAME_CROWD) {
        let Some(block) = blocks.next() else { break };
        members += block.members.len();
        left_out += block.left_out;
        batch.push(block);
    }
    (batch, left_out)
}

/// Pairs that somebody said are not the same. What was said of one that is gone holds for the one it became.
async fn told_apart(tx: &mut Tx, kind: DuplicateKind) -> Result<BTreeSet<(Uuid, Uuid)>> {
    let into: HashMap<Uuid, Uuid> = store::merges::all_gone(tx).await?.into_iter().collect();
    let told = store::told_apart(tx, kind).await?.into_iter();
    Ok(told.flat_map(|(one, other)| [pair(one, other), pair(stays(one, &into), stays(other, &into))]).collect())
}

/// What a record was merged into in the end.
fn stays(id: Uuid, into: &HashMap<Uuid, Uuid>) -> Uuid {
    let mut here = id;
    // A chain is never longer than there are merges.
    for _ in 0..into.len() {
        let Some(next) = into.get(&here) else { break };
        here = *next;
    }
    here
}
