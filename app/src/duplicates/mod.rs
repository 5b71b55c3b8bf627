//! Records that are perhaps the same: the list of pairs, two side by side, and what was made one.

pub mod api;
mod compare;
mod list;
mod merged;

pub use compare::{CompareContactsPage, ComparePage, ComparePeoplePage};
pub use list::DuplicatesPage;
pub use merged::MergedPage;
