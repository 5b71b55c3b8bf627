//! Making two contacts of one again, exactly as they were.

use domain::duplicates::ContactRecord;
use domain::event::Event;
use domain::ids::{ContactId, MergeId};
use domain::organisations::and_list;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::duplicates::merged::{any_replaced_changed, refused, survivor_gone};
use crate::duplicates::references::OF_CONTACTS_REPLACED;
use crate::duplicates::store::contacts as store;
use crate::duplicates::store::merges::{self, Merge};
use crate::duplicates::store::records;
use crate::error::{OnConstraint as _, Result};
use crate::events;

/// Takes a merge back: the deals and requests of each, both contacts as they were. Refused, with what stands in the way,
/// when somebody changed since what the merge had changed.
pub async fn undo(tx: &mut Tx, ctx: &Ctx, id: MergeId, merge: Merge) -> Result<()> {
    let before: ContactRecord = serde_json::from_value(merge.survivor_before.clone())?;
    let after: ContactRecord = serde_json::from_value(merge.survivor_after.clone())?;
    let loser: ContactRecord = serde_json::from_value(merge.loser.clone())?;
    let locked = records::lock::<ContactRecord>(tx, merge.kind, &[merge.survivor_id]).await?.pop();
    let Some(now) = locked else {
        return Err(survivor_gone(tx, merge.kind, after.id, &after.name).await?.into());
    };
    in_the_way(tx, id, &now, &before, &after).await?;

    let exactly = now == after;
    let back = now.put_back(&before, &after);
    store::write(tx, &back).await.on_constraint(
        "contacts_email_unique",
        refused(&format!("Another contact has the address of {} since", back.name)),
    )?;
    merges::bring_back(tx, id, "contacts")
        .await
        .on_constraint(
            "contacts_email_unique",
            refused(&format!("Another contact has the address of {} since", loser.name)),
        )
        .on_constraint("contacts_left_by", refused(&format!("Who said that {} left is gone since", loser.name)))
        .on_constraint("contacts_organisation", refused(&format!("Where {} worked is gone since", loser.name)))?;
    let standing = "Their deals or requests were changed since";
    for reference in OF_CONTACTS_REPLACED {
        records::replace_back(tx, id, reference.table)
            .await
            .on_constraint("opportunity_contacts_pkey", refused(standing))
            .on_constraint("opportunity_contacts_one_primary", refused(standing))
            .on_constraint("request_guests_pkey", refused(standing))
            .on_constraint("opportunity_contacts_opportunity", refused(standing))
            .on_constraint("request_guests_request", refused(standing))?;
    }
    if exactly {
        store::settle(tx, &ContactRecord { updated_at: before.updated_at, ..back }).await?;
    }
    merges::mark_undone(tx, id, ctx.viewer()?.user, ctx.now()).await?;
    let told =
        Event::ContactMergeUndone { merge: id, contact: ContactId(merge.survivor_id), back: ContactId(merge.loser_id) };
    events::record(tx, ctx, told).await?;
    Ok(())
}

/// Refuses with everything that somebody changed since and that undo would have to overwrite.
async fn in_the_way(
    tx: &mut Tx,
    id: MergeId,
    now: &ContactRecord,
    before: &ContactRecord,
    after: &ContactRecord,
) -> Result<()> {
    let mut why: Vec<String> = Vec::new();
    let fields = now.in_the_way(before, after);
    if !fields.is_empty() {
        why.push(format!("{} of {} changed since", and_list(&fields), now.name));
    }
    if now.organisation_id != after.organisation_id {
        why.push(format!("{} moved to another organisation since", now.name));
    }
    if any_replaced_changed(tx, id, &OF_CONTACTS_REPLACED.map(|reference| reference.table)).await? {
        why.push("their deals or requests were changed since".to_owned());
    }
    if why.is_empty() { Ok(()) } else { Err(refused(&why.join("; ")).into()) }
}
