//! What asking costs in the coming weeks.

use super::{day, id, willing, world};
use domain::advocates::ActivityType::ReferenceCall;
use domain::matching::{Advice, Candidate, FORECAST_WEEKS, Forecast, Index, Policy, Rule, Touch, TouchKind, forecast};

fn of(candidate: Candidate) -> Forecast {
    let index = Index::build(vec![candidate], Policy::default(), world::now());
    forecast(&index, world::now(), id(1), ReferenceCall, &[]).unwrap()
}

fn prices(forecast: &Forecast) -> Vec<u16> {
    forecast.0.iter().map(|week| week.price).collect()
}

fn asked(days: &[&str]) -> Candidate {
    Candidate { touches: days.iter().map(|on| Touch::usual(TouchKind::Ask, day(on))).collect(), ..willing(1) }
}

#[test]
fn fatigue_fades_with_the_weeks_and_asking_becomes_cheaper() {
    // Two asks, 11 days ago: they weigh fully for 30 days and are forgotten after 60.
    let forecast = of(asked(&["2026-11-10", "2026-11-10"]));

    assert_eq!(prices(&forecast), [2_000, 2_000, 2_000, 1_866, 1_400, 932, 466, 0, 0]);
    let Some(Advice::CheaperOn { now, then }) = forecast.advice() else { panic!("{:?}", forecast.advice()) };
    assert_eq!((now.price, then.price, then.on), (2_000, 0, day("2027-01-09")));
}

#[test]
fn whoever_is_rested_is_asked_now() {
    let forecast = of(willing(1));

    assert_eq!(prices(&forecast), [0; FORECAST_WEEKS]);
    assert!(matches!(forecast.advice(), Some(Advice::AskNow(week)) if week.on == day("2026-11-21")));
}

#[test]
fn a_rule_that_ends_opens_a_week_and_one_that_does_not_closes_all() {
    let mut resting = willing(1);
    resting.touches = vec![Touch::usual(TouchKind::Call, day("2026-11-17"))];
    // Fourteen days of rest end on 1 December.
    assert_eq!(
        of(resting).0.iter().map(|week| week.closed).take(3).collect::<Vec<_>>(),
        [Some(Rule::CoolDown), Some(Rule::CoolDown), None]
    );

    let silent = Candidate { consents: Vec::new(), ..willing(1) };
    assert_eq!(of(silent).advice(), Some(Advice::Closed(Rule::Consent)));
}

#[test]
fn a_cap_of_the_month_opens_with_the_next_month() {
    let mut often = asked(&["2026-11-02", "2026-11-03", "2026-11-04"]);
    often.limits.asks_per_month = Some(3);

    let forecast = of(often);

    let Some(Advice::OpensOn(rule, week)) = forecast.advice() else { panic!("{:?}", forecast.advice()) };
    assert_eq!((rule, week.on), (Rule::MonthlyCap, day("2026-12-05")));
}

#[test]
fn time_off_lies_in_the_week_it_lies_in() {
    let mut away = willing(1);
    away.limits.blackouts = vec![(day("2026-12-03"), day("2026-12-14"))];

    let closed: Vec<_> = of(away).0.iter().map(|week| week.closed).take(5).collect();

    assert_eq!(closed, [None, None, Some(Rule::Blackout), Some(Rule::Blackout), None]);
}

#[test]
fn a_booked_call_tires_from_its_day_on_and_the_rest_begins_with_it() {
    let index = Index::build(vec![willing(1)], Policy::default(), world::now());
    let booked = [Touch { on: day("2026-12-03"), kind: TouchKind::Call, cost: 1_000 }];

    let forecast = forecast(&index, world::now(), id(1), ReferenceCall, &booked).unwrap();

    assert_eq!(
        prices(&forecast),
        [0, 0, 1_000, 1_000, 1_000, 1_000, 1_000, 766, 533],
        "on Thursday of the second week"
    );
    let closed: Vec<_> = forecast.0.iter().map(|week| week.closed).collect();
    // Fourteen days of rest end on 17 December.
    assert_eq!(closed[..5], [None, None, Some(Rule::CoolDown), Some(Rule::CoolDown), None]);
    let chances: Vec<u16> = forecast.0.iter().map(|week| week.chance).collect();
    assert!(chances[2] > chances[1], "they are heard in the call: {chances:?}");
}

#[test]
fn a_call_later_today_does_not_weigh_yet() {
    let index = Index::build(vec![willing(1)], Policy::default(), world::now());
    let booked = [Touch { on: day("2026-11-21"), kind: TouchKind::Call, cost: 1_000 }];

    let forecast = forecast(&index, world::now(), id(1), ReferenceCall, &booked).unwrap();

    assert_eq!(prices(&forecast)[..2], [0, 1_000]);
    assert_eq!([forecast.0[0].closed, forecast.0[1].closed], [None, Some(Rule::CoolDown)]);
}

#[test]
fn a_call_behind_the_weeks_or_none_changes_nothing() {
    let index = Index::build(vec![asked(&["2026-11-10"])], Policy::default(), world::now());
    let of = |booked: &[Touch]| forecast(&index, world::now(), id(1), ReferenceCall, booked).unwrap();

    assert_eq!(of(&[Touch { on: day("2027-03-01"), kind: TouchKind::Call, cost: 1_000 }]), of(&[]));
}

/// Without anything new, tiredness only goes down, and so does the chance that somebody silent is still there.
#[test]
fn waiting_never_tires_anybody() {
    let advocates = world::advocates(300, 7);
    let ids: Vec<_> = advocates.iter().map(|candidate| candidate.id).collect();
    let index = Index::build(advocates, world::policy(), world::now());
    for advocate in ids {
        let weeks = forecast(&index, world::now(), advocate, ReferenceCall, &[]).unwrap().0;

        assert_eq!(weeks.len(), FORECAST_WEEKS);
        assert!(weeks.windows(2).all(|pair| pair[1].price <= pair[0].price), "{weeks:?}");
        assert!(weeks.windows(2).all(|pair| pair[1].chance <= pair[0].chance), "{weeks:?}");
    }
}
