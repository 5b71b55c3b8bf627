//! Points as they are shown: to a tenth, so that what is shown adds up.
//!
//! Rounded one by one, the rows of a score may miss the sum beside them by some tenths, and whoever adds them up stops
//! trusting them. So the sum is rounded, and the rows share it by largest remainder (Hamilton's method): each is the
//! tenth below or above what it is, and a row that is a tenth already stays.

use super::utility::Points;

/// Milli-points of a tenth.
const TENTH: i32 = 100;

impl Points {
    /// The same score in whole tenths: fit and what is added or taken add up to the score, the factors to fit.
    pub fn in_tenths(&self) -> Self {
        let score = nearest(self.score);
        // What is the same for everybody is shown the same for everybody: it takes no part in the sharing.
        let deal = nearest(self.deal);
        let [fit, chance, load, scarcity] =
            shared(score - deal, [self.fit_total(), self.chance, self.load, self.scarcity]);
        Self { fit: shared(fit, self.fit), chance, load, scarcity, deal, score }
    }

    /// The score as it is shown large: whole points of what is shown in tenths, never below 0 or above 100.
    pub fn shown(&self) -> u8 {
        u8::try_from(((nearest(self.score) + 500).div_euclid(1_000)).clamp(0, 100)).unwrap_or(0)
    }
}

/// Half a tenth is rounded up, below zero too, so that a rounded sum less a rounded part is the rest, rounded up or down.
const fn nearest(milli_points: i32) -> i32 {
    (milli_points + TENTH / 2).div_euclid(TENTH) * TENTH
}

/// Parts in whole tenths that add up to a total, which lies less than a tenth from their sum.
fn shared<const N: usize>(total: i32, parts: [i32; N]) -> [i32; N] {
    let mut shown = parts.map(|part| part.div_euclid(TENTH) * TENTH);
    let mut by_remainder: [usize; N] = std::array::from_fn(|at| at);
    by_remainder.sort_by_key(|at| std::cmp::Reverse(parts[*at].rem_euclid(TENTH)));
    let missing = usize::try_from((total - shown.iter().sum::<i32>()) / TENTH).unwrap_or(0);
    for at in by_remainder.into_iter().take(missing) {
        shown[at] += TENTH;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Factor;
    use proptest::prelude::*;

    fn points(fit: [i32; Factor::COUNT], chance: i32, load: i32, scarcity: i32, deal: i32) -> Points {
        let score = fit.iter().sum::<i32>() + chance + load + scarcity + deal;
        Points { fit, chance, load, scarcity, deal, score }
    }

    fn sum(points: &Points) -> i32 {
        points.rows().iter().map(|(_, row)| row).sum()
    }

    /// Rounded one by one these rows say 82.1 beside a score of 82.0.
    #[test]
    fn rows_that_would_miss_the_sum_by_a_tenth_share_it() {
        let mut fit = [0; Factor::COUNT];
        fit[..3].copy_from_slice(&[40_060, 30_060, 14_060]);
        let raw = points(fit, -2_160, 0, 0, 0);

        let shown = raw.in_tenths();

        assert_eq!((raw.score, shown.score, shown.shown()), (82_020, 82_000, 82));
        assert_eq!((shown.fit_total(), shown.chance), (84_200, -2_200));
        assert_eq!(shown.fit[..4], [40_100, 30_100, 14_000, 0]);
        assert_eq!(sum(&shown), shown.score);
    }

    /// Before, the rest of rounding could fall on what a deal is worth: 3.8 points for one and 3.9 for another.
    #[test]
    fn what_a_deal_is_worth_is_shown_the_same_for_everybody() {
        for (chance, load) in [(-2_160, -40), (-2_110, -90), (-30, -30), (0, 0)] {
            let mut fit = [0; Factor::COUNT];
            fit[..2].copy_from_slice(&[40_010, 30_020]);

            let shown = points(fit, chance, load, 0, 3_849).in_tenths();

            assert_eq!(shown.deal, 3_800, "{chance} and {load}");
            assert_eq!(sum(&shown), shown.score);
        }
    }

    #[test]
    fn the_large_figure_is_the_small_one_rounded_again() {
        for (milli_points, whole) in [(81_449, 81), (81_450, 82), (81_500, 82), (-300, 0), (-9_000, 0), (140_000, 100)]
        {
            let shown = points([0; Factor::COUNT], 0, 0, 0, milli_points);

            assert_eq!((shown.shown(), shown.in_tenths().shown()), (whole, whole), "{milli_points}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_adds_up_and_no_row_is_a_tenth_off(
            fit in prop::array::uniform11(0i32..20_000),
            (chance, load, scarcity, deal) in (-60_000i32..=0, -30_000i32..=0, -9_000i32..=0, -3_000i32..12_000),
        ) {
            let raw = points(fit, chance, load, scarcity, deal);
            let shown = raw.in_tenths();
            prop_assert_eq!(sum(&shown), shown.score);
            prop_assert_eq!(shown.fit_total() + shown.chance + shown.load + shown.scarcity + shown.deal, shown.score);
            prop_assert!((shown.score - raw.score).abs() <= TENTH / 2);
            for ((row, was), (_, is)) in raw.rows().into_iter().zip(shown.rows()) {
                prop_assert!(is % TENTH == 0 && (is - was).abs() < TENTH, "{:?}: {} for {}", row, is, was);
            }
            prop_assert_eq!(shown.in_tenths(), shown);
        }
    }
}
