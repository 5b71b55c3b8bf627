//! Making two people of one again, exactly as they were.

use domain::duplicates::PersonRecord;
use domain::event::Event;
use domain::ids::{AdvocateId, MergeId};
use domain::organisations::and_list;
use domain::problem::Problem;
use serde_json::Value as Json;

use super::store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::duplicates::merged::{refused, strays, survivor_gone};
use crate::duplicates::references::{OF_PEOPLE, OF_PEOPLE_MOVED};
use crate::duplicates::store::merges::{self, Merge};
use crate::duplicates::store::records;
use crate::error::{OnConstraint as _, Result};
use crate::events;

/// Takes a merge back. Refused when anything was said of the one person since, for it is not known of which of the two;
/// asks and touches since then stay with the one who stayed.
pub async fn undo(tx: &mut Tx, ctx: &Ctx, id: MergeId, merge: Merge) -> Result<()> {
    let before: PersonRecord = serde_json::from_value(merge.survivor_before.clone())?;
    let after: PersonRecord = serde_json::from_value(merge.survivor_after.clone())?;
    let loser: PersonRecord = serde_json::from_value(merge.loser.clone())?;
    let Some(now) = records::lock::<PersonRecord>(tx, merge.kind, &[merge.survivor_id]).await?.pop() else {
        return Err(survivor_gone(tx, merge.kind, after.id, &after.name).await?.into());
    };
    in_the_way(tx, id, &now, &before, &after, &merge.ledgers).await?;

    let exactly = now == after;
    let mut back = now.put_back(&before, &after);
    merges::mark_undone(tx, id, ctx.viewer()?.user, ctx.now()).await?;
    store::write(tx, &back).await?;
    bring_back(tx, id, &loser).await?;
    store::write_hours(tx, loser.id, &loser.hours).await?;
    for reference in OF_PEOPLE_MOVED {
        merges::put_rows_back(tx, id, reference.table, reference.column, merge.loser_id).await?;
    }
    store::put_ledgers_back(tx, id).await?;
    records::replace_back(tx, id, "availability_exceptions").await?;
    store::switch_back(tx, id).await?;
    if exactly {
        back.version = before.version;
        back.updated_at = before.updated_at;
        store::settle(tx, &back).await?;
    }
    let told = Event::AdvocateMergeUndone {
        merge: id,
        advocate: AdvocateId(merge.survivor_id),
        back: AdvocateId(merge.loser_id),
    };
    events::record(tx, ctx, told).await?;
    Ok(())
}

/// Refuses with everything that somebody changed or said since.
async fn in_the_way(
    tx: &mut Tx,
    id: MergeId,
    now: &PersonRecord,
    before: &PersonRecord,
    after: &PersonRecord,
    ledgers: &Json,
) -> Result<()> {
    let mut why: Vec<String> = Vec::new();
    let fields = now.in_the_way(before, after);
    if !fields.is_empty() {
        why.push(format!("{} of {} changed since", and_list(&fields), now.name));
    }
    why.extend(strays(tx, id, &OF_PEOPLE_MOVED, now.id).await?);
    let counts = store::ledger_counts(tx, now.id).await?;
    for reference in OF_PEOPLE {
        let (then, today) = (ledgers[reference.table].as_i64(), counts[reference.table].as_i64());
        if let Some(more) = then.zip(today).map(|(then, today)| today - then).filter(|more| *more != 0) {
            why.push(format!("{} {} since the merge", more.abs(), reference.counted(more.abs())));
        }
    }
    if store::sign_in_changed(tx, id).await? {
        why.push("the sign-in that was switched off was changed since".to_owned());
    }
    if why.is_empty() { Ok(()) } else { Err(refused(&why.join("; ")).into()) }
}

async fn bring_back(tx: &mut Tx, id: MergeId, loser: &PersonRecord) -> Result<()> {
    let because = |what: &str| -> Problem { refused(&format!("{what} {} since", loser.name)) };
    merges::bring_back(tx, id, "advocates")
        .await
        .on_constraint("advocates_email_unique", because("Another person has the address of"))
        .on_constraint("advocates_by_user", because("Another person has the sign-in of"))
        .on_constraint("advocates_user", refused(&format!("The sign-in of {} is gone since", loser.name)))
        .on_constraint("advocates_organisation", refused(&format!("Where {} worked is gone since", loser.name)))
        .on_constraint("advocates_owner", refused(&format!("Who looked after {} is gone since", loser.name)))
        .on_constraint("advocates_photo", refused(&format!("The photo of {} is gone since", loser.name)))
}
