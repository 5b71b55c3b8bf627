//! A need seen through an index: every text looked up once, every table made once per run.

use super::acceptance;
use super::candidate::Seniority;
use super::factor::Value;
use super::index::Index;
use super::need::{Need, TextHit};
use super::seek;
use super::size;
use super::standing::Standing;
use super::wanted::Wanted;
use super::window::{Calendar, Window};
use crate::ids::{AdvocateId, OrganisationId};
use crate::organisations::Industry;
use chrono::{DateTime, NaiveDate, Utc};

/// The organisation is a rival of the prospect, the prospect itself, or of its group.
pub(super) const RIVAL: u8 = 1;
pub(super) const OWN: u8 = 2;
pub(super) const RELATED: u8 = 4;
/// The advocate was ruled out for this need, already spoke with the prospect, or was asked for the deal before.
pub(super) const VETOED: u8 = 1;
pub(super) const SPOKE: u8 = 2;
pub(super) const ASKED: u8 = 4;

pub(super) struct Lens<'a> {
    pub index: &'a Index,
    pub need: &'a Need,
    pub today: NaiveDate,
    pub calendar: Calendar,
    pub wanted: Wanted,
    /// Likeness by industry position; nothing when the need has no industry.
    pub likeness: Option<Vec<u16>>,
    pub scarcity: Vec<u16>,
    /// Steps of the logarithm of employees; 0 unknown.
    pub size: u16,
    pub seniority: Option<Seniority>,
    /// Flags by organisation; empty when there is no conflict to look for.
    pub conflicts: Vec<u8>,
    /// Flags by advocate; empty when none is marked.
    pub marks: Vec<u8>,
    text: Text<'a>,
    /// P(active) by days of silence; only needed on another day than that of the index.
    active: Vec<f32>,
    pub window: Window,
}

/// The result of the text search, as it is looked up.
enum Text<'a> {
    /// No search was run.
    None,
    /// By position, for runs over everybody.
    All(Vec<Value>),
    /// For a few advocates, by id.
    Few(Vec<&'a TextHit>),
}

impl<'a> Lens<'a> {
    /// For a run over everybody.
    pub fn over_all(index: &'a Index, need: &'a Need, now: DateTime<Utc>) -> Self {
        let text = need.text.as_deref().map_or(Text::None, |hits| Text::All(by_position(index, hits)));
        Self::new(index, need, now, text)
    }

    /// For a few advocates, without touching the others.
    pub fn over(index: &'a Index, need: &'a Need, now: DateTime<Utc>, mut few: Vec<AdvocateId>) -> Self {
        few.sort_unstable();
        let text = need.text.as_deref().map_or(Text::None, |hits| {
            let mut hits: Vec<_> = hits.iter().filter(|hit| few.binary_search(&hit.advocate).is_ok()).collect();
            // The best hit of each advocate first; equal ones in the order in which they came.
            hits.sort_by_key(|hit| (hit.advocate, std::cmp::Reverse(hit.score.counted())));
            Text::Few(hits)
        });
        Self::new(index, need, now, text)
    }

    fn new(index: &'a Index, need: &'a Need, now: DateTime<Utc>, text: Text<'a>) -> Self {
        let today = now.date_naive();
        let mut lens = Self {
            index,
            need,
            today,
            calendar: Calendar::of(today),
            wanted: Wanted::of(need, &index.vocabulary),
            likeness: need.industry.map(|wanted| Industry::all().map(|place| place.likeness(wanted)).collect()),
            scarcity: index.groups.bids(need.industry),
            size: size::steps(need.employees.unwrap_or(0)),
            seniority: need.seniority,
            conflicts: Vec::new(),
            marks: Vec::new(),
            text,
            active: Vec::new(),
            window: Window::of(index, need, now),
        };
        if index.day.today != lens.calendar.today {
            lens.active = acceptance::active_by_silence();
        }
        lens.mark_conflicts();
        lens.mark_advocates();
        lens
    }

    fn mark_conflicts(&mut self) {
        let prospect = &self.need.prospect;
        let organisations = &self.index.organisations;
        let mut conflicts = vec![0; organisations.len()];
        let mut any = false;
        let mut mark = |id: &OrganisationId, flag: u8| {
            if let Some(at) = organisations.get(id) {
                conflicts[*at as usize] |= flag;
                any = true;
            }
        };
        prospect.organisation.iter().for_each(|id| mark(id, OWN));
        prospect.related.iter().for_each(|id| mark(id, RELATED));
        prospect.rivals.iter().for_each(|id| mark(id, RIVAL));
        if any {
            self.conflicts = conflicts;
        }
    }

    fn mark_advocates(&mut self) {
        let lists = [(&self.need.vetoed, VETOED), (&self.need.prospect.spoke_with, SPOKE), (&self.need.asked, ASKED)];
        for (list, flag) in lists {
            for at in self.index.positions_of(list.iter().copied()) {
                self.marks.resize(self.index.rows.len(), 0);
                self.marks[at] |= flag;
            }
        }
    }

    /// Where an advocate stands today.
    #[inline]
    pub fn standing(&self, at: usize) -> Standing {
        if self.active.is_empty() {
            self.index.day.standings[at]
        } else {
            Standing::of(self.index, &self.calendar, &self.active, &self.index.rows[at])
        }
    }

    /// The text score of an advocate: nothing when no search was run, unknown when there is no text.
    #[inline]
    pub fn text_score(&self, at: usize, has_story: bool) -> Option<Value> {
        let score = match &self.text {
            Text::None => return None,
            Text::All(scores) => scores[at],
            Text::Few(_) => {
                self.text_hits(self.index.ids[at]).next().map_or(Value::UNKNOWN, |hit| Value::of(hit.score.counted()))
            }
        };
        Some(if !score.is_known() && has_story { Value::NONE } else { score })
    }

    /// What was found about one of a few advocates, the best first.
    pub fn text_hits(&self, id: AdvocateId) -> impl Iterator<Item = &'a TextHit> + '_ {
        let hits: &[&TextHit] = if let Text::Few(hits) = &self.text { hits } else { &[] };
        let start = hits.partition_point(|hit| hit.advocate < id);
        hits[start..].iter().copied().take_while(move |hit| hit.advocate == id)
    }
}

/// The best score of each advocate.
fn by_position(index: &Index, hits: &[TextHit]) -> Vec<Value> {
    let mut scores = vec![Value::UNKNOWN; index.ids.len()];
    let mut found: Vec<(AdvocateId, u16)> = hits.iter().map(|hit| (hit.advocate, hit.score.counted())).collect();
    if !found.is_sorted_by_key(|(id, _)| *id) {
        found.sort_unstable();
    }
    let mut from = 0;
    for (id, score) in found {
        from = seek::first_from(&index.ids, from, id);
        if index.ids.get(from) == Some(&id) {
            scores[from] = Value::of(score.max(scores[from].counted()));
        }
    }
    scores
}
