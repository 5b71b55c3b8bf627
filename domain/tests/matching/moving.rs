use super::id;
use domain::matching::{Acceptance, Confidence, Factor, Load, Preset, Prior, Row, Terms, Value, movement, rank};

fn terms(n: u128, facts: &[(Factor, u16)]) -> Terms {
    let mut values = [Value::NONE; Factor::COUNT];
    for (factor, percent) in facts {
        values[factor.position()] = Value::of(percent * 100);
    }
    let acceptance = Acceptance { chance: 1_000, asked: 9, prior: Prior::Own };
    Terms { id: id(n), values, acceptance, load: Load::default(), scarcity: 0 }
}

#[test]
fn who_gains_places_gains_them_by_the_factor_that_was_raised() {
    let field = [
        terms(1, &[(Factor::UseCase, 100), (Factor::Industry, 20)]),
        terms(2, &[(Factor::UseCase, 20), (Factor::Industry, 100)]),
        terms(3, &[(Factor::UseCase, 10)]),
    ];
    let base = Preset::balanced();
    let moved = Preset { weights: base.weights.with(Factor::Industry, 60), ..base.clone() };

    let now = rank(&field, &moved, 0);
    let moves = movement(&rank(&field, &base, 0), &now);

    assert_eq!(now.iter().map(|ranked| ranked.id).collect::<Vec<_>>(), [id(2), id(1), id(3)]);
    assert_eq!(moves.iter().map(|moved| moved.by).collect::<Vec<_>>(), [1, -1, 0]);
    assert_eq!(moves[0].because, Some(Row::Factor(Factor::Industry)));
    assert_eq!(moves[1].because, Some(Row::Factor(Factor::Industry)), "less of it than the others");
    assert_eq!(moves[2].because, None);
}

#[test]
fn an_order_compared_with_itself_has_not_moved() {
    let field = [terms(1, &[(Factor::Size, 50)]), terms(2, &[])];
    let order = rank(&field, &Preset::balanced(), 0);

    assert!(movement(&order, &order).iter().all(|moved| moved.by == 0 && moved.because.is_none()));
    assert!(movement(&[], &order).iter().all(|moved| moved.by == 0), "newcomers have not moved");
}

#[test]
fn balanced_weights_price_a_candidate_as_the_product_says() {
    let mut one = terms(1, &[(Factor::UseCase, 95), (Factor::Industry, 60), (Factor::Size, 70)]);
    one.acceptance.chance = 500;
    one.load = Load::of([(10, 1_000), (45, 1_000)].into_iter());
    one.scarcity = 1_500;

    let ranked = rank(&[one], &Preset::balanced(), 1_600)[0];
    let points = ranked.points;

    assert_eq!(points.fit[..3], [19_000, 9_600, 7_000]);
    // 35,600 * (1 - 0.5^0.25) = 5,664
    assert_eq!((points.chance, points.load, points.scarcity, points.deal), (-5_664, -1_500, -1_500, 1_600));
    assert_eq!((points.score, points.shown()), (28_536, 29));
}

#[test]
fn confidence_needs_facts_a_lead_and_experience() {
    let known = |count: usize, n, asked| {
        let mut one = terms(n, &[(Factor::UseCase, 90)]);
        one.values[Factor::COUNT - count..].fill(Value::UNKNOWN);
        one.acceptance.asked = asked;
        one
    };
    for (unknown, asked, confidence) in [
        (0, 9, Confidence::High),
        (0, 0, Confidence::High),
        (6, 9, Confidence::High),
        (6, 0, Confidence::Medium),
        (7, 9, Confidence::Medium),
        (7, 0, Confidence::Low),
        (8, 9, Confidence::Low),
    ] {
        // The second is far behind, so the lead of the first is clear.
        let order = rank(&[known(unknown, 1, asked), terms(2, &[])], &Preset::balanced(), 0);
        assert_eq!(order[0].confidence, confidence, "{unknown} unknown, {asked} asks");
    }
    let twins = rank(&[known(0, 1, 0), known(0, 2, 0)], &Preset::balanced(), 0);
    assert_eq!(twins[0].confidence, Confidence::Medium, "no lead and no experience");
}
