//! Search over everything the reader may see.

mod api;
// Without a script, so without a place in the browser build (see `layout::Elsewhere`).
#[cfg(feature = "ssr")]
mod hits;
#[cfg(feature = "ssr")]
mod page;

#[cfg(not(feature = "ssr"))]
pub use crate::layout::Elsewhere as SearchPage;
#[cfg(feature = "ssr")]
pub use page::SearchPage;
