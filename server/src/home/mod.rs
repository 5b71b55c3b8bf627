//! The dashboard of somebody who works in the company: what needs them, which calls come, which
//! requests are open. A reader of other features' tables: it changes nothing and records nothing.
//!
//! Invariant: it shows the deals that the reader's role reaches, and no others.

mod store;

use chrono::{NaiveDate, TimeDelta, Timelike};
use chrono_tz::Tz;
use domain::accounts::{Permission, Scope};
use domain::home::{Home, Need, NeedReason, OpenRequest, RequestStep, UpcomingCall, greeting, in_days};
use domain::problem::Problem;
use domain::time::{clock, date_long, date_short, local, zones};
use domain::{ids::UserId, money};

use crate::ctx::Ctx;
use crate::error::Result;

/// A deal needs somebody when its date is this close and nobody was asked.
const COMING_UP: TimeDelta = TimeDelta::days(28);
/// After this the date is history rather than a task.
const LONG_PAST: TimeDelta = TimeDelta::days(7);
/// As many rows as a card shows.
const ROWS: i64 = 6;

/// Whose deals the reader sees.
#[derive(Clone, Copy, Debug)]
struct Reach {
    user: UserId,
    scope: Scope,
}

impl Reach {
    /// The word the statements know it by.
    fn word(self) -> &'static str {
        match self.scope {
            Scope::None => "none",
            Scope::Own => "own",
            Scope::OwnCustomers => "customers",
            Scope::Team => "team",
            Scope::All => "all",
        }
    }
}

/// The dashboard of whoever is signed in.
pub async fn home(ctx: &Ctx) -> Result<Home> {
    let viewer = ctx.viewer()?;
    if !viewer.is_staff() {
        return Err(Problem::Forbidden("Only people who work in the company can see this.".to_owned()).into());
    }
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let now = ctx.now();
    let today = zones::today(now, zone);
    let reach = Reach { user: viewer.user, scope: viewer.scope(Permission::ViewOpportunities) };

    let mut tx = ctx.begin().await?;
    let needs = if viewer.may(Permission::SubmitRequests) {
        store::needs(&mut tx, reach, today - LONG_PAST, today + COMING_UP, ROWS).await?
    } else {
        Vec::new()
    };
    let unrecorded = if viewer.may(Permission::SubmitRequests) {
        store::calls(&mut tx, reach, now, true, ROWS).await?
    } else {
        Vec::new()
    };
    let calls = store::calls(&mut tx, reach, now, false, ROWS).await?;
    let requests = store::open_requests(&mut tx, reach, now, ROWS).await?;
    tx.commit().await?;

    Ok(Home {
        today: date_long(today),
        greeting: greeting(local(now, &zone).hour(), &viewer.name),
        zone: zones::abbreviation(zone, now),
        own: reach.scope == Scope::Own,
        needs_in_all: needs.first().map_or(0, |need| need.in_all),
        needs: needs.into_iter().map(need).collect(),
        unrecorded: unrecorded.into_iter().map(|row| call(row, today, zone)).collect(),
        calls: calls.into_iter().map(|row| call(row, today, zone)).collect(),
        requests: requests.into_iter().map(|row| request(row, today, zone)).collect(),
    })
}

fn need(row: store::NeedRow) -> Need {
    let reason = match (row.step, row.advocate) {
        (Some(RequestStep::Declined), Some(advocate)) => NeedReason::Declined { advocate },
        (Some(_), Some(advocate)) => NeedReason::Silent { advocate },
        _ => NeedReason::NobodyAsked,
    };
    Need {
        reason,
        opportunity: row.opportunity,
        prospect: row.prospect,
        needed_by: date_short(row.needed_by),
        stage: row.stage,
        amount: row.amount_minor.map(|minor| money::whole(minor, &row.currency)),
    }
}

fn call(row: store::CallRow, today: NaiveDate, zone: Tz) -> UpcomingCall {
    let start = local(row.starts_at, &zone);
    UpcomingCall {
        id: row.id,
        prospect: row.prospect,
        advocate: row.advocate,
        at: clock(start.time()),
        day: day_words(start.date(), today),
        minutes: (row.ends_at - row.starts_at).num_minutes(),
        is_today: start.date() == today,
    }
}

fn request(row: store::RequestRow, today: NaiveDate, zone: Tz) -> OpenRequest {
    let (due, due_line) = match row.starts_at.filter(|_| row.step == RequestStep::Booked) {
        Some(starts_at) => {
            let start = local(starts_at, &zone);
            (day_words(start.date(), today), clock(start.time()))
        }
        None => (date_short(row.needed_by), in_days((row.needed_by - today).num_days())),
    };
    OpenRequest {
        id: row.id,
        prospect: row.prospect,
        organisation: row.organisation,
        stage: row.stage,
        amount: row.amount_minor.map(|minor| money::whole(minor, &row.currency)),
        advocate: row.advocate,
        step: row.step,
        due,
        due_line,
    }
}

/// "Today", "Tomorrow", "Mon 23 Nov".
fn day_words(date: NaiveDate, today: NaiveDate) -> String {
    match (date - today).num_days() {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        _ => date_short(date),
    }
}
