//! Records that are perhaps the same: how they are compared, which pairs deserve a look, and what their pages show.

mod alike;
mod find;
mod judge;
mod merge;
mod name;
mod page;

pub use alike::{Trigrams, alike};
pub use find::{Found, find, pair};
pub use judge::{ALIKE, Judged, LEAST_SCORE, Reason, Traits, judge};
pub use merge::{MergeField, OrganisationRecord, Pick, Picks};
pub use name::{company_key, domain_key, email_key, person_key, words};
pub use page::{
    ComparePage, Compared, DuplicatesPage, DuplicatesTab, FieldRow, HangingRow, MergeRow, MergedPage, PairRow, PairSide,
};
