//! Books as the engine makes them: what is planned went through every gate of its own need.

use super::{request, world};
use domain::ids::AdvocateId;
use domain::matching::{Index, Need, Preset, Prices, evaluate, gates_of, rank_top};
use domain::plan::{Book, MOST_OFFERS, Seat, Want, plan};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn preset() -> Preset {
    let balanced = Preset::balanced();
    Preset { prices: Prices { scarcity: 0, ..balanced.prices }, ..balanced }
}

fn book(index: &Index, needs: &[Need]) -> Book {
    let (preset, now) = (preset(), world::now());
    let wants: Vec<Want> = needs
        .iter()
        .zip(1..)
        .map(|(need, n)| {
            let found = evaluate(index, need, now);
            Want::of(request(n), 3, &rank_top(&found.open, &preset, found.deal, MOST_OFFERS))
        })
        .collect();
    let offered: BTreeSet<AdvocateId> =
        wants.iter().flat_map(|want| &want.offers).map(|offer| offer.advocate).collect();
    let seat = |id| {
        let room = index.room(id, now).unwrap();
        Seat::of(id, room.load, room.asks_left, preset.prices.load)
    };
    Book::new(wants, offered.into_iter().map(seat).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_gate_is_crossed_by_the_plan(seed in 0u64..200, count in 20u64..120) {
        let advocates = world::advocates(count, seed);
        let needs: Vec<Need> = (0..6).map(|n| world::need(&advocates, seed + n)).collect();
        let index = Index::build(advocates, world::policy(), world::now());

        let plan = plan(&book(&index, &needs));

        for (line, need) in plan.lines.iter().zip(&needs) {
            for name in &line.names {
                prop_assert!(gates_of(&index, need, world::now(), name.advocate).unwrap().is_empty());
            }
        }
        for (id, asks) in plan.asks() {
            prop_assert!(asks <= usize::from(index.room(id, world::now()).unwrap().asks_left));
        }
    }
}

#[test]
fn equal_inputs_give_equal_plans() {
    let advocates = world::advocates(80, 3);
    let needs: Vec<Need> = (0..5).map(|n| world::need(&advocates, n)).collect();
    let (one, other) = (
        Index::build(advocates.clone(), world::policy(), world::now()),
        Index::build(advocates.into_iter().rev().collect(), world::policy(), world::now()),
    );

    assert_eq!(plan(&book(&one, &needs)), plan(&book(&other, &needs)));
}
