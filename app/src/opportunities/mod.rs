//! Opportunities: the list, the workplace of one deal, and its form.

mod activity;
mod api;
mod board;
mod card;
mod contacts;
mod fields;
mod form;
mod header;
mod list;
mod notes;
mod pips;
mod rows;
mod tabs;
mod workplace;

pub use board::BoardPage;
pub use contacts::ContactsPage;
pub use form::{EditOpportunityPage, NewOpportunityPage};
pub use list::OpportunitiesPage;
pub use workplace::{ActivityPage, CallsPage, MatchingPage, NotesPage, RequestsPage};
