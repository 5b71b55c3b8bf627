//! Two organisations side by side, and making one of them.

use std::collections::HashMap;

use domain::accounts::Permission;
use domain::duplicates::{ComparePage, Compared, DuplicateKind, MergeField, Mergeable as _, OrganisationRecord, Picks};
use domain::event::Event;
use domain::ids::{MergeId, OrganisationId};
use domain::opportunities::Source;
use domain::organisations;
use domain::problem::Problem;
use domain::time::date_short;
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::duplicates::references::MOVED;
use crate::duplicates::side_by_side::{self, Two};
use crate::duplicates::store::organisations as store;
use crate::duplicates::store::{merges, records};
use crate::error::Result;
use crate::events;

const KIND: DuplicateKind = DuplicateKind::Organisation;

/// What somebody decided on the page.
#[derive(Clone, Debug)]
pub struct MakeOne {
    pub kept: OrganisationId,
    pub other: OrganisationId,
    /// The versions the page showed.
    pub kept_version: i64,
    pub other_version: i64,
    pub picks: Picks,
}

/// Two organisations side by side. `keep` says which stays; else the rules do.
pub async fn compare(ctx: &Ctx, one: &str, other: &str, keep: Option<&str>) -> Result<ComparePage> {
    ctx.allow(Permission::MergeRecords)?;
    let ids = (read_id(one)?, read_id(other)?);
    let mut tx = ctx.begin().await?;
    let hanging = store::hanging(&mut tx, ids.0, ids.1).await?;
    let two: Two<OrganisationRecord> =
        side_by_side::two(&mut tx, ctx, KIND, ids, keep, hanging, OrganisationRecord::goes_before).await?;
    let named = [&two.kept, &two.other].map(|record| [record.owner_id, record.parent_id]);
    let asked: Vec<Uuid> = named.into_iter().flatten().flatten().collect();
    let names: HashMap<Uuid, String> = store::names(&mut tx, &asked).await?.into_iter().collect();
    tx.commit().await?;

    let shown = |record: &OrganisationRecord, field: MergeField| match field {
        MergeField::Owner => record.owner_id.and_then(|id| names.get(&id).cloned()),
        MergeField::Parent => record.parent_id.and_then(|id| names.get(&id).cloned()),
        field => record.shown(field),
    };
    let both = |field: MergeField| {
        let can = field.is_list() && two.kept.value(field).is_some() && two.other.value(field).is_some();
        can.then(|| "Both together".to_owned())
    };
    let fields = two.fields(shown, both);
    Ok(two.page(KIND, fields, compared))
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
        home: record.id,
        name: record.name.clone(),
        line: organisations::place(record.industry.as_deref(), record.country.as_deref()),
        whence: format!("{source}{key}. Changed {}", date_short(record.updated_at.date_naive())),
        version: record.version(),
    }
}

/// Makes one of two.
pub async fn merge(ctx: &Ctx, make: &MakeOne) -> Result<MergeId> {
    ctx.allow(Permission::MergeRecords)?;
    let (kept, gone) = (make.kept.0, make.other.0);
    let mut tx = ctx.begin().await?;
    let versions = (make.kept_version, make.other_version);
    let (survivor, loser): (OrganisationRecord, OrganisationRecord) =
        side_by_side::as_shown(&mut tx, ctx, KIND, (kept, gone), versions).await?;
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
    records::remove(&mut tx, KIND, gone).await?;
    store::write(&mut tx, &one).await?;
    store::cut_circle(&mut tx, kept).await?;
    merges::end(&mut tx, id, serde_json::json!({})).await?;
    let told = Event::OrganisationsMerged { merge: id, organisation: make.kept, gone: make.other };
    events::record(&mut tx, ctx, told).await?;
    tx.commit().await?;
    tracing::info!(merge.id = %id, "two organisations were made one");
    Ok(id)
}
