//! Two records side by side: what is the same whichever kind they are of.

use std::collections::HashMap;

use domain::duplicates::{ComparePage, Compared, DuplicateKind, FieldRow, HangingRow, Mergeable, Reason, pair};
use domain::problem::Problem;
use uuid::Uuid;

use super::list::{whole, words_of};
use super::merged::already_gone;
use super::store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Two records, and how much hangs on each.
pub struct Two<R> {
    pub kept: R,
    pub other: R,
    hanging: Vec<HangingRow>,
    reasons: Vec<Reason>,
}

/// How much of a kind hangs on each of two: a label and two numbers.
pub type Hanging = Vec<(String, i64, i64)>;

/// The two of an address. The record that is named as the one to stay does; else `goes_before` says which.
pub async fn two<R: Mergeable>(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: DuplicateKind,
    ids: (Uuid, Uuid),
    keep: Option<&str>,
    hanging: Hanging,
    goes_before: fn(&R, u32, &R, u32) -> bool,
) -> Result<Two<R>> {
    let keep: Option<Uuid> = keep.and_then(|keep| keep.parse().ok());
    let found = store::records::records(tx, kind, &[ids.0, ids.1]).await?;
    let (one, other) = both::<R>(tx, ctx, kind, found, ids).await?;
    let on = |of: fn(&(String, i64, i64)) -> i64| whole(hanging.iter().map(of).sum());
    let keeps_one = match keep {
        Some(id) if id == one.id() => true,
        Some(id) if id == other.id() => false,
        _ => goes_before(&one, on(|row| row.1), &other, on(|row| row.2)),
    };
    let turned = |(label, first, second)| {
        let (kept, other) = if keeps_one { (first, second) } else { (second, first) };
        HangingRow { label, kept: whole(kept), other: whole(other) }
    };
    let reasons = store::reasons(tx, kind, pair(one.id(), other.id())).await?;
    let reasons = reasons.and_then(|reasons| serde_json::from_value(reasons).ok()).unwrap_or_default();
    let hanging = hanging.into_iter().map(turned).collect();
    let (kept, other) = if keeps_one { (one, other) } else { (other, one) };
    Ok(Two { kept, other, hanging, reasons })
}

/// The two of these ids, or what became of the one that is missing.
async fn both<R: Mergeable>(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: DuplicateKind,
    found: Vec<R>,
    (one, other): (Uuid, Uuid),
) -> Result<(R, R)> {
    let mut found: HashMap<Uuid, R> = found.into_iter().map(|record| (record.id(), record)).collect();
    if one == other && found.contains_key(&one) {
        let words = format!("These are not two {} but one.", kind.many());
        return Err(Problem::refused("same_record", words).into());
    }
    let missing = if found.contains_key(&one) { other } else { one };
    match (found.remove(&one), found.remove(&other)) {
        (Some(one), Some(other)) => Ok((one, other)),
        _ => Err(already_gone(tx, ctx, kind, missing).await?.into()),
    }
}

/// The one that stays and the one that goes, locked, as the page showed them.
pub async fn as_shown<R: Mergeable>(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: DuplicateKind,
    ids: (Uuid, Uuid),
    versions: (i64, i64),
) -> Result<(R, R)> {
    let locked = store::records::lock(tx, kind, &[ids.0, ids.1]).await?;
    let (survivor, loser) = both::<R>(tx, ctx, kind, locked, ids).await?;
    if (survivor.version(), loser.version()) != versions {
        let changed = if survivor.version() == versions.0 { loser.name() } else { survivor.name() };
        let words = format!("{changed} was changed after you opened this page. Look at both again, then merge.");
        return Err(Problem::refused("changed_meanwhile", words).into());
    }
    Ok((survivor, loser))
}

impl<R: Mergeable> Two<R> {
    /// The fields in which they differ, as `shown` shows them and with the words for both together, and the names of those
    /// in which they do not.
    pub fn fields(
        &self,
        shown: impl Fn(&R, R::Field) -> Option<String>,
        both: impl Fn(R::Field) -> Option<String>,
    ) -> (Vec<FieldRow>, Vec<String>) {
        let (kept, other) = (&self.kept, &self.other);
        let says = |field: &R::Field| kept.value(*field).is_some() || other.value(*field).is_some();
        let (same, differ): (Vec<R::Field>, Vec<R::Field>) =
            R::FIELDS.iter().copied().filter(says).partition(|field| kept.value(*field) == other.value(*field));
        let row = |field: R::Field| FieldRow {
            name: field.to_string(),
            label: R::label(field).to_owned(),
            kept: shown(kept, field),
            other: shown(other, field),
            both: both(field),
            usual: kept.usual(other, field),
        };
        (differ.into_iter().map(row).collect(), same.into_iter().map(|field| R::label(field).to_owned()).collect())
    }

    /// The page of the two, without what follows by a rule and what is in the way.
    pub fn page(
        self,
        kind: DuplicateKind,
        (fields, same): (Vec<FieldRow>, Vec<String>),
        compared: impl Fn(&R) -> Compared,
    ) -> ComparePage {
        ComparePage {
            kind,
            fields,
            same,
            settled: Vec::new(),
            hanging: self.hanging,
            obstacles: Vec::new(),
            can_tell_apart: !self.reasons.is_empty(),
            speaks_for: words_of(&self.reasons, false),
            against: words_of(&self.reasons, true),
            kept: compared(&self.kept),
            other: compared(&self.other),
        }
    }
}
