//! Making one organisation of two, and two of one again.

mod merge;
mod undo;

pub use merge::{MakeOne, compare, merge};
pub(super) use undo::undo;
