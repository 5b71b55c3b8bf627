//! What a record weighs against the level above it, estimated from how much records of that level differ.
//!
//! Where everybody says yes equally often, an own record tells nothing new and the prior should be strong; where people
//! differ a lot, it should be weak. The likelihood of all records under a Beta-Binomial of each strength says which it is
//! (empirical Bayes; Gelman et al., ch. 5.1), taken together with the usual strength, from which a few records do not
//! move it far.

use std::collections::BTreeMap;

/// Doublings around the usual strength that are looked at: from an eighth to eight times.
const DOUBLINGS: std::ops::RangeInclusive<i8> = -3..=3;
/// One standard deviation of what is believed before any record, in doublings.
const SPREAD: f64 = 1.5;

/// Records by how often somebody was asked and said yes, with how many have the same.
pub(super) type Records = BTreeMap<(u32, u32), u32>;

/// Asks that the prior is worth, given records around one mean.
pub(super) fn strength(records: &Records, mean: f64, usual: f64) -> f64 {
    let mean = mean.clamp(0.01, 0.99);
    let tried: Vec<(f64, f64)> = DOUBLINGS
        .map(|doublings| {
            let doublings = f64::from(doublings);
            let strength = usual * libm::exp2(doublings);
            let away = doublings / SPREAD;
            (strength, likelihood(records, mean, strength) - away * away / 2.0)
        })
        .collect();
    let most = tried.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
    let (mut sum, mut weight) = (0.0, 0.0);
    for (strength, log) in tried {
        let belief = libm::exp(log - most);
        sum += belief * libm::log(strength);
        weight += belief;
    }
    libm::exp(sum / weight)
}

/// The logarithm of how likely the records are, without what is the same for every strength.
fn likelihood(records: &Records, mean: f64, strength: f64) -> f64 {
    let (yes, no) = (mean * strength, (1.0 - mean) * strength);
    let nothing = libm::lgamma(yes) + libm::lgamma(no) - libm::lgamma(strength);
    let of = |((asked, accepted), count): (&(u32, u32), &u32)| {
        let (asked, accepted) = (f64::from(*asked), f64::from(*accepted));
        let all = libm::lgamma(yes + accepted) + libm::lgamma(no + asked - accepted) - libm::lgamma(strength + asked);
        f64::from(*count) * (all - nothing)
    };
    records.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_known_leaves_the_usual_strength() {
        for records in [Records::new(), Records::from([((1, 1), 40), ((1, 0), 20)])] {
            let found = strength(&records, 0.6, 6.0);

            assert!((found - 6.0).abs() < 1e-6, "one ask each says nothing about how much people differ: {found}");
        }
    }

    #[test]
    fn people_who_are_alike_lean_on_each_other_and_people_who_differ_do_not() {
        // Ten asks each, a half says yes: everybody five times, or half of the people always and half never.
        let alike = strength(&Records::from([((10, 5), 40)]), 0.5, 6.0);
        let torn = strength(&Records::from([((10, 10), 20), ((10, 0), 20)]), 0.5, 6.0);

        assert!(alike > 30.0, "{alike}");
        assert!(torn < 1.5, "{torn}");
    }

    #[test]
    fn more_of_the_same_moves_it_further() {
        let of = |people| strength(&Records::from([((6, 6), people), ((6, 0), people)]), 0.5, 6.0);

        assert!(of(1) < 6.0 && of(4) < of(1) && of(20) < of(4), "{} {} {}", of(1), of(4), of(20));
    }
}
