//! How good an order was, and how sure a difference is.

use serde::{Deserialize, Serialize};

use crate::ids::AdvocateId;

/// Below so many nothing is said: an interval over fewer hides more than it tells.
pub const FEWEST: usize = 20;

/// What came of somebody who was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Came {
    pub accepted: bool,
    pub completed: bool,
    /// The prospect's grade, 1 to 5.
    pub grade: Option<u8>,
}

impl Came {
    /// What it is worth: chosen 1, accepted 2, held 3, graded 4 or 5 as much as the grade.
    pub fn gain(self) -> u8 {
        match (self.accepted, self.completed, self.grade) {
            (_, true, Some(grade @ 4..)) => grade.min(5),
            (_, true, _) => 3,
            (true, false, _) => 2,
            (false, false, _) => 1,
        }
    }
}

/// NDCG@5: what stands on the first five places, each place worth less than the one before, against the best order of
/// what happened (Järvelin and Kekäläinen 2002). Nothing without anybody chosen.
pub fn ndcg_at_5(shown: impl Iterator<Item = AdvocateId>, came: &[(AdvocateId, Came)]) -> Option<f64> {
    let gain = |came: Came| f64::from((1u32 << came.gain()) - 1);
    let discounted = |gains: &mut dyn Iterator<Item = f64>| {
        (1u32..=5).zip(gains).map(|(place, gain)| gain / libm::log2(f64::from(place + 1))).sum::<f64>()
    };
    let mut best: Vec<f64> = came.iter().map(|(_, came)| gain(*came)).collect();
    best.sort_unstable_by(|a, b| b.total_cmp(a));
    let ideal = discounted(&mut best.into_iter());
    let of = |id| came.iter().find(|(chosen, _)| *chosen == id).map_or(0.0, |(_, came)| gain(*came));
    (ideal > 0.0).then(|| discounted(&mut shown.map(of)) / ideal)
}

/// A figure under two presets over the same things, in hundredths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeforeAfter {
    pub before: i32,
    pub after: i32,
    /// The 95 % interval of the difference.
    pub low: i32,
    pub high: i32,
    pub n: u32,
}

impl BeforeAfter {
    /// The means, and the interval of their difference by pairs; nothing where there are too few.
    pub fn of(figures: &[(f64, f64)]) -> Option<Self> {
        if figures.len() < FEWEST {
            return None;
        }
        let n = u32::try_from(figures.len()).ok()?;
        let count = f64::from(n);
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| figures.iter().map(of).sum::<f64>() / count;
        let (before, after) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
        let lead = after - before;
        let square = mean(&|pair| (pair.1 - pair.0 - lead) * (pair.1 - pair.0 - lead)) * count / (count - 1.0);
        // Student's t for two sides and 95 %, within a hundredth from 19 degrees of freedom on.
        let reach = (1.96 + 2.5 / (count - 1.0)) * (square / count).sqrt();
        #[expect(clippy::cast_possible_truncation, reason = "shares lie between -1 and 1")]
        let parts = |share: f64| libm::round(share * 10_000.0) as i32;
        Some(Self {
            before: parts(before),
            after: parts(after),
            low: parts(lead - reach),
            high: parts(lead + reach),
            n,
        })
    }

    /// Whether the difference is more than chance would make.
    pub fn is_sure(&self) -> bool {
        self.low > 0 || self.high < 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> AdvocateId {
        AdvocateId(Uuid::from_u128(number))
    }

    const HELD: Came = Came { accepted: true, completed: true, grade: None };

    #[test]
    fn what_came_is_worth_more_step_by_step() {
        let graded = |grade| Came { grade: Some(grade), ..HELD };
        let accepted = Came { accepted: true, ..Came::default() };
        let gains = [Came::default(), accepted, graded(1), HELD, graded(3), graded(4), graded(5), graded(9)];
        assert_eq!(gains.map(Came::gain), [1, 2, 3, 3, 3, 4, 5, 5]);
    }

    #[test]
    fn the_first_place_is_worth_most_and_the_sixth_nothing() {
        let shown = || (1..=6).map(id);
        assert_eq!(ndcg_at_5(shown(), &[(id(1), HELD)]), Some(1.0));
        let second = ndcg_at_5(shown(), &[(id(2), HELD)]).unwrap();
        assert!((second - 1.0 / libm::log2(3.0)).abs() < 1e-12);
        assert_eq!(ndcg_at_5(shown(), &[(id(6), HELD)]), Some(0.0));
        assert_eq!(ndcg_at_5(shown(), &[]), None);
        let both = [(id(1), HELD), (id(2), Came::default())];
        assert_eq!(ndcg_at_5(shown(), &both), Some(1.0), "the better one first");
    }

    #[test]
    fn too_few_say_nothing_and_a_clear_lead_is_sure() {
        assert_eq!(BeforeAfter::of(&[(0.5, 0.6); FEWEST - 1]), None);
        let clear = BeforeAfter::of(&[(0.5, 0.6); FEWEST]).unwrap();
        assert_eq!((clear.before, clear.after, clear.low, clear.high, clear.n), (5_000, 6_000, 1_000, 1_000, 20));
        assert!(clear.is_sure());
        let wavering: Vec<(f64, f64)> = (0..40).map(|at| (0.5, if at % 2 == 0 { 0.3 } else { 0.7 })).collect();
        let wavering = BeforeAfter::of(&wavering).unwrap();
        assert!(!wavering.is_sure() && wavering.low < 0 && wavering.high > 0);
    }

    proptest! {
        #[test]
        fn it_lies_between_nothing_and_the_whole(places in prop::collection::vec(1u128..12, 1..8)) {
            let came: Vec<_> = places.iter().map(|at| (id(*at), HELD)).collect();
            let mut unique = came.clone();
            unique.sort_by_key(|(id, _)| *id);
            unique.dedup_by_key(|(id, _)| *id);
            let score = ndcg_at_5((1..=10).map(id), &unique).unwrap();
            prop_assert!((0.0..=1.0 + 1e-12).contains(&score));
        }
    }
}
