//! Calls as staff and advocates see and change them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::{Permission, Viewer, first_name};
use domain::event::Event;
use domain::ids::{CallId, RequestId};
use domain::problem::Problem;
use domain::scheduling::{
    self as rules, Asked, CallGuest, CallLine, CallMovePage, CallPage, CallState, CallsPage, CallsTab, PlannedCall,
    Refusal, Side, Slot,
};
use domain::time::zones;
use uuid::Uuid;

use super::booking::{horizon, save_move};
use super::calendar;
use super::mails::short_when;
use super::pages::policy;
use super::store::{self, CallFacts, CallRow, Place, Whose};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{self, PAGE_ROWS};
use crate::error::Result;
use crate::events;

/// How many calls the home page shows.
const HOME_ROWS: i64 = 5;
const REASON_LENGTH: usize = 500;

/// The next calls, for the home pages of staff and of the portal.
pub async fn upcoming_calls(ctx: &Ctx) -> Result<Vec<CallLine>> {
    let whose = whose(ctx)?;
    let mut tx = ctx.begin().await?;
    let place = Place { tab: CallsTab::Planned, now: ctx.now(), after: None, rows: HOME_ROWS };
    let rows = store::calls(&mut tx, whose, place).await?;
    let zone = viewers_zone(ctx.viewer()?);
    Ok(rows.into_iter().map(|row| line(row, zone)).collect())
}

/// The list of calls: what comes, what is to be recorded, or what is over.
pub async fn calls_page(ctx: &Ctx, tab: CallsTab, after: Option<&str>) -> Result<CallsPage> {
    let whose = whose(ctx)?;
    let list = ["calls/", tab.as_str()].concat();
    let after = paging::given::<(DateTime<Utc>, Uuid)>(ctx.app().secrets(), &list, after)?;
    let mut tx = ctx.begin().await?;
    let place = Place { tab, now: ctx.now(), after, rows: PAGE_ROWS + 1 };
    let mut rows = store::calls(&mut tx, whose, place).await?;
    let more = rows.len() > PAGE_ROWS as usize;
    rows.truncate(PAGE_ROWS as usize);
    let next = match rows.last().filter(|_| more) {
        Some(last) => Some(paging::sign(ctx.app().secrets(), &list, &(last.starts_at, last.id.0))?),
        None => None,
    };
    let zone = viewers_zone(ctx.viewer()?);
    Ok(CallsPage { lines: rows.into_iter().map(|row| line(row, zone)).collect(), next })
}

/// One call.
pub async fn call_page(ctx: &Ctx, call: CallId) -> Result<CallPage> {
    let viewer = ctx.viewer()?;
    let mut tx = ctx.begin().await?;
    let facts = visible(&mut tx, ctx, call).await?;
    let zone = viewers_zone(viewer);
    let standing = PlannedCall { state: facts.state, during: facts.during() };
    let side = side(viewer);
    let may_cancel = may_change(viewer) && rules::cancel(&standing, side, ctx.now()).is_ok();
    let (_, sentence) = policy(&standing, zone, ctx.now());
    // Analysts see calls without personal contact data.
    let with_contacts = may_change(viewer);
    let email = |address: &str| if with_contacts { address.to_owned() } else { String::new() };
    let mut guests = vec![CallGuest { name: facts.booked_by_name.clone(), email: email(&facts.booked_by_email) }];
    guests.extend(
        facts
            .colleague_email
            .as_deref()
            .map(|address| CallGuest { name: facts.colleague_name.clone().unwrap_or_default(), email: email(address) }),
    );
    let ended = facts.cancelled_at.map(|at| {
        let by = match facts.cancelled_by {
            Some(Side::Advocate) => facts.advocate_name.as_str(),
            Some(Side::Prospect) => facts.booked_by_name.as_str(),
            _ => facts.company_name.as_str(),
        };
        let why =
            if facts.cancel_reason.is_empty() { String::new() } else { format!(": “{}”", facts.cancel_reason) };
        format!("{by} cancelled it on {}{why}", short_when(at, zone))
    });
    let policy = match (facts.state, side) {
        (CallState::Scheduled, Side::Advocate) if may_cancel => "You can cancel until it begins.".to_owned(),
        (CallState::Scheduled, _) => sentence,
        _ => String::new(),
    };
    let may_record = super::attendance::choices(ctx, &standing, ctx.now())?;
    Ok(CallPage {
        attendance: facts.attendance,
        may_record,
        spoken: zones::spoken_range(&facts.during(), zone),
        spoken_zone: zones::spoken_zone(zone, facts.from),
        meeting_url: if facts.state == CallState::Scheduled { facts.meeting_url.clone() } else { String::new() },
        guests,
        note: facts.note.clone(),
        goal: facts.goal.clone(),
        topics: facts.topics.clone(),
        ended,
        may_cancel,
        policy,
        line: line_of(&facts, zone),
    })
}

/// Cancels a planned call, as the advocate in it or for the company.
pub async fn cancel_call(ctx: &Ctx, call: CallId, reason: &str) -> Result<()> {
    let viewer = ctx.viewer()?;
    let mut tx = ctx.begin().await?;
    let facts = visible(&mut tx, ctx, call).await?;
    let side = side(viewer);
    if side == Side::Staff {
        ctx.allow(Permission::SubmitRequests)?;
    }
    let standing = PlannedCall { state: facts.state, during: facts.during() };

    rules::cancel(&standing, side, ctx.now()).map_err(Problem::from)?;

    save_cancel(&mut tx, ctx, call, facts.sequence, facts.request, side, reason).await?;
    tx.commit().await
}

/// Where an advocate can move a call of theirs; refused once it is too late.
pub async fn call_move_page(ctx: &Ctx, call: CallId, asked: &Asked) -> Result<CallMovePage> {
    ctx.allow(Permission::UsePortal)?;
    let viewer = ctx.viewer()?;
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let facts = visible(&mut tx, ctx, call).await?;
    let standing = PlannedCall { state: facts.state, during: facts.during() };
    rules::may_move(&standing, now).map_err(Problem::from)?;
    let (board, advocates_zone) =
        store::board(&mut tx, facts.advocate, horizon(now), Some(call), now).await?.ok_or(Problem::NotFound)?;
    let advocates_zone = zones::find(&advocates_zone).unwrap_or(Tz::UTC);
    let minutes = u16::try_from((facts.until - facts.from).num_minutes()).unwrap_or(30);
    let slots = board.offered_slots(horizon(now), minutes, &advocates_zone, now);
    let zone = calendar::choose_zone([asked.tz.as_deref(), Some(advocates_zone.name()), Some(&viewer.time_zone)]);
    let (month, day) = calendar::month_and_day(&slots, asked, zone, horizon(now).until, now);
    let guest = first_name(&facts.booked_by_name);
    let prospects = facts.prospect_zone.as_deref().and_then(zones::find).map(|theirs| (guest.as_str(), theirs));
    let day = day.map(|day| calendar::day_view(&slots, day, asked, zone, prospects));
    Ok(CallMovePage {
        spoken: zones::spoken_range(&facts.during(), zone),
        zone: zone.name().to_owned(),
        zones: calendar::zone_choices(zone, now),
        month,
        day,
        line: line_of(&facts, zone),
    })
}

/// Moves a planned call to another free time, by the advocate.
pub async fn move_call(ctx: &Ctx, call: CallId, slot: &str) -> Result<()> {
    ctx.allow(Permission::UsePortal)?;
    let mut tx = ctx.begin().await?;
    let facts = visible(&mut tx, ctx, call).await?;
    store::lock_board(&mut tx, facts.advocate).await?;
    store::release_expired(&mut tx, facts.advocate, ctx.now()).await?;
    let minutes = u16::try_from((facts.until - facts.from).num_minutes()).unwrap_or(30);
    let slot = Slot::from_key(slot, minutes).ok_or(Problem::from(Refusal::SlotNotOffered))?;
    let (board, zone) =
        store::board(&mut tx, facts.advocate, slot.during(), Some(call), ctx.now()).await?.ok_or(Problem::NotFound)?;
    let zone = zones::find(&zone).unwrap_or(Tz::UTC);
    let standing = PlannedCall { state: facts.state, during: facts.during() };

    let during = rules::move_to(&board, &standing, slot, &zone, ctx.now()).map_err(Problem::from)?;

    save_move(&mut tx, ctx, call, facts.sequence, during, None).await?;
    tx.commit().await
}

/// Calls off the planned call of a request that ends, in the caller's transaction. Frees a
/// held slot too. The policy for people does not apply: there is nothing left to talk about.
pub async fn call_off(tx: &mut Tx, ctx: &Ctx, request: RequestId, by: Side) -> Result<()> {
    store::release_holds(tx, request).await?;
    if let Some((call, sequence)) = store::planned_call(tx, request).await? {
        save_cancel(tx, ctx, call, sequence, request, by, "").await?;
    }
    Ok(())
}

/// Saves and tells a cancellation; somebody who changed the call in between wins.
pub(super) async fn save_cancel(
    tx: &mut Tx,
    ctx: &Ctx,
    call: CallId,
    sequence: i32,
    request: RequestId,
    by: Side,
    reason: &str,
) -> Result<()> {
    let reason: String = reason.trim().chars().filter(|c| *c != '\0').take(REASON_LENGTH).collect();
    if !store::cancel(tx, call, sequence, by, &reason, ctx.now()).await? {
        return Err(Problem::from(Refusal::NothingPlanned).into());
    }
    store::request_follows(tx, request, false).await?;
    events::record(tx, ctx, Event::CallCancelled { call, sequence: sequence + 1 }).await?;
    Ok(())
}

/// A call the viewer may see; for everybody else it does not exist.
pub(super) async fn visible(tx: &mut Tx, ctx: &Ctx, call: CallId) -> Result<CallFacts> {
    if !store::may_see(tx, whose(ctx)?, call, ctx.now()).await? {
        return Err(Problem::NotFound.into());
    }
    Ok(store::call_facts(tx, call).await?.ok_or(Problem::NotFound)?)
}

fn whose(ctx: &Ctx) -> Result<Whose> {
    let viewer = ctx.viewer()?;
    match viewer.advocate.filter(|_| !viewer.is_staff()) {
        Some(advocate) => {
            ctx.allow(Permission::UsePortal)?;
            Ok(Whose::Advocate(advocate))
        }
        None => Ok(Whose::Staff(ctx.allow(Permission::ViewCalls)?, viewer.user)),
    }
}

pub(super) fn side(viewer: &Viewer) -> Side {
    if viewer.advocate.is_some() && !viewer.is_staff() { Side::Advocate } else { Side::Staff }
}

fn may_change(viewer: &Viewer) -> bool {
    side(viewer) == Side::Advocate || viewer.may(Permission::SubmitRequests)
}

fn viewers_zone(viewer: &Viewer) -> Tz {
    zones::find(&viewer.time_zone).unwrap_or(Tz::UTC)
}

fn line(row: CallRow, zone: Tz) -> CallLine {
    CallLine {
        id: row.id,
        state: row.state,
        starts_at: row.starts_at,
        when: short_when(row.starts_at, zone),
        advocate: row.advocate_name,
        advocate_id: row.advocate.0,
        organisation: row.organisation,
        opportunity: row.opportunity,
        opportunity_name: row.opportunity_name,
        prospect: row.prospect,
    }
}

fn line_of(facts: &CallFacts, zone: Tz) -> CallLine {
    CallLine {
        id: facts.id,
        state: facts.state,
        starts_at: facts.from,
        when: short_when(facts.from, zone),
        advocate: facts.advocate_name.clone(),
        advocate_id: facts.advocate.0,
        organisation: facts.organisation.clone(),
        opportunity: facts.opportunity,
        opportunity_name: facts.opportunity_name.clone(),
        prospect: facts.prospect.clone(),
    }
}
