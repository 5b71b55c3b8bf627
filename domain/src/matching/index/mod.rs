//! The prepared index: everything about a company's advocates that does not depend on the need,
//! packed so that a run reads memory from front to back and looks nothing up by text.
//!
//! `pack` turns a candidate into a row, `turn` makes of all rows what runs read instead of them.

mod pack;
mod rows;
mod turn;

use super::acceptance::Habits;
use super::candidate::{Candidate, Policy};
use super::facts::Profile;
use super::postings::Postings;
use super::scarcity::Groups;
use super::seek::Directory;
use super::size::Closeness;
use super::standing::Day;
use super::vocabulary::Vocabulary;
use super::window::Calendar;
use crate::advocates::Lifecycle;
use crate::ids::{AdvocateId, OrganisationId};
use crate::time::{FreeTime, WORDS};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
pub(super) use rows::{OutcomeRow, Row, Told, TouchRow};
use std::collections::HashMap;

/// "Not known" for a position or a day that may be missing.
pub(super) const NONE: u32 = u32::MAX;
/// A day that never comes, for things without an end.
pub(super) const FOREVER: u16 = u16::MAX;

/// Advocates prepared for matching. Build it once per company and again when advocates change;
/// many runs may read it at once.
#[derive(Debug)]
pub struct Index {
    pub(super) policy: Policy,
    pub(super) rows: Vec<Row>,
    /// What a run asks of everybody, apart from the rows so that a run reads nothing else.
    pub(super) profiles: Vec<Profile>,
    pub(super) ids: Vec<AdvocateId>,
    pub(super) directory: Directory,
    pub(super) tags: Vec<u32>,
    pub(super) outcomes: Vec<OutcomeRow>,
    pub(super) touches: Vec<TouchRow>,
    pub(super) blackouts: Vec<(u16, u16)>,
    pub(super) related: Vec<u32>,
    /// Who has a tag.
    pub(super) holders: Postings,
    /// Who tells an outcome of a use case.
    pub(super) tellers: Postings<Told>,
    /// Who is of an organisation, and who is of one that is related to it.
    pub(super) members: Postings,
    pub(super) relatives: Postings,
    /// Free half hours, word by word: first word 0 of everybody, then word 1. A run looks at the
    /// same few words of everybody, so it reads them one after another.
    free: Vec<u64>,
    pub(super) day: Day,
    /// Where every free-time grid begins.
    pub(super) grid: DateTime<Utc>,
    pub(super) vocabulary: Vocabulary,
    pub(super) organisations: HashMap<OrganisationId, u32>,
    pub(super) groups: Groups,
    pub(super) closeness: Closeness,
    pub(super) habits: Habits,
    /// P(active) by days of silence.
    pub(super) by_silence: Vec<f32>,
    texts: String,
}

impl Index {
    /// Packs the advocates. Their order does not matter; a second advocate with the same id is
    /// ignored. `now` sets where the four weeks of free time begin.
    pub fn build(mut candidates: Vec<Candidate>, policy: Policy, now: DateTime<Utc>) -> Self {
        candidates.sort_by_key(|candidate| candidate.id);
        candidates.dedup_by_key(|candidate| candidate.id);
        let active = candidates.iter().filter(|candidate| candidate.lifecycle == Lifecycle::Active);
        let today = day_number(now.date_naive());
        let habits = Habits::learn(candidates.iter().map(pack::answering));
        let groups = Groups::count(active.filter_map(|candidate| candidate.industry));
        let mut index = Self {
            policy,
            rows: Vec::with_capacity(candidates.len()),
            profiles: Vec::new(),
            ids: candidates.iter().map(|candidate| candidate.id).collect(),
            directory: (0..).zip(&candidates).map(|(at, candidate)| (candidate.id, at)).collect(),
            tags: Vec::new(),
            outcomes: Vec::new(),
            touches: Vec::new(),
            blackouts: Vec::new(),
            related: Vec::new(),
            holders: Postings::default(),
            tellers: Postings::default(),
            members: Postings::default(),
            relatives: Postings::default(),
            free: vec![0; candidates.len() * WORDS],
            day: Day { today, standings: Vec::new() },
            grid: FreeTime::none(now).start(),
            vocabulary: Vocabulary::default(),
            organisations: HashMap::new(),
            groups,
            closeness: Closeness::table(),
            by_silence: habits.by_silence(),
            habits,
            texts: String::new(),
        };
        for (at, candidate) in candidates.iter().enumerate() {
            let row = index.row(candidate);
            index.rows.push(row);
            if let Some(free) = &candidate.free {
                index.keep_free_time(at, free);
            }
        }
        index.shrink();
        index.turn_around();
        index.day = Day::of(&index, &Calendar::of(now.date_naive()));
        index
    }

    /// How many advocates it holds.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Bytes held in lists, without the vocabulary: what 100,000 advocates cost.
    pub fn bytes(&self) -> usize {
        size_of_val(self.rows.as_slice())
            + size_of_val(self.profiles.as_slice())
            + size_of_val(self.ids.as_slice())
            + self.directory.capacity() * size_of::<(AdvocateId, u32)>()
            + size_of_val(self.tags.as_slice())
            + size_of_val(self.outcomes.as_slice())
            + size_of_val(self.touches.as_slice())
            + size_of_val(self.blackouts.as_slice())
            + size_of_val(self.related.as_slice())
            + self.holders.bytes()
            + self.tellers.bytes()
            + self.members.bytes()
            + self.relatives.bytes()
            + size_of_val(self.free.as_slice())
            + size_of_val(self.day.standings.as_slice())
            + self.texts.len()
    }

    pub(super) fn text(&self, outcome: &OutcomeRow) -> &str {
        let start = outcome.text.start as usize;
        self.texts.get(start..start + outcome.text.len as usize).unwrap_or_default()
    }

    fn keep_free_time(&mut self, at: usize, free: &FreeTime) {
        for (word, bits) in free.words_from(self.grid).into_iter().enumerate() {
            self.free[word * self.ids.len() + at] = bits;
        }
    }

    /// One word of the free time of an advocate.
    #[inline]
    pub(super) fn free_word(&self, word: usize, at: usize) -> u64 {
        self.free.get(word * self.ids.len() + at).copied().unwrap_or(0)
    }

    fn shrink(&mut self) {
        self.tags.shrink_to_fit();
        self.outcomes.shrink_to_fit();
        self.touches.shrink_to_fit();
        self.texts.shrink_to_fit();
    }
}

/// A position in a list of an index; 4 billion entries would not fit into memory anyway.
pub(super) fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

/// Days since 1970, kept between the first and the last day that fit.
pub(super) fn day_number(date: NaiveDate) -> u16 {
    u16::try_from((date.num_days_from_ce() - 719_163).clamp(1, i32::from(FOREVER) - 1)).unwrap_or(1)
}

pub(super) fn date(day: u16) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(i32::from(day) + 719_163).unwrap_or_default()
}
