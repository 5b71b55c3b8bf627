//! The choices of a file, remembered for the next one whose columns have the same names.

use domain::imports::{Field, Fit, Kind, Mapping, Reading, StageFate, name_key, suggest};

use super::store::memory as store;
use super::values;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Values longer than this are sentences, which nobody writes the same way twice.
const VALUE_CHARS: usize = 1_000;

/// What each column was last time, else what its name suggests; no field twice.
pub async fn fitting(tx: &mut Tx, kind: Kind, columns: &[String]) -> Result<Vec<Option<(Field, Fit)>>> {
    let keys: Vec<String> = columns.iter().map(|name| name_key(name)).collect();
    let kept = store::headers(tx, kind, &keys).await?;
    let remembered: Vec<Option<Option<Field>>> = keys
        .iter()
        .map(|key| {
            let (_, field) = kept.iter().find(|(known, _)| known == key)?;
            Some(field.as_ref().and_then(|text| text.parse().ok()).filter(|field| Field::of(kind).contains(field)))
        })
        .collect();
    let mut taken: Vec<Field> = Vec::new();
    let mut fitting: Vec<Option<(Field, Fit)>> = vec![None; columns.len()];
    for (place, field) in remembered.iter().enumerate() {
        if let Some(Some(field)) = field
            && !taken.contains(field)
        {
            taken.push(*field);
            fitting[place] = Some((*field, Fit::Remembered));
        }
    }
    for (place, suggestion) in suggest(kind, columns).into_iter().enumerate() {
        if remembered[place].is_none()
            && let Some((field, _)) = suggestion
            && !taken.contains(&field)
        {
            taken.push(field);
            fitting[place] = suggestion;
        }
    }
    Ok(fitting)
}

/// Keeps which column is what, those left out too.
pub async fn keep_columns(tx: &mut Tx, ctx: &Ctx, kind: Kind, columns: &[String], mapping: &Mapping) -> Result<()> {
    let keys: Vec<String> = columns.iter().map(|name| name_key(name)).collect();
    let fields: Vec<Option<String>> =
        (0..columns.len()).map(|place| Some(mapping.0.get(place).copied().flatten()?.as_str().to_owned())).collect();
    store::keep_headers(tx, ctx.company(), kind, &keys, &fields).await
}

/// Takes over what was chosen for values of these columns in earlier files, where nothing is chosen yet.
pub async fn recall_values(
    tx: &mut Tx,
    kind: Kind,
    columns: &[String],
    mapping: &Mapping,
    reading: &mut Reading,
) -> Result<()> {
    let keys: Vec<String> = columns.iter().map(|name| name_key(name)).collect();
    for kept in store::meanings(tx, kind, &keys).await? {
        let field: Option<Field> = kept.field.parse().ok();
        let Some(field) =
            field.filter(|field| mapping.column(*field).and_then(|at| keys.get(at)) == Some(&kept.header_key))
        else {
            continue;
        };
        if field == Field::Stage {
            if let Some(fate) = StageFate::from_form(&kept.target) {
                reading.stages.entry(kept.value_key).or_insert(fate);
            }
        } else if values::may_mean(field, &kept.target) {
            reading.values.entry(field).or_default().entry(kept.value_key).or_insert(kept.target);
        }
    }
    Ok(())
}

/// Keeps what a value of the field's column was taken for.
pub async fn keep_value(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: Kind,
    columns: &[String],
    mapping: &Mapping,
    field: Field,
    name: &str,
    target: &str,
) -> Result<()> {
    let header = mapping.column(field).and_then(|place| columns.get(place));
    let key = name_key(name);
    match header {
        Some(header) if key.chars().count() <= VALUE_CHARS => {
            store::keep_meaning(tx, ctx.company(), kind, &name_key(header), field, &key, target).await
        }
        _ => Ok(()),
    }
}
