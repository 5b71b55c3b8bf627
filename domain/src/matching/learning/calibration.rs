//! How well chances came true: the Brier score beside that of whoever only counts, and a reliability curve.

use serde::{Deserialize, Serialize};

use super::foretold::Foretold;

/// Bins of ten points.
const BINS: usize = 10;

/// How well chances came true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calibration {
    pub n: u32,
    pub accepted: u32,
    /// The mean square of chance less outcome, in ten-thousandths: 0 is a seer, 2,500 a coin.
    pub brier: u32,
    /// The same for whoever says the share that was a yes until then.
    pub brier_of_the_share: u32,
    /// The same for whoever always says the share that was accepted in the end, which nobody knew before.
    pub brier_of_the_mean: u32,
    /// By tens of percent; only those with an ask.
    pub bins: Vec<Bin>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bin {
    /// The lower end in tens of percent.
    pub tens: u8,
    pub n: u32,
    /// The mean chance in thousandths.
    pub chance: u16,
    pub accepted: u32,
}

impl Bin {
    /// The bin a chance falls into.
    pub fn of(chance: u16) -> u8 {
        u8::try_from((usize::from(chance) / 100).min(BINS - 1)).unwrap_or_default()
    }

    /// The share that said yes, in thousandths.
    pub fn share(&self) -> u16 {
        u16::try_from((self.accepted * 1_000 + self.n / 2) / self.n.max(1)).unwrap_or(1_000)
    }
}

impl Calibration {
    pub fn of(told: &[Foretold]) -> Self {
        let n = u32::try_from(told.len()).unwrap_or(u32::MAX);
        let accepted = u32::try_from(told.iter().filter(|one| one.accepted).count()).unwrap_or(u32::MAX);
        let square = |said: u16, accepted: bool| {
            let miss = u64::from(if accepted { 1_000 - said.min(1_000) } else { said });
            miss * miss
        };
        let mean = |sum: u64, of: u64| u32::try_from((sum + of / 2) / of.max(1)).unwrap_or(u32::MAX);
        // Squares of thousandths are millionths; a hundredth of them is told.
        let score = |said: fn(&Foretold) -> u16| {
            mean(told.iter().map(|one| square(said(one), one.accepted)).sum(), u64::from(n) * 100)
        };
        let (brier, brier_of_the_share) = (score(|one| one.chance), score(|one| one.share));
        let (yes, no) = (u64::from(accepted), u64::from(n - accepted));
        let brier_of_the_mean = mean(yes * no * 10_000, u64::from(n) * u64::from(n));
        let mut bins = Vec::new();
        for tens in 0..u8::try_from(BINS).unwrap_or_default() {
            let of_bin = || told.iter().filter(|one| Bin::of(one.chance) == tens);
            let count = u32::try_from(of_bin().count()).unwrap_or(u32::MAX);
            if count > 0 {
                let sum: u32 = of_bin().map(|one| u32::from(one.chance)).sum();
                bins.push(Bin {
                    tens,
                    n: count,
                    chance: u16::try_from((sum + count / 2) / count).unwrap_or(1_000),
                    accepted: u32::try_from(of_bin().filter(|one| one.accepted).count()).unwrap_or(u32::MAX),
                });
            }
        }
        Self { n, accepted, brier, brier_of_the_share, brier_of_the_mean, bins }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_seer_a_coin_and_a_table_of_bins() {
        let told = |chance, accepted| Foretold { chance, share: 500, accepted };
        let seer = Calibration::of(&[told(1_000, true), told(0, false)]);
        assert_eq!(
            (seer.brier, seer.brier_of_the_share, seer.brier_of_the_mean, seer.bins.len()),
            (0, 2_500, 2_500, 2)
        );
        let coin = Calibration::of(&[told(500, true), told(500, false)]);
        assert_eq!((coin.brier, coin.bins[0]), (2_500, Bin { tens: 5, n: 2, chance: 500, accepted: 1 }));
        assert_eq!(Calibration::of(&[]).n, 0);
        for (chance, bin) in [(0, 0), (99, 0), (100, 1), (999, 9), (1_000, 9)] {
            assert_eq!(Bin::of(chance), bin);
        }
        assert_eq!(Bin { tens: 5, n: 3, chance: 500, accepted: 2 }.share(), 667);
    }

    proptest! {
        #[test]
        fn bins_hold_every_ask_once(told in prop::collection::vec((0u16..=1_000, any::<bool>()), 0..60)) {
            let told: Vec<_> = told.into_iter().map(|(chance, accepted)| Foretold { chance, share: 0, accepted }).collect();
            let found = Calibration::of(&told);
            prop_assert_eq!(found.bins.iter().map(|bin| bin.n).sum::<u32>(), found.n);
            prop_assert_eq!(found.bins.iter().map(|bin| bin.accepted).sum::<u32>(), found.accepted);
            prop_assert!(found.brier <= 10_000);
        }
    }
}
