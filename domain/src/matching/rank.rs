//! Ordering by utility: cheap enough to run in the browser at every step of a slider (MAT-6).

use super::terms::Terms;
use super::utility::{Points, Scorer};
use super::weights::Preset;
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
    let mut order: Vec<(i32, u32)> = terms.iter().zip(0u32..).map(|(terms, at)| (scorer.score(terms), at)).collect();
    // One more than asked for, because the last one shown states its lead over the next.
    let kept = count.saturating_add(1).min(order.len());
    let before = |a: &(i32, u32), b: &(i32, u32)| {
        b.0.cmp(&a.0).then_with(|| {
            let (a, b) = (&terms[a.1 as usize], &terms[b.1 as usize]);
            scorer.coverage(b).cmp(&scorer.coverage(a)).then(a.id.cmp(&b.id))
        })
    };
    if kept < order.len() {
        order.select_nth_unstable_by(kept, before);
        order.truncate(kept);
    }
    order.sort_unstable_by(before);
    order
        .iter()
        .take(count)
        .enumerate()
        .map(|(place, (score, at))| {
            let terms = &terms[*at as usize];
            let margin = order.get(place + 1).map_or(0, |next| score - next.0);
            let coverage = scorer.coverage(terms);
            Ranked {
                id: terms.id,
                at: *at,
                rank: u32::try_from(place + 1).unwrap_or(u32::MAX),
                points: scorer.points(terms),
                coverage,
                margin,
                confidence: Confidence::of(coverage, margin, terms.acceptance.asked),
            }
        })
        .collect()
}
