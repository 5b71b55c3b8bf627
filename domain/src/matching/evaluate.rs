//! One run over all advocates: gates and weight-independent terms for each.

use super::facts::Facts;
use super::gate::{Closed, Gate, Rule};
use super::index::Index;
use super::lens::Lens;
use super::need::Need;
use super::rank::{Ranked, rank_top};
use super::standing::Standing;
use super::sweep::Sweep;
use super::terms::Terms;
use super::utility::Points;
use super::vocabulary::Kind;
use super::weights::Preset;
use super::window::Slot;
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
        self.nearest(&self.held, index, need, now, preset, count)
    }

    /// The same of those for whom this rule was decisive: the people behind a figure of [`Self::held_by_rule`].
    pub fn nearest_held_by(
        &self,
        rule: Rule,
        index: &Index,
        need: &Need,
        now: DateTime<Utc>,
        preset: &Preset,
        count: usize,
    ) -> Vec<HeldBack> {
        let is_decisive = |closed: &Closed| closed.decisive() == Some(rule);
        let held = self.held.iter().zip(&self.closed).filter(|(_, closed)| is_decisive(closed));
        let held: Vec<Terms> = held.map(|(terms, _)| *terms).collect();
        self.nearest(&held, index, need, now, preset, count)
    }

    fn nearest(
        &self,
        held: &[Terms],
        index: &Index,
        need: &Need,
        now: DateTime<Utc>,
        preset: &Preset,
        count: usize,
    ) -> Vec<HeldBack> {
        let nearest = rank_top(held, preset, self.deal, count);
        let lens = Lens::over(index, need, now, nearest.iter().map(|ranked| ranked.id));
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
        open: Vec::with_capacity(index.len()),
        held: Vec::with_capacity(index.len()),
        closed: Vec::with_capacity(index.len()),
        deal: need.deal.term(),
    };
    let mut sweep = Sweep::over(&lens);
    let mut looked_at = Vec::new();
    while let Some((start, block)) = sweep.next_block() {
        // Made first and handed out after: copying what was written right before would wait for it.
        looked_at.clear();
        looked_at.extend((start..).zip(block).map(|(at, facts)| {
            let standing = lens.standing(at);
            (closed(&lens, facts, &standing), lens.terms(at, facts, &standing))
        }));
        for (closed, terms) in &looked_at {
            if closed.is_open() {
                evaluation.open.push(*terms);
            } else {
                evaluation.held.push(*terms);
                evaluation.closed.push(*closed);
            }
        }
    }
    evaluation
}

/// The terms of a few advocates, whether or not they may be asked; nothing of one who is not in the index.
pub fn terms_of(index: &Index, need: &Need, now: DateTime<Utc>, advocates: &[AdvocateId]) -> Vec<Option<Terms>> {
    let lens = Lens::over(index, need, now, advocates.iter().copied());
    let terms = |id: &AdvocateId| {
        let at = index.position_of(*id)?;
        Some(lens.terms(at, &lens.facts(at), &lens.standing(at)))
    };
    advocates.iter().map(terms).collect()
}

/// The gates of one advocate for one need, all that are closed, the decisive one first; none when
/// they may be asked. For the moment of asking (REQ-2).
pub fn gates_of(index: &Index, need: &Need, now: DateTime<Utc>, advocate: AdvocateId) -> Option<Vec<Gate>> {
    let lens = Lens::over(index, need, now, std::iter::once(advocate));
    index.position_of(advocate).map(|at| super::reasons::gates(&lens, at))
}

/// The gates of the day and those that depend on the need.
#[inline]
pub(super) fn closed(lens: &Lens<'_>, facts: &Facts, standing: &Standing) -> Closed {
    let speaks_another = lens.wanted.asks_for(Kind::Language) && facts.met.degree(Kind::Language) == 1;
    standing.closed.and(facts.marks).and(Closed::of([
        (Rule::Consent, !standing.consents_to(lens.need.activity)),
        (Rule::Language, speaks_another),
        (Rule::NoCommonHours, facts.slot == Slot::NEVER),
    ]))
}
