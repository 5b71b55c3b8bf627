//! Learning from graded calls: what weights learnt from one part of the requests are worth on the others.

use super::dice::Dice;
use super::measure::{Estimate, estimate, grades, mean, ndcg};
use super::ranking::CUSTOMERS;
use super::records::{Records, now};
use super::truth::World;
use domain::matching::learning::{Graded, Material, counted, propose};
use domain::matching::{Evaluation, Index, Need, Policy, Preset, Weights, evaluate, rank_top};

/// Requests whose calls were graded, three calls each, and requests to be judged by.
pub const TAUGHT: [usize; 3] = [10, 30, 60];
pub const JUDGED: usize = 40;
const CALLS: usize = 3;

/// One seed: points of NDCG@5 gained on other requests, by how many were taught; and the largest step of a weight, in
/// points of percent.
fn of_seed(seed: u64) -> [[f64; 2]; TAUGHT.len()] {
    let most = TAUGHT[TAUGHT.len() - 1];
    let world = World::new(seed, CUSTOMERS, most + JUDGED);
    let records = Records::of(&world, seed);
    let index = Index::build(records.candidates.clone(), Policy::default(), now());
    let preset = Preset::balanced();
    let number = |found: &Evaluation, at: usize| usize::try_from(found.open[at].id.0.as_u64_pair().1).unwrap_or(0);
    let mut dice = Dice::of(seed, 40);
    let mut graded = Vec::new();
    for (prospect, need) in records.needs.iter().enumerate().take(most) {
        let found = evaluate(&index, need, now());
        for ranked in rank_top(&found.open, &preset, found.deal, CALLS) {
            let value = records.value(&world, number(&found, ranked.at as usize), prospect);
            // Whoever was helped grades 5, the others 3: as coarse as grades are.
            let grade = if dice.happens(value) { 5 } else { 3 };
            let values = counted(&found.open[ranked.at as usize].values);
            let opportunity = domain::ids::OpportunityId(uuid::Uuid::from_u128(prospect as u128));
            graded.push(Graded { opportunity, grade, values });
        }
    }
    let judged = |preset: &Preset| {
        let score = |(at, need): (usize, &Need)| {
            let found = evaluate(&index, need, now());
            let order = rank_top(&found.open, preset, found.deal, 10);
            let order: Vec<usize> = order.iter().map(|ranked| number(&found, ranked.at as usize)).collect();
            let values: Vec<f64> = (0..CUSTOMERS).map(|one| records.value(&world, one, at)).collect();
            ndcg(&order, &grades(&values))
        };
        mean(&records.needs.iter().enumerate().skip(most).map(score).collect::<Vec<_>>())
    };
    let before = judged(&preset);
    TAUGHT.map(|taught| {
        let material =
            Material { graded: graded.iter().take(taught * CALLS).copied().collect(), ..Material::default() };
        let weights = propose(&preset, &preset.weights, &material).weights;
        let step = |at: usize| Weights::BALANCED.shares()[at].abs_diff(weights.shares()[at]);
        let largest = (0..weights.shares().len()).map(step).max().unwrap_or(0);
        [judged(&Preset { weights, ..preset.clone() }) - before, f64::from(largest) / 100.0]
    })
}

/// All seeds: by how many requests were taught, the gain and the largest step.
pub fn of_seeds(seeds: &[u64]) -> Vec<[Estimate; 2]> {
    let runs: Vec<_> = seeds.iter().map(|seed| of_seed(*seed)).collect();
    let column = |at: usize, what: usize| estimate(&runs.iter().map(|run| run[at][what]).collect::<Vec<_>>());
    (0..TAUGHT.len()).map(|at| [column(at, 0), column(at, 1)]).collect()
}
