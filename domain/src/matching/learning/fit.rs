//! Weights from pairs: a pairwise logistic, held to the weights that are in force.
//!
//! How surely one is preferred to another grows with their difference in fit: ten points double the odds. Of all weights
//! that are not negative and add up to the whole, those are taken that make the pairs most probable, less what leaving
//! the weights in force costs: as much as [`PRIOR_PAIRS`] decisions that speak for them. Few pairs therefore hardly move
//! a weight. The function has one lowest point (it is strictly convex), so the way there changes nothing.

use super::super::factor::Factor;
use super::super::weights::Weights;
use super::pairs::Pair;

/// So many decisions the weights in force are worth.
pub const PRIOR_PAIRS: u32 = 200;

/// Ten points of fit, a tenth of it, double the odds: ten times the logarithm of two.
const SCALE: f64 = 6.931_471_805_599_453;
/// The mean square of the difference of two values that know nothing of each other: what a usual pair says about one weight.
const USUAL_SQUARE: f64 = 1.0 / 6.0;
/// The step is chosen so that the distance shrinks at every one; after so many nothing moves that a share could show.
const STEPS: usize = 500;
/// A millionth of what a share can show.
const STILL: f64 = 1e-10;

type Shares = [f64; Factor::COUNT];

/// The weights that `pairs` ask for, held to `prior` as if `prior_pairs` decisions had spoken for it.
pub fn learn(prior: &Weights, pairs: &[Pair], prior_pairs: u32) -> Weights {
    let pairs = Preferences::of(pairs);
    if pairs.0.is_empty() {
        return *prior;
    }
    let anchor: Shares = prior.shares().map(|share| f64::from(share) / f64::from(Weights::WHOLE));
    let held = f64::from(prior_pairs.max(1)) * SCALE * SCALE / 4.0 * USUAL_SQUARE;
    let steepest = held + pairs.steepest();
    let root = (held / steepest).sqrt();
    // Nesterov's constant momentum for a function that curves at least `held` and at most `steepest`.
    let momentum = (1.0 - root) / (1.0 + root);
    let (mut here, mut ahead) = (anchor, anchor);
    for _ in 0..STEPS {
        let slope = pairs.slope(&ahead);
        let down = |at: usize| ahead[at] - (slope[at] + held * (ahead[at] - anchor[at])) / steepest;
        let next = onto_the_whole(std::array::from_fn(down));
        ahead = std::array::from_fn(|at| next[at] + momentum * (next[at] - here[at]));
        let moved = next.iter().zip(here).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        here = next;
        if moved < STILL {
            break;
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share lies between 0 and 1")]
    let parts = here.map(|share| (share * 1e6 + 0.5) as u32);
    Weights::from_parts(parts).unwrap_or(*prior)
}

/// Differences of values with their weights, in an order of their own: sums do not depend on who told first.
struct Preferences(Vec<(Shares, f64)>);

impl Preferences {
    fn of(pairs: &[Pair]) -> Self {
        let mut differences: Vec<([i32; Factor::COUNT], u32)> = pairs
            .iter()
            .map(|pair| (std::array::from_fn(|at| i32::from(pair.better[at]) - i32::from(pair.worse[at])), pair.weight))
            .filter(|(difference, _)| difference.iter().any(|one| *one != 0))
            .collect();
        differences.sort_unstable();
        let share = |(difference, weight): ([i32; Factor::COUNT], u32)| {
            (difference.map(|one| f64::from(one) / 10_000.0), f64::from(weight) / 1e6)
        };
        Self(differences.into_iter().map(share).collect())
    }

    /// No direction is steeper than all pairs pulling one way.
    fn steepest(&self) -> f64 {
        let square = |difference: &Shares| difference.iter().map(|one| one * one).sum::<f64>();
        self.0.iter().map(|(difference, weight)| weight * square(difference)).sum::<f64>() * SCALE * SCALE / 4.0
    }

    fn slope(&self, shares: &Shares) -> Shares {
        let mut slope = [0.0; Factor::COUNT];
        for (difference, weight) in &self.0 {
            let lead: f64 = difference.iter().zip(shares).map(|(one, share)| one * share).sum();
            let doubt = 1.0 / (1.0 + libm::exp(SCALE * lead));
            for (sum, one) in slope.iter_mut().zip(difference) {
                *sum -= weight * SCALE * doubt * one;
            }
        }
        slope
    }
}

/// The nearest shares that are not negative and add up to one (Duchi et al. 2008).
fn onto_the_whole(shares: Shares) -> Shares {
    let mut falling = shares;
    falling.sort_unstable_by(|a, b| b.total_cmp(a));
    let (mut sum, mut surplus) = (0.0, 0.0);
    for (count, share) in (1u8..).zip(falling) {
        sum += share;
        let over = (sum - 1.0) / f64::from(count);
        if share > over {
            surplus = over;
        }
    }
    shares.map(|share| (share - surplus).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A die that every machine throws alike.
    struct Dice(u64);

    impl Dice {
        fn share(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((z ^ z >> 31) >> 11) as f64 / (1u64 << 53) as f64
        }

        fn values(&mut self) -> [u16; Factor::COUNT] {
            std::array::from_fn(|_| (self.share() * 10_001.0) as u16)
        }
    }

    /// Pairs decided by somebody who weighs as `truth` does.
    fn decided(truth: &Weights, count: usize, seed: u64) -> Vec<Pair> {
        let mut dice = Dice(seed);
        (0..count)
            .map(|_| {
                let (one, other) = (dice.values(), dice.values());
                let lead: f64 = (0..Factor::COUNT)
                    .map(|at| f64::from(truth.shares()[at]) / 1e4 * (f64::from(one[at]) - f64::from(other[at])) / 1e4)
                    .sum();
                let prefers_one = dice.share() < 1.0 / (1.0 + libm::exp(-SCALE * lead));
                let (better, worse) = if prefers_one { (one, other) } else { (other, one) };
                Pair { better, worse, weight: 1_000_000 }
            })
            .collect()
    }

    fn distance(a: &Weights, b: &Weights) -> f64 {
        let square = |at: usize| (f64::from(a.shares()[at]) - f64::from(b.shares()[at])) / 1e4;
        (0..Factor::COUNT).map(|at| square(at) * square(at)).sum::<f64>().sqrt()
    }

    fn any_weights() -> impl Strategy<Value = Weights> {
        prop::array::uniform11(0u32..1_000)
            .prop_filter("all zero", |parts| parts.iter().any(|part| *part > 0))
            .prop_map(|parts| Weights::from_parts(parts).unwrap())
    }

    fn any_pairs(most: usize) -> impl Strategy<Value = Vec<Pair>> {
        let values = || prop::array::uniform11(0u16..=10_000);
        let pair = (values(), values(), 1u32..=1_000_000);
        prop::collection::vec(pair.prop_map(|(better, worse, weight)| Pair { better, worse, weight }), 0..most)
    }

    #[test]
    fn a_planted_preference_is_found_from_enough_pairs() {
        for (factor, seed) in [(Factor::Size, 1), (Factor::Region, 2), (Factor::Outcomes, 3)] {
            let truth = Weights::BALANCED.with(factor, 60);

            let few = learn(&Weights::BALANCED, &decided(&truth, 20, seed), PRIOR_PAIRS);
            let many = learn(&Weights::BALANCED, &decided(&truth, 4_000, seed), PRIOR_PAIRS);

            let far = distance(&Weights::BALANCED, &truth);
            assert!(distance(&few, &Weights::BALANCED) < 0.25 * far, "{factor}: twenty pairs hardly move it: {few:?}");
            assert!(distance(&many, &truth) < 0.25 * far, "{factor}: {many:?}");
            assert_eq!(many.shares().iter().max(), Some(&many.share(factor)), "{factor}");
        }
    }

    #[test]
    fn pairs_that_agree_with_the_weights_leave_them_nearly_where_they_are() {
        let learnt = learn(&Weights::BALANCED, &decided(&Weights::BALANCED, 4_000, 9), PRIOR_PAIRS);

        assert!(distance(&learnt, &Weights::BALANCED) < 0.08, "{learnt:?}");
    }

    #[test]
    fn the_nearest_shares_are_found() {
        let third = 1.0 / 3.0;
        let mut given = [0.0; Factor::COUNT];
        given[..3].copy_from_slice(&[1.0, 1.0, 1.0]);
        assert!(onto_the_whole(given)[..3].iter().all(|share| (share - third).abs() < 1e-12));
        given[..3].copy_from_slice(&[2.0, 0.5, -1.0]);
        assert_eq!(onto_the_whole(given)[..3], [1.0, 0.0, 0.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn without_pairs_the_weights_stay(prior in any_weights(), prior_pairs in 0u32..1_000) {
            prop_assert_eq!(learn(&prior, &[], prior_pairs), prior);
            let same = Pair { better: [5; Factor::COUNT], worse: [5; Factor::COUNT], weight: 1_000_000 };
            prop_assert_eq!(learn(&prior, &[same], prior_pairs), prior, "two alike say nothing");
        }

        #[test]
        fn the_order_of_the_pairs_changes_nothing(prior in any_weights(), pairs in any_pairs(30), turn in 0usize..30) {
            let mut turned = pairs.clone();
            turned.reverse();
            let middle = turn.min(turned.len());
            turned.rotate_left(middle);
            prop_assert_eq!(learn(&prior, &turned, PRIOR_PAIRS), learn(&prior, &pairs, PRIOR_PAIRS));
        }

        #[test]
        fn what_is_learnt_is_a_set_of_weights(prior in any_weights(), pairs in any_pairs(30)) {
            let learnt = learn(&prior, &pairs, PRIOR_PAIRS);
            prop_assert_eq!(learnt.shares().iter().map(|share| u32::from(*share)).sum::<u32>(), 10_000);
        }

        #[test]
        fn the_more_the_weights_are_held_the_nearer_they_stay(
            prior in any_weights(), pairs in any_pairs(30), held in 1u32..300, more in 2u32..20,
        ) {
            let loose = learn(&prior, &pairs, held);
            let tight = learn(&prior, &pairs, held * more);
            // Shares are rounded to hundredths of a percent.
            prop_assert!(distance(&tight, &prior) <= distance(&loose, &prior) + 4e-4);
        }
    }
}
