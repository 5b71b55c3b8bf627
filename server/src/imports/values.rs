//! Values that are not plain: which of them a page shows, and what may be chosen for them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::imports::{Field, ValueChoice, ValueOffer, choices, zone_choice};
use domain::time::zones;

use super::store;
use crate::db::Tx;
use crate::error::Result;

/// So many are shown at once: those nobody knows first, so that the next ones follow when these are chosen.
const SHOWN: usize = 30;
/// The longest name of a product.
const PRODUCT_CHARS: usize = 80;

/// The values to show, how many more there are, and what may be chosen for them.
pub async fn shown(tx: &mut Tx, values: &[ValueChoice]) -> Result<(Vec<ValueChoice>, usize, Vec<ValueOffer>)> {
    let shown: Vec<ValueChoice> = values.iter().take(SHOWN).cloned().collect();
    let mut offers: BTreeMap<Field, Vec<(String, String)>> = BTreeMap::new();
    for value in &shown {
        if let Entry::Vacant(place) = offers.entry(value.field) {
            place.insert(offered(tx, value.field).await?);
        }
    }
    let offers = offers.into_iter().map(|(field, choices)| ValueOffer { field, choices }).collect();
    Ok((shown, values.len().saturating_sub(SHOWN), offers))
}

async fn offered(tx: &mut Tx, field: Field) -> Result<Vec<(String, String)>> {
    Ok(match field {
        Field::TimeZone => zones::CHOICES.iter().map(|zone| zone_choice(zone.name())).collect(),
        Field::Product | Field::Products => {
            let known = store::advocates::known_products(tx).await?;
            known.into_iter().map(|product| (product.clone(), product)).collect()
        }
        _ => choices(field),
    })
}

/// Whether a value of the field may be taken for this; anything may be left blank.
pub fn may_mean(field: Field, target: &str) -> bool {
    target.is_empty()
        || match field {
            Field::TimeZone => zones::find(target).is_some(),
            Field::Product | Field::Products => target.chars().count() <= PRODUCT_CHARS,
            _ => choices(field).iter().any(|(key, _)| key == target),
        }
}
