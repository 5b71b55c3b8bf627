//! Where the records come from that are compared.

use std::collections::{BTreeSet, HashMap};

use domain::duplicates::{Comparable, DuplicateKind, PersonTraits, Traits};
use uuid::Uuid;

use crate::db::Tx;
use crate::duplicates::store;
use crate::error::Result;

/// Records of one kind.
pub trait Source {
    type Record: Comparable + Send + Sync + 'static;

    const KIND: DuplicateKind;

    /// Those of these ids that are there, as they are compared.
    fn read(tx: &mut Tx, ids: &[Uuid]) -> impl Future<Output = Result<Vec<Self::Record>>> + Send;
}

pub struct Organisations;

impl Source for Organisations {
    type Record = Traits;

    const KIND: DuplicateKind = DuplicateKind::Organisation;

    async fn read(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Traits>> {
        let mut rivals_of: HashMap<Uuid, BTreeSet<Uuid>> = HashMap::new();
        for (one, other) in store::rivals(tx, ids).await? {
            rivals_of.entry(one).or_default().insert(other);
        }
        let traits = |row: store::OrganisationRow| {
            let addresses = row.domains.iter().map(String::as_str).chain(std::iter::once(row.website.as_str()));
            let mut traits = Traits::new(row.id, &row.name).at(addresses);
            traits.country = row.country;
            traits.source = row.source;
            traits.external_id = row.external_id;
            traits.parent = row.parent_id;
            traits.rivals = rivals_of.remove(&row.id).unwrap_or_default();
            traits
        };
        Ok(store::organisations(tx, ids).await?.into_iter().map(traits).collect())
    }
}

pub struct People;

impl Source for People {
    type Record = PersonTraits;

    const KIND: DuplicateKind = DuplicateKind::Advocate;

    async fn read(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<PersonTraits>> {
        Ok(store::people::people(tx, ids).await?.into_iter().map(person).collect())
    }
}

pub struct Contacts;

impl Source for Contacts {
    type Record = PersonTraits;

    const KIND: DuplicateKind = DuplicateKind::Contact;

    async fn read(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<PersonTraits>> {
        Ok(store::contacts::contacts(tx, ids).await?.into_iter().map(person).collect())
    }
}

fn person(row: store::people::PersonRow) -> PersonTraits {
    let at = (row.organisation, row.organisation_name.as_str());
    PersonTraits::new(row.id, &row.name, &row.email, at, row.signs_in)
}
