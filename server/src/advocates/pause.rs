//! Pausing new requests, by the advocate. Takes effect for the very next reader of the rules; what
//! was asked or booked before stays.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::advocates::{Pause, PauseDecision, PauseRow, read_resume_day};
use domain::event::Event;
use domain::ids::AdvocateId;
use domain::problem::Problem;
use domain::time::{clock, date_with_year, local, zones};

use super::store::own_word as store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;

/// Pauses until the day typed, or until switched back when none is.
pub async fn pause(ctx: &Ctx, resumes_on: &str) -> Result<()> {
    let advocate = own(ctx)?;
    let zone = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let resumes_on = read_resume_day(resumes_on, zones::today(ctx.now(), zone))?;
    let mut tx = ctx.begin().await?;
    lock(&mut tx, advocate).await?;
    store::insert_pause(&mut tx, ctx, advocate, PauseDecision::Paused, resumes_on).await?;
    events::record(&mut tx, ctx, Event::RequestsPaused { advocate, resumes_on }).await?;
    tx.commit().await
}

/// Switches back. Nothing is written when nothing is paused.
pub async fn resume(ctx: &Ctx) -> Result<()> {
    let advocate = own(ctx)?;
    let mut tx = ctx.begin().await?;
    lock(&mut tx, advocate).await?;
    if current_pause(&mut tx, advocate, ctx.now()).await?.is_some() {
        store::insert_pause(&mut tx, ctx, advocate, PauseDecision::Resumed, None).await?;
        events::record(&mut tx, ctx, Event::RequestsResumed { advocate }).await?;
    }
    tx.commit().await
}

/// The pause that holds now; days count in UTC, as those of the caps do.
pub async fn current_pause(tx: &mut Tx, advocate: AdvocateId, now: DateTime<Utc>) -> Result<Option<Pause>> {
    let latest = store::latest_pause(tx, advocate).await?;
    Ok(latest.and_then(|(decision, resumes_on)| Pause::in_force(decision, resumes_on, now.date_naive())))
}

/// Whoever asks this advocate, and the advocate who changes what may be asked, wait here for their
/// turn; so does the database's own check.
pub async fn lock(tx: &mut Tx, advocate: AdvocateId) -> Result<()> {
    store::lock(tx, advocate).await
}

/// Every pause and return, the latest first, for the profile.
pub(super) async fn pauses(tx: &mut Tx, advocate: AdvocateId, zone: Tz, today: NaiveDate) -> Result<Vec<PauseRow>> {
    let rows = store::pauses(tx, advocate).await?;
    let line = |row: store::PauseFacts| {
        let what = match (row.decision, row.resumes_on) {
            (PauseDecision::Resumed, _) => "Switched back".to_owned(),
            (PauseDecision::Paused, Some(day)) => format!("Paused until {}", date_with_year(day, today)),
            (PauseDecision::Paused, None) => "Paused until switched back".to_owned(),
        };
        let at = local(row.decided_at, &zone);
        PauseRow { what, when: format!("{}, {}", date_with_year(at.date(), today), clock(at.time())), by: row.by }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The advocate that is signed in.
fn own(ctx: &Ctx) -> Result<AdvocateId> {
    ctx.allow(Permission::UsePortal)?;
    Ok(ctx.viewer()?.advocate.ok_or(Problem::NotFound)?)
}
