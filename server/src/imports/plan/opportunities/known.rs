//! The deals and organisations the rows of a batch may mean.

use std::collections::HashMap;

use domain::imports::{OpportunityRow, Parsed, name_key};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::opportunities::{self as opportunities, Opportunity};

pub struct Known {
    by_id: HashMap<String, Opportunity>,
    by_name: HashMap<String, Vec<Opportunity>>,
    /// Organisations by name; several may share one.
    accounts: HashMap<String, Vec<Uuid>>,
}

impl Known {
    pub async fn of(tx: &mut Tx, rows: &[(i32, Parsed<OpportunityRow>)]) -> Result<Self> {
        let all = |text: fn(&OpportunityRow) -> Option<&String>| -> Vec<String> {
            rows.iter().filter_map(|(_, parsed)| text(&parsed.row).cloned()).collect()
        };
        let ids = opportunities::by_external_ids(tx, &all(|row| row.external_id.as_ref())).await?;
        let mut by_name: HashMap<String, Vec<Opportunity>> = HashMap::new();
        let nameless_ids = |row: &OpportunityRow| row.external_id.is_none();
        let names: Vec<String> =
            rows.iter().filter(|(_, p)| nameless_ids(&p.row)).filter_map(|(_, p)| p.row.name.clone()).collect();
        for found in opportunities::by_names(tx, &names).await? {
            by_name.entry(name_key(&found.name)).or_default().push(found);
        }
        let mut accounts: HashMap<String, Vec<Uuid>> = HashMap::new();
        for (id, name) in opportunities::accounts(tx, &all(|row| row.account.as_ref())).await? {
            accounts.entry(name_key(&name)).or_default().push(id);
        }
        let by_id = ids.into_iter().filter_map(|found| Some((found.external_id.clone()?, found))).collect();
        Ok(Self { by_id, by_name, accounts })
    }

    /// Every organisation a row of the batch may belong to.
    pub fn organisations(&self) -> Vec<Uuid> {
        let known =
            self.by_id.values().chain(self.by_name.values().flatten()).filter_map(|found| found.organisation_id);
        self.accounts.values().flatten().copied().chain(known).collect()
    }

    pub fn meant(&self, row: &OpportunityRow) -> Result<Option<&Opportunity>, String> {
        if let Some(id) = &row.external_id {
            return Ok(self.by_id.get(id));
        }
        let Some(name) = &row.name else { return Ok(None) };
        match self.by_name.get(&name_key(name)).map_or(&[][..], Vec::as_slice) {
            [] => Ok(None),
            [only] if matches!(only.source.as_str(), "manual" | "import") => Ok(Some(only)),
            [_] => Err(format!("“{name}” is kept by your CRM; change it there.")),
            many => {
                Err(format!("You have {} opportunities called “{name}”; match a column with your ids.", many.len()))
            }
        }
    }

    /// The organisation of a row, none where it names none.
    pub fn account(&self, row: &OpportunityRow) -> Result<Option<Uuid>, String> {
        let Some(name) = &row.account else { return Ok(None) };
        match self.accounts.get(&name_key(name)).map_or(&[][..], Vec::as_slice) {
            [] => Err(format!("No organisation is called “{name}”. Import or add it first.")),
            [only] => Ok(Some(*only)),
            many => {
                Err(format!("{} organisations are called “{name}”; which one is meant cannot be told.", many.len()))
            }
        }
    }
}
