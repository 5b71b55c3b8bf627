//! Making one contact of two, and two of one again. Contacts of two organisations stay two: whoever changed houses is a
//! contact of each.

mod merge;
mod undo;

pub use merge::{MakeContactOne, compare, merge};
pub(super) use undo::undo;

use domain::duplicates::DuplicateKind;

const KIND: DuplicateKind = DuplicateKind::Contact;
