//! Notes on a deal: written by whoever may change it, changed and deleted by their author alone.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::accounts::{Permission, Viewer};
use domain::event::Event;
use domain::ids::{NoteId, OpportunityId};
use domain::opportunities::{NoteForm, NoteRow, Notes, PersonName, UNDO_WINDOW};
use domain::problem::Problem;
use domain::time::{clock, date_short, local};
use serde::{Deserialize, Serialize};

use super::edit::editable;
use super::store::notes as store;
use super::today;
use crate::ctx::Ctx;
use crate::db::{Tx, paging};
use crate::error::Result;
use crate::events;
use crate::jobs::Job;

/// The notes of a deal the reader sees, page by page.
pub(super) async fn notes(
    tx: &mut Tx,
    ctx: &Ctx,
    id: OpportunityId,
    background: String,
    after: Option<&str>,
) -> Result<Notes> {
    let viewer = ctx.viewer()?;
    let (zone, _) = today(viewer, ctx.now());
    let list = format!("notes/{id}");
    let before = paging::given::<NoteId>(ctx.app().secrets(), &list, after)?;
    let since = ctx.now() - UNDO_WINDOW;
    let mut rows = store::notes(tx, id, viewer.user, since, before, paging::PAGE_ROWS + 1).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|rows| rows > paging::PAGE_ROWS);
    if more {
        rows.pop();
    }
    let older = match rows.last().filter(|_| more) {
        Some(last) => Some(paging::sign(ctx.app().secrets(), &list, &last.id)?),
        None => None,
    };
    let may_write = viewer.may(Permission::EditOpportunities);
    let rows = rows.into_iter().map(|row| shown(row, id, viewer, zone)).collect();
    Ok(Notes { background, rows, older, may_write })
}

fn shown(row: store::NoteFacts, opportunity: OpportunityId, viewer: &Viewer, zone: Tz) -> NoteRow {
    let words = |at: DateTime<Utc>| {
        let at = local(at, &zone);
        format!("{}, {}", date_short(at.date()), clock(at.time()))
    };
    NoteRow {
        id: row.id,
        opportunity,
        is_own: row.author == viewer.user,
        author: PersonName { id: row.author, name: row.author_name },
        text: if row.deleted_at.is_some() { String::new() } else { row.body },
        when: words(row.written_at),
        edited: row.edited_at.map(words),
        version: row.version,
        undo_until: row.deleted_at.map(|at| clock(local(at + UNDO_WINDOW, &zone).time())),
    }
}

/// Writes a note, or changes one's own.
pub async fn save_note(ctx: &Ctx, form: &NoteForm) -> Result<OpportunityId> {
    let id: OpportunityId = form.opportunity.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    if form.note.is_empty() {
        let text = form.check()?;
        let note = NoteId::new();
        store::insert(&mut tx, ctx.company(), id, note, ctx.viewer()?.user, &text, ctx.now()).await?;
        events::record(&mut tx, ctx, Event::NoteWritten { opportunity: id, note }).await?;
        tx.commit().await?;
        return Ok(id);
    }
    let note: NoteId = form.note.parse().map_err(|_| Problem::NotFound)?;
    let row = own(&mut tx, ctx, id, note).await?;
    let text = form.check()?;
    if row.deleted_at.is_some() {
        return Err(Problem::refused("note_deleted", "You deleted this note meanwhile. Bring it back first.").into());
    }
    if form.version != row.version.to_string() {
        let words = "You changed this note in another window. What you typed is still here: check it and save again.";
        return Err(Problem::refused("changed_meanwhile", words).into());
    }
    if text != row.body {
        store::rewrite(&mut tx, note, &text, ctx.now()).await?;
        let version = row.version + 1;
        events::record(&mut tx, ctx, Event::NoteChanged { opportunity: id, note, version }).await?;
        tx.commit().await?;
    }
    Ok(id)
}

/// Takes one's own note away; it can be brought back for some minutes.
pub async fn delete_note(ctx: &Ctx, id: OpportunityId, note: NoteId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    let row = own(&mut tx, ctx, id, note).await?;
    if row.deleted_at.is_some() {
        return Ok(());
    }
    store::set_deleted(&mut tx, note, Some(ctx.now())).await?;
    let version = row.version + 1;
    events::record(&mut tx, ctx, Event::NoteDeleted { opportunity: id, note, version }).await?;
    tx.commit().await
}

/// Brings one's own note back.
pub async fn restore_note(ctx: &Ctx, id: OpportunityId, note: NoteId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    let row = own(&mut tx, ctx, id, note).await?;
    let Some(deleted_at) = row.deleted_at else { return Ok(()) };
    if deleted_at + UNDO_WINDOW <= ctx.now() {
        return Err(Problem::refused("undo_over", "Ten minutes have passed: this note is gone for good.").into());
    }
    store::set_deleted(&mut tx, note, None).await?;
    let version = row.version + 1;
    events::record(&mut tx, ctx, Event::NoteRestored { opportunity: id, note, version }).await?;
    tx.commit().await
}

/// A note of this deal that the reader wrote: colleagues see it, and may not touch it.
async fn own(tx: &mut Tx, ctx: &Ctx, id: OpportunityId, note: NoteId) -> Result<store::OwnNote> {
    let row = store::lock(tx, id, note).await?.ok_or(Problem::NotFound)?;
    match (row.author == ctx.viewer()?.user, row.deleted_at) {
        (true, _) => Ok(row),
        (false, None) => Err(Problem::Forbidden("Only whoever wrote a note can change it.".to_owned()).into()),
        (false, Some(_)) => Err(Problem::NotFound.into()),
    }
}

/// Removes a deleted note once its time to come back is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct ForgetNote {
    pub note: NoteId,
    /// Which deletion: a note may be brought back and deleted again.
    pub version: i32,
}

impl ForgetNote {
    /// How long after the deletion it is due.
    pub const AFTER: TimeDelta = UNDO_WINDOW;
}

impl Job for ForgetNote {
    const KIND: &'static str = "forget_note";
    const QUEUE: &'static str = "housekeeping";

    fn key(&self) -> String {
        format!("{}/{}", self.note, self.version)
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        let mut tx = ctx.begin().await?;
        store::forget(&mut tx, self.note, ctx.now() - UNDO_WINDOW).await?;
        tx.commit().await
    }
}
