//! The deals and organisations the rows of a batch may mean.

use std::collections::HashMap;

use domain::imports::{OpportunityRow, Parsed, name_key};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::opportunities::{self as opportunities, Opportunity};

pub struct Known {
    by_record: HashMap<Uuid, Opportunity>,
    by_id: HashMap<String, Opportunity>,
    by_name: HashMap<String, Vec<Opportunity>>,
    /// Organisations by name; several may share one.
    accounts: HashMap<String, Vec<Uuid>>,
    /// What those organisations are called.
    names: HashMap<Uuid, String>,
}

impl Known {
    pub async fn of(tx: &mut Tx, rows: &[(i32, Parsed<OpportunityRow>)]) -> Result<Self> {
        let all = |text: fn(&OpportunityRow) -> Option<&String>| -> Vec<String> {
            rows.iter().filter_map(|(_, parsed)| text(&parsed.row).cloned()).collect()
        };
        let records: Vec<Uuid> = rows.iter().filter_map(|(_, parsed)| parsed.row.id).collect();
        let ids = opportunities::by_ids(tx, &all(|row| row.external_id.as_ref()), &records).await?;
        let mut by_name: HashMap<String, Vec<Opportunity>> = HashMap::new();
        let nameless_ids = |row: &OpportunityRow| row.id.is_none() && row.external_id.is_none();
        let names: Vec<String> =
            rows.iter().filter(|(_, p)| nameless_ids(&p.row)).filter_map(|(_, p)| p.row.name.clone()).collect();
        for found in opportunities::by_names(tx, &names).await? {
            by_name.entry(name_key(&found.name)).or_default().push(found);
        }
        let mut accounts: HashMap<String, Vec<Uuid>> = HashMap::new();
        let mut names = HashMap::new();
        for (id, name) in opportunities::accounts(tx, &all(|row| row.account.as_ref())).await? {
            accounts.entry(name_key(&name)).or_default().push(id);
            names.insert(id, name);
        }
        let by_record = ids.iter().map(|found| (found.id, found.clone())).collect();
        // Among the ids of the file are none that a CRM gave.
        let own = ids.into_iter().filter(|found| !is_kept_elsewhere(found));
        let by_id = own.filter_map(|found| Some((found.external_id.clone()?, found))).collect();
        Ok(Self { by_record, by_id, by_name, accounts, names })
    }

    /// Every organisation a row of the batch may belong to.
    pub fn organisations(&self) -> Vec<Uuid> {
        let known = self.by_record.values().chain(self.by_id.values()).chain(self.by_name.values().flatten());
        let known = known.filter_map(|found| found.organisation_id);
        self.accounts.values().flatten().copied().chain(known).collect()
    }

    pub fn meant(&self, row: &OpportunityRow) -> Result<Option<&Opportunity>, String> {
        if let Some(id) = &row.id {
            let unknown =
                || format!("No opportunity of yours has the PeerChamps ID “{id}”; leave it blank for a new one.");
            return self.by_record.get(id).map(Some).ok_or_else(unknown);
        }
        if let Some(id) = &row.external_id {
            return Ok(self.by_id.get(id));
        }
        let Some(name) = &row.name else { return Ok(None) };
        match self.by_name.get(&name_key(name)).map_or(&[][..], Vec::as_slice) {
            [] => Ok(None),
            [only] => Ok(Some(only)),
            many => {
                Err(format!("You have {} opportunities called “{name}”; match a column with your ids.", many.len()))
            }
        }
    }

    /// What an organisation that a row named is called.
    pub fn organisation_name(&self, id: Uuid) -> Option<&String> {
        self.names.get(&id)
    }

    /// The organisation of a row, none where it names none. Of several with one name the deal's own is meant.
    pub fn account(&self, row: &OpportunityRow, existing: Option<&Opportunity>) -> Result<Option<Uuid>, String> {
        let Some(name) = &row.account else { return Ok(None) };
        let own = existing.and_then(|existing| existing.organisation_id);
        match self.accounts.get(&name_key(name)).map_or(&[][..], Vec::as_slice) {
            [] => Err(format!("No organisation is called “{name}”. Import or add it first.")),
            [only] => Ok(Some(*only)),
            many if own.is_some_and(|own| many.contains(&own)) => Ok(own),
            many => {
                Err(format!("{} organisations are called “{name}”; which one is meant cannot be told.", many.len()))
            }
        }
    }
}

/// Whether a CRM keeps the deal.
pub fn is_kept_elsewhere(deal: &Opportunity) -> bool {
    !matches!(deal.source.as_str(), "manual" | "import")
}
