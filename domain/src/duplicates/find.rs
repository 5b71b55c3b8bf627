//! Which of many records are perhaps the same, without comparing each with each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::alike::{Trigrams, alike};
use super::judge::{ALIKE, Judged, Traits, judge};

/// A domain of more organisations than this is a host's or a group's, and says nothing about two of them.
const CROWD: usize = 20;

/// Two records that may be one; the smaller id first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub one: Uuid,
    pub other: Uuid,
    pub judged: Judged,
}

/// The two ids as a pair is kept: the smaller first.
pub fn pair(one: Uuid, other: Uuid) -> (Uuid, Uuid) {
    if one <= other { (one, other) } else { (other, one) }
}

/// The pairs worth a look, in the order of their ids. `different` are pairs that somebody said are not the same.
pub fn find(mut records: Vec<Traits>, different: &BTreeSet<(Uuid, Uuid)>) -> Vec<Found> {
    forget_crowds(&mut records);
    let names: Vec<&Trigrams> = records.iter().map(|record| &record.trigrams).collect();
    let held = records.iter().enumerate().flat_map(|(place, record)| {
        let domains = record.domains.iter().map(|domain| ["domain ", domain].concat());
        let key = record.external_id.iter().map(|key| ["key ", key].concat());
        // Names without a letter that makes a trigram of its own are found by being the same.
        let name = (!record.name.is_empty()).then(|| ["name ", &record.name].concat());
        domains.chain(key).chain(name).map(move |held| (held, place))
    });
    let candidates = candidates(&names, ALIKE, held, CROWD);
    worth_a_look(candidates, different, |one, other| {
        let (one, other) = (&records[one], &records[other]);
        (pair(one.id, other.id), judge(one, other))
    })
}

/// The pairs to judge: names that are alike, and whoever holds one thing with few others.
pub(super) fn candidates(
    names: &[&Trigrams],
    least: u16,
    held: impl IntoIterator<Item = (String, usize)>,
    crowd: usize,
) -> BTreeSet<(usize, usize)> {
    let mut candidates: BTreeSet<(usize, usize)> = alike(names, least).0.into_iter().collect();
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    for (thing, place) in held {
        holders.entry(thing).or_default().push(place);
    }
    for places in holders.values().filter(|places| places.len() <= crowd) {
        for (at, one) in places.iter().enumerate() {
            candidates.extend(places[at + 1..].iter().filter(|other| *other != one).map(|other| (*one, *other)));
        }
    }
    candidates
}

/// Judges the pairs that nobody said are different.
pub(super) fn worth_a_look(
    candidates: BTreeSet<(usize, usize)>,
    different: &BTreeSet<(Uuid, Uuid)>,
    judge: impl Fn(usize, usize) -> ((Uuid, Uuid), Option<Judged>),
) -> Vec<Found> {
    let mut found: BTreeMap<(Uuid, Uuid), Judged> = BTreeMap::new();
    for (one, other) in candidates {
        let (ids, judged) = judge(one, other);
        if let Some(judged) = judged.filter(|_| !different.contains(&ids)) {
            found.insert(ids, judged);
        }
    }
    found.into_iter().map(|((one, other), judged)| Found { one, other, judged }).collect()
}

fn forget_crowds(records: &mut [Traits]) {
    let mut holders: HashMap<String, usize> = HashMap::new();
    for domain in records.iter().flat_map(|record| &record.domains) {
        *holders.entry(domain.clone()).or_default() += 1;
    }
    for record in records {
        record.domains.retain(|domain| holders.get(domain).is_some_and(|number| *number <= CROWD));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn records(names: &[(String, Option<usize>, Option<usize>)]) -> Vec<Traits> {
        let domains = ["loam.example", "larch.example", "birch.example"];
        names
            .iter()
            .enumerate()
            .map(|(n, (name, domain, country))| Traits {
                country: country.map(|at| ["DE", "FR"][at].to_owned()),
                ..Traits::new(Uuid::from_u128(n as u128 + 1), name).at(domain.map(|at| domains[at]))
            })
            .collect()
    }

    fn some_records() -> impl Strategy<Value = Vec<(String, Option<usize>, Option<usize>)>> {
        let name = "(loam|larch|birch|lom|larc)( (loam|larch|birch|ltd|gmbh)){0,2}";
        proptest::collection::vec((name, proptest::option::of(0..3_usize), proptest::option::of(0..2_usize)), 0..16)
    }

    proptest! {
        #[test]
        fn nothing_is_found_or_missed_that_comparing_each_with_each_would_not(names in some_records()) {
            let records = records(&names);
            let mut expected = Vec::new();
            for (at, one) in records.iter().enumerate() {
                for other in &records[at + 1..] {
                    if let Some(judged) = judge(one, other) {
                        expected.push(Found { one: one.id, other: other.id, judged });
                    }
                }
            }

            prop_assert_eq!(find(records, &BTreeSet::new()), expected);
        }

        #[test]
        fn a_pair_said_to_be_different_is_never_found_again_and_the_order_of_records_says_nothing(
            names in some_records(),
            turn in 0..16_usize,
        ) {
            let mut records = records(&names);
            let all = find(records.clone(), &BTreeSet::new());
            let said: BTreeSet<(Uuid, Uuid)> = all.iter().step_by(2).map(|found| (found.one, found.other)).collect();
            let middle = turn.min(records.len());
            records.rotate_left(middle);

            let rest = find(records, &said);

            let expected: Vec<Found> =
                all.into_iter().filter(|found| !said.contains(&(found.one, found.other))).collect();
            prop_assert_eq!(rest, expected);
        }
    }

    #[test]
    fn a_domain_that_many_share_says_nothing() {
        let many: Vec<(String, Option<usize>, Option<usize>)> = (0..=CROWD)
            .map(|n| (format!("Loam {}", char::from(b'a' + u8::try_from(n).unwrap())), Some(0), None))
            .collect();
        let mut few = many.clone();
        few.truncate(2);

        let reasons = |found: Vec<Found>| found.into_iter().flat_map(|found| found.judged.reasons).collect::<Vec<_>>();
        let same = super::super::judge::Reason::SameDomain { domain: "loam.example".into() };

        assert!(reasons(find(records(&few), &BTreeSet::new())).contains(&same));
        assert!(!reasons(find(records(&many), &BTreeSet::new())).contains(&same));
    }
}
