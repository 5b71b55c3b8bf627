//! What a merge of two organisations takes of each, and how it is taken back.

use proptest::prelude::*;

use chrono::DateTime;
use uuid::Uuid;

use super::Pick;
use super::organisation::{MergeField, OrganisationRecord, Picks};

fn record(id: u128, name: &str) -> OrganisationRecord {
    let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    OrganisationRecord {
        id: Uuid::from_u128(id),
        parent_id: None,
        name: name.to_owned(),
        source: "manual".to_owned(),
        external_id: None,
        website: String::new(),
        industry: None,
        employees: None,
        annual_revenue_minor: None,
        currency: None,
        country: None,
        region: None,
        city: String::new(),
        time_zone: None,
        tech_stack: Vec::new(),
        products: Vec::new(),
        founded_year: None,
        customer_since: None,
        renewal_on: None,
        owner_id: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

#[test]
fn the_one_of_the_crm_stays_then_the_busier_the_fuller_the_older() {
    let (plain, twin) = (record(1, "Loam"), record(2, "Loam"));
    let crm = OrganisationRecord { source: "salesforce".into(), ..twin.clone() };
    let full = OrganisationRecord { city: "Leeds".into(), ..twin.clone() };

    assert!(crm.goes_before(0, &plain, 9));
    assert!(twin.goes_before(2, &plain, 1));
    assert!(full.goes_before(1, &plain, 1));
    assert!(plain.goes_before(0, &twin, 0) && !twin.goes_before(0, &plain, 0));
}

#[test]
fn a_field_takes_the_only_value_the_crms_or_the_newer_and_lists_take_both() {
    let later = DateTime::from_timestamp(1_900_000_000, 0).unwrap();
    let kept = OrganisationRecord {
        city: "Leeds".into(),
        website: "loam.example".into(),
        employees: Some(10),
        tech_stack: vec!["Oracle".into()],
        source: "salesforce".into(),
        external_id: Some("001".into()),
        ..record(1, "Loam")
    };
    let other = OrganisationRecord {
        city: "York".into(),
        region: Some("North".into()),
        employees: Some(12),
        tech_stack: vec!["oracle".into(), "Snowflake".into()],
        external_id: Some("x".into()),
        updated_at: later,
        ..record(2, "LOAM")
    };

    let one = kept.taking(&other, &Picks::new());

    assert_eq!((one.name.as_str(), one.city.as_str(), one.region.as_deref()), ("Loam", "York", Some("North")));
    assert_eq!((one.employees, one.website.as_str()), (Some(10), "loam.example"), "the CRM's");
    assert_eq!(one.tech_stack, ["Oracle", "Snowflake"]);
    assert_eq!((one.source.as_str(), one.external_id.as_deref()), ("salesforce", Some("001")));
    let turned = other.taking(&kept, &Picks::from([(MergeField::City, Pick::Kept)]));
    assert_eq!((turned.name.as_str(), turned.employees, turned.city.as_str()), ("Loam", Some(10), "York"));
    assert_eq!((turned.source.as_str(), turned.external_id.as_deref()), ("salesforce", Some("001")));
    let below = OrganisationRecord { parent_id: Some(kept.id), ..other };
    assert_eq!(kept.taking(&below, &Picks::new()).parent_id, None, "nothing belongs to itself");
}

#[test]
fn what_somebody_changed_since_stands_in_the_way_only_where_the_merge_changed_it() {
    let before = record(1, "Loam");
    let after = OrganisationRecord { city: "York".into(), ..before.clone() };
    let elsewhere = OrganisationRecord { employees: Some(3), ..after.clone() };
    let same_place = OrganisationRecord { city: "Hull".into(), ..after.clone() };

    assert_eq!(elsewhere.in_the_way(&before, &after), Vec::<String>::new());
    assert_eq!(same_place.in_the_way(&before, &after), ["city"]);
    let back = elsewhere.put_back(&before, &after);
    assert_eq!((back.city.as_str(), back.employees), ("", Some(3)));
}

proptest! {
    #[test]
    fn putting_back_what_was_taken_gives_the_record_as_it_was(
        picks in proptest::collection::btree_map(
            proptest::sample::select(MergeField::ALL),
            proptest::sample::select(Pick::ALL),
            0..16,
        ),
        city in "[a-z]{0,3}", employees in proptest::option::of(1..5), crm in any::<bool>(),
    ) {
        let kept = OrganisationRecord { city, employees, ..record(1, "Loam") };
        let other = OrganisationRecord {
            city: "York".into(),
            employees: Some(3),
            source: if crm { "hubspot".into() } else { "import".into() },
            external_id: Some("7".into()),
            products: vec!["Close".into()],
            ..record(2, "Larch")
        };
        let after = kept.taking(&other, &picks);

        prop_assert!(after.in_the_way(&kept, &after).is_empty());
        prop_assert_eq!(after.put_back(&kept, &after), kept);
    }
}
