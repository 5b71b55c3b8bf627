//! What the rows of a batch may mean: advocates by address, customers by name, id and domain.

use std::collections::HashSet;

use domain::imports::{AdvocateRow, Parsed, name_key};
use uuid::Uuid;

use super::By;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::advocates::{self as advocates, Account, Advocate};

pub struct Known {
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
        let by_email = advocates::by_emails(tx, &all(|row| Some(&row.email))).await?;
        let key = |found: &Advocate| name_key(found.merged.as_ref().unwrap_or(&found.email));
        let by_email = by_email.into_iter().map(|found| (key(&found), found)).collect();
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
        Ok(Self { by_email, accounts, by_name, by_id, by_host, namesakes })
    }

    pub fn with_email(&self, email: &str) -> Option<&Advocate> {
        self.by_email.get(&name_key(email))
    }

    pub fn has_namesake(&self, key: &(Uuid, String)) -> bool {
        self.namesakes.contains(key)
    }

    /// The customer a row names by its id, else its name, else its domain; none where it names none, or
    /// only an address whose domain nobody has.
    pub fn account(&self, row: &AdvocateRow) -> Result<Option<&Account>, String> {
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
