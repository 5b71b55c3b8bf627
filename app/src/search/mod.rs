//! Search over everything the reader may see.

mod api;
mod fragment;
mod hits;
mod page;

pub use api::Palette;
pub use page::SearchPage;
