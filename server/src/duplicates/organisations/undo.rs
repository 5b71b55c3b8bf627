//! Making two of one again, exactly as they were.

use domain::duplicates::OrganisationRecord;
use domain::event::Event;
use domain::ids::{MergeId, OrganisationId};
use domain::organisations::and_list;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::duplicates::merged::{any_replaced_changed, refused, strays, survivor_gone};
use crate::duplicates::references::{MOVED, REPLACED_TABLES};
use crate::duplicates::store::merges::{self, Merge};
use crate::duplicates::store::organisations as store;
use crate::duplicates::store::records;
use crate::error::{OnConstraint as _, Result};
use crate::events;

/// Takes a merge back: every row it moved, both records as they were. Refused, with what stands in the way, when
/// somebody changed since what the merge had changed.
pub async fn undo(tx: &mut Tx, ctx: &Ctx, id: MergeId, merge: Merge) -> Result<()> {
    let before: OrganisationRecord = serde_json::from_value(merge.survivor_before.clone())?;
    let after: OrganisationRecord = serde_json::from_value(merge.survivor_after.clone())?;
    let loser: OrganisationRecord = serde_json::from_value(merge.loser.clone())?;
    let Some(now) = records::lock::<OrganisationRecord>(tx, merge.kind, &[merge.survivor_id]).await?.pop() else {
        return Err(survivor_gone(tx, merge.kind, after.id, &after.name).await?.into());
    };
    in_the_way(tx, id, &now, &before, &after).await?;

    let exactly = now == after;
    let mut back = now.put_back(&before, &after);
    store::free(tx, &back).await?;
    bring_back(tx, id, &loser).await?;
    for reference in MOVED {
        merges::put_rows_back(tx, id, reference.table, reference.column, merge.loser_id).await?;
    }
    let standing = "Its relations and rivals were changed since";
    for table in REPLACED_TABLES {
        records::replace_back(tx, id, table)
            .await
            .on_constraint("organisation_relations_pkey", refused(standing))
            .on_constraint("organisation_rivalries_pkey", refused(standing))
            .on_constraint("organisation_rivalries_one", refused("A rival of it is gone since"))
            .on_constraint("organisation_rivalries_other", refused("A rival of it is gone since"))?;
    }
    back.version = before.version;
    back.updated_at = before.updated_at;
    store::settle(tx, &back, exactly)
        .await
        .on_constraint("organisations_parent", refused("What it belonged to is gone since"))?;
    merges::mark_undone(tx, id, ctx.viewer()?.user, ctx.now()).await?;
    let told = Event::MergeUndone {
        merge: id,
        organisation: OrganisationId(merge.survivor_id),
        back: OrganisationId(merge.loser_id),
    };
    events::record(tx, ctx, told).await?;
    Ok(())
}

/// Refuses with everything that somebody changed since and that undo would have to overwrite.
async fn in_the_way(
    tx: &mut Tx,
    id: MergeId,
    now: &OrganisationRecord,
    before: &OrganisationRecord,
    after: &OrganisationRecord,
) -> Result<()> {
    let mut why: Vec<String> = Vec::new();
    let fields = now.in_the_way(before, after);
    if !fields.is_empty() {
        why.push(format!("{} of {} changed since", and_list(&fields), now.name));
    }
    why.extend(strays(tx, id, &MOVED, now.id).await?);
    if any_replaced_changed(tx, id, &REPLACED_TABLES).await? {
        why.push("its relations or rivals were changed since".to_owned());
    }
    if why.is_empty() { Ok(()) } else { Err(refused(&why.join("; ")).into()) }
}

async fn bring_back(tx: &mut Tx, id: MergeId, loser: &OrganisationRecord) -> Result<()> {
    merges::bring_back(tx, id, "organisations")
        .await
        .on_constraint(
            "organisations_external_unique",
            refused(&format!("Another record has the key of {} since", loser.name)),
        )
        .on_constraint("organisations_parent", refused(&format!("What {} belonged to is gone since", loser.name)))
        .on_constraint("organisations_owner", refused(&format!("Who looked after {} is gone since", loser.name)))
}
