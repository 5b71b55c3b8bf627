//! What the page of duplicates shows.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Pick;
use crate::ids::MergeId;
use crate::lists::Query;
use crate::paging::Page;
use crate::text_enum;

text_enum! {
    /// Of what there may be two.
    pub enum DuplicateKind {
        Organisation => "organisation",
        Advocate => "advocate",
        Contact => "contact",
    }
}

impl DuplicateKind {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Organisation => "Organisations",
            Self::Advocate => "People",
            Self::Contact => "Contacts",
        }
    }

    /// Two of them, in a sentence.
    pub const fn many(self) -> &'static str {
        match self {
            Self::Organisation => "organisations",
            Self::Advocate => "people",
            Self::Contact => "contacts",
        }
    }
}

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
    pub id: Uuid,
    /// On whose page it stands: its own, or of a contact the organisation's.
    pub home: Uuid,
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
    pub kind: DuplicateKind,
    pub tab: DuplicatesTab,
    pub counts: Vec<(DuplicatesTab, u32)>,
    pub page: Page<PairRow>,
    /// When all records were last compared: "Sat 21 Nov, 04:45 GMT".
    pub looked: Option<String>,
    /// "They are being compared now: part 2 of 5"
    pub looking: Option<String>,
    /// So many that a change is looked at in the night only.
    pub waits_for_the_night: bool,
    /// What the last search did not compare, in sentences.
    pub left_out: Vec<String>,
}

/// One of two records that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    pub id: Uuid,
    /// On whose page it stands: its own, or of a contact the organisation's.
    pub home: Uuid,
    pub name: String,
    /// "Banking, UK", "CFO, Skylark Mutual"
    pub line: String,
    /// "Salesforce, 001xx. Changed Sat 21 Nov", "ingrid@skylark.example. Changed Sat 21 Nov"
    pub whence: String,
    /// The number of its last change; of a contact the moment of it.
    pub version: i64,
}

/// A field in which the two differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldRow {
    /// The name of the field in the form.
    pub name: String,
    pub label: String,
    pub kept: Option<String>,
    pub other: Option<String>,
    /// "Both together", where both can be kept.
    pub both: Option<String>,
    /// What is taken unless somebody chooses.
    pub usual: Pick,
}

/// What nobody chooses: what held of each, and what holds of the one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterRow {
    pub label: String,
    pub kept: String,
    pub other: String,
    pub after: String,
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
    pub kind: DuplicateKind,
    pub kept: Compared,
    pub other: Compared,
    pub fields: Vec<FieldRow>,
    /// Labels of fields in which both say the same.
    pub same: Vec<String>,
    /// What follows from both by a rule; empty for organisations.
    pub settled: Vec<AfterRow>,
    pub hanging: Vec<HangingRow>,
    /// Why they cannot be made one now; empty when they can.
    pub obstacles: Vec<String>,
    /// Whether somebody said already that the two are different, or nobody thought they are one.
    pub can_tell_apart: bool,
    /// "same name, same domain"; empty when the rules find nothing.
    pub speaks_for: String,
    pub against: String,
}

/// A merge that can be taken back, or was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRow {
    pub id: MergeId,
    /// On whose page the one that stayed stands.
    pub home: Uuid,
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
    pub kind: DuplicateKind,
    pub counts: Vec<(DuplicatesTab, u32)>,
    pub page: Page<MergeRow>,
}
