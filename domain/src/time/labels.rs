//! Dates and times in words, the same on the server and in the browser.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "14:00"
pub fn clock(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// "Tue 24 Nov"
pub fn date_short(date: NaiveDate) -> String {
    format!("{} {} {}", weekday_short(date.weekday()), date.day(), month_short(date))
}

/// "Tuesday 24 November"
pub fn date_long(date: NaiveDate) -> String {
    format!("{} {} {}", weekday_long(date.weekday()), date.day(), month_long(date))
}

/// "November 2026"
pub fn month_year(date: NaiveDate) -> String {
    format!("{} {}", month_long(date), date.year())
}

/// "Nov"
pub fn month_short(date: NaiveDate) -> &'static str {
    &month_long(date)[..3]
}

/// "Tuesday"
pub const fn weekday_long(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// "Tue"
pub fn weekday_short(weekday: Weekday) -> &'static str {
    &weekday_long(weekday)[..3]
}

/// "November"
pub fn month_long(date: NaiveDate) -> &'static str {
    MONTHS[date.month0() as usize]
}

/// "just now", "5 min ago", "3 h ago", then the day.
pub fn ago(then: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (now - then).num_minutes();
    match minutes {
        ..1 => "just now".to_owned(),
        1..60 => format!("{minutes} min ago"),
        60..1_440 => format!("{} h ago", minutes / 60),
        _ => date_short(then.date_naive()),
    }
}

/// "today", "tomorrow", "in 8 days", "3 days ago".
pub fn in_days(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days @ 2.. => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

/// "40 min", "5 h", "2 days": a length nobody needs exactly.
pub fn span(length: TimeDelta) -> String {
    match length.num_minutes() {
        minutes @ ..90 => format!("{} min", minutes.max(1)),
        minutes @ 90..2_880 => format!("{} h", (minutes + 30) / 60),
        minutes => format!("{} days", (minutes + 720) / 1_440),
    }
}

/// "Fri 27 Nov", with the year when it is not this one.
pub fn date_with_year(date: NaiveDate, today: NaiveDate) -> String {
    if date.year() == today.year() { date_short(date) } else { format!("{} {}", date_short(date), date.year()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_read_as_the_design_writes_them() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

        assert_eq!(date_short(date), "Tue 24 Nov");
        assert_eq!(date_long(date), "Tuesday 24 November");
        assert_eq!(month_year(date), "November 2026");
        assert_eq!(clock(NaiveTime::from_hms_opt(9, 5, 0).unwrap()), "09:05");
    }

    #[test]
    fn distances_are_said_in_the_unit_a_person_would_use() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(1_000);
        let today = now.date_naive();

        assert_eq!(ago(now - TimeDelta::seconds(20), now), "just now");
        assert_eq!(ago(now - TimeDelta::minutes(59), now), "59 min ago");
        assert_eq!(ago(now - TimeDelta::minutes(125), now), "2 h ago");
        assert_eq!(in_days(today + TimeDelta::days(8), today), "in 8 days");
        assert_eq!(in_days(today - TimeDelta::days(2), today), "2 days ago");
        assert_eq!(span(TimeDelta::minutes(40)), "40 min");
        assert_eq!(span(TimeDelta::minutes(310)), "5 h");
        assert_eq!(span(TimeDelta::hours(60)), "3 days");
    }
}
