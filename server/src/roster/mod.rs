//! The advocates and organisations of a company with what their lists are narrowed, counted and sorted by, in memory.
//!
//! Where somebody stands today follows from a dozen tables, and a facet counts everybody who meets the other filters: of
//! a million people no index answers that within a page. So the dated facts are read once and judged here
//! (`domain::advocates::Facts`). Every use asks Postgres first whose facts changed since (one indexed probe of
//! `roster_changes`), and only those are read again, so a gate that closed a moment ago is closed for the very next
//! reader, on every instance. When the day or the company's limits change, everybody is judged anew from memory. What a
//! page shows of its rows is read by the page itself.
//!
//! Tables: `roster_changes`, written by triggers; reads advocates, organisations and what is known of them. Invariant:
//! the roster says of everybody what the lines of the directory say. It is asked before a transaction writes, since what
//! is not committed yet is nobody else's.

mod company;
mod lexicon;
mod order;
mod organisations;
mod people;
mod store;
#[cfg(feature = "testing")]
pub mod testing;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::ids::CompanyId;
use domain::paging::grouped;
use domain::problem::Problem;

pub use self::organisations::{OrganisationsAsked, OrganisationsPicked};
pub use self::people::{PeopleAsked, PeoplePicked, Place, Text};

use self::company::{Change, Company};
use self::store::Changes;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

/// So many companies are kept, and of all of them so many people: about 300 bytes each with their organisation.
const COMPANIES_MOST: usize = 64;
const PEOPLE_MOST: usize = 1_500_000;
/// So many profiles are found by their words; who is found by name, title or topic comes on top.
pub const WORDED_MOST: usize = 10_000;

/// The companies that were read in this process.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    kept: Mutex<HashMap<CompanyId, Arc<Kept>>>,
    uses: AtomicU64,
}

#[derive(Debug, Default)]
struct Kept {
    company: RwLock<Company>,
    /// One reader at a time reads what changed; the others wait for it and find it done.
    reading: tokio::sync::Mutex<()>,
    used: AtomicU64,
}

impl Shelf {
    fn of(&self, company: CompanyId) -> Arc<Kept> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).entry(company).or_default().clone();
        kept.used.store(self.uses.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        kept
    }

    /// Lets go of those that were not used for the longest time, until the others have room.
    fn make_room(&self) {
        let mut shelf = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut by_use: Vec<(u64, CompanyId, usize)> = shelf
            .iter()
            .map(|(id, kept)| (kept.used.load(Ordering::Relaxed), *id, kept.look(|company| company.people.len())))
            .collect();
        by_use.sort_unstable_by(|one, other| other.cmp(one));
        let (mut companies, mut people) = (0, 0);
        for (_, id, number) in by_use {
            (companies, people) = (companies + 1, people + number);
            // The one in use stays, however large it is.
            if companies > 1 && (companies > COMPANIES_MOST || people > PEOPLE_MOST) {
                shelf.remove(&id);
            }
        }
    }
}

impl Kept {
    fn look<T>(&self, at: impl FnOnce(&Company) -> T) -> T {
        at(&self.company.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn change(&self, how: impl FnOnce(&mut Company)) {
        how(&mut self.company.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// What changed since it was read, and whether it stands for another day or other limits.
    async fn changes(&self, ctx: &Ctx, tx: &mut Tx) -> Result<(Changes, bool)> {
        let limits = store::limits(tx).await?;
        let today = ctx.now().date_naive();
        let (snapshot, is_judged) =
            self.look(|company| (company.snapshot.clone(), company.today == today && company.limits == limits));
        match snapshot.filter(|_| self.look(|company| company.knows(today))) {
            Some(snapshot) => Ok((store::changes_since(tx, &snapshot).await?, is_judged)),
            None => Ok((Changes::Everything, is_judged)),
        }
    }
}

/// A company as it is now.
#[derive(Debug)]
pub(crate) struct Roster(Arc<Kept>);

/// The company as it is now: from memory, after what changed was read again.
pub(crate) async fn current(ctx: &Ctx, tx: &mut Tx) -> Result<Roster> {
    let shelf = ctx.app().rosters();
    let kept = shelf.of(ctx.company());
    if kept.changes(ctx, tx).await? != (Changes::Nothing, true) {
        let _turn = kept.reading.lock().await;
        // Whoever was before us may have read it.
        let (changes, is_judged) = kept.changes(ctx, tx).await?;
        read(ctx, tx, &kept, changes, is_judged).await?;
        shelf.make_room();
    }
    Ok(Roster(kept))
}

async fn read(ctx: &Ctx, tx: &mut Tx, kept: &Arc<Kept>, changes: Changes, is_judged: bool) -> Result<()> {
    let (today, limits) = (ctx.now().date_naive(), store::limits(tx).await?);
    match changes {
        Changes::Nothing => {}
        Changes::Of(subjects) => {
            // Before the rows, so that whatever commits while they are read is found by the next probe.
            let snapshot = store::begin_reading(tx).await?;
            let mut rows = Vec::new();
            store::read(tx, Some(&subjects), today, &mut |row| rows.push(row)).await?;
            kept.change(|company| {
                company.patch(&subjects, rows);
                company.snapshot = Some(snapshot);
            });
        }
        Changes::Everything => {
            let snapshot = store::begin_reading(tx).await?;
            store::forget_old_changes(tx).await?;
            let mut company = Company::of(snapshot, today, limits);
            let mut change = Change::default();
            store::read(tx, None, today, &mut |row| company.take(row, &mut change)).await?;
            let whole = tokio::task::spawn_blocking(move || {
                company.finish(&[], change);
                company
            });
            let whole = whole.await?;
            kept.change(|company| *company = whole);
            return Ok(());
        }
    }
    if !is_judged {
        let kept = kept.clone();
        tokio::task::spawn_blocking(move || kept.change(|company| company.judge_for(today, limits))).await?;
    }
    Ok(())
}

impl Roster {
    /// Whom an address asks for: `most` rows of the turn, and the counts of all. Of a large company this takes
    /// milliseconds, in which other requests go on.
    pub async fn people(&self, asked: PeopleAsked, turn: Turn, most: usize) -> Result<PeoplePicked> {
        let kept = self.0.clone();
        Ok(tokio::task::spawn_blocking(move || kept.look(|company| company.pick_people(&asked, &turn, most))).await?)
    }

    /// The same of organisations.
    pub async fn organisations(
        &self,
        asked: OrganisationsAsked,
        turn: Turn,
        most: usize,
    ) -> Result<OrganisationsPicked> {
        let kept = self.0.clone();
        let pick = move || kept.look(|company| company.pick_organisations(&asked, &turn, most));
        Ok(tokio::task::spawn_blocking(pick).await?)
    }
}

/// Who is asked for by words, in small letters: in names, titles, topics and, of up to [`WORDED_MOST`], the whole
/// profile; and whether there are more of these.
pub(crate) async fn in_profiles(tx: &mut Tx, lower: &str) -> Result<(Text, bool)> {
    let mut found = store::with_words(tx, lower, i32::try_from(WORDED_MOST + 1).unwrap_or(i32::MAX)).await?;
    let is_more = found.len() > WORDED_MOST;
    found.truncate(WORDED_MOST);
    Ok((Text::Profiles(lower.to_owned(), found), is_more))
}

/// Those whose name, or whose organisation's, is only like the text.
pub(crate) async fn alike(tx: &mut Tx, lower: &str) -> Result<Text> {
    Ok(Text::Found(store::alike(tx, lower, i32::try_from(WORDED_MOST).unwrap_or(i32::MAX)).await?))
}

/// For whoever needs all of a list, not a page: a file, a bulk edit.
pub(crate) fn all_found(is_more: bool) -> Result<(), Problem> {
    let most = grouped(WORDED_MOST.try_into().unwrap_or(u64::MAX));
    let too_many =
        || Problem::refused("too_many_found", format!("More than {most} profiles have these words. Add a word first."));
    if is_more { Err(too_many()) } else { Ok(()) }
}
