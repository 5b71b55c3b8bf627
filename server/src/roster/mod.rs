//! The advocates and organisations of a company with what their lists are narrowed, counted and sorted by, in memory.
//!
//! Where somebody stands today follows from a dozen tables, and a facet counts everybody who meets the other filters: of
//! a million people no index answers that within a page. So the dated facts are read once and judged here
//! (`domain::advocates::Facts`). Every use asks Postgres first whose facts changed since (one indexed probe of
//! `roster_changes`), and only those are read again, so a gate that closed a moment ago is closed for the very next
//! reader, on every instance. When the day or the company's limits change, everybody is judged anew from memory. What a
//! page shows of its rows is read by the page itself.
//!
//! Tables: `roster_changes`, written by triggers; reads advocates, organisations and what is known of them. Invariants:
//! the roster says of everybody what the lines of the directory say; what is in memory is never newer than what was
//! committed, so a transaction that wrote already is refused.

mod company;
mod lexicon;
mod names;
mod order;
mod organisations;
mod people;
mod shelf;
mod store;
#[cfg(feature = "testing")]
pub mod testing;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use domain::paging::grouped;
use domain::problem::Problem;

pub use self::organisations::{OrganisationsAsked, OrganisationsPicked};
pub use self::people::{PeopleAsked, PeoplePicked, Place, Text};
pub(crate) use self::shelf::Shelf;

use self::company::{Change, Company};
use self::shelf::{Kept, Probe};
use self::store::Changes;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::Turn;
use crate::error::Result;

const PREPARING: &str = "The lists of your company are being read. They are here in a few seconds.";
/// So many profiles are found by their words; who is found by name, title or topic comes on top.
pub const WORDED_MOST: usize = 10_000;

/// A company as it is now.
#[derive(Debug)]
pub(crate) struct Roster(Arc<Kept>);

/// The company as it is now: from memory, after what changed was read again. A large one that must be read whole is
/// refused until it is there, which takes seconds.
pub(crate) async fn current(ctx: &Ctx, tx: &mut Tx) -> Result<Roster> {
    let shelf = ctx.app().rosters();
    let kept = shelf.of(ctx.company());
    let probe = kept.probe(ctx, tx).await?;
    if !probe.finds_nothing() {
        if probe.changes == Changes::Everything
            && store::is_larger(tx, shelf.in_place_most.load(Ordering::Relaxed)).await?
        {
            read_aside(ctx, &kept);
            return Err(Problem::Preparing(PREPARING.to_owned()).into());
        }
        let _turn = kept.reading.lock().await;
        // Whoever was before us may have read it.
        let probe = kept.probe(ctx, tx).await?;
        bring_up_to_date(ctx, tx, &kept, probe).await?;
        shelf.make_room();
    }
    Ok(Roster(kept))
}

/// Reads a company in a transaction of its own, so that nobody holds a connection while they wait for it.
fn read_aside(ctx: &Ctx, kept: &Arc<Kept>) {
    // Somebody does already.
    let Ok(turn) = kept.reading.clone().try_lock_owned() else { return };
    let (ctx, kept) = (Ctx::for_job(ctx.app().clone(), ctx.company()), kept.clone());
    let read = async move {
        let mut tx = ctx.begin().await?;
        let probe = kept.probe(&ctx, &mut tx).await?;
        bring_up_to_date(&ctx, &mut tx, &kept, probe).await?;
        ctx.app().rosters().make_room();
        tx.commit().await
    };
    #[expect(
        clippy::disallowed_methods,
        reason = "what is read is for this process, and whoever asks next begins again"
    )]
    tokio::spawn(async move {
        if let Err(error) = read.await {
            tracing::error!(error = format!("{error:#}"), "a company could not be read for its lists");
        }
        drop(turn);
    });
}

/// Reads what the probe found changed, and judges everybody for the day and limits of now.
async fn bring_up_to_date(ctx: &Ctx, tx: &mut Tx, kept: &Arc<Kept>, probe: Probe) -> Result<()> {
    let Probe { changes, snapshot, limits, is_judged } = probe;
    let (today, kept) = (ctx.now().date_naive(), kept.clone());
    match changes {
        Changes::Nothing if is_judged => return Ok(()),
        Changes::Nothing => {
            let judge = move || kept.change(snapshot, |company| company.judge_for(today, limits));
            tokio::task::spawn_blocking(judge).await?;
        }
        Changes::Of(subjects) => {
            store::prepare_reading(tx).await?;
            let mut rows = Vec::new();
            store::read(tx, Some(&subjects), today, &mut |row| rows.push(row)).await?;
            let patch = move || {
                kept.change(snapshot, |company| {
                    company.patch(&subjects, rows);
                    if !is_judged {
                        company.judge_for(today, limits);
                    }
                });
            };
            tokio::task::spawn_blocking(patch).await?;
        }
        Changes::Everything => {
            store::prepare_reading(tx).await?;
            let mut company = Company::of(today, limits);
            let mut change = Change::default();
            store::read(tx, None, today, &mut |row| company.take(row, &mut change)).await?;
            store::forget_old_changes(tx).await?;
            let replace = move || {
                company.finish(&[], change);
                kept.change(snapshot, |kept| *kept = company);
            };
            tokio::task::spawn_blocking(replace).await?;
        }
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
