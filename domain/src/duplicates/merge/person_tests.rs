//! What a merge of two people takes of each, and how it is taken back.

use chrono::DateTime;
use proptest::prelude::*;
use uuid::Uuid;

use super::{Mergeable as _, PersonField, PersonPicks, PersonRecord, Pick};
use crate::advocates::{Lifecycle, ReferenceStatus};
use crate::duplicates::askable::OwnLimits;

fn person(id: u128, name: &str) -> PersonRecord {
    let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    PersonRecord {
        id: Uuid::from_u128(id),
        organisation_id: Uuid::from_u128(9),
        user_id: None,
        owner_id: None,
        name: name.to_owned(),
        email: format!("{id}@loam.example"),
        title: String::new(),
        persona: None,
        seniority: None,
        languages: vec!["en".to_owned()],
        time_zone: "Europe/London".to_owned(),
        story: String::new(),
        use_cases: Vec::new(),
        products: Vec::new(),
        expertise: Vec::new(),
        tags: Vec::new(),
        competitors_replaced: Vec::new(),
        avoid: String::new(),
        private_notes: String::new(),
        lifecycle: Lifecycle::Active,
        reference_status: ReferenceStatus::Active,
        enrolled_on: None,
        limits: OwnLimits {
            monthly_cap: None,
            quarterly_cap: None,
            cool_down_days: None,
            notice_hours: 24,
            buffer_minutes: 15,
            daily_cap: 2,
        },
        photo_id: None,
        hours: Vec::new(),
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

#[test]
fn who_signs_in_stays_then_the_busier_the_fuller_the_older() {
    let (plain, twin) = (person(1, "Ingrid"), person(2, "Ingrid"));
    let signs_in = PersonRecord { user_id: Some(Uuid::from_u128(7)), ..twin.clone() };
    let full = PersonRecord { title: "CFO".into(), ..twin.clone() };

    assert!(signs_in.goes_before(0, &plain, 9));
    assert!(twin.goes_before(2, &plain, 1));
    assert!(full.goes_before(1, &plain, 1));
    assert!(plain.goes_before(0, &twin, 0) && !twin.goes_before(0, &plain, 0));
}

#[test]
fn fields_are_chosen_and_what_limits_is_not() {
    let later = DateTime::from_timestamp(1_800_000_001, 0).unwrap();
    let kept = PersonRecord { title: "CFO".into(), avoid: "Prices".into(), ..person(1, "Ingrid Thistlewood") };
    let other = PersonRecord {
        title: "Finance Director".into(),
        avoid: "The roll-out".into(),
        languages: vec!["de".into(), "EN".into()],
        user_id: Some(Uuid::from_u128(7)),
        lifecycle: Lifecycle::Resting,
        reference_status: ReferenceStatus::Caution,
        limits: OwnLimits { monthly_cap: Some(1), notice_hours: 48, daily_cap: 1, ..kept.limits },
        updated_at: later,
        ..person(2, "I. Thistlewood")
    };

    let one = kept.taking(&other, &PersonPicks::new());

    assert_eq!((one.name.as_str(), one.title.as_str()), ("Ingrid Thistlewood", "Finance Director"));
    assert_eq!(one.email, "2@loam.example", "the one they sign in with");
    assert_eq!(one.avoid, "Prices\n\nThe roll-out");
    assert_eq!(one.languages, ["en", "de"]);
    assert_eq!((one.lifecycle, one.reference_status), (Lifecycle::Resting, ReferenceStatus::Caution));
    assert_eq!((one.limits.monthly_cap, one.limits.notice_hours, one.limits.daily_cap), (Some(1), 48, 1));
    assert_eq!(one.user_id, other.user_id);
    let turned = other.taking(&kept, &PersonPicks::from([(PersonField::Title, Pick::Other)]));
    assert_eq!((turned.name.as_str(), turned.title.as_str()), ("I. Thistlewood", "CFO"));
    assert_eq!((turned.lifecycle, turned.limits), (one.lifecycle, one.limits), "whichever stays");
}

#[test]
fn the_hours_are_those_both_name_and_never_none_where_there_were_some() {
    let at = |hours: &[(i32, i32, i32)]| PersonRecord { hours: hours.to_vec(), ..person(1, "Ingrid") };
    let (monday, days) = (at(&[(1, 540, 720)]), at(&[(1, 600, 900), (2, 540, 600)]));
    let none = PersonPicks::new();

    assert_eq!(monday.taking(&days, &none).hours, [(1, 600, 720)]);
    assert_eq!(days.taking(&monday, &none).hours, [(1, 600, 720)]);
    assert_eq!(at(&[]).taking(&days, &none).hours, days.hours);
    let nothing = PersonPicks::from([(PersonField::Hours, Pick::Kept)]);
    assert_eq!(at(&[]).taking(&days, &nothing).hours, days.hours, "not even when asked for");
    let elsewhere = PersonRecord { time_zone: "Asia/Tokyo".into(), ..days.clone() };
    assert!(!monday.can_take_both(&elsewhere, PersonField::Hours), "clocks of two zones");
    assert_eq!(monday.shown(PersonField::Hours).as_deref(), Some("Europe/London: Mon 09:00–12:00"));
    assert_eq!(at(&[]).shown(PersonField::Hours).as_deref(), Some("Europe/London, no hours"));
}

#[test]
fn what_does_not_fit_beside_the_other_is_chosen_between() {
    let long = |letter: &str| PersonRecord { avoid: letter.repeat(600), ..person(1, "Ingrid") };
    let (one, other) = (long("a"), long("b"));

    assert!(!one.can_take_both(&other, PersonField::Avoid));
    assert_eq!(one.usual(&other, PersonField::Avoid), Pick::Kept);
    let asked = PersonPicks::from([(PersonField::Avoid, Pick::Both)]);
    assert_eq!(one.taking(&other, &asked).avoid, one.avoid);
}

#[test]
fn what_somebody_changed_since_stands_in_the_way() {
    let before = person(1, "Ingrid");
    let after = PersonRecord { title: "CFO".into(), ..before.clone() };
    let elsewhere = PersonRecord { story: "More".into(), ..after.clone() };
    let same_place = PersonRecord { title: "CEO".into(), ..after.clone() };
    let limited = PersonRecord { limits: OwnLimits { monthly_cap: Some(1), ..after.limits }, ..after.clone() };
    let moved = PersonRecord { lifecycle: Lifecycle::Paused, ..after.clone() };

    assert_eq!(elsewhere.in_the_way(&before, &after), Vec::<String>::new());
    assert_eq!(elsewhere.put_back(&before, &after).story, "More");
    assert_eq!(same_place.in_the_way(&before, &after), ["title"]);
    assert_eq!(limited.in_the_way(&before, &after), ["limits"]);
    assert_eq!(moved.in_the_way(&before, &after), ["place in the programme"]);
}

proptest! {
    #[test]
    fn putting_back_what_was_taken_gives_the_person_as_they_were(
        picks in proptest::collection::btree_map(
            proptest::sample::select(PersonField::ALL),
            proptest::sample::select(Pick::ALL),
            0..17,
        ),
        title in "[a-z]{0,3}", avoid in "[a-z]{0,3}", signs_in in any::<bool>(),
        from in 0..600_i32, cap in proptest::option::of(0..5),
        stands in proptest::sample::select(Lifecycle::ALL),
    ) {
        let kept = PersonRecord { title, hours: vec![(1, from, 700)], lifecycle: stands, ..person(1, "Ingrid") };
        let other = PersonRecord {
            title: "CFO".into(),
            avoid,
            user_id: signs_in.then(|| Uuid::from_u128(7)),
            limits: OwnLimits { monthly_cap: cap, ..kept.limits },
            hours: vec![(1, 300, 660), (3, 60, 120)],
            tags: vec!["finance".into()],
            ..person(2, "I. Thistlewood")
        };
        let after = kept.taking(&other, &picks);

        prop_assert!(after.in_the_way(&kept, &after).is_empty());
        prop_assert_eq!(after.put_back(&kept, &after), kept);
    }

    #[test]
    fn a_record_is_read_as_it_was_written(name in "\\PC{1,20}", from in 0..600_i32) {
        let record = PersonRecord { hours: vec![(1, from, 700)], ..person(1, &name) };

        let read: PersonRecord = serde_json::from_value(serde_json::to_value(&record).unwrap()).unwrap();

        prop_assert_eq!(read, record);
    }
}
