//! Past runs ranked again with other weights: what saving a preset would have done (MAT-6, MAT-10).
//!
//! A kept run holds everything that went into it, so nothing here is estimated except the chance of a yes, which the
//! engine computed for that day.

use super::evaluate::{Evaluation, evaluate};
use super::fatigue::Fatigue;
use super::index::Index;
use super::lens::Lens;
use super::movement::{Moved, movement};
use super::need::Need;
use super::rank::{Ranked, rank};
use super::terms::Terms;
use super::weights::Preset;
use crate::ids::{AdvocateId, OpportunityId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A run as it was kept, ready to be ranked by anything.
pub struct Past<'a> {
    index: &'a Index,
    need: &'a Need,
    at: DateTime<Utc>,
    found: Evaluation,
}

/// Who stood first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstChoice {
    pub id: AdvocateId,
    /// A in thousandths.
    pub chance: u16,
    pub fatigue: Fatigue,
    /// Hours from the run to the first time that both have, where hours are known.
    pub hours_to_slot: Option<i64>,
}

/// The first place of one run under two presets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    pub before: FirstChoice,
    pub after: FirstChoice,
    /// How the new first choice came there, when it is another.
    pub moved: Option<Moved>,
}

impl<'a> Past<'a> {
    pub fn of(index: &'a Index, need: &'a Need, at: DateTime<Utc>) -> Self {
        Self { index, need, at, found: evaluate(index, need, at) }
    }

    /// The order by a preset.
    pub fn order(&self, preset: &Preset) -> Vec<Ranked> {
        rank(&self.found.open, preset, self.found.deal)
    }

    /// The terms of somebody who could be asked then.
    pub fn terms(&self, id: AdvocateId) -> Option<&Terms> {
        self.found.open.binary_search_by_key(&id, |terms| terms.id).ok().and_then(|at| self.found.open.get(at))
    }

    /// The deal term in milli-points.
    pub fn deal(&self) -> i32 {
        self.found.deal
    }

    /// Both orders; nothing where nobody could be asked.
    pub fn trial(&self, before: &Preset, after: &Preset) -> Option<Trial> {
        let (base, now) = (self.order(before), self.order(after));
        let (was, is) = (base.first()?.id, now.first()?.id);
        let moved = (was != is).then(|| movement(&base, &now).into_iter().find(|moved| moved.id == is)).flatten();
        Some(Trial { before: self.first(was)?, after: self.first(is)?, moved })
    }

    fn first(&self, id: AdvocateId) -> Option<FirstChoice> {
        let terms = self.terms(id)?;
        let lens = Lens::over(self.index, self.need, self.at, std::iter::once(id));
        let slot = lens.facts(self.index.position_of(id)?).slot.half_hour().and_then(|at| lens.window.instant(at));
        Some(FirstChoice {
            id,
            chance: terms.acceptance.chance,
            fatigue: terms.load.fatigue(),
            hours_to_slot: slot.map(|slot| (slot - self.at).num_hours().max(0)),
        })
    }
}

/// What saving would have changed in the deals that were matched last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// So many deals were tried, each by its last run.
    pub deals: u32,
    /// Runs of another engine, or without anybody who could be asked.
    pub left_out: u32,
    pub changed: Vec<ChangedFirst>,
    /// First choices who would probably say no, in hundredths: as saved, and as drafted.
    pub noes: (u32, u32),
    /// First choices who were tired or exhausted.
    pub tired: (u32, u32),
    /// Mean hours to the first shared time where both first choices have one, and in how many deals they do.
    pub hours_to_slot: Option<(i64, i64, u32)>,
}

/// A deal whose first choice would be another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedFirst {
    pub opportunity: OpportunityId,
    pub deal: String,
    pub was: AdvocateId,
    pub is: AdvocateId,
    /// Places the new first choice gained.
    pub by: i32,
    /// The row of the score that brought them there: "Use case".
    pub because: Option<String>,
}

impl Preview {
    /// Counts what one more deal showed.
    pub fn add(&mut self, opportunity: OpportunityId, deal: &str, trial: Option<Trial>) {
        let Some(trial) = trial else {
            self.left_out += 1;
            return;
        };
        self.deals += 1;
        let no = |choice: &FirstChoice| u32::from(1_000u16.saturating_sub(choice.chance)) / 10;
        let tired = |choice: &FirstChoice| u32::from(choice.fatigue >= Fatigue::Tired);
        self.noes = (self.noes.0 + no(&trial.before), self.noes.1 + no(&trial.after));
        self.tired = (self.tired.0 + tired(&trial.before), self.tired.1 + tired(&trial.after));
        if let (Some(was), Some(is)) = (trial.before.hours_to_slot, trial.after.hours_to_slot) {
            // Sums until the last deal is in; see `finish`.
            let (before, after, count) = self.hours_to_slot.unwrap_or_default();
            self.hours_to_slot = Some((before + was, after + is, count + 1));
        }
        if trial.before.id != trial.after.id {
            self.changed.push(ChangedFirst {
                opportunity,
                deal: deal.to_owned(),
                was: trial.before.id,
                is: trial.after.id,
                by: trial.moved.map_or(0, |moved| moved.by),
                because: trial.moved.and_then(|moved| moved.because).map(|row| row.label().to_owned()),
            });
        }
    }

    /// Turns sums into means once every deal is in.
    #[must_use]
    pub fn finish(mut self) -> Self {
        self.hours_to_slot = self.hours_to_slot.map(|(before, after, count)| {
            let mean = |sum: i64| (sum + i64::from(count) / 2) / i64::from(count.max(1));
            (mean(before), mean(after), count)
        });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{Candidate, Consent, Factor, Policy, Row, Weights, Wish};
    use crate::{advocates::ActivityType, ids::AdvocateId};
    use uuid::Uuid;

    fn open(id: u128) -> Candidate {
        let mut candidate = Candidate::active(AdvocateId(Uuid::from_u128(id)));
        candidate.consents = vec![Consent { activity: ActivityType::ReferenceCall, until: None }];
        candidate
    }

    #[test]
    fn another_first_choice_is_counted_with_the_row_that_brought_them_there() {
        let mut close = open(1);
        close.use_cases = vec!["month-end close".into()];
        let mut same_size = open(2);
        same_size.employees = Some(6_000);
        let mut need = Need::of(ActivityType::ReferenceCall);
        need.use_cases = vec![Wish::ordinary("month-end close")];
        need.employees = Some(6_000);
        let now = DateTime::UNIX_EPOCH + chrono::Days::new(20_000);
        let index = Index::build(vec![close, same_size], Policy::default(), now);
        let past = Past::of(&index, &need, now);
        let saved = Preset::balanced();
        let draft = Preset { weights: Weights::BALANCED.with(Factor::Size, 50), ..Preset::balanced() };

        let mut preview = Preview::default();
        preview.add(OpportunityId(Uuid::nil()), "Marlowe", past.trial(&saved, &draft));
        preview.add(OpportunityId(Uuid::nil()), "Marlowe", past.trial(&saved, &saved));
        let preview = preview.finish();

        assert_eq!((preview.deals, preview.changed.len()), (2, 1));
        let changed = &preview.changed[0];
        assert_eq!((changed.was.0.as_u128(), changed.is.0.as_u128(), changed.by), (1, 2, 1));
        assert_eq!(changed.because.as_deref(), Some(Row::Factor(Factor::Size).label()));
        assert_eq!(preview.noes.0, preview.noes.1, "both are as likely to say yes");
    }

    #[test]
    fn a_run_in_which_nobody_could_be_asked_is_left_out() {
        let now = DateTime::UNIX_EPOCH + chrono::Days::new(20_000);
        let index = Index::build(Vec::new(), Policy::default(), now);
        let need = Need::of(ActivityType::ReferenceCall);
        let past = Past::of(&index, &need, now);

        let mut preview = Preview::default();
        preview.add(OpportunityId(Uuid::nil()), "Marlowe", past.trial(&Preset::balanced(), &Preset::balanced()));

        assert_eq!(preview.finish(), Preview { left_out: 1, ..Preview::default() });
    }
}
