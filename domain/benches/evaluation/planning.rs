//! All open requests at once: how much quality is left when nobody is asked more than four times?

use super::measure::{busiest_tenth, gini};
use super::records::{Records, now};
use super::truth::World;
use domain::ids::RequestId;
use domain::matching::{Index, Policy, Preset, Prices, evaluate, rank_top};
use domain::plan::{Book, MOST_OFFERS, Plan, Seat, Want, first_come, highest_first, plan, plan_without_floors};
use uuid::Uuid;

pub const REQUESTS: usize = 100;
/// Advocates: four for each request, as in the book of the speed bar (500 × 2,000), and a tight
/// company where three of four asks that anybody still bears are needed.
pub const SIZES: [usize; 2] = [400, 150];
const NAMES: u8 = 3;
const CAP: usize = 4;

/// One instance.
pub struct Instance {
    /// Percent of what every request would have alone.
    pub kept: f64,
    /// The most that any plan could keep: the same without floors.
    pub best_kept: f64,
    /// The better of both greedy ways, in percent.
    pub greedy_kept: f64,
    pub plan_gaps: usize,
    pub greedy_gaps: usize,
    /// The share in percent that the worst-served request keeps: plan, greedy.
    pub worst: [f64; 2],
    /// Gini of asks and the busiest tenth's share: without any limit, plan.
    pub load: [[f64; 2]; 2],
}

/// The affinity is the score of the engine (fit, chance of a yes, today's load) without what depends on
/// other requests. The cap is the only limit, so that both ways have the same objective and the share
/// says only what the cap costs.
pub fn of_seed(seed: u64, customers: usize) -> Instance {
    let world = World::new(seed, customers, REQUESTS);
    let records = Records::of(&world, seed);
    let index = Index::build(records.candidates.clone(), Policy::default(), now());
    let preset = Preset { prices: Prices { scarcity: 0, deal: 0, ..Prices::default() }, ..Preset::balanced() };
    let mut wants = Vec::new();
    for (need, number) in records.needs.iter().zip(0..) {
        let found = evaluate(&index, need, now());
        let order = rank_top(&found.open, &preset, 0, MOST_OFFERS);
        wants.push(Want::of(RequestId(Uuid::from_u64_pair(2, number)), NAMES, &order));
    }
    let seats = |most: usize| {
        let seat = |one: &domain::matching::Candidate| Seat { advocate: one.id, surcharges: vec![0; most] };
        records.candidates.iter().map(seat).collect::<Vec<_>>()
    };
    let book = Book::new(wants.clone(), seats(CAP));
    let free = plan_without_floors(&Book::new(wants, seats(REQUESTS)));
    let (planned, by_request, by_pair) = (plan(&book), first_come(&book), highest_first(&book));
    let greedy = if by_request.worth >= by_pair.worth { by_request } else { by_pair };
    Instance {
        kept: percent(&planned),
        best_kept: percent(&plan_without_floors(&book)),
        greedy_kept: percent(&greedy),
        plan_gaps: planned.gaps,
        greedy_gaps: greedy.gaps,
        worst: [worst(&planned), worst(&greedy)],
        load: [load(&free, customers), load(&planned, customers)],
    }
}

fn percent(plan: &Plan) -> f64 {
    if plan.alone == 0 { 100.0 } else { 100.0 * plan.points as f64 / plan.alone as f64 }
}

fn worst(plan: &Plan) -> f64 {
    let shares = plan.lines.iter().filter(|line| line.alone > 0);
    shares.map(|line| 100.0 * line.points() as f64 / line.alone as f64).fold(100.0, f64::min)
}

fn load(plan: &Plan, customers: usize) -> [f64; 2] {
    let mut counts: Vec<usize> = plan.asks().into_values().collect();
    counts.resize(customers.max(counts.len()), 0);
    [gini(&counts), busiest_tenth(&counts)]
}
