//! Making one person of two, and two of one again.
//!
//! An advocate carries words that no merge may soften: the stricter holds (`domain::duplicates`), what only grows is
//! moved by the database for the one merge that notes it, and what no rule can settle stands in the way (`obstacles`).

mod compare;
mod merge;
mod obstacles;
mod undo;

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::duplicates::{Consents, DuplicateKind, PauseWord};
use uuid::Uuid;

pub use compare::compare;
pub use merge::{MakePersonOne, merge};
pub(super) use undo::undo;

use super::store::people as store;
use crate::db::Tx;
use crate::error::Result;

const KIND: DuplicateKind = DuplicateKind::Advocate;

/// The last words of two people.
struct Said {
    consents: HashMap<Uuid, Consents>,
    pauses: HashMap<Uuid, PauseWord>,
    today: NaiveDate,
}

impl Said {
    async fn read(tx: &mut Tx, ids: &[Uuid], today: NaiveDate) -> Result<Self> {
        let mut consents: HashMap<Uuid, Consents> = HashMap::new();
        for (advocate, purpose, word) in store::consents(tx, ids).await? {
            consents.entry(advocate).or_default().insert(purpose, word);
        }
        Ok(Self { consents, pauses: store::pauses(tx, ids).await?.into_iter().collect(), today })
    }

    fn consent(&self, advocate: Uuid, purpose: domain::advocates::Purpose) -> Option<domain::duplicates::ConsentWord> {
        self.consents.get(&advocate).and_then(|words| words.get(&purpose)).copied()
    }

    fn pause(&self, advocate: Uuid) -> Option<PauseWord> {
        self.pauses.get(&advocate).copied()
    }
}
