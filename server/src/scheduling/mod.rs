//! Scheduling: an advocate's hours, the prospect's booking link, and the calls that come of them.
//!
//! For the advocate: their hours, days off and limits, and their calls. For the prospect: a link that
//! offers free times, keeps one for ten minutes, books, moves and cancels, without an account. For
//! staff: the calls of their deals.
//!
//! Tables: `booking_links`, `reference_calls`, `call_guests`, `advocate_hours`, `availability_exceptions`,
//! and the zone and limits in `advocates`, the meeting rooms in `companies`. Invariants held by the database: no two held or planned
//! calls of an advocate overlap; one form in progress per link, one planned call per ask. Every change
//! of a board waits for the one before (`lock_board`), so daily and monthly limits hold too.
//!
//! Events: `CallBooked`, `CallMoved`, `CallCancelled`, `AvailabilityChanged`, `MeetingRoomsChanged`. Readers: the jobs here
//! send the mails with the calendar entry, and reminders a day and an hour before.

mod attendance;
mod availability;
mod booking;
mod calendar;
mod calls;
mod invitation;
pub mod jobs;
mod letter;
mod links;
mod mails;
mod pages;
mod portal;
mod rooms;
pub mod routes;
mod store;

pub use attendance::record_attendance;
pub use availability::{add_days_off, add_extra_hours, availability, remove_exception, save_availability};
pub use booking::{
    book, booked_page, booking_page, cancel_by_prospect, details_page, entry, free_times, hold, move_by_prospect,
    move_page,
};
pub use calls::{call_move_page, call_off, call_page, calls_page, cancel_call, move_call, upcoming_calls};
pub use links::{Visit, invite, open_link};
pub use portal::{Upcoming, planned_calls, usual_week};
pub use rooms::{meeting_rooms, save_meeting_rooms};
