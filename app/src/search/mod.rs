//! Search over everything the reader may see.

mod api;
mod hits;
mod page;

pub use page::SearchPage;
