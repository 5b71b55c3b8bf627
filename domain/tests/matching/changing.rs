//! What would change a place: each sentence is done for real here, and the engine asked again.

use super::{call, day, id, willing, world};
use chrono::Days;
use domain::matching::{
    Candidate, Changes, Gate, Index, Limits, Need, Policy, Preset, Ranked, Touch, TouchKind, Wish, evaluate, gates_of,
    rank,
};

fn order(candidates: &[Candidate], need: &Need) -> (Vec<Ranked>, Vec<Vec<String>>) {
    let index = Index::build(candidates.to_vec(), Policy::default(), world::now());
    let preset = Preset::balanced();
    let found = evaluate(&index, need, world::now());
    let order = rank(&found.open, &preset, found.deal);
    let changes = Changes::over(&index, need, world::now(), &preset, &found);
    let texts = |ranked| changes.of(ranked).into_iter().map(|change| change.text).collect();
    let told = order.iter().map(texts).collect();
    (order, told)
}

fn asked(one: &mut Candidate, days_ago: u64) {
    let today = world::now().date_naive();
    one.touches.push(Touch::usual(TouchKind::Ask, today - Days::new(days_ago)));
}

/// Two alike, the second asked four times of late.
fn a_tired_twin() -> [Candidate; 2] {
    let [mut fresh, mut tired] = [willing(1), willing(2)];
    fresh.employees = Some(2_600);
    tired.employees = Some(4_000);
    for days in [4, 33, 35, 38] {
        asked(&mut tired, days);
    }
    asked(&mut fresh, 40);
    [fresh, tired]
}

fn of_a_size() -> Need {
    Need { employees: Some(4_000), ..call() }
}

#[test]
fn the_number_of_days_is_the_first_that_puts_them_first() {
    let [fresh, tired] = a_tired_twin();
    let (before, told) = order(&[fresh.clone(), tired.clone()], &of_a_size());
    assert_eq!(before[1].id, id(2));
    let sentence = told[1].iter().find(|line| line.contains("last asked")).unwrap();
    assert!(sentence.starts_with("First if last asked "), "{sentence}");
    let days: u64 = sentence.split_whitespace().nth(4).unwrap().parse().unwrap();

    let first_after = |earlier: u64| {
        let mut tired = tired.clone();
        tired.touches[0].on = tired.touches[0].on - Days::new(earlier);
        order(&[fresh.clone(), tired], &of_a_size()).0[0].id
    };

    assert_eq!(first_after(days), id(2));
    assert_eq!(first_after(days - 1), id(1), "one day less would do, too");
}

#[test]
fn a_use_case_that_is_named_as_missing_does_lift_them() {
    let mut need = call();
    need.use_cases = vec![Wish::ordinary("Audit"), Wish::ordinary("Treasury")];
    let [mut both, mut one] = [willing(1), willing(2)];
    both.use_cases = vec!["Audit".to_owned(), "Treasury".to_owned()];
    one.use_cases = vec!["Audit".to_owned()];
    both.employees = Some(40);
    one.employees = Some(10);
    need.employees = Some(10);

    let (before, told) = order(&[both.clone(), one.clone()], &need);
    one.use_cases.push("treasury".to_owned());
    let (after, _) = order(&[both, one], &need);

    assert_eq!((before[0].id, after[0].id), (id(1), id(2)));
    assert_eq!(told[1][0], "First with the use case “Treasury”");
}

#[test]
fn a_gap_in_a_profile_is_told_with_the_best_it_could_bring() {
    let [mut known, gap] = [willing(1), willing(2)];
    known.employees = Some(2_000);

    let (_, told) = order(&[known, gap], &of_a_size());

    assert_eq!(told[1], ["First at best, once it is known the size of their company"]);
}

#[test]
fn the_first_is_told_how_many_asks_the_place_bears() {
    let [mut fresh, mut other] = [willing(1), willing(2)];
    fresh.employees = Some(4_000);
    other.employees = Some(3_400);

    let (before, told) = order(&[fresh.clone(), other.clone()], &of_a_size());
    let asks: usize = told[0][0].split_whitespace().find_map(|word| word.parse().ok()).unwrap_or(1);
    let first_after = |asks: usize| {
        let mut fresh = fresh.clone();
        (0..asks).for_each(|_| asked(&mut fresh, 0));
        let policy = Policy { asks_per_month: 50, asks_per_quarter: 50, ..Policy::default() };
        let index = Index::build(vec![fresh, other.clone()], policy, world::now());
        let found = evaluate(&index, &of_a_size(), world::now());
        rank(&found.open, &Preset::balanced(), found.deal)[0].id
    };

    assert_eq!(before[0].id, id(1));
    assert_eq!((first_after(asks - 1), first_after(asks)), (id(1), id(2)), "{told:?}");
}

#[test]
fn who_is_held_back_is_told_the_day_on_which_no_rule_is_left() {
    let mut away = willing(1);
    away.employees = Some(4_000);
    let today = world::now().date_naive();
    away.limits = Limits {
        blackouts: vec![(today, day("2026-11-25")), (day("2026-11-26"), day("2026-11-29"))],
        ..Limits::default()
    };
    let mut other = willing(2);
    other.employees = Some(900);
    let need = of_a_size();
    let index = Index::build(vec![away, other], Policy::default(), world::now());
    let preset = Preset::balanced();
    let found = evaluate(&index, &need, world::now());
    let held = found.nearest_held(&index, &need, world::now(), &preset, 5);

    let changes = Changes::over(&index, &need, world::now(), &preset, &found);
    let back = day("2026-11-30").and_time(world::now().time()).and_utc();

    assert_eq!(held[0].gates.first().and_then(Gate::returns_on), Some(day("2026-11-26")));
    assert_eq!(changes.on_return(&held[0]).as_deref(), Some("Back on Mon 30 Nov, first by today's scores"));
    assert_eq!(gates_of(&index, &need, back, id(1)), Some(Vec::new()));
    let urgent = Need { needed_by: Some(day("2026-11-27")), ..of_a_size() };
    let found = evaluate(&index, &urgent, world::now());
    let changes = Changes::over(&index, &urgent, world::now(), &preset, &found);
    assert_eq!(changes.on_return(&held[0]).as_deref(), Some("Back on Mon 30 Nov, too late for this deal"));
}
