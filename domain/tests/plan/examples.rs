use super::{advocate, request, seat, taking_of, want};
use domain::plan::{Book, first_come, plan, plan_without_floors, taking, trade_curve};

/// Both want 1 most; the second has nobody else worth having.
fn rivals() -> Book {
    Book::new(
        vec![want(1, 1, &[(1, 90_000), (2, 85_000)]), want(2, 1, &[(1, 80_000), (3, 20_000)])],
        vec![seat(1, &[0]), seat(2, &[0]), seat(3, &[0])],
    )
}

#[test]
fn who_has_a_good_second_choice_leaves_the_first_to_who_has_none() {
    let plan = plan(&rivals());

    assert_eq!(plan.lines[0].names[0].advocate, advocate(2));
    assert_eq!(plan.lines[1].names[0].advocate, advocate(1));
    assert_eq!((plan.worth, plan.points, plan.alone, plan.kept()), (165_000, 165_000, 170_000, 9_705));
    assert_eq!(first_come(&rivals()).worth, 110_000);

    let held = &plan.lines[0].held[0];
    assert_eq!((held.advocate, held.place, held.requests.as_slice()), (advocate(1), 1, &[request(2)][..]));
    assert_eq!(plan.lines[1].held, []);
}

#[test]
fn a_third_ask_of_the_same_person_is_given_to_somebody_fresh() {
    let offers = |n| want(n, 1, &[(1, 80_000), (n + 10, 77_000)]);
    let book = Book::new(
        (1..=4).map(offers).collect(),
        std::iter::once(seat(1, &[0, 1_000, 4_000, 9_000])).chain((11..=14).map(|n| seat(n, &[0]))).collect(),
    );

    let plan = plan(&book);

    assert_eq!(plan.asks()[&advocate(1)], 2, "the third would cost 4,000 to gain 3,000");
    assert_eq!(plan.gaps, 0);
}

#[test]
fn a_gap_is_left_only_where_nobody_is_free() {
    let book = Book::new(
        vec![want(1, 2, &[(1, 90_000), (2, 30_000)]), want(2, 1, &[(1, 95_000)])],
        vec![seat(1, &[0]), seat(2, &[0])],
    );

    let plan = plan(&book);

    assert_eq!(plan.lines.iter().map(|line| (line.names.len(), line.gaps)).collect::<Vec<_>>(), [(1, 1), (1, 0)]);
    assert_eq!(plan.lines[1].names[0].advocate, advocate(1));
}

#[test]
fn a_floor_lifts_the_worst_served_when_it_costs_the_others_little() {
    // The sum alone gives 1 to the first request and leaves the second next to nothing, for 100 points of 91,000.
    let close = [want(1, 1, &[(1, 90_100), (2, 60_000)]), want(2, 1, &[(1, 31_000), (3, 1_000)])];
    // Greedy does badly here, so that it is no reason against floors.
    let rivals = [want(3, 1, &[(4, 90_000), (5, 85_000)]), want(4, 1, &[(4, 80_000), (6, 20_000)])];
    let book = Book::new(close.into_iter().chain(rivals).collect(), (1..=6).map(|n| seat(n, &[0])).collect());

    let (flow, plan) = (plan_without_floors(&book), plan(&book));

    assert_eq!(flow.line(request(2)).unwrap().points(), 1_000);
    assert_eq!(plan.line(request(2)).unwrap().points(), 31_000);
    assert_eq!(flow.worth - plan.worth, 100);
}

#[test]
fn taking_somebody_anyway_says_whom_it_costs_what() {
    let taking = taking(&rivals(), request(1), advocate(1)).unwrap();

    assert_eq!((taking.own.before, taking.own.after), (85_000, 90_000));
    assert_eq!(taking.others.len(), 1);
    assert_eq!(
        (taking.others[0].request, taking.others[0].before, taking.others[0].after),
        (request(2), 80_000, 20_000)
    );
    assert_eq!(taking.loss, 55_000);
}

#[test]
fn urgency_breaks_no_gate_and_no_cap() {
    assert_eq!(taking_of(&rivals(), 2, 2), None, "not an offer of this request");
    let away = rivals().without(&[advocate(1)]);
    assert_eq!(taking_of(&away, 1, 1), None, "no ask left");
}

#[test]
fn who_is_away_is_planned_around() {
    let plan = plan(&rivals().without(&[advocate(1)]));

    assert_eq!(plan.lines[0].names[0].advocate, advocate(2));
    assert_eq!(plan.lines[1].names[0].advocate, advocate(3));
}

#[test]
fn the_trade_curve_ends_where_the_limit_no_longer_binds() {
    let wants = (1..=3).map(|n| want(n, 1, &[(1, 90_000), (n + 1, 60_000)])).collect();
    let book = Book::new(wants, vec![seat(1, &[0; 9]), seat(2, &[0]), seat(3, &[0]), seat(4, &[0])]);

    let curve = trade_curve(&book);

    let points: Vec<_> = curve.iter().map(|point| (point.most, point.busiest, point.kept)).collect();
    assert_eq!(points, [(1, 1, 7_777), (2, 2, 8_888), (3, 3, 10_000), (4, 3, 10_000)]);
}
