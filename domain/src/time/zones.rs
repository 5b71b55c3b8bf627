//! Time zones by their IANA names; server and tests only.

use chrono::{DateTime, FixedOffset, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::{OffsetName, Tz};

use super::{ZoneRules, clock, date_long, local};

impl ZoneRules for Tz {
    fn offset_at(&self, instant: DateTime<Utc>) -> FixedOffset {
        self.offset_from_utc_datetime(&instant.naive_utc()).fix()
    }
}

/// The zone of that name, which may come from an address or a form.
pub fn find(name: &str) -> Option<Tz> {
    // Deprecated aliases such as "GB" parse too and are honest zones; their name is shown as given.
    name.parse().ok()
}

/// "London", "New York", "Kathmandu": the last part of the name.
pub fn city(zone: Tz) -> String {
    let name = zone.name();
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

/// "GMT", "CET" or, where people have no letters for it, "UTC+5:45".
pub fn abbreviation(zone: Tz, instant: DateTime<Utc>) -> String {
    let offset = zone.offset_from_utc_datetime(&instant.naive_utc());
    match offset.abbreviation() {
        Some(letters) if letters.starts_with(|first: char| first.is_ascii_alphabetic()) => letters.to_owned(),
        _ => utc_offset(offset.fix().local_minus_utc()),
    }
}

/// "London (GMT), now 10:34": how the zone select names a zone.
pub fn choice_label(zone: Tz, now: DateTime<Utc>) -> String {
    format!("{} ({}), now {}", city(zone), abbreviation(zone, now), clock(local(now, &zone).time()))
}

/// "Tuesday 24 November, 14:00 to 14:30".
pub fn spoken_range(range: &super::TimeRange, zone: Tz) -> String {
    let (from, until) = (local(range.from, &zone), local(range.until, &zone));
    format!("{}, {} to {}", date_long(from.date()), clock(from.time()), clock(until.time()))
}

/// "London time (GMT)".
pub fn spoken_zone(zone: Tz, instant: DateTime<Utc>) -> String {
    format!("{} time ({})", city(zone), abbreviation(zone, instant))
}

/// The date on the calendar of that place.
pub fn today(now: DateTime<Utc>, zone: Tz) -> NaiveDate {
    local(now, &zone).date()
}

fn utc_offset(seconds: i32) -> String {
    let (sign, seconds) = if seconds < 0 { ('\u{2212}', -seconds) } else { ('+', seconds) };
    let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// The zones a select offers, west to east, one for each clock people commonly live by. Any other
/// IANA name still works in the address and is added to the select when it is in use.
pub const CHOICES: &[Tz] = &[
    Tz::Pacific__Honolulu,
    Tz::America__Anchorage,
    Tz::America__Los_Angeles,
    Tz::America__Phoenix,
    Tz::America__Denver,
    Tz::America__Chicago,
    Tz::America__Mexico_City,
    Tz::America__New_York,
    Tz::America__Toronto,
    Tz::America__Bogota,
    Tz::America__Lima,
    Tz::America__Halifax,
    Tz::America__Santiago,
    Tz::America__St_Johns,
    Tz::America__Sao_Paulo,
    Tz::America__Argentina__Buenos_Aires,
    Tz::Atlantic__Azores,
    Tz::Atlantic__Reykjavik,
    Tz::Europe__London,
    Tz::Europe__Dublin,
    Tz::Europe__Lisbon,
    Tz::Africa__Casablanca,
    Tz::Africa__Lagos,
    Tz::Europe__Paris,
    Tz::Europe__Madrid,
    Tz::Europe__Berlin,
    Tz::Europe__Amsterdam,
    Tz::Europe__Brussels,
    Tz::Europe__Zurich,
    Tz::Europe__Vienna,
    Tz::Europe__Rome,
    Tz::Europe__Prague,
    Tz::Europe__Warsaw,
    Tz::Europe__Oslo,
    Tz::Europe__Stockholm,
    Tz::Europe__Copenhagen,
    Tz::Europe__Athens,
    Tz::Europe__Helsinki,
    Tz::Europe__Bucharest,
    Tz::Europe__Kyiv,
    Tz::Africa__Cairo,
    Tz::Africa__Johannesburg,
    Tz::Asia__Jerusalem,
    Tz::Europe__Istanbul,
    Tz::Africa__Nairobi,
    Tz::Asia__Riyadh,
    Tz::Asia__Tehran,
    Tz::Asia__Dubai,
    Tz::Asia__Karachi,
    Tz::Asia__Kolkata,
    Tz::Asia__Kathmandu,
    Tz::Asia__Dhaka,
    Tz::Asia__Bangkok,
    Tz::Asia__Jakarta,
    Tz::Asia__Singapore,
    Tz::Asia__Hong_Kong,
    Tz::Asia__Shanghai,
    Tz::Australia__Perth,
    Tz::Asia__Tokyo,
    Tz::Asia__Seoul,
    Tz::Australia__Adelaide,
    Tz::Australia__Brisbane,
    Tz::Australia__Sydney,
    Tz::Australia__Lord_Howe,
    Tz::Pacific__Auckland,
    Tz::Etc__UTC,
];
