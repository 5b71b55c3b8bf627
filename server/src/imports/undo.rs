//! Taking an import back, exactly or not at all.

use domain::event::Event;
use domain::ids::ImportId;
use domain::imports::{Kind, State};
use domain::problem::Problem;

use super::{allow, find, store};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;

/// Removes what the import made and puts back what it changed, unless something of it was changed or
/// used since: then nothing happens, and the reason names what stands in the way.
pub async fn undo(ctx: &Ctx, kind: Kind, id: ImportId) -> Result<()> {
    allow(ctx, kind)?;
    let by = ctx.viewer()?.user;
    let mut tx = ctx.begin().await?;
    store::wait_for_turn(&mut tx, ctx.company()).await?;
    store::lock(&mut tx, id).await?;
    let import = find(&mut tx, kind, id).await?;
    let landed_at = match (import.state, import.landed_at) {
        (State::Done, Some(landed_at)) => landed_at,
        (State::Undone, _) => return Err(Problem::refused("already_undone", "This import was undone already.").into()),
        _ => return Err(Problem::refused("not_imported", "Only a finished import can be undone.").into()),
    };

    store::undo::prepare(&mut tx).await?;
    store::undo::lock(&mut tx, &import).await?;
    let changed = store::undo::changed_since(&mut tx, &import, landed_at).await?;
    if !changed.is_empty() {
        let names = changed.join(", ");
        return Err(Problem::refused(
            "changed_since",
            format!("This import cannot be undone, because records were changed or removed since: {names}. Nothing was touched."),
        )
        .into());
    }
    let uses = store::undo::used_by(&mut tx, &import, landed_at).await?;
    if !uses.is_empty() {
        let uses: Vec<String> = uses.into_iter().map(|(what, count)| format!("{count} {what}")).collect();
        return Err(Problem::refused(
            "used_since",
            format!(
                "This import cannot be undone, because its records are in use: {}. Nothing was touched.",
                uses.join(", ")
            ),
        )
        .into());
    }

    store::undo::restore(&mut tx, &import, landed_at).await?;
    store::undo::mark_undone(&mut tx, id, by, ctx.now()).await?;
    events::record(&mut tx, ctx, Event::ImportUndone { import: id }).await?;
    tx.commit().await
}
