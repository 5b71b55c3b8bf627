//! The candidates of a company, prepared for matching and kept in memory until a row they were read
//! from changes.
//!
//! Every use asks Postgres first whether anything changed (one indexed probe of `matching_changes`),
//! so a gate that closed a moment ago is closed for the very next reader, on every instance.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::ids::{AdvocateId, CompanyId, OrganisationId};
use domain::matching::{Candidate, Index, Policy, ShieldClass};
use domain::organisations::Industry;
use domain::time::FreeTime;
use domain::words::Texts;

use super::candidates::{Facts, candidate};
use super::store::candidates as store;
use super::text;
use crate::db::{Tx, freshness};
use crate::error::Result;

/// How far back touches matter: two months for tiredness, a quarter for the caps.
pub(super) const TOUCH_DAYS: u64 = 120;
/// The free time of four weeks is read from the calendar; a day later it would be read again.
const GOOD_FOR: TimeDelta = TimeDelta::hours(12);
/// So many companies are kept; the one loaded longest ago makes room.
const SHELF_SIZE: usize = 64;

/// One company, ready to be matched.
#[derive(Debug)]
pub(super) struct Loaded {
    pub index: Index,
    pub texts: Texts,
    /// By id, as the index has them.
    pub profiles: Vec<Profile>,
    /// What the database showed when the rows were read.
    snapshot: String,
    policy: Policy,
    pub read_at: DateTime<Utc>,
    good_until: DateTime<Utc>,
}

/// What is shown of an advocate and what the index does not keep.
#[derive(Debug)]
pub(super) struct Profile {
    pub id: AdvocateId,
    pub name: String,
    pub title: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    /// The sector of their organisation.
    pub sector: Option<Industry>,
    pub city: String,
    pub time_zone: String,
    pub languages: Vec<String>,
    /// Days of the asks of the last months.
    pub asks: Vec<NaiveDate>,
    pub last_call: Option<NaiveDate>,
    pub asks_per_month: u8,
    /// The advocate's own number is the stricter one.
    pub is_own_cap: bool,
    pub rest_days: u16,
    pub notice_hours: u16,
    pub softened: Option<ShieldClass>,
    pub median_answer: Option<TimeDelta>,
    pub free: Option<FreeTime>,
}

impl Loaded {
    pub fn profile(&self, id: AdvocateId) -> Option<&Profile> {
        self.profiles.binary_search_by_key(&id, |profile| profile.id).ok().map(|at| &self.profiles[at])
    }

    fn is_good(&self, policy: Policy, now: DateTime<Utc>) -> bool {
        self.policy == policy && self.read_at <= now && now < self.good_until
    }
}

/// What was read of each company in this process.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<HashMap<CompanyId, Arc<Loaded>>>);

impl Shelf {
    fn find(&self, company: CompanyId) -> Option<Arc<Loaded>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&company).cloned()
    }

    fn keep(&self, company: CompanyId, loaded: Arc<Loaded>) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() >= SHELF_SIZE && !shelf.contains_key(&company) {
            let oldest = shelf.iter().min_by_key(|(_, loaded)| loaded.read_at).map(|(company, _)| *company);
            oldest.map(|company| shelf.remove(&company));
        }
        shelf.insert(company, loaded);
    }
}

/// The company as it is now: from memory when nothing changed, else read again.
pub(super) async fn current(
    shelf: &Shelf,
    company: CompanyId,
    tx: &mut Tx,
    policy: Policy,
    now: DateTime<Utc>,
) -> Result<Arc<Loaded>> {
    if let Some(kept) = shelf.find(company)
        && kept.is_good(policy, now)
        && !freshness::changed_since(tx, &kept.snapshot).await?
    {
        return Ok(kept);
    }
    let (loaded, _) = read(tx, policy, now).await?;
    let loaded = Arc::new(loaded);
    shelf.keep(company, loaded.clone());
    Ok(loaded)
}

/// Reads everything, and gives the candidates too: a run keeps them.
pub(super) async fn read(tx: &mut Tx, policy: Policy, now: DateTime<Utc>) -> Result<(Loaded, Vec<Candidate>)> {
    // First, so that whatever commits while we read is found by the next probe.
    let snapshot = freshness::snapshot(tx).await?;
    store::forget_old_changes(tx).await?;
    let mut facts = Facts::read(tx, now, now - Days::new(TOUCH_DAYS)).await?;
    let rows = store::advocates(tx).await?;

    let mut texts = text::texts();
    let mut profiles = Vec::with_capacity(rows.len());
    let mut candidates = Vec::with_capacity(rows.len());
    for row in rows {
        let outcomes = facts.outcomes.remove(&row.id).unwrap_or_default();
        let evidence = facts.evidence.of_advocate(row.id, row.organisation);
        let has_text = texts.add(row.id, &text::of(&row.story, &outcomes, evidence));
        let (candidate, profile) = candidate(row, outcomes, has_text, &mut facts, policy, now);
        candidates.push(candidate);
        profiles.push(profile);
    }
    texts.finish();
    profiles.sort_by_key(|profile| profile.id);

    let good_until = facts.holds_end.map_or(now + GOOD_FOR, |end| end.min(now + GOOD_FOR)).min(next_midnight(now));
    let index = Index::build(candidates.clone(), policy, now);
    Ok((Loaded { index, texts, profiles, snapshot, policy, read_at: now, good_until }, candidates))
}

/// Shields and vetoes end with a day.
fn next_midnight(now: DateTime<Utc>) -> DateTime<Utc> {
    (now.date_naive() + Days::new(1)).and_time(chrono::NaiveTime::MIN).and_utc()
}
