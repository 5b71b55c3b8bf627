//! Opportunities: the list, the workplace of one deal, and its form.

pub mod api;
mod card;
mod columns;
mod reference_line;

#[cfg(feature = "ssr")]
mod activity;
#[cfg(feature = "ssr")]
mod board;
#[cfg(feature = "ssr")]
mod contacts;
#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod header;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod notes;
#[cfg(feature = "ssr")]
mod pips;
#[cfg(feature = "ssr")]
mod rows;
#[cfg(feature = "ssr")]
mod tabs;
#[cfg(feature = "ssr")]
mod workplace;

#[cfg(feature = "ssr")]
pub use board::BoardPage;
#[cfg(feature = "ssr")]
pub use contacts::ContactsPage;
#[cfg(feature = "ssr")]
pub use form::{EditOpportunityPage, NewOpportunityPage};
#[cfg(feature = "ssr")]
pub use list::OpportunitiesPage;
#[cfg(feature = "ssr")]
pub use workplace::{ActivityPage, CallsPage, MatchingPage, NotesPage, RequestsPage};
