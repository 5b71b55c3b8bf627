//! Preferences as pairs: who was preferred to whom, by the values of the eleven factors.
//!
//! Who is chosen depends on who stood where: readers begin at the top. So a choice says only that the chosen one was
//! preferred to those who stood above, whom the reader passed over, and to the next below (Joachims 2002, "Optimizing
//! Search Engines using Clickthrough Data"). One decision counts as one, however many pairs it makes.

use serde::{Deserialize, Serialize};

use super::super::factor::{Factor, Value};
use crate::ids::OpportunityId;

/// The ten-thousandths of each factor; an unknown value counts 0, as in fit.
pub type Values = [u16; Factor::COUNT];

/// A whole decision, in millionths.
const WHOLE: u32 = 1_000_000;

/// The first was preferred to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    pub better: Values,
    pub worse: Values,
    /// How much of a decision it is, in millionths.
    pub weight: u32,
}

/// Somebody was asked out of an order that was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub opportunity: OpportunityId,
    /// Best first, without those who were asked before.
    pub shown: Vec<Values>,
    /// The place of the chosen one in `shown`.
    pub chosen: usize,
}

/// Of those asked for one request, some said yes and some no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub opportunity: OpportunityId,
    pub accepted: Vec<Values>,
    pub declined: Vec<Values>,
}

/// A prospect's grade of a call, 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    pub opportunity: OpportunityId,
    pub grade: u8,
    pub values: Values,
}

/// The values as they count.
pub fn counted(values: &[Value; Factor::COUNT]) -> Values {
    values.map(Value::counted)
}

impl Choice {
    pub fn pairs(&self) -> Vec<Pair> {
        let Some(better) = self.shown.get(self.chosen) else { return Vec::new() };
        let passed_over = self.shown.iter().take(self.chosen).chain(self.shown.get(self.chosen + 1));
        shared_out(passed_over.map(|worse| (*better, *worse)).collect())
    }
}

impl Answers {
    pub fn pairs(&self) -> Vec<Pair> {
        let of = |better: &Values| self.declined.iter().map(move |worse| (*better, *worse)).collect::<Vec<_>>();
        let better: Vec<Values> = self.accepted.clone();
        shared_out(better.iter().flat_map(of).collect())
    }
}

/// Each call against every call of a lower grade. A call takes part in at most `count - 1` pairs, so that all of them
/// together count no more than the calls.
pub fn graded(calls: &[Graded]) -> Vec<Pair> {
    let others = u32::try_from(calls.len().saturating_sub(1)).unwrap_or(u32::MAX).max(1);
    let weight = WHOLE / others;
    let mut pairs = Vec::new();
    for better in calls {
        let worse = calls.iter().filter(|worse| worse.grade < better.grade);
        pairs.extend(worse.map(|worse| Pair { better: better.values, worse: worse.values, weight }));
    }
    pairs
}

fn shared_out(pairs: Vec<(Values, Values)>) -> Vec<Pair> {
    let weight = WHOLE / u32::try_from(pairs.len()).unwrap_or(u32::MAX).max(1);
    pairs.into_iter().map(|(better, worse)| Pair { better, worse, weight }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(first: u16) -> Values {
        let mut values = [0; Factor::COUNT];
        values[0] = first;
        values
    }

    fn deal() -> OpportunityId {
        OpportunityId(uuid::Uuid::nil())
    }

    #[test]
    fn a_choice_speaks_against_those_above_and_the_next_below_only() {
        let shown: Vec<Values> = (0..6).map(|at| values(at * 100)).collect();
        for (chosen, passed_over) in [(0, vec![100]), (2, vec![0, 100, 300]), (5, vec![0, 100, 200, 300, 400])] {
            let pairs = Choice { opportunity: deal(), shown: shown.clone(), chosen }.pairs();

            assert_eq!(pairs.iter().map(|pair| pair.worse[0]).collect::<Vec<_>>(), passed_over, "{chosen}");
            let sum: u32 = pairs.iter().map(|pair| pair.weight).sum();
            assert!((WHOLE - 10..=WHOLE).contains(&sum), "one decision counts as one: {sum}");
        }
        assert!(Choice { opportunity: deal(), shown: vec![values(1)], chosen: 0 }.pairs().is_empty());
        assert!(Choice { opportunity: deal(), shown, chosen: 9 }.pairs().is_empty());
    }

    #[test]
    fn one_answer_alone_prefers_nobody() {
        let answers = |accepted: usize, declined: usize| Answers {
            opportunity: deal(),
            accepted: vec![values(1); accepted],
            declined: vec![values(2); declined],
        };
        for (accepted, declined, pairs) in [(1, 0, 0), (0, 3, 0), (1, 1, 1), (2, 3, 6)] {
            assert_eq!(answers(accepted, declined).pairs().len(), pairs);
        }
    }

    #[test]
    fn grades_compare_across_deals_and_together_count_no_more_than_the_calls() {
        let call = |grade| Graded { opportunity: deal(), grade, values: values(u16::from(grade)) };

        let pairs = graded(&[call(5), call(3), call(5), call(4)]);

        assert_eq!(pairs.len(), 5);
        assert!(pairs.iter().all(|pair| pair.better[0] > pair.worse[0]));
        assert!(pairs.iter().map(|pair| pair.weight).sum::<u32>() <= 2 * WHOLE);
        assert!(graded(&[call(4), call(4)]).is_empty() && graded(&[]).is_empty());
    }
}
