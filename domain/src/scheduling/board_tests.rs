//! Examples and laws of what is offered, across daylight saving and odd zones.

use super::*;
use crate::scheduling::{ExceptionKind, OpenHours};
use crate::time::ClockTime;
use chrono::{Datelike, Weekday};
use chrono_tz::Tz;
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn window(from: &str, until: &str) -> TimeRange {
    TimeRange::new(at(from), at(until)).unwrap()
}

fn board(weekday: Weekday, from: &str, until: &str) -> Board {
    let stretch = OpenHours { weekday, from: from.parse().unwrap(), until: until.parse().unwrap() };
    Board {
        hours: WeeklyHours::new(vec![stretch]).unwrap(),
        limits: BookingLimits { notice_hours: 0, buffer_minutes: 0, calls_per_day: 12, calls_per_month: 31 },
        ..Board::default()
    }
}

fn starts(board: &Board, zone: Tz, window: TimeRange) -> Vec<String> {
    let slots = board.offered_slots(window, 30, &zone, window.from);
    slots.iter().map(|slot| slot.key().to_string()).collect()
}

#[test]
fn hours_follow_the_clock_on_the_wall() {
    // (what, zone, weekday, from, until, day in UTC, offered starts)
    type Example<'a> = (&'a str, Tz, Weekday, &'a str, &'a str, &'a str, &'a [&'a str]);
    let examples: [Example; 8] = [
        (
            "a plain winter day",
            Tz::Europe__London,
            Weekday::Tue,
            "09:00",
            "10:00",
            "2026-11-24",
            &["2026-11-24T09:00Z", "2026-11-24T09:30Z"],
        ),
        (
            "summer time",
            Tz::Europe__London,
            Weekday::Tue,
            "09:00",
            "10:00",
            "2026-06-23",
            &["2026-06-23T08:00Z", "2026-06-23T08:30Z"],
        ),
        (
            "the clock skips 01:00 to 02:00",
            Tz::Europe__London,
            Weekday::Sun,
            "00:30",
            "02:30",
            "2027-03-28",
            &["2027-03-28T00:30Z", "2027-03-28T01:00Z"],
        ),
        (
            "the clock shows 01:00 to 02:00 twice",
            Tz::Europe__London,
            Weekday::Sun,
            "01:00",
            "02:00",
            "2026-10-25",
            &["2026-10-25T00:00Z", "2026-10-25T00:30Z", "2026-10-25T01:00Z", "2026-10-25T01:30Z"],
        ),
        (
            "half-hour zone",
            Tz::Asia__Kolkata,
            Weekday::Tue,
            "09:00",
            "10:00",
            "2026-11-24",
            &["2026-11-24T03:30Z", "2026-11-24T04:00Z"],
        ),
        (
            "three-quarter-hour zone",
            Tz::Asia__Kathmandu,
            Weekday::Tue,
            "09:00",
            "10:00",
            "2026-11-24",
            &["2026-11-24T03:15Z", "2026-11-24T03:45Z"],
        ),
        (
            "a fold of half an hour",
            Tz::Australia__Lord_Howe,
            Weekday::Sun,
            "01:30",
            "02:00",
            "2027-04-03",
            &["2027-04-03T14:30Z", "2027-04-03T15:00Z"],
        ),
        (
            "a gap of half an hour",
            Tz::Australia__Lord_Howe,
            Weekday::Sun,
            "01:30",
            "03:00",
            "2026-10-03",
            &["2026-10-03T15:00Z", "2026-10-03T15:30Z"],
        ),
    ];

    for (what, zone, weekday, from, until, day, expected) in examples {
        let day = window(&format!("{day}T00:00:00Z"), &format!("{day}T23:59:00Z"));
        assert_eq!(starts(&board(weekday, from, until), zone, day), expected, "{what}");
    }
}

#[test]
fn a_day_off_closes_the_day_and_extra_hours_open_part_of_it() {
    let zone = Tz::Europe__London;
    let tuesday = window("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z");
    let mut board = board(Weekday::Tue, "09:00", "11:00");

    board.exceptions.push(Exception::day_off("2026-11-24".parse().unwrap()));
    assert!(starts(&board, zone, tuesday).is_empty());

    let (from, until) = ("15:00".parse().unwrap(), "15:30".parse().unwrap());
    board.exceptions.push(Exception::extra_hours("2026-11-24".parse().unwrap(), from, until).unwrap());
    assert_eq!(starts(&board, zone, tuesday), ["2026-11-24T15:00Z"]);
}

#[test]
fn a_full_day_and_a_full_month_offer_nothing_more() {
    let zone = Tz::Europe__London;
    let mut board = board(Weekday::Tue, "09:00", "16:00");
    let month = window("2026-12-01T00:00:00Z", "2027-01-06T00:00:00Z");
    let call = |from: &str| Slot { starts_at: at(from), minutes: 30 }.during();
    board.calls = vec![call("2026-12-01T09:00:00Z"), call("2026-12-01T15:00:00Z")];

    board.limits.calls_per_day = 2;
    let offered = starts(&board, zone, month);
    assert!(offered.iter().all(|start| !start.starts_with("2026-12-01")));
    assert!(offered.iter().any(|start| start.starts_with("2026-12-08")));

    board.limits.calls_per_month = 2;
    let offered = starts(&board, zone, month);
    assert!(offered.iter().all(|start| start.starts_with("2027-01-05")));
    assert!(!offered.is_empty());

    board.limits.calls_per_month = 0;
    assert!(starts(&board, zone, month).is_empty());
}

#[test]
fn a_slot_key_reads_back_and_anything_else_does_not() {
    let slot = Slot { starts_at: at("2026-11-24T14:00:00Z"), minutes: 30 };

    assert_eq!(slot.key().to_string(), "2026-11-24T14:00Z");
    assert_eq!(Slot::from_key("2026-11-24T14:00Z", 30), Some(slot));
    for bad in
        ["", "2026-11-24", "2026-11-24T14:00", "2026-13-24T14:00Z", "2026-11-24T25:00Z", "2026-11-24T14:xxZ", "T:Z"]
    {
        assert_eq!(Slot::from_key(bad, 30), None, "{bad}");
    }
}

const ZONES: [Tz; 10] = [
    Tz::Europe__London,
    Tz::America__New_York,
    Tz::America__St_Johns,
    Tz::Asia__Kolkata,
    Tz::Asia__Kathmandu,
    Tz::Australia__Lord_Howe,
    Tz::Australia__Adelaide,
    Tz::Pacific__Chatham,
    Tz::Africa__Casablanca,
    Tz::Etc__UTC,
];

/// Days on which some of the zones above change their clocks, and a plain one.
const AROUND: [&str; 8] = [
    "2026-10-02T11:00:00Z",
    "2026-10-24T05:13:00Z",
    "2026-10-31T20:00:00Z",
    "2027-02-06T00:00:00Z",
    "2027-03-13T10:30:00Z",
    "2027-03-27T23:59:59Z",
    "2027-04-02T18:07:00Z",
    "2027-06-15T09:00:00Z",
];

prop_compose! {
    fn any_hours()(typed in prop::collection::vec((0u8..7, 0i64..47, 1i64..16), 1..14)) -> WeeklyHours {
        WeeklyHours::new(typed.into_iter().map(|(weekday, from, len)| OpenHours {
            weekday: Weekday::try_from(weekday).unwrap(),
            from: ClockTime::from_minutes(from * 30).unwrap(),
            until: ClockTime::from_minutes((from + len).min(48) * 30).unwrap(),
        }).collect()).unwrap()
    }
}

prop_compose! {
    fn any_case()(
        hours in any_hours(),
        exceptions in prop::collection::vec((0i64..9, any::<bool>(), 0i64..46, 1i64..10), 0..5),
        busy in prop::collection::vec((0i64..12_000, 5i64..240), 0..6),
        notice_hours in 0u16..40, buffer_minutes in 0u16..40, calls_per_day in 1u16..4, calls_per_month in 1u16..6,
        zone in prop::sample::select(&ZONES[..]), now in prop::sample::select(&AROUND[..]),
        minutes in prop::sample::select(&[30u16, 45, 60][..]),
    ) -> (Board, Tz, DateTime<Utc>, TimeRange, u16) {
        let now = at(now);
        let today = local(now, &zone).date();
        let exceptions = exceptions.into_iter().map(|(ahead, off, from, len)| {
            let day = today + chrono::Days::new(ahead as u64);
            let from_minute = ClockTime::from_minutes(from * 30).unwrap();
            let until = ClockTime::from_minutes((from + len).min(48) * 30).unwrap();
            if off { Exception::day_off(day) } else { Exception::extra_hours(day, from_minute, until).unwrap() }
        }).collect();
        let busy = busy.into_iter().filter_map(|(from, len)| {
            TimeRange::new(now + TimeDelta::minutes(from), now + TimeDelta::minutes(from + len))
        }).collect();
        let limits = BookingLimits { notice_hours, buffer_minutes, calls_per_day, calls_per_month };
        let window = TimeRange { from: now, until: now + TimeDelta::days(8) };
        (Board { hours, exceptions, limits, calls: Vec::new(), busy }, zone, now, window, minutes)
    }
}

/// Whether the advocate's own words open this minute, told without ranges.
fn opens(board: &Board, minute: DateTime<Utc>, zone: Tz) -> bool {
    let shown = local(minute, &zone);
    let clock = i64::from(shown.time().num_seconds_from_midnight()) / 60;
    let within = |from: ClockTime, until: ClockTime| from.minutes() <= clock && clock < until.minutes();
    let named = |kind| {
        let today = board.exceptions.iter().filter(|exception| exception.day == shown.date());
        today.filter(|exception| exception.kind == kind).any(|exception| within(exception.from, exception.until))
    };
    let usual = board.hours.on(shown.date().weekday()).any(|hours| within(hours.from, hours.until));
    named(ExceptionKind::Extra) || (usual && !named(ExceptionKind::Off))
}

fn minutes_of(slot: &Slot) -> impl Iterator<Item = DateTime<Utc>> {
    let from = slot.starts_at;
    (0..i64::from(slot.minutes)).map(move |minute| from + TimeDelta::minutes(minute))
}

/// Whether a slot may be offered, by the rules read one after another and minute by minute.
fn may_be_offered(board: &Board, slot: &Slot, zone: Tz, now: DateTime<Utc>) -> bool {
    let buffer = TimeDelta::minutes(i64::from(board.limits.buffer_minutes));
    let apart = |other: &TimeRange| slot.ends_at() + buffer <= other.from || other.until + buffer <= slot.starts_at;
    let crowded = |same: &dyn Fn(NaiveDate) -> bool| {
        board.calls.iter().filter(|call| same(local(call.from, &zone).date())).count()
    };
    let start = slot.starts_at;
    local(start, &zone).time().num_seconds_from_midnight().is_multiple_of(1800)
        && start >= now + TimeDelta::hours(i64::from(board.limits.notice_hours))
        && minutes_of(slot).all(|minute| {
            let date = local(minute, &zone).date();
            let month = |other: NaiveDate| (other.year(), other.month()) == (date.year(), date.month());
            opens(board, minute, zone)
                && crowded(&|other| other == date) < usize::from(board.limits.calls_per_day)
                && crowded(&month) < usize::from(board.limits.calls_per_month)
        })
        && board.calls.iter().chain(&board.busy).all(apart)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn exactly_the_slots_the_rules_allow_are_offered((board, zone, now, window, minutes) in any_case()) {
        let offered = board.offered_slots(window, minutes, &zone, now);

        let every_quarter = (0..8 * 96 + 1).map(|quarter| {
            let first = window.from.timestamp().div_euclid(900) * 900;
            Slot { starts_at: DateTime::from_timestamp(first + quarter * 900, 0).unwrap(), minutes }
        });
        let allowed: Vec<Slot> = every_quarter
            .filter(|slot| window.covers(&slot.during()) && may_be_offered(&board, slot, zone, now))
            .collect();
        prop_assert_eq!(offered, allowed);
    }

    #[test]
    fn a_booked_slot_is_never_offered_and_calls_never_overlap(
        (mut board, zone, now, window, minutes) in any_case(), choice in any::<usize>()
    ) {
        let mut booked: Vec<Slot> = Vec::new();
        loop {
            let offered = board.offered_slots(window, minutes, &zone, now);
            for slot in &offered {
                prop_assert!(booked.iter().all(|taken| !taken.during().overlaps(&slot.during())));
                prop_assert!(board.offers(slot, &zone, now));
            }
            if offered.is_empty() {
                break;
            }
            let slot = offered[choice % offered.len()];
            board.calls.push(slot.during());
            prop_assert!(!board.offers(&slot, &zone, now));
            booked.push(slot);
        }
        for date in booked.iter().map(|slot| local(slot.starts_at, &zone).date()) {
            let same_day = booked.iter().filter(|slot| local(slot.starts_at, &zone).date() == date).count();
            prop_assert!(same_day <= usize::from(board.limits.calls_per_day));
        }
    }

    #[test]
    fn more_in_the_way_never_offers_more((board, zone, now, window, minutes) in any_case(), from in 0i64..10_000) {
        let before = board.offered_slots(window, minutes, &zone, now);
        let mut busier = board.clone();
        let from = now + TimeDelta::minutes(from);
        busier.busy.push(TimeRange { from, until: from + TimeDelta::hours(3) });

        let after = busier.offered_slots(window, minutes, &zone, now);

        prop_assert!(after.iter().all(|slot| before.contains(slot)));
    }

    #[test]
    fn free_bits_lie_inside_free_time((board, zone, now, window, _) in any_case()) {
        let bits = board.free_bits(now, &zone);

        let window = TimeRange { from: window.from, until: now + TimeDelta::days(30) };
        let free = board.free_time(window, &zone, now);
        for range in bits.ranges().as_slice() {
            prop_assert!(free.covers(range));
        }
    }
}
