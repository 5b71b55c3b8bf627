//! An advocate's hours, exceptions and limits.

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use domain::ids::{AdvocateId, CallId, CompanyId};
use domain::scheduling::{AskLimits, Board, BookingLimits, Exception, ExceptionKind, OpenHours, WeeklyHours};
use domain::time::{ClockTime, TimeRange};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

/// The board of an advocate and their zone. Calls a month before and after the window count for the
/// limits of its months. `except` is the call that is being placed.
pub(in crate::scheduling) async fn board(
    tx: &mut Tx,
    advocate: AdvocateId,
    window: TimeRange,
    except: Option<CallId>,
    now: DateTime<Utc>,
) -> Result<Option<(Board, String)>> {
    let Some(row) = sqlx::query!(
        "select a.time_zone, a.notice_hours, a.buffer_minutes, a.daily_cap,
                least(coalesce(a.monthly_cap, c.monthly_cap), c.monthly_cap) as \"monthly_cap!\"
         from advocates a join companies c on c.id = a.company_id where a.id = $1",
        advocate as _
    )
    .fetch_optional(&mut **tx)
    .await?
    else {
        return Ok(None);
    };
    let calls = sqlx::query!(
        r#"select lower(during) as "from!", upper(during) as "until!" from reference_calls
           where advocate_id = $1 and id is distinct from $2
             and (state in ('scheduled', 'completed', 'missed') or (state = 'held' and held_until > $3))
             and during && tstzrange($4::timestamptz - interval '32 days', $5::timestamptz + interval '32 days')"#,
        advocate as _,
        except as _,
        now,
        window.from,
        window.until
    )
    .fetch_all(&mut **tx)
    .await?;
    let limits = BookingLimits {
        notice_hours: whole(row.notice_hours),
        buffer_minutes: whole(row.buffer_minutes),
        calls_per_day: whole(row.daily_cap),
        calls_per_month: whole(row.monthly_cap),
    };
    let (from, until) = (window.from.date_naive().pred_opt(), window.until.date_naive().succ_opt());
    let exceptions = exceptions(tx, advocate, from.unwrap_or_default(), until.unwrap_or(NaiveDate::MAX)).await?;
    let board = Board {
        hours: hours(tx, advocate).await?,
        exceptions: exceptions.into_iter().map(|row| row.exception).collect(),
        limits,
        calls: calls.into_iter().map(|row| TimeRange { from: row.from, until: row.until }).collect(),
        busy: Vec::new(),
    };
    Ok(Some((board, row.time_zone)))
}

pub(in crate::scheduling) async fn hours(tx: &mut Tx, advocate: AdvocateId) -> Result<WeeklyHours> {
    let rows = sqlx::query!(
        "select weekday, starts_minute, ends_minute from advocate_hours where advocate_id = $1",
        advocate as _
    )
    .fetch_all(&mut **tx)
    .await?;
    let stretches = rows.into_iter().filter_map(|row| {
        let weekday = Weekday::try_from(u8::try_from(row.weekday - 1).ok()?).ok()?;
        let (from, until) = clock_times(row.starts_minute, row.ends_minute)?;
        Some(OpenHours { weekday, from, until })
    });
    Ok(WeeklyHours::new(stretches.collect()).map_err(anyhow::Error::from)?)
}

/// An exception with its note.
pub(in crate::scheduling) struct NotedException {
    pub exception: Exception,
    pub note: String,
}

pub(in crate::scheduling) async fn exceptions(
    tx: &mut Tx,
    advocate: AdvocateId,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<NotedException>> {
    let rows = sqlx::query!(
        r#"select day, kind as "kind: ExceptionKind", starts_minute, ends_minute, note from availability_exceptions
           where advocate_id = $1 and day between $2 and $3 order by day, starts_minute, id"#,
        advocate as _,
        from,
        until
    )
    .fetch_all(&mut **tx)
    .await?;
    let noted = rows.into_iter().filter_map(|row| {
        let (from, until) = clock_times(row.starts_minute, row.ends_minute)?;
        Some(NotedException { exception: Exception { day: row.day, kind: row.kind, from, until }, note: row.note })
    });
    Ok(noted.collect())
}

/// Stored minutes as times of the half-hour grid. A row off the grid (from elsewhere) is narrowed to it.
fn clock_times(starts: i32, ends: i32) -> Option<(ClockTime, ClockTime)> {
    let from = ClockTime::from_minutes(i64::from((starts + 29) / 30 * 30))?;
    let until = ClockTime::from_minutes(i64::from(ends / 30 * 30))?;
    (from < until).then_some((from, until))
}

fn whole(number: i32) -> u16 {
    u16::try_from(number).unwrap_or_default()
}

/// What the availability page shows besides hours and exceptions.
pub(in crate::scheduling) struct Settings {
    pub version: i32,
    pub time_zone: String,
    pub notice_hours: i32,
    pub buffer_minutes: i32,
    pub daily_cap: i32,
    pub monthly_cap: i32,
    pub company_monthly_cap: i32,
    pub quarterly_cap: Option<i32>,
    pub company_quarterly_cap: i32,
    pub cool_down_days: Option<i32>,
    pub company_cool_down_days: i32,
}

impl Settings {
    pub fn limits(&self) -> BookingLimits {
        BookingLimits {
            notice_hours: whole(self.notice_hours),
            buffer_minutes: whole(self.buffer_minutes),
            calls_per_day: whole(self.daily_cap),
            calls_per_month: whole(self.monthly_cap),
        }
    }

    pub fn company_asking(&self) -> AskLimits {
        AskLimits {
            requests_per_quarter: whole(self.company_quarterly_cap),
            rest_days: whole(self.company_cool_down_days),
        }
    }

    /// The advocate's own numbers within the programme's.
    pub fn asking(&self) -> AskLimits {
        let company = self.company_asking();
        let own = AskLimits {
            requests_per_quarter: self.quarterly_cap.map_or(company.requests_per_quarter, whole),
            rest_days: self.cool_down_days.map_or(company.rest_days, whole),
        };
        own.within(company)
    }

    pub fn company_cap(&self) -> u16 {
        whole(self.company_monthly_cap)
    }
}

pub(in crate::scheduling) async fn settings(tx: &mut Tx, advocate: AdvocateId) -> Result<Option<Settings>> {
    Ok(sqlx::query_as!(
        Settings,
        r#"select a.version, a.time_zone, a.notice_hours, a.buffer_minutes, a.daily_cap,
                  least(coalesce(a.monthly_cap, c.monthly_cap), c.monthly_cap) as "monthly_cap!",
                  c.monthly_cap as company_monthly_cap, a.quarterly_cap, c.quarterly_cap as company_quarterly_cap,
                  a.cool_down_days, c.cool_down_days as company_cool_down_days
           from advocates a join companies c on c.id = a.company_id where a.id = $1"#,
        advocate as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// Saves zone and limits if nobody saved in between; false when somebody did.
pub(in crate::scheduling) async fn save_settings(
    tx: &mut Tx,
    advocate: AdvocateId,
    version: i32,
    zone: &str,
    limits: BookingLimits,
    asking: AskLimits,
) -> Result<bool> {
    let saved = sqlx::query!(
        "update advocates set time_zone = $3, notice_hours = $4, buffer_minutes = $5, daily_cap = $6, monthly_cap = $7,
                quarterly_cap = $8, cool_down_days = $9,
                version = version + 1
         where id = $1 and version = $2",
        advocate as _,
        version,
        zone,
        i32::from(limits.notice_hours),
        i32::from(limits.buffer_minutes),
        i32::from(limits.calls_per_day),
        i32::from(limits.calls_per_month),
        i32::from(asking.requests_per_quarter),
        i32::from(asking.rest_days)
    )
    .execute(&mut **tx)
    .await?;
    Ok(saved.rows_affected() == 1)
}

/// Replaces the usual week.
pub(in crate::scheduling) async fn save_hours(
    tx: &mut Tx,
    company: CompanyId,
    advocate: AdvocateId,
    week: &WeeklyHours,
) -> Result<()> {
    sqlx::query!("delete from advocate_hours where advocate_id = $1", advocate as _).execute(&mut **tx).await?;
    let column = |pick: fn(&OpenHours) -> i64| -> Vec<i32> {
        week.stretches().iter().map(|stretch| i32::try_from(pick(stretch)).unwrap_or_default()).collect()
    };
    sqlx::query!(
        "insert into advocate_hours (company_id, advocate_id, weekday, starts_minute, ends_minute)
         select $1, $2, weekday, starts, ends from unnest($3::int[], $4::int[], $5::int[]) as week (weekday, starts, ends)",
        company as _,
        advocate as _,
        &column(|stretch| i64::from(stretch.weekday.number_from_monday())),
        &column(|stretch| stretch.from.minutes()),
        &column(|stretch| stretch.until.minutes())
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Adds an exception on each of the days; an equal one is replaced.
pub(in crate::scheduling) async fn add_exceptions(
    tx: &mut Tx,
    company: CompanyId,
    advocate: AdvocateId,
    exceptions: &[Exception],
    note: &str,
) -> Result<()> {
    for exception in exceptions {
        remove_exceptions(tx, advocate, exception, exception.day).await?;
        sqlx::query!(
            "insert into availability_exceptions (company_id, id, advocate_id, day, kind, starts_minute, ends_minute, note)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            company as _,
            Uuid::now_v7(),
            advocate as _,
            exception.day,
            exception.kind as _,
            i32::try_from(exception.from.minutes()).unwrap_or_default(),
            i32::try_from(exception.until.minutes()).unwrap_or_default(),
            note
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Removes equal exceptions from the day of this one to `last`.
pub(in crate::scheduling) async fn remove_exceptions(
    tx: &mut Tx,
    advocate: AdvocateId,
    like: &Exception,
    last: NaiveDate,
) -> Result<()> {
    sqlx::query!(
        "delete from availability_exceptions
         where advocate_id = $1 and day between $2 and $3 and kind = $4 and starts_minute = $5 and ends_minute = $6",
        advocate as _,
        like.day,
        last,
        like.kind as _,
        i32::try_from(like.from.minutes()).unwrap_or_default(),
        i32::try_from(like.until.minutes()).unwrap_or_default()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Held and planned calls of an advocate in a window; true when planned.
pub(in crate::scheduling) async fn taken(
    tx: &mut Tx,
    advocate: AdvocateId,
    window: TimeRange,
    now: DateTime<Utc>,
) -> Result<Vec<(TimeRange, bool)>> {
    let rows = sqlx::query!(
        r#"select lower(during) as "from!", upper(during) as "until!", (state = 'scheduled') as "planned!"
           from reference_calls
           where advocate_id = $1 and during && tstzrange($2, $3)
             and (state = 'scheduled' or (state = 'held' and held_until > $4))
           order by lower(during)"#,
        advocate as _,
        window.from,
        window.until,
        now
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (TimeRange { from: row.from, until: row.until }, row.planned)).collect())
}

/// Calls planned or had in a window, which count towards the monthly limit.
pub(in crate::scheduling) async fn calls_in(tx: &mut Tx, advocate: AdvocateId, window: TimeRange) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from reference_calls
           where advocate_id = $1 and state in ('scheduled', 'completed', 'missed')
             and lower(during) >= $2 and lower(during) < $3"#,
        advocate as _,
        window.from,
        window.until
    )
    .fetch_one(&mut **tx)
    .await?)
}
