//! Ordering by utility: cheap enough to run in the browser at every step of a slider (MAT-6).

use super::terms::Terms;
use super::utility::{Points, Scorer};
use super::weights::{Preset, Weights};
use crate::ids::AdvocateId;
use serde::{Deserialize, Serialize};

crate::text_enum! {
    /// How far a place in the order can be trusted. Computed, so it needs no AI.
    pub enum Confidence {
        High => "high",
        Medium => "medium",
        Low => "low",
    }
}

impl Confidence {
    pub const fn label(self) -> &'static str {
        match self {
            Self::High => "High confidence",
            Self::Medium => "Medium confidence",
            Self::Low => "Low confidence",
        }
    }

    /// From how much of the weight rests on facts, the lead over the next in points, and how many
    /// own asks the chance of a yes rests on. Coverage below half is never more than low.
    fn of(coverage: u16, margin: i32, asked: u16) -> Self {
        let facts = match coverage {
            8_000.. => 2,
            6_500.. => 1,
            5_000.. => 0,
            _ => return Self::Low,
        };
        match facts + i32::from(margin >= 2_000) + i32::from(asked >= 5) {
            3.. => Self::High,
            2 => Self::Medium,
            _ => Self::Low,
        }
    }
}

/// One place in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    pub id: AdvocateId,
    /// The position in the terms that were ranked, so that a caller finds its own row again.
    #[serde(rename = "t")]
    pub at: u32,
    /// 1 is first.
    #[serde(rename = "r")]
    pub rank: u32,
    #[serde(rename = "p")]
    pub points: Points,
    /// How much of the weight rests on known values, in ten-thousandths.
    #[serde(rename = "k")]
    pub coverage: u16,
    /// The lead over the next candidate in milli-points; nothing behind the last.
    #[serde(rename = "m")]
    pub margin: i32,
    #[serde(rename = "c")]
    pub confidence: Confidence,
}

impl Ranked {
    /// Fit as it would be if the unknown factors were like the known ones; for display only.
    pub fn fit_over_known(&self) -> Option<u8> {
        let share = i64::from(self.points.fit_total()) * 10 / i64::from(self.coverage).max(1);
        (self.coverage > 0).then(|| u8::try_from(share.clamp(0, 100)).unwrap_or(100))
    }
}

/// The whole order: best score first, then more known facts, then the lower id.
///
/// `deal` is the run's deal term (`Evaluation::deal`).
pub fn rank(terms: &[Terms], preset: &Preset, deal: i32) -> Vec<Ranked> {
    rank_top(terms, preset, deal, terms.len())
}

/// The first `count` places of the order.
pub fn rank_top(terms: &[Terms], preset: &Preset, deal: i32, count: usize) -> Vec<Ranked> {
    let scorer = Scorer::new(&preset.weights, preset.prices, deal);
    let mut keys: Vec<u64> = terms.iter().zip(0u32..).map(|(terms, at)| key(&scorer, terms, at)).collect();
    // One more than asked for, because the last one shown states its lead over the next.
    let kept = count.saturating_add(1).min(keys.len());
    let in_order_of_id = terms.is_sorted_by_key(|terms| terms.id);
    if kept < keys.len() && in_order_of_id {
        keys.select_nth_unstable(kept);
        keys.truncate(kept);
    }
    keys.sort_unstable();
    if !in_order_of_id {
        // The key ends in the position, which says nothing about the id here.
        for equal in keys.chunk_by_mut(|a, b| a >> 32 == b >> 32) {
            equal.sort_unstable_by_key(|key| terms[position(*key)].id);
        }
    }
    keys.iter()
        .zip(1u32..)
        .take(count)
        .map(|(key, rank)| {
            let at = position(*key);
            let terms = &terms[at];
            let points = scorer.points(terms);
            let margin = keys.get(rank as usize).map_or(0, |next| points.score - score_of(*next));
            let coverage = coverage_of(*key);
            let confidence = Confidence::of(coverage, margin, terms.acceptance.asked);
            Ranked { id: terms.id, at: at as u32, rank, points, coverage, margin, confidence }
        })
        .collect()
}

/// No score is higher or more than 262,143 milli-points lower (see the limits of prices).
const HIGHEST: i32 = 150_000;

/// The order in one number, lowest first: 18 bits of falling score, 14 bits of falling coverage,
/// 32 bits of position.
#[expect(clippy::cast_sign_loss, reason = "clamped to what fits right here")]
fn key(scorer: &Scorer, terms: &Terms, at: u32) -> u64 {
    let behind = (HIGHEST - scorer.score(terms)).clamp(0, (1 << 18) - 1) as u64;
    let unknown = u64::from(Weights::WHOLE.saturating_sub(scorer.coverage(terms)));
    behind << 46 | unknown << 32 | u64::from(at)
}

fn score_of(key: u64) -> i32 {
    HIGHEST - (key >> 46) as i32
}

fn coverage_of(key: u64) -> u16 {
    Weights::WHOLE - (key >> 32 & 0x3fff) as u16
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is the position")]
const fn position(key: u64) -> usize {
    key as u32 as usize
}
