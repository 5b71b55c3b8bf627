//! Records that are perhaps the same: how they are compared, which pairs deserve a look, and what their pages show.

mod alike;
mod askable;
#[cfg(test)]
mod askable_tests;
mod blocks;
mod find;
mod judge;
mod merge;
mod name;
mod obstacle;
mod page;
mod person;
#[cfg(test)]
mod search_tests;
mod survey;

pub use alike::Trigrams;
pub(crate) use alike::slipped;
pub use askable::{
    ConsentWord, Consents, OwnLimits, PauseWord, consent_of_both, consent_to_add, lifecycle_of_both, limits_of_both,
    pause_of_both, pause_to_add, status_of_both,
};
pub use blocks::{Block, Blocks, CROWD, LeftOut, NAME_CROWD, TooMany, compare};
pub use find::{Found, pair};
pub use judge::{ALIKE, Judged, LEAST_SCORE, Reason, Traits, judge};
pub use merge::{
    ContactField, ContactPicks, ContactRecord, MergeField, Mergeable, OrganisationRecord, PersonField, PersonPicks,
    PersonRecord, Pick, Picks, WeekHours,
};
pub use name::{company_key, domain_key, email_key, person_key, words};
pub use obstacle::Obstacle;
pub use page::{
    AfterRow, ComparePage, Compared, DuplicateKind, DuplicatesPage, DuplicatesTab, FieldRow, HangingRow, MergeRow,
    MergedPage, PairRow, PairSide,
};
pub use person::{PersonTraits, judge_people};
pub use survey::{Comparable, DOMAIN_CROWD, Key, Survey};
