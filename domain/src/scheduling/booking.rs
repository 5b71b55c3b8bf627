//! Taking, moving and giving back a time.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Board, CallState, PlannedCall, Side, Slot};
use crate::problem::Problem;
use crate::time::{TimeRange, ZoneRules};

/// How long a time is kept for somebody who fills in the details.
pub const HOLD_MINUTES: i64 = 10;

/// A prospect and the company may move or cancel until this long before the call. The advocate does
/// the favour, so they may cancel until it begins.
pub const CHANGE_NOTICE_HOURS: i64 = 2;

/// Why a time cannot be taken or a call not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    #[error("Somebody took this time a moment ago. These times are still free.")]
    SlotTaken,
    #[error("This time is no longer offered. These times are free.")]
    SlotNotOffered,
    #[error("The call is already planned. Move it instead of booking another.")]
    AlreadyBooked,
    #[error("There is no planned call to change.")]
    NothingPlanned,
    #[error("It is less than two hours until the call. Please write to the others directly.")]
    TooLateToChange,
    #[error("The call has begun, so it can no longer be changed.")]
    CallBegun,
    #[error("The call has not begun yet.")]
    NotBegun,
    #[error("It is recorded already that this call took place.")]
    AlreadyTookPlace,
}

impl Refusal {
    /// The stable name pages match on.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SlotTaken => "slot_taken",
            Self::SlotNotOffered => "slot_not_offered",
            Self::AlreadyBooked => "already_booked",
            Self::NothingPlanned => "nothing_planned",
            Self::TooLateToChange => "too_late_to_change",
            Self::CallBegun => "call_begun",
            Self::NotBegun => "not_begun",
            Self::AlreadyTookPlace => "already_took_place",
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::refused(refusal.code(), refusal.to_string())
    }
}

/// A time kept for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub slot: Slot,
    pub expires_at: DateTime<Utc>,
}

impl Hold {
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at
    }
}

/// What somebody asks to book: a slot, and the hold they have on it if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booking {
    pub slot: Slot,
    pub hold: Option<Hold>,
}

/// Keeps a slot for ten minutes. The board leaves out whatever the same person held before.
pub fn hold(board: &Board, slot: Slot, zone: &impl ZoneRules, now: DateTime<Utc>) -> Result<Hold, Refusal> {
    take(board, slot, zone, now)?;
    Ok(Hold { slot, expires_at: now + TimeDelta::minutes(HOLD_MINUTES) })
}

/// Books a slot. A live hold is as good as the check made when it was placed, so the notice period
/// cannot run out while somebody types; without one the slot must still be offered.
pub fn book(board: &Board, booking: Booking, zone: &impl ZoneRules, now: DateTime<Utc>) -> Result<TimeRange, Refusal> {
    let kept = booking.hold.is_some_and(|hold| hold.slot == booking.slot && hold.is_live(now));
    if !kept {
        take(board, booking.slot, zone, now)?;
    } else if board.is_taken(&booking.slot) {
        return Err(Refusal::SlotTaken);
    }
    Ok(booking.slot.during())
}

/// Moves a planned call to another slot; the board leaves out the call itself.
pub fn move_to(
    board: &Board,
    call: &PlannedCall,
    slot: Slot,
    zone: &impl ZoneRules,
    now: DateTime<Utc>,
) -> Result<TimeRange, Refusal> {
    may_move(call, now)?;
    take(board, slot, zone, now)?;
    Ok(slot.during())
}

/// Says whether a planned call may be cancelled by that side.
pub fn cancel(call: &PlannedCall, by: Side, now: DateTime<Utc>) -> Result<(), Refusal> {
    is_planned(call, now)?;
    if by != Side::Advocate && now > changes_close_at(call) {
        return Err(Refusal::TooLateToChange);
    }
    Ok(())
}

/// Until when a call may be moved, and cancelled by anyone but the advocate.
pub fn changes_close_at(call: &PlannedCall) -> DateTime<Utc> {
    call.during.from - TimeDelta::hours(CHANGE_NOTICE_HOURS)
}

/// Says whether a planned call may still be moved, by anybody.
pub fn may_move(call: &PlannedCall, now: DateTime<Utc>) -> Result<(), Refusal> {
    is_planned(call, now)?;
    if now > changes_close_at(call) { Err(Refusal::TooLateToChange) } else { Ok(()) }
}

fn is_planned(call: &PlannedCall, now: DateTime<Utc>) -> Result<(), Refusal> {
    match call.state {
        CallState::Scheduled if call.has_begun(now) => Err(Refusal::CallBegun),
        CallState::Scheduled => Ok(()),
        _ => Err(Refusal::NothingPlanned),
    }
}

fn take(board: &Board, slot: Slot, zone: &impl ZoneRules, now: DateTime<Utc>) -> Result<(), Refusal> {
    if board.offers(&slot, zone, now) {
        Ok(())
    } else if board.is_taken(&slot) {
        Err(Refusal::SlotTaken)
    } else {
        Err(Refusal::SlotNotOffered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheduling::{BookingLimits, OpenHours, WeeklyHours};
    use chrono::{FixedOffset, Weekday};

    fn utc() -> FixedOffset {
        FixedOffset::east_opt(0).unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn slot(text: &str) -> Slot {
        Slot { starts_at: at(text), minutes: 30 }
    }

    /// Tuesdays 09:00 to 16:00, a day's notice, a quarter of an hour around calls.
    fn board() -> Board {
        let tuesday =
            OpenHours { weekday: Weekday::Tue, from: "09:00".parse().unwrap(), until: "16:00".parse().unwrap() };
        Board {
            hours: WeeklyHours::new(vec![tuesday]).unwrap(),
            limits: BookingLimits { notice_hours: 24, ..BookingLimits::default() },
            ..Board::default()
        }
    }

    fn planned(from: &str) -> PlannedCall {
        PlannedCall { state: CallState::Scheduled, during: slot(from).during() }
    }

    #[test]
    fn a_free_slot_is_held_for_ten_minutes() {
        let held = hold(&board(), slot("2026-11-24T14:00:00Z"), &utc(), at("2026-11-20T10:34:00Z"));

        assert_eq!(held.map(|hold| hold.expires_at), Ok(at("2026-11-20T10:44:00Z")));
    }

    #[test]
    fn a_slot_is_refused_with_the_reason() {
        let mut board = board();
        board.calls.push(slot("2026-11-24T10:00:00Z").during());
        let now = at("2026-11-20T10:00:00Z");
        let examples = [
            ("2026-11-24T10:00:00Z", Err(Refusal::SlotTaken)),
            // A quarter of an hour after the call is kept free, and slots start on half hours.
            ("2026-11-24T10:30:00Z", Err(Refusal::SlotTaken)),
            ("2026-11-24T11:00:00Z", Ok(())),
            ("2026-11-24T09:00:00Z", Ok(())),
            ("2026-11-24T09:30:00Z", Err(Refusal::SlotTaken)),
            ("2026-11-24T14:10:00Z", Err(Refusal::SlotNotOffered)),
            ("2026-11-24T16:00:00Z", Err(Refusal::SlotNotOffered)),
            ("2026-11-25T10:00:00Z", Err(Refusal::SlotNotOffered)),
            ("2026-11-17T10:00:00Z", Err(Refusal::SlotNotOffered)),
        ];

        for (start, expected) in examples {
            assert_eq!(hold(&board, slot(start), &utc(), now).map(|_| ()), expected, "{start}");
        }
    }

    #[test]
    fn a_live_hold_outlasts_the_notice_period_and_a_dead_one_does_not() {
        let wanted = slot("2026-11-24T14:00:00Z");
        let held = hold(&board(), wanted, &utc(), at("2026-11-23T13:55:00Z")).unwrap();
        let booking = Booking { slot: wanted, hold: Some(held) };

        assert!(book(&board(), booking, &utc(), at("2026-11-23T14:04:59Z")).is_ok());
        assert_eq!(book(&board(), booking, &utc(), at("2026-11-23T14:05:00Z")), Err(Refusal::SlotNotOffered));
    }

    #[test]
    fn a_hold_on_one_slot_books_no_other() {
        let held = hold(&board(), slot("2026-11-24T14:00:00Z"), &utc(), at("2026-11-20T10:00:00Z")).unwrap();
        let other = Booking { slot: slot("2026-11-24T03:00:00Z"), hold: Some(held) };

        assert_eq!(book(&board(), other, &utc(), at("2026-11-20T10:01:00Z")), Err(Refusal::SlotNotOffered));
    }

    #[test]
    fn who_may_cancel_until_when() {
        let call = planned("2026-11-24T14:00:00Z");
        let examples = [
            (Side::Prospect, "2026-11-24T12:00:00Z", Ok(())),
            (Side::Prospect, "2026-11-24T12:00:01Z", Err(Refusal::TooLateToChange)),
            (Side::Staff, "2026-11-24T12:00:01Z", Err(Refusal::TooLateToChange)),
            (Side::Advocate, "2026-11-24T13:59:59Z", Ok(())),
            (Side::Advocate, "2026-11-24T14:00:00Z", Err(Refusal::CallBegun)),
        ];

        for (by, now, expected) in examples {
            assert_eq!(cancel(&call, by, at(now)), expected, "{by} at {now}");
        }
    }

    #[test]
    fn only_a_planned_call_is_changed() {
        for state in
            [CallState::Held, CallState::Released, CallState::Cancelled, CallState::Completed, CallState::Missed]
        {
            let call = PlannedCall { state, ..planned("2026-11-24T14:00:00Z") };

            assert_eq!(cancel(&call, Side::Advocate, at("2026-11-20T10:00:00Z")), Err(Refusal::NothingPlanned));
        }
    }

    #[test]
    fn a_call_moves_to_an_offered_slot_until_two_hours_before() {
        let call = planned("2026-11-24T14:00:00Z");
        let next_week = slot("2026-12-01T09:00:00Z");
        let moved = |now| move_to(&board(), &call, next_week, &utc(), at(now));

        assert_eq!(moved("2026-11-24T12:00:00Z"), Ok(next_week.during()));
        assert_eq!(moved("2026-11-24T12:30:00Z"), Err(Refusal::TooLateToChange));
    }
}
