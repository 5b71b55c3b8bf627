//! When an advocate can talk, and the rules for taking, moving and giving back a time.
//!
//! An advocate opens weekly hours by their own clock, with days off and extra hours as exceptions.
//! What is free is: hours and extra hours, minus days off, minus calls and appointments with room
//! around them, minus days and months that are full, minus what is too soon. A [`Slot`] is offered
//! when all of it is free and it starts on a half hour of the advocate's clock. Nothing here reads
//! the clock: `now` and the zone's rules are arguments.

mod asking;
mod attendance;
mod board;
mod booking;
mod call;
mod details;
mod hours;
mod pages;
mod rooms;
mod sketch;

pub use asking::AskLimits;
pub use attendance::{Attendance, attend};
pub use board::{Board, BookingLimits, LimitFault, Slot};
pub use booking::{
    Booking, CHANGE_NOTICE_HOURS, HOLD_MINUTES, Hold, Refusal, book, cancel, changes_close_at, hold, may_move, move_to,
};
pub use call::{CallState, PlannedCall, Side};
pub use details::{BookingDetails, Guest, Guests};
pub use hours::{Exception, ExceptionKind, HoursFault, OpenHours, WeeklyHours};
pub use pages::*;
pub use rooms::{MeetingRooms, MeetingRoomsForm, MeetingRoomsPage};
pub use sketch::{SketchDay, WeekSketch};
