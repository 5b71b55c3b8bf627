//! What a prospect does with a booking link.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::event::Event;
use domain::ids::CallId;
use domain::problem::Problem;
use domain::scheduling::{
    self as rules, Asked, Board, BookedPage, Booking, BookingDetails, BookingPage, BookingVisit, CallState, DetailsPage,
    OtherTime, PlannedCall, Refusal, Side, Slot, Speaker,
};
use domain::time::{TimeRange, clock, date_short, local, month_short, weekday_long, zones};

use super::calendar;
use super::links::{Visit, check_usable};
use super::store::{self, Link, LinkCall, NewHold, Planned};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint, Result};
use crate::events;
use crate::limits::{self, Action};

/// How far ahead times are offered.
pub(super) const HORIZON_DAYS: i64 = 28;

/// How many other times are offered beside a form whose time is gone.
const OTHER_TIMES: usize = 6;

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
    let last = calls.iter().find(|call| call.state == CallState::Cancelled).filter(|_| draft.is_none());
    page.cancelled = last.map(|call| {
        let who = match call.cancelled_by {
            Some(Side::Advocate) => page.speaker.first_name.as_str(),
            Some(Side::Staff) => page.company.as_str(),
            _ => "You",
        };
        let zone = zones::find(&page.zone).unwrap_or(Tz::UTC);
        format!("{who} cancelled the call on {}.", zones::spoken_range(&call.during(), zone))
    });
    Ok(BookingVisit::Choose(Box::new(page)))
}

/// The calendar for moving a planned call; none when nothing is planned.
pub async fn move_page(visit: &Visit, asked: &Asked) -> Result<Option<BookingPage>> {
    let mut tx = visit.ctx.begin().await?;
    let (link, calls) = load(&mut tx, visit).await?;
    let Some(call) = planned(&calls) else { return Ok(None) };
    let zone = viewers_zone(asked, call.zone.as_deref(), &link);
    let asked = Asked { tz: Some(zone.name().to_owned()), ..asked.clone() };
    let mut page = choose(&mut tx, visit, &link, Some(call), &asked).await?;
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
    let chosen = viewers_zone(&Asked { tz: Some(tz.to_owned()), ..Asked::default() }, None, &link);
    let new = NewHold { link: &link, hold, zone: chosen.name(), typed: &typed };
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
    let zone = viewers_zone(asked, draft.zone.as_deref(), &link);
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
        spoken_zone: zones::spoken_zone(zone, draft.from),
        zone: zone.name().to_owned(),
        held,
        typed: draft.typed(),
        email_is_known: expected.iter().any(|(_, email)| !email.is_empty() && *email == draft.booked_by_email),
    }))
}

/// Books the slot. Whatever is refused, what was typed is kept.
pub async fn book(visit: &Visit, slot: &str, details: &BookingDetails) -> Result<CallId> {
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

    let zone = viewers_zone(&Asked::default(), draft.zone.as_deref(), &link);
    let room = format!("{}{}", link.meeting_rooms, room_code(ctx, draft.id));
    let planned =
        Planned { call: draft.id, during, guests: &guests, zone: zone.name(), meeting_url: &room, now: ctx.now() };
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

/// Moves the planned call, by the prospect.
pub async fn move_by_prospect(visit: &Visit, slot: &str) -> Result<CallId> {
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

    save_move(&mut tx, ctx, call.id, call.sequence, during).await?;
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

/// Saves and tells a move; somebody who changed the call in between wins.
pub(super) async fn save_move(tx: &mut Tx, ctx: &Ctx, call: CallId, sequence: i32, during: TimeRange) -> Result<()> {
    let moved =
        store::move_call(tx, call, sequence, during).await.on_constraint("calls_no_overlap", Refusal::SlotTaken)?;
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
    calls.iter().find(|call| call.state == CallState::Scheduled)
}

fn draft(calls: &[LinkCall]) -> Option<&LinkCall> {
    calls.iter().find(|call| matches!(call.state, CallState::Held | CallState::Released))
}

/// The advocate's board without the call that is being placed, and their zone.
async fn load_board(tx: &mut Tx, link: &Link, placing: Option<&LinkCall>, now: DateTime<Utc>) -> Result<(Board, Tz)> {
    let except = placing.map(|call| call.id);
    let (board, zone) = store::board(tx, link.advocate, horizon(now), except, now).await?.ok_or(Problem::NotFound)?;
    Ok((board, zones::find(&zone).unwrap_or(Tz::UTC)))
}

pub(super) fn horizon(now: DateTime<Utc>) -> TimeRange {
    TimeRange { from: now, until: now + TimeDelta::days(HORIZON_DAYS) }
}

async fn choose(
    tx: &mut Tx,
    visit: &Visit,
    link: &Link,
    placing: Option<&LinkCall>,
    asked: &Asked,
) -> Result<BookingPage> {
    let now = visit.ctx.now();
    let (board, advocates_zone) = load_board(tx, link, placing, now).await?;
    let minutes = placing.filter(|call| call.state == CallState::Scheduled).map(|call| call.slot().minutes);
    let minutes = minutes.unwrap_or_else(|| call_minutes(link));
    let slots = board.offered_slots(horizon(now), minutes, &advocates_zone, now);
    let zone = viewers_zone(asked, placing.and_then(|call| call.zone.as_deref()), link);
    let speaker = speaker(link);
    let (month, day) = calendar::month_and_day(&slots, asked, zone, horizon(now).until, now);
    let day = day.map(|day| calendar::day_view(&slots, day, asked, zone, (&speaker.first_name, advocates_zone)));
    let expected = store::expected_guests(tx, link.request).await?;
    Ok(BookingPage {
        company_id: visit.ctx.company().0,
        company: link.company_name.clone(),
        goal: link.goal.clone(),
        topics: link.topics.clone(),
        minutes,
        joins: joins(link, &expected),
        zone: zone.name().to_owned(),
        zones: calendar::zone_choices(zone, now),
        month,
        day,
        moving: None,
        cancelled: None,
        speaker,
    })
}

/// The next free times, from the chosen one on and then from now on.
async fn other_times(
    tx: &mut Tx,
    link: &Link,
    draft: &LinkCall,
    zone: Tz,
    now: DateTime<Utc>,
) -> Result<Vec<OtherTime>> {
    let (board, advocates_zone) = load_board(tx, link, Some(draft), now).await?;
    let slots = board.offered_slots(horizon(now), call_minutes(link), &advocates_zone, now);
    let (before, from_then): (Vec<Slot>, Vec<Slot>) = slots.into_iter().partition(|slot| slot.starts_at < draft.from);
    let next = from_then.into_iter().chain(before).filter(|slot| slot.starts_at != draft.from).take(OTHER_TIMES);
    Ok(next
        .map(|slot| {
            let shown = local(slot.starts_at, &zone);
            OtherTime {
                key: slot.key().to_string(),
                label: format!("{}, {}", date_short(shown.date()), clock(shown.time())),
            }
        })
        .collect())
}

async fn booked(tx: &mut Tx, visit: &Visit, link: &Link, call: &LinkCall, asked: &Asked) -> Result<BookedPage> {
    let now = visit.ctx.now();
    let zone = viewers_zone(asked, call.zone.as_deref(), link);
    let speaker = speaker(link);
    let standing = PlannedCall { state: call.state, during: call.during() };
    let (may_change, policy) = policy(&standing, zone, now);
    let (from, until) = (local(call.from, &zone), local(call.until, &zone));
    let advocates_zone = zones::find(&link.advocate_zone).unwrap_or(Tz::UTC);
    let others = match &call.colleague_email {
        Some(colleague) => format!("you, {colleague} and {}", speaker.first_name),
        None => format!("you and {}", speaker.first_name),
    };
    let entry = super::mails::invitation(tx, &visit.ctx, call.id).await?;
    Ok(BookedPage {
        company_id: visit.ctx.company().0,
        company: link.company_name.clone(),
        call: call.id,
        first_name: first_name(&call.booked_by_name),
        invited: others,
        month_short: month_short(from.date()).to_owned(),
        day_number: from.day(),
        spoken: format!("{}, {} to {}", weekday_long(from.weekday()), clock(from.time()), clock(until.time())),
        spoken_zone: format!(
            "{}. {}",
            zones::spoken_zone(zone, call.from),
            calendar::speakers_clock(call.from, zone, (&speaker.first_name, advocates_zone))
        ),
        meeting_url: call.meeting_url.clone(),
        google_url: entry.google_url(),
        outlook_url: entry.outlook_url(),
        zone: zone.name().to_owned(),
        topics: link.topics.clone(),
        policy,
        may_change,
        speaker,
    })
}

/// Whether it may still be moved, and the sentence that says so.
pub(super) fn policy(call: &PlannedCall, zone: Tz, now: DateTime<Utc>) -> (bool, String) {
    match rules::cancel(call, Side::Prospect, now) {
        Ok(()) => {
            let until = local(rules::changes_close_at(call), &zone);
            let when = format!("{} on {}", clock(until.time()), date_short(until.date()));
            (true, format!("Plans change. That is fine until {when}."))
        }
        Err(refusal) => (false, refusal.to_string()),
    }
}

/// From the address, else what was used before, else the invitation, else the advocate.
fn viewers_zone(asked: &Asked, before: Option<&str>, link: &Link) -> Tz {
    let invitation = before.or(link.time_zone.as_deref());
    calendar::choose_zone([asked.tz.as_deref(), invitation, Some(&link.advocate_zone)])
}

fn read_slot(key: &str, link: &Link) -> Result<Slot> {
    Ok(Slot::from_key(key, call_minutes(link)).ok_or(Problem::from(Refusal::SlotNotOffered))?)
}

fn call_minutes(link: &Link) -> u16 {
    u16::try_from(link.minutes).unwrap_or(30)
}

fn speaker(link: &Link) -> Speaker {
    Speaker {
        id: link.advocate.0,
        name: link.advocate_name.clone(),
        first_name: first_name(&link.advocate_name),
        title: link.advocate_title.clone(),
        organisation: link.organisation.clone(),
        organisation_id: link.organisation_id,
    }
}

pub(super) fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or(name).to_owned()
}

fn joins(link: &Link, expected: &[(String, String)]) -> String {
    let colleagues: Vec<&str> = expected.iter().skip(1).map(|(name, _)| name.as_str()).collect();
    let guests = match colleagues.split_last() {
        None => "You and whoever you bring".to_owned(),
        Some((last, [])) => format!("You and {last}"),
        Some((last, others)) => format!("You, {} and {last}", others.join(", ")),
    };
    if link.rep_joins {
        format!("{guests}. {} from {} joins", link.rep_name, link.company_name)
    } else {
        format!("{guests}. {} does not join", link.company_name)
    }
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
