//! Booking a call without an account, the advocate's hours, and the calls themselves.

pub mod api;
#[cfg(feature = "ssr")]
mod availability;
#[cfg(feature = "ssr")]
mod book;
#[cfg(feature = "ssr")]
mod booked;
mod call;
mod calls;
#[cfg(feature = "ssr")]
mod details;
#[cfg(feature = "ssr")]
mod exceptions;
#[cfg(feature = "ssr")]
mod guest;
#[cfg(feature = "ssr")]
mod move_call;
#[cfg(feature = "ssr")]
mod picker;
#[cfg(feature = "ssr")]
mod portal_call;
#[cfg(feature = "ssr")]
mod speaker;
#[cfg(feature = "ssr")]
mod week;

// Pages without a script have no place in the browser build.
#[cfg(not(feature = "ssr"))]
pub use crate::layout::{
    Elsewhere as AvailabilityPage, Elsewhere as BookPage, Elsewhere as BookedPage, Elsewhere as BookingDetailsPage,
    Elsewhere as MoveBookingPage, Elsewhere as PortalCallMovePage, Elsewhere as PortalCallPage,
};
#[cfg(feature = "ssr")]
pub use availability::AvailabilityPage;
#[cfg(feature = "ssr")]
pub use book::BookPage;
#[cfg(feature = "ssr")]
pub use booked::BookedPage;
pub use call::CallPage;
pub use calls::CallsPage;
#[cfg(feature = "ssr")]
pub use details::BookingDetailsPage;
#[cfg(feature = "ssr")]
pub(crate) use guest::PlainLoad;
#[cfg(feature = "ssr")]
pub use move_call::MoveBookingPage;
#[cfg(feature = "ssr")]
pub use portal_call::{PortalCallMovePage, PortalCallPage};
