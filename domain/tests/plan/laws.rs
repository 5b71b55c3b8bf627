use super::{advocate, oracle, request};
use domain::plan::{Book, Offer, Plan, Seat, Want, first_come, highest_first, plan, plan_without_floors, trade_curve};
use proptest::prelude::*;

fn any_want(n: u128, seats: u128, most: i32) -> impl Strategy<Value = Want> {
    let offers = prop::collection::btree_map(1..=seats, 1..most, 0..=usize::try_from(seats).unwrap());
    (1u8..4, offers).prop_map(move |(names, offers)| Want {
        request: request(n),
        names,
        offers: offers.into_iter().map(|(n, points)| Offer { advocate: advocate(n), points }).collect(),
    })
}

fn any_seat(n: u128, capacity: usize) -> impl Strategy<Value = Seat> {
    prop::collection::vec(0i32..20_000, 0..=capacity).prop_map(move |mut surcharges| {
        surcharges.sort_unstable();
        Seat { advocate: advocate(n), surcharges }
    })
}

/// Requests and seats; few points, so that ties are common.
fn any_book(wants: u128, seats: u128, capacity: usize) -> impl Strategy<Value = (Vec<Want>, Vec<Seat>)> {
    (1..=wants, 1..=seats, prop::sample::select(vec![6, 100_000])).prop_flat_map(
        move |(wants, seats, most): (u128, u128, i32)| {
            let wants: Vec<_> = (1..=wants).map(|n| any_want(n, seats, most)).collect();
            let seats: Vec<_> = (1..=seats).map(|n| any_seat(n, capacity)).collect();
            (wants, seats)
        },
    )
}

fn is_sound(plan: &Plan, wants: &[Want], seats: &[Seat]) -> Result<(), TestCaseError> {
    for (advocate, asks) in plan.asks() {
        let seat = seats.iter().find(|seat| seat.advocate == advocate).unwrap();
        prop_assert!(asks <= seat.surcharges.len(), "{asks} asks of {}", seat.surcharges.len());
    }
    for line in &plan.lines {
        let want = wants.iter().find(|want| want.request == line.request).unwrap();
        prop_assert_eq!(line.names.len() + line.gaps, usize::from(want.names));
        for (at, name) in line.names.iter().enumerate() {
            let offer = Offer { advocate: name.advocate, points: name.points };
            prop_assert!(want.offers.contains(&offer));
            prop_assert!(line.names[..at].iter().all(|other| other.advocate != name.advocate));
            prop_assert!(at == 0 || line.names[at - 1].points >= name.points);
        }
        for held in &line.held {
            prop_assert!(line.names.iter().all(|name| name.advocate != held.advocate));
            prop_assert!(!held.requests.contains(&line.request));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_plan_at_all_is_worth_more_than_the_flow((wants, seats) in any_book(4, 4, 3)) {
        let book = Book::new(wants.clone(), seats.clone());

        prop_assert_eq!(plan_without_floors(&book).worth, oracle::best(&wants, &seats));
    }

    #[test]
    fn greedy_never_beats_the_plan((wants, seats) in any_book(12, 10, 3)) {
        let book = Book::new(wants.clone(), seats.clone());
        let (flow, plan) = (plan_without_floors(&book), plan(&book));

        for greedy in [first_come(&book), highest_first(&book)] {
            prop_assert!(flow.worth >= plan.worth && plan.worth >= greedy.worth);
            is_sound(&greedy, &wants, &seats)?;
        }
        prop_assert!(plan.gaps == flow.gaps, "floors cost no name");
    }

    #[test]
    fn no_capacity_is_exceeded_and_nobody_is_on_a_list_twice((wants, seats) in any_book(12, 10, 3)) {
        let book = Book::new(wants.clone(), seats.clone());

        is_sound(&plan(&book), &wants, &seats)?;
        for point in trade_curve(&book) {
            prop_assert!(point.busiest <= point.most);
        }
    }

    #[test]
    fn the_order_of_requests_and_advocates_changes_nothing((wants, seats) in any_book(8, 8, 3), turn in 0usize..8) {
        let (mut turned_wants, mut turned_seats) = (wants.clone(), seats.clone());
        turned_wants.reverse();
        turned_seats.rotate_left(turn % seats.len());
        turned_wants.iter_mut().for_each(|want| want.offers.reverse());

        prop_assert_eq!(plan(&Book::new(wants, seats)), plan(&Book::new(turned_wants, turned_seats)));
    }
}
