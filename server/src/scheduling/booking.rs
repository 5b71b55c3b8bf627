//! What a prospect does with a booking link.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::event::Event;
use domain::ids::{AdvocateId, CallId};
use domain::problem::Problem;
use domain::scheduling::{
    self as rules, Asked, Board, BookedPage, Booking, BookingDetails, BookingPage, BookingVisit, CallState,
    DetailsPage, MeetingRooms, PlannedCall, Refusal, Side, Slot,
};
use domain::time::{TimeRange, clock, local, zones};

use super::links::{Visit, check_usable};
use super::pages::{booked, choose, other_times, own_zone, shown_zone, speaker, spoken_zone};
use super::store::{self, Link, LinkCall, NewHold, Planned};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint, Result};
use crate::events;
use crate::limits::{self, Action};

/// How far ahead times are offered.
pub(super) const HORIZON_DAYS: i64 = 28;

/// The calendar of free times, or the planned call when there is one.
pub async fn booking_page(visit: &Visit, asked: &Asked) -> Result<BookingVisit> {
    let mut tx = visit.ctx.begin().await?;
    let (link, calls) = load(&mut tx, visit).await?;
    if let Some(call) = planned(&calls) {
        return Ok(BookingVisit::Booked(Box::new(booked(&mut tx, visit, &link, call, asked).await?)));
    }
    check_usable(&link, visit.ctx.now())?;
    let draft = draft(&calls);
    let mut page = choose(&mut tx, visit, &link, draft, asked).await?;
    let last = calls
        .iter()
        .find(|call| matches!(call.state, CallState::Cancelled | CallState::Missed))
        .filter(|_| draft.is_none());
    page.cancelled = last.map(|call| {
        let zone = shown_zone(zones::find(&page.zone), &link);
        let when = zones::spoken_range(&call.during(), zone);
        if call.state == CallState::Missed {
            return format!("The call on {when} did not happen. Choose another time.");
        }
        let who = match call.cancelled_by {
            Some(Side::Advocate) => page.speaker.first_name.as_str(),
            Some(Side::Staff) => page.company.as_str(),
            _ => "You",
        };
        format!("{who} cancelled the call on {when}.")
    });
    Ok(BookingVisit::Choose(Box::new(page)))
}

/// The calendar for moving a planned call; none when nothing is planned.
pub async fn move_page(visit: &Visit, asked: &Asked) -> Result<Option<BookingPage>> {
    let mut tx = visit.ctx.begin().await?;
    let (link, calls) = load(&mut tx, visit).await?;
    let Some(call) = planned(&calls) else { return Ok(None) };
    let mut page = choose(&mut tx, visit, &link, Some(call), asked).await?;
    let zone = shown_zone(zones::find(&page.zone), &link);
    page.moving = Some(zones::spoken_range(&call.during(), zone));
    Ok(Some(page))
}

/// Keeps a slot for ten minutes while the details are filled in. Again for the same slot: ten more.
/// What was typed already comes along and is kept.
pub async fn hold(visit: &Visit, slot: &str, tz: &str, typed: Option<&BookingDetails>) -> Result<()> {
    let ctx = &visit.ctx;
    limits::check(ctx.app(), Action::BookingByLink, &visit.link.to_string()).await?;
    if let Some(typed) = typed {
        remember(visit, typed).await?;
    }
    let mut tx = ctx.begin().await?;
    let (link, _) = load(&mut tx, visit).await?;
    check_usable(&link, ctx.now())?;
    store::lock_board(&mut tx, link.advocate).await?;
    store::release_expired(&mut tx, link.advocate, ctx.now()).await?;
    let calls = store::calls_of_ask(&mut tx, link.ask).await?;
    if planned(&calls).is_some() {
        return Err(Problem::from(Refusal::AlreadyBooked).into());
    }
    let draft = draft(&calls);
    let slot = read_slot(slot, &link)?;
    let (board, zone) = load_board(&mut tx, &link, draft, ctx.now()).await?;

    let hold = rules::hold(&board, slot, &zone, ctx.now()).map_err(Problem::from)?;

    let typed = match draft {
        Some(draft) => draft.typed(),
        None => prefilled(&mut tx, &link).await?,
    };
    let own = own_zone(Some(tz), draft.and_then(|draft| draft.zone.as_deref()), &link);
    let new = NewHold { link: &link, hold, zone: own.map(|zone| zone.name()), typed: &typed };
    store::put_hold(&mut tx, ctx.company(), draft.map(|draft| draft.id), new)
        .await
        .on_constraint("calls_no_overlap", Refusal::SlotTaken)?;
    tx.commit().await
}

/// The form for the slot that is held; none when no slot was chosen or the call is planned already.
pub async fn details_page(visit: &Visit, asked: &Asked) -> Result<Option<DetailsPage>> {
    let ctx = &visit.ctx;
    let mut tx = ctx.begin().await?;
    let (link, calls) = load(&mut tx, visit).await?;
    if planned(&calls).is_some() {
        return Ok(None);
    }
    check_usable(&link, ctx.now())?;
    let Some(draft) = draft(&calls) else { return Ok(None) };
    let own = own_zone(asked.tz.as_deref(), draft.zone.as_deref(), &link);
    let zone = shown_zone(own, &link);
    let held = match draft.hold().filter(|hold| hold.is_live(ctx.now())) {
        Some(hold) => format!("Held for you until {}", clock(local(hold.expires_at, &zone).time())),
        None => "No longer held, but yours if nobody was faster".to_owned(),
    };
    let is_held = draft.hold().is_some_and(|hold| hold.is_live(ctx.now()));
    let others = if is_held { Vec::new() } else { other_times(&mut tx, &link, draft, zone, ctx.now()).await? };
    let expected = store::expected_guests(&mut tx, link.request).await?;
    Ok(Some(DetailsPage {
        is_held,
        others,
        company_id: visit.ctx.company().0,
        company: link.company_name.clone(),
        speaker: speaker(&link),
        slot: draft.slot().key().to_string(),
        spoken: zones::spoken_range(&draft.during(), zone),
        spoken_zone: spoken_zone(own, &link, draft.from),
        zone: own.map(|zone| zone.name().to_owned()).unwrap_or_default(),
        held,
        typed: draft.typed(),
        email_is_known: expected.iter().any(|(_, email)| !email.is_empty() && *email == draft.booked_by_email),
    }))
}

/// Books the slot in the zone it was shown in, which another tab may have changed since. Whatever is
/// refused, what was typed is kept.
pub async fn book(visit: &Visit, slot: &str, tz: &str, details: &BookingDetails) -> Result<CallId> {
    let ctx = &visit.ctx;
    limits::check(ctx.app(), Action::BookingByLink, &visit.link.to_string()).await?;
    remember(visit, details).await?;
    let guests = details.check()?;

    let mut tx = ctx.begin().await?;
    let (link, _) = load(&mut tx, visit).await?;
    check_usable(&link, ctx.now())?;
    store::lock_board(&mut tx, link.advocate).await?;
    store::release_expired(&mut tx, link.advocate, ctx.now()).await?;
    let calls = store::calls_of_ask(&mut tx, link.ask).await?;
    if planned(&calls).is_some() {
        return Err(Problem::from(Refusal::AlreadyBooked).into());
    }
    let draft = draft(&calls).ok_or(Problem::from(Refusal::SlotNotOffered))?;
    let (board, zone) = load_board(&mut tx, &link, Some(draft), ctx.now()).await?;
    let booking = Booking { slot: read_slot(slot, &link)?, hold: draft.hold() };

    let during = rules::book(&board, booking, &zone, ctx.now()).map_err(Problem::from)?;

    let own = own_zone(Some(tz), draft.zone.as_deref(), &link).map(|zone| zone.name());
    let rooms = MeetingRooms { address: link.meeting_rooms, per_call: link.room_per_call };
    let room = rooms.room(&room_code(ctx, draft.id));
    let planned = Planned { call: draft.id, during, guests: &guests, zone: own, meeting_url: &room, now: ctx.now() };
    store::plan(&mut tx, ctx.company(), planned).await.on_constraint("calls_no_overlap", Refusal::SlotTaken)?;
    store::request_follows(&mut tx, link.request, true).await?;
    events::record(&mut tx, ctx, Event::CallBooked { call: draft.id, starts_at: during.from }).await?;
    tx.commit().await?;
    Ok(draft.id)
}

/// The planned call of a link; none when nothing is planned.
pub async fn booked_page(visit: &Visit, asked: &Asked) -> Result<Option<BookedPage>> {
    let mut tx = visit.ctx.begin().await?;
    let (link, calls) = load(&mut tx, visit).await?;
    match planned(&calls) {
        Some(call) => Ok(Some(booked(&mut tx, visit, &link, call, asked).await?)),
        None => Ok(None),
    }
}

/// Moves the planned call, by the prospect, who goes on in the zone the new time was shown in.
pub async fn move_by_prospect(visit: &Visit, slot: &str, tz: &str) -> Result<CallId> {
    let ctx = &visit.ctx;
    limits::check(ctx.app(), Action::BookingByLink, &visit.link.to_string()).await?;
    let mut tx = ctx.begin().await?;
    let (link, _) = load(&mut tx, visit).await?;
    store::lock_board(&mut tx, link.advocate).await?;
    store::release_expired(&mut tx, link.advocate, ctx.now()).await?;
    let calls = store::calls_of_ask(&mut tx, link.ask).await?;
    let call = planned(&calls).ok_or(Problem::from(Refusal::NothingPlanned))?;
    let slot = Slot::from_key(slot, call.slot().minutes).ok_or(Problem::from(Refusal::SlotNotOffered))?;
    let (board, zone) = load_board(&mut tx, &link, Some(call), ctx.now()).await?;
    let standing = PlannedCall { state: call.state, during: call.during() };

    let during = rules::move_to(&board, &standing, slot, &zone, ctx.now()).map_err(Problem::from)?;

    let own = own_zone(Some(tz), call.zone.as_deref(), &link).map(|zone| zone.name());
    save_move(&mut tx, ctx, call.id, call.sequence, during, own).await?;
    tx.commit().await?;
    Ok(call.id)
}

/// Cancels the planned call, by the prospect.
pub async fn cancel_by_prospect(visit: &Visit, reason: &str) -> Result<CallId> {
    let ctx = &visit.ctx;
    limits::check(ctx.app(), Action::BookingByLink, &visit.link.to_string()).await?;
    let mut tx = ctx.begin().await?;
    let (link, calls) = load(&mut tx, visit).await?;
    let call = planned(&calls).ok_or(Problem::from(Refusal::NothingPlanned))?;
    let standing = PlannedCall { state: call.state, during: call.during() };

    rules::cancel(&standing, Side::Prospect, ctx.now()).map_err(Problem::from)?;

    super::calls::save_cancel(&mut tx, ctx, call.id, call.sequence, link.request, Side::Prospect, reason).await?;
    tx.commit().await?;
    Ok(call.id)
}

/// Saves and tells a move; somebody who changed the call in between wins. Without a zone the
/// prospect's stays as it is.
pub(super) async fn save_move(
    tx: &mut Tx,
    ctx: &Ctx,
    call: CallId,
    sequence: i32,
    during: TimeRange,
    zone: Option<&str>,
) -> Result<()> {
    let moved = store::move_call(tx, call, sequence, during, zone)
        .await
        .on_constraint("calls_no_overlap", Refusal::SlotTaken)?;
    if !moved {
        return Err(Problem::from(Refusal::NothingPlanned).into());
    }
    let event = Event::CallMoved { call, starts_at: during.from, sequence: sequence + 1 };
    events::record(tx, ctx, event).await?;
    Ok(())
}

/// The calendar entry of the planned call, for download.
pub async fn entry(visit: &Visit) -> Result<String> {
    let mut tx = visit.ctx.begin().await?;
    let (_, calls) = load(&mut tx, visit).await?;
    let call = planned(&calls).ok_or(Problem::NotFound)?.id;
    super::mails::entry(&mut tx, &visit.ctx, call).await
}

/// Keeps what was typed in a transaction of its own, so that no refusal loses it.
async fn remember(visit: &Visit, details: &BookingDetails) -> Result<()> {
    let mut tx = visit.ctx.begin().await?;
    let (_, calls) = load(&mut tx, visit).await?;
    if let Some(draft) = draft(&calls) {
        store::keep_typed(&mut tx, visit.ctx.company(), draft.id, details).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn load(tx: &mut Tx, visit: &Visit) -> Result<(Link, Vec<LinkCall>)> {
    let link = store::link(tx, visit.link).await?.ok_or(Problem::NotFound)?;
    let calls = store::calls_of_ask(tx, link.ask).await?;
    Ok((link, calls))
}

fn planned(calls: &[LinkCall]) -> Option<&LinkCall> {
    calls.iter().find(|call| matches!(call.state, CallState::Scheduled | CallState::Completed))
}

fn draft(calls: &[LinkCall]) -> Option<&LinkCall> {
    calls.iter().find(|call| matches!(call.state, CallState::Held | CallState::Released))
}

/// The advocate's board without the call that is being placed, and their zone.
pub(super) async fn load_board(
    tx: &mut Tx,
    link: &Link,
    placing: Option<&LinkCall>,
    now: DateTime<Utc>,
) -> Result<(Board, Tz)> {
    let except = placing.map(|call| call.id);
    let (board, zone) = store::board(tx, link.advocate, horizon(now), except, now).await?.ok_or(Problem::NotFound)?;
    Ok((board, zones::find(&zone).unwrap_or(Tz::UTC)))
}

/// The times an advocate can be booked at for a call of that length, and their zone.
pub async fn free_times(
    tx: &mut Tx,
    advocate: AdvocateId,
    minutes: u16,
    now: DateTime<Utc>,
) -> Result<(Vec<Slot>, Tz)> {
    let (board, zone) = store::board(tx, advocate, horizon(now), None, now).await?.ok_or(Problem::NotFound)?;
    let zone = zones::find(&zone).unwrap_or(Tz::UTC);
    Ok((board.offered_slots(horizon(now), minutes, &zone, now), zone))
}

pub(super) fn horizon(now: DateTime<Utc>) -> TimeRange {
    TimeRange { from: now, until: now + TimeDelta::days(HORIZON_DAYS) }
}

fn read_slot(key: &str, link: &Link) -> Result<Slot> {
    Ok(Slot::from_key(key, call_minutes(link)).ok_or(Problem::from(Refusal::SlotNotOffered))?)
}

pub(super) fn call_minutes(link: &Link) -> u16 {
    u16::try_from(link.minutes).unwrap_or(30)
}

/// The first expected guest, who got the link, and their colleague if there is exactly one.
async fn prefilled(tx: &mut Tx, link: &Link) -> Result<BookingDetails> {
    let expected = store::expected_guests(tx, link.request).await?;
    let mut typed = BookingDetails::default();
    if let Some((name, email)) = expected.first() {
        (typed.name, typed.email) = (name.clone(), email.clone());
    }
    if let [_, (_, colleague)] = expected.as_slice() {
        typed.colleague = colleague.clone();
    }
    Ok(typed)
}

/// Nobody can guess the room of a call from anything they were told.
fn room_code(ctx: &Ctx, call: CallId) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mac = ctx.app().secrets().mac("meeting-room", &[call.0.as_bytes()]);
    mac[..16].iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect()
}

impl Visit {
    /// The address of the link, for redirects after a form.
    pub fn path(&self) -> String {
        format!("/b/{}", self.token)
    }
}
