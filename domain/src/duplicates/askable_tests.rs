//! Two records become one person who may be asked no further than either word allows.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::askable::*;
use crate::advocates::{ActivityType, ConsentDecision, Lifecycle, Pause, PauseDecision, ReferenceStatus};
use crate::ids::AdvocateId;
use crate::matching::{
    Candidate, Consent, Index, Limits, Need, Policy, Rule, Shield, ShieldClass, Touch, TouchKind, Veto, gates_of,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    [text, "T09:00:00Z"].concat().parse().unwrap()
}

/// "given 2026-05-01", "given 2026-05-01 to 2026-10-31", "withdrawn 2026-05-01", "" for silence.
fn consent(text: &str) -> Option<ConsentWord> {
    let mut words = text.split_whitespace();
    let decision = match words.next()? {
        "given" => ConsentDecision::Granted,
        _ => ConsentDecision::Withdrawn,
    };
    Some(ConsentWord { decision, decided_at: at(words.next().unwrap()), expires_on: words.nth(1).map(day) })
}

#[test]
fn consent_of_the_one_person_by_example() {
    let today = day("2026-11-21");
    let table = [
        // Silence is no word.
        ("", "", "", false),
        ("given 2026-05-01", "", "given 2026-05-01", true),
        ("withdrawn 2026-05-01", "", "withdrawn 2026-05-01", false),
        // Of two words the later.
        ("given 2026-05-01", "withdrawn 2026-06-01", "withdrawn 2026-06-01", false),
        ("given 2026-05-01", "withdrawn 2026-01-01", "given 2026-05-01", true),
        ("given 2026-05-01", "given 2026-06-01 to 2026-10-31", "given 2026-06-01 to 2026-10-31", false),
        ("given 2026-05-01 to 2026-10-31", "given 2026-06-01", "given 2026-06-01", true),
        // At one moment the stricter.
        ("given 2026-05-01", "withdrawn 2026-05-01", "withdrawn 2026-05-01", false),
        ("given 2026-05-01", "given 2026-05-01 to 2026-10-31", "given 2026-05-01 to 2026-10-31", false),
        ("given 2026-05-01 to 2026-12-31", "given 2026-05-01 to 2027-12-31", "given 2026-05-01 to 2026-12-31", true),
    ];
    for (one, other, expected, holds) in table {
        let (one, other) = (consent(one), consent(other));
        let both = consent_of_both(one, other);

        assert_eq!(both, consent(expected), "{one:?} / {other:?}");
        assert_eq!(consent_of_both(other, one), both, "whichever comes first");
        assert_eq!(both.is_some_and(|word| word.holds(today)), holds, "{one:?} / {other:?}");
    }
}

#[test]
fn only_two_words_of_one_moment_need_a_third() {
    let table = [
        ("given 2026-05-01", "", None),
        ("given 2026-05-01", "withdrawn 2026-06-01", None),
        ("given 2026-05-01", "given 2026-05-01", None),
        ("given 2026-05-01", "withdrawn 2026-05-01", Some("withdrawn 2026-05-01")),
        ("given 2026-05-01 to 2026-12-31", "given 2026-05-01", Some("given 2026-05-01 to 2026-12-31")),
    ];
    for (one, other, expected) in table {
        let added = consent_to_add(consent(one), consent(other));

        let expected = expected.and_then(consent);
        assert_eq!(
            added.map(|word| (word.decision, word.expires_on)),
            expected.map(|word| (word.decision, word.expires_on))
        );
        assert!(added.is_none_or(|word| Some(word.decided_at) > expected.map(|word| word.decided_at)), "the last one");
    }
}

/// "paused 2026-05-01", "paused 2026-05-01 to 2026-12-01", "resumed 2026-05-01".
fn pause(text: &str) -> Option<PauseWord> {
    let mut words = text.split_whitespace();
    let decision = match words.next()? {
        "paused" => PauseDecision::Paused,
        _ => PauseDecision::Resumed,
    };
    Some(PauseWord { decision, decided_at: at(words.next().unwrap()), resumes_on: words.nth(1).map(day) })
}

#[test]
fn a_pause_of_either_holds_until_the_later_end() {
    let today = day("2026-11-21");
    let until = |text: Option<&str>| Some(Pause { resumes_on: text.map(day) });
    let table = [
        ("", "", None, None),
        ("paused 2026-05-01", "", until(None), None),
        ("paused 2026-05-01 to 2026-11-21", "", None, None),
        ("paused 2026-05-01", "paused 2026-06-01 to 2026-12-01", until(None), until(None)),
        ("paused 2026-06-01", "paused 2026-05-01 to 2026-12-01", until(None), None),
        (
            "paused 2026-05-01 to 2026-12-24",
            "paused 2026-06-01 to 2026-12-01",
            until(Some("2026-12-24")),
            until(Some("2026-12-24")),
        ),
        // One took a pause back, the other did not: the pause holds.
        ("paused 2026-05-01", "resumed 2026-06-01", until(None), until(None)),
        ("paused 2026-06-01", "resumed 2026-05-01", until(None), None),
        ("resumed 2026-05-01", "resumed 2026-06-01", None, None),
    ];
    for (one, other, expected, added) in table {
        let (one, other) = (pause(one), pause(other));

        assert_eq!(pause_of_both(one, other, today), expected, "{one:?} / {other:?}");
        assert_eq!(pause_of_both(other, one, today), expected, "whichever comes first");
        assert_eq!(pause_to_add(one, other, today), added, "{one:?} / {other:?}");
    }
}

#[test]
fn who_is_held_back_on_one_record_is_held_back() {
    use Lifecycle::{Active, Alumni, AtRisk, Candidate, Invited, Onboarding, Paused, Resting};
    for (one, other, expected) in [
        (Active, Active, Active),
        (Active, Resting, Resting),
        (Active, AtRisk, AtRisk),
        (Paused, AtRisk, Paused),
        (Active, Alumni, Alumni),
        (Alumni, Candidate, Alumni),
        // Nobody was asked to join by the other record yet: that is no word against it.
        (Active, Candidate, Active),
        (Onboarding, Invited, Onboarding),
    ] {
        assert_eq!(lifecycle_of_both(one, other), expected, "{one} / {other}");
        assert_eq!(lifecycle_of_both(other, one), expected, "whichever comes first");
    }
    let status = |one, other| status_of_both(one, other);
    assert_eq!(status(ReferenceStatus::Active, ReferenceStatus::DoNotUse), ReferenceStatus::DoNotUse);
    assert_eq!(status(ReferenceStatus::Paused, ReferenceStatus::Caution), ReferenceStatus::Paused);
    assert_eq!(status(ReferenceStatus::Active, ReferenceStatus::Caution), ReferenceStatus::Caution);
}

#[test]
fn of_two_limits_the_stricter_holds() {
    let limits = |monthly_cap, cool_down_days, notice_hours, daily_cap| OwnLimits {
        monthly_cap,
        quarterly_cap: monthly_cap,
        cool_down_days,
        notice_hours,
        buffer_minutes: notice_hours,
        daily_cap,
    };

    let both = limits_of_both(limits(Some(2), None, 24, 2), limits(Some(1), Some(30), 48, 1));
    let open = limits_of_both(limits(None, Some(3), 24, 2), limits(Some(4), None, 1, 3));

    assert_eq!(both, limits(Some(1), Some(30), 48, 1));
    assert_eq!(open, limits(Some(4), Some(3), 24, 2));
}

/// Everything said and done of a person that a gate rests on.
#[derive(Clone, Debug)]
struct Person {
    consent: Option<ConsentWord>,
    pause: Option<PauseWord>,
    lifecycle: Lifecycle,
    status: ReferenceStatus,
    limits: OwnLimits,
    /// Days off, as days from today.
    off: BTreeSet<u64>,
    /// A manager's veto, with its end as days from today.
    veto: Option<Option<u64>>,
    /// How many days ago, and whether it was a call rather than an ask.
    touches: Vec<(u64, bool)>,
    was_asked: bool,
    spoke: bool,
}

const TODAY: &str = "2026-11-21";

fn today() -> NaiveDate {
    day(TODAY)
}

fn some_person() -> impl Strategy<Value = Person> {
    let moment = (0..6_u64).prop_map(|days| at(TODAY) - Days::new(days));
    let consent =
        (any::<bool>(), moment.clone(), proptest::option::of(0..6_u64)).prop_map(|(given, decided_at, last)| {
            ConsentWord {
                decision: if given { ConsentDecision::Granted } else { ConsentDecision::Withdrawn },
                decided_at,
                expires_on: last.filter(|_| given).map(|days| today() - Days::new(2) + Days::new(days)),
            }
        });
    let pause =
        (any::<bool>(), moment, proptest::option::of(0..6_u64)).prop_map(|(paused, decided_at, last)| PauseWord {
            decision: if paused { PauseDecision::Paused } else { PauseDecision::Resumed },
            decided_at,
            resumes_on: last.filter(|_| paused).map(|days| today() - Days::new(2) + Days::new(days)),
        });
    let cap = || proptest::option::of(0..4_i32);
    let limits =
        (cap(), cap(), proptest::option::of(0..40_i32)).prop_map(|(monthly_cap, quarterly_cap, cool_down_days)| {
            OwnLimits { monthly_cap, quarterly_cap, cool_down_days, notice_hours: 24, buffer_minutes: 15, daily_cap: 2 }
        });
    let words = (proptest::option::of(consent), proptest::option::of(pause), limits);
    let stands = (proptest::sample::select(Lifecycle::ALL), proptest::sample::select(ReferenceStatus::ALL));
    let facts = (
        proptest::collection::btree_set(0..3_u64, 0..2),
        proptest::option::of(proptest::option::of(0..3_u64)),
        proptest::collection::vec((0..60_u64, any::<bool>()), 0..4),
        any::<bool>(),
        any::<bool>(),
    );
    (words, stands, facts).prop_map(
        |((consent, pause, limits), (lifecycle, status), (off, veto, touches, was_asked, spoke))| Person {
            consent,
            pause,
            lifecycle,
            status,
            limits,
            off,
            veto,
            touches,
            was_asked,
            spoke,
        },
    )
}

/// The one person, as a merge makes them: words and limits by the rules, everything noted of either.
fn merged(one: &Person, other: &Person) -> Person {
    let pause = pause_of_both(one.pause, other.pause, today());
    Person {
        consent: consent_of_both(one.consent, other.consent),
        pause: pause.map(|pause| PauseWord {
            decision: PauseDecision::Paused,
            decided_at: at(TODAY),
            resumes_on: pause.resumes_on,
        }),
        lifecycle: lifecycle_of_both(one.lifecycle, other.lifecycle),
        status: status_of_both(one.status, other.status),
        limits: limits_of_both(one.limits, other.limits),
        off: one.off.union(&other.off).copied().collect(),
        veto: match (one.veto, other.veto) {
            (Some(one), Some(other)) => Some(one.zip(other).map(|(one, other)| one.max(other))),
            (one, other) => one.or(other),
        },
        touches: [one.touches.clone(), other.touches.clone()].concat(),
        was_asked: one.was_asked || other.was_asked,
        spoke: one.spoke || other.spoke,
    }
}

/// The rules that keep each of these people from being asked for a call, as matching sees them.
fn held_by(people: &[&Person]) -> Vec<BTreeSet<Rule>> {
    let id = |at: usize| AdvocateId(Uuid::from_u128(at as u128 + 1));
    let number = |cap: Option<i32>| cap.and_then(|cap| u8::try_from(cap).ok());
    let candidate = |(at, person): (usize, &&Person)| {
        let given = person.consent.filter(|word| word.decision == ConsentDecision::Granted);
        Candidate {
            lifecycle: person.lifecycle,
            reference_status: person.status,
            consents: given
                .map(|word| Consent { activity: ActivityType::ReferenceCall, until: word.expires_on })
                .into_iter()
                .collect(),
            limits: Limits {
                asks_per_month: number(person.limits.monthly_cap),
                asks_per_quarter: number(person.limits.quarterly_cap),
                cool_down_days: person.limits.cool_down_days.and_then(|days| u16::try_from(days).ok()),
                notice_hours: None,
                blackouts: person
                    .off
                    .iter()
                    .map(|days| (today() + Days::new(*days), today() + Days::new(*days)))
                    .collect(),
            },
            touches: person
                .touches
                .iter()
                .map(|(days, call)| {
                    Touch::usual(if *call { TouchKind::Call } else { TouchKind::Ask }, today() - Days::new(*days))
                })
                .collect(),
            shield: person.pause.and_then(|word| word.in_force(today())).map(|pause| Shield {
                class: ShieldClass::OwnWish,
                until: pause.resumes_on.and_then(|day| day.pred_opt()),
            }),
            veto: person.veto.map(|until| Veto { until: until.map(|days| today() + Days::new(days)) }),
            ..Candidate::active(id(at))
        }
    };
    let now = at(TODAY);
    let index = Index::build(people.iter().enumerate().map(candidate).collect(), Policy::default(), now);
    let these = |is: fn(&Person) -> bool| {
        people.iter().enumerate().filter(|(_, person)| is(person)).map(|(at, _)| id(at)).collect::<Vec<_>>()
    };
    let mut need = Need::of(ActivityType::ReferenceCall);
    need.asked = these(|person| person.was_asked);
    need.prospect.spoke_with = these(|person| person.spoke);
    (0..people.len())
        .map(|at| gates_of(&index, &need, now, id(at)).unwrap().iter().map(crate::matching::Gate::rule).collect())
        .collect()
}

proptest! {
    #[test]
    fn a_merge_never_makes_anybody_more_askable_than_both_were(one in some_person(), other in some_person()) {
        let both = merged(&one, &other);

        let [here, there, held] = held_by(&[&one, &other, &both]).try_into().unwrap();

        prop_assert!(here.intersection(&there).all(|rule| held.contains(rule)), "{here:?} and {there:?} but {held:?}");
        for rule in here.union(&there).filter(|rule| !held.contains(rule)) {
            // A gate of one opens only where that one had said nothing, or the other's yes came later.
            let by_silence = match rule {
                Rule::Consent => {
                    let silent = if here.contains(rule) { (one.consent, other.consent) } else { (other.consent, one.consent) };
                    silent.0.is_none_or(|no| silent.1.is_some_and(|yes| yes.decided_at > no.decided_at))
                }
                Rule::Lifecycle => {
                    let silent = if here.contains(rule) { one.lifecycle } else { other.lifecycle };
                    silent < Lifecycle::Active
                }
                _ => false,
            };
            prop_assert!(by_silence, "{rule} opened: {here:?} and {there:?} became {held:?}");
        }
        prop_assert_eq!(&held_by(&[&merged(&other, &one)])[0], &held, "whichever stays");
    }
}
