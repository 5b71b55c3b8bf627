//! What the page of duplicates shows.

use serde::{Deserialize, Serialize};

use super::{MergeField, Pick};
use crate::ids::{MergeId, OrganisationId};
use crate::lists::Query;
use crate::paging::Page;
use crate::text_enum;

text_enum! {
    /// Which pairs are listed.
    pub enum DuplicatesTab {
        Open => "open",
        Different => "different",
        /// Not pairs any more.
        Merged => "merged",
    }
}

impl DuplicatesTab {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "To look at",
            Self::Different => "Not the same",
            Self::Merged => "Merged",
        }
    }
}

/// One record of a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairSide {
    pub id: OrganisationId,
    pub name: String,
    /// "Banking, UK"
    pub line: String,
    /// "2 advocates, 1 opportunity"
    pub hangs: String,
}

/// Two records that are perhaps the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairRow {
    pub one: PairSide,
    pub other: PairSide,
    /// In hundredths.
    pub score: u16,
    /// "same name, same domain skylark.example"
    pub speaks_for: String,
    /// "different countries"; empty when nothing does.
    pub against: String,
    /// Who said that the two are different, and when.
    pub said: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuplicatesPage {
    /// The address as it was understood.
    pub here: Query,
    pub tab: DuplicatesTab,
    pub counts: Vec<(DuplicatesTab, u32)>,
    pub page: Page<PairRow>,
    /// When all records were last compared: "Sat 21 Nov, 04:45 GMT".
    pub looked: Option<String>,
}

/// One of two records that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    pub id: OrganisationId,
    pub name: String,
    /// "Banking, UK"
    pub line: String,
    /// "Salesforce, 001xx. Changed Sat 21 Nov"
    pub whence: String,
    pub version: i32,
}

/// A field in which the two differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldRow {
    pub field: MergeField,
    pub kept: Option<String>,
    pub other: Option<String>,
    /// What is taken unless somebody chooses.
    pub usual: Pick,
}

/// How many of a kind hang on each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HangingRow {
    pub label: String,
    pub kept: u32,
    pub other: u32,
}

/// Two records side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparePage {
    pub kept: Compared,
    pub other: Compared,
    pub fields: Vec<FieldRow>,
    /// Labels of fields in which both say the same.
    pub same: Vec<String>,
    pub hanging: Vec<HangingRow>,
    /// "same name, same domain"; empty when the rules find nothing.
    pub speaks_for: String,
    pub against: String,
}

/// A merge that can be taken back, or was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRow {
    pub id: MergeId,
    pub survivor: OrganisationId,
    /// As it is called now, or was when it was there.
    pub survivor_name: String,
    /// Whether there is a page of it.
    pub is_there: bool,
    pub loser_name: String,
    /// "Adaeze Winterbourne, Sat 21 Nov, 14:02"
    pub merged: String,
    /// "3 advocates, 2 opportunities"
    pub moved: String,
    pub undone: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedPage {
    pub here: Query,
    pub counts: Vec<(DuplicatesTab, u32)>,
    pub page: Page<MergeRow>,
}
