//! Utility in points (MAT-4): U = 100·F·A^b − load price − scarcity bid + deal term.
//!
//! Everything is a whole number of milli-points. The rows that are shown add up to the score
//! exactly: each fit row is rounded down and what is left goes to the largest one.

use super::factor::Factor;
use super::terms::Terms;
use super::weights::Weights;
use serde::{Deserialize, Serialize};

/// How a preset trades fit against the chance of a yes, tiredness and rarity. Each is 300 at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    /// The exponent b in hundredths: 0 ignores the chance of a yes, 100 multiplies by it.
    pub chance_exponent: u16,
    /// Percent of the list price of tiredness (fatigue.rs).
    pub load: u16,
    /// Percent of the list price of rarity (scarcity.rs).
    pub scarcity: u16,
    /// Percent of the deal term (need.rs).
    pub deal: u16,
}

impl Prices {
    /// Three times the list price at most, so that a typing slip cannot turn an order upside down.
    pub(super) const MOST: u16 = 300;

    fn within_limits(self) -> Self {
        Self {
            chance_exponent: self.chance_exponent.min(Self::MOST),
            load: self.load.min(Self::MOST),
            scarcity: self.scarcity.min(Self::MOST),
            deal: self.deal.min(Self::MOST),
        }
    }
}

impl Default for Prices {
    fn default() -> Self {
        Self { chance_exponent: 25, load: 100, scarcity: 100, deal: 100 }
    }
}

/// The signed rows of a score, in milli-points. They add up to `score` exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Points {
    /// By factor; these add up to 100·F.
    #[serde(rename = "f")]
    pub fit: [i32; Factor::COUNT],
    /// What the chance of a "no" costs: −100·F·(1 − A^b).
    #[serde(rename = "c")]
    pub chance: i32,
    #[serde(rename = "l")]
    pub load: i32,
    #[serde(rename = "s")]
    pub scarcity: i32,
    #[serde(rename = "d")]
    pub deal: i32,
    #[serde(rename = "u")]
    pub score: i32,
}

impl Points {
    /// 100·F in milli-points: what the fit print draws as area.
    pub fn fit_total(&self) -> i32 {
        self.fit.iter().sum()
    }
}

/// A preset made ready to score many candidates.
pub struct Scorer {
    shares: [u32; Factor::COUNT],
    prices: Prices,
    /// A^b in millionths, by A in thousandths: 1,001 powers instead of one per candidate.
    powers: Vec<u32>,
    /// The deal term in milli-points, equal for all candidates of a run.
    deal: i32,
}

impl Scorer {
    pub fn new(weights: &Weights, prices: Prices, deal: i32) -> Self {
        let prices = prices.within_limits();
        let exponent = f64::from(prices.chance_exponent) / 100.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a power of a share lies between 0 and 1"
        )]
        let powers = (0..=1_000u32)
            .map(|chance| (libm::pow(f64::from(chance) / 1_000.0, exponent) * 1e6 + 0.5) as u32)
            .collect();
        Self { shares: weights.shares().map(u32::from), prices, powers, deal: percent_of(deal, prices.deal) }
    }

    /// 100·F in milli-points. Share and value are both ten-thousandths, so their product over a
    /// thousand is a milli-point.
    #[inline]
    fn fit(&self, terms: &Terms) -> i32 {
        let mut sum = 0u32;
        for (share, value) in self.shares.iter().zip(&terms.values) {
            sum += share * u32::from(value.counted());
        }
        #[expect(clippy::cast_possible_wrap, reason = "the sum is at most 100,000,000")]
        {
            ((sum + 500) / 1_000) as i32
        }
    }

    #[inline]
    fn kept(&self, fit: i32, terms: &Terms) -> i32 {
        let power = self.powers.get(usize::from(terms.acceptance.chance)).copied().unwrap_or(1_000_000);
        #[expect(clippy::cast_possible_truncation, reason = "a share of at most 100,000")]
        {
            ((i64::from(fit) * i64::from(power) + 500_000) / 1_000_000) as i32
        }
    }

    /// The score alone, in milli-points: what ordering needs.
    #[inline]
    pub fn score(&self, terms: &Terms) -> i32 {
        self.kept(self.fit(terms), terms)
            - percent_of(i32::from(terms.load.price), self.prices.load)
            - percent_of(i32::from(terms.scarcity), self.prices.scarcity)
            + self.deal
    }

    /// All rows of the score.
    pub fn points(&self, terms: &Terms) -> Points {
        let total = self.fit(terms);
        let mut fit = [0i32; Factor::COUNT];
        let mut largest = 0;
        for at in 0..Factor::COUNT {
            #[expect(clippy::cast_possible_wrap, reason = "a row is at most 100,000")]
            {
                fit[at] = (self.shares[at] * u32::from(terms.values[at].counted()) / 1_000) as i32;
            }
            if fit[at] > fit[largest] {
                largest = at;
            }
        }
        fit[largest] += total - fit.iter().sum::<i32>();
        let chance = self.kept(total, terms) - total;
        let load = -percent_of(i32::from(terms.load.price), self.prices.load);
        let scarcity = -percent_of(i32::from(terms.scarcity), self.prices.scarcity);
        let score = total + chance + load + scarcity + self.deal;
        Points { fit, chance, load, scarcity, deal: self.deal, score }
    }

    /// How much of the weight rests on known values, in ten-thousandths.
    #[inline]
    pub fn coverage(&self, terms: &Terms) -> u16 {
        let mut known = 0;
        for (share, value) in self.shares.iter().zip(&terms.values) {
            known += if value.is_known() { *share } else { 0 };
        }
        u16::try_from(known).unwrap_or(Weights::WHOLE)
    }
}

#[inline]
fn percent_of(points: i32, percent: u16) -> i32 {
    (points * i32::from(percent) + 50) / 100
}
