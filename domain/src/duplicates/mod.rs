//! Records that are perhaps the same: how they are compared, which pairs deserve a look, and what their pages show.

mod alike;
mod askable;
#[cfg(test)]
mod askable_tests;
mod find;
mod judge;
mod merge;
mod name;
mod obstacle;
mod page;
mod person;

pub use alike::{Trigrams, alike};
pub use askable::{
    ConsentWord, Consents, OwnLimits, PauseWord, consent_of_both, consent_to_add, lifecycle_of_both, limits_of_both,
    pause_of_both, pause_to_add, status_of_both,
};
pub use find::{Found, find, pair};
pub use judge::{ALIKE, Judged, LEAST_SCORE, Reason, Traits, judge};
pub use merge::{
    MergeField, Mergeable, OrganisationRecord, PersonField, PersonPicks, PersonRecord, Pick, Picks, WeekHours,
};
pub use name::{company_key, domain_key, email_key, person_key, words};
pub use obstacle::Obstacle;
pub use page::{
    AfterRow, ComparePage, Compared, DuplicateKind, DuplicatesPage, DuplicatesTab, FieldRow, HangingRow, MergeRow,
    MergedPage, PairRow, PairSide,
};
pub use person::{PersonTraits, find_people, judge_people};
