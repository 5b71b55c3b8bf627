//! Whether the chance of a yes (MAT-3) came true: each past ask with the chance as it would have been computed at that
//! moment, from answers that were known by then.
//!
//! Nothing from later is used: an answer counts from the moment it was given, silence from the moment the ask lapsed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::super::acceptance::{self, Record, Tally};
use crate::ids::AdvocateId;
use crate::organisations::Industry;

/// How far back a held call counts as having heard of somebody, as where candidates are read.
const CALL_DAYS: i64 = 120;
/// Bins of ten points.
const BINS: usize = 10;

/// An ask that was answered, or lapsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastAsk {
    pub advocate: AdvocateId,
    pub industry: Option<Industry>,
    pub enrolled_on: Option<NaiveDate>,
    pub asked_at: DateTime<Utc>,
    /// When the answer came, or when the ask lapsed.
    pub settled_at: DateTime<Utc>,
    pub accepted: bool,
    /// Whether there was an answer at all.
    pub answered: bool,
}

/// What the engine would have said, and what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foretold {
    /// In thousandths.
    pub chance: u16,
    pub accepted: bool,
}

/// The chances of `asks`, in their order. `calls` are the calls that were held.
pub fn foretold(asks: &[PastAsk], calls: &[(AdvocateId, DateTime<Utc>)]) -> Vec<Foretold> {
    let mut by_asking: Vec<usize> = (0..asks.len()).collect();
    by_asking.sort_by_key(|at| (asks[*at].asked_at, *at));
    let mut by_settling = by_asking.clone();
    by_settling.sort_by_key(|at| (asks[*at].settled_at, *at));
    let mut settled = by_settling.into_iter().peekable();
    let mut held: BTreeMap<AdvocateId, Vec<DateTime<Utc>>> = BTreeMap::new();
    for (advocate, call) in calls {
        held.entry(*advocate).or_default().push(*call);
    }
    let active = acceptance::active_by_silence();
    let mut known = Known::default();
    let mut told = vec![Foretold { chance: 0, accepted: false }; asks.len()];
    for at in by_asking {
        let ask = &asks[at];
        while let Some(past) = settled.next_if(|past| asks[*past].settled_at <= ask.asked_at) {
            known.add(&asks[past]);
        }
        let own_calls = held.get(&ask.advocate).map(Vec::as_slice).unwrap_or_default().iter();
        let is_recent =
            |call: &&DateTime<Utc>| **call < ask.asked_at && (ask.asked_at - **call).num_days() <= CALL_DAYS;
        let heard_in_a_call = own_calls.filter(is_recent).map(DateTime::date_naive).max();
        let heard = [ask.enrolled_on, heard_in_a_call, known.last_answer.get(&ask.advocate).copied()];
        let silence = heard.into_iter().flatten().max().map_or(acceptance::UNKNOWN_SILENCE_DAYS, |day| {
            usize::try_from((ask.asked_at.date_naive() - day).num_days()).unwrap_or(0)
        });
        let active = active[silence.min(active.len() - 1)];
        let chance = acceptance::chance(active, known.willing(ask));
        told[at] = Foretold { chance, accepted: ask.accepted };
    }
    told
}

/// Answers that were given by some moment.
#[derive(Default)]
struct Known {
    own: BTreeMap<AdvocateId, Record>,
    last_answer: BTreeMap<AdvocateId, NaiveDate>,
    sectors: BTreeMap<Industry, Tally>,
    company: Tally,
}

impl Known {
    fn add(&mut self, past: &PastAsk) {
        let one = Record { asked: 1, accepted: u16::from(past.accepted) };
        let own = self.own.entry(past.advocate).or_default();
        *own = Record { asked: own.asked.saturating_add(1), accepted: own.accepted.saturating_add(one.accepted) };
        self.company.add(one);
        if let Some(industry) = past.industry {
            self.sectors.entry(industry.sector()).or_default().add(one);
        }
        if past.answered {
            let day = past.settled_at.date_naive();
            self.last_answer.entry(past.advocate).and_modify(|last| *last = (*last).max(day)).or_insert(day);
        }
    }

    fn willing(&self, ask: &PastAsk) -> f32 {
        let own = self.own.get(&ask.advocate).copied().unwrap_or_default();
        let sector = ask.industry.and_then(|industry| self.sectors.get(&industry.sector())).copied();
        acceptance::willing(own, sector.unwrap_or_default(), self.company).chance
    }
}

/// How well chances came true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calibration {
    pub n: u32,
    pub accepted: u32,
    /// The mean square of chance less outcome, in ten-thousandths: 0 is a seer, 2,500 a coin.
    pub brier: u32,
    /// The same for whoever always says the share that was accepted.
    pub brier_of_the_mean: u32,
    /// By tens of percent; only those with an ask.
    pub bins: Vec<Bin>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bin {
    /// The lower end in tens of percent.
    pub tens: u8,
    pub n: u32,
    /// The mean chance in thousandths.
    pub chance: u16,
    pub accepted: u32,
}

impl Bin {
    /// The bin a chance falls into.
    pub fn of(chance: u16) -> u8 {
        u8::try_from((usize::from(chance) / 100).min(BINS - 1)).unwrap_or_default()
    }

    /// The share that said yes, in thousandths.
    pub fn share(&self) -> u16 {
        u16::try_from((self.accepted * 1_000 + self.n / 2) / self.n.max(1)).unwrap_or(1_000)
    }
}

impl Calibration {
    pub fn of(told: &[Foretold]) -> Self {
        let n = u32::try_from(told.len()).unwrap_or(u32::MAX);
        let accepted = u32::try_from(told.iter().filter(|one| one.accepted).count()).unwrap_or(u32::MAX);
        let square = |one: &Foretold| {
            let miss = u64::from(if one.accepted { 1_000 - one.chance.min(1_000) } else { one.chance });
            miss * miss
        };
        let mean = |sum: u64, of: u64| u32::try_from((sum + of / 2) / of.max(1)).unwrap_or(u32::MAX);
        // Squares of thousandths are millionths; a hundredth of them is told.
        let brier = mean(told.iter().map(square).sum(), u64::from(n) * 100);
        let (yes, no) = (u64::from(accepted), u64::from(n - accepted));
        let brier_of_the_mean = mean(yes * no * 10_000, u64::from(n) * u64::from(n));
        let mut bins = Vec::new();
        for tens in 0..u8::try_from(BINS).unwrap_or_default() {
            let of_bin = || told.iter().filter(|one| Bin::of(one.chance) == tens);
            let count = u32::try_from(of_bin().count()).unwrap_or(u32::MAX);
            if count > 0 {
                let sum: u32 = of_bin().map(|one| u32::from(one.chance)).sum();
                bins.push(Bin {
                    tens,
                    n: count,
                    chance: u16::try_from((sum + count / 2) / count).unwrap_or(1_000),
                    accepted: u32::try_from(of_bin().filter(|one| one.accepted).count()).unwrap_or(u32::MAX),
                });
            }
        }
        Self { n, accepted, brier, brier_of_the_mean, bins }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn start() -> DateTime<Utc> {
        "2026-01-05T09:00:00Z".parse().unwrap()
    }

    fn ask(advocate: u128, day: i64, answer_after: i64, accepted: bool) -> PastAsk {
        let asked_at = start() + TimeDelta::days(day);
        PastAsk {
            advocate: AdvocateId(Uuid::from_u128(advocate)),
            industry: None,
            enrolled_on: Some(start().date_naive()),
            asked_at,
            settled_at: asked_at + TimeDelta::days(answer_after),
            accepted,
            answered: true,
        }
    }

    #[test]
    fn an_answer_counts_from_the_moment_it_was_given() {
        let asks = [ask(1, 0, 10, false), ask(2, 5, 1, true), ask(3, 20, 1, true)];

        let told = foretold(&asks, &[]);

        assert_eq!(told[0].chance, 600, "the first ask knows the global prior only");
        let silent = acceptance::active_by_silence()[5];
        assert_eq!(told[1].chance, acceptance::chance(silent, 0.6), "the no of day 10 is not known on day 5");
        assert!(told[2].chance < told[1].chance, "a no and a yes are known, and it is later");
        assert_eq!(told.iter().map(|one| one.accepted).collect::<Vec<_>>(), [false, true, true]);
    }

    #[test]
    fn a_call_that_was_held_tells_that_somebody_is_still_there() {
        let asks = [ask(1, 200, 1, true)];
        let held = start() + TimeDelta::days(190);

        let heard = foretold(&asks, &[(asks[0].advocate, held)])[0].chance;
        let later = foretold(&asks, &[(asks[0].advocate, held + TimeDelta::days(11))])[0].chance;

        assert!(heard > later, "a call after the ask says nothing");
        assert_eq!(later, foretold(&asks, &[])[0].chance);
    }

    #[test]
    fn a_seer_a_coin_and_a_table_of_bins() {
        let told = |chance, accepted| Foretold { chance, accepted };
        let seer = Calibration::of(&[told(1_000, true), told(0, false)]);
        assert_eq!((seer.brier, seer.brier_of_the_mean, seer.bins.len()), (0, 2_500, 2));
        let coin = Calibration::of(&[told(500, true), told(500, false)]);
        assert_eq!((coin.brier, coin.bins[0]), (2_500, Bin { tens: 5, n: 2, chance: 500, accepted: 1 }));
        assert_eq!(Calibration::of(&[]).n, 0);
        for (chance, bin) in [(0, 0), (99, 0), (100, 1), (999, 9), (1_000, 9)] {
            assert_eq!(Bin::of(chance), bin);
        }
        assert_eq!(Bin { tens: 5, n: 3, chance: 500, accepted: 2 }.share(), 667);
    }

    proptest! {
        #[test]
        fn bins_hold_every_ask_once(told in prop::collection::vec((0u16..=1_000, any::<bool>()), 0..60)) {
            let told: Vec<_> = told.into_iter().map(|(chance, accepted)| Foretold { chance, accepted }).collect();
            let found = Calibration::of(&told);
            prop_assert_eq!(found.bins.iter().map(|bin| bin.n).sum::<u32>(), found.n);
            prop_assert_eq!(found.bins.iter().map(|bin| bin.accepted).sum::<u32>(), found.accepted);
            prop_assert!(found.brier <= 10_000);
        }

        #[test]
        fn what_comes_later_changes_no_earlier_chance(
            asks in prop::collection::vec((0u128..4, 0i64..300, 0i64..20, any::<bool>()), 1..20),
            later in (0u128..4, 0i64..20, any::<bool>()),
        ) {
            let mut asks: Vec<_> = asks.into_iter().map(|(who, day, after, yes)| ask(who, day, after, yes)).collect();
            let before = foretold(&asks, &[]);
            asks.push(ask(later.0, 300, later.1, later.2));
            prop_assert_eq!(&foretold(&asks, &[])[..before.len()], &before[..]);
        }
    }
}
