//! Figures of merit, and how sure they are.

/// How many places are looked at: what fits on a screen, and what a representative reads.
pub const PLACES: usize = 5;

/// How good each choice really is, from 0 to 4, by its place among all: the best hundredth, twentieth,
/// tenth and quarter. What is worth nothing is worth nothing, wherever it stands.
pub fn grades(values: &[f64]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*other].total_cmp(&values[*one]));
    let mut grades = vec![0; values.len()];
    for (place, at) in order.into_iter().enumerate() {
        let share = (place as f64 + 0.5) / values.len() as f64;
        grades[at] = match share {
            _ if values[at] <= 0.0 => 0,
            share if share < 0.01 => 4,
            share if share < 0.05 => 3,
            share if share < 0.10 => 2,
            share if share < 0.25 => 1,
            _ => 0,
        };
    }
    grades
}

/// NDCG at five in percent, with gains of 2^grade − 1 (Burges et al. 2005).
pub fn ndcg(order: &[usize], grades: &[u32]) -> f64 {
    let gain = |(place, grade): (usize, u32)| (f64::from(1u32 << grade) - 1.0) / libm::log2(place as f64 + 2.0);
    let mut best = grades.to_vec();
    best.sort_unstable_by(|one, other| other.cmp(one));
    let ideal: f64 = best.into_iter().take(PLACES).enumerate().map(gain).sum();
    let found: f64 = order.iter().take(PLACES).map(|at| grades[*at]).enumerate().map(gain).sum();
    if ideal > 0.0 { 100.0 * found / ideal } else { 100.0 }
}

/// The chance in percent that asking the first five brings at least one call that helps.
pub fn success(order: &[usize], values: &[f64]) -> f64 {
    100.0 * (1.0 - order.iter().take(PLACES).map(|at| 1.0 - values[*at]).product::<f64>())
}

/// 0 when all are asked alike, near 1 when one carries everything.
pub fn gini(counts: &[usize]) -> f64 {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let (count, sum) = (sorted.len() as f64, sorted.iter().sum::<usize>() as f64);
    if sum == 0.0 {
        return 0.0;
    }
    let weighted: f64 = sorted.iter().enumerate().map(|(at, one)| (at as f64 + 1.0) * *one as f64).sum();
    2.0 * weighted / (count * sum) - (count + 1.0) / count
}

/// The share in percent that the busiest tenth carries.
pub fn busiest_tenth(counts: &[usize]) -> f64 {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    let sum: usize = sorted.iter().sum();
    let tenth: usize = sorted.iter().take(sorted.len().div_ceil(10)).sum();
    if sum == 0 { 0.0 } else { 100.0 * tenth as f64 / sum as f64 }
}

/// The mean of the lowest tenth.
pub fn worst_tenth(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    mean(&sorted[..sorted.len().div_ceil(10).min(sorted.len())])
}

pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// A mean over seeds with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

/// By Student's t over independent seeds.
pub fn estimate(by_seed: &[f64]) -> Estimate {
    // Two-sided 95 % by degrees of freedom; the last for all that is more.
    const T: [f64; 20] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086,
    ];
    let (mean, count) = (mean(by_seed), by_seed.len());
    if count < 2 {
        return Estimate { mean, low: f64::NEG_INFINITY, high: f64::INFINITY };
    }
    let variance = by_seed.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / (count as f64 - 1.0);
    let reach = T[(count - 2).min(T.len() - 1)] * libm::sqrt(variance / count as f64);
    Estimate { mean, low: mean - reach, high: mean + reach }
}
