//! One run over all advocates: gates and weight-independent terms for each.

use super::fit;
use super::gate::{Closed, Gate, Rule};
use super::index::{Index, Row};
use super::lens::{ASKED, Lens, OWN, RELATED, RIVAL, SPOKE, VETOED};
use super::need::Need;
use super::rank::{Ranked, rank_top};
use super::standing::Standing;
use super::terms::Terms;
use super::utility::Points;
use super::vocabulary::Kind;
use super::wanted::Met;
use super::weights::Preset;
use crate::ids::AdvocateId;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What a run found, before any weight is applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Those who may be asked, by id.
    pub open: Vec<Terms>,
    /// Those held back, by id, with the terms they would have.
    pub held: Vec<Terms>,
    /// The closed gates of `held`, in the same order.
    pub closed: Vec<Closed>,
    /// The deal term in milli-points, the same for all.
    pub deal: i32,
}

impl Evaluation {
    /// How many each rule held back, by the decisive rule, in the order of the rules.
    pub fn held_by_rule(&self) -> Vec<(Rule, u32)> {
        let mut counts = [0u32; Rule::ALL.len()];
        for rule in self.closed.iter().filter_map(|closed| closed.decisive()) {
            counts[rule as usize] += 1;
        }
        Rule::ALL.iter().copied().zip(counts).filter(|(_, count)| *count > 0).collect()
    }

    /// Those held back who would score best, with why and until when.
    pub fn nearest_held(
        &self,
        index: &Index,
        need: &Need,
        now: DateTime<Utc>,
        preset: &Preset,
        count: usize,
    ) -> Vec<HeldBack> {
        let nearest = rank_top(&self.held, preset, self.deal, count);
        let lens = Lens::over(index, need, now, nearest.iter().map(|ranked| ranked.id).collect());
        nearest.iter().filter_map(|ranked| HeldBack::of(&lens, ranked)).collect()
    }
}

/// Somebody who would fit but may not be asked now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBack {
    pub id: AdvocateId,
    /// The points they would have.
    pub would: Points,
    /// Every closed gate, the decisive one first; never empty.
    pub gates: Vec<Gate>,
    /// The day on which all of them are open again, where every one has such a day.
    pub returns_on: Option<NaiveDate>,
}

impl HeldBack {
    fn of(lens: &Lens<'_>, ranked: &Ranked) -> Option<Self> {
        let at = lens.index.position_of(ranked.id)?;
        let gates = super::reasons::gates(lens, at);
        let returns_on = gates
            .iter()
            .map(Gate::returns_on)
            .try_fold(NaiveDate::MIN, |latest, day| day.map(|day| latest.max(day)))
            .filter(|_| !gates.is_empty());
        Some(Self { id: ranked.id, would: ranked.points, gates, returns_on })
    }
}

/// Gates and terms for every advocate of the index.
pub fn evaluate(index: &Index, need: &Need, now: DateTime<Utc>) -> Evaluation {
    let lens = Lens::over_all(index, need, now);
    let mut evaluation = Evaluation {
        open: Vec::with_capacity(index.rows.len()),
        held: Vec::with_capacity(index.rows.len()),
        closed: Vec::with_capacity(index.rows.len()),
        deal: need.deal.term(),
    };
    for (at, row) in index.rows.iter().enumerate() {
        let seen = Seen::of(&lens, at, row);
        let closed = seen.closed();
        if closed.is_open() {
            evaluation.open.push(seen.terms());
        } else {
            evaluation.held.push(seen.terms());
            evaluation.closed.push(closed);
        }
    }
    evaluation
}

/// The gates of one advocate for one need, all that are closed, the decisive one first; none when
/// they may be asked. For the moment of asking (REQ-2).
pub fn gates_of(index: &Index, need: &Need, now: DateTime<Utc>, advocate: AdvocateId) -> Option<Vec<Gate>> {
    let lens = Lens::over(index, need, now, vec![advocate]);
    index.position_of(advocate).map(|at| super::reasons::gates(&lens, at))
}

/// One advocate seen through the lens: what gates and terms both rest on.
pub(super) struct Seen<'a> {
    lens: &'a Lens<'a>,
    at: usize,
    row: &'a Row,
    met: Met,
    slot: fit::Slot,
    standing: Standing,
}

impl<'a> Seen<'a> {
    #[inline]
    pub fn of(lens: &'a Lens<'a>, at: usize, row: &'a Row) -> Self {
        let met = lens.wanted.met(row.tags.of_list(&lens.index.tags));
        Self { lens, at, row, met, slot: fit::slot(lens, at, row), standing: lens.standing(at) }
    }

    #[inline]
    pub fn terms(&self) -> Terms {
        Terms {
            id: self.row.id,
            values: fit::values(self.lens, self.at, self.row, self.met, self.slot),
            acceptance: self.standing.acceptance,
            load: self.standing.load,
            scarcity: self.row.industry.map_or(0, |place| self.lens.scarcity[place.position()]),
        }
    }

    /// The gates of the day and those that depend on the need.
    #[inline]
    pub fn closed(&self) -> Closed {
        let (lens, row, met) = (self.lens, self.row, self.met);
        let marks = lens.marks.get(self.at).copied().unwrap_or(0);
        let conflicts = if lens.conflicts.is_empty() { 0 } else { conflicts(lens, row) };
        let language = lens.wanted.asks_for(Kind::Language) && row.known & Kind::Language.bit() != 0;
        self.standing.closed.and(Closed::of([
            (Rule::Consent, !self.standing.consents_to(lens.need.activity)),
            (Rule::Veto, marks & VETOED != 0),
            (Rule::Rival, conflicts & RIVAL != 0),
            (Rule::SameOrganisation, conflicts & (OWN | RELATED) != 0),
            (Rule::AlreadySpoke, marks & SPOKE != 0),
            (Rule::AlreadyAsked, marks & ASKED != 0),
            (Rule::Language, language && !met.any(Kind::Language)),
            (Rule::NoCommonHours, self.slot == fit::Slot::Never),
        ]))
    }
}

/// The conflict flags of the advocate's organisation and of its group.
///
/// A related organisation counts as a conflict with the prospect itself, not with its rivals: a
/// subsidiary of a rival is its own house, unless the list of rivals names it.
pub(super) fn conflicts(lens: &Lens<'_>, row: &Row) -> u8 {
    let own = lens.conflicts.get(row.organisation as usize).copied().unwrap_or(0);
    row.related
        .of_list(&lens.index.related)
        .iter()
        .filter_map(|at| lens.conflicts.get(*at as usize))
        .fold(own, |flags, related| flags | if related & OWN != 0 { RELATED } else { 0 })
}
