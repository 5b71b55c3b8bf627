//! The chance of a yes (MAT-3): A = P(active) x P(accept).
//!
//! P(active) falls with the time since the advocate was last heard of, at a constant hazard:
//! `exp(-days / 540)`, the drop-out process of Pareto/NBD (Schmittlein, Morrison, Colombo 1987:
//! "Counting Your Customers"). A mean life of 540 days is an assumption until a company has learnt
//! its own (MAT-11).
//!
//! P(accept) is a Beta-Binomial posterior mean, shrunk level by level (Gelman et al., Bayesian Data
//! Analysis, 3rd ed., ch. 5): an advocate's own record towards their segment, the segment towards
//! the company, the company towards a global prior of 60 % worth four asks. Few asks hardly move a
//! number, many do. The estimate says on how many own asks it rests and which level carries it.

use serde::{Deserialize, Serialize};

/// Mean days until a silent advocate has left for good.
const MEAN_LIFE_DAYS: f64 = 540.0;
/// Silence after which nothing is known about an advocate without any date.
pub(super) const UNKNOWN_SILENCE_DAYS: usize = 365;
/// Beyond four years the chance no longer changes in a way that anybody could see.
const LONGEST_SILENCE_DAYS: usize = 1_461;

const GLOBAL_MEAN: f64 = 0.6;
const GLOBAL_STRENGTH: f64 = 4.0;
const COMPANY_STRENGTH: f64 = 10.0;
const SEGMENT_STRENGTH: f64 = 6.0;

crate::text_enum! {
    /// The level that carries most of an acceptance estimate.
    pub enum Prior {
        Own => "own",
        Segment => "segment",
        Company => "company",
        Global => "global",
    }
}

/// Asks answered and how many of the answers were a yes. Silence counts as asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub asked: u16,
    pub accepted: u16,
}

/// The chance of a yes with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// A in thousandths.
    #[serde(rename = "c")]
    pub chance: u16,
    /// n: how often this advocate was asked.
    #[serde(rename = "n")]
    pub asked: u16,
    #[serde(rename = "p")]
    pub prior: Prior,
}

impl Acceptance {
    /// "61% chance of a yes, from 9 own asks".
    pub fn sentence(&self) -> String {
        let percent = (self.chance + 5) / 10;
        let basis = match (self.prior, self.asked) {
            (Prior::Own, n) => format!("from {n} own asks"),
            (Prior::Segment, n) => format!("from this segment and {}", own_asks(n)),
            (Prior::Company, n) => format!("from all your asks and {}", own_asks(n)),
            (Prior::Global, _) => "a starting value, there are hardly any asks yet".to_owned(),
        };
        format!("{percent}% chance of a yes, {basis}")
    }
}

fn own_asks(n: u16) -> String {
    match n {
        0 => "no own ask".to_owned(),
        1 => "1 own ask".to_owned(),
        n => format!("{n} own asks"),
    }
}

/// P(accept) before the inactivity of one advocate is applied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Willing {
    pub chance: f32,
    pub prior: Prior,
}

/// Sums of records, for a segment or the whole company.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub asked: f64,
    pub accepted: f64,
}

impl Tally {
    pub fn add(&mut self, record: Record) {
        self.asked += f64::from(record.asked);
        self.accepted += f64::from(record.accepted.min(record.asked));
    }

    fn shrunk(self, mean: f64, strength: f64) -> f64 {
        (self.accepted + mean * strength) / (self.asked + strength)
    }
}

/// P(accept) of one advocate, given the tallies of the levels above.
pub(super) fn willing(own: Record, segment: Tally, company: Tally) -> Willing {
    let of_company = company.shrunk(GLOBAL_MEAN, GLOBAL_STRENGTH);
    let of_segment = segment.shrunk(of_company, COMPANY_STRENGTH);
    let mut tally = Tally::default();
    tally.add(own);
    let prior = if tally.asked >= SEGMENT_STRENGTH {
        Prior::Own
    } else if segment.asked >= COMPANY_STRENGTH {
        Prior::Segment
    } else if company.asked >= GLOBAL_STRENGTH {
        Prior::Company
    } else {
        Prior::Global
    };
    #[expect(clippy::cast_possible_truncation, reason = "a share needs no more than seven digits")]
    Willing { chance: tally.shrunk(of_segment, SEGMENT_STRENGTH) as f32, prior }
}

/// Days without a word until today; 0 stands for a day that is not known.
pub(super) fn silence(last_heard: u16, today: u16) -> usize {
    match last_heard {
        0 => UNKNOWN_SILENCE_DAYS,
        day => usize::from(today.saturating_sub(day)),
    }
}

/// P(active) by days of silence: one table per run instead of one exponential per candidate.
#[expect(clippy::cast_possible_truncation, reason = "a share needs no more than seven digits")]
pub(super) fn active_by_silence() -> Vec<f32> {
    (0u32..=LONGEST_SILENCE_DAYS as u32).map(|days| libm::exp(-f64::from(days) / MEAN_LIFE_DAYS) as f32).collect()
}

/// A in thousandths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a product of two shares lies between 0 and 1"
)]
pub(super) fn chance(active: f32, willing: f32) -> u16 {
    (active * willing * 1_000.0 + 0.5) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(asked: f64, accepted: f64) -> Tally {
        Tally { asked, accepted }
    }

    #[test]
    fn without_any_ask_the_global_prior_speaks() {
        let willing = willing(Record::default(), Tally::default(), Tally::default());

        assert_eq!(willing, Willing { chance: 0.6, prior: Prior::Global });
    }

    #[test]
    fn few_own_asks_hardly_move_the_estimate_and_many_carry_it() {
        let (segment, company) = (tally(40.0, 32.0), tally(400.0, 200.0));
        for (asked, accepted, low, high, prior) in [
            (0, 0, 0.73, 0.75, Prior::Segment),
            (1, 0, 0.62, 0.65, Prior::Segment),
            (1, 1, 0.76, 0.79, Prior::Segment),
            (30, 3, 0.19, 0.22, Prior::Own),
        ] {
            let willing = willing(Record { asked, accepted }, segment, company);

            assert!((low..high).contains(&willing.chance), "{accepted} of {asked}: {}", willing.chance);
            assert_eq!(willing.prior, prior, "{accepted} of {asked}");
        }
    }

    #[test]
    fn silence_lowers_the_chance_that_somebody_is_still_there() {
        let active = active_by_silence();

        assert_eq!(chance(active[0], 0.8), 800);
        assert_eq!(chance(active[540], 0.8), 294);
        assert!(active.windows(2).all(|pair| pair[1] < pair[0]));
    }

    #[test]
    fn the_sentence_names_its_basis() {
        let sentence = |chance, asked, prior| Acceptance { chance, asked, prior }.sentence();
        assert_eq!(sentence(614, 9, Prior::Own), "61% chance of a yes, from 9 own asks");
        assert_eq!(sentence(700, 1, Prior::Segment), "70% chance of a yes, from this segment and 1 own ask");
    }
}
