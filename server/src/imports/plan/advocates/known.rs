//! What the rows of a batch may mean: advocates by address, customers by name, id and domain.

use std::collections::{HashMap, HashSet};

use domain::duplicates::DuplicateKind;
use domain::imports::{AdvocateRow, Parsed, name_key};
use uuid::Uuid;

use super::By;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::store;
use crate::imports::store::advocates::{self as advocates, Account, Advocate};

pub struct Known {
    by_record: HashMap<Uuid, Advocate>,
    by_email: By<Advocate>,
    accounts: Vec<Account>,
    by_name: By<Vec<usize>>,
    by_id: By<Vec<usize>>,
    by_host: By<Vec<usize>>,
    namesakes: HashSet<(Uuid, String)>,
}

impl Known {
    pub async fn of(tx: &mut Tx, rows: &[(i32, Parsed<AdvocateRow>)]) -> Result<Self> {
        let all = |text: fn(&AdvocateRow) -> Option<&String>| -> Vec<String> {
            let texts: HashSet<&String> = rows.iter().filter_map(|(_, parsed)| text(&parsed.row)).collect();
            texts.into_iter().cloned().collect()
        };
        let mut records: Vec<Uuid> = rows.iter().filter_map(|(_, parsed)| parsed.row.id).collect();
        let merged = if records.is_empty() {
            Vec::new()
        } else {
            store::merged(tx, DuplicateKind::Advocate.as_str(), &records).await?
        };
        records.extend(merged.iter().map(|(_, survivor, _)| *survivor));
        let found = advocates::by_emails(tx, &all(|row| Some(&row.email)), &records).await?;
        let own = found.iter().filter(|found| found.merged.is_none());
        let mut by_record: HashMap<Uuid, Advocate> = own.map(|found| (found.id, found.clone())).collect();
        for (id, survivor, name) in merged {
            if let Some(found) = by_record.get(&survivor).cloned() {
                by_record.insert(id, Advocate { merged: Some(name), ..found });
            }
        }
        let key = |found: &Advocate| name_key(found.merged.as_ref().unwrap_or(&found.email));
        let by_email = found.into_iter().map(|found| (key(&found), found)).collect();
        let names = all(|row| row.account.as_ref());
        let (ids, hosts) = (all(|row| row.account_id.as_ref()), all(|row| row.account_host.as_ref()));
        let accounts = advocates::accounts(tx, &names, &ids, &hosts).await?;
        let (mut by_name, mut by_id, mut by_host) = (By::new(), By::new(), By::new());
        for (place, account) in accounts.iter().enumerate() {
            by_name.entry(name_key(&account.name)).or_insert_with(Vec::new).push(place);
            by_host.entry(account.host.clone()).or_insert_with(Vec::new).push(place);
            if let Some(id) = &account.external_id {
                by_id.entry(id.clone()).or_insert_with(Vec::new).push(place);
            }
        }
        let namesakes = advocates::namesakes(tx, &all(|row| Some(&row.name))).await?;
        let namesakes = namesakes.into_iter().map(|(organisation, name)| (organisation, name_key(&name))).collect();
        Ok(Self { by_record, by_email, accounts, by_name, by_id, by_host, namesakes })
    }

    /// Whom a row means, none where it is somebody new, or why that cannot be told. No address is changed by a file: it is
    /// where somebody is asked.
    pub fn meant(&self, row: &AdvocateRow) -> Result<Option<&Advocate>, String> {
        let Some(id) = &row.id else { return Ok(self.by_email.get(&name_key(&row.email))) };
        match self.by_record.get(id) {
            None => Err(format!("Nobody of yours has the PeerChamps ID “{id}”; leave it blank for somebody new.")),
            Some(found) if found.merged.is_none() && name_key(&found.email) != name_key(&row.email) => Err(format!(
                "“{}” is not the address of {}, whom the PeerChamps ID names; change an address on their page.",
                row.email, found.name
            )),
            found => Ok(found),
        }
    }

    pub fn has_namesake(&self, key: &(Uuid, String)) -> bool {
        self.namesakes.contains(key)
    }

    /// The customer a row names by its id, else its name, else its domain; none where it names none, or only an address whose
    /// domain nobody has, or says of somebody where they are already.
    pub fn account(&self, row: &AdvocateRow, existing: Option<&Advocate>) -> Result<Option<&Account>, String> {
        let is_own = |name: &String| existing.is_some_and(|own| name_key(&own.organisation) == name_key(name));
        if row.account_id.is_none() && row.account.as_ref().is_some_and(is_own) {
            return Ok(None);
        }
        if let Some(id) = &row.account_id {
            return self.only(self.by_id.get(id), id, "has the id").map(Some);
        }
        if let Some(name) = &row.account {
            return self.only(self.by_name.get(&name_key(name)), name, "is called").map(Some);
        }
        let Some(host) = &row.account_host else { return Ok(None) };
        match self.by_host.get(host) {
            None if row.is_host_of_email => Ok(None),
            places => self.only(places, host, "has the domain").map(Some),
        }
    }

    /// The one customer among those a text names.
    fn only(&self, places: Option<&Vec<usize>>, text: &str, how: &str) -> Result<&Account, String> {
        let named = || places.into_iter().flatten().map(|place| &self.accounts[*place]);
        let mut customers = named().filter(|account| account.is_customer);
        match (customers.next(), customers.next()) {
            (Some(customer), None) => Ok(customer),
            (Some(_), Some(_)) => {
                Err(format!("Several customers: each {how} “{text}”; which one is meant cannot be told."))
            }
            (None, _) => Err(match named().next() {
                Some(other) => format!("“{}” is no customer of yours; advocates work for customers.", other.name),
                None => format!("No customer {how} “{text}”. Import or add it first."),
            }),
        }
    }
}
