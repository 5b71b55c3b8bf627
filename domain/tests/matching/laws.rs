use super::{call, id, willing, world};
use domain::matching::{
    Acceptance, Candidate, Evaluation, Factor, Index, Load, NoWeight, Preset, Prices, Prior, Ranked, Terms, Value,
    Weights, evaluate, explain, gates_of, rank, rank_top,
};
use proptest::prelude::*;

prop_compose! {
    fn any_value()(known in prop::bool::weighted(0.8), parts in 0u16..=10_000) -> Value {
        if known { Value::of(parts) } else { Value::UNKNOWN }
    }
}

prop_compose! {
    fn any_terms(n: u128)(
        values in prop::array::uniform11(any_value()),
        chance in 0u16..=1_000,
        asked in 0u16..20,
        asks in 0u16..9_000,
        scarcity in prop::sample::select(vec![0u16, 1_000, 3_000]),
    ) -> Terms {
        let load = Load { asks, price: Load::of([(0, u32::from(asks))].into_iter()).price };
        Terms { id: id(n), values, acceptance: Acceptance { chance, asked, prior: Prior::Own }, load, scarcity }
    }
}

fn any_field() -> impl Strategy<Value = Vec<Terms>> {
    (2u128..24).prop_flat_map(|count| (1..=count).map(any_terms).collect::<Vec<_>>())
}

fn any_preset() -> impl Strategy<Value = Preset> {
    let weights = prop::array::uniform11(0u32..100)
        .prop_map(Weights::from_parts)
        .prop_filter_map("at least one weight", |weights: Result<Weights, NoWeight>| weights.ok());
    (weights, 0u16..400, 0u16..400, 0u16..400, 0u16..400).prop_map(
        |(weights, chance_exponent, load, scarcity, deal)| Preset {
            weights,
            prices: Prices { chance_exponent, load, scarcity, deal },
            ..Preset::balanced()
        },
    )
}

fn place(order: &[Ranked], n: u128) -> u32 {
    order.iter().find(|ranked| ranked.id == id(n)).map_or(u32::MAX, |ranked| ranked.rank)
}

fn advocates(count: u64) -> impl Strategy<Value = Vec<Candidate>> {
    (1..count, any::<u64>()).prop_map(|(count, seed)| world::advocates(count, seed))
}

fn found(advocates: Vec<Candidate>, seed: u64) -> (Index, domain::matching::Need, Evaluation) {
    let need = world::need(&advocates, seed);
    let index = Index::build(advocates, world::policy(), world::now());
    let found = evaluate(&index, &need, world::now());
    (index, need, found)
}

proptest! {
    #[test]
    fn rows_add_up_to_the_score_exactly(field in any_field(), preset in any_preset(), deal in -2_000i32..5_000) {
        for ranked in rank(&field, &preset, deal) {
            let rows = ranked.points.rows();
            prop_assert_eq!(rows.iter().map(|(_, points)| points).sum::<i32>(), ranked.points.score);
            prop_assert_eq!(rows[..Factor::COUNT].iter().map(|(_, points)| points).sum::<i32>(), ranked.points.fit_total());
            prop_assert!(ranked.points.fit.iter().all(|row| *row >= 0));
            prop_assert!((0..=100_000).contains(&ranked.points.fit_total()));
            prop_assert!(ranked.points.chance <= 0 && ranked.points.load <= 0 && ranked.points.scarcity <= 0);
        }
    }

    #[test]
    fn fit_is_the_weighted_sum_of_the_known_values(field in any_field(), preset in any_preset()) {
        for ranked in rank(&field, &preset, 0) {
            let terms = &field[ranked.at as usize];
            let exact: f64 = Factor::ALL
                .iter()
                .map(|factor| {
                    f64::from(preset.weights.share(*factor)) * f64::from(terms.value(*factor).counted()) / 1_000.0
                })
                .sum();
            prop_assert!((f64::from(ranked.points.fit_total()) - exact).abs() <= 0.500_1);
        }
    }

    #[test]
    fn the_order_is_by_score_and_complete(field in any_field(), preset in any_preset()) {
        let order = rank(&field, &preset, 0);

        prop_assert_eq!(order.len(), field.len());
        for (pair, place) in order.windows(2).zip(1..) {
            prop_assert!(pair[0].points.score >= pair[1].points.score);
            prop_assert_eq!(pair[0].margin, pair[0].points.score - pair[1].points.score);
            prop_assert_eq!(pair[0].rank, place);
            let tied = pair[0].points.score == pair[1].points.score && pair[0].coverage == pair[1].coverage;
            prop_assert!(!tied || pair[0].id < pair[1].id);
        }
    }

    #[test]
    fn the_first_places_alone_are_the_same_as_in_the_whole_order(field in any_field(), preset in any_preset(), count in 0usize..30) {
        let whole = rank(&field, &preset, 0);

        prop_assert_eq!(rank_top(&field, &preset, 0, count), &whole[..count.min(whole.len())]);
    }

    #[test]
    fn shuffling_the_terms_changes_no_place(field in any_field(), preset in any_preset(), turn in 0usize..24) {
        let mut shuffled = field.clone();
        shuffled.reverse();
        let middle = turn % shuffled.len();
        shuffled.rotate_left(middle);

        let (one, other) = (rank(&field, &preset, 0), rank(&shuffled, &preset, 0));

        for (one, other) in one.iter().zip(&other) {
            prop_assert_eq!(Ranked { at: 0, ..*one }, Ranked { at: 0, ..*other });
        }
    }

    #[test]
    fn a_better_value_never_lowers_a_rank(field in any_field(), preset in any_preset(), who in 0usize..24, what in 0usize..Factor::COUNT, more in 0u16..10_000) {
        let who = who % field.len();
        let n = field[who].id.0.as_u128();
        let before = place(&rank(&field, &preset, 0), n);

        let mut better = field;
        let value = better[who].values[what].counted();
        better[who].values[what] = Value::of(value.saturating_add(more));

        prop_assert!(place(&rank(&better, &preset, 0), n) <= before);
    }

    #[test]
    fn a_better_chance_of_a_yes_never_lowers_a_rank(field in any_field(), preset in any_preset(), who in 0usize..24, more in 0u16..1_000) {
        let who = who % field.len();
        let n = field[who].id.0.as_u128();
        let before = place(&rank(&field, &preset, 0), n);

        let mut better = field;
        better[who].acceptance.chance = (better[who].acceptance.chance + more).min(1_000);

        prop_assert!(place(&rank(&better, &preset, 0), n) <= before);
    }

    #[test]
    fn an_unknown_value_never_beats_a_known_one(terms in any_terms(2), preset in any_preset(), what in 0usize..Factor::COUNT, known in 0u16..=10_000) {
        prop_assume!(preset.weights.shares()[what] > 0);
        let mut facts = terms;
        facts.values[what] = Value::of(known);
        // The lower id wins ties, so the one who leaves a gap gets it.
        let mut gap = Terms { id: id(1), ..terms };
        gap.values[what] = Value::UNKNOWN;

        let order = rank(&[gap, facts], &preset, 0);

        prop_assert_eq!(order[0].id, id(2));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_the_advocates_changes_nothing(advocates in advocates(60), seed in 0u64..9) {
        let mut turned = advocates.clone();
        turned.reverse();
        let (index, need, one) = found(advocates, seed);
        let other_index = Index::build(turned, world::policy(), world::now());

        let other = evaluate(&other_index, &need, world::now());

        prop_assert_eq!(serde_json::to_vec(&one).unwrap(), serde_json::to_vec(&other).unwrap());
        let order = rank(&one.open, &Preset::balanced(), one.deal);
        let (reasons, others) =
            (explain(&index, &need, world::now(), &order), explain(&other_index, &need, world::now(), &order));
        prop_assert_eq!(serde_json::to_vec(&reasons).unwrap(), serde_json::to_vec(&others).unwrap());
    }

    #[test]
    fn nobody_behind_a_closed_gate_is_ranked(advocates in advocates(60), seed in 0u64..9) {
        let ids: Vec<_> = advocates.iter().map(|one| one.id).collect();
        let (index, need, found) = found(advocates, seed);

        for one in ids {
            let closed = !gates_of(&index, &need, world::now(), one).unwrap().is_empty();
            prop_assert_eq!(found.held.iter().any(|terms| terms.id == one), closed);
            prop_assert_eq!(found.open.iter().any(|terms| terms.id == one), !closed);
        }
    }

    #[test]
    fn a_run_survives_json_and_ranks_the_same_bytes(advocates in advocates(60), seed in 0u64..9) {
        let (_, _, found) = found(advocates, seed);
        let sent = serde_json::to_string(&found).unwrap();

        let received: Evaluation = serde_json::from_str(&sent).unwrap();

        prop_assert_eq!(&received, &found);
        let bytes = |found: &Evaluation| serde_json::to_vec(&rank(&found.open, &Preset::balanced(), found.deal)).unwrap();
        prop_assert_eq!(bytes(&received), bytes(&found));
    }

    #[test]
    fn filling_in_a_profile_never_lowers_fit(advocates in advocates(40), seed in 0u64..9) {
        let need = world::need(&advocates, seed);
        let scores = |advocates: Vec<Candidate>| {
            let index = Index::build(advocates, world::policy(), world::now());
            let found = evaluate(&index, &need, world::now());
            let mut all: Vec<Terms> = found.open.iter().chain(&found.held).copied().collect();
            all.sort_by_key(|terms| terms.id);
            all
        };
        let mut fuller = advocates.clone();
        for one in &mut fuller {
            one.functions.push("function 99".to_owned());
            one.use_cases.push("use case 99".to_owned());
            one.has_story = true;
            one.languages.push("language 9".to_owned());
        }

        for (before, after) in scores(advocates).iter().zip(scores(fuller)) {
            for (before, after) in before.values.iter().zip(after.values) {
                prop_assert!(before.counted() <= after.counted());
                prop_assert!(!before.is_known() || after.is_known());
            }
        }
    }
}

#[test]
fn nobody_and_a_need_without_wishes_give_an_empty_or_flat_order() {
    let index = Index::build(Vec::new(), world::policy(), world::now());
    assert!(evaluate(&index, &call(), world::now()).open.is_empty());

    let index = Index::build(vec![willing(2), willing(1)], world::policy(), world::now());
    let found = evaluate(&index, &call(), world::now());
    let order = rank(&found.open, &Preset::balanced(), found.deal);
    assert_eq!(order.iter().map(|ranked| ranked.id).collect::<Vec<_>>(), [id(1), id(2)]);
    assert_eq!((order[0].points.score, order[0].coverage, order[0].fit_over_known()), (0, 0, None));
}
