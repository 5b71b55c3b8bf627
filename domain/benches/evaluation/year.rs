//! Fifty-two weeks of asking: whoever is asked too often says no more often, and some leave for good.
//! Three ways to choose whom to ask, over the same people, requests and luck.

use super::dice::Dice;
use super::measure::{Estimate, busiest_tenth, estimate, gini, mean, worst_tenth};
use super::records::{Records, now};
use super::truth::World;
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AdvocateId, RequestId};
use domain::matching::{
    Candidate, Evaluation, Index, Need, Policy, Preset, Prices, Record, Silences, Touch, TouchKind, evaluate, rank_top,
};
use domain::plan::{Book, MOST_OFFERS, Seat, Want, plan};
use std::collections::BTreeMap;
use uuid::Uuid;

const WEEKS: u64 = 52;
const CUSTOMERS: usize = 150;
/// New requests in a week, on average.
const NEW_A_WEEK: f64 = 7.0;
/// A request that nobody answered is given up after so many weeks.
const PATIENCE_WEEKS: u64 = 4;
/// Names per request and week; they are asked one after another until one says yes.
const NAMES: usize = 3;

pub const WAYS: [&str; 3] = ["best three, no memory", "greedy with caps", "plan"];
pub const FIGURES: [&str; 8] = [
    "requests with a call, %",
    "of asks answered yes, %",
    "helpfulness of a call, %",
    "calls that helped, a year",
    "worst-served tenth, helpfulness %",
    "Gini of asks",
    "asks carried by the busiest tenth, %",
    "advocates lost by over-asking",
];

#[derive(Clone, Copy, PartialEq)]
enum Way {
    NoMemory,
    Greedy,
    Plan,
}

/// One open request: which prospect, since when, who was asked.
struct Open {
    prospect: usize,
    since: u64,
    asked: Vec<AdvocateId>,
}

struct Year<'a> {
    world: &'a World,
    needs: Vec<Need>,
    candidates: Vec<Candidate>,
    /// Days of asks by customer, for the truth.
    asks: Vec<Vec<u64>>,
    lost: Vec<bool>,
    luck: u64,
    /// By request that ended: how helpful its call was, 0 without one.
    helped: Vec<f64>,
    yes: usize,
}

/// One seed: the figures by way.
pub fn of_seed(seed: u64) -> [[f64; FIGURES.len()]; 3] {
    let prospects = (NEW_A_WEEK * WEEKS as f64 * 1.3) as usize;
    let world = World::new(seed, CUSTOMERS, prospects);
    let records = Records::of(&world, seed);
    [Way::NoMemory, Way::Greedy, Way::Plan].map(|way| Year::new(&world, &records, seed).run(way, seed))
}

impl<'a> Year<'a> {
    /// Everybody starts rested. Holidays, tickets, renewals and calendars are left to the other
    /// experiments: here they would hide what asking itself does.
    fn new(world: &'a World, records: &Records, seed: u64) -> Self {
        let rested = |one: &Candidate| {
            let mut one = one.clone();
            one.touches.clear();
            one.record = Record::default();
            one.silences = Silences::default();
            one.shield = None;
            one.renewal_on = None;
            one.limits.blackouts.clear();
            one.free = None;
            one
        };
        let whenever = |need: &Need| Need { needed_by: None, open_hours: None, ..need.clone() };
        Self {
            world,
            needs: records.needs.iter().map(whenever).collect(),
            candidates: records.candidates.iter().map(rested).collect(),
            asks: vec![Vec::new(); world.customers.len()],
            lost: vec![false; world.customers.len()],
            luck: seed,
            helped: Vec::new(),
            yes: 0,
        }
    }

    fn run(mut self, way: Way, seed: u64) -> [f64; FIGURES.len()] {
        // The same requests arrive in the same weeks, whoever chooses.
        let mut arrivals = Dice::of(seed, 30);
        let (mut next, mut open) = (0, Vec::<Open>::new());
        for week in 0..WEEKS {
            for _ in 0..arrivals.poisson(NEW_A_WEEK) {
                if next < self.needs.len() {
                    open.push(Open { prospect: next, since: week, asked: Vec::new() });
                    next += 1;
                }
            }
            let lists = self.shortlists(way, week, &open);
            let mut left = Vec::new();
            for (mut request, list) in open.into_iter().zip(lists) {
                match self.ask(week, &mut request, &list) {
                    Some(helped) => self.helped.push(helped),
                    None if week + 1 >= request.since + PATIENCE_WEEKS => self.helped.push(0.0),
                    None => left.push(request),
                }
            }
            open = left;
        }
        self.figures()
    }

    /// Whom to ask this week, by request.
    fn shortlists(&self, way: Way, week: u64, open: &[Open]) -> Vec<Vec<AdvocateId>> {
        let today = day(week);
        let candidates = self.candidates.iter().map(|one| match way {
            // No ledger, no caps, no cooling off.
            Way::NoMemory => Candidate {
                touches: Vec::new(),
                record: Record::default(),
                silences: Silences::default(),
                ..one.clone()
            },
            _ => one.clone(),
        });
        let index = Index::build(candidates.collect(), Policy::default(), today);
        let preset = match way {
            Way::NoMemory => prices(Prices { chance_exponent: 0, load: 0, scarcity: 0, deal: 0 }),
            Way::Greedy => Preset::balanced(),
            Way::Plan => prices(Prices { scarcity: 0, ..Prices::default() }),
        };
        let found = |request: &Open| -> Evaluation {
            let need = Need { asked: request.asked.clone(), ..self.needs[request.prospect].clone() };
            evaluate(&index, &need, today)
        };
        let mut booked: BTreeMap<AdvocateId, usize> = BTreeMap::new();
        let room = |id| index.room(id, today).map(|room| (room.load, room.asks_left));
        match way {
            Way::NoMemory => open
                .iter()
                .map(|request| {
                    let found = found(request);
                    rank_top(&found.open, &preset, 0, NAMES).iter().map(|ranked| ranked.id).collect()
                })
                .collect(),
            Way::Greedy => open
                .iter()
                .map(|request| {
                    let found = found(request);
                    let order = rank_top(&found.open, &preset, 0, found.open.len());
                    let free = order.iter().map(|ranked| ranked.id).filter(|id| {
                        let left = room(*id).map_or(0, |(_, left)| usize::from(left));
                        booked.get(id).copied().unwrap_or(0) < left
                    });
                    let list: Vec<AdvocateId> = free.take(NAMES).collect();
                    list.iter().for_each(|id| *booked.entry(*id).or_insert(0) += 1);
                    list
                })
                .collect(),
            Way::Plan => {
                let wants = open.iter().zip(0..).map(|(request, number)| {
                    let found = found(request);
                    let order = rank_top(&found.open, &preset, 0, MOST_OFFERS);
                    Want::of(RequestId(Uuid::from_u64_pair(2, number)), NAMES as u8, &order)
                });
                let seats = self.candidates.iter().filter_map(|one| {
                    let (load, left) = room(one.id)?;
                    Some(Seat::of(one.id, load, left, preset.prices.load))
                });
                let planned = plan(&Book::new(wants.collect(), seats.collect()));
                let names = planned.lines.into_iter();
                names.map(|line| line.names.into_iter().map(|name| name.advocate).collect()).collect()
            }
        }
    }

    /// Asks one after another until somebody says yes; how helpful the call is then.
    fn ask(&mut self, week: u64, request: &mut Open, list: &[AdvocateId]) -> Option<f64> {
        let date = day(week).date_naive();
        for who in list {
            let at = usize::try_from(who.0.as_u64_pair().1).ok()?;
            request.asked.push(*who);
            let (customer, prospect) = (&self.world.customers[at], &self.world.prospects[request.prospect]);
            let today = week * 7;
            let weariness = customer.weariness(self.asks[at].iter().map(|day| (today - day) as f64));
            self.asks[at].push(today);
            // Luck belongs to the pair, not to the order in which a way of choosing comes to it.
            let mut luck = Dice::of(self.luck ^ (request.prospect as u64) << 20, 40 + at as u64);
            let chance = if self.lost[at] { 0.0 } else { customer.says_yes(prospect, weariness) };
            let (accepted, leaves, answers) = (luck.happens(chance), luck.share(), luck.happens(0.6));
            // Beyond what a person bears, every further ask may be the last.
            if leaves < 0.12 * (weariness - 1.2).max(0.0) {
                self.lost[at] = true;
            }
            let one = &mut self.candidates[at];
            one.touches.push(Touch::usual(TouchKind::Ask, date));
            one.record = Record { asked: one.record.asked + 1, accepted: one.record.accepted + u16::from(accepted) };
            if accepted || answers && !customer.gone && !self.lost[at] {
                one.last_heard = Some(date);
                one.silences.since_heard = 0;
            } else {
                one.silences.unanswered += 1;
                one.silences.since_heard += u16::from(one.last_heard.is_some());
                if one.silences.since_heard == 1 {
                    one.silences.after_days = one.last_heard.map_or(0, |heard| (date - heard).num_days() as u16);
                }
            }
            if accepted {
                one.touches.push(Touch::usual(TouchKind::Call, date));
                self.yes += 1;
                return Some(prospect.is_helped_by(&self.world.language, at, customer));
            }
        }
        None
    }

    fn figures(&self) -> [f64; FIGURES.len()] {
        let counts: Vec<usize> = self.asks.iter().map(Vec::len).collect();
        let asks: usize = counts.iter().sum();
        let held: Vec<f64> = self.helped.iter().copied().filter(|helped| *helped > 0.0).collect();
        [
            100.0 * held.len() as f64 / self.helped.len().max(1) as f64,
            100.0 * self.yes as f64 / asks.max(1) as f64,
            100.0 * mean(&held),
            held.iter().sum(),
            100.0 * worst_tenth(&self.helped),
            gini(&counts),
            busiest_tenth(&counts),
            self.lost.iter().filter(|lost| **lost).count() as f64,
        ]
    }
}

fn prices(prices: Prices) -> Preset {
    Preset { prices, ..Preset::balanced() }
}

fn day(week: u64) -> DateTime<Utc> {
    now() + TimeDelta::days(7 * week as i64)
}

/// By way and figure.
pub fn of_seeds(seeds: &[u64]) -> Vec<[Estimate; FIGURES.len()]> {
    let runs: Vec<_> = seeds.iter().map(|seed| of_seed(*seed)).collect();
    let column = |way: usize, what: usize| runs.iter().map(|run| run[way][what]).collect::<Vec<_>>();
    (0..WAYS.len()).map(|way| std::array::from_fn(|what| estimate(&column(way, what)))).collect()
}
