//! What each factor is worth, and the presets a team starts from.
//!
//! Shares are kept in hundredths of a percent and always add up to exactly 100 %. Moving one slider
//! rescales the others in proportion. While somebody drags, compute from the weights at the start
//! of the drag (`start.with(factor, share)`), so that going up and down again changes nothing.

use super::factor::Factor;
use super::utility::Prices;
use serde::{Deserialize, Serialize};

/// The shares of the factors; they add up to [`Weights::WHOLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "[u16; Factor::COUNT]", into = "[u16; Factor::COUNT]")]
pub struct Weights([u16; Factor::COUNT]);

/// Weights from outside that are all zero, so that no share can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at least one factor needs a weight")]
pub struct NoWeight;

impl Weights {
    /// 100 % in hundredths of a percent.
    pub const WHOLE: u16 = 10_000;

    /// The starting weights of MAT-2.
    pub const BALANCED: Self = Self([2_000, 1_600, 1_000, 1_000, 1_000, 800, 800, 600, 500, 400, 300]);

    /// Shares in proportion to any numbers, at least one of them above zero.
    pub fn from_parts(parts: [u32; Factor::COUNT]) -> Result<Self, NoWeight> {
        spread(parts, u32::from(Self::WHOLE)).map(Self).ok_or(NoWeight)
    }

    /// As an address writes them: the shares in hundredths of a percent, in the order of the factors, "2000-1600-…".
    pub fn text(&self) -> String {
        self.0.iter().map(u16::to_string).collect::<Vec<_>>().join("-")
    }

    /// Reads [`Weights::text`] again. Other numbers are taken in proportion.
    pub fn from_text(text: &str) -> Option<Self> {
        let parts: Vec<u32> = text.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        Self::from_parts(parts.try_into().ok()?).ok()
    }

    /// The share of a factor in hundredths of a percent.
    pub const fn share(&self, factor: Factor) -> u16 {
        self.0[factor.position()]
    }

    pub const fn shares(&self) -> &[u16; Factor::COUNT] {
        &self.0
    }

    /// Whole percent for display; they add up to exactly 100.
    pub fn percents(&self) -> [u16; Factor::COUNT] {
        spread(self.0.map(u32::from), 100).unwrap_or_default()
    }

    /// These weights with one factor at `percent`; the others keep their proportions.
    ///
    /// When nothing is left to keep in proportion, the others take those of the balanced preset.
    #[must_use]
    pub fn with(&self, factor: Factor, percent: u16) -> Self {
        let share = percent.min(100) * 100;
        let mut others = self.0.map(u32::from);
        others[factor.position()] = 0;
        if others.iter().all(|part| *part == 0) {
            others = Self::BALANCED.0.map(u32::from);
            others[factor.position()] = 0;
        }
        let mut shares = spread(others, u32::from(Self::WHOLE - share)).unwrap_or(self.0);
        shares[factor.position()] = share;
        Self(shares)
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self::BALANCED
    }
}

impl TryFrom<[u16; Factor::COUNT]> for Weights {
    type Error = NoWeight;
    fn try_from(parts: [u16; Factor::COUNT]) -> Result<Self, NoWeight> {
        Self::from_parts(parts.map(u32::from))
    }
}

impl From<Weights> for [u16; Factor::COUNT] {
    fn from(weights: Weights) -> Self {
        weights.0
    }
}

/// `total` shared out in proportion by largest remainder; earlier factors win ties.
#[expect(clippy::cast_possible_truncation, reason = "no share is larger than the total, at most 10,000")]
fn spread(parts: [u32; Factor::COUNT], total: u32) -> Option<[u16; Factor::COUNT]> {
    let sum: u64 = parts.iter().map(|part| u64::from(*part)).sum();
    if sum == 0 {
        return None;
    }
    let mut shares = [0u16; Factor::COUNT];
    let mut remainders = [(0u64, 0usize); Factor::COUNT];
    for (at, part) in parts.iter().enumerate() {
        let product = u64::from(*part) * u64::from(total);
        shares[at] = (product / sum) as u16;
        remainders[at] = (product % sum, at);
    }
    let missing = total - shares.iter().map(|share| u32::from(*share)).sum::<u32>();
    remainders.sort_by_key(|(remainder, at)| (std::cmp::Reverse(*remainder), *at));
    for (_, at) in remainders.iter().take(missing as usize) {
        shares[*at] += 1;
    }
    Some(shares)
}

/// Weights and prices under a name that a team picks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preset {
    /// Stable, for addresses and storage.
    pub key: String,
    pub label: String,
    pub weights: Weights,
    pub prices: Prices,
}

impl Preset {
    /// The presets every company starts with; the first is the default.
    pub fn built_in() -> Vec<Self> {
        let preset = |key: &str, label: &str, shares, prices| Self {
            key: key.to_owned(),
            label: label.to_owned(),
            weights: Weights(shares),
            prices,
        };
        let gentle = Prices::default();
        vec![
            preset("balanced", "Balanced", Weights::BALANCED.0, gentle),
            preset(
                "same-industry",
                "Same industry",
                [1_600, 3_000, 1_200, 900, 800, 700, 600, 300, 500, 200, 200],
                gentle,
            ),
            preset(
                "proven-outcomes",
                "Proven outcomes",
                [2_000, 1_200, 800, 800, 800, 2_400, 1_000, 300, 300, 200, 200],
                gentle,
            ),
            preset(
                "fastest-to-book",
                "Fastest to book",
                [1_500, 1_100, 700, 700, 800, 500, 500, 3_000, 700, 300, 200],
                Prices { chance_exponent: 45, ..gentle },
            ),
        ]
    }

    /// The default preset.
    pub fn balanced() -> Self {
        Self {
            key: "balanced".to_owned(),
            label: "Balanced".to_owned(),
            weights: Weights::BALANCED,
            prices: Prices::default(),
        }
    }

    /// A built-in preset by its key.
    pub fn find(key: &str) -> Option<Self> {
        Self::built_in().into_iter().find(|preset| preset.key == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(weights: &Weights) -> u32 {
        weights.shares().iter().map(|share| u32::from(*share)).sum()
    }

    #[test]
    fn every_built_in_preset_adds_up_to_the_whole() {
        let presets = Preset::built_in();
        assert_eq!(presets[0], Preset::balanced());
        for preset in presets {
            assert_eq!(sum(&preset.weights), 10_000, "{}", preset.label);
            assert_eq!(Preset::find(&preset.key), Some(preset));
        }
    }

    #[test]
    fn one_slider_rescales_the_others_in_proportion() {
        let moved = Weights::BALANCED.with(Factor::UseCase, 60);

        assert_eq!(moved.share(Factor::UseCase), 6_000);
        assert_eq!(moved.share(Factor::Industry), 800);
        assert_eq!(moved.share(Factor::Stage), 150);
        assert_eq!(moved.with(Factor::UseCase, 20), Weights::BALANCED);
    }

    #[test]
    fn a_slider_at_the_top_can_come_down_again() {
        let alone = Weights::BALANCED.with(Factor::Region, 100);
        assert_eq!(alone.share(Factor::UseCase), 0);

        let back = alone.with(Factor::Region, 5);

        assert_eq!(back, Weights::BALANCED);
    }

    #[test]
    fn weights_of_nothing_are_refused() {
        assert_eq!(Weights::from_parts([0; Factor::COUNT]), Err(NoWeight));
        assert!(serde_json::from_str::<Weights>("[0,0,0,0,0,0,0,0,0,0,0]").is_err());
    }

    proptest! {
        #[test]
        fn weights_always_add_up_to_the_whole(
            parts in prop::array::uniform11(0u32..1_000_000),
            moves in prop::collection::vec((0usize..Factor::COUNT, 0u16..150), 0..8),
        ) {
            prop_assume!(parts.iter().any(|part| *part > 0));
            let mut weights = Weights::from_parts(parts).unwrap();
            for (at, percent) in moves {
                weights = weights.with(Factor::ALL[at], percent);
                prop_assert_eq!(weights.share(Factor::ALL[at]), percent.min(100) * 100);
            }
            prop_assert_eq!(sum(&weights), 10_000);
            prop_assert_eq!(weights.percents().iter().sum::<u16>(), 100);
            let json = serde_json::to_string(&weights).unwrap();
            prop_assert_eq!(serde_json::from_str::<Weights>(&json).unwrap(), weights);
        }
    }
}
