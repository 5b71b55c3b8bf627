//! Changing many rows of a list at once: the boxes in its rows, the bar over it, and the page that says what
//! became of each. One plain form, so it works without a script; the island betters the ticking.

#[cfg(feature = "ssr")]
mod api;
#[cfg(feature = "ssr")]
mod bar;
#[cfg(feature = "ssr")]
mod earlier;
#[cfg(feature = "ssr")]
mod page;
mod selection;

#[cfg(feature = "ssr")]
pub use bar::{BulkForm, TickCell, TickHead, Ticking, use_ticking};
#[cfg(feature = "ssr")]
pub use earlier::BulkEditsPage;
#[cfg(feature = "ssr")]
pub use page::BulkEditPage;
