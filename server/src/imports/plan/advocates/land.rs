//! Writing a batch of advocates, with what comes of it.

use domain::event::Event;
use domain::ids::AdvocateId;
use domain::imports::Outcome;

use super::{Planned, Written};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::advocates;
use crate::imports::store::{Import, RowOutcome};

/// Writes a batch.
pub(super) async fn land(ctx: &Ctx, tx: &mut Tx, import: &Import, planned: Vec<Planned>) -> Result<()> {
    let notes: Vec<RowOutcome> = planned.iter().map(|row| row.note.clone()).collect();
    advocates::note_landing(tx, import.id, &notes).await?;
    let (mut created, mut updated, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut refusing, mut events) = (Vec::new(), Vec::new());
    for (note, written) in planned.into_iter().filter_map(|row| Some((row.note, row.written?))) {
        let Written { record, outcomes: added, refuses, fields } = written;
        outcomes.extend(added);
        refusing.extend(refuses.then_some(record.id));
        if note.outcome == Outcome::Created {
            created.push(record);
        } else {
            let version = record.version + 1;
            let event = Event::AdvocateChanged { advocate: AdvocateId(record.id), version, fields };
            events.push(serde_json::to_value(&event)?);
            updated.push(record);
        }
    }
    if !created.is_empty() {
        advocates::insert(tx, ctx.company(), &created).await?;
    }
    if !updated.is_empty() {
        advocates::update(tx, &updated).await?;
        advocates::record_changes(tx, ctx.company(), &events, ctx.now()).await?;
    }
    if !outcomes.is_empty() {
        advocates::insert_outcomes(tx, ctx.company(), &outcomes).await?;
    }
    if !refusing.is_empty() {
        advocates::refuse(tx, ctx.company(), &refusing, ctx.now()).await?;
    }
    Ok(())
}
