//! The dashboard of somebody who works in the company: what needs them, which calls come, which
//! requests are open. A reader of other features' tables: it changes nothing and records nothing.
//!
//! Invariant: it shows the deals that the reader's role reaches, and no others.

mod store;

use chrono::{NaiveDate, TimeDelta, Timelike};
use chrono_tz::Tz;
use domain::accounts::{Permission, Scope};
use domain::home::{Home, Need, NeedReason, OpenRequest, RequestStep, UpcomingCall, greeting, in_days};
use domain::paging::Count;
use domain::problem::Problem;
use domain::time::{clock, date_long, date_short, local, zones};
use domain::{ids::UserId, money};

use crate::accounts;
use crate::ctx::Ctx;
use crate::error::Result;

/// A deal needs somebody when its date is this close and nobody was asked.
const COMING_UP: TimeDelta = TimeDelta::days(28);
/// After this the date is history rather than a task.
const LONG_PAST: TimeDelta = TimeDelta::days(7);
/// As many rows as a card shows.
const ROWS: i64 = 6;
/// A figure counts to 99, as the tabs of the lists do.
const CAP: u32 = 99;

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
    let of_calls = Reach { user: viewer.user, scope: viewer.scope(Permission::ViewCalls) };

    let mut tx = ctx.begin().await?;
    tx.plan_for_values().await?;
    let of_requests = Reach { user: viewer.user, scope: viewer.scope(Permission::SubmitRequests) };
    let (needs, needs_in_all, waiting, unrecorded) = if viewer.may(Permission::SubmitRequests) {
        let deals = accounts::Reach::of(&mut tx, viewer, reach.scope).await?;
        let needs = store::needs(&mut tx, &deals, today - LONG_PAST, today + COMING_UP, ROWS).await?;
        let in_all = store::needs_in_all(&mut tx, &deals, CAP.into()).await?;
        let waiting = store::waiting(&mut tx, of_requests).await?;
        (needs, in_all, waiting, store::calls(&mut tx, of_calls, now, true, ROWS).await?)
    } else {
        (Vec::new(), 0, 0, Vec::new())
    };
    let calls = store::calls(&mut tx, of_calls, now, false, ROWS).await?;
    let requests = store::open_requests(&mut tx, reach, now, ROWS).await?;
    tx.commit().await?;

    Ok(Home {
        today: date_long(today),
        greeting: greeting(local(now, &zone).hour(), &viewer.name),
        zone: zones::abbreviation(zone, now),
        own: reach.scope == Scope::Own,
        needs_in_all: Count::capped(needs_in_all, CAP),
        waiting: Count::capped(waiting, CAP),
        needs: needs.into_iter().map(need).collect(),
        unrecorded_in_all: Count::capped(unrecorded.first().map_or(0, |call| call.in_all), CAP),
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
