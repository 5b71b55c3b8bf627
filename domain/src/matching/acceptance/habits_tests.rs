//! What is learnt about answering, by example and by law.

use super::habits::USUAL_LIFE_DAYS;
use super::*;
use crate::organisations::Industry;
use proptest::prelude::*;

const TODAY: u16 = 20_000;

fn person(asked: u16, accepted: u16) -> Answering {
    Answering { record: Record { asked, accepted }, last_heard: TODAY, ..Answering::default() }
}

fn learn(people: &[Answering]) -> Habits {
    Habits::learn(people.iter().copied())
}

/// With what silence alone takes.
fn chance_of(habits: &Habits, person: &Answering) -> u16 {
    let days = silence(person.last_heard, TODAY);
    let active = habits.active(&habits.by_silence(), days, person.unanswered());
    chance(active, habits.willing(person).chance)
}

#[test]
fn without_any_ask_the_assumptions_speak() {
    let habits = learn(&[]);

    assert_eq!(habits.willing(&person(0, 0)), Willing { chance: 0.6, prior: Prior::Global });
    let silent = |days| Answering { last_heard: TODAY - days, ..person(0, 0) };
    assert_eq!(chance_of(&habits, &silent(0)), 600);
    assert_eq!(chance_of(&habits, &silent(540)), 221, "60 % times exp(-1)");
}

#[test]
fn few_own_asks_hardly_move_the_estimate_and_many_carry_it() {
    let bank: Industry = "finance/banking".parse().unwrap();
    let own = |asked, accepted| Answering { industry: Some(bank), ..person(asked, accepted) };
    let others: Vec<Answering> = (0..20).map(|at| if at < 5 { own(8, 6) } else { person(24, 12) }).collect();
    for (asked, accepted, low, high, prior) in [
        (0, 0, 0.60, 0.75, Prior::Segment),
        (1, 0, 0.55, 0.70, Prior::Segment),
        (1, 1, 0.62, 0.77, Prior::Segment),
        (300, 30, 0.10, 0.20, Prior::Own),
    ] {
        let one = own(asked, accepted);
        let habits = learn(&[others.clone(), vec![one]].concat());

        let willing = habits.willing(&one);

        assert!((low..high).contains(&willing.chance), "{accepted} of {asked}: {}", willing.chance);
        assert_eq!(willing.prior, prior, "{accepted} of {asked}");
    }
}

/// What went wrong before: everybody answers, and silence between asks was still taken for leaving.
#[test]
fn a_company_in_which_everybody_answers_after_months_learns_that_silence_means_little() {
    let one = Answering { known_since: TODAY - 500, last_heard: TODAY - 100, ..person(3, 3) };
    let habits = learn(&[one; 40]);

    // 16,540 days and nobody who left.
    assert!((habits.mean_life - 16_540.0).abs() < 1e-9, "{}", habits.mean_life);
    assert!(chance_of(&habits, &one) > 950, "{}", chance_of(&habits, &one));
}

/// The mean chance of those who were asked is the share that says yes: silence must not count twice.
#[test]
fn silence_lowers_the_chance_of_being_there_and_not_also_the_chance_of_a_yes() {
    let answers = person(10, 8);
    let lost = Answering {
        record: Record { asked: 12, accepted: 8 },
        silences: Silences { unanswered: 2, since_heard: 2, after_days: 300 },
        known_since: TODAY - 900,
        last_heard: TODAY - 400,
        industry: None,
    };
    let habits = learn(&[vec![answers; 10], vec![lost; 10]].concat());

    let (here, gone) = (habits.willing(&answers).chance, habits.willing(&lost).chance);
    assert!((here - gone).abs() < 0.05, "both say yes eight times of ten while they are there: {here} {gone}");
    assert!(chance_of(&habits, &lost) < 150, "{}", chance_of(&habits, &lost));
}

#[test]
fn an_ask_that_ran_out_long_ago_and_was_followed_by_a_word_was_a_no() {
    let busy = Answering { silences: Silences { unanswered: 3, ..Silences::default() }, ..person(6, 3) };
    let habits = learn(&[busy; 10]);

    assert!((habits.answered - 34.0 / 65.0).abs() < 1e-9, "{}", habits.answered);
    assert!((habits.mean_life - USUAL_LIFE_DAYS).abs() < 1e-9, "nobody left: {}", habits.mean_life);
    assert!((0.45..0.55).contains(&habits.willing(&busy).chance));
}

fn any_person() -> impl Strategy<Value = Answering> {
    (0u16..30, 0u16..40, 0u16..9, 0u16..9, 0u16..1_500, 0u16..1_500, 0u16..1_600).prop_map(
        |(asked, accepted, unanswered, since_heard, silent, before, after_days)| Answering {
            record: Record { asked, accepted },
            silences: Silences { unanswered, since_heard, after_days },
            known_since: TODAY - silent - before,
            last_heard: TODAY - silent,
            industry: None,
        },
    )
}

proptest! {
    #[test]
    fn a_chance_is_a_share_whatever_the_counts_say(people in prop::collection::vec(any_person(), 1..20)) {
        let habits = learn(&people);
        prop_assert!(habits.mean_life.is_finite() && habits.mean_life > 0.0);
        for person in &people {
            prop_assert!(chance_of(&habits, person) <= 1_000);
            prop_assert!((0.0..=1.0).contains(&habits.willing(person).chance));
        }
    }

    #[test]
    fn more_silence_and_more_unanswered_asks_never_make_it_likelier_that_somebody_is_there(
        people in prop::collection::vec(any_person(), 0..20), days in 0usize..1_400, more in 0usize..60, asks in 0u16..6,
        after_days in 0u16..1_400,
    ) {
        let habits = learn(&people);
        let table = habits.by_silence();
        let after = |days, asks| habits.active(&table, days, RanOut { asks, after_days });
        let there = after(days, asks);
        // Rounding of a product of two in single precision.
        prop_assert!(after(days + more, asks) <= there + 1e-6);
        prop_assert!(after(days, asks + 1) <= there + 1e-6);
    }

    #[test]
    fn one_more_yes_never_lowers_ones_own_chance(
        people in prop::collection::vec(any_person(), 0..20), asked in 1u16..30, accepted in 0u16..30,
    ) {
        let accepted = accepted.min(asked - 1);
        // By the same habits: what the company learns from one more yes is the company's.
        let habits = learn(&people);
        let willing = |accepted| habits.willing(&person(asked, accepted)).chance;
        prop_assert!(willing(accepted + 1) > willing(accepted));
    }
}
