//! Signing in: the one page everybody sees first. Who works here, and the way in for who is invited.

pub mod api;
mod invite;
mod join;
mod people;
mod sign_in;

pub use invite::InvitePeoplePage;
pub use join::JoinPage;
pub use people::PeoplePage;
pub use sign_in::SignInPage;
