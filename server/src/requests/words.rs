//! Facts of requests in words: times in a reader's zone, what is known of a prospect.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::organisations::Industry;
use domain::time::{TimeRange, clock, date_short, local, zones};

use super::store::CallRow;

/// "a, b and c", in lower case at the start of each.
pub(super) fn in_words(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "Retail banking, Edinburgh, 6,200 staff", of what is known.
pub(super) fn facts(industry: Option<&str>, city: &str, employees: Option<i32>) -> String {
    let industry = industry.and_then(|key| key.parse::<Industry>().ok()).map(|industry| industry.label().to_owned());
    let staff = employees.map(|number| format!("{} staff", thousands(number)));
    let city = Some(city.to_owned()).filter(|city| !city.is_empty());
    [industry, city, staff].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub(super) fn thousands(number: i32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "Thu 19 Nov, 10:24".
pub(super) fn stamp(at: DateTime<Utc>, zone: Tz) -> String {
    let at = local(at, &zone);
    format!("{}, {}", date_short(at.date()), clock(at.time()))
}

/// "Today, 15:00", "Tomorrow, 09:30", "Mon 23 Nov, 14:00".
pub(super) fn moment(at: DateTime<Utc>, zone: Tz, today: NaiveDate) -> String {
    let at = local(at, &zone);
    format!("{}, {}", day_words(at.date(), today), clock(at.time()))
}

pub(super) fn date_of(at: DateTime<Utc>, zone: Tz, today: NaiveDate) -> String {
    day_words(local(at, &zone).date(), today)
}

/// Relative within a day, with the year when it is another one.
pub(super) fn day_words(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        -1 => "Yesterday".to_owned(),
        _ if day.year() == today.year() => date_short(day),
        _ => format!("{} {}", date_short(day), day.year()),
    }
}

pub(super) fn spoken(call: &CallRow, zone: Tz) -> String {
    let during = TimeRange { from: call.starts_at, until: call.ends_at };
    format!("{}, {}", zones::spoken_range(&during, zone), zones::spoken_zone(zone, call.starts_at))
}

pub(super) fn capped(number: usize) -> String {
    if number > 99 { "More than 99".to_owned() } else { number.to_string() }
}

pub(super) fn zone_of(name: &str) -> Tz {
    zones::find(name).unwrap_or(Tz::UTC)
}
