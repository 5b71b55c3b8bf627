//! Booking a call without an account, the advocate's hours, and the calls themselves.

pub mod api;
mod availability;
mod book;
mod booked;
mod call;
mod calls;
mod details;
mod exceptions;
mod guest;
mod move_call;
mod picker;
mod portal_call;
mod rooms;
mod speaker;
mod week;

pub use availability::AvailabilityPage;
pub use book::BookPage;
pub use booked::BookedPage;
pub use call::CallPage;
pub use calls::CallsPage;
pub use details::BookingDetailsPage;
pub use move_call::MoveBookingPage;
pub use portal_call::{PortalCallMovePage, PortalCallPage};
pub use rooms::MeetingRoomsPage;
