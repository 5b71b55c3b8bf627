//! The companies that were read in this process, and how far each is from what the database shows.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::advocates::Limits;
use domain::ids::CompanyId;

use super::company::Company;
use super::store::{self, Changes, Snapshot};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// So many companies are kept, as long as their rows have room.
const COMPANIES_MOST: usize = 64;
/// A snapshot after which nothing changed is taken for an older one from this age on, so that a company that stands
/// still is not read again because its changes were forgotten.
const SNAPSHOT_MINUTES: i64 = 60;

/// A company with more rows than these is read whole beside the requests for it, not in one of them.
const IN_PLACE_MOST: i64 = 50_000;

#[derive(Debug)]
pub(crate) struct Shelf {
    kept: Mutex<HashMap<CompanyId, Arc<Kept>>>,
    uses: AtomicU64,
    rows_most: usize,
    pub(super) in_place_most: AtomicI64,
}

#[derive(Debug, Default)]
pub(super) struct Kept {
    company: RwLock<Company>,
    /// One reader at a time reads what changed; the others wait for it and find it done.
    pub reading: Arc<tokio::sync::Mutex<()>>,
    used: AtomicU64,
    rows: AtomicUsize,
}

impl Shelf {
    /// Room for so many advocates and organisations of all companies.
    pub fn with_room_for(rows_most: usize) -> Self {
        let in_place_most = AtomicI64::new(IN_PLACE_MOST);
        Self { kept: Mutex::default(), uses: AtomicU64::default(), rows_most, in_place_most }
    }

    pub(super) fn of(&self, company: CompanyId) -> Arc<Kept> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).entry(company).or_default().clone();
        kept.used.store(self.uses.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        kept
    }

    /// Lets go of those that were not used for the longest time, until the others have room.
    pub(super) fn make_room(&self) {
        self.make_room_for(COMPANIES_MOST, self.rows_most);
    }

    fn make_room_for(&self, companies_most: usize, rows_most: usize) {
        let mut shelf = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut by_use: Vec<(u64, CompanyId, usize)> = shelf
            .iter()
            .map(|(id, kept)| (kept.used.load(Ordering::Relaxed), *id, kept.rows.load(Ordering::Relaxed)))
            .collect();
        by_use.sort_unstable_by(|one, other| other.cmp(one));
        let (mut companies, mut rows) = (0, 0);
        for (_, id, number) in by_use {
            (companies, rows) = (companies + 1, rows + number);
            // The one in use stays, however large it is.
            if companies > 1 && (companies > companies_most || rows > rows_most) {
                shelf.remove(&id);
            }
        }
    }
}

/// How far a company in memory is from what the database shows.
pub(super) struct Probe {
    pub changes: Changes,
    /// What the database showed when it was asked for the changes: whatever it did not show yet is found by the next.
    pub snapshot: Snapshot,
    pub limits: Limits,
    /// Everybody is judged for this day and these limits.
    pub is_judged: bool,
}

impl Probe {
    pub fn finds_nothing(&self) -> bool {
        self.changes == Changes::Nothing && self.is_judged
    }
}

impl Kept {
    pub fn look<T>(&self, at: impl FnOnce(&Company) -> T) -> T {
        at(&self.company.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the company and lets it stand for the snapshot. Whatever breaks off halfway leaves one without a snapshot,
    /// which is read whole again.
    pub fn change(&self, snapshot: Snapshot, how: impl FnOnce(&mut Company)) {
        let mut company = self.company.write().unwrap_or_else(PoisonError::into_inner);
        company.snapshot = None;
        how(&mut company);
        company.snapshot = Some(snapshot);
        self.rows.store(company.rows(), Ordering::Relaxed);
    }

    /// What changed since it was read.
    pub async fn probe(&self, ctx: &Ctx, tx: &mut Tx) -> Result<Probe> {
        let limits = store::limits(tx).await?;
        let today = ctx.now().date_naive();
        let (known, is_judged) = self.look(|company| {
            let is_usable = company.knows(today) && !company.is_worn();
            (company.snapshot.clone().filter(|_| is_usable), company.today == today && company.limits == limits)
        });
        let (changes, snapshot) = store::changes_since(tx, known.as_ref()).await?;
        if let (Changes::Nothing, Some(known)) = (&changes, &known)
            && (snapshot.at - known.at).num_minutes() >= SNAPSHOT_MINUTES
        {
            let mut company = self.company.write().unwrap_or_else(PoisonError::into_inner);
            // Unless somebody read it meanwhile.
            if company.snapshot.as_ref() == Some(known) {
                company.snapshot = Some(snapshot.clone());
            }
        }
        Ok(Probe { changes, snapshot, limits, is_judged })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unused_companies_go_first_and_the_one_in_use_stays() {
        let shelf = Shelf::with_room_for(0);
        let company = |number: u128| CompanyId(uuid::Uuid::from_u128(number));
        let there = |shelf: &Shelf| {
            let mut there: Vec<u128> = shelf.kept.lock().unwrap().keys().map(|id| id.0.as_u128()).collect();
            there.sort_unstable();
            there
        };
        for (number, rows) in [(1, 40), (2, 10), (3, 30), (4, 20)] {
            shelf.of(company(number)).rows.store(rows, Ordering::Relaxed);
        }
        shelf.of(company(1));

        shelf.make_room_for(9, 100);
        assert_eq!(there(&shelf), [1, 2, 3, 4], "all have room");

        shelf.make_room_for(3, 100);
        assert_eq!(there(&shelf), [1, 3, 4], "the fourth by use goes");

        shelf.make_room_for(3, 70);
        assert_eq!(there(&shelf), [1, 4], "the rows of the third by use are too many");

        shelf.make_room_for(3, 5);
        assert_eq!(there(&shelf), [1], "however large it is");
    }
}
