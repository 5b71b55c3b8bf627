use super::{call, day, id, willing, world};
use domain::advocates::{ActivityType, Lifecycle, ReferenceStatus};
use domain::ids::OrganisationId;
use domain::matching::{
    Candidate, Consent, Gate, Index, Need, Policy, Preset, Rule, Shield, ShieldClass, Touch, TouchKind, Veto, evaluate,
    gates_of,
};
use domain::time::{FreeTime, TimeRange};
use uuid::Uuid;

fn organisation(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn gates(candidate: Candidate, need: &Need) -> Vec<Gate> {
    let asked = candidate.id;
    let index = Index::build(vec![candidate], Policy::default(), world::now());
    gates_of(&index, need, world::now(), asked).unwrap()
}

fn asks(days: &[&str]) -> Vec<Touch> {
    days.iter().map(|on| Touch::usual(TouchKind::Ask, day(on))).collect()
}

/// Free from nine to noon on a day.
fn free_on(on: &str) -> FreeTime {
    let at = |hour| day(on).and_hms_opt(hour, 0, 0).unwrap().and_utc();
    FreeTime::from_ranges(world::now(), &TimeRange::new(at(9), at(12)).unwrap().into())
}

type Change = fn(&mut Candidate, &mut Need);

#[test]
fn each_gate_names_its_reason_and_the_day_of_return() {
    let table: &[(Change, Rule, &str, Option<&str>)] = &[
        (
            |one, _| one.shield = Some(Shield { class: ShieldClass::UrgentTicket, until: None }),
            Rule::DoNotAsk,
            "An urgent ticket of their organisation is open. Ends when support is done",
            None,
        ),
        (
            |one, _| one.shield = Some(Shield { class: ShieldClass::Souring, until: Some(day("2026-11-21")) }),
            Rule::DoNotAsk,
            "Their organisation is losing patience with support. Can be asked from Sun 22 Nov",
            Some("2026-11-22"),
        ),
        (|one, _| one.consents.clear(), Rule::Consent, "No consent for a reference call", None),
        (
            |one, _| one.consents[0].until = Some(day("2026-11-20")),
            Rule::Consent,
            "Consent for a reference call ended on Fri 20 Nov",
            None,
        ),
        (
            |one, _| one.consents[0].activity = ActivityType::Quote,
            Rule::Consent,
            "No consent for a reference call",
            None,
        ),
        (
            |one, _| one.reference_status = ReferenceStatus::DoNotUse,
            Rule::ReferenceStatus,
            "Not to be used as a reference",
            None,
        ),
        (|one, _| one.lifecycle = Lifecycle::AtRisk, Rule::Lifecycle, "The customer is at risk", None),
        (
            |one, _| one.veto = Some(Veto { until: Some(day("2026-11-30")) }),
            Rule::Veto,
            "Ruled out by their manager. Can be asked from Tue 1 Dec",
            Some("2026-12-01"),
        ),
        (|one, need| need.vetoed = vec![one.id], Rule::Veto, "Ruled out for this opportunity", None),
        (
            |one, need| {
                one.organisation = Some(organisation(1));
                need.prospect.rivals = vec![organisation(1)];
            },
            Rule::Rival,
            "Works for a rival of the prospect",
            None,
        ),
        (
            |one, need| {
                one.organisation = Some(organisation(1));
                need.prospect.organisation = Some(organisation(1));
            },
            Rule::SameOrganisation,
            "Works for the prospect",
            None,
        ),
        (
            |one, need| {
                one.organisation = Some(organisation(1));
                one.related = vec![organisation(2)];
                need.prospect.organisation = Some(organisation(2));
            },
            Rule::SameOrganisation,
            "Belongs to the same group as the prospect",
            None,
        ),
        (
            |one, need| {
                one.organisation = Some(organisation(1));
                need.prospect.related = vec![organisation(1)];
            },
            Rule::SameOrganisation,
            "Belongs to the same group as the prospect",
            None,
        ),
        (
            |one, need| need.prospect.spoke_with = vec![one.id],
            Rule::AlreadySpoke,
            "Has already spoken with this prospect",
            None,
        ),
        (|one, need| need.asked = vec![one.id], Rule::AlreadyAsked, "Has already been asked for this deal", None),
        (
            |one, _| one.renewal_on = Some(day("2026-12-21")),
            Rule::Renewal,
            "Their contract renews on Mon 21 Dec",
            Some("2026-12-22"),
        ),
        (
            |one, need| {
                one.languages = vec!["German".to_owned()];
                need.languages = vec!["English".to_owned(), "French".to_owned()];
            },
            Rule::Language,
            "Speaks German, not English or French",
            None,
        ),
        (
            |one, _| one.limits.blackouts = vec![(day("2026-11-14"), day("2026-11-29"))],
            Rule::Blackout,
            "On time off. Back on Mon 30 Nov",
            Some("2026-11-30"),
        ),
        (
            |one, _| {
                one.limits.asks_per_month = Some(2);
                one.touches = asks(&["2026-11-01", "2026-11-19", "2026-10-31"]);
            },
            Rule::MonthlyCap,
            "2 of 2 asks this month. Free again Tue 1 Dec",
            Some("2026-12-01"),
        ),
        (
            |one, _| {
                one.limits.asks_per_quarter = Some(2);
                one.touches = asks(&["2026-10-01", "2026-11-02", "2026-09-30"]);
            },
            Rule::QuarterlyCap,
            "2 of 2 asks this quarter. Free again Fri 1 Jan",
            Some("2027-01-01"),
        ),
        (
            |one, _| {
                one.limits.cool_down_days = Some(21);
                one.touches = vec![Touch::usual(TouchKind::Call, day("2026-11-12"))];
            },
            Rule::CoolDown,
            "Last call on Thu 12 Nov. Ready Thu 3 Dec",
            Some("2026-12-03"),
        ),
        (
            |one, need| {
                one.free = Some(free_on("2026-11-24"));
                need.open_hours = Some(free_on("2026-11-25"));
                need.needed_by = Some(day("2026-11-27"));
            },
            Rule::NoCommonHours,
            "No hours in common until Fri 27 Nov",
            None,
        ),
        (
            |one, need| {
                one.free = Some(free_on("2026-11-28"));
                need.needed_by = Some(day("2026-11-27"));
            },
            Rule::NoCommonHours,
            "No hours in common until Fri 27 Nov",
            None,
        ),
    ];
    for (change, rule, sentence, returns_on) in table {
        let (mut candidate, mut need) = (willing(1), call());
        change(&mut candidate, &mut need);

        let gates = gates(candidate, &need);

        assert_eq!(gates.len(), 1, "{rule}: {gates:?}");
        assert_eq!(gates[0].rule(), *rule);
        assert_eq!(gates[0].sentence(), *sentence, "{rule}");
        assert_eq!(gates[0].returns_on(), returns_on.map(day), "{rule}");
    }
    for rule in Rule::ALL {
        assert!(table.iter().any(|(_, of, ..)| of == rule), "{rule}: a rule that nothing checks never closes a gate");
    }
}

#[test]
fn what_does_not_quite_close_a_gate_leaves_it_open() {
    let table: &[(Change, &str)] = &[
        (|_, _| (), "an active advocate with consent"),
        (
            |one, _| one.shield = Some(Shield { class: ShieldClass::Breached, until: Some(day("2026-11-20")) }),
            "a shield that ended yesterday",
        ),
        (|one, _| one.consents[0].until = Some(day("2026-11-21")), "consent until today"),
        (|one, _| one.reference_status = ReferenceStatus::Caution, "caution"),
        (|one, _| one.veto = Some(Veto { until: Some(day("2026-11-20")) }), "a veto that ended yesterday"),
        (|one, need| need.vetoed = vec![id(one.id.0.as_u128() + 1)], "a veto against somebody else"),
        (
            |one, need| {
                one.related = vec![organisation(2)];
                need.prospect.rivals = vec![organisation(2)];
            },
            "a sister company among the rivals",
        ),
        (|one, _| one.renewal_on = Some(day("2026-12-22")), "a renewal in 31 days"),
        (|one, _| one.renewal_on = Some(day("2026-11-20")), "a renewal yesterday"),
        (|_, need| need.languages = vec!["English".to_owned()], "no known language"),
        (
            |one, need| {
                one.languages = vec!["german".to_owned(), "ENGLISH".to_owned()];
                need.languages = vec!["English".to_owned()];
            },
            "the language in other letters",
        ),
        (|one, _| one.limits.blackouts = vec![(day("2026-11-22"), day("2026-11-29"))], "time off from tomorrow"),
        (
            |one, _| {
                one.limits.asks_per_month = Some(2);
                one.touches = asks(&["2026-11-01", "2026-10-31"]);
                one.touches.push(Touch::usual(TouchKind::Survey, day("2026-11-20")));
            },
            "one ask and a survey this month",
        ),
        (|one, _| one.touches = vec![Touch::usual(TouchKind::Call, day("2026-11-07"))], "a call 14 days ago"),
        (|one, _| one.touches = asks(&["2026-11-20"]), "an ask yesterday without a call"),
        (
            |one, need| {
                one.free = Some(free_on("2026-11-24"));
                need.open_hours = Some(free_on("2026-11-24"));
                need.needed_by = Some(day("2026-11-24"));
            },
            "hours in common on the last day",
        ),
        (|_, need| need.open_hours = Some(free_on("2026-11-24")), "no known hours"),
        (
            |one, need| {
                one.consents.push(Consent { activity: ActivityType::Quote, until: None });
                one.free = Some(FreeTime::none(world::now()));
                need.activity = ActivityType::Quote;
            },
            "a quote, which needs no shared time",
        ),
        (
            |one, need| {
                one.free = Some(free_on("2026-11-24"));
                need.needed_by = Some(day("2026-11-01"));
            },
            "a date that has passed",
        ),
    ];
    for (change, name) in table {
        let (mut candidate, mut need) = (willing(1), call());
        change(&mut candidate, &mut need);

        assert_eq!(gates(candidate, &need), [], "{name}");
    }
}

#[test]
fn policy_binds_where_it_is_stricter_than_the_advocate() {
    let policy = Policy { asks_per_month: 1, cool_down_days: 30, ..Policy::default() };
    let mut one = willing(1);
    one.limits.asks_per_month = Some(9);
    one.limits.cool_down_days = Some(3);
    one.touches = asks(&["2026-11-03"]);
    one.touches.push(Touch::usual(TouchKind::Call, day("2026-10-30")));
    let index = Index::build(vec![one], policy, world::now());

    let gates = gates_of(&index, &call(), world::now(), id(1)).unwrap();

    assert_eq!(gates.iter().map(Gate::rule).collect::<Vec<_>>(), [Rule::MonthlyCap, Rule::CoolDown]);
}

#[test]
fn all_closed_gates_are_kept_and_do_not_ask_decides() {
    let mut one = willing(1);
    one.consents.clear();
    one.reference_status = ReferenceStatus::Paused;
    one.limits.blackouts = vec![(day("2026-11-14"), day("2026-11-29"))];
    one.shield = Some(Shield { class: ShieldClass::Escalated, until: Some(day("2026-12-09")) });
    let index = Index::build(vec![one, willing(2)], Policy::default(), world::now());

    let found = evaluate(&index, &call(), world::now());
    let held = found.nearest_held(&index, &call(), world::now(), &Preset::balanced(), 50);

    assert_eq!(found.open.iter().map(|terms| terms.id).collect::<Vec<_>>(), [id(2)]);
    assert_eq!(found.held_by_rule(), [(Rule::DoNotAsk, 1)]);
    let rules: Vec<_> = held[0].gates.iter().map(Gate::rule).collect();
    assert_eq!(rules, [Rule::DoNotAsk, Rule::Consent, Rule::ReferenceStatus, Rule::Blackout]);
    assert_eq!(held[0].returns_on, None, "nobody knows when consent comes");
}

#[test]
fn somebody_returns_when_the_last_of_their_gates_opens() {
    let mut one = willing(1);
    one.limits.blackouts = vec![(day("2026-11-14"), day("2026-11-29"))];
    one.limits.asks_per_month = Some(0);
    let index = Index::build(vec![one], Policy::default(), world::now());

    let found = evaluate(&index, &call(), world::now());
    let held = found.nearest_held(&index, &call(), world::now(), &Preset::balanced(), 1);

    assert_eq!(held[0].returns_on, Some(day("2026-12-01")));
}
