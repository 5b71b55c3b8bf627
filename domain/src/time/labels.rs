//! Dates and times in words, the same on the server and in the browser.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

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
}
