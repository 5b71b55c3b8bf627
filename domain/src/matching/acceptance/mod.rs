//! The chance of a yes (MAT-3): A = P(active) x P(yes, while active).
//!
//! P(active) falls with the time since the advocate was last heard of, at a constant hazard: `exp(-days / life)`, the
//! drop-out process of Pareto/NBD (Schmittlein, Morrison, Colombo 1987: "Counting Your Customers"). An ask that ran out
//! since then speaks against it, by Bayes: whoever is there would have answered, mostly.
//!
//! P(yes) is a Beta-Binomial posterior mean, shrunk level by level (Gelman et al., Bayesian Data Analysis, 3rd ed., ch.
//! 5): an advocate's own record towards their segment, the segment towards the company, the company towards a global
//! prior of 60 % worth four asks. Few asks hardly move a number, many do. An ask of somebody who had probably left
//! already counts only as far as they were there: counted whole, the silence would lower both factors.
//!
//! The mean life, how often an ask is answered at all, and what an own record weighs against the level above are
//! learnt from the company's asks (`habits.rs`). The estimate says on how many own asks it rests and which level
//! carries it.

mod habits;
#[cfg(test)]
mod habits_tests;
mod strength;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub(super) use habits::{Answering, Habits, RanOut};

/// Silence after which nothing is known about an advocate without any date.
pub(super) const UNKNOWN_SILENCE_DAYS: usize = 365;
/// Beyond four years the chance no longer changes in a way that anybody could see.
pub(super) const LONGEST_SILENCE_DAYS: usize = 1_461;

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

/// Asks of the record that ran out without a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Silences {
    /// All of them.
    pub unanswered: u16,
    /// Those since the advocate was last heard of.
    pub since_heard: u16,
    /// Days of silence before the first of those.
    pub after_days: u16,
}

impl Silences {
    /// Of the days on which the asks were made that ran out, and the day on which somebody was last heard of.
    pub fn of(ran_out: &[NaiveDate], last_heard: Option<NaiveDate>) -> Self {
        let count = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let since: Vec<NaiveDate> = match last_heard {
            Some(heard) => ran_out.iter().copied().filter(|day| *day > heard).collect(),
            // Without a day nothing can be said to have been since.
            None => Vec::new(),
        };
        let after = since.iter().min().zip(last_heard).map(|(first, heard)| (*first - heard).num_days());
        Self {
            unanswered: count(ran_out.len()),
            since_heard: count(since.len()),
            after_days: after.and_then(|days| u16::try_from(days).ok()).unwrap_or_default(),
        }
    }
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

/// P(yes) before the inactivity of one advocate is applied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Willing {
    pub chance: f32,
    pub prior: Prior,
}

/// Sums of records, for a segment or the whole company. Asks that found nobody there are no part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    pub asked: f64,
    pub accepted: f64,
}

impl Tally {
    fn add(&mut self, asked: f64, accepted: f64) {
        self.asked += asked;
        self.accepted += accepted;
    }

    fn shrunk(self, mean: f64, strength: f64) -> f64 {
        (self.accepted + mean * strength) / (self.asked + strength)
    }
}

/// Days without a word until today; 0 stands for a day that is not known.
pub(super) fn silence(last_heard: u16, today: u16) -> usize {
    let days = match last_heard {
        0 => UNKNOWN_SILENCE_DAYS,
        day => usize::from(today.saturating_sub(day)),
    };
    days.min(LONGEST_SILENCE_DAYS)
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

    #[test]
    fn the_sentence_names_its_basis() {
        let sentence = |chance, asked, prior| Acceptance { chance, asked, prior }.sentence();
        assert_eq!(sentence(614, 9, Prior::Own), "61% chance of a yes, from 9 own asks");
        assert_eq!(sentence(700, 1, Prior::Segment), "70% chance of a yes, from this segment and 1 own ask");
    }

    #[test]
    fn what_ran_out_since_somebody_was_heard_is_told_from_what_they_let_run_out() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let ran_out = [day(2), day(9), day(20), day(24)];
        let of = |last_heard| Silences::of(&ran_out, last_heard);

        assert_eq!(of(Some(day(9))), Silences { unanswered: 4, since_heard: 2, after_days: 11 });
        assert_eq!(of(Some(day(24))), Silences { unanswered: 4, since_heard: 0, after_days: 0 });
        assert_eq!(of(None), Silences { unanswered: 4, since_heard: 0, after_days: 0 });
    }

    #[test]
    fn silence_is_counted_in_days_up_to_four_years() {
        for (last_heard, days) in [(0, 365), (20_000, 0), (19_990, 10), (20_010, 0), (1, 1_461)] {
            assert_eq!(silence(last_heard, 20_000), days, "{last_heard}");
        }
    }
}
