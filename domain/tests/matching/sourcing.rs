//! What every number of a score is made of.

use super::{call, day, id, willing, world};
use domain::matching::{
    Asks, Factor, FactorPart, FactorSources, Felt, Index, Policy, Preset, Record, Scorer, TextHit, Touch, TouchKind,
    Value, Wish, evaluate, rank, sources,
};

fn text(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn both_sides_of_a_factor_are_told_and_nothing_stands_for_what_is_not_known() {
    let mut ingrid = willing(1);
    ingrid.industry = "finance/banking/building-society".parse().ok();
    ingrid.employees = Some(4_100);
    ingrid.products = text(&["Close", "Ledger"]);
    let mut need = call();
    need.industry = "finance/banking/retail-banking".parse().ok();
    need.products = vec![Wish { name: "Close".to_owned(), importance: 3 }, Wish::ordinary("Controls")];
    let index = Index::build(vec![ingrid], Policy::default(), world::now());

    let sources = sources(&index, &need, world::now(), id(1)).unwrap();

    let of = |factor: Factor| &sources.factors[factor.position()];
    let both = |factor, asked: &[&str], known: &[&str]| FactorSources {
        factor,
        asked: text(asked),
        known: text(known),
        parts: Vec::new(),
    };
    assert_eq!(of(Factor::Industry), &both(Factor::Industry, &["Retail banking"], &["Building societies"]));
    assert_eq!(of(Factor::Size), &both(Factor::Size, &[], &["4,100 staff"]));
    assert_eq!(
        of(Factor::Product),
        &both(Factor::Product, &["Close (counts 3 times)", "Controls"], &["Close", "Ledger"])
    );
    assert_eq!(of(Factor::Region), &both(Factor::Region, &[], &[]));
}

#[test]
fn the_words_that_were_asked_and_said_stand_behind_the_part_that_words_have_in_the_use_case() {
    let mut ingrid = willing(1);
    ingrid.use_cases = text(&["Month-end close"]);
    ingrid.has_story = true;
    let mut silent = willing(2);
    silent.use_cases = text(&["Month-end close"]);
    let mut need = call();
    need.use_cases = vec![Wish::ordinary("Month-end close"), Wish::ordinary("Audit")];
    need.words = text(&["Ironbook", "audit", "close"]);
    let said = text(&["Ironbook", "close"]);
    need.text = Some(vec![TextHit { said, ..TextHit::scored(id(1), Value::of(6_000)) }]);
    let index = Index::build(vec![ingrid, silent], Policy::default(), world::now());

    let of = |n| sources(&index, &need, world::now(), id(n)).unwrap().factors.remove(Factor::UseCase.position());
    let (first, second) = (of(1), of(2));

    assert_eq!(first.asked, ["Month-end close", "Audit", "in their own words: Ironbook, audit, close"]);
    assert_eq!(first.known, ["Month-end close", "says: Ironbook, close"]);
    let part = |label: &str, tenths, value| FactorPart { label: label.to_owned(), tenths, value };
    assert_eq!(first.parts, [part("By tags", 7, Value::of(5_000)), part("By their own words", 3, Value::of(6_000))]);
    assert_eq!(second.known, ["Month-end close"]);
    assert_eq!(second.parts[1].value, Value::UNKNOWN, "without a story nothing is known of their words");
}

#[test]
fn the_chance_of_a_yes_names_the_records_it_leans_on() {
    let of = |n, asked, accepted, industry: &str| {
        let mut somebody = willing(n);
        somebody.record = Record { asked, accepted };
        somebody.industry = industry.parse().ok();
        somebody
    };
    let mut ingrid = of(1, 4, 3, "finance/banking/retail-banking");
    ingrid.last_heard = Some(day("2026-10-12"));
    let others = [of(2, 10, 5, "finance/insurance"), of(3, 6, 0, "energy/utilities/water")];
    let index = Index::build([vec![ingrid], others.to_vec()].concat(), Policy::default(), world::now());

    let chance = sources(&index, &call(), world::now(), id(1)).unwrap().chance;

    assert_eq!((chance.last_heard, chance.silent_days), (Some(day("2026-10-12")), 40));
    assert_eq!(chance.own, Record { asked: 4, accepted: 3 });
    assert_eq!(chance.segment, Some(("Finance".to_owned(), Asks { asked: 14, accepted: 8 })));
    assert_eq!(chance.company, Asks { asked: 20, accepted: 8 });
    // exp(-40/540)
    assert_eq!(chance.active, 929);
}

#[test]
fn touches_that_still_weigh_are_listed_from_the_latest_on() {
    let mut ingrid = willing(1);
    ingrid.touches = vec![
        Touch::usual(TouchKind::Ask, day("2026-10-07")),
        Touch::usual(TouchKind::Survey, day("2026-11-10")),
        Touch::usual(TouchKind::Ask, day("2026-06-01")),
        Touch::usual(TouchKind::Call, day("2026-11-12")),
    ];
    let index = Index::build(vec![ingrid], Policy::default(), world::now());

    let sources = sources(&index, &call(), world::now(), id(1)).unwrap();

    let survey = Felt { on: day("2026-11-10"), kind: TouchKind::Survey, cost: 250, left: 250 };
    let ask = Felt { on: day("2026-10-07"), kind: TouchKind::Ask, cost: 1_000, left: 500 };
    assert_eq!(sources.touches, [survey, ask], "a call costs nothing, and what is older than 60 days is forgotten");
    assert_eq!(sources.explanation.terms.load.asks, 750);
}

#[test]
fn whoever_is_held_back_has_sources_and_reasons_and_a_stranger_has_none() {
    let mut resting = willing(1);
    resting.touches = vec![Touch::usual(TouchKind::Call, day("2026-11-20"))];
    let index = Index::build(vec![resting, willing(2)], Policy::default(), world::now());

    let of = |n| sources(&index, &call(), world::now(), id(n));

    assert_eq!(of(1).unwrap().gates.len(), 1);
    assert_eq!(of(2).unwrap().gates, []);
    assert_eq!(of(3), None);
}

/// What is shown as the making of a number makes that number, for everybody of a made-up company.
#[test]
fn the_parts_make_the_numbers_of_the_ranking() {
    let advocates = world::advocates(400, 5);
    let need = world::need(&advocates, 5);
    let index = Index::build(advocates, world::policy(), world::now());
    let found = evaluate(&index, &need, world::now());
    let preset = Preset::balanced();
    let scorer = Scorer::new(&preset.weights, preset.prices, found.deal);

    for ranked in rank(&found.open, &preset, found.deal) {
        let sources = sources(&index, &need, world::now(), ranked.id).unwrap();
        let terms = sources.explanation.terms;

        assert_eq!(scorer.points(&terms), ranked.points);
        for of in sources.factors.iter().filter(|of| !of.parts.is_empty()) {
            let tenths: u32 = of.parts.iter().map(|part| part.tenths).sum();
            let sum: u32 = of.parts.iter().map(|part| part.tenths * u32::from(part.value.counted())).sum();
            assert_eq!((tenths, (sum + 5) / 10), (10, u32::from(terms.value(of.factor).counted())), "{of:?}");
        }
        assert_eq!(sources.gates, []);
        let load: u32 = sources.touches.iter().map(|felt| u32::from(felt.left)).sum();
        assert_eq!(load, u32::from(terms.load.asks));
        let chance = u32::from(sources.chance.active) * u32::from(sources.chance.willing);
        assert!(chance.abs_diff(u32::from(terms.acceptance.chance) * 1_000) <= 1_500, "rounded twice");
        assert_eq!(sources.chance.own.asked, terms.acceptance.asked);
        for factor in &sources.factors {
            let is_known = terms.value(factor.factor).is_known();
            assert!(!is_known || !factor.asked.is_empty(), "{:?} of {} was asked for", factor.factor, ranked.id);
            assert!(!is_known || !factor.known.is_empty(), "{:?} of {} is known", factor.factor, ranked.id);
        }
    }
}
