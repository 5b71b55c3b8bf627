//! Two contacts side by side, and making one of them.

use std::collections::HashMap;

use domain::accounts::Permission;
use domain::duplicates::{AfterRow, ComparePage, Compared, ContactPicks, ContactRecord, Mergeable as _, Obstacle};
use domain::event::Event;
use domain::ids::{ContactId, MergeId};
use domain::problem::Problem;
use domain::time::date_short;
use uuid::Uuid;

use super::KIND;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::duplicates::side_by_side::{self, Two};
use crate::duplicates::store::contacts as store;
use crate::duplicates::store::{merges, organisations, records};
use crate::error::Result;
use crate::events;

/// What somebody decided on the page.
#[derive(Clone, Debug)]
pub struct MakeContactOne {
    pub kept: ContactId,
    pub other: ContactId,
    /// The versions the page showed.
    pub kept_version: i64,
    pub other_version: i64,
    pub picks: ContactPicks,
}

/// Two contacts side by side. `keep` says which stays; else the rules do.
pub async fn compare(ctx: &Ctx, one: &str, other: &str, keep: Option<&str>) -> Result<ComparePage> {
    ctx.allow(Permission::MergeRecords)?;
    let read = |text: &str| text.parse::<ContactId>().map(|id| id.0).map_err(|_| Problem::NotFound);
    let ids = (read(one)?, read(other)?);
    let mut tx = ctx.begin().await?;
    let hanging = store::hanging(&mut tx, ids.0, ids.1).await?;
    let two: Two<ContactRecord> =
        side_by_side::two(&mut tx, ctx, KIND, ids, keep, hanging, ContactRecord::goes_before).await?;
    let in_the_way = obstacle(&mut tx, &two.kept, &two.other).await?;
    let homes = [two.kept.organisation_id, two.other.organisation_id];
    let names: HashMap<Uuid, String> = organisations::names(&mut tx, &homes).await?.into_iter().collect();
    tx.commit().await?;

    let fields = two.fields(|record, field| record.value(field), |_| None);
    Ok(ComparePage {
        settled: whether_there(&two.kept, &two.other).into_iter().collect(),
        obstacles: in_the_way.iter().map(Obstacle::sentence).collect(),
        ..two.page(KIND, fields, |record| compared(record, &names))
    })
}

fn compared(record: &ContactRecord, names: &HashMap<Uuid, String>) -> Compared {
    let organisation = names.get(&record.organisation_id).cloned().unwrap_or_default();
    let line = [record.title.clone(), organisation].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let address = record.email.as_ref().map(|email| [email, ". "].concat()).unwrap_or_default();
    Compared {
        id: record.id,
        home: record.organisation_id,
        name: record.name.clone(),
        line: line.join(", "),
        whence: format!("{address}Changed {}", date_short(record.updated_at.date_naive())),
        version: record.version(),
    }
}

/// Whether the one works there, where only one of the two does.
fn whether_there(kept: &ContactRecord, other: &ContactRecord) -> Option<AfterRow> {
    let words = |record: &ContactRecord| match record.left_at {
        None => "Works there".to_owned(),
        Some(at) => format!("Left, {}", date_short(at.date_naive())),
    };
    let one = kept.taking(other, &ContactPicks::new());
    let row = AfterRow {
        label: "Whether they are there".to_owned(),
        kept: words(kept),
        other: words(other),
        after: words(&one),
    };
    (kept.left_at.is_some() != other.left_at.is_some()).then_some(row)
}

async fn obstacle(tx: &mut Tx, kept: &ContactRecord, other: &ContactRecord) -> Result<Option<Obstacle>> {
    if kept.organisation_id == other.organisation_id {
        return Ok(None);
    }
    let homes = [kept.organisation_id, other.organisation_id];
    let mut names: HashMap<Uuid, String> = organisations::names(tx, &homes).await?.into_iter().collect();
    let mut name = |id: Uuid| names.remove(&id).unwrap_or_default();
    Ok(Some(Obstacle::ContactsOfTwo { one: name(kept.organisation_id), other: name(other.organisation_id) }))
}

/// Makes one of two contacts.
pub async fn merge(ctx: &Ctx, make: &MakeContactOne) -> Result<MergeId> {
    ctx.allow(Permission::MergeRecords)?;
    let (kept, gone) = (make.kept.0, make.other.0);
    let mut tx = ctx.begin().await?;
    let versions = (make.kept_version, make.other_version);
    let (survivor, loser): (ContactRecord, ContactRecord) =
        side_by_side::as_shown(&mut tx, ctx, KIND, (kept, gone), versions).await?;
    if let Some(obstacle) = obstacle(&mut tx, &survivor, &loser).await? {
        return Err(Problem::refused(obstacle.code(), obstacle.sentence()).into());
    }
    let one = survivor.taking(&loser, &make.picks);

    let id = MergeId::new();
    merges::begin(&mut tx, ctx, id, KIND, kept, gone).await?;
    store::take_deals(&mut tx, id, kept, gone).await?;
    store::take_requests(&mut tx, id, kept, gone).await?;
    records::remove(&mut tx, KIND, gone).await?;
    store::write(&mut tx, &one).await?;
    merges::end(&mut tx, id, serde_json::json!({})).await?;
    let told = Event::ContactsMerged { merge: id, contact: make.kept, gone: make.other };
    events::record(&mut tx, ctx, told).await?;
    tx.commit().await?;
    tracing::info!(merge.id = %id, "two contacts were made one");
    Ok(id)
}
