//! The organisations the rows of a batch may mean.

use std::collections::HashMap;

use domain::duplicates::DuplicateKind;
use domain::imports::{OrganisationRow, Parsed, name_key};
use uuid::Uuid;

use super::kept_elsewhere;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::store;
use crate::imports::store::organisations::{self as organisations, Organisation};

/// The organisations the rows of a batch may mean.
pub struct Known {
    by_record: HashMap<Uuid, Organisation>,
    by_id: HashMap<String, Organisation>,
    by_name: HashMap<String, Vec<Organisation>>,
}

impl Known {
    pub async fn of(tx: &mut Tx, rows: &[(i32, Parsed<OrganisationRow>)]) -> Result<Self> {
        let names: Vec<String> = rows.iter().map(|(_, parsed)| parsed.row.name.clone()).collect();
        let ids: Vec<String> = rows.iter().filter_map(|(_, parsed)| parsed.row.external_id.clone()).collect();
        let mut by_name: HashMap<String, Vec<Organisation>> = HashMap::new();
        for found in organisations::by_names(tx, &names).await? {
            let name = found.merged.as_ref().unwrap_or(&found.name);
            by_name.entry(name_key(name)).or_default().push(found);
        }
        let mut records: Vec<Uuid> = rows.iter().filter_map(|(_, parsed)| parsed.row.id).collect();
        let merged = if records.is_empty() {
            Vec::new()
        } else {
            store::merged(tx, DuplicateKind::Organisation.as_str(), &records).await?
        };
        records.extend(merged.iter().map(|(_, survivor, _)| *survivor));
        let (mut by_record, mut by_id) = (HashMap::new(), HashMap::new());
        for found in organisations::by_ids(tx, &ids, &records).await? {
            // Among the ids of the file are none that a CRM gave.
            let own = found.external_id.as_ref().filter(|_| kept_elsewhere(&found.source).is_none());
            if let Some(id) = found.merged.as_ref().or(own) {
                by_id.insert(id.clone(), found.clone());
            }
            if found.merged.is_none() {
                by_record.insert(found.id, found);
            }
        }
        for (id, survivor, name) in merged {
            if let Some(found) = by_record.get(&survivor).cloned() {
                by_record.insert(id, Organisation { merged: Some(name), ..found });
            }
        }
        Ok(Self { by_record, by_id, by_name })
    }

    /// The organisation a row means, none, or why that cannot be told.
    pub fn meant(&self, row: &OrganisationRow) -> Result<Option<&Organisation>, String> {
        if let Some(id) = &row.id {
            let unknown =
                || format!("No organisation of yours has the PeerChamps ID “{id}”; leave it blank for a new one.");
            return self.by_record.get(id).map(Some).ok_or_else(unknown);
        }
        if let Some(id) = &row.external_id {
            if let Some(found) = self.by_id.get(id) {
                return Ok(Some(found));
            }
            // A known organisation without an id of its own takes on the one of the file.
            let mut nameless =
                self.named(row).iter().filter(|found| found.external_id.is_none() || found.merged.is_some());
            return Ok(nameless.next().filter(|_| nameless.next().is_none()));
        }
        match self.named(row) {
            [] => Ok(None),
            [only] => Ok(Some(only)),
            many => Err(format!(
                "You have {} organisations called “{}”; match a column with your ids.",
                many.len(),
                row.name
            )),
        }
    }

    fn named(&self, row: &OrganisationRow) -> &[Organisation] {
        self.by_name.get(&name_key(&row.name)).map_or(&[], Vec::as_slice)
    }
}
