//! Writing a batch of opportunities, with the stages and contacts it needs.

use domain::imports::Outcome;
use uuid::Uuid;

use super::{Planned, Walker};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::opportunities;
use crate::imports::store::{Import, RowOutcome};

/// Writes a batch; gives the stages it made.
pub(super) async fn land(
    ctx: &Ctx,
    tx: &mut Tx,
    import: &Import,
    walker: &mut Walker<'_>,
    planned: Vec<Planned>,
) -> Result<Vec<Uuid>> {
    let notes: Vec<RowOutcome> = planned.iter().map(|row| row.note.clone()).collect();
    let mut created = Vec::new();
    let mut updated = Vec::new();
    let mut contacts = Vec::new();
    let mut links = Vec::new();
    for row in planned {
        contacts.extend(row.new_contact);
        if let (Some(record), Some(contact)) = (row.note.record_id, row.note.contact_id) {
            links.push((record, contact));
        }
        match row.note.outcome {
            Outcome::Created => created.push(row.record),
            Outcome::Updated if row.is_changed => updated.push(row.record),
            _ => {}
        }
    }
    let changed: Vec<Uuid> = updated.iter().map(|record| record.id).collect();
    opportunities::note_landing(tx, import.id, &notes, &changed).await?;
    let new_stages = walker.stages.newly_taken();
    if !new_stages.is_empty() {
        opportunities::insert_stages(tx, ctx.company(), &new_stages).await?;
    }
    if !created.is_empty() {
        opportunities::insert(tx, ctx.company(), &created).await?;
    }
    if !updated.is_empty() {
        opportunities::update(tx, &updated).await?;
    }
    if !contacts.is_empty() {
        opportunities::insert_contacts(tx, ctx.company(), &contacts).await?;
    }
    if !links.is_empty() {
        opportunities::link_contacts(tx, ctx.company(), &links).await?;
    }
    Ok(new_stages.into_iter().map(|stage| stage.id).collect())
}
