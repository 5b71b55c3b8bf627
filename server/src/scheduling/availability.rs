//! An advocate's own hours: read, saved whole, and their exceptions.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::AdvocateId;
use domain::paging::counted;
use domain::problem::{FieldProblems, Problem};
use domain::scheduling::{
    AskLimits, AvailabilityPage, BlockKind, BookingLimits, Exception, ExceptionKind, ExceptionLine, LimitFault,
    OpenHours, SaveAvailability, WeekBlock, WeekDay, WeekView, WeeklyHours,
};
use domain::time::{ClockTime, TimeRange, date_short, day, local, month_short, weekday_short, zones};

use super::calendar::zone_choices;
use super::store::{self, NotedException};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;

/// How far ahead exceptions can be set.
const EXCEPTION_DAYS: u64 = 400;
/// The longest run of days off set in one go.
const DAYS_OFF: i64 = 92;
const NOTE_LENGTH: usize = 120;

/// The signed-in advocate's hours, with one week drawn.
pub async fn availability(ctx: &Ctx, week: Option<NaiveDate>) -> Result<AvailabilityPage> {
    let advocate = own(ctx)?;
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let settings = store::settings(&mut tx, advocate).await?.ok_or(Problem::NotFound)?;
    let zone = zones::find(&settings.time_zone).unwrap_or(Tz::UTC);
    let today = zones::today(now, zone);
    let hours = store::hours(&mut tx, advocate).await?;
    let exceptions =
        store::exceptions(&mut tx, advocate, today - Days::new(7), today + Days::new(EXCEPTION_DAYS)).await?;
    // At a weekend the week that matters is the next one.
    let shown = week.unwrap_or(if today.weekday().num_days_from_monday() < 5 { today } else { today + Days::new(2) });
    let monday = monday_of(shown.clamp(today, today + Days::new(EXCEPTION_DAYS)));
    let window = span(monday, monday + Days::new(7), zone);
    let taken = store::taken(&mut tx, advocate, window, now).await?;
    let first = today.with_day(1).unwrap_or(today);
    let month = span(first, first + Months::new(1), zone);
    Ok(AvailabilityPage {
        version: settings.version,
        zone: zone.name().to_owned(),
        zones: zone_choices(zone, now),
        limits: settings.limits(),
        company_monthly_cap: settings.company_cap(),
        asking: settings.asking(),
        company_asking: settings.company_asking(),
        calls_this_month: store::calls_in(&mut tx, advocate, month).await?,
        this_month: domain::time::month_long(today).to_owned(),
        week: week_view(monday, today, &hours, &exceptions, &taken, zone),
        exceptions: lines(exceptions.into_iter().filter(|noted| noted.exception.day >= today)),
        hours: hours.into(),
        today,
    })
}

/// Saves the usual week, zone and limits, all or nothing. Somebody else's save in between is refused.
pub async fn save_availability(ctx: &Ctx, typed: SaveAvailability) -> Result<()> {
    let advocate = own(ctx)?;
    let mut tx = ctx.begin().await?;
    let settings = store::settings(&mut tx, advocate).await?.ok_or(Problem::NotFound)?;

    let (week, zone, limits, asking) = check(&typed, settings.company_cap(), settings.company_asking())?;

    if !store::save_settings(&mut tx, advocate, typed.version, zone.name(), limits, asking).await? {
        return Err(Problem::refused(
            "changed_meanwhile",
            "Your hours were changed elsewhere in the meantime. Below is what holds now; make your change again.",
        )
        .into());
    }
    store::save_hours(&mut tx, ctx.company(), advocate, &week).await?;
    events::record(&mut tx, ctx, Event::AvailabilityChanged { advocate }).await?;
    tx.commit().await
}

/// Takes one or several days off.
pub async fn add_days_off(ctx: &Ctx, first: &str, last: &str, note: &str) -> Result<()> {
    let first = read_day(ctx, "first", first)?;
    let last = if last.trim().is_empty() { first } else { read_day(ctx, "last", last)? };
    if last < first {
        return Err(Problem::invalid("last", "The last day is before the first.").into());
    }
    if (last - first).num_days() >= DAYS_OFF {
        return Err(Problem::invalid("last", "Take at most 92 days in one go.").into());
    }
    let days: Vec<Exception> = first.iter_days().take_while(|day| *day <= last).map(Exception::day_off).collect();
    add(ctx, &days, note).await
}

/// Opens hours on one day besides the usual week.
pub async fn add_extra_hours(ctx: &Ctx, day: &str, from: &str, until: &str) -> Result<()> {
    let day = read_day(ctx, "day", day)?;
    let from: ClockTime = from.parse().map_err(|fault| Problem::invalid("from", format!("{fault}.")))?;
    let until: ClockTime = until.parse().map_err(|fault| Problem::invalid("until", format!("{fault}.")))?;
    let extra =
        Exception::extra_hours(day, from, until).map_err(|fault| Problem::invalid("until", format!("{fault}.")))?;
    add(ctx, &[extra], "").await
}

/// Takes back a run of equal exceptions. Taking back what is gone already changes nothing.
pub async fn remove_exception(ctx: &Ctx, like: Exception, last: NaiveDate) -> Result<()> {
    let advocate = own(ctx)?;
    let mut tx = ctx.begin().await?;
    store::remove_exceptions(&mut tx, advocate, &like, last).await?;
    events::record(&mut tx, ctx, Event::AvailabilityChanged { advocate }).await?;
    tx.commit().await
}

async fn add(ctx: &Ctx, exceptions: &[Exception], note: &str) -> Result<()> {
    let advocate = own(ctx)?;
    let note: String = note.trim().chars().filter(|c| !c.is_control()).take(NOTE_LENGTH).collect();
    let mut tx = ctx.begin().await?;
    store::lock_board(&mut tx, advocate).await?;
    store::add_exceptions(&mut tx, ctx.company(), advocate, exceptions, &note).await?;
    events::record(&mut tx, ctx, Event::AvailabilityChanged { advocate }).await?;
    tx.commit().await
}

fn own(ctx: &Ctx) -> Result<AdvocateId> {
    ctx.allow(Permission::UsePortal)?;
    Ok(ctx.viewer()?.advocate.ok_or(Problem::NotFound)?)
}

fn check(
    typed: &SaveAvailability,
    company_cap: u16,
    company_asking: AskLimits,
) -> Result<(WeeklyHours, Tz, BookingLimits, AskLimits), Problem> {
    let mut faults = FieldProblems::default();
    let zone = zones::find(&typed.time_zone);
    if zone.is_none() {
        faults.add("time_zone", "Choose a time zone from the list.");
    }
    let limits = BookingLimits {
        notice_hours: typed.notice_hours,
        buffer_minutes: typed.buffer_minutes,
        calls_per_day: typed.calls_per_day,
        calls_per_month: typed.calls_per_month,
    };
    if let Err(fault) = limits.check() {
        let field = match fault {
            LimitFault::Notice => "notice_hours",
            LimitFault::Buffer => "buffer_minutes",
            LimitFault::PerDay => "calls_per_day",
            LimitFault::PerMonth => "calls_per_month",
        };
        faults.add(field, format!("{fault}."));
    }
    let asking = AskLimits { requests_per_quarter: typed.requests_per_quarter, rest_days: typed.rest_days };
    asking.check(company_asking, &mut faults);
    if typed.calls_per_month > company_cap {
        faults.add(
            "calls_per_month",
            format!("The programme asks nobody for more than {} a month.", counted(company_cap, "call", "calls")),
        );
    }
    let mut stretches = Vec::new();
    for row in typed.hours.iter().filter(|row| !(row.from.is_empty() && row.until.is_empty())) {
        let weekday = row.weekday.checked_sub(1).and_then(|number| Weekday::try_from(number).ok());
        match (weekday, row.from.parse::<ClockTime>(), row.until.parse::<ClockTime>()) {
            (Some(weekday), Ok(from), Ok(until)) => stretches.push(OpenHours { weekday, from, until }),
            (weekday, ..) => {
                let name = weekday.map_or("A day", domain::time::weekday_long);
                faults.add("hours", format!("{name}: choose both a start and an end."));
            }
        }
    }
    let week = WeeklyHours::new(stretches);
    if let Err(fault) = &week {
        faults.add("hours", format!("{fault}."));
    }
    faults.check()?;
    match (week, zone) {
        (Ok(week), Some(zone)) => Ok((week, zone, limits, asking)),
        _ => Err(Problem::invalid("hours", "These hours cannot be saved.")),
    }
}

/// A date of the near future; browsers send `2026-11-24`.
fn read_day(ctx: &Ctx, field: &str, text: &str) -> Result<NaiveDate> {
    let today = ctx.now().date_naive();
    let day =
        text.trim().parse::<NaiveDate>().map_err(|_| Problem::invalid(field, "Choose a date, such as 2026-11-24."))?;
    if day + Days::new(1) < today {
        return Err(Problem::invalid(field, "This day is over.").into());
    }
    if day > today + Days::new(EXCEPTION_DAYS) {
        return Err(Problem::invalid(field, "Choose a day within the next 13 months.").into());
    }
    Ok(day)
}

/// Days off that follow each other with the same note are one line.
fn lines(exceptions: impl Iterator<Item = NotedException>) -> Vec<ExceptionLine> {
    let mut lines: Vec<ExceptionLine> = Vec::new();
    for NotedException { exception, note } in exceptions {
        if let Some(line) = lines.last_mut() {
            let same = Exception { day: exception.day, ..line.exception } == exception && line.note == note;
            if same && exception.kind == ExceptionKind::Off && line.last.succ_opt() == Some(exception.day) {
                line.last = exception.day;
                continue;
            }
        }
        lines.push(ExceptionLine { exception, last: exception.day, label: String::new(), note });
    }
    for line in &mut lines {
        line.label = label(line);
    }
    lines
}

fn label(line: &ExceptionLine) -> String {
    let Exception { day, from, until, .. } = line.exception;
    let whole = (from, until) == (ClockTime::MIDNIGHT, ClockTime::END_OF_DAY);
    match (line.last == day, whole) {
        (true, true) => date_short(day),
        (true, false) => format!("{}, {from} to {until}", date_short(day)),
        (false, true) => format!("{} to {}", date_short(day), date_short(line.last)),
        (false, false) => format!("{} to {}, {from} to {until}", date_short(day), date_short(line.last)),
    }
}

fn monday_of(date: NaiveDate) -> NaiveDate {
    date - Days::new(u64::from(date.weekday().num_days_from_monday()))
}

/// From the first instant of one day to the first of another.
fn span(from: NaiveDate, until: NaiveDate, zone: Tz) -> TimeRange {
    let start = |date: NaiveDate| -> DateTime<Utc> {
        let hours = day(date, &zone);
        hours.as_slice().first().map_or_else(|| date.and_time(chrono::NaiveTime::MIN).and_utc(), |range| range.from)
    };
    TimeRange { from: start(from), until: start(until).max(start(from) + TimeDelta::seconds(1)) }
}

fn week_view(
    monday: NaiveDate,
    today: NaiveDate,
    hours: &WeeklyHours,
    exceptions: &[NotedException],
    taken: &[(TimeRange, bool)],
    zone: Tz,
) -> WeekView {
    let sunday = monday + Days::new(6);
    let days = monday.iter_days().take(7).map(|date| WeekDay {
        name: weekday_short(date.weekday()).to_owned(),
        number: date.day(),
        blocks: blocks(date, hours, exceptions, taken, zone),
    });
    let title = if monday.month() == sunday.month() {
        format!("{} to {} {}", monday.day(), sunday.day(), month_short(sunday))
    } else {
        format!("{} {} to {} {}", monday.day(), month_short(monday), sunday.day(), month_short(sunday))
    };
    WeekView {
        title,
        before: (monday > today).then(|| monday - Days::new(7)),
        after: monday + Days::new(7),
        days: days.collect(),
    }
}

fn blocks(
    date: NaiveDate,
    hours: &WeeklyHours,
    exceptions: &[NotedException],
    taken: &[(TimeRange, bool)],
    zone: Tz,
) -> Vec<WeekBlock> {
    let usual = hours.on(date.weekday()).map(|stretch| (BlockKind::Open, stretch.from, stretch.until, String::new()));
    let of_day = exceptions.iter().filter(|noted| noted.exception.day == date).map(|noted| {
        let Exception { kind, from, until, .. } = noted.exception;
        let (kind, words) = match kind {
            ExceptionKind::Off => (BlockKind::Off, "Day off"),
            ExceptionKind::Extra => (BlockKind::Open, "Extra hours"),
        };
        let words = if noted.note.is_empty() { words.to_owned() } else { noted.note.clone() };
        (kind, from, until, words)
    });
    let calls =
        taken.iter().filter(|(range, _)| local(range.from, &zone).date() == date).filter_map(|(range, planned)| {
            let minute = |at: DateTime<Utc>| (local(at, &zone) - date.and_time(chrono::NaiveTime::MIN)).num_minutes();
            let from = ClockTime::from_minutes(minute(range.from).div_euclid(30) * 30)?;
            let until = ClockTime::from_minutes(((minute(range.until) + 29).div_euclid(30) * 30).min(1440))?;
            let (kind, words) = if *planned { (BlockKind::Booked, "Booked") } else { (BlockKind::Held, "Held") };
            Some((kind, from, until, words.to_owned()))
        });
    usual
        .chain(of_day)
        .chain(calls)
        .map(|(kind, from, until, words)| {
            let hours = format!("{from} to {until}");
            let label = if words.is_empty() { hours } else { format!("{words}, {hours}") };
            WeekBlock { kind, from, until, label }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(day: &str, note: &str) -> NotedException {
        NotedException { exception: Exception::day_off(day.parse().unwrap()), note: note.into() }
    }

    #[test]
    fn days_off_in_a_row_are_one_line() {
        let off = [
            noted("2026-11-27", "Audit"),
            noted("2026-12-21", "Holiday"),
            noted("2026-12-22", "Holiday"),
            noted("2026-12-23", "Move"),
            noted("2026-12-25", "Move"),
        ];

        let labels: Vec<String> = lines(off.into_iter()).into_iter().map(|line| line.label).collect();

        assert_eq!(labels, ["Fri 27 Nov", "Mon 21 Dec to Tue 22 Dec", "Wed 23 Dec", "Fri 25 Dec"]);
    }
}
