//! A proposal: weights learnt from everything, and what learning was worth on deals it had not seen.

use serde::{Deserialize, Serialize};

use super::super::rank::rank;
use super::super::terms::Terms;
use super::super::weights::{Preset, Weights};
use super::fit::{PRIOR_PAIRS, learn};
use super::measure::{BeforeAfter, Came, ndcg_at_5};
use super::pairs::{Answers, Choice, Graded, Pair, Values, graded};
use crate::ids::{AdvocateId, OpportunityId};

/// Below so many decisions nothing is proposed.
const FEWEST_DECISIONS: u32 = 30;
/// Deals are learnt from in so many parts, each judged by weights that saw the others only.
const PARTS: usize = 5;

/// A run and what came of those who were asked out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedRun {
    pub opportunity: OpportunityId,
    /// Of those who could be asked then.
    pub terms: Vec<Terms>,
    pub deal: i32,
    pub came: Vec<(AdvocateId, Came)>,
}

/// Everything that is learnt from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Material {
    pub choices: Vec<Choice>,
    pub answers: Vec<Answers>,
    pub graded: Vec<Graded>,
    pub runs: Vec<JudgedRun>,
}

/// How much there was of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Somebody was chosen out of an order that was shown, and not the only one in it.
    pub choices: u32,
    /// Requests in which one said yes and another no.
    pub answers: u32,
    /// Calls with a prospect's grade.
    pub graded: u32,
    /// Runs out of which somebody was asked.
    pub runs: u32,
}

impl Counts {
    pub fn decisions(&self) -> u32 {
        self.choices + self.answers + self.graded
    }

    /// Whether anything may be proposed from them.
    pub fn are_enough(&self) -> bool {
        self.decisions() >= FEWEST_DECISIONS
    }

    pub const fn fewest() -> u32 {
        FEWEST_DECISIONS
    }
}

/// Weights to apply or to dismiss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub weights: Weights,
    pub counts: Counts,
    /// The share of preferences that the weights tell right, on deals they were not learnt from.
    pub told_right: Option<BeforeAfter>,
    /// NDCG@5 on runs they were not learnt from.
    pub ndcg: Option<BeforeAfter>,
}

/// What the material proposes instead of the weights of a preset. With too few decisions these stay, and the counts say so.
///
/// `anchor` are the weights a person chose last: learning holds to them, so that applying what was learnt and learning
/// again from the same facts gives the same weights and not another step.
pub fn propose(preset: &Preset, anchor: &Weights, material: &Material) -> Proposal {
    let counts = material.counts();
    if !counts.are_enough() {
        return Proposal { weights: preset.weights, counts, told_right: None, ndcg: None };
    }
    let weights = learn(anchor, &material.pairs(|_| true), PRIOR_PAIRS);
    let deals = material.deals();
    let part = |deal: &OpportunityId| deals.binary_search(deal).unwrap_or_default() % PARTS;
    let (mut right, mut ndcg) = (Vec::new(), Vec::new());
    for held_out in 0..PARTS {
        let learnt = learn(anchor, &material.pairs(|deal| part(deal) != held_out), PRIOR_PAIRS);
        let is_held_out = |deal: &OpportunityId| part(deal) == held_out;
        right.extend(material.told_right(&is_held_out, &preset.weights, &learnt));
        let after = Preset { weights: learnt, ..preset.clone() };
        let runs = material.runs.iter().filter(|run| is_held_out(&run.opportunity));
        ndcg.extend(runs.filter_map(|run| Some((run.ndcg(preset)?, run.ndcg(&after)?))));
    }
    Proposal { weights, counts, told_right: BeforeAfter::of(&right), ndcg: BeforeAfter::of(&ndcg) }
}

impl JudgedRun {
    fn ndcg(&self, preset: &Preset) -> Option<f64> {
        ndcg_at_5(rank(&self.terms, preset, self.deal).into_iter().map(|ranked| ranked.id), &self.came)
    }
}

impl Material {
    pub fn counts(&self) -> Counts {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let pairs_of = |pairs: Vec<Pair>| !pairs.is_empty();
        Counts {
            choices: count(self.choices.iter().filter(|one| pairs_of(one.pairs())).count()),
            answers: count(self.answers.iter().filter(|one| pairs_of(one.pairs())).count()),
            graded: count(self.graded.len()),
            runs: count(self.runs.len()),
        }
    }

    /// Every deal once, in order.
    fn deals(&self) -> Vec<OpportunityId> {
        let choices = self.choices.iter().map(|one| one.opportunity);
        let answers = self.answers.iter().map(|one| one.opportunity);
        let graded = self.graded.iter().map(|one| one.opportunity);
        let runs = self.runs.iter().map(|one| one.opportunity);
        let mut deals: Vec<_> = choices.chain(answers).chain(graded).chain(runs).collect();
        deals.sort_unstable();
        deals.dedup();
        deals
    }

    fn pairs(&self, of: impl Fn(&OpportunityId) -> bool) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = Vec::new();
        pairs.extend(self.choices.iter().filter(|one| of(&one.opportunity)).flat_map(Choice::pairs));
        pairs.extend(self.answers.iter().filter(|one| of(&one.opportunity)).flat_map(Answers::pairs));
        pairs.extend(graded(&self.graded_of(of)));
        pairs
    }

    fn graded_of(&self, of: impl Fn(&OpportunityId) -> bool) -> Vec<Graded> {
        self.graded.iter().filter(|one| of(&one.opportunity)).copied().collect()
    }

    /// For each decision the share of its pairs that weights tell right, by the weights before and after.
    fn told_right(&self, of: &dyn Fn(&OpportunityId) -> bool, before: &Weights, after: &Weights) -> Vec<(f64, f64)> {
        let share = |pairs: &[Pair]| (right(before, pairs), right(after, pairs));
        let choices = self.choices.iter().filter(|one| of(&one.opportunity)).map(Choice::pairs);
        let answers = self.answers.iter().filter(|one| of(&one.opportunity)).map(Answers::pairs);
        let calls = self.graded_of(of);
        // Each call against those of another grade that were held out, too.
        let of_call = |call: &Graded| {
            let others = calls.iter().filter(|other| other.grade != call.grade);
            let pair = |other: &Graded| {
                let (better, worse) = if call.grade > other.grade { (call, other) } else { (other, call) };
                Pair { better: better.values, worse: worse.values, weight: 1 }
            };
            others.map(pair).collect::<Vec<_>>()
        };
        let decisions = choices.chain(answers).chain(calls.iter().map(of_call));
        decisions.filter(|pairs| !pairs.is_empty()).map(|pairs| share(&pairs)).collect()
    }
}

/// The share of pairs in which the preferred one fits better; half of those that fit alike.
fn right(weights: &Weights, pairs: &[Pair]) -> f64 {
    let fit = |values: &Values| -> u64 {
        weights.shares().iter().zip(values).map(|(share, value)| u64::from(*share) * u64::from(*value)).sum()
    };
    let told: u32 = pairs
        .iter()
        .map(|pair| match fit(&pair.better).cmp(&fit(&pair.worse)) {
            std::cmp::Ordering::Greater => 2,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Less => 0,
        })
        .sum();
    f64::from(told) / 2.0 / f64::from(u32::try_from(pairs.len()).unwrap_or(u32::MAX).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{Acceptance, Factor, Load, Prior, Value};
    use uuid::Uuid;

    fn values(of: &[(Factor, u16)]) -> Values {
        let mut values = [0; Factor::COUNT];
        for (factor, value) in of {
            values[factor.position()] = *value;
        }
        values
    }

    /// A made-up year in which prospects grade by the size of the company and nothing else.
    fn by_size(calls: u16) -> Material {
        let deal = |at: u16| OpportunityId(Uuid::from_u128(u128::from(at)));
        let graded = (0..calls).map(|at| Graded {
            opportunity: deal(at),
            grade: if at % 3 == 0 { 3 } else { 5 },
            values: values(&[
                (Factor::Size, if at % 3 == 0 { 2_000 } else { 9_000 }),
                (Factor::UseCase, (at * 37) % 100 * 100),
            ]),
        });
        let terms = |id: u128, size: u16, use_case: u16| Terms {
            id: AdvocateId(Uuid::from_u128(id)),
            values: values(&[(Factor::Size, size), (Factor::UseCase, use_case)]).map(Value::of),
            acceptance: Acceptance { chance: 600, asked: 0, prior: Prior::Global },
            load: Load::default(),
            scarcity: 0,
        };
        let runs = (0..calls / 2).map(|at| JudgedRun {
            opportunity: deal(at),
            terms: vec![terms(1, 9_000, 3_000), terms(2, 3_000, 9_000)],
            deal: 0,
            came: vec![(AdvocateId(Uuid::from_u128(1)), Came { accepted: true, completed: true, grade: Some(5) })],
        });
        Material { graded: graded.collect(), runs: runs.collect(), ..Material::default() }
    }

    #[test]
    fn too_few_decisions_propose_nothing_and_say_how_many_there_were() {
        let proposal = propose(&Preset::balanced(), &Weights::BALANCED, &by_size(29));

        assert_eq!(proposal.weights, Weights::BALANCED);
        assert_eq!((proposal.counts.graded, proposal.told_right, proposal.ndcg), (29, None, None));
        assert!(!proposal.counts.are_enough());
    }

    #[test]
    fn what_is_learnt_tells_better_on_deals_it_has_not_seen() {
        let proposal = propose(&Preset::balanced(), &Weights::BALANCED, &by_size(600));

        assert!(proposal.weights.share(Factor::Size) > Weights::BALANCED.share(Factor::Size) + 500, "{proposal:?}");
        let told = proposal.told_right.unwrap();
        assert!(told.is_sure() && told.low > 0 && told.after > told.before, "{told:?}");
        let ndcg = proposal.ndcg.unwrap();
        assert!(ndcg.n == 300 && ndcg.after > ndcg.before, "{ndcg:?}");
        assert_eq!(
            proposal,
            propose(&Preset::balanced(), &Weights::BALANCED, &by_size(600)),
            "equal facts, equal proposals"
        );
    }

    #[test]
    fn applying_what_was_learnt_and_learning_again_takes_no_further_step() {
        let told = by_size(300);
        let learnt = propose(&Preset::balanced(), &Weights::BALANCED, &told).weights;

        let applied = Preset { weights: learnt, ..Preset::balanced() };

        assert_eq!(propose(&applied, &Weights::BALANCED, &told).weights, learnt);
        assert_ne!(propose(&applied, &learnt, &told).weights, learnt, "held to itself it would go on");
    }

    #[test]
    fn the_order_in_which_facts_are_told_changes_nothing() {
        let told = by_size(90);
        let mut turned = told.clone();
        turned.graded.reverse();
        turned.runs.reverse();

        let (one, other) = (
            propose(&Preset::balanced(), &Weights::BALANCED, &told),
            propose(&Preset::balanced(), &Weights::BALANCED, &turned),
        );

        assert_eq!((one.weights, one.counts), (other.weights, other.counts));
    }
}
