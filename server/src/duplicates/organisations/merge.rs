//! Two organisations side by side, and making one of them.

use std::collections::HashMap;

use domain::accounts::Permission;
use domain::duplicates::{
    ComparePage, Compared, DuplicateKind, FieldRow, HangingRow, MergeField, Mergeable as _, OrganisationRecord, Picks,
    Reason, pair,
};
use domain::event::Event;
use domain::ids::{MergeId, OrganisationId};
use domain::opportunities::Source;
use domain::organisations;
use domain::problem::Problem;
use domain::time::date_short;
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::duplicates::list::{whole, words_of};
use crate::duplicates::merged::already_gone;
use crate::duplicates::references::MOVED;
use crate::duplicates::store::organisations as store;
use crate::duplicates::store::{merges, reasons};
use crate::error::Result;
use crate::events;

const KIND: DuplicateKind = DuplicateKind::Organisation;

/// What somebody decided on the page.
#[derive(Clone, Debug)]
pub struct MakeOne {
    pub kept: OrganisationId,
    pub other: OrganisationId,
    /// The versions the page showed.
    pub kept_version: i32,
    pub other_version: i32,
    pub picks: Picks,
}

/// Two organisations side by side. `keep` says which stays; else the rules do.
pub async fn compare(ctx: &Ctx, one: &str, other: &str, keep: Option<&str>) -> Result<ComparePage> {
    ctx.allow(Permission::MergeRecords)?;
    let (one, other) = (read_id(one)?, read_id(other)?);
    let keep: Option<Uuid> = keep.and_then(|keep| keep.parse().ok());
    let mut tx = ctx.begin().await?;
    let mut found: HashMap<Uuid, OrganisationRecord> =
        store::records(&mut tx, &[one, other]).await?.into_iter().map(|record| (record.id, record)).collect();
    for id in [one, other] {
        if !found.contains_key(&id) {
            return Err(already_gone(&mut tx, ctx, KIND, id).await?.into());
        }
    }
    let (Some(one), Some(other)) = (found.remove(&one), found.remove(&other)) else {
        return Err(Problem::NotFound.into());
    };
    let counted = store::hanging(&mut tx, one.id, other.id).await?;
    let on = |of: fn(&(String, i64, i64)) -> i64| whole(counted.iter().map(of).sum());
    let keeps_one = match keep {
        Some(id) if id == one.id => true,
        Some(id) if id == other.id => false,
        _ => one.goes_before(on(|row| row.1), &other, on(|row| row.2)),
    };
    let hanging = counted.into_iter().map(|(label, first, second)| {
        let (kept, other) = if keeps_one { (first, second) } else { (second, first) };
        HangingRow { label, kept: whole(kept), other: whole(other) }
    });
    let hanging: Vec<HangingRow> = hanging.collect();
    let (kept, other) = if keeps_one { (one, other) } else { (other, one) };
    let asked: Vec<Uuid> =
        [kept.owner_id, kept.parent_id, other.owner_id, other.parent_id].into_iter().flatten().collect();
    let names: HashMap<Uuid, String> = store::names(&mut tx, &asked).await?.into_iter().collect();
    let reasons = reasons(&mut tx, KIND, pair(kept.id, other.id)).await?;
    tx.commit().await?;

    let shown = |record: &OrganisationRecord, field: MergeField| match field {
        MergeField::Owner => record.owner_id.and_then(|id| names.get(&id).cloned()),
        MergeField::Parent => record.parent_id.and_then(|id| names.get(&id).cloned()),
        field => record.shown(field),
    };
    let said = |field: &MergeField| kept.value(*field).is_some() || other.value(*field).is_some();
    let (same, fields): (Vec<MergeField>, Vec<MergeField>) =
        MergeField::ALL.iter().copied().filter(said).partition(|field| kept.value(*field) == other.value(*field));
    let reasons: Vec<Reason> = reasons.and_then(|reasons| serde_json::from_value(reasons).ok()).unwrap_or_default();
    Ok(ComparePage {
        kind: KIND,
        fields: fields
            .into_iter()
            .map(|field| FieldRow {
                name: field.as_str().to_owned(),
                label: field.label().to_owned(),
                both: (field.is_list() && kept.value(field).is_some() && other.value(field).is_some())
                    .then(|| "Both together".to_owned()),
                kept: shown(&kept, field),
                other: shown(&other, field),
                usual: kept.usual(&other, field),
            })
            .collect(),
        same: same.into_iter().map(|field| field.label().to_owned()).collect(),
        settled: Vec::new(),
        hanging,
        obstacles: Vec::new(),
        can_tell_apart: !reasons.is_empty(),
        speaks_for: words_of(&reasons, false),
        against: words_of(&reasons, true),
        kept: compared(&kept),
        other: compared(&other),
    })
}

fn read_id(text: &str) -> Result<Uuid> {
    let id: OrganisationId = text.parse().map_err(|_| Problem::NotFound)?;
    Ok(id.0)
}

fn compared(record: &OrganisationRecord) -> Compared {
    let source = record.source.parse::<Source>().map_or("", Source::label);
    let key = record.external_id.as_ref().map(|key| format!(", key {key}")).unwrap_or_default();
    Compared {
        id: record.id,
        name: record.name.clone(),
        line: organisations::place(record.industry.as_deref(), record.country.as_deref()),
        whence: format!("{source}{key}. Changed {}", date_short(record.updated_at.date_naive())),
        version: record.version,
    }
}

/// Makes one of two.
pub async fn merge(ctx: &Ctx, make: &MakeOne) -> Result<MergeId> {
    ctx.allow(Permission::MergeRecords)?;
    let (kept, gone) = (make.kept.0, make.other.0);
    let mut tx = ctx.begin().await?;
    let locked = store::lock(&mut tx, &[kept, gone]).await?;
    let mut records: HashMap<Uuid, OrganisationRecord> = locked.into_iter().map(|record| (record.id, record)).collect();
    if kept == gone && records.contains_key(&kept) {
        return Err(Problem::refused("same_record", "These are not two organisations but one.").into());
    }
    let missing = if records.contains_key(&kept) { gone } else { kept };
    let (Some(survivor), Some(loser)) = (records.remove(&kept), records.remove(&gone)) else {
        return Err(already_gone(&mut tx, ctx, KIND, missing).await?.into());
    };
    if (survivor.version, loser.version) != (make.kept_version, make.other_version) {
        let changed = if survivor.version == make.kept_version { &loser.name } else { &survivor.name };
        let words = format!("{changed} was changed after you opened this page. Look at both again, then merge.");
        return Err(Problem::refused("changed_meanwhile", words).into());
    }
    let one = survivor.taking(&loser, &make.picks);

    let id = MergeId::new();
    merges::begin(&mut tx, ctx, id, KIND, kept, gone).await?;
    if survivor.parent_id == Some(gone) {
        // Else it would be moved with the other subsidiaries, under itself.
        store::free(&mut tx, &survivor).await?;
    }
    store::take_relations(&mut tx, id, kept, gone).await?;
    store::take_rivalries(&mut tx, id, kept, gone).await?;
    for reference in MOVED {
        merges::move_rows(&mut tx, id, reference.table, reference.column, gone, kept).await?;
    }
    store::remove(&mut tx, gone).await?;
    store::write(&mut tx, &one).await?;
    store::cut_circle(&mut tx, kept).await?;
    merges::end(&mut tx, id, serde_json::json!({})).await?;
    let told = Event::OrganisationsMerged { merge: id, organisation: make.kept, gone: make.other };
    events::record(&mut tx, ctx, told).await?;
    tx.commit().await?;
    tracing::info!(merge.id = %id, "two organisations were made one");
    Ok(id)
}
