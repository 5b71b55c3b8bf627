//! Contacts of the file: known ones are linked and never changed, unknown ones are made. An address
//! belongs to one contact of one organisation.

use std::collections::HashMap;

use domain::imports::{Contact, OpportunityRow, name_key};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::opportunities::{self as opportunities, NewContact};

/// A contact a row can be linked to.
#[derive(Debug)]
pub struct Met {
    pub id: Uuid,
    /// Set when this row makes it.
    pub new: Option<NewContact>,
}

#[derive(Clone, Debug)]
struct Place {
    id: Uuid,
    organisation: Uuid,
    /// Where it stands: "row 4", or the name of its organisation.
    at: String,
}

/// All contacts met so far, in the file and in the database.
#[derive(Debug, Default)]
pub struct Contacts {
    by_email: HashMap<String, Place>,
    by_name: HashMap<(Uuid, String), Uuid>,
}

impl Contacts {
    /// Loads what the database has for the contacts of these rows.
    pub async fn look_up<'r>(
        &mut self,
        tx: &mut Tx,
        rows: impl Iterator<Item = &'r OpportunityRow>,
        organisations: &[Uuid],
    ) -> Result<()> {
        let contacts: Vec<&Contact> = rows.filter_map(|row| row.contact.as_ref()).collect();
        if contacts.is_empty() {
            return Ok(());
        }
        let emails: Vec<String> = contacts.iter().filter_map(|contact| contact.email.clone()).collect();
        let names: Vec<String> = contacts.iter().map(|contact| contact.name.clone()).collect();
        for known in opportunities::contacts(tx, &emails, organisations, &names).await? {
            self.by_name.entry((known.organisation_id, name_key(&known.name))).or_insert(known.id);
            if let Some(email) = known.email {
                let place = Place { id: known.id, organisation: known.organisation_id, at: known.organisation };
                self.by_email.entry(name_key(&email)).or_insert(place);
            }
        }
        Ok(())
    }

    /// The contact of a row; `None` without an organisation it could belong to.
    pub fn plan(&mut self, contact: &Contact, organisation: Option<Uuid>, row: i32) -> Result<Option<Met>, String> {
        let Some(organisation) = organisation else { return Ok(None) };
        let by_name = (organisation, name_key(&contact.name));
        let known = match &contact.email {
            Some(email) => match self.by_email.get(&name_key(email)) {
                Some(place) if place.organisation != organisation => {
                    return Err(format!(
                        "The address “{email}” belongs to a contact of another organisation ({}).",
                        place.at
                    ));
                }
                place => place.map(|place| place.id),
            },
            None => self.by_name.get(&by_name).copied(),
        };
        if let Some(id) = known {
            return Ok(Some(Met { id, new: None }));
        }
        let new = NewContact {
            id: Uuid::now_v7(),
            organisation_id: organisation,
            name: contact.name.clone(),
            email: contact.email.clone(),
            title: contact.title.clone(),
        };
        if let Some(email) = &contact.email {
            let place = Place { id: new.id, organisation, at: format!("row {row}") };
            self.by_email.insert(name_key(email), place);
        }
        self.by_name.entry(by_name).or_insert(new.id);
        Ok(Some(Met { id: new.id, new: Some(new) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(name: &str, email: Option<&str>) -> Contact {
        Contact { name: name.to_owned(), email: email.map(str::to_owned), title: String::new() }
    }

    #[test]
    fn an_address_makes_one_contact_of_one_organisation() {
        let mut contacts = Contacts::default();
        let (here, there) = (Uuid::from_u128(1), Uuid::from_u128(2));

        let first = contacts.plan(&contact("Mei", Some("mei@x.example")), Some(here), 2).unwrap().unwrap();
        let again = contacts.plan(&contact("Mei-Lin", Some("MEI@x.example")), Some(here), 3).unwrap().unwrap();
        let elsewhere = contacts.plan(&contact("Mei", Some("mei@x.example")), Some(there), 4).unwrap_err();

        assert!(first.new.is_some());
        assert_eq!((again.id, again.new.is_some()), (first.id, false));
        assert!(elsewhere.contains("row 2"), "{elsewhere}");
    }

    #[test]
    fn without_an_organisation_there_is_no_contact() {
        assert!(Contacts::default().plan(&contact("Mei", None), None, 2).unwrap().is_none());
    }
}
