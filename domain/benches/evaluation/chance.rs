//! The chance of a yes against the chance that is really so: every advocate who may be asked, for every request.

use super::measure::{Estimate, estimate, mean};
use super::ranking::{CUSTOMERS, PROSPECTS};
use super::records::{Records, now};
use super::truth::World;
use domain::matching::{Index, Policy, evaluate};

/// Who foretells.
pub const WAYS: [&str; 4] = ["this engine", "the company's own share of yes", "always 60 %", "the truth itself"];
/// Bins of ten points.
const BINS: usize = 10;

/// What one seed gave.
struct Seed {
    /// By way: the Brier score, and how far the mean that was foretold lies above what is so, in points.
    ways: [[f64; 2]; WAYS.len()],
    /// By tens of what the engine foretold: the sums of that, of the truth, and how many.
    bins: [[f64; 3]; BINS],
}

fn of_seed(seed: u64) -> Seed {
    let world = World::new(seed, CUSTOMERS, PROSPECTS);
    let records = Records::of(&world, seed);
    let index = Index::build(records.candidates.clone(), Policy::default(), now());
    let asked: f64 = records.candidates.iter().map(|one| f64::from(one.record.asked)).sum();
    let accepted: f64 = records.candidates.iter().map(|one| f64::from(one.record.accepted)).sum();
    let share = accepted / asked.max(1.0);
    let mut told: [Vec<f64>; WAYS.len()] = Default::default();
    let (mut truth, mut bins) = (Vec::new(), [[0.0; 3]; BINS]);
    for (need, deal) in records.needs.iter().zip(&world.prospects) {
        let open = evaluate(&index, need, now()).open;
        for terms in &open {
            let chance = f64::from(terms.acceptance.chance) / 1_000.0;
            let at = usize::try_from(terms.id.0.as_u64_pair().1).unwrap_or(0);
            let customer = &world.customers[at];
            let weariness = customer.weariness(records.asked[at].iter().map(|days| *days as f64));
            let so = customer.says_yes(deal, weariness);
            for (told, said) in told.iter_mut().zip([chance, share, 0.6, so]) {
                told.push(said);
            }
            truth.push(so);
            let bin = &mut bins[((chance * 10.0) as usize).min(BINS - 1)];
            *bin = [bin[0] + chance, bin[1] + so, bin[2] + 1.0];
        }
    }
    let ways = told.map(|told| {
        // The score that is expected over everything that luck could do: exact, without a throw.
        let brier = |(said, so): (&f64, &f64)| (said - so) * (said - so) + so * (1.0 - so);
        let scores: Vec<f64> = told.iter().zip(&truth).map(brier).collect();
        [mean(&scores), 100.0 * (mean(&told) - mean(&truth))]
    });
    Seed { ways, bins }
}

pub struct Chances {
    /// By way: Brier score, and points above the truth.
    pub ways: Vec<[Estimate; 2]>,
    /// How far the engine's score lies below that of the company's share.
    pub lead: Estimate,
    /// By tens, over all seeds: what was foretold, what is so, and how many; only those with somebody in them.
    pub bins: Vec<[f64; 3]>,
}

pub fn of_seeds(seeds: &[u64]) -> Chances {
    let runs: Vec<Seed> = seeds.iter().map(|seed| of_seed(*seed)).collect();
    let column = |way: usize, what: usize| estimate(&runs.iter().map(|run| run.ways[way][what]).collect::<Vec<_>>());
    let sum = |bin: usize, what: usize| runs.iter().map(|run| run.bins[bin][what]).sum::<f64>();
    let of_bin = |bin: usize| {
        let count = sum(bin, 2);
        [sum(bin, 0) / count, sum(bin, 1) / count, count]
    };
    Chances {
        ways: (0..WAYS.len()).map(|way| [column(way, 0), column(way, 1)]).collect(),
        lead: estimate(&runs.iter().map(|run| run.ways[1][0] - run.ways[0][0]).collect::<Vec<_>>()),
        bins: (0..BINS).map(of_bin).filter(|[.., count]| *count > 0.0).collect(),
    }
}
