//! The common way, for comparison: a six-factor weighted sum. A faithful copy of the baseline script
//! of the benchmarks (its weights, its rounding, its cut at 30, its ten places), which
//! `tests/weighted_sum.rs` holds against numbers of the script itself. It reads the same records as
//! our engine; what a record does not say is an empty text there, as it would be in a form, and an
//! unknown availability is 50. Where the script would divide by no wanted tags at all and rank
//! nobody, the copy counts nothing for them and goes on.

use domain::advocates::Lifecycle;
use domain::matching::{Candidate, Need};

const BANDS: [&str; 6] = ["1-10", "11-50", "51-200", "201-500", "501-1000", "1000+"];

/// An advocate as the script knows one.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub is_active: bool,
    pub industry: String,
    pub size: String,
    pub use_cases: Vec<String>,
    pub expertise: Vec<String>,
    pub region: String,
    pub availability: f64,
}

impl Sheet {
    pub fn of(one: &Candidate) -> Self {
        // Of the twenty working days of eight hours that a calendar covers.
        let availability =
            one.free.map_or(50.0, |free| (f64::from(free.half_hours()) / (20.0 * 16.0) * 100.0).min(100.0));
        Self {
            is_active: one.lifecycle == Lifecycle::Active,
            industry: one.industry.map(|place| place.label().to_owned()).unwrap_or_default(),
            size: band(one.employees),
            use_cases: one.use_cases.iter().map(|name| name.trim().to_owned()).collect(),
            expertise: one.topics.iter().map(|name| name.trim().to_owned()).collect(),
            region: one.region.clone().unwrap_or_default(),
            availability,
        }
    }

    pub fn wanted(need: &Need) -> Self {
        let names = need.use_cases.iter().map(|wish| wish.name.clone());
        Self {
            industry: need.industry.map(|place| place.label().to_owned()).unwrap_or_default(),
            size: band(need.employees),
            use_cases: names.collect(),
            expertise: need.topics.clone(),
            region: need.region.clone().unwrap_or_default(),
            ..Self::default()
        }
    }
}

fn band(employees: Option<u32>) -> String {
    let band = match employees {
        None => "",
        Some(0..=10) => BANDS[0],
        Some(11..=50) => BANDS[1],
        Some(51..=200) => BANDS[2],
        Some(201..=500) => BANDS[3],
        Some(501..=1_000) => BANDS[4],
        Some(_) => BANDS[5],
    };
    band.to_owned()
}

/// Whole points, as the script rounds them.
pub fn score(one: &Sheet, deal: &Sheet) -> f64 {
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let share = |wanted: &[String], have: &[String]| {
        let met = wanted.iter().filter(|wanted| have.iter().any(|have| same(wanted, have))).count();
        if wanted.is_empty() { 0.0 } else { met as f64 / wanted.len() as f64 }
    };
    let position = |size: &str| BANDS.iter().position(|band| *band == size).map_or(-1.0, |at| at as f64);
    let gap = (position(&one.size) - position(&deal.size)).abs();
    let total = f64::from(u8::from(same(&one.industry, &deal.industry))) * 25.0
        + (1.0 - gap * 0.2).max(0.2) * 15.0
        + share(&deal.use_cases, &one.use_cases) * 20.0
        + share(&deal.expertise, &one.expertise) * 20.0
        + f64::from(u8::from(same(&one.region, &deal.region))) * 10.0
        + one.availability / 100.0 * 10.0;
    // JavaScript rounds halves up.
    (total + 0.5).floor()
}

/// The first ten of the active with at least 30 points; equal scores keep their order.
pub fn rank(sheets: &[Sheet], deal: &Sheet) -> Vec<(usize, f64)> {
    let active = sheets.iter().enumerate().filter(|(_, one)| one.is_active);
    let mut scored: Vec<(usize, f64)> =
        active.map(|(at, one)| (at, score(one, deal))).filter(|(_, score)| *score >= 30.0).collect();
    scored.sort_by(|one, other| other.1.total_cmp(&one.1));
    scored.truncate(10);
    scored
}
