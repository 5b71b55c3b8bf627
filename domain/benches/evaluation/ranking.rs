//! One request at a time: how good are the first five names?

use super::dice::Dice;
use super::measure::{Estimate, estimate, grades, mean, ndcg, success, worst_tenth};
use super::records::{Records, id, now};
use super::truth::World;
use super::weighted_sum::{self, Sheet};
use domain::matching::{Index, Policy, Preset, evaluate, rank_top};

/// Advocates and requests of one world.
pub const CUSTOMERS: usize = 500;
pub const PROSPECTS: usize = 40;

/// Who orders.
pub const WAYS: [&str; 4] = ["this engine", "weighted sum", "weighted sum behind our rules", "random"];

/// One seed: by way the mean NDCG@5, the mean success@5 and that of the worst-served tenth, in percent.
pub fn of_seed(seed: u64, customers: usize, prospects: usize) -> [[f64; 3]; 4] {
    let world = World::new(seed, customers, prospects);
    let records = Records::of(&world, seed);
    let sheets: Vec<Sheet> = records.candidates.iter().map(Sheet::of).collect();
    let index = Index::build(records.candidates.clone(), Policy::default(), now());
    let preset = Preset::balanced();
    let mut dice = Dice::of(seed, 20);
    let mut measured: [[Vec<f64>; 2]; 4] = Default::default();
    for (prospect, need) in records.needs.iter().enumerate() {
        let values: Vec<f64> = (0..customers).map(|one| records.value(&world, one, prospect)).collect();
        let grades = grades(&values);
        let found = evaluate(&index, need, now());
        let number = |at: usize| usize::try_from(found.open[at].id.0.as_u64_pair().1).unwrap_or(0);
        let engine: Vec<usize> =
            rank_top(&found.open, &preset, found.deal, 10).iter().map(|ranked| number(ranked.at as usize)).collect();
        let wanted = Sheet::wanted(need);
        let sum: Vec<usize> = weighted_sum::rank(&sheets, &wanted).into_iter().map(|(at, _)| at).collect();
        let may_be_asked = |at: usize| found.open.binary_search_by_key(&id(at), |terms| terms.id).is_ok();
        let gated: Vec<Sheet> = sheets
            .iter()
            .enumerate()
            .map(|(at, sheet)| Sheet { is_active: sheet.is_active && may_be_asked(at), ..sheet.clone() })
            .collect();
        let behind: Vec<usize> = weighted_sum::rank(&gated, &wanted).into_iter().map(|(at, _)| at).collect();
        let mut active: Vec<usize> = (0..customers).filter(|at| sheets[*at].is_active).collect();
        for at in 0..10.min(active.len()) {
            let other = at + dice.below(active.len() - at);
            active.swap(at, other);
        }
        for (way, order) in [engine, sum, behind, active].iter().enumerate() {
            measured[way][0].push(ndcg(order, &grades));
            measured[way][1].push(success(order, &values));
        }
    }
    measured.map(|[ndcg, success]| [mean(&ndcg), mean(&success), worst_tenth(&success)])
}

/// All seeds.
pub struct Ranking {
    /// By way: NDCG@5, success@5, success@5 of the worst-served tenth.
    pub ways: Vec<[Estimate; 3]>,
    /// Points of NDCG@5 that the engine is ahead: of the weighted sum, and of it behind our rules.
    pub margins: [Estimate; 2],
}

pub fn of_seeds(seeds: &[u64]) -> Ranking {
    let runs: Vec<_> = seeds.iter().map(|seed| of_seed(*seed, CUSTOMERS, PROSPECTS)).collect();
    let column = |way: usize, what: usize| runs.iter().map(|run| run[way][what]).collect::<Vec<_>>();
    let margin = |way: usize| estimate(&runs.iter().map(|run| run[0][0] - run[way][0]).collect::<Vec<_>>());
    Ranking {
        ways: (0..WAYS.len()).map(|way| std::array::from_fn(|what| estimate(&column(way, what)))).collect(),
        margins: [margin(1), margin(2)],
    }
}
