use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, Datelike, Utc, Weekday};
use domain::organisations::Industry;
use domain::organisations::industry::Level;
use domain::time::zones;

use super::clock::Clock;
use super::companies::Tenant;
use super::content::Content;
use super::rows::Table;
use super::{CANARY, DEMO_PASSWORD, advocates, companies, history, opportunities};

fn content() -> Content {
    Content::read().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn world(tenant: &Tenant, now: &str) -> Vec<Table> {
    let (content, clock) = (content(), Clock::new(at(now)));
    let mut tables = companies::tables(&content, tenant, &clock, "hash").unwrap();
    tables.extend(advocates::tables(&content, tenant, &clock).unwrap());
    tables.extend(opportunities::tables(&content, tenant, &clock).unwrap());
    tables.extend(history::tables(&content, tenant, &clock).unwrap());
    tables
}

fn of<'a>(tables: &'a [Table], name: &str) -> Vec<&'a serde_json::Map<String, serde_json::Value>> {
    tables.iter().filter(|table| table.name == name).flat_map(Table::rows).collect()
}

#[test]
fn the_world_has_the_size_of_the_mocks() {
    let content = content();

    let customers = content.organisations.iter().filter(|it| it.relation == "customer").count();
    assert_eq!((customers, content.advocates.len()), (148, 64));
    assert!(content.opportunities.len() >= 130);
    assert_eq!(content.advocates[0].name, "Ingrid Thistlewood");
    assert!(DEMO_PASSWORD.chars().count() >= 15);
}

#[test]
fn names_and_addresses_are_unique() {
    let content = content();
    let mut emails: Vec<&str> = content.contacts.iter().map(|it| it.email.as_str()).collect();
    emails.extend(content.advocates.iter().map(|it| it.email.as_str()));
    emails.extend(content.staff.iter().map(|it| it.email.as_str()));

    assert_eq!(emails.iter().collect::<HashSet<_>>().len(), emails.len());
    assert!(emails.iter().all(|email| email.is_ascii() && email.ends_with(".example")));
    for names in [
        content.organisations.iter().map(|it| &it.name).collect::<Vec<_>>(),
        content.opportunities.iter().map(|it| &it.name).collect(),
        content.advocates.iter().map(|it| &it.name).collect(),
    ] {
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
    }
}

#[test]
fn every_advocate_tells_a_story_of_their_own() {
    let content = content();
    let words = |text: &str| -> BTreeSet<String> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        words.windows(3).map(|three| three.join(" ")).collect()
    };
    let stories: Vec<_> = content.advocates.iter().map(|it| (&it.name, words(&it.story))).collect();
    for (at, (name, one)) in stories.iter().enumerate() {
        for (other_name, other) in &stories[at + 1..] {
            let shared = one.intersection(other).count();
            assert!(shared * 20 < one.len().min(other.len()), "{name} and {other_name} share {shared} phrases");
        }
    }
    for advocate in &content.advocates {
        let sentences = advocate.story.matches(['.', '?', '!']).count();
        assert!((3..=9).contains(&sentences), "{}: {sentences} sentences", advocate.name);
        assert!(advocate.outcomes.len() >= 2, "{} has outcomes with numbers", advocate.name);
    }
}

#[test]
fn industries_zones_and_references_between_files_are_known() {
    let content = content();
    for it in &content.organisations {
        let industry: Industry = it.industry.parse().unwrap();
        assert_eq!(industry.level(), Level::Leaf, "{}", it.name);
        assert!(zones::find(&it.time_zone).is_some(), "{}", it.name);
    }
    let zones_of_people =
        content.staff.iter().map(|it| &it.time_zone).chain(content.advocates.iter().map(|it| &it.time_zone));
    assert!(zones_of_people.into_iter().all(|zone| zones::find(zone).is_some()));
    for it in &content.opportunities {
        content.organisation(&it.organisation).unwrap();
        for (name, _) in it.people() {
            content.contact(&it.organisation, name).unwrap();
        }
    }
    let requests: BTreeSet<_> = content.requests.iter().map(|it| (&it.opportunity, it.request)).collect();
    for ask in &content.asks {
        content.advocate(&ask.advocate).unwrap();
        assert!(requests.contains(&(&ask.opportunity, ask.request)), "an ask without a request: {}", ask.opportunity);
    }
}

#[test]
fn every_date_is_a_distance_from_today() {
    let content = content();
    let mut dates: Vec<&str> = Vec::new();
    dates.extend(content.organisations.iter().flat_map(|it| [it.customer_since.as_str(), &it.renewal]));
    dates.extend(
        content.opportunities.iter().flat_map(|it| [it.opened.as_str(), &it.closes, &it.closed, &it.needed_by]),
    );
    dates.extend(content.requests.iter().map(|it| it.needed_by.as_str()));
    dates.extend(content.asks.iter().flat_map(|it| [it.asked.as_str(), &it.call, &it.ask_again]));
    dates.extend(content.advocates.iter().map(|it| it.enrolled.as_str()));
    dates.extend(content.days_off.iter().flat_map(|it| [it.first.as_str(), &it.last]));

    for date in dates.into_iter().filter(|date| !date.is_empty()) {
        let days = date.strip_prefix("fri").unwrap_or(date.trim_end_matches('m'));
        assert!(days.starts_with(['+', '-']) && days[1..].parse::<u16>().is_ok(), "{date:?}");
    }
}

#[test]
fn marlowe_street_bank_needs_its_reference_on_a_friday_that_is_near() {
    for day in 1..=28 {
        let clock = Clock::new(at(&format!("2027-02-{day:02}T08:00:00Z")));

        let needed = clock.day("fri+5").unwrap();

        let ahead = (needed - clock.today()).num_days();
        assert_eq!(needed.weekday(), Weekday::Fri);
        assert!((5..=11).contains(&ahead), "{ahead} days");
    }
}

#[test]
fn priya_is_at_her_monthly_cap_on_every_day_of_the_year() {
    for now in [
        "2026-11-01T00:00:30Z",
        "2026-11-02T09:00:00Z",
        "2026-11-19T10:30:00Z",
        "2026-11-21T02:00:00Z",
        "2026-11-30T23:50:00Z",
    ] {
        let tables = world(&Tenant::quillstone(), now);
        let priya =
            of(&tables, "advocates").into_iter().find(|it| it["name"] == "Priya Moonbrook").unwrap()["id"].clone();

        let asked_this_month = of(&tables, "asks")
            .into_iter()
            .filter(|it| it["advocate_id"] == priya && it["asked_at"].as_str().unwrap()[..7] == now[..7])
            .count();

        assert_eq!(asked_this_month, 2, "{now}");
    }
}

#[test]
fn nobody_was_called_while_resting_or_asked_beyond_a_limit() {
    let content = content();
    let mut calls: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for ask in content.asks.iter().filter(|it| it.call_state == "completed") {
        calls.entry(&ask.advocate).or_default().push(ask.call.parse().unwrap());
    }
    for (name, mut days) in calls {
        let rest = i64::from(content.advocate(name).unwrap().cool_down_days);
        days.sort_unstable();
        assert!(days.windows(2).all(|pair| pair[1] - pair[0] >= rest.min(6)), "{name}: {days:?}");
    }
}

#[test]
fn a_reference_goes_with_a_win_more_often_than_none_does() {
    let content = content();
    let referenced: HashSet<&str> =
        content.asks.iter().filter(|it| it.call_state == "completed").map(|it| it.opportunity.as_str()).collect();
    let share = |with: bool| {
        let decided: Vec<_> = content
            .opportunities
            .iter()
            .filter(|it| !it.closed.is_empty() && referenced.contains(it.name.as_str()) == with)
            .collect();
        assert!(decided.len() >= 20);
        decided.iter().filter(|it| it.stage == "Won").count() * 100 / decided.len()
    };

    assert!(share(true) > share(false) + 15);
}

#[test]
fn the_same_day_makes_the_same_world_and_every_id_once() {
    let (one, other) =
        (world(&Tenant::quillstone(), "2026-11-19T10:30:00Z"), world(&Tenant::quillstone(), "2026-11-19T10:30:00Z"));

    let text = |tables: &[Table]| tables.iter().flat_map(Table::rows).map(|row| format!("{row:?}")).collect::<Vec<_>>();
    assert_eq!(text(&one), text(&other));
    for name in [
        "users",
        "organisations",
        "contacts",
        "advocates",
        "opportunities",
        "requests",
        "asks",
        "reference_calls",
        "touches",
        "consents",
    ] {
        let rows = of(&one, name);
        let ids: HashSet<_> = rows.iter().map(|row| row["id"].to_string()).collect();
        assert_eq!(ids.len(), rows.len(), "{name}");
    }
}

#[test]
fn the_second_company_has_equal_keys_other_ids_and_the_canary_in_every_free_text() {
    let now = "2026-11-19T10:30:00Z";
    let (one, other) = (world(&Tenant::quillstone(), now), world(&Tenant::quarrystone(), now));

    for (table, key) in [
        ("organisations", "name"),
        ("organisations", "external_id"),
        ("advocates", "email"),
        ("contacts", "email"),
        ("opportunities", "external_id"),
    ] {
        let of_one: HashSet<String> = of(&one, table).iter().map(|row| row[key].to_string()).collect();
        let rows = of(&other, table);
        assert!(rows.len() >= 20, "{table}");
        assert!(rows.iter().all(|row| of_one.contains(&row[key].to_string())), "{table}.{key}");
    }
    let shared = of(&other, "users").iter().filter(|row| row["email"] == "seun@quillstone.example").count();
    assert_eq!(shared, 1);
    let ids =
        |tables: &[Table]| of(tables, "advocates").iter().map(|row| row["id"].to_string()).collect::<HashSet<_>>();
    assert!(ids(&one).is_disjoint(&ids(&other)));
    for (table, text) in [
        ("users", "title"),
        ("advocates", "story"),
        ("advocates", "title"),
        ("advocates", "private_notes"),
        ("advocates", "avoid"),
        ("advocate_outcomes", "headline"),
        ("contacts", "title"),
        ("opportunities", "notes"),
        ("requests", "goal"),
        ("requests", "message"),
        ("asks", "note"),
        ("availability_exceptions", "note"),
        ("opportunity_contacts", "role"),
    ] {
        let rows = of(&other, table);
        assert!(!rows.is_empty(), "{table}");
        assert!(rows.iter().all(|row| row[text].as_str().unwrap().starts_with(CANARY)), "{table}.{text}");
        assert!(of(&one, table).iter().all(|row| !row[text].as_str().unwrap().contains(CANARY)), "{table}.{text}");
    }
}
