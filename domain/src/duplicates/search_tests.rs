//! Which of many records are compared, and that it takes no more memory than it was given.

use std::collections::HashMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::blocks::{Blocks, CROWD, LeftOut, NAME_CROWD, TooMany, compare};
use super::find::{Found, pair};
use super::judge::{Reason, Traits};
use super::name::company_key;
use super::person::PersonTraits;
use super::survey::{Comparable, Survey};

/// How a search went that gathered `most` entries at a time.
struct Searched {
    found: Vec<Found>,
    left_out: LeftOut,
    compared: usize,
    fullest: usize,
    parts: u32,
}

/// Searches as the job does, from one part of the keys to the next.
fn search<R: Comparable + Clone>(records: &[R], most: usize) -> Searched {
    let mut survey = Survey::default();
    records.iter().for_each(|record| survey.count(record));
    survey.finish();
    let survey = Survey::from_bytes(&survey.to_bytes()).unwrap();
    let mut ready: Vec<R> = records.to_vec();
    ready.sort_by_key(Comparable::id);
    ready.iter_mut().for_each(|record| survey.prepare(record));
    let by_id: HashMap<Uuid, R> = ready.iter().map(|record| (record.id(), record.clone())).collect();
    // A part that turns out fuller than was thought is searched again in smaller ones.
    let mut parts = survey.parts(most);
    loop {
        if let Ok(searched) = in_parts(&survey, &ready, &by_id, parts, most) {
            return searched;
        }
        parts *= 2;
    }
}

fn in_parts<R: Comparable>(
    survey: &Survey,
    ready: &[R],
    by_id: &HashMap<Uuid, R>,
    parts: u32,
    most: usize,
) -> Result<Searched, TooMany> {
    let mut searched = Searched { found: Vec::new(), left_out: LeftOut::default(), compared: 0, fullest: 0, parts };
    for part in 0..parts {
        let mut blocks = Blocks::of(part, parts, most);
        for record in ready {
            blocks.take(survey, record)?;
        }
        searched.fullest = searched.fullest.max(blocks.len());
        for block in blocks.finish(None) {
            searched.left_out += block.left_out;
            searched.compared += block.members.len() * block.members.len().saturating_sub(1) / 2;
            searched.found.extend(compare(&[block], by_id));
        }
    }
    searched.found.sort_by_key(|found| (found.one, found.other));
    searched.found.dedup();
    Ok(searched)
}

fn each_with_each<R: Comparable>(records: &[R]) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, one) in records.iter().enumerate() {
        for other in &records[at + 1..] {
            let (first, second) = pair(one.id(), other.id());
            found.extend(one.judge(other).map(|judged| Found { one: first, other: second, judged }));
        }
    }
    found.sort_by_key(|found| (found.one, found.other));
    found
}

fn some_organisations() -> impl Strategy<Value = Vec<Traits>> {
    let name = "(loam|larch|birch|lom|larc|lacrh|brich|ab|)( (loam|larch|birch|birhc|ltd|gmbh|x)){0,2}";
    let domain = proptest::option::of(0..3_usize);
    let row = (name, domain, proptest::option::of(0..2_usize), proptest::option::of(0..3_u8));
    proptest::collection::vec(row, 0..18).prop_map(|rows| {
        let domains = ["loam.example", "larch.example", "birch.example"];
        rows.iter()
            .enumerate()
            .map(|(n, (name, domain, country, key))| Traits {
                country: country.map(|at| ["DE", "FR"][at].to_owned()),
                external_id: key.map(|key| key.to_string()),
                source: if n % 2 == 0 { "import".to_owned() } else { "salesforce".to_owned() },
                ..Traits::new(Uuid::from_u128(n as u128 * 7919 % 31 + 1), name).at(domain.map(|at| domains[at]))
            })
            .collect()
    })
}

fn some_people() -> impl Strategy<Value = Vec<PersonTraits>> {
    let houses = ["Loam and Larch", "Loam Larch GmbH", "Marlowe Street Bank", "Skylark Mutual"];
    let name = "(ingrid|ingird|nigrid|olav|i|o)( van)? (thistlewood|thistelwood|bergstrand|t)";
    let email = "(ingrid|olav|in.grid)([+]x)?@(loam.example|gmail.com|skylark.example)";
    proptest::collection::vec((name, email, 0..4_usize), 0..16).prop_map(move |rows| {
        rows.iter()
            .enumerate()
            .map(|(n, (name, email, house))| {
                let at = (Uuid::from_u128(1_000_000 + *house as u128), houses[*house]);
                PersonTraits::new(Uuid::from_u128(n as u128 + 1), name, email, at, n % 3 == 0)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn no_organisation_is_found_or_missed_that_comparing_each_with_each_would_not(
        records in some_organisations(),
        most in prop_oneof![Just(40_usize), Just(1_000_000)],
    ) {
        prop_assert_eq!(search(&records, most).found, each_with_each(&records));
    }

    #[test]
    fn nobody_is_found_or_missed_that_comparing_each_with_each_would_not(
        people in some_people(),
        most in prop_oneof![Just(60_usize), Just(1_000_000)],
    ) {
        prop_assert_eq!(search(&people, most).found, each_with_each(&people));
    }

    #[test]
    fn going_on_after_a_block_leaves_out_those_before_it_and_no_other(people in some_people(), at in 0..20_usize) {
        let mut survey = Survey::default();
        people.iter().for_each(|person| survey.count(person));
        survey.finish();
        let blocks = || {
            let mut blocks = Blocks::of(0, 1, 1_000_000);
            people.iter().for_each(|person| blocks.take(&survey, person).unwrap());
            blocks
        };
        let all: Vec<_> = blocks().finish(None).collect();
        let at = at.min(all.len());
        let after = at.checked_sub(1).map(|at| all[at].key);

        let rest: Vec<_> = blocks().finish(after).collect();

        prop_assert_eq!(rest, all[at..].to_vec());
    }
}

#[test]
fn a_domain_that_many_share_says_nothing() {
    let loams = |number: u8| -> Vec<Traits> {
        let loam = |n: u8| {
            let name = format!("Loam {}", char::from(b'a' + n));
            Traits::new(Uuid::from_u128(u128::from(n) + 1), &name).at(["loam.example"])
        };
        (0..number).map(loam).collect()
    };
    let says = |records: &[Traits]| {
        let same = Reason::SameDomain { domain: "loam.example".into() };
        search(records, 1_000_000).found.iter().any(|found| found.judged.reasons.contains(&same))
    };

    assert!(says(&loams(20)));
    assert!(!says(&loams(21)));
}

#[test]
fn of_what_too_many_share_the_first_are_compared_and_the_rest_is_told() {
    let loam = |n: usize| Traits::new(Uuid::from_u128(n as u128 + 1), "Ab");
    let few: Vec<Traits> = (0..CROWD).map(loam).collect();
    let many: Vec<Traits> = (0..5_000).map(loam).collect();

    assert_eq!(search(&few, 1_000_000).left_out, LeftOut::default());
    // Memory for a fiftieth of them is enough.
    let searched = search(&many, 400);
    let pairs = CROWD * (CROWD - 1) / 2;
    assert_eq!((searched.found.len(), searched.left_out.shared), (pairs, 1));
    assert_eq!(searched.left_out.parts_of_names, 2, "\"  a\" and \" ab\" bring nobody together");
    assert!(searched.found.iter().all(|found| found.other <= Uuid::from_u128(CROWD as u128)), "the first of them");
}

#[test]
fn a_series_of_names_is_not_compared_each_with_each() {
    let series: Vec<Traits> = (0..5_000_u32)
        .map(|n| Traits::new(Uuid::from_u128(u128::from(n) + 1), &format!("Customer {n:05} Ltd")))
        .collect();

    let searched = search(&series, 30_000);

    assert!(searched.compared < series.len() * NAME_CROWD * 6, "{} pairs", searched.compared);
    assert!(searched.left_out.parts_of_names > 0);
    assert_eq!(searched.left_out.shared, 0, "no name of the series is taken for another");
}

const FIRST: [&str; 12] =
    ["anna", "bruno", "carla", "david", "edith", "fritz", "greta", "hans", "ida", "jonas", "karin", "lars"];
const LAST: [&str; 15] = [
    "berg", "dahl", "ek", "falk", "graf", "holm", "iversen", "jansen", "krog", "lind", "moe", "nord", "olsen",
    "paulsen", "quist",
];

#[test]
fn ten_thousand_people_fit_into_little_memory_and_their_twins_are_found() {
    const MOST: usize = 20_000;
    let number = 10_000_u128;
    let house = |n: u128| Uuid::from_u128(n / 10 + 1_000_000);
    let mut people: Vec<PersonTraits> = (0..number)
        .map(|n| {
            let at = usize::try_from(n).unwrap();
            let name = format!("{} {}", FIRST[at % 12], LAST[at / 12 % 15]);
            let (email, at) = (format!("p{n}@house{}.example", n / 10), format!("House {} Ltd", n / 10));
            PersonTraits::new(Uuid::from_u128(n + 1), &name, &email, (house(n), &at), false)
        })
        .collect();
    for n in (0..number).step_by(100) {
        let at = usize::try_from(n).unwrap();
        let name = format!("{} {}", LAST[at / 12 % 15], FIRST[at % 12]);
        let email = format!("P{n}+x@house{}.example", n / 10);
        people.push(PersonTraits::new(Uuid::from_u128(number + n + 1), &name, &email, (house(n), ""), false));
    }

    let searched = search(&people, MOST);

    let twins = searched.found.iter().filter(|found| found.judged.reasons.contains(&Reason::SameEmail)).count();
    assert_eq!(twins, 100);
    assert!(searched.fullest <= MOST, "{} of {MOST} entries", searched.fullest);
    assert!(searched.parts > 5, "{} parts", searched.parts);
    assert!(searched.compared < 40 * people.len(), "{} pairs", searched.compared);
}

#[test]
fn a_survey_outlives_the_process_and_other_bytes_are_none() {
    let mut survey = Survey::default();
    for n in 0..30_u128 {
        survey.count(&Traits::new(Uuid::from_u128(n), &company_key("Loam and Larch")).at(["loam.example"]));
    }
    survey.finish();

    assert_eq!(Survey::from_bytes(&survey.to_bytes()), Some(survey));
    assert_eq!(Survey::from_bytes(b"short"), None);
}
