//! Opportunities: the list, the workplace of one deal, and its form.

mod api;
mod fields;
mod form;
mod header;
mod list;
mod pips;
mod rows;
mod tabs;
mod workplace;

pub use form::{EditOpportunityPage, NewOpportunityPage};
pub use list::OpportunitiesPage;
pub use workplace::{ActivityPage, CallsPage, MatchingPage, NotesPage, RequestsPage};
