//! Slots as a month, a day and a zone select, in the words of the page.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::paging::counted;
use domain::scheduling::{Asked, DayCell, DayView, MonthView, Slot, TimeChoice, ZoneChoice};
use domain::time::{clock, date_long, date_short, local, month_year, zones};

/// The first of these names that is a zone: from the address, the invitation, the advocate.
pub(super) fn choose_zone(names: [Option<&str>; 3]) -> Tz {
    names.into_iter().flatten().find_map(zones::find).unwrap_or(Tz::UTC)
}

/// The zones to choose from, with the one in use among them.
pub(super) fn zone_choices(in_use: Tz, now: DateTime<Utc>) -> Vec<ZoneChoice> {
    let missing = (!zones::CHOICES.contains(&in_use)).then_some(in_use);
    missing
        .into_iter()
        .chain(zones::CHOICES.iter().copied())
        .map(|zone| ZoneChoice { name: zone.name().to_owned(), label: zones::choice_label(zone, now) })
        .collect()
}

/// The month asked for, else that of the chosen day, else that of the first free time.
pub(super) fn month_and_day(
    slots: &[Slot],
    asked: &Asked,
    zone: Tz,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> (MonthView, Option<NaiveDate>) {
    let today = zones::today(now, zone);
    let last = zones::today(until, zone);
    let date_of = |slot: &Slot| local(slot.starts_at, &zone).date();
    let free_on = |date: NaiveDate| slots.iter().filter(|slot| date_of(slot) == date).count();
    let named_slot = asked.slot.as_deref().and_then(|key| slots.iter().find(|slot| slot.key().to_string() == key));
    let named_day = asked.day.as_deref().and_then(|day| day.parse::<NaiveDate>().ok());
    let wanted_day = named_day.filter(|day| free_on(*day) > 0).or(named_slot.map(date_of));
    let first_free = slots.first().map(date_of);

    let month = asked.month.as_deref().and_then(read_month);
    let shown = month.or(wanted_day).or(first_free).unwrap_or(today).clamp(today, last.max(today));
    let first = shown.with_day(1).unwrap_or(shown);
    let in_month = |date: &NaiveDate| (date.year(), date.month()) == (first.year(), first.month());
    let chosen = wanted_day.filter(in_month).or_else(|| slots.iter().map(date_of).find(in_month));

    let days = first.iter_days().take_while(in_month).map(|date| {
        let free = free_on(date);
        let label = match free {
            0 => format!("{}, no times free", date_long(date)),
            1 => format!("{}, 1 time free", date_long(date)),
            many => format!("{}, {many} times free", date_long(date)),
        };
        DayCell { date, number: date.day(), free, is_today: date == today, is_chosen: Some(date) == chosen, label }
    });
    let month = MonthView {
        title: month_year(first),
        before: (first > today).then(|| month_key(first - Days::new(1))),
        after: (first + Months::new(1) <= last).then(|| month_key(first + Months::new(1))),
        blanks: first.weekday().num_days_from_monday() as u8,
        days: days.collect(),
    };
    (month, chosen)
}

/// The free times of a day; with the clock of whom they are shared with, when both clocks are known.
pub(super) fn day_view(slots: &[Slot], date: NaiveDate, asked: &Asked, zone: Tz, other: Option<(&str, Tz)>) -> DayView {
    let times: Vec<&Slot> = slots.iter().filter(|slot| local(slot.starts_at, &zone).date() == date).collect();
    let speakers_clock =
        times.first().zip(other).map(|(slot, other)| speakers_clock(slot.starts_at, zone, other)).unwrap_or_default();
    let choices = times.iter().map(|slot| {
        let key = slot.key().to_string();
        let (from, until) = (local(slot.starts_at, &zone).time(), local(slot.ends_at(), &zone).time());
        TimeChoice {
            is_chosen: asked.slot.as_deref() == Some(key.as_str()),
            key,
            from: clock(from),
            range: format!("{} to {}", clock(from), clock(until)),
        }
    });
    DayView { title: date_short(date), speakers_clock, times: choices.collect() }
}

/// "Same time for Ingrid in London", or how far apart their clocks are.
pub(super) fn speakers_clock(instant: DateTime<Utc>, zone: Tz, (name, theirs): (&str, Tz)) -> String {
    let (here, there) = (local(instant, &zone), local(instant, &theirs));
    if here == there {
        return format!("Same time for {name} in {}", zones::city(theirs));
    }
    let minutes = (there - here).num_minutes();
    let side = if minutes > 0 { "later" } else { "earlier" };
    let apart = match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, minutes) => counted(minutes, "minute", "minutes"),
        (1, 0) => "1 hour".to_owned(),
        (hours, 0) => format!("{hours} hours"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    };
    format!("{name}’s clock in {} is {apart} {side}", zones::city(theirs))
}

/// "Lucía’s, Madrid (CET)": whose clock stands in while a reader's own zone is unknown.
pub(super) fn borrowed(name: &str, theirs: Tz, instant: DateTime<Utc>) -> String {
    format!("{name}’s, {} ({})", zones::city(theirs), zones::abbreviation(theirs, instant))
}

/// "Lucía’s time in Madrid (CET)".
pub(super) fn borrowed_time(name: &str, theirs: Tz, instant: DateTime<Utc>) -> String {
    format!("{name}’s time in {} ({})", zones::city(theirs), zones::abbreviation(theirs, instant))
}

fn month_key(date: NaiveDate) -> String {
    format!("{}-{:02}", date.year(), date.month())
}

fn read_month(text: &str) -> Option<NaiveDate> {
    let (year, month) = text.split_once('-')?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn slots() -> Vec<Slot> {
        ["2026-11-24T14:00:00Z", "2026-11-24T23:30:00Z", "2026-12-01T09:00:00Z"]
            .map(|start| Slot { starts_at: at(start), minutes: 30 })
            .to_vec()
    }

    fn view(asked: &Asked, zone: Tz) -> (MonthView, Option<NaiveDate>) {
        month_and_day(&slots(), asked, zone, at("2026-12-17T00:00:00Z"), at("2026-11-19T10:34:00Z"))
    }

    #[test]
    fn the_first_free_day_is_shown_when_nothing_is_asked() {
        let (month, day) = view(&Asked::default(), Tz::Europe__London);

        assert_eq!((month.title.as_str(), month.blanks), ("November 2026", 6));
        assert_eq!((month.before, month.after.as_deref()), (None, Some("2026-12")));
        assert_eq!(day, "2026-11-24".parse().ok());
        assert_eq!(month.days[23].label, "Tuesday 24 November, 2 times free");
    }

    #[test]
    fn a_slot_lies_on_the_day_of_the_viewers_clock() {
        let (month, _) = view(&Asked::default(), Tz::Asia__Kolkata);

        assert_eq!((month.days[23].free, month.days[24].free), (1, 1));
    }

    #[test]
    fn nonsense_in_the_address_is_as_good_as_nothing() {
        for odd in ["", "2026-13", "9999-01", "x", "-1-1", "2020-01"] {
            let asked =
                Asked { month: Some(odd.into()), day: Some(odd.into()), slot: Some(odd.into()), ..Asked::default() };
            let (month, _) = view(&asked, Tz::Europe__London);
            assert!(["November 2026", "December 2026"].contains(&month.title.as_str()), "{odd}: {}", month.title);
        }
    }

    #[test]
    fn the_zone_comes_from_the_address_then_the_invitation_then_the_advocate() {
        let advocate = Some("Asia/Kathmandu");
        assert_eq!(choose_zone([Some("America/New_York"), Some("Europe/Paris"), advocate]), Tz::America__New_York);
        assert_eq!(choose_zone([Some("Mars/Olympus"), Some("Europe/Paris"), advocate]), Tz::Europe__Paris);
        assert_eq!(choose_zone([None, None, advocate]), Tz::Asia__Kathmandu);
    }

    #[test]
    fn both_clocks_are_told_apart() {
        let noon = at("2026-11-24T12:00:00Z");
        let told = |zone| speakers_clock(noon, zone, ("Ingrid", Tz::Europe__London));

        assert_eq!(told(Tz::Europe__Lisbon), "Same time for Ingrid in London");
        assert_eq!(told(Tz::Europe__Paris), "Ingrid’s clock in London is 1 hour earlier");
        assert_eq!(told(Tz::Asia__Kathmandu), "Ingrid’s clock in London is 5 h 45 min earlier");
        assert_eq!(told(Tz::America__New_York), "Ingrid’s clock in London is 5 hours later");
    }
}
