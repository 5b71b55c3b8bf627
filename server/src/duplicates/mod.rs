//! Records that are perhaps the same: found, looked at, said to be different, or made one.
//!
//! All organisations, people and contacts of a company are compared each night and soon after something changed (`jobs`);
//! those of a large company each night only. The rules and the way not to compare each with each are in
//! `domain::duplicates`, the way through a company of any size in `search`. Programme leads and administrators look at the
//! pairs.
//!
//! Of two, one stays and takes what is chosen of the other; every row that pointed at the other (`references`) is moved
//! and noted, and the other is taken away. It leaves a merge, by which its address, name and key lead to the survivor and
//! by which all of it can be put back.
//!
//! Of two people the stricter word holds, whatever is chosen (`people`); what stands in records that only grow is moved
//! by two definer functions, each row noted.
//!
//! Tables: `duplicate_pairs`, `duplicate_searches`, `duplicate_progress`, `merges`, `merge_rows`; writes `organisations`,
//! `advocates` and `contacts` and what hangs on them.
//! Invariants: a pair said to be different is not suggested again, also not after one of the two was merged into a third;
//! a merge happens whole or not at all; undo puts back exactly, or says what stands in the way.
//!
//! Events: `DuplicatesLookedFor`, `ToldApart`, `ToldApartTakenBack`, `OrganisationsMerged`, `MergeUndone`; of people
//! `PeopleToldApart`, `PeopleToldApartTakenBack`, `AdvocatesMerged`, `AdvocateMergeUndone`; of contacts the same four.

pub mod contacts;
pub mod jobs;
mod list;
mod merged;
mod organisations;
pub mod people;
pub mod references;
pub mod search;
mod side_by_side;
mod store;

pub use list::{list, take_back, tell_apart};
pub use merged::{merged, undo};
pub use organisations::{MakeOne, compare, merge};
pub use search::look_again;
