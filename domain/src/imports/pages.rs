//! What the pages of an import show: one type per page, filled by one read.

use serde::{Deserialize, Serialize};

use super::{
    Change, Counts, Field, Fit, Kind, KnownStage, Outcome, Reading, StageFate, State, ValueChoice, ValueOffer,
};
use crate::ids::ImportId;
use crate::text_enum;

/// The imports so far, beside where a new one begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportsPage {
    /// Set where the page is about one kind.
    pub kind: Option<Kind>,
    /// The kinds the viewer may bring in.
    pub kinds: Vec<Kind>,
    pub recent: Vec<RecentImport>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentImport {
    pub id: ImportId,
    pub kind: Kind,
    pub file_name: String,
    pub state: State,
    pub rows: usize,
    pub by: String,
    /// The day it was uploaded, in the viewer's zone.
    pub on: String,
}

/// The file an import is about, as its head says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    pub id: ImportId,
    pub kind: Kind,
    pub state: State,
    pub name: String,
    pub rows: usize,
    pub columns: usize,
    pub encoding: String,
    pub delimiter: String,
}

/// Which column is what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnsPage {
    pub file: FileFacts,
    pub columns: Vec<ColumnView>,
    pub reading: Reading,
    /// Currencies to choose from, the company's first.
    pub currencies: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnView {
    pub name: String,
    pub examples: String,
    pub field: Option<Field>,
    /// How well the name fits, when the field was suggested.
    pub fit: Option<Fit>,
}

text_enum! {
    /// Which rows the check shows.
    pub enum CheckRows {
        /// Those with a reason to look at them.
        Problems => "problems",
        /// Those that change a record that is there.
        Changes => "changes",
        All => "all",
    }
}

/// What the import would do, row by row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckPage {
    pub file: FileFacts,
    /// Rows gone through while the check runs.
    pub progress: usize,
    pub counts: Counts,
    pub shown: CheckRows,
    pub rows: Vec<RowView>,
    /// The number of the last row shown, when more follow.
    pub more_after: Option<i32>,
    /// Whether rows come before the ones shown.
    pub is_first: bool,
    /// Stage names of the file that the company has no stage for by that name.
    pub stages: Vec<StageChoice>,
    pub known_stages: Vec<KnownStage>,
    /// Values that are not plain: those nobody knows first, then the most frequent.
    pub values: Vec<ValueChoice>,
    /// How many more there are than the page shows.
    pub more_values: usize,
    /// What may be chosen for them, by field.
    pub offers: Vec<ValueOffer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    pub number: i32,
    /// What names the record, and what else the row says, for orientation.
    pub title: String,
    pub line: String,
    pub outcome: Outcome,
    pub reasons: Vec<String>,
    /// What becomes of the record that is there, field by field.
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageChoice {
    pub name: String,
    pub rows: usize,
    pub fate: StageFate,
}

/// The import under way, done, or undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunPage {
    pub file: FileFacts,
    pub progress: usize,
    pub counts: Counts,
    /// When and by whom, in the viewer's zone: "Sat 21 Nov, 14:02".
    pub finished: Option<String>,
    pub undone: Option<String>,
    /// Names of the stages the import made.
    pub new_stages: Vec<String>,
    /// Names of the teams the import made.
    pub new_teams: Vec<String>,
}
